"""Where an index is on a cluster: ``opensearch://host:9200/zhengxie``, and what may be asked of whom."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from opensearchpy import OpenSearch

from indexer.errors import IndexerError

SCHEMES: Final = ("opensearch", "opensearchs")
"""Without and with TLS."""
_PORT: Final = 9200
_NAME: Final = r"[a-z0-9][a-z0-9._-]*"
_TIMEOUT: Final = 60
"""Seconds that an answer may take."""


@dataclass(frozen=True, slots=True)
class Address:
    """Small enough to be sent to other processes, which connect for themselves."""

    hosts: tuple[str, ...]
    """URLs; several are nodes of one cluster."""
    name: str
    """Of the alias that readers and writers know the index by."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    certificates: str | None = None
    """File of the authorities that may vouch for the cluster; the system's where there is none."""

    @staticmethod
    def read(text: str) -> Address:
        """Raises IndexerError for what is no address."""
        url = urlsplit(text)
        name = url.path.strip("/")
        if url.scheme not in SCHEMES or not url.netloc or not name or "/" in name:
            raise IndexerError(f"{text} is no address of an index; give one such as opensearch://host:9200/zhengxie")
        secure = "https" if url.scheme == "opensearchs" else "http"
        places = url.netloc.rpartition("@")[2].split(",")
        hosts = tuple(f"{secure}://{place if ':' in place else f'{place}:{_PORT}'}" for place in places)
        return Address(
            hosts,
            name,
            os.environ.get("ZHENGXIE_OPENSEARCH_USER"),
            os.environ.get("ZHENGXIE_OPENSEARCH_PASSWORD"),
            os.environ.get("ZHENGXIE_OPENSEARCH_CA"),
        )

    def client(self) -> OpenSearch:
        return OpenSearch(
            list(self.hosts),
            http_auth=(self.user, self.password or "") if self.user else None,
            ca_certs=self.certificates,
            timeout=_TIMEOUT,
        )
