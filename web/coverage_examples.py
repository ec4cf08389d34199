"""Examples of what the API answers about coverage, first uses and set phrases; invented, as the other examples are."""

from __future__ import annotations

from typing import Any, Final

_FINGERPRINT: Final = "5f0c1d7c2f6e4b0f9a3c8d2e7b1a6f04"
_HELD: Final[dict[str, Any]] = {
    "reports": 1,
    "kinds": {"常委会工作报告": 1},
    "completeness": {"全文": 1},
    "state": "held",
    "expected": 0,
    "met": 0,
    "beyond": 0,
    "filtered": 0,
}
_GAP: Final[dict[str, Any]] = {**_HELD, "reports": 0, "kinds": {}, "completeness": {}, "state": "gap"}
_BOTH: Final[dict[str, Any]] = {
    **_HELD,
    "reports": 2,
    "kinds": {"常委会工作报告": 2},
    "completeness": {"全文": 2},
}
_ROW: Final[dict[str, Any]] = {
    "value": "重庆市涪陵区政协",
    "label": "重庆市涪陵区政协",
    "values": ["重庆市涪陵区政协"],
    "depth": 0,
    "listed": False,
    "total": _BOTH,
    "cells": [{"year": "2021", **_HELD}, {"year": "2022", **_GAP}, {"year": "2023", **_HELD}],
    "gaps": ["2022"],
    "absent": [],
}
COVERAGE: Final[dict[str, Any]] = {
    "query": "",
    "section": None,
    "copies": False,
    "by": "organization",
    "dated": "covered_year",
    "columns": ["2021", "2022", "2023"],
    "rows": [_ROW],
    "total": {**_ROW, "value": "", "label": "", "values": []},
    "expected": False,
    "unmatched": [],
    "failed": [
        {"root": "reports", "file": "2022/扫描件.pdf", "member": None, "stage": "read", "reason": "no text in it"}
    ],
    "notes": [],
    "fingerprint": _FINGERPRINT,
}
_USE: Final[dict[str, Any]] = {
    "reports": 1,
    "characters": 12000,
    "reports_holding": 1,
    "occurrences": 3,
    "rate": 2.5,
}
_USES: Final[dict[str, Any]] = {
    "organization": "重庆市涪陵区政协",
    "label": "重庆市涪陵区政协",
    "level": "县级",
    "region": "重庆市",
    "first": {
        "year": 2024,
        "reports": 1,
        "report_id": "0f6c0e1b5d2a4c3e",
        "title": "政协重庆市涪陵区委员会常务委员会工作报告（示例）",
        "covered_from": None,
        "covered_year": 2023,
        "delivered_year": 2024,
        "published": "2024-01-15",
        "earlier_reports": 1,
        "earlier_years": [2022],
    },
    "total": {**_USE, "reports": 2, "characters": 24000, "rate": 1.25},
    "cells": [
        {"year": "2022", **_USE, "reports_holding": 0, "occurrences": 0, "rate": 0.0},
        {"year": "2024", **_USE},
    ],
}
ADOPTION: Final[dict[str, Any]] = {
    "query": "",
    "section": None,
    "copies": False,
    "term": {"term": "全过程人民民主", "variants": [], "query": '"全过程人民民主"'},
    "dated": "delivered_year",
    "columns": ["2022", "2023", "2024"],
    "rows": [_USES],
    "total": {**_USES, "organization": "", "label": "", "level": None, "region": None, "first": None},
    "spread": [{"year": 2024, "new": ["重庆市涪陵区政协"], "users": 1, "using": 1, "held": 1}],
    "levels": [{"value": "县级", "first": 2024, "users": 1, "held": 1}],
    "regions": [{"value": "重庆市", "first": 2024, "users": 1, "held": 1}],
    "without": [],
    "notes": [],
    "fingerprint": _FINGERPRINT,
}
PHRASES: Final[dict[str, Any]] = {
    "query": "",
    "section": None,
    "copies": False,
    "dated": "delivered_year",
    "reports": 78,
    "total": 1,
    "phrases": [
        {
            "phrase": "两个确立",
            "organizations": 32,
            "reports": 32,
            "quoted": 44,
            "first_year": 2023,
            "last_year": 2025,
        }
    ],
    "notes": [],
    "fingerprint": _FINGERPRINT,
}
