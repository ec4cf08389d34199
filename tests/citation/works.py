"""Invented reports to be cited, and texts that no form of citation is made for."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from indexer.citation import Citation
from indexer.models import Metadata, Organization, display_title

FULING = Organization("重庆市涪陵区政协", "政协重庆市涪陵区委员会", ("重庆市", "涪陵区"), "政协", "县级", "500102")
URL = "https://www.example.org/2024/工作报告?id=1&x={2}"

hostile = st.text(
    st.one_of(
        st.sampled_from(list("{}\\%$&#_^~@\"'“”‘’「」《》,;、=+-\r\n\t\x00\x0b\x1b\u2028\u202e\ufeff \u3000")),
        st.characters(),
    ),
    max_size=40,
)
"""Any characters, those that mean something to a format more often than others; lone surrogates too."""


def work(**known: Any) -> Citation:
    """A report of 涪陵 with some fields known otherwise."""
    link, paragraph = known.pop("link", None), known.pop("paragraph", None)
    fields: dict[str, Any] = {
        "title": "六届涪陵区政协常委会工作报告（示例）",
        "organization": FULING,
        "kind": "常委会工作报告",
        "delivered_year": 2024,
        "script": "Hans",
    }
    metadata = Metadata(**{**fields, **known})
    return Citation(display_title(metadata), metadata, link, paragraph, "def353c38838a3e3")


@st.composite
def works(draw: st.DrawFn) -> Citation:
    maybe = st.none() | hostile
    organization = Organization(draw(hostile), draw(maybe), (), "政协", None) if draw(st.booleans()) else None
    metadata = Metadata(
        title=draw(maybe),
        organization=organization,
        kind=draw(st.sampled_from([None, "常委会工作报告", "法规", "讲话"]) | hostile),
        delivered_year=draw(st.none() | st.integers(1949, 2050)),
        published=draw(st.none() | st.dates().map(str) | hostile),
        session=draw(maybe),
        source=draw(maybe),
        script=draw(st.sampled_from([None, "Hans", "Hant"])),
        document_number=draw(maybe),
        url=draw(maybe | hostile.map(lambda text: f"https://example.org/{text}")),
        author=draw(maybe),
        retrieved=draw(st.none() | st.dates().map(str) | hostile),
    )
    paragraph = draw(st.none() | st.integers(1, 500))
    return Citation(display_title(metadata), metadata, draw(maybe), paragraph, draw(hostile))
