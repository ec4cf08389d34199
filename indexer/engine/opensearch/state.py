"""What an index on the cluster says of itself.

An index is two of the cluster's: ``NAME-3``, which holds the reports, and ``NAME-3.state``, which holds a document that every
commit replaces and one with the words of the user's dictionary. Readers and writers know them by the aliases ``NAME`` and
``NAME.state``. What they must agree on with the program that made the index (versions, the hash of the dictionary) is in ``_meta``
of the reports' mapping.

Several writers may commit at once, on several machines: the document is replaced only by who has seen the one before. So is the
index as a whole: a rebuild writes "replaced": ``NAME-4`` into the document, from which moment that is the current one and nobody
changes this one any more. The aliases follow (``succession``); who finds them behind goes on to where the document leads.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConflictError, NotFoundError

from indexer.engine.manifest import Manifest, check_compatible, fingerprint, now
from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.client import Refused
from indexer.engine.opensearch.mapping import VERSION, mapping, searched_only, settings
from indexer.errors import CorruptIndex, IndexerError, IndexLocked, NoIndex
from indexer.segment import Segmentation, current

_ID: Final = "state"
_WORDS: Final = "words"
_MADE_BY: Final = "zhengxie"
_OWN_COPY: Final = {"preference": "_local"}
"""A node that holds a copy answers from it. Where another node hangs, those that are tried next do not all ask that one."""
State = dict[str, Any]


class Replaced(IndexLocked):
    """Another index, ``by``, has taken the place of one."""

    def __init__(self, index: str, by: str = "") -> None:
        super().__init__(f"{index} was replaced by a rebuild meanwhile; run the same command again")
        self.by = by


def schema() -> str:
    """The version of the mapping, which is none of the embedded engine's."""
    return f"opensearch {VERSION}"


def state_index(index: str) -> str:
    return f"{index}.state"


def writing_alias(index: str) -> str:
    """What documents are sent to: unlike the index's own name, it makes no new index where a rebuild has dropped this one."""
    return f"{index}.writing"


def number_of(name: str, index: str) -> int | None:
    """3 of ``NAME-3`` and of all that belongs to it; None of what is not ours."""
    match = re.fullmatch(rf"{re.escape(name)}-(\d+)(\.state)?", index)
    return int(match[1]) if match else None


# ------------------------------------------------------------------------------------------- making


def exists(client: OpenSearch, address: Address) -> bool:
    """Whether there is an index of ours. Raises IndexerError where the name is taken by something else."""
    try:
        held = client.indices.get_alias(index=address.name)
    except NotFoundError:
        return False
    if address.name in held:
        raise IndexerError(f"{address} is an index of the cluster that zhengxie did not make; choose another name")
    return True


def create_index(
    client: OpenSearch,
    address: Address,
    segmentation: Segmentation | None = None,
    *,
    number: int = 1,
    show: bool = True,
) -> str:
    """Make an empty index, or what is missing of one that another process is making at the moment; the name of it.

    With ``show`` let the aliases stand for it where they stand for none; else nobody meets it before ``switch``.
    """
    segmentation = segmentation or current()
    index = f"{address.name}-{number}"
    replicas = _copies(client, address)
    begun = {**empty_state(), "fingerprint": {**fingerprint(segmentation), "schema": schema()}}
    kept = {"dynamic": "strict", "properties": {_ID: {"type": "object", "enabled": False}}}
    _create(client, state_index(index), {"settings": {"number_of_shards": 1, **replicas}, "mappings": kept})
    _put_once(client, index, _WORDS, {"entries": [list(each) for each in segmentation.entries]})
    _put_once(client, index, _ID, begun)
    first = client.get(index=state_index(index), id=_ID)["_source"][_ID]  # of who was faster
    meta = {"made by": _MADE_BY, "version": VERSION, "fingerprint": first["fingerprint"]}
    made = {"dynamic": "strict", "_meta": meta, "_source": {"excludes": searched_only()}, "properties": mapping()}
    body = {"settings": {**settings(address.shards, 0), **replicas}, "mappings": made}
    _create(client, index, {**body, "aliases": {writing_alias(index): {}}})
    if show and not exists(client, address):
        switch(client, address.name, index, None)
    return index


def empty_state() -> State:
    return {
        "generation": uuid.uuid4().hex,
        "roots": {},
        "failed": [],
        "updated": None,
        "rebuilding": None,
        "replaced": None,
        "writers": [],
        "kept": [],
    }


def switch(client: OpenSearch, name: str, index: str, earlier: str | None, *, whole: bool = True) -> None:
    """Let the aliases stand for an index, in one step, and for the one before no more, whose state may be missing where it is not
    ``whole``. Raises NotFoundError where they did not stand for that one."""
    pairs = ((name, index, earlier), (state_index(name), state_index(index), earlier and state_index(earlier)))
    actions: list[Any] = [{"add": {"alias": alias, "index": each}} for alias, each, _ in pairs]
    actions += [
        {"remove": {"alias": alias, "index": before, "must_exist": True}}
        for alias, _, before in pairs
        if before is not None and (whole or before == earlier or client.indices.exists(index=before))
    ]
    client.indices.update_aliases(body={"actions": actions})


def _copies(client: OpenSearch, address: Address) -> dict[str, Any]:
    replicas = address.replicas
    if replicas is None:
        replicas = 1 if client.cluster.health()["number_of_data_nodes"] > 1 else 0
    return {"number_of_replicas": replicas}


def _create(client: OpenSearch, index: str, body: Any) -> None:
    try:
        client.indices.create(index=index, body=body)
    except Refused as error:
        if error.kind != "resource_already_exists_exception":
            raise


def _put_once(client: OpenSearch, index: str, identity: str, content: Any) -> None:
    try:
        client.index(index=state_index(index), id=identity, body={_ID: content}, params={"op_type": "create"})
    except ConflictError:
        return  # another process makes the same index


# ------------------------------------------------------------------------------------------- reading


def latest(
    client: OpenSearch, address: Address, known: tuple[str, Mapping[str, Any]] | None = None
) -> tuple[str, State]:
    """The current index, to which the aliases lead, and its state, with its fingerprint and "words".

    ``known``, what this gave before, is given again where nothing was committed since: that costs one small answer. Raises
    NoIndex, CorruptIndex, EngineUnavailable.
    """
    try:
        if known is not None:
            wanted = {**_OWN_COPY, "_source_includes": f"{_ID}.generation"}
            found = client.get(index=state_index(address.name), id=_ID, params=wanted)
            if (_index_of(found), found["_source"][_ID]["generation"]) == (known[0], known[1]["generation"]):
                return known[0], dict(known[1])
        found = client.get(index=state_index(address.name), id=_ID, params=_OWN_COPY)
        while by := found["_source"][_ID].get("replaced"):
            found = client.get(index=state_index(by), id=_ID, params=_OWN_COPY)
        index = _index_of(found)
        if known is not None and known[0] == index:
            fixed = {name: known[1][name] for name in ("fingerprint", "words")}
        else:
            described = client.indices.get_mapping(index=index)[index]["mappings"].get("_meta", {})
            words = client.get(index=state_index(index), id=_WORDS, params=_OWN_COPY)["_source"][_ID]["entries"]
            fixed = {"fingerprint": described["fingerprint"], "words": words}
    except NotFoundError as error:
        if not exists(client, address):
            raise NoIndex(
                f"no index in {address}: make one with `zhengxie index PATH --index {address}`, or name yours with --index"
            ) from None
        raise CorruptIndex(f"parts of the index in {address} are missing; {_ways_out(address)}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise CorruptIndex(
            f"the index in {address} says nothing good of itself ({error}); {_ways_out(address)}"
        ) from error
    return index, {**found["_source"][_ID], **fixed}


def _index_of(found: Any) -> str:
    name: str = found["_index"]
    return name.removesuffix(".state")


def _ways_out(address: Address) -> str:
    return (
        "nothing was deleted; restore it from a snapshot or rebuild it with "
        f"`zhengxie index --rebuild PATH --index {address}`"
    )


def segmentation_of(state: Mapping[str, Any]) -> Segmentation:
    """How the texts of an index are cut."""
    return Segmentation(
        state["fingerprint"].get("segmenter", ""), tuple((word, count) for word, count in state["words"])
    )


def check(address: Address, state: Mapping[str, Any]) -> None:
    """Raises IncompatibleIndex when the index was made in another way than this program reads."""
    manifest = Manifest("z0", state["fingerprint"])
    check_compatible(manifest, address, segmentation_of(state).entries, schema=schema())


# ------------------------------------------------------------------------------------------- changing


def advance(client: OpenSearch, index: str, change: Callable[[State], None]) -> State:
    """Begin a new generation, with what ``change`` makes of the state; whoever was faster is taken into account."""

    def renewed(state: State) -> None:
        change(state)
        state.update(generation=uuid.uuid4().hex, updated=now())

    return replace(client, index, renewed)


def replace(client: OpenSearch, index: str, change: Callable[[State], None]) -> State:
    """The same for what readers need not look at anew. What ``change`` raises leaves the state as it was; it may be called
    several times. Raises Replaced where another index has taken the place of this one."""
    while True:
        found = _found(client, index)
        state: State = found["_source"][_ID]
        if by := state.get("replaced"):
            raise Replaced(index, by)
        change(state)
        seen = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        try:
            client.index(index=state_index(index), id=_ID, body={_ID: state}, params=seen)
        except ConflictError:
            continue
        return state


def state_now(client: OpenSearch, index: str) -> State:
    """The state alone, as it is now. Raises Replaced where the index is gone."""
    state: State = _found(client, index)["_source"][_ID]
    return state


def _found(client: OpenSearch, index: str) -> Any:
    try:
        return client.get(index=state_index(index), id=_ID)
    except NotFoundError as error:
        raise Replaced(index) from error  # and removed since
