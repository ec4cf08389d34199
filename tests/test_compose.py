"""The file for Docker, which nobody runs here: its parts fit each other, the tests' own cluster, and what the documentation says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path
from typing import Any, Final

import click
import pytest
import yaml

from indexer.cli import main
from indexer.engine.opensearch.address import Address
from tests.test_docs import section
from tests.test_service import IMAGE

ROOT: Final = Path(__file__).parent.parent
FILE: Final = ROOT / "docs" / "cluster" / "compose.yaml"
NODES: Final = ("opensearch1", "opensearch2", "opensearch3")
FIRST: Final = NODES[0]


@cache
def compose() -> Any:
    return yaml.safe_load(FILE.read_text("utf-8"))


def service(name: str) -> Any:
    return compose()["services"][name]


def told() -> str:
    return section("docs/operations.md", "With Docker")


def test_there_are_three_nodes_and_what_they_need() -> None:
    assert set(compose()["services"]) == {*NODES, "snapshots", "zhengxie"}


@pytest.mark.parametrize("node", NODES)
def test_a_node_names_all_of_them(node: str) -> None:
    settings = service(node)["environment"]
    assert settings["node.name"] == node
    for setting in ("discovery.seed_hosts", "cluster.initial_cluster_manager_nodes"):
        assert settings[setting].split(",") == list(NODES)
    assert service(node)["networks"] == ["cluster"]
    assert settings["cluster.name"] == compose()["name"]


@pytest.mark.parametrize("node", NODES)
def test_a_node_has_data_of_its_own_and_the_folder_of_snapshots(node: str) -> None:
    volumes = dict(volume.split(":") for volume in service(node)["volumes"])
    assert volumes == {
        f"data{node[-1]}": "/usr/share/opensearch/data",
        "snapshots": service(node)["environment"]["path.repo"],
    }
    assert volumes.keys() <= compose()["volumes"].keys()
    assert service(node)["depends_on"] == {"snapshots": {"condition": "service_completed_successfully"}}
    assert service("snapshots")["volumes"] == [f"snapshots:{service('snapshots')['entrypoint'][-1]}"]


@pytest.mark.parametrize("node", NODES)
def test_half_of_a_node_s_memory_is_its_heap(node: str) -> None:
    heap = re.fullmatch(r"-Xms(\d+)g -Xmx(\d+)g", service(node)["environment"]["OPENSEARCH_JAVA_OPTS"])
    assert heap
    assert heap[1] == heap[2]
    assert service(node)["mem_limit"] == f"{2 * int(heap[1])}g"
    assert service(node)["ulimits"]["memlock"] == {"soft": -1, "hard": -1}


def test_the_version_is_that_of_the_tests() -> None:
    pom = ElementTree.parse(ROOT / "tests" / "cluster" / "pom.xml")
    version = pom.findtext(".//{*}dependency/{*}version")
    assert version
    wanted = version.rpartition(".")[0]  # the runner's own number comes last
    images = {service(name)["image"] for name in (*NODES, "snapshots")}
    assert images == {f"opensearchproject/opensearch:{wanted}"}
    assert f"OpenSearch {wanted}" in told()


def test_no_password_stands_in_the_file() -> None:
    given = {
        name: value
        for each in compose()["services"].values()
        for name, value in each.get("environment", {}).items()
        if "PASSWORD" in name
    }
    assert given.keys() == {"OPENSEARCH_INITIAL_ADMIN_PASSWORD", "ZHENGXIE_OPENSEARCH_PASSWORD"}
    for name, value in given.items():
        assert re.fullmatch(rf"\$\{{{name}:[-?][a-z ]*\}}", value)
        assert f"`{name}`" in told()
    assert not any("plugins.security" in name or "DISABLE" in name for name in service(FIRST)["environment"])


def test_ports_are_this_machine_s_alone_and_documented() -> None:
    assert [name for name, each in compose()["services"].items() if "ports" in each] == [FIRST]
    ports = [port.rsplit(":", 1)[0] for port in service(FIRST)["ports"]]
    assert ports == ["127.0.0.1:9200", "127.0.0.1:8000"]
    assert all(f"port {port.rpartition(':')[2]}" in told() for port in ports)


def test_volumes_are_documented() -> None:
    assert set(re.findall(r"`(data\d|snapshots)`", told())) == compose()["volumes"].keys()


def test_the_server_is_given_what_it_understands() -> None:
    settings = service("zhengxie")["environment"]
    certificate = Path(settings.pop("ZHENGXIE_OPENSEARCH_CA"))
    address = Address.read(settings.pop("ZHENGXIE_INDEX"), settings)
    # The certificate is the first node's, and for this name.
    assert address.hosts == ("https://localhost:9200",)
    assert service("zhengxie")["network_mode"] == f"service:{FIRST}"
    assert address.name == "zhengxie"
    assert address.user == "zhengxie-reader"
    assert service("zhengxie")["volumes"] == [f"./root-ca.pem:{certificate}:ro"]
    assert "config/root-ca.pem root-ca.pem" in told()


def test_the_server_s_command_is_one_of_ours() -> None:
    program, name, *arguments = service("zhengxie")["command"]
    assert program == "zhengxie"
    command = main.commands[name]
    assert isinstance(command, click.Command)
    read = command.make_context(name, list(arguments), resilient_parsing=True)
    assert (read.params["host"], read.params["port"]) == ("0.0.0.0", 8000)


def test_the_server_s_image_is_made_of_what_is_there() -> None:
    build = service("zhengxie")["build"]
    context = (FILE.parent / build["context"]).resolve()
    assert context == ROOT
    assert context / build["dockerfile"] == IMAGE
