"""Try what docs/reliability.md promises, and say what was met:

    python -m tests.reliability            as the tests do, in minutes
    python -m tests.reliability --full     as many trials as are promised, in hours
    python -m tests.reliability --full --record -k killed     keep what was met in docs/reliability.md

Further arguments are pytest's. What pytest says goes to standard error, the table to standard output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    if "--full" in arguments:
        os.environ["ZHENGXIE_TRIALS"] = "full"
    # Only now: how many trials there are is settled by importing the tests.
    from tests.reliability.table import run

    return run([each for each in arguments if each != "--full"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
