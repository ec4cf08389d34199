"""The command line: parses, calls, prints. A module for each kind of command."""

from __future__ import annotations

import sys

import click

from indexer.cli.analysing import recount_command, trends_command
from indexer.cli.comparing import compare_command
from indexer.cli.concording import concordance_command
from indexer.cli.copying import copy_command
from indexer.cli.covering import adoption_command, coverage_command
from indexer.cli.describing import describe, info
from indexer.cli.diagnosing import doctor
from indexer.cli.extracting import figures_command
from indexer.cli.indexing import index
from indexer.cli.safekeeping import backup, check, restore
from indexer.cli.searching import export_results, search, show
from indexer.cli.serving import demo, password, serve


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    commands=(
        *(index, search, export_results, show, trends_command, concordance_command, coverage_command, adoption_command),
        *(
            compare_command,
            figures_command,
            recount_command,
            copy_command,
            info,
            describe,
            doctor,
            check,
            backup,
            restore,
        ),
        *(serve, password, demo),
    ),
)
@click.version_option(package_name="zhengxie", prog_name="zhengxie")
def main() -> None:
    """Search Chinese public reports by exact words, organization and year.

    Start with `zhengxie demo`, or index a folder of your own and open it in the browser:

    \b
      zhengxie index FOLDER
      zhengxie serve
    """
    # Output may go to a console or a file that is not UTF-8: no character of a report may end the program.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
