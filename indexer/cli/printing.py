"""What every command prints alike: JSON, and our errors as one line. Exit codes: 0 done, 1 some input failed, 2 usage, 3 another
writer is at work."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from indexer.errors import IndexerError, IndexLocked, QueryError


def print_json(document: Mapping[str, object]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # a console that lacks characters, or a file name that is not UTF-8: nothing may be lost
        text = json.dumps(document, indent=1)
    click.echo(text)


@contextmanager
def errors(as_json: bool = False, exits: Mapping[type[IndexerError], int] | None = None) -> Iterator[None]:
    """Our errors become one line on standard error (and a JSON document where that was asked for). ``exits``: exit codes of some."""
    try:
        yield
    except IndexerError as error:
        if as_json:
            print_json({"error": {"type": type(error).__name__, "message": str(error)}})
        click.echo(f"zhengxie: {error}", err=True)
        usual = 2 if isinstance(error, QueryError) else 3 if isinstance(error, IndexLocked) else 1
        sys.exit((exits or {}).get(type(error), usual))
