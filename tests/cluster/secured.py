"""A node as an archive runs it: OpenSearch's own security plugin, with TLS, users and their rights.

The plugin comes from Maven's usual place, once, into the folder where the server is kept.
"""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import trustme
from cryptography.hazmat.primitives import serialization

from tests.cluster.nodes import Node, free_ports, server
from tests.cluster.shown import roles

PASSWORD: Final = "长/密码:a@b+c="
"""Of both users."""
_HASH: Final = "$2y$12$GlnyBbN7.m1UqmDTctWAa.69gKg9P2nlZoD4liSC/f475NsINVpTy"
"""Of it, by the plugin's own tool (``org.opensearch.security.tools.Hasher``)."""
_ARTIFACT: Final = "org.opensearch.plugin:opensearch-security:2.19.1.0:zip"


@dataclass(frozen=True, slots=True)
class Secured:
    address: str
    """``opensearchs://…`` without the name of an index."""
    authority: Path
    """PEM of who vouches for it."""


@contextmanager
def secured(folder: Path) -> Iterator[Secured]:
    """One node, whose users are ``editor`` and ``reader``."""
    jars = server()
    home = folder / "secured"
    _install(jars, home / "plugins" / "opensearch-security", home / "config" / "opensearch-security")
    authority = _certify(home / "config")
    (port,), (transport,) = free_ports(1), free_ports(1)
    layer = {
        name: f"node.{kind}" if kind != "ca" else "ca.pem"
        for name, kind in (("pemcert_filepath", "pem"), ("pemkey_filepath", "key"), ("pemtrustedcas_filepath", "ca"))
    }
    settings = {
        f"plugins.security.ssl.{each}.{name}": file for each in ("transport", "http") for name, file in layer.items()
    }
    node = Node(
        jars,
        home,
        {
            **settings,
            "plugins.security.ssl.transport.enforce_hostname_verification": "false",
            "plugins.security.ssl.http.enabled": "true",
            "plugins.security.allow_default_init_securityindex": "true",
            "plugins.security.nodes_dn": "CN=node*",
            "cluster.name": f"secured-{port}",
            "node.name": "secured",
            "cluster.initial_cluster_manager_nodes": "secured",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "http.port": str(port),
            "transport.port": str(transport),
        },
    )
    try:
        node.begin()
        node.wait()
        yield Secured(f"opensearchs://localhost:{node.url.rpartition(':')[2]}", authority)
    finally:
        node.end()


def _install(jars: Path, plugin: Path, config: Path) -> None:
    """The plugin without the libraries that the server has already."""
    archive = jars / f"{_ARTIFACT.replace(':', '-')}.zip"
    if not archive.is_file():
        fetched = jars / "fetched"
        command = ("mvn", "-q", "-B", "dependency:copy", f"-Dartifact={_ARTIFACT}", f"-DoutputDirectory={fetched}")
        subprocess.run(command, stdout=subprocess.PIPE, check=True)
        next(fetched.glob("*.zip")).replace(archive)
    there = {_library(path.name) for path in jars.glob("*.jar")}
    for made in (plugin, config):
        made.mkdir(parents=True)
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if name.startswith("config/") and name.endswith(".yml"):
                (config / name.removeprefix("config/")).write_bytes(opened.read(name))
            elif "/" not in name and not (name.endswith(".jar") and _library(name) in there):
                (plugin / name).write_bytes(opened.read(name))
    users = f'editor:\n  hash: "{_HASH}"\nreader:\n  hash: "{_HASH}"\n'
    mapped = "zhengxie-writer:\n  users: [editor]\nzhengxie-reader:\n  users: [reader]\n"
    # As docs/operations.md gives them; JSON is YAML, too.
    rights = "".join(f"{role}: {json.dumps(may)}\n" for role, may in roles().items())
    for name, kind, content in (
        ("internal_users", "internalusers", users),
        ("roles", "roles", rights),
        ("roles_mapping", "rolesmapping", mapped),
    ):
        head = f"_meta:\n  type: {kind}\n  config_version: 2\n"
        (config / f"{name}.yml").write_text(head + content, "utf-8")


def _library(file: str) -> str:
    """netty-common of netty-common-4.1.118.Final.jar."""
    return re.sub(r"-\d[\w.-]*\.jar$", "", file)


def _certify(config: Path) -> Path:
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", common_name="node", key_type=trustme.KeyType.RSA)
    key = serialization.load_pem_private_key(issued.private_key_pem.bytes(), None)
    encoded = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (config / "node.key").write_bytes(encoded)
    (config / "node.pem").write_bytes(b"".join(each.bytes() for each in issued.cert_chain_pems))
    (config / "ca.pem").write_bytes(authority.cert_pem.bytes())
    return config / "ca.pem"
