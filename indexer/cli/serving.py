"""What makes pages: `zhengxie serve`, `demo`, and `password` for those who may correct from elsewhere."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

import click

from indexer import serving
from indexer.cli import options
from indexer.cli.printing import errors
from indexer.ingest import index_paths
from web.signing_in import check_name, password_line


def _origins(context: click.Context, parameter: click.Parameter, origins: tuple[str, ...]) -> tuple[str, ...]:
    """Origins as browsers write them (the Fetch standard): scheme and host, in lower case, and no path."""
    for origin in origins:
        if origin != "*" and not re.fullmatch(
            r"https?://[a-z0-9.-]+(:[0-9]+)?|https?://\[[0-9a-f:.]+\](:[0-9]+)?", origin
        ):
            raise click.BadParameter(f"{origin} is no origin; write it as https://example.org, without a path, or *.")
    return origins


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--serve-originals", is_flag=True, help="Let visitors download the files that were indexed.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Names and passwords (see `zhengxie password`) of those who may correct from elsewhere.",
)
@click.option(
    "--cors",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    callback=_origins,
    help="Let pages of this site (https://example.org, * for any) read the API from a browser. Repeatable.",
)
@options.at_index
def serve(
    host: str,
    port: int,
    serve_originals: bool,
    password_file: Path | None,
    origins: tuple[str, ...],
    location: Path,
) -> None:
    """Serve the search page and the API. Ctrl-C ends it."""
    config = {
        "SERVE_ORIGINALS": serve_originals,
        "PASSWORD_FILE": None if password_file is None else str(password_file),
        "API_ORIGINS": origins,
    }
    with errors():
        _serve(location, host, port, config)


@click.command()
@click.argument("name")
def password(name: str) -> None:
    """Print a line for the password file of `zhengxie serve`: NAME may then correct from elsewhere.

    The password is asked for twice and not shown: `zhengxie password NAME >> passwords.txt`
    """
    with errors():
        check_name(name)
        typed = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        click.echo(password_line(name, typed))


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def demo(port: int) -> None:
    """Index the bundled sample reports (示例) in a temporary directory and serve them. Ctrl-C ends it."""
    serving.end_on_sigterm()
    with errors(), tempfile.TemporaryDirectory(prefix="zhengxie-demo-") as directory:
        location = Path(directory) / "index"
        with as_file(files("indexer.data") / "samples" / "reports") as samples:
            summary = index_paths([samples], location, progress=None)
        click.echo(f"{summary.added} sample reports indexed (示例, all invented)")
        for failure in summary.failures:
            click.echo(f"failed: {failure.file}: {failure.stage}: {failure.reason}", err=True)
        _serve(location, "127.0.0.1", port, {})


def _serve(location: Path, host: str, port: int, config: Mapping[str, object]) -> None:
    serving.serve(location, host, port, lambda address: click.echo(f"serving {address}  (Ctrl-C ends)"), config)
    click.echo("stopped")
