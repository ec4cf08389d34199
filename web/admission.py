"""Who is let in: everybody, or, where visitors can sign in and the reports are not public, whoever has signed in.

Asked of every request before anything else is done with it, so that no view can be forgotten; addresses that there are
not are refused alike.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

from indexer.messages import Message, said
from web import signing_in
from web.failures import answer

OPEN: Final = frozenset({"home.health", "home.ready", "static"})
"""Endpoints for everybody: whether the server lives, and files of the program that every page needs, also that of a refusal; nothing
of what it serves."""


def install(app: Flask) -> None:
    """Have visitors sign in for all but ``OPEN``, unless the configuration says PUBLIC or has no way to sign in."""
    if signing_in.can_sign_in(app) and not app.config["PUBLIC"]:
        app.before_request(_admit)


def _admit() -> Response | None:
    if request.endpoint in OPEN or signing_in.signed_in() is not None:
        return None
    return sign_in_first(
        said("需要登录：请填写运行检索服务的人给您的用户名和密码。要再次填写，请刷新本页。"), searching=False
    )


def sign_in_first(message: Message, *, searching: bool) -> Response:
    """What is answered to who has not signed in: ``message`` where that is done here, with a password. ``searching`` is whether they
    may search all the same."""
    if not signing_in.passwords_are_kept():
        message = said("这里要经由反向代理登录后才能打开；代理没有说明您是谁。请先在那里登录，再刷新本页。")
        return answer(403, message, heading=said("需要登录"), searching=searching)
    response = answer(401, message, searching=searching)
    response.headers["WWW-Authenticate"] = signing_in.CHALLENGE
    response.headers["Cache-Control"] = "no-store"
    return response
