"""Cleaning measured on samples that a person marked: the report survives, the furniture does not."""

from __future__ import annotations

from functools import cache

from tests.quality.cleaning.marks import SAMPLES, Measured, measured, read_sample

SURVIVAL = 0.995
"""Share of the report's letters and digits that must be kept, over all samples together."""
IMPURITY = 0.005
"""Share of what is kept that may be furniture."""


@cache
def everything() -> tuple[Measured, ...]:
    return tuple(measured(read_sample(path)) for path in sorted(SAMPLES.glob("*.txt")))


def table() -> str:
    """The samples that are not perfect, for reading when a floor is missed."""
    rows = []
    for each in everything():
        if each.lost or each.left:
            rows.append(
                f"{each.name}: {each.survived} of {each.body} survive, {each.furniture} of {each.kept} are furniture"
            )
            rows += [f"    lost: {stretch}" for stretch in each.lost]
            rows += [f"    left: {stretch}" for stretch in each.left]
    return "\n".join(rows)


def test_the_samples_are_many_and_say_what_they_are() -> None:
    samples = [read_sample(path) for path in sorted(SAMPLES.glob("*.txt"))]
    assert len(samples) >= 24
    assert {sample.raw.format for sample in samples} == {"text", "html", "pdf", "docx", "jsonl", "markdown"}
    for sample in samples:
        assert 600 <= len(sample.raw.text) <= 3000, sample.name
        assert "示例" in sample.raw.text, sample.name


def test_the_report_survives() -> None:
    survived, body = sum(each.survived for each in everything()), sum(each.body for each in everything())
    assert survived / body >= SURVIVAL, f"{survived} of {body}\n{table()}"


def test_what_is_kept_is_the_report() -> None:
    furniture, kept = sum(each.furniture for each in everything()), sum(each.kept for each in everything())
    assert furniture / kept <= IMPURITY, f"{furniture} of {kept}\n{table()}"
