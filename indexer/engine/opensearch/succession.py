"""Which of several indices of one name is the current one, and what becomes of those before.

A rebuild takes the place of an index by one change of that one's state (``Turn.hand_over``). What follows may be done by anybody,
at any time: the aliases are moved, and the index before is removed once nobody reads it.
"""

from __future__ import annotations

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from indexer.engine.opensearch.address import Address
from indexer.engine.opensearch.state import Replaced, State, number_of, state_index, state_now, switch


def stands_for(client: OpenSearch, address: Address) -> str:
    """The index that the alias stands for."""
    (index,) = client.indices.get_alias(index=f"{address.name}-*", name=address.name)  # no right to others is needed
    name: str = index
    return name


def lead_on(client: OpenSearch, address: Address) -> None:
    """Move the aliases from an index that was replaced to the one that took its place."""
    standing = stands_for(client, address)
    by = state_now(client, standing).get("replaced")
    if by:
        try:
            switch(client, address.name, by, standing)
        except NotFoundError:  # they no longer stand for that one, as another process was faster
            return


def tidy(client: OpenSearch, address: Address, index: str, state: State, *, unfinished: bool = False) -> int:
    """Remove what the current ``index``, which is in ``state``, came after, but for what is to be kept or is still read.

    With ``unfinished`` remove what else there is, too: what rebuilds left that were killed, as only who has the turn may. Gives the
    highest number of what is left.
    """
    kept: list[int] = state.get("kept", [])
    left = {number_of(address.name, index) or 0, *kept}
    for number in numbers(client, address.name) - left:
        earlier = f"{address.name}-{number}"
        if _is_read(client, earlier) if _was_replaced(client, earlier) else not unfinished:
            left.add(number)
        else:
            drop(client, earlier)
    return max(left)


def numbers(client: OpenSearch, name: str) -> set[int]:
    """Of all indices that belong to a name, current or not."""
    held = client.indices.get(index=f"{name}-*", params={"expand_wildcards": "all"})
    return {number for index in held if (number := number_of(name, index)) is not None}


def drop(client: OpenSearch, index: str) -> None:
    client.indices.delete(index=f"{index},{state_index(index)}", params={"ignore_unavailable": "true"})


def _was_replaced(client: OpenSearch, index: str) -> bool:
    try:
        return bool(state_now(client, index).get("replaced"))
    except Replaced:
        return False


def _is_read(client: OpenSearch, index: str) -> bool:
    """Whether points in time are open on an index: that of a reader who went away lapses after some minutes (``point``)."""
    held = client.indices.stats(index=index, metric="search", params={"ignore_unavailable": "true"})
    return bool(held["_all"]["total"].get("search", {}).get("point_in_time_current"))
