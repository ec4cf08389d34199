"""What reports, files and visitors write stays text, in every page and format."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from flask import Flask

from indexer.engine.whoosh_engine import WhooshEngine
from indexer.models import Evidence, Heading, Report
from indexer.prepare import analyse
from tests.reliability import spoken, visitors
from tests.reliability.promises import Outcome, promise
from tests.web.invented_reports import sample_reports
from web import HEADERS, create_app

_EACH: Final = 200
"""Answers that are looked at of one index."""
_REPORTS: Final = 12
_FILES: Final = frozenset({"export.results", "export.citation", "export.newest", "api.export", "api.cite"})
"""Endpoints of files that other programs open."""
_CITED: Final = ("bibtex", "ris", "gb7714", "text")
_FORMATS: Final = ("csv", "xlsx", "ris", "bibtex", "jsonl", "csv-note")
_OUT: Final = frozenset({"originals.source", "static", "metrics.metrics"})
"""Endpoints that hold nothing of a report or query, and one that starts a process."""


def report(chance: random.Random, usual: Report) -> Report:
    """A report of which everything that is text is hostile."""

    def text() -> str:
        return visitors.hostile(chance).encode("utf-8", "replace").decode()

    known = usual.metadata
    organization = known.organization and replace(known.organization, name=text(), full_name=text())
    metadata = replace(
        known,
        title=text(),
        organization=organization,
        kind=text(),
        session=text(),
        source=text(),
        document_number=text(),
        author=text(),
        url=chance.choice((text(), f"https://example.org/{text()}", "javascript:x-evil()")),
        evidence={name: Evidence(text(), text()) for name in known.evidence},
    )
    heading = text().replace("\n", " ")
    lines = [heading, *(f"提案{text()}信息{text()}" for _ in range(chance.randrange(1, 9)))]
    return replace(
        usual,
        root=text(),
        file=text(),
        member=text() if chance.random() < 0.5 else None,
        text="\n".join(lines),
        headings=(Heading(0, len(heading), 1),),
        metadata=metadata,
    )


@contextmanager
def hostile_app(folder: Path, chance: random.Random) -> Iterator[tuple[Flask, list[str]]]:
    """An application over an index of hostile reports, and their ids."""
    usual = chance.sample(sample_reports(), _REPORTS)
    engine = WhooshEngine(folder, create=True)
    with engine.writer() as writer:
        for each in usual:
            made = report(chance, each)
            writer.add(made, analyse(made))
        writer.commit()
    engine.close()
    app = create_app({"INDEX": str(folder), "SERVE_ORIGINALS": True, "TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    yield app, [each.id for each in usual]


def url(chance: random.Random, rules: list[visitors.Rule], ids: list[str]) -> str:
    """Something to ask for that most likely finds hostile reports, or says what was asked."""
    files = [rule for rule in rules if rule.endpoint in _FILES]
    rule = chance.choice(files if chance.random() < 0.4 else rules)
    formats = _CITED if rule.endpoint.endswith(("cite", "citation")) else _FORMATS
    word = chance.choice(("提案", "信息", "", visitors.hostile(chance)))
    term = chance.choice(("提案", "信息", visitors.hostile(chance)[:100]))
    arguments: list[tuple[str, str]] = []
    if chance.random() < 0.8:
        for table in visitors.tables(rule)[:1]:
            arguments += [
                (
                    name,
                    {"q": word, "term": term, "format": chance.choice(formats), "expected": visitors.hostile(chance)}[
                        name
                    ],
                )
                for name in table
                if name in ("q", "term", "format", "expected")
            ]
        if chance.random() < 0.3:
            name = chance.choice(("organization", "kind", "source", "not_kind", "sort", "next", "find", "page"))
            arguments.append((name, visitors.hostile(chance)))
    else:
        arguments = [*visitors.sent(chance, chance.choice(visitors.tables(rule)))]
    address = visitors.address(chance, rule, ids)
    return visitors.quoted(address) + "?" + urlencode(arguments, errors="surrogatepass")


@promise(
    "Markup, formulas and records in reports, names and queries stay text in every page and format.",
    short=200,
    full=3_000,
)
def test_text_stays_text(tmp_path: Path, trials: int, outcome: Outcome) -> None:
    types: Counter[str] = Counter()
    answered: Counter[int] = Counter()
    for world in range(0, trials, _EACH):
        with hostile_app(tmp_path / f"index{world}", visitors.numbered("world", world)) as (app, ids):
            rules = visitors.rules(app, _OUT)
            for number in range(world, min(world + _EACH, trials)):
                chance = visitors.numbered("markup", number)
                asked = url(chance, rules, ids)
                language = chance.choice(("zh-Hans", "zh-Hant", "en"))
                answer = app.test_client().get(asked, headers={"Accept-Language": language})
                body, told = answer.get_data(), f"number {number} of world {world}: {asked}"
                answer.close()
                assert answer.status_code < 500, told
                for name, value in HEADERS.items():
                    assert answer.headers.getlist(name) == [value], told
                if answer.mimetype not in spoken.PLAIN and body:
                    assert spoken.CHECKS[answer.mimetype](body) == [], told
                types[answer.mimetype] += 1
                answered[answer.status_code] += 1
    kinds = ", ".join(f"{count:,} {kind.rpartition('/')[2].rpartition('.')[2]}" for kind, count in types.most_common())
    outcome(f"{answered[200]:,} answers and {trials - answered[200]:,} refusals, all text: {kinds}")
