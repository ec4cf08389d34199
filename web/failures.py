"""Errors → HTTP statuses, each with a Chinese page, or with JSON for programs, that says what to do next."""

from __future__ import annotations

from typing import Final

from flask import Flask, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from indexer.errors import (
    CorruptIndex,
    EngineUnavailable,
    IncompatibleIndex,
    IndexerError,
    NoIndex,
    NoSuchReport,
    QueryError,
)
from web import params
from web.params import BadArgument
from web.shelf import shelf

HEADINGS: Final = {
    400: "这个请求读不懂",
    404: "没有找到",
    405: "不支持这种请求方式",
    413: "检索词太长",
    429: "检索得太频繁",
    500: "程序出错了",
    503: "暂时不能检索",
}
_NEXT_STEPS: Final = {
    404: "请核对网址，或回到首页重新检索。",
    405: "这里只能读取（GET）。请回到首页用检索框检索。",
    429: "请过一会儿再试。",
    500: "这不是您的错。请稍后再试；详情记在运行 zhengxie serve 的终端里。",
}
_INDEX_FAILURES: Final[dict[type[IndexerError], tuple[str, str]]] = {
    NoIndex: (
        "还没有建立索引。请在终端运行下面的命令（PATH 是存放报告的文件夹），完成后刷新本页。",
        "zhengxie index PATH",
    ),
    IncompatibleIndex: (
        "现有索引由另一版本的程序或词典建成，不能直接使用。原始文件不受影响，请在终端重建索引，完成后刷新本页。",
        "zhengxie index --rebuild PATH",
    ),
    CorruptIndex: (
        "索引文件缺失或损坏，程序没有删除任何内容。请在终端重建索引，完成后刷新本页；损坏之处记在运行 zhengxie serve 的终端里。",
        "zhengxie index --rebuild PATH",
    ),
    EngineUnavailable: ("检索引擎暂时连不上。请稍候片刻，再刷新本页。", ""),
}
_PROGRAMS: Final = ("/api/", "/healthz")
"""Paths whose answers are read by programs."""


def register(app: Flask) -> None:
    """Hooks the answers below into an application."""
    app.register_error_handler(BadArgument, _bad_argument)
    app.register_error_handler(IndexerError, _indexer_error)
    app.register_error_handler(HTTPException, _http_error)


def answer(status: int, message: str, command: str = "", link: tuple[str, str] | None = None) -> ResponseReturnValue:
    """The page, or the JSON, of one failure; ``link`` is a label and a URL that leads on."""
    if request.path.startswith(_PROGRAMS):
        said = f"{message} {command}".strip()
        return jsonify(error={"status": status, "message": said}), status
    heading = HEADINGS.get(status, "请求没有成功")
    page = render_template(
        "error.html",
        status=status,
        heading=heading,
        message=message,
        command=command,
        link=link,
        # While no search can be answered, no search box is offered.
        state=params.read_typed(request.args) if status < 500 else None,
        params=params,
    )
    return page, status


def _bad_argument(error: BadArgument) -> ResponseReturnValue:
    return answer(error.status, error.message)


def _indexer_error(error: IndexerError) -> ResponseReturnValue:
    if isinstance(error, NoSuchReport):
        return answer(404, "索引中没有这份报告：它可能已从文件夹移走，或编号有误。请回到首页重新检索。")
    if isinstance(error, QueryError):
        return answer(400, str(error))
    # The message may name folders of this machine; it is for the terminal, not for whoever asks.
    current_app.logger.error("%s: %s", type(error).__name__, error)
    for kind, (message, command) in _INDEX_FAILURES.items():
        if isinstance(error, kind):
            shelf().put_back()
            return answer(503, message, command)
    return answer(500, _NEXT_STEPS[500])


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    response = make_response(answer(error.code, _NEXT_STEPS.get(error.code, "请回到首页重新检索。")))
    # Headers that belong to the status, as Allow to 405, stay with it.
    for name, value in error.get_headers():
        response.headers.setdefault(name, value)
    return response
