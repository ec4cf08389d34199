"""What the cluster answers instead of an answer → errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from opensearchpy.exceptions import ConnectionError as Unreachable
from opensearchpy.exceptions import OpenSearchException, SSLError, TransportError

from indexer.errors import EngineUnavailable, IndexerError

_PASSING: Final = frozenset({408, 429, 502, 503, 504})
"""States of an answer that a cluster gets over by itself."""
_REFUSED: Final = frozenset({401, 403})
_TOLD: Final = 300
"""Characters of what the cluster says that an error repeats."""


@contextmanager
def reaching(where: str) -> Iterator[None]:
    """Raises EngineUnavailable where the cluster is away, IndexerError where it refuses; ``where`` names the index."""
    try:
        yield
    except SSLError as error:
        raise IndexerError(
            f"the certificate of {where} cannot be trusted; name the file of its authority in ZHENGXIE_OPENSEARCH_CA"
        ) from error
    except Unreachable as error:
        raise EngineUnavailable(
            f"the cluster of {where} cannot be reached; check that it runs, and try again"
        ) from error
    except TransportError as error:
        raise refusal(where, error.status_code, error.error) from error
    except OpenSearchException as error:
        raise IndexerError(f"the cluster of {where} cannot be asked: {str(error)[:_TOLD]}") from error


def refusal(where: str, status: Any, reason: object) -> IndexerError:
    """The error for an answer with a state other than 200."""
    if status in _PASSING:
        return EngineUnavailable(f"the cluster of {where} cannot answer at the moment ({status}); try again in a while")
    if status in _REFUSED:
        return IndexerError(
            f"the cluster refuses {where} to this user; set ZHENGXIE_OPENSEARCH_USER and ZHENGXIE_OPENSEARCH_PASSWORD"
        )
    return IndexerError(f"the cluster refuses what {where} was asked ({status}): {str(reason)[:_TOLD]}")
