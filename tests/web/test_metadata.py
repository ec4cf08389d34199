"""The table of a report's metadata: rows that only some reports have."""

from dataclasses import replace

from flask import Flask

from indexer.models import Evidence, Metadata, Organization, Report
from web.metadata import rows


def report(organization: Organization) -> Report:
    return Report("0" * 16, "根", "a.txt", 0, 1, "0" * 32, "示例", (), Metadata(organization=organization))


def test_a_former_organization_leads_to_todays() -> None:
    place = ("四川省", "万县市")
    then = Organization("四川省万县市政协", None, place, "政协", "地市级", now=("重庆市万州区政协",))
    assert [(row.label, row.value) for row in rows(report(then))][:2] == [
        ("机构", "四川省万县市政协"),
        ("今称", "重庆市万州区政协"),
    ]


def test_one_of_today_has_no_such_row() -> None:
    now = Organization("重庆市万州区政协", None, ("重庆市", "万州区"), "政协", "县级")
    assert "今称" not in [row.label for row in rows(report(now))]


def test_the_day_on_which_a_copy_was_taken_is_told_where_it_is_stated() -> None:
    metadata = Metadata(retrieved="2025-03-06", evidence={"retrieved": Evidence("抓取时间：2025-03-06", "furniture:3")})
    taken = Report("0" * 16, "根", "a.txt", 0, 1, "0" * 32, "示例", (), metadata)
    (row,) = [row for row in rows(taken) if row.label == "采集日期"]
    assert (row.value, row.missing, row.evidence) == ("2025-03-06", False, metadata.evidence["retrieved"])


def test_names_have_the_script_of_the_page() -> None:
    place = ("福建省", "厦门市")
    found = report(Organization("福建省厦门市政协", "政协福建省厦门市委员会", place, "政协", "地市级"))
    found = replace(found, metadata=replace(found.metadata, session="十三届五次会议"))
    with Flask(__name__).test_request_context(headers={"Accept-Language": "zh-TW"}):
        shown = {row.field: row for row in rows(found)}
    assert shown["organization"].value == "福建省廈門市政協"
    assert shown["organization"].note == "政協福建省廈門市委員會"
    assert shown["session"].value == "十三屆五次會議"
