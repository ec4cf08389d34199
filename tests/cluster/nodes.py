"""A real OpenSearch for tests: nodes in JVMs of their own, which can be killed, paused and started again.

The server comes from Maven's usual place, once, into a folder of the user's cache (``ZHENGXIE_TEST_CACHE`` names another). JDK 17 and
Maven have to be installed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

HERE: Final = Path(__file__).parent
_PATIENCE: Final = 180.0
"""Seconds that a node may take to start, or a cluster to recover."""
_MEMORY: Final = "512m"


def lacking() -> str:
    """What this machine lacks to start a node; empty where nothing is."""
    missing = [name for name in ("java", "javac", "mvn") if shutil.which(name) is None]
    return "" if not missing else f"{' and '.join(missing)} not found; install JDK 17 and Maven"


def _cache() -> Path:
    given = os.environ.get("ZHENGXIE_TEST_CACHE")
    base = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhengxie-tests"
    return base / "opensearch"


def server() -> Path:
    """The folder of the server's jars and of our compiled starter; fetched and compiled where they are not there yet."""
    made = _cache()
    stamp = made / "complete"
    wanted = (HERE / "pom.xml").read_text() + (HERE / "StartNode.java").read_text()
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        _run("mvn", "-q", "-B", "-f", HERE / "pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={made}")
        _run("javac", "-cp", f"{made}/*", "-d", made, HERE / "StartNode.java")
        stamp.write_text(wanted)
    return made


def _run(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    with ExitStack() as opened:
        sockets = [opened.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


class Node:
    """One JVM. Its data outlive it."""

    def __init__(self, jars: Path, home: Path, settings: Mapping[str, str], java: Sequence[str] = ()) -> None:
        self._jars = jars
        self._home = home
        self._java = java
        self._settings = settings
        self._process: subprocess.Popen[str] | None = None
        self._starts = 0
        self.name = settings["node.name"]
        self.url = ""
        """Where it answers, once it was started; the same after it was started again."""

    def begin(self) -> None:
        """Start it, or start it again with the data it had; ``wait`` for it before asking it anything."""
        self._starts += 1
        self._home.mkdir(parents=True, exist_ok=True)
        given = {"path.home": str(self._home), **self._settings}
        with (self._home / "output.txt").open("a" if self._starts > 1 else "w") as output:
            self._process = subprocess.Popen(
                (
                    *(
                        "java",
                        f"-Xms{_MEMORY}",
                        f"-Xmx{_MEMORY}",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",  # half the work of a start; what compiling well saves comes too late for tests
                        "-cp",
                        f"{self._jars}:{self._jars}/*",
                    ),
                    *(*self._java, "StartNode", *(f"{name}={value}" for name, value in given.items())),
                ),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Until it listens; ports that are taken by others by now are skipped by the server, so it is asked for its own."""
        ends = time.monotonic() + _PATIENCE
        while time.monotonic() < ends:
            listening = [line for line in self._output() if line.startswith("listening ")]
            if len(listening) == self._starts:
                self.url = f"http://{listening[-1].split()[1]}"
                return
            if self._process is None or self._process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError("a node did not start:\n" + "\n".join(self._output()[-30:]))

    def _output(self) -> list[str]:
        return (self._home / "output.txt").read_text(errors="replace").splitlines()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End it at once, as a crash would (kill -9)."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()

    def pause(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def end(self) -> None:
        """Have it close in order; a paused one is killed."""
        if self._process is None or not self.runs():
            return
        self._close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()


class Cluster:
    """Some nodes that form one cluster, until it is left."""

    def __init__(
        self, folder: Path, nodes: int = 1, java: Sequence[str] = (), settings: Mapping[str, str] | None = None
    ) -> None:
        """``java``: options of every node's JVM, ``settings``: of every node, both over those that tests have."""
        jars = server()
        ports = free_ports(2 * nodes)
        names = [f"n{number}" for number in range(1, nodes + 1)]
        shared = {
            "cluster.name": f"zhengxie-{ports[0]}",
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports[nodes:]),
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            # Two at a time are usual: a node that comes back to the small indexes of many tests would take minutes.
            "cluster.routing.allocation.node_concurrent_recoveries": "20",
            "cluster.routing.allocation.node_initial_primaries_recoveries": "20",
            # Else what a serial collector (see Node) has not collected yet counts as used, and is not collected as nothing is let in.
            "indices.breaker.total.use_real_memory": "false",
            **(settings or {}),
        }
        self.nodes = [
            Node(
                jars,
                folder / name,
                {
                    **shared,
                    "node.name": name,
                    "http.port": str(ports[place]),
                    "transport.port": str(ports[nodes + place]),
                },
                java,
            )
            for place, name in enumerate(names)
        ]

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    def address(self, name: str, options: str = "") -> str:
        """What ``--index`` takes for an index of that name on all nodes."""
        return f"opensearch://{','.join(url.removeprefix('http://') for url in self.urls)}/{name}{options}"

    def wait_for(self, status: str, nodes: int) -> None:
        """Until the cluster has that status, or a better one, and so many nodes, as any node that answers sees it."""
        query = f"/_cluster/health?wait_for_status={status}&wait_for_nodes={nodes}&timeout=5s"
        ends = time.monotonic() + _PATIENCE
        seen: object = None
        while time.monotonic() < ends:
            for url in filter(None, self.urls):
                with suppress(OSError):
                    seen = ask(url, query)
                    if not seen["timed_out"]:
                        return
            time.sleep(0.2)
        raise RuntimeError(f"no {status} cluster of {nodes} nodes: {seen}\n{self._unassigned()}")

    def _hasten(self) -> None:
        """Have copies that were on a node that left placed elsewhere at once, not after the usual minute."""
        settings = {"index.unassigned.node_left.delayed_timeout": "0"}
        template = json.dumps({"index_patterns": ["*"], "template": {"settings": settings}}).encode()
        told = urllib.request.Request(
            f"{self.urls[0]}/_index_template/tests", template, {"Content-Type": "application/json"}, method="PUT"
        )
        urllib.request.urlopen(told, timeout=_PATIENCE).close()

    def _unassigned(self) -> str:
        """Why some shard is nowhere, as far as a node knows."""
        for url in filter(None, self.urls):
            with suppress(OSError):
                return json.dumps(ask(url, "/_cluster/allocation/explain"), indent=1)
        return "no node explains"

    def manager(self) -> Node:
        """The node that the others have elected."""
        url = next(node.url for node in self.nodes if node.runs())
        (elected,) = ask(url, "/_cat/cluster_manager?format=json")
        return self._named(elected["node"])

    def holders(self, index: str) -> list[Node]:
        """The nodes that hold the first copy of a shard of an index."""
        shards = ask(self.urls[0], f"/_cat/shards/{index}?format=json")
        return [self._named(shard["node"]) for shard in shards if shard["prirep"] == "p"]

    def _named(self, name: str) -> Node:
        return next(node for node in self.nodes if node.name == name)

    def start(self) -> None:
        """Start again those that do not run, and wait until all have everything."""
        away = [node for node in self.nodes if not node.runs()]
        for node in away:
            node.begin()
        for node in away:
            node.wait()
        self.wait_for("green", len(self.nodes))

    def __enter__(self) -> Self:
        try:
            self.start()
            self._hasten()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        for node in self.nodes:
            node.end()


def ask(url: str, path: str, timeout: float = 10) -> Any:
    """What a node answers to a GET. Raises OSError."""
    with urllib.request.urlopen(url + path, timeout=timeout) as answer:  # of our own node
        return json.load(answer)
