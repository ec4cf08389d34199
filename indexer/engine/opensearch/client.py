"""Talking to a cluster: connections, and what goes wrong with them as errors that callers may meet."""

from __future__ import annotations

import base64
import json
import re
import ssl
from collections.abc import Mapping
from typing import Any, Final

from opensearchpy import JSONSerializer, OpenSearch, Transport
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConflictError,
    ImproperlyConfigured,
    NotFoundError,
    SerializationError,
    SSLError,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as NotConnected
from urllib3 import Timeout

from indexer.deadline import waiting
from indexer.engine.opensearch.address import Address
from indexer.errors import EngineUnavailable, IndexerError

TIMEOUT: Final = 60
"""Seconds that an answer to a writer may take."""
READING: Final = 30
"""The same of a search."""
ASKING: Final = 5
"""The same of what takes no searching, such as which state of the index is the latest."""
_REACHING: Final = 5
"""Seconds until a machine takes a connection; one that is away or has another address does not."""
BUSY: Final = frozenset({429, 502, 503, 504})
"""What a cluster answers that will be able to do it later."""
_LEFT: Final = frozenset(
    {
        "connect_transport_exception",
        "node_closed_exception",
        "node_disconnected_exception",
        "node_not_connected_exception",
    }
)
"""Causes of what a cluster answers while a node leaves it of which the others do not know yet."""
_TRIES: Final = 3
"""Nodes, or connections to one, that are tried before the cluster counts as away."""


class Refused(IndexerError):
    """The cluster does not do what it was asked, however often it is. ``status`` is that of HTTP, ``kind`` its own word."""

    def __init__(self, message: str, status: int = 0, kind: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_STANDING_FOR_ONE: Final = re.compile("[\U0010f000-\U0010f7ff]")
_FIRST: Final = 0x10F000 - 0xD800
"""Half characters, which names of files hold where they are no UTF-8, are no JSON: private characters of the last plane, which
nobody writes, stand for them on the cluster."""


def json_bytes(content: Any) -> bytes:
    """What the cluster is sent of a value."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda found: chr(ord(found[0]) + _FIRST), text).encode()


class _Serializer(JSONSerializer):
    def dumps(self, data: Any) -> Any:
        return data if isinstance(data, str | bytes) else json_bytes(data).decode()

    def loads(self, s: str) -> Any:
        return super().loads(_STANDING_FOR_ONE.sub(lambda found: chr(ord(found[0]) - _FIRST), s))


class _Transport(Transport):
    """Says what went wrong in our errors; only what callers ask about, that something is not there or has changed, stays."""

    def perform_request(self, *given: Any, **named: Any) -> Any:
        try:
            with waiting():
                return super().perform_request(*given, **named)
        except (NotFoundError, ConflictError):
            raise
        except SSLError as error:
            raise IndexerError(
                f"no trusted connection to the cluster ({error.error}); opensearchs:// is for clusters with TLS, and "
                "ZHENGXIE_OPENSEARCH_CA names the file of the authority that vouches for it"
            ) from error
        except NotConnected as error:
            raise EngineUnavailable(
                f"the cluster cannot be reached ({_first_line(error.error)}); see whether it runs, and whether it has TLS, and so opensearchs:// for an "
                "address; then try again"
            ) from error
        except AuthenticationException as error:
            raise IndexerError(
                "who asks is not known to the cluster, or the password is another; set ZHENGXIE_OPENSEARCH_USER, and "
                "ZHENGXIE_OPENSEARCH_PASSWORD or ZHENGXIE_OPENSEARCH_PASSWORD_FILE"
            ) from error
        except AuthorizationException as error:
            raise IndexerError(
                f"the cluster does not allow it ({_reason(error.info)}); give that user the rights that docs/operations.md lists, or "
                "ask as another (ZHENGXIE_OPENSEARCH_USER)"
            ) from error
        except SerializationError as error:
            raise EngineUnavailable(
                "what answers there is no OpenSearch, or is only starting; look at the address, and try again"
            ) from error
        except TransportError as error:
            told = f"{error.error}: {_reason(error.info)}"
            if error.status_code in BUSY or _cause(error.info).get("type") in _LEFT:
                raise EngineUnavailable(f"the cluster cannot do it now ({told}); try again") from error
            raise Refused(f"the cluster refused: {told}", int(error.status_code), str(error.error)) from error


def connect(address: Address, *, timeout: float = TIMEOUT, retries: int | None = None) -> OpenSearch:
    """A client; nothing is asked yet. Its methods may be called from several threads. What fails is tried again so many times, by
    other nodes. Raises IndexerError for a file of authorities that cannot be used."""
    try:
        if address.certificates is not None:
            ssl.create_default_context(cafile=address.certificates)
        return OpenSearch(
            list(address.hosts),
            headers=_signed(address),
            ca_certs=address.certificates,
            timeout=Timeout(connect=min(_REACHING, timeout), read=timeout),
            max_retries=max(_TRIES, len(address.hosts)) if retries is None else retries,
            retry_on_timeout=True,
            transport_class=_Transport,
            serializer=_Serializer(),
        )
    except (ImproperlyConfigured, OSError) as error:
        raise IndexerError(
            f"no connection with TLS can be made ({address.certificates or 'no authority'}: {error}); ZHENGXIE_OPENSEARCH_CA names a "
            "file of authorities (PEM)"
        ) from error


def connect_to_read(address: Address, *, timeout: float = READING) -> OpenSearch:
    """The same for readers, who would rather hear soon that the cluster is away: each node is asked once, and one of them again."""
    return connect(address, timeout=timeout, retries=max(1, len(address.hosts) - 1))


def _signed(address: Address) -> dict[str, str] | None:
    """The header of who asks; in UTF-8, as passwords may be in any script."""
    if address.user is None:
        return None
    given = base64.b64encode(f"{address.user}:{address.password or ''}".encode()).decode()
    return {"authorization": f"Basic {given}"}


def _first_line(error: object) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__


def _reason(info: Any) -> str:
    """What the innermost cause that an answer gives says."""
    reason = _cause(info).get("reason")
    return str(reason)[:500] if reason else _first_line(info)


def _cause(info: Any) -> Mapping[str, Any]:
    """The innermost cause that an answer gives; empty where it gives none."""
    try:
        error = info["error"]
        cause = (error.get("root_cause") or [error])[0]
        return {**error, **cause}
    except (TypeError, KeyError, AttributeError, IndexError):
        return {}
