"""What can go wrong for a program, as problem details (RFC 9457): the types of problem and the object that tells of
one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final, NotRequired, TypedDict

from msgspec import Meta

from indexer.messages import Message, said

MEDIA_TYPE: Final = "application/problem+json"
BLANK: Final = "about:blank"
"""The type of a problem that says no more than its status does (RFC 9457, 4.2.1)."""


class ProblemJson(TypedDict):
    """What went wrong (RFC 9457)."""

    type: Annotated[
        str,
        Meta(
            description="Says what kind of problem it is: a URI reference that leads to its description, or "
            "`about:blank` where the "
            "status says it all.",
            examples=["/api/v1/#problem-bad-argument"],
            extra_json_schema={"format": "uri-reference"},
        ),
    ]
    title: Annotated[str, Meta(description="The same of all problems of this type.", examples=["参数有误"])]
    status: Annotated[int, Meta(description="The status of the answer.", ge=400, le=599, examples=[400])]
    detail: Annotated[
        str,
        Meta(
            description="For people: what was wrong, and what to do.",
            examples=["参数 page 应是 1 到 999,999,999 的整数；收到的是“none”。"],
        ),
    ]
    instance: Annotated[
        str,
        Meta(
            description="Path of the request.",
            examples=["/api/v1/search"],
            extra_json_schema={"format": "uri-reference"},
        ),
    ]
    argument: NotRequired[
        Annotated[str, Meta(description="Name of the argument to blame, where it is one.", examples=["page"])]
    ]


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem that says more than its status."""

    name: str
    """Ends the URI reference that names it."""
    status: int
    title: Message
    description: str
    """In English, for the API's page."""
    retry_after: int | None = None
    """Seconds after which it is worth asking again."""


BAD_ARGUMENT: Final = ProblemType(
    "bad-argument",
    400,
    said("参数有误"),
    "An argument of unknown name, of a bad value, or given more often than it may be.",
)
BAD_QUERY: Final = ProblemType(
    "bad-query",
    400,
    said("检索式不能执行"),
    "A query or a filter that can be read but not be searched for, as of too many items.",
)
NO_SUCH_REPORT: Final = ProblemType(
    "no-such-report",
    404,
    said("没有这份报告"),
    "No report of the index has this id; it may have been moved or taken out.",
)
PAST_THE_END: Final = ProblemType("past-the-end", 404, said("没有这一页"), "The page asked for is after the last one.")
STALE_CURSOR: Final = ProblemType(
    "stale-cursor",
    410,
    said("索引已更新"),
    "The index has changed since the cursor was handed out. Start again without it.",
)
QUERY_TOO_LONG: Final = ProblemType(
    "query-too-long",
    413,
    said("检索词太长"),
    "A query of more than 2,000 characters, or a term to be counted of more than 100.",
)
TOO_MANY_REQUESTS: Final = ProblemType(
    "too-many-requests",
    429,
    said("请求过于频繁"),
    "As many lists as this server writes at once, or more requests than it takes from one client. Wait as "
    "`Retry-After` says.",
)
NO_INDEX: Final = ProblemType("no-index", 503, said("还没有索引"), "There is no index yet.", 60)
INCOMPATIBLE_INDEX: Final = ProblemType(
    "incompatible-index",
    503,
    said("索引不能使用"),
    "The index was made by another version of the program and has to be rebuilt.",
    60,
)
CORRUPT_INDEX: Final = ProblemType(
    "corrupt-index", 503, said("索引损坏"), "Files of the index are missing or damaged; it has to be rebuilt.", 60
)
ENGINE_UNAVAILABLE: Final = ProblemType(
    "engine-unavailable", 503, said("检索引擎连不上"), "The search engine cannot be reached at the moment.", 5
)
TOO_SLOW: Final = ProblemType(
    "too-slow",
    503,
    said("检索超时"),
    "It took longer than this server works on one request. Ask for less at once; a narrower filter or a longer string helps.",
    30,
)
OVERLOADED: Final = ProblemType(
    "overloaded", 503, said("等候的请求太多"), "More requests wait than this server answers soon.", 5
)
INDEX_CHANGING: Final = ProblemType(
    "index-changing",
    503,
    said("索引正在更新"),
    "The index was committed to again and again while it was read, so that nothing could be said of one state of it.",
    5,
)

TYPES: Final = (
    BAD_ARGUMENT,
    BAD_QUERY,
    NO_SUCH_REPORT,
    PAST_THE_END,
    STALE_CURSOR,
    QUERY_TOO_LONG,
    TOO_MANY_REQUESTS,
    NO_INDEX,
    INCOMPATIBLE_INDEX,
    CORRUPT_INDEX,
    ENGINE_UNAVAILABLE,
    TOO_SLOW,
    OVERLOADED,
    INDEX_CHANGING,
)

ANYWHERE: Final = (
    BAD_ARGUMENT,
    TOO_MANY_REQUESTS,
    NO_INDEX,
    INCOMPATIBLE_INDEX,
    CORRUPT_INDEX,
    ENGINE_UNAVAILABLE,
    TOO_SLOW,
    OVERLOADED,
    INDEX_CHANGING,
)
"""Problems that any request may meet."""
STATUS_DESCRIPTIONS: Final[Mapping[int, str]] = {
    304: "Nothing has changed since the answer whose `ETag` was sent in `If-None-Match`.",
    405: "Any method but GET, HEAD and OPTIONS.",
    500: "A fault of the program; the details are in the server's terminal.",
}
"""Status → when it is answered, of those without a type of problem."""


def phrase(status: int) -> str:
    """The name of a status in HTTP (RFC 9110)."""
    return HTTPStatus(status).phrase
