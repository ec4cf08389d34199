"""What makes pages: `zhengxie serve`, `demo`, and `password` for those who sign in."""

from __future__ import annotations

import re
import tempfile
import webbrowser
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import click

from indexer import serving
from indexer.cli import options
from indexer.cli.printing import errors
from indexer.ingest import index_paths
from indexer.location import Location
from indexer.serving import RATE
from indexer.workers import CAN_FORK
from web.mounting import settled_prefix
from web.patience import QUERY_SECONDS
from web.rate import Rate
from web.signing_in import check_name, password_line


def _origins(context: click.Context, parameter: click.Parameter, origins: tuple[str, ...]) -> tuple[str, ...]:
    """Origins as browsers write them (the Fetch standard): scheme and host, in lower case, and no path."""
    for origin in origins:
        if origin != "*" and not re.fullmatch(
            r"https?://[a-z0-9.-]+(:[0-9]+)?|https?://\[[0-9a-f:.]+\](:[0-9]+)?", origin
        ):
            raise click.BadParameter(f"{origin} is no origin; write it as https://example.org, without a path, or *.")
    return origins


def _workers(context: click.Context, parameter: click.Parameter, workers: int | None) -> int | None:
    if workers not in (None, 1) and not CAN_FORK:
        raise click.BadParameter("this system has no fork; only one process can serve")
    return workers


def _prefix(context: click.Context, parameter: click.Parameter, prefix: str) -> str:
    try:
        return settled_prefix(prefix)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _rate(context: click.Context, parameter: click.Parameter, rate: str | None) -> str | None:
    if rate not in (None, "off"):
        try:
            Rate.read(rate)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    return rate


def _seconds(context: click.Context, parameter: click.Parameter, seconds: str) -> float | None:
    if seconds == "off":
        return None
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", seconds) or not float(seconds):
        raise click.BadParameter(f"{seconds} is no number of seconds; give one such as 10, or off.")
    return float(seconds)


_opening: Final = click.option("--open", "opens", is_flag=True, help="Open the page in this machine's browser.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--serve-originals", is_flag=True, help="Let visitors download the files that were indexed.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Names and passwords (see `zhengxie password`): visitors sign in, for everything or, with --public, to correct.",
)
@click.option(
    "--user-header",
    metavar="NAME",
    help="The same by a reverse proxy, which says in this header who has signed in there; with --behind-proxy.",
)
@click.option("--public", is_flag=True, help="Let everybody who can reach the server read all that is indexed.")
@click.option(
    "--cors",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    callback=_origins,
    help="Let pages of this site (https://example.org, * for any) read the API from a browser. Repeatable.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, options.MOST_PROCESSES),
    callback=_workers,
    help="Processes that answer side by side.  [default: the machine's cores; on Windows 1, and no more]",
)
@click.option("--prefix", default="", metavar="PATH", callback=_prefix, help="Path to serve under, as /reports-search.")
@click.option(
    "--behind-proxy",
    "proxies",
    type=click.IntRange(0, 9),
    default=0,
    metavar="N",
    help="So many reverse proxies in front are believed (X-Forwarded-…).  [default: 0]",
)
@click.option(
    "--rate",
    metavar="N/PERIOD|off",
    callback=_rate,
    help=f"What one client may ask, as 60/minute.  [default: off; {RATE}, where --host is not this machine's own]",
)
@click.option(
    "--query-seconds",
    "query_seconds",
    metavar="N|off",
    callback=_seconds,
    default=str(QUERY_SECONDS),
    help=f"For how long one request is worked on; past it the answer is 503.  [default: {QUERY_SECONDS:g}]",
)
@click.option("--metrics", is_flag=True, help="Let others than this machine read /metrics, too.")
@_opening
@options.at_index
def serve(
    host: str,
    port: int,
    serve_originals: bool,
    password_file: Path | None,
    user_header: str | None,
    public: bool,
    origins: tuple[str, ...],
    workers: int | None,
    prefix: str,
    proxies: int,
    rate: str | None,
    query_seconds: float | None,
    metrics: bool,
    opens: bool,
    location: Location,
) -> None:
    """Serve the search page and the API. Ctrl-C ends it."""
    with errors(), serving.listening(host, port) as sockets:
        if not (serving.only_here(sockets) or public or password_file or user_header):
            raise click.UsageError(
                f"others can reach {host}: give --password-file FILE, so that visitors sign in, or --public, if all may read"
            )
        config = {
            "SERVE_ORIGINALS": serve_originals,
            "PASSWORD_FILE": None if password_file is None else str(password_file),
            "USER_HEADER": user_header,
            "PUBLIC": public,
            "API_ORIGINS": origins,
            "PREFIX": prefix,
            "PROXIES": proxies,
            "QUERY_SECONDS": query_seconds,
            "METRICS": metrics,
            "RATE_LIMIT": serving.rate_limit(rate, sockets),
        }
        if public and not serving.only_here(sockets):
            click.echo("whoever can reach this machine can read all that is indexed, without signing in")
        if user_header and not serving.only_here(sockets):
            click.echo(
                f"whoever reaches the port past the proxy can pass for anybody by {user_header}; let only the proxy reach it"
            )
        serving.serve(location, sockets, _teller(opens), workers=workers, config=config)
        click.echo("stopped")


@click.command()
@click.argument("name")
def password(name: str) -> None:
    """Print a line for the password file of `zhengxie serve`: NAME may then sign in.

    The password is asked for twice and not shown: `zhengxie password NAME >> passwords.txt`
    """
    with errors():
        check_name(name)
        typed = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        click.echo(password_line(name, typed))


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@_opening
def demo(port: int, opens: bool) -> None:
    """Index the bundled sample reports (示例) in a temporary directory and serve them. Ctrl-C ends it."""
    serving.end_on_sigterm()
    with (
        errors(),
        serving.listening("127.0.0.1", port) as sockets,  # before the work, so that a taken port is told at once
        tempfile.TemporaryDirectory(prefix="zhengxie-demo-") as directory,
    ):
        location = Path(directory) / "index"
        with as_file(files("indexer.data") / "samples" / "reports") as samples:
            summary = index_paths([samples], location, progress=None)
        click.echo(f"{summary.added} sample reports indexed (示例, all invented)")
        for failure in summary.failures:
            click.echo(f"failed: {failure.file}: {failure.stage}: {failure.reason}", err=True)
        serving.serve(location, sockets, _teller(opens))
        click.echo("stopped")


def _teller(opens: bool) -> Callable[[str], None]:
    """Says each address that can be visited; the first is opened if asked for."""
    addresses: list[str] = []

    def tell(address: str) -> None:
        click.echo(f"serving {address}  (Ctrl-C ends)")
        addresses.append(address)
        if opens and len(addresses) == 1 and not webbrowser.open(address):
            click.echo("no browser could be opened here; visit that address yourself", err=True)

    return tell
