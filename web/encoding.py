"""Answers as JSON, written by msgspec: some times as fast as the standard library."""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec
from flask import Response
from flask.json.provider import DefaultJSONProvider


class FastJSON(DefaultJSONProvider):
    """JSON with Chinese as it is and keys in the order in which they were made."""

    ensure_ascii = False
    sort_keys = False

    def response(self, *args: Any, **kwargs: Any) -> Response:
        return Response(encoded(self._prepare_response_obj(args, kwargs)), mimetype=self.mimetype)


def encoded(document: object) -> bytes:
    """The document as JSON in UTF-8, with a line's end. Raises TypeError for what JSON has no form for."""
    try:
        return _ENCODER.encode(document) + b"\n"
    except UnicodeEncodeError:
        # A file whose name is not UTF-8 keeps its odd bytes as lone surrogates, which only an escape can say.
        return json.dumps(document).encode("ascii") + b"\n"


def _plain(value: object) -> str:
    """Texts that know more than their characters are their characters here."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


_ENCODER: Final = msgspec.json.Encoder(enc_hook=_plain)
