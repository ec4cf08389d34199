"""Which documents of an index are copies of one text, decided over all live ones when a commit is made.

Texts are compared only within one organization and one covered year (with the same first year, where it is a span); for
material that looks back on no year, within one organization and year of delivery. So no two years ever meet, however alike
their wording. Where organization or year is not known, only the same text to the letter makes a copy, and known values
must not contradict.

Documents that share some of their smallest hashes are candidates; each is compared with the one that stands first (the
longest text), and joins a family only if it is like that one: a chain of texts, each a little different from the last,
does not become one family.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columnar.compared import Compared
from indexer.engine.columnar.facets import join_facets
from indexer.engine.columnar.families import Members
from indexer.engine.columnar.quality import COLUMNS, DIGEST, ranked
from indexer.engine.columnar.strings import runs
from indexer.fold import fold
from indexer.models import NOT_APPLICABLE, PARTLY_FAILED, UNKNOWN
from indexer.sketch import NONE, likeness

RESEMBLANCE: Final = 0.7
"""From which on two texts of one year are one. Measured on ../shared/corpus: copies 0.91 and more, other texts of one body and
year 0.07 at most; one wrong character in a hundred leaves 0.89, in thirty 0.7."""
RESEMBLANCE_WITHOUT_YEAR: Final = 0.8
"""The same for material that looks back on no year, which is often written by a form; titles have to agree besides."""
CONTAINMENT: Final = 0.9
"""The part of a text that stands in a longer one, from which on it is a copy that was cut off. Sentences that are picked out of
a report one by one stay below: each joint makes five shingles that the report has not."""
SAMPLE: Final = 16
"""Shingles of the smaller that containment has to be estimated from: a text of an eighth of the other's length has as many."""
SHORT: Final = 200
"""Characters; shorter texts are copies only if they are the same to the letter."""
TRIVIAL: Final = 64
"""Characters; shorter texts are copies only if their files are the same to the byte."""
_TITLE: Final = 8
"""Characters of a title that may stand inside a longer one and still name the same."""
_SMALLEST: Final = 32
"""Hashes of a sketch by which candidates are looked for: a text of an eighth of another's length shares some four of them."""
_SHARED: Final = 2
_BEFORE: Final = 3
_ROUNDS: Final = 8
_FEW: Final = 100
"""Two rounds were enough for everything seen. Thousands of letters by one form, alike but for their titles, could take thousands of
rounds; when a round finds one copy in so many, the rest is left apart."""
_PLACE_BITS: Final = np.uint64(24)
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Documents that stand later and those that stand earlier, both by place."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """What is compared of the live documents, which stand in order: the longest first."""

    segment: NDArray[np.int64]
    """Number of each document's segment."""
    document: NDArray[np.int64]
    """Number of each document in its segment."""
    lengths: NDArray[np.int64]
    ids: NDArray[np.uint64]
    organization: NDArray[np.int64]
    """Numbers that are equal where the organization is; -1 where it is not known. The next two likewise."""
    covered: NDArray[np.int64]
    delivered: NDArray[np.int64]
    kind: NDArray[np.int64]
    fingerprints: NDArray[np.uint64]
    quality: dict[str, NDArray[np.uint32]]

    def __len__(self) -> int:
        return len(self.ids)


def find_families(segments: Sequence[Compared], live: Sequence[NDArray[np.bool_]]) -> list[Members]:
    """The members of families in each segment. ``live``: bool[documents] of each. Raises CorruptIndex."""
    columns = _columns(segments, live)
    heads = _heads(columns, segments)
    members = np.array(sorted({*heads, *heads.values()}), np.int64)
    _, families = np.unique([heads.get(place, place) for place in members.tolist()], return_inverse=True)
    families = families.astype(np.int64)
    quality = {name: column[members] for name, column in columns.quality.items()}
    order = ranked(families, columns.lengths[members], columns.ids[members], quality)
    places = np.empty(len(members), np.int64)
    places[order] = np.arange(len(members))
    found = []
    for number in range(len(segments)):
        own = np.flatnonzero(columns.segment[members] == number)
        own = own[np.argsort(columns.document[members[own]])]
        found.append(Members(columns.document[members[own]], families[own], places[own]))
    return found


def _columns(segments: Sequence[Compared], live: Sequence[NDArray[np.bool_]]) -> _Columns:
    lengths, ids, fingerprints, segment, document = (
        np.concatenate([np.empty(0, kind), *parts])
        for kind, parts in (
            (np.int64, [each.lengths("text").astype(np.int64) for each in segments]),
            (np.uint64, [each.ids for each in segments]),
            (np.uint64, [each.fingerprints for each in segments]),
            (np.int64, [np.full(each.documents, number) for number, each in enumerate(segments)]),
            (np.int64, [np.arange(each.documents) for each in segments]),
        )
    )
    kept = np.flatnonzero(np.concatenate([np.empty(0, bool), *live]))
    kept = kept[np.lexsort((ids[kept], -lengths[kept]))]
    return _Columns(
        segment=segment[kept],
        document=document[kept],
        lengths=lengths[kept],
        ids=ids[kept],
        organization=_organizations(segments)[kept],
        covered=_facet(segments, "covered_year")[kept],
        delivered=_facet(segments, "delivered_year")[kept],
        kind=_facet(segments, "kind")[kept],
        fingerprints=fingerprints[kept],
        quality={name: np.concatenate([each.quality(name) for each in segments])[kept] for name in COLUMNS}
        if segments
        else {name: np.empty(0, np.uint32) for name in COLUMNS},
    )


def _organizations(segments: Sequence[Compared]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    columns = [np.empty(0, np.int64)]
    for segment in segments:
        known, column = segment.organizations
        # The last is what -1, none, refers to.
        mapped = np.array([*(numbers.setdefault(each.name, len(numbers)) for each in known), -1], np.int64)
        columns.append(mapped[column])
    return np.concatenate(columns)


def _facet(segments: Sequence[Compared], name: str) -> NDArray[np.int64]:
    facet = join_facets([segment.facet(name) for segment in segments])
    known = [not {UNKNOWN, NOT_APPLICABLE} & set(values) for values in facet.combinations]
    numbers = np.where(np.array(known, bool), np.arange(len(known)), -1)
    return numbers[facet.column] if len(known) else np.empty(0, np.int64)


# ------------------------------------------------------------------------------------------- deciding


def _heads(columns: _Columns, segments: Sequence[Compared]) -> dict[int, int]:
    """Place of each document that is a copy → place of the first of its family."""
    heads = _alike(columns, segments)

    def first_of(place: int) -> int:
        while place in heads:
            place = heads[place]
        return place

    for one, other in _same(columns, segments):
        if one not in heads and first_of(other) != one:
            heads[one] = first_of(other)
    return {place: first_of(place) for place in heads}


def _same(columns: _Columns, segments: Sequence[Compared]) -> Iterator[tuple[int, int]]:
    """Documents with the same text, of which nothing that is known contradicts; each with one of which as much is known.

    Those of which most is known come first, so that one without a year never joins two years.
    """
    fields = (columns.organization, columns.covered, columns.delivered)
    known = np.sum([column >= 0 for column in fields], axis=0)
    order = np.lexsort((-known, columns.fingerprints))
    begins = runs(columns.fingerprints[order])
    ends = np.append(begins, len(order))[1:]
    several = np.flatnonzero((ends - begins > 1) & (columns.fingerprints[order[begins]] != 0))
    for run in several.tolist():
        firsts: list[int] = []
        for place in order[begins[run] : ends[run]].tolist():
            same = next((first for first in firsts if _agree(columns, segments, place, first)), None)
            if same is None:
                firsts.append(place)
            else:
                yield place, same


def _agree(columns: _Columns, segments: Sequence[Compared], one: int, other: int) -> bool:
    """Whether two documents with the same text are copies: nothing known contradicts, and the text is not trivial."""

    def contradict(column: NDArray[np.int64]) -> bool:
        return bool(column[one] != column[other] and column[one] >= 0 and column[other] >= 0)

    if contradict(columns.organization) or contradict(columns.covered):
        return False
    both_covered = columns.covered[one] >= 0 and columns.covered[other] >= 0
    if not both_covered and contradict(columns.delivered):
        return False
    if columns.lengths[one] >= TRIVIAL:
        return True
    first, second = (_content_hash(columns, segments, place) for place in (one, other))
    return first == second


def _content_hash(columns: _Columns, segments: Sequence[Compared], place: int) -> str:
    known, column = segments[int(columns.segment[place])].origins
    return known[int(column[columns.document[place]])][2].removeprefix(PARTLY_FAILED)


def _alike(columns: _Columns, segments: Sequence[Compared]) -> dict[int, int]:
    """Place of each document that resembles the first of its family, or stands in it → place of that.

    Only documents of one organization and year are compared. What is like a copy need not be like the first; therefore those that
    were found to be like some document are looked at again without the copies, until no more are found.
    """
    by_year = columns.covered >= 0
    year = np.where(by_year, columns.covered * 2, np.where(columns.delivered >= 0, columns.delivered * 2 + 1, -1))
    places = np.flatnonzero((columns.organization >= 0) & (year >= 0) & (columns.lengths >= SHORT))
    key = columns.organization[places] * (int(year.max(initial=0)) + 1) + year[places]
    _, key, sizes = np.unique(key, return_inverse=True, return_counts=True)
    several = sizes[key] > 1
    places, key = places[several], key[several]
    sketches = _sketches(columns, segments, places)
    titles = _Titles(columns, segments)
    heads: dict[int, int] = {}
    for _ in range(_ROUNDS):
        later, earlier = _candidates(key, sketches)
        alike = np.flatnonzero(_texts_alike(columns, places, sketches, later, earlier))
        later, earlier = later[alike], earlier[alike]
        before = len(heads)
        for one, other in zip(places[later].tolist(), places[earlier].tolist(), strict=True):
            if one not in heads and other not in heads and (by_year[one] or titles.agree(one, other)):
                heads[one] = other
        left = np.unique(np.concatenate([later, earlier]))
        if (len(heads) - before) * _FEW <= len(left):
            break
        left = left[[place not in heads for place in places[left].tolist()]]
        places, key, sketches = places[left], key[left], sketches[left]
    return heads


def _texts_alike(
    columns: _Columns,
    places: NDArray[np.int64],
    sketches: NDArray[np.uint32],
    later: NDArray[np.int64],
    earlier: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Which pairs, numbers of ``places`` and ``sketches``, are of texts alike enough, and not of different documents."""
    like = likeness(sketches[later], sketches[earlier])
    later, earlier = places[later], places[earlier]
    kinds, numbers = columns.kind, columns.quality["number"]
    digest = columns.quality["completeness"] == DIGEST
    cut_off = (like.containment >= CONTAINMENT) & (like.sample >= SAMPLE) & (digest[later] == digest[earlier])
    cut_off &= (kinds[later] == kinds[earlier]) | (kinds[later] < 0) | (kinds[earlier] < 0)
    alike = np.where(
        columns.covered[later] >= 0,
        (like.resemblance >= RESEMBLANCE) | cut_off,
        like.resemblance >= RESEMBLANCE_WITHOUT_YEAR,
    )
    alike &= (numbers[later] == numbers[earlier]) | (numbers[later] == 0) | (numbers[earlier] == 0)
    return alike


def _sketches(columns: _Columns, segments: Sequence[Compared], places: NDArray[np.int64]) -> NDArray[np.uint32]:
    found = np.empty((len(places), 0 if not segments else segments[0].sketches.shape[1]), np.uint32)
    for number, segment in enumerate(segments):
        own = np.flatnonzero(columns.segment[places] == number)
        if len(own):
            found[own] = segment.sketches[columns.document[places[own]]]
    return found


def _candidates(key: NDArray[np.int64], sketches: NDArray[np.uint32]) -> Pairs:
    """Pairs that share a key and at least ``_SHARED`` of their smallest hashes, ascending: each document with the first of those
    that share a hash, and with the ``_BEFORE`` before it. So pairs are never many more than hashes."""
    few = sketches[:, :_SMALLEST]
    mixed = key.astype(np.uint64)[:, None] * np.uint64(0x9E37_79B9_7F4A_7C15) ^ few * np.uint64(0xD6E8_FEB8_6659_FD93)
    place = np.arange(len(key), dtype=np.uint64)[:, None]
    # Hash and place in one number, so that one sort orders by both; what meets by chance is told apart below.
    codes = np.sort((mixed >> _PLACE_BITS << _PLACE_BITS | place)[few != NONE])
    places = (codes & ((np.uint64(1) << _PLACE_BITS) - np.uint64(1))).astype(np.int64)
    begins = runs(codes >> _PLACE_BITS)
    first = np.repeat(begins, np.diff(np.append(begins, len(codes))))
    behind = np.arange(len(codes)) - first
    found = [np.empty(0, np.int64)]
    for distance in range(1, _BEFORE + 1):
        at = np.flatnonzero(behind >= distance)
        found.append(places[at] << 32 | places[at - distance])
    at = np.flatnonzero(behind > _BEFORE)
    found.append(places[at] << 32 | places[first[at]])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    pairs = pairs[shared >= _SHARED]
    later, earlier = pairs >> 32, pairs & 0xFFFF_FFFF
    same = (key[later] == key[earlier]) & (later != earlier)
    return later[same], earlier[same]


class _Titles:
    """Stated titles without what is neither letter nor digit; looked up once."""

    def __init__(self, columns: _Columns, segments: Sequence[Compared]) -> None:
        self._columns = columns
        self._segments = segments
        self._known: dict[int, str] = {}

    def agree(self, one: int, other: int) -> bool:
        """Whether both are stated, and the same, or one of them stands in the other."""
        shorter, longer = sorted((self._title(one), self._title(other)), key=len)
        return bool(shorter) and (shorter == longer or (len(shorter) >= _TITLE and shorter in longer))

    def _title(self, place: int) -> str:
        if place not in self._known:
            segment, document = self._columns.segment[place], self._columns.document[place]
            title = self._segments[int(segment)].title(int(document))
            stated = "" if title.startswith("〔") else title
            self._known[place] = "".join(filter(str.isalnum, fold(stated)))
        return self._known[place]
