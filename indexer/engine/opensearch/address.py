"""Where an index is on a cluster: ``opensearch://host:9200/zhengxie``, and what may be asked of whom."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from indexer.errors import IndexerError
from indexer.location import SCHEMES

_PORT: Final = 9200
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?")
_OPTIONS: Final = {"shards": (1, 1024), "replicas": (0, 32)}
"""Name → least and most."""
_SETTINGS: Final = ("user", "password", "ca", "plain", "shards", "replicas")
"""What the environment (ZHENGXIE_OPENSEARCH_USER, …) and a file of settings may say."""
_VARIABLE: Final = "ZHENGXIE_OPENSEARCH_"
_EXAMPLE: Final = "give one such as opensearch://host:9200/zhengxie, or opensearchs:// for TLS"


@dataclass(frozen=True, slots=True)
class Address:
    """Small enough to be sent to other processes, which connect for themselves."""

    hosts: tuple[str, ...]
    """URLs; several are nodes of one cluster, any of which will do."""
    name: str
    """Of the alias that readers and writers know the index by."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    certificates: str | None = None
    """File of the authorities that may vouch for the cluster; the system's where there is none."""
    shards: int = 1
    """Of an index that is made or rebuilt, as are the replicas."""
    replicas: int | None = None
    """None: one where the cluster has more than one node."""

    @staticmethod
    def read(text: str, environment: Mapping[str, str] | None = None) -> Address:
        """An address as it was typed, with what the environment adds. Raises IndexerError for what is no address."""
        scheme, _, rest = text.partition("://")
        user, _, rest = rest.rpartition("@")
        rest, _, options = rest.partition("?")
        places, _, name = rest.partition("/")
        scheme, name = scheme.lower(), name.strip("/")
        hosts = [_HOST.fullmatch(place) for place in places.split(",")]
        if scheme not in SCHEMES or not all(hosts):
            raise IndexerError(f"{_without_password(text)} is no address of an index; {_EXAMPLE}")
        if not _NAME.fullmatch(name):
            raise IndexerError(
                f"{_without_password(text)} names no index that a cluster could hold: small letters a-z, digits, - and _ after "
                f"the host; {_EXAMPLE}"
            )
        if ":" in user:
            raise IndexerError(
                "a password does not belong into an address, where others may read it; set ZHENGXIE_OPENSEARCH_PASSWORD, or name "
                "a file that holds it with ZHENGXIE_OPENSEARCH_PASSWORD_FILE"
            )
        told = _settings(os.environ if environment is None else environment)
        told.update(_options(options))
        if user:
            told["user"] = user
        protocol = "https" if scheme == "opensearchs" else "http"
        if protocol == "http" and told.get("password") and told.get("plain") != "yes":
            _check_near([host[1] for host in hosts if host])
        return Address(
            tuple(f"{protocol}://{host[1]}:{host[2] or _PORT}" for host in hosts if host),
            name,
            told.get("user"),
            told.get("password"),
            told.get("ca"),
            _number(told, "shards") or 1,
            _number(told, "replicas"),
        )

    def __str__(self) -> str:
        """As ``--index`` takes it, without any secret."""
        scheme = "opensearchs" if self.hosts[0].startswith("https:") else "opensearch"
        options = [f"shards={self.shards}"] if self.shards != 1 else []
        options += [f"replicas={self.replicas}"] if self.replicas is not None else []
        hosts = ",".join(host.partition("://")[2] for host in self.hosts)
        return f"{scheme}://{hosts}/{self.name}{'?' if options else ''}{'&'.join(options)}"


def _without_password(text: str) -> str:
    """Whatever it holds, a stroke too: up to the last @."""
    scheme, _, rest = text.partition("://")
    user, at, hosts = rest.rpartition("@")
    return f"{scheme}://{user.partition(':')[0]}{':…' if ':' in user else ''}{at}{hosts}"


def _check_near(hosts: Sequence[str]) -> None:
    """Raises IndexerError where a password would go to another machine as it is."""
    if far := next((host for host in hosts if not _is_here(host)), None):
        raise IndexerError(
            f"the password would go to {far} unencrypted; use opensearchs:// (TLS), or set ZHENGXIE_OPENSEARCH_PLAIN=yes where "
            "nobody else can listen on the way"
        )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _options(query: str) -> dict[str, str]:
    """Raises IndexerError for what is not known."""
    given = {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
    if unknown := sorted(given.keys() - _OPTIONS.keys()):
        raise IndexerError(f"an address has no option {unknown[0]}; it may have {' and '.join(_OPTIONS)}")
    return given


def _number(told: Mapping[str, str], name: str) -> int | None:
    text = told.get(name)
    if text is None:
        return None
    least, most = _OPTIONS[name]
    if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
        raise IndexerError(f"{name} must be a number from {least} to {most}, not {text}")
    return int(text)


def _settings(environment: Mapping[str, str]) -> dict[str, str]:
    """What the environment says, over what the file says that it may name. Raises IndexerError."""
    told: dict[str, str] = {}
    if file := environment.get(f"{_VARIABLE}FILE"):
        for line in _read(file).splitlines():
            name, equals, value = (part.strip() for part in line.partition("="))
            if not name or name.startswith("#"):
                continue
            if name not in _SETTINGS or not equals:
                raise IndexerError(f"{file} may hold lines such as user = name, of {', '.join(_SETTINGS)}; not {name}")
            told[name] = value
    for name in _SETTINGS:
        if given := environment.get(f"{_VARIABLE}{name.upper()}"):
            told[name] = given
    if file := environment.get(f"{_VARIABLE}PASSWORD_FILE"):
        told["password"] = _read(file).strip("\r\n")
    return told


def _read(file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise IndexerError(f"cannot read {file}, which the environment names for the cluster: {error}") from error
