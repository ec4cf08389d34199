"""Sentences for readers that can be said in another language: a str that remembers how it was made.

What the packages say is Chinese, and everything that only passes it on (JSON, terminal, comparison) takes it for the
str it is. Who shows it in another language asks for its template and values again: ``Message.told``.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from typing import Final

Value = str | int | tuple[str, ...]
"""What a template's place is filled with: words as they are (a ``Message`` is said in the other language too), a
number, or several words, which are enumerated."""

ENUMERATED: Final = "、"
"""Stands between several words in Chinese."""


class Message(str):
    """A sentence with its ``template``, in simplified Chinese with places ``%(name)s``, and the ``values`` in them."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, values: Mapping[str, Value] | None = None) -> Message:
        """Raises KeyError where a place of the template has no value."""
        values = dict(values or {})
        message = super().__new__(cls, _filled(template, values, str, ENUMERATED))
        message.template = template
        message.values = values
        return message

    def __reduce__(self) -> tuple[type[Message], tuple[str, Mapping[str, Value]]]:
        # Reports and errors cross process boundaries; a str would be all that is left.
        return Message, (self.template, self.values)

    def told(self, translate: Callable[[str], str], enumerated: str = ", ") -> str:
        """The sentence in another language.

        ``translate`` turns a template into that language's, with the same places; ``enumerated`` stands between
        several words. Values that are messages are told likewise, any others stay as they are: they are what
        somebody typed, or what stands in a report.
        """

        def told(value: str) -> str:
            return value.told(translate, enumerated) if isinstance(value, Message) else value

        return _filled(translate(self.template), self.values, told, enumerated)


def said(template: str, /, **values: Value) -> Message:
    """A message: ``said("机构“%(name)s”按%(names)s理解。", name="涪陵", names=("重庆市涪陵区政协",))``.

    The template is written out where it is said, so that the catalogue of translations can be held against the code.
    """
    return Message(template, values)


def _filled(template: str, values: Mapping[str, Value], word: Callable[[str], str], enumerated: str) -> str:
    if not values:
        return template  # a per cent sign in it is one
    words = {
        name: word(value)
        if isinstance(value, str)
        else enumerated.join(map(word, value))
        if isinstance(value, tuple)
        else str(value)
        for name, value in values.items()
    }
    return template % words


_TROUBLES: Final[Mapping[int, Message]] = {
    errno.ENOENT: said("没有这个文件"),
    errno.ENOTDIR: said("路径中有一段不是文件夹"),
    errno.EISDIR: said("这是文件夹，不是文件"),
    errno.EACCES: said("没有权限"),
    errno.EPERM: said("没有权限"),
    errno.ELOOP: said("链接循环"),
    errno.ENAMETOOLONG: said("文件名太长"),
    errno.EMFILE: said("打开的文件太多"),
    errno.ENFILE: said("打开的文件太多"),
    errno.EIO: said("磁盘读写出错"),
    errno.ENOSPC: said("磁盘已满"),
    errno.EDQUOT: said("磁盘配额已用完"),
    errno.EFBIG: said("文件太大"),
    errno.EROFS: said("磁盘只能读、不能写"),
    errno.EEXIST: said("已有同名文件"),
    errno.EBUSY: said("正被别的程序占用"),
    errno.ETXTBSY: said("正被别的程序占用"),
    errno.ENOMEM: said("内存不足"),
    errno.ESTALE: said("网络文件夹已断开或已更换"),
    errno.ENOTCONN: said("网络文件夹已断开或已更换"),
    errno.ETIMEDOUT: said("等待超时"),
    errno.EHOSTDOWN: said("网络不通"),
    errno.EHOSTUNREACH: said("网络不通"),
    errno.ENETUNREACH: said("网络不通"),
}


def trouble_of(error: OSError) -> Message:
    """What went wrong with a file; the system says it in the language of its locale."""
    if error.errno is None:
        return said("原因不明")
    return _TROUBLES.get(error.errno) or said("系统错误 %(number)s", number=str(error.errno))
