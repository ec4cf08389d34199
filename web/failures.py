"""Errors → HTTP statuses, each with a page, or with problem details for programs, that says what to do next.

Messages become sentences of the visitor's language here and nowhere before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from flask import Flask, Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from indexer.errors import (
    CorruptIndex,
    EngineUnavailable,
    IncompatibleIndex,
    IndexChanging,
    IndexerError,
    NoIndex,
    NoSuchReport,
    QueryError,
    TooSlow,
)
from indexer.messages import Message, said
from web import params, problems
from web.cursor import StaleCursor
from web.encoding import encoded
from web.language import asked_for, told, translated
from web.mounting import settled_prefix
from web.params import BadArgument
from web.problems import ProblemJson, ProblemType
from web.sharing import permitted
from web.shelf import PastTheEnd, shelf

HEADINGS: Final[Mapping[int, Message]] = {
    400: said("这个请求读不懂"),
    401: said("需要登录"),
    403: said("这里不能更正"),
    404: said("没有找到"),
    405: said("不支持这种请求方式"),
    410: said("索引已更新"),
    413: said("检索词太长"),
    429: said("请求过于频繁"),
    500: said("程序出错了"),
    503: said("暂时不能检索"),
}
_UNUSUAL: Final = said("请求没有成功")
_NEXT_STEPS: Final[Mapping[int, Message]] = {
    404: said("请核对网址，或回到首页重新检索。"),
    405: said("这里只能读取（GET）。请回到首页用检索框检索。"),
    429: said("请求过于频繁。请稍候再试。"),
    500: said("这不是您的错。请稍后再试；详情记在运行 zhengxie serve 的终端里。"),
}
_INDEX_FAILURES: Final[dict[type[IndexerError], tuple[ProblemType, Message, str]]] = {
    NoIndex: (
        problems.NO_INDEX,
        said("还没有建立索引。请在终端运行下面的命令（PATH 是存放报告的文件夹），完成后刷新本页。"),
        "zhengxie index PATH",
    ),
    IncompatibleIndex: (
        problems.INCOMPATIBLE_INDEX,
        said("现有索引由另一版本的程序或词典建成，不能直接使用。原始文件不受影响，请在终端重建索引，完成后刷新本页。"),
        "zhengxie index --rebuild PATH",
    ),
    CorruptIndex: (
        problems.CORRUPT_INDEX,
        said(
            "索引文件缺失或损坏，程序没有删除任何内容。请在终端重建索引，完成后刷新本页；损坏之处记在运行 zhengxie serve 的终端里。"
        ),
        "zhengxie index --rebuild PATH",
    ),
    IndexChanging: (
        problems.INDEX_CHANGING,
        said("索引正在更新：统计还没有做完，内容就又变了。请稍候片刻，再刷新本页。"),
        "",
    ),
    EngineUnavailable: (problems.ENGINE_UNAVAILABLE, said("检索引擎暂时连不上。请稍候片刻，再刷新本页。"), ""),
}
"""Error, the narrower ones first → problem, what to do, the command for it."""
_TOO_MANY_WAIT: Final = said("等候的请求太多，这次没有处理。请过几秒再试。")
_BY_STATUS: Final = {413: problems.QUERY_TOO_LONG, 429: problems.TOO_MANY_REQUESTS}
"""The type of a problem that came without one."""


def register(app: Flask) -> None:
    """Hooks the answers below into an application."""
    app.register_error_handler(BadArgument, _bad_argument)
    app.register_error_handler(IndexerError, _indexer_error)
    app.register_error_handler(HTTPException, _http_error)


def answer(
    status: int,
    message: str,
    command: str = "",
    link: tuple[str, str] | None = None,
    *,
    problem: ProblemType | None = None,
    argument: str | None = None,
    heading: Message | None = None,
    searching: bool = True,
) -> Response:
    """The page, or the problem details, of one failure; ``link`` is a label and a URL that leads on.

    ``message`` is a ``Message`` wherever it is ours; ``heading`` stands for the usual one of the status. Whoever may not search
    (``searching``) is offered no box for it, nor is anybody while no search can be answered.
    """
    message = translated(message)
    if for_programs(request.path):
        response = _problem(status, f"{message} {command}".strip(), problem, argument)
    else:
        page = _page(
            status, heading or HEADINGS.get(status) or _UNUSUAL, message, command, link, searching and status < 500
        )
        response = make_response(page, status)
    if problem is not None and problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def for_programs(path: str) -> bool:
    """Whether answers to requests for a path are read by programs."""
    return path in ("/healthz", "/readyz") or f"{path}/".startswith("/api/")


def refusing(app: Flask) -> Callable[[str, Mapping[str, str]], tuple[list[tuple[str, str]], bytes]]:
    """What makes (headers, body) of the answer to a request that too many wait before, from its path and headers as waitress has
    them (ACCEPT_LANGUAGE): without the application, which has no time for it."""
    problem, prefix = problems.OVERLOADED, settled_prefix(app.config["PREFIX"])
    with app.test_request_context():
        about = f"{prefix}{url_for('trial.page')}#problem-{problem.name}"

    def refusal(path: str, headers: Mapping[str, str]) -> tuple[list[tuple[str, str]], bytes]:
        spoken = asked_for(headers.get("COOKIE", ""), headers.get("ACCEPT_LANGUAGE", ""))
        detail = told(_TOO_MANY_WAIT, spoken)
        path = path.encode("latin-1").decode("utf-8", "replace")
        inside = path.removeprefix(prefix) if f"{path}/".startswith(f"{prefix}/") else path
        sent = {"Retry-After": str(problem.retry_after)}
        if for_programs(inside):
            sent["Content-Type"] = problems.MEDIA_TYPE
            sent |= permitted(app.config["API_ORIGINS"], headers.get("ORIGIN"))
            body = encoded(_details(about, told(problem.title, spoken), 503, detail, prefix, inside))
        else:
            sent["Content-Type"], body = "text/plain; charset=utf-8", f"{detail}\n".encode()
        return list(sent.items()), body

    return refusal


def _problem(status: int, detail: str, problem: ProblemType | None, argument: str | None) -> Response:
    problem = problem or _BY_STATUS.get(status)
    about = f"{url_for('trial.page')}#problem-{problem.name}" if problem else problems.BLANK
    title = translated(problem.title if problem else HEADINGS.get(status) or problems.phrase(status))
    found = _details(about, title, status, detail, request.script_root, request.path)
    if argument is not None:
        found["argument"] = argument
    return Response(encoded(found), status, mimetype=problems.MEDIA_TYPE)


def _details(about: str, title: str, status: int, detail: str, prefix: str, path: str) -> ProblemJson:
    return {
        "type": about,
        "title": title,
        "status": status,
        "detail": detail,
        # Only what may stand in a path, and no host: a path that begins with two slashes would name one.
        "instance": quote(f"{prefix}/{path.lstrip('/')}"),
    }


def _page(
    status: int, heading: Message, message: str, command: str, link: tuple[str, str] | None, searching: bool
) -> str:
    return render_template(
        "error.html",
        status=status,
        heading=translated(heading),
        message=message,
        command=command,
        link=link,
        state=params.read_typed(request.args) if searching else None,
    )


def _bad_argument(error: BadArgument) -> ResponseReturnValue:
    problem = problems.BAD_ARGUMENT if error.status == 400 else None
    if isinstance(error, PastTheEnd):
        problem = problems.PAST_THE_END
    elif isinstance(error, StaleCursor):
        problem = problems.STALE_CURSOR
    return answer(error.status, error.message, problem=problem, argument=error.argument)


def _indexer_error(error: IndexerError) -> ResponseReturnValue:
    if isinstance(error, NoSuchReport):
        message = said("索引中没有这份报告：它可能已从文件夹移走，或编号有误。请回到首页重新检索。")
        return answer(404, message, problem=problems.NO_SUCH_REPORT)
    if isinstance(error, QueryError):
        return answer(400, error.message, problem=problems.BAD_QUERY)
    if isinstance(error, TooSlow):
        current_app.logger.warning("given up after %s s: %s", current_app.config["QUERY_SECONDS"], request.path)
        message = said("这次检索用时太久，已经停止。请缩小范围（加上筛选、换更长的词句）后再试。")
        return answer(503, message, problem=problems.TOO_SLOW, heading=problems.TOO_SLOW.title)
    # The message may name folders of this machine; it is for the terminal, not for whoever asks.
    current_app.logger.error("%s: %s", type(error).__name__, error)
    for kind, (problem, message, command) in _INDEX_FAILURES.items():
        if isinstance(error, kind):
            if kind is not IndexChanging:
                shelf().put_back()
            return answer(503, message, command, problem=problem, heading=problem.title)
    return answer(500, _NEXT_STEPS[500])


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    response = answer(error.code, _NEXT_STEPS.get(error.code) or said("请回到首页重新检索。"))
    # Headers that belong to the status, as Allow to 405 or Retry-After to 429, stay with it.
    for name, value in error.get_headers():
        response.headers.setdefault(name, value)
    return response
