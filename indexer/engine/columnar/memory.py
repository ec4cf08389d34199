"""How this process takes memory for arrays."""

from __future__ import annotations

from functools import cache

import numpy as np


@cache
def keep_freed_memory() -> None:
    """Have memory of arrays up to 32 MB used again instead of being given back to the system and fetched anew.

    Fetching costs up to three times what is then done with it. glibc keeps blocks as large as the largest that was given
    back so far, and twice that in all (mallopt(3), M_MMAP_THRESHOLD, whose own limit is 32 MiB); this gives one back that
    is never touched. Other C libraries have other ways and lose nothing.
    """
    np.empty(32_000_000, np.uint8)
