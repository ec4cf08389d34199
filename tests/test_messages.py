import copy
import errno
import json
import os
import pickle

import pytest

from indexer.errors import QueryError
from indexer.filters import expand_years
from indexer.messages import Message, said, trouble_of


def _english(template: str) -> str:
    return {
        "机构“%(name)s”按%(names)s理解。": "The organization “%(name)s” was read as %(names)s.",
        "索引中没有%(field)s“%(value)s”。": "Nothing has “%(value)s” as its %(field)s.",
        "来源": "source",
    }.get(template, template)


def test_a_message_is_its_chinese() -> None:
    message = said("机构“%(name)s”按%(names)s理解。", name="涪陵", names=("重庆市涪陵区政协", "重庆市涪陵区人大常委会"))
    assert message == "机构“涪陵”按重庆市涪陵区政协、重庆市涪陵区人大常委会理解。"
    assert json.loads(json.dumps([message])) == [str(message)]
    assert type(str(message)) is str
    assert {message: 1}[str(message)] == 1


def test_a_message_is_told_in_another_language() -> None:
    message = said("机构“%(name)s”按%(names)s理解。", name="涪陵", names=("甲政协", "乙政协"))
    assert message.told(_english) == "The organization “涪陵” was read as 甲政协, 乙政协."
    assert message.told(_english, " / ") == "The organization “涪陵” was read as 甲政协 / 乙政协."


def test_messages_inside_messages_are_told_too_and_words_of_readers_are_not() -> None:
    message = said("索引中没有%(field)s“%(value)s”。", field=said("来源"), value="来源")
    assert message.told(_english) == "Nothing has “来源” as its source."
    several = said("%(items)s", items=(said("来源"), "来源"))
    assert several.told(_english) == "source, 来源"


def test_what_is_typed_is_no_template() -> None:
    message = said("“%(typed)s”前后缺少检索词，按普通文字理解。", typed="100%(typed)s%")
    assert message == "“100%(typed)s%”前后缺少检索词，按普通文字理解。"
    assert said("办复率100%").told(lambda template: template) == "办复率100%"


def test_a_place_without_its_value_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        said("共 %(count)s 项，%(most)s", count=1)


@pytest.mark.parametrize("again", [lambda m: pickle.loads(pickle.dumps(m)), copy.copy, copy.deepcopy])
def test_a_message_stays_one_when_it_is_copied(again) -> None:
    message = said("索引中没有%(field)s“%(value)s”。", field=said("来源"), value="某报")
    other = again(message)
    assert isinstance(other, Message)
    assert other == message
    assert other.told(_english) == "Nothing has “某报” as its source."


def test_an_error_keeps_its_message() -> None:
    with pytest.raises(QueryError) as raised:
        expand_years(["去年"])
    error = pickle.loads(pickle.dumps(raised.value))
    assert str(error) == "“去年”不是年份；请写成 2022 或 2020..2022，先早后晚。"
    assert error.message.template == "“%(value)s”不是年份；请写成 2022 或 2020..2022，先早后晚。"


@pytest.mark.parametrize(
    "number",
    [
        *(
            errno.ENOENT,
            errno.EACCES,
            errno.ENOSPC,
            errno.EDQUOT,
            errno.EROFS,
            errno.ESTALE,
            errno.ETIMEDOUT,
            errno.EBUSY,
        ),
        *(
            errno.EHOSTUNREACH,
            errno.EHOSTDOWN,
            errno.ENETUNREACH,
            errno.ENOTCONN,
            errno.ENOMEM,
            errno.EFBIG,
            errno.EEXIST,
        ),
    ],
)
def test_what_went_wrong_with_a_file_is_said_in_words(number: int) -> None:
    told = trouble_of(OSError(number, os.strerror(number)))
    assert not any(character.isascii() for character in told)


def test_what_the_system_says_nothing_of_is_said_to_be_unknown() -> None:
    assert trouble_of(OSError()) == trouble_of(OSError("no number")) == "原因不明"
    assert trouble_of(OSError(9999, "odd")) == "系统错误 9999"
