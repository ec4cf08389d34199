"""What a citation is made of, in whatever form it is then written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from indexer.models import Metadata

_REPORTS: Final = frozenset(
    {
        *("常委会工作报告", "提案工作情况报告", "提案审查情况报告", "政府工作报告", "人大常委会工作报告"),
        *("法院工作报告", "检察院工作报告", "工作综述", "调研(视察)报告", "民主监督报告"),
    }
)
_DOCUMENTS: Final = frozenset({"决议", "提案", "提案答复", "工作要点", "协商计划", "章程规则", "政策文件", "法规"})
_GAPS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_UNSEEN: Final = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that show nothing, turn the direction of writing, or are none."""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ADDRESS: Final = re.compile(r"https?://[^\s/?#][^\s]*", re.IGNORECASE)
_KEPT_IN_ADDRESSES: Final = "%/:?#[]@!$&'()*+,;=-._~"
_BETWEEN_AUTHORS: Final = re.compile(r"[、,，;；]")
_ID: Final = re.compile(r"[0-9a-f]{16}")


class Sort(Enum):
    """What a report is, as far as forms of citation tell such things apart."""

    REPORT = "report"
    DOCUMENT = "document"
    """Issued by an organization as a document of its own: resolutions, proposals, plans, laws."""
    OTHER = "other"
    """Speeches, news, and what is not identified."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A report, or one paragraph of it, to be cited."""

    title: str
    """As ``models.display_title`` gives it: one of ours in 〔 〕 where the metadata holds none."""
    metadata: Metadata
    link: str | None = None
    """A permanent link to the report, or to its paragraph, in an installation of this program. It is no address at which
    the report was published, so that only plain text gives it."""
    paragraph: int | None = None
    """1-based, of the clean text."""
    report_id: str = ""

    @property
    def heading(self) -> str:
        """The title on one line. One of ours stands in square brackets, as GB/T 7714—2015 (7.2) marks whatever was supplied
        by who cites: 〔无题〕 becomes [无题]."""
        if not self.supplied:
            return one_line(self.title)
        return f"[{one_line(self.title).removeprefix('〔').removesuffix('〕') or '无题'}]"

    @property
    def supplied(self) -> bool:
        """Whether the title is ours."""
        return not one_line(self.metadata.title or "")

    @property
    def organization(self) -> str | None:
        """The full name of the organization, its usual name where that is not known."""
        found = self.metadata.organization
        return (one_line(found.full_name or found.name) or None) if found else None

    @property
    def authors(self) -> tuple[str, ...]:
        """Who answers for it: the authors, else the organization, else nobody.

        Whom a file's own properties name is who typed it ("jianye", "dell"), and an author who is the source as well is
        who copied it: neither is an author.
        """
        metadata = self.metadata
        evidence = metadata.evidence.get("author")
        copied = (evidence is not None and evidence.where == "stated") or metadata.author == metadata.source
        named = [one_line(name) for name in _BETWEEN_AUTHORS.split("" if copied else metadata.author or "")]
        known = tuple(dict.fromkeys(name for name in named if name))
        return known or ((self.organization,) if self.organization else ())

    @property
    def issuer(self) -> str | None:
        """The organization where others are its authors, else None."""
        return self.organization if self.organization not in self.authors else None

    @property
    def year(self) -> int | None:
        """The year it was given or written in, else that in which the copy was published."""
        if self.metadata.delivered_year is not None:
            return self.metadata.delivered_year
        return int(self.published[:4]) if self.published else None

    @property
    def published(self) -> str | None:
        """Date of this copy, YYYY-MM-DD."""
        return _day(self.metadata.published)

    @property
    def day(self) -> str | None:
        """The day of publication where it is one of the report's own year: a copy may have been published years later."""
        return self.published if self.published and int(self.published[:4]) == self.year else None

    @property
    def accessed(self) -> str | None:
        """Day on which the copy was taken from its address, YYYY-MM-DD; None without an address."""
        return _day(self.metadata.retrieved) if self.address else None

    @property
    def address(self) -> str | None:
        """Where the copy was published, as a URL in ASCII."""
        return web_address(self.metadata.url)

    @property
    def sort(self) -> Sort:
        kind = self.metadata.kind
        return Sort.REPORT if kind in _REPORTS else Sort.DOCUMENT if kind in _DOCUMENTS else Sort.OTHER

    @property
    def key(self) -> str:
        """Names the report in bibliographies: ASCII, and the same as long as its file stays where it is."""
        if _ID.fullmatch(self.report_id):
            return f"zhengxie-{self.report_id}"
        said = "\n".join((self.heading, *self.authors, str(self.year), self.address or ""))
        return f"zhengxie-{sha256(said.encode()).hexdigest()[:16]}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has no field of its own in bibliographies, in Chinese."""
        metadata = self.metadata
        said = (
            "题名自拟" if self.supplied else "",
            one_line(metadata.session or ""),
            f"来源：{one_line(metadata.source)}" if metadata.source else "",
            place(self.paragraph),
        )
        return tuple(each for each in said if each)


def place(paragraph: int | None) -> str:
    """第12段; empty where none is meant."""
    return f"第{paragraph}段" if paragraph else ""


def one_line(text: str) -> str:
    """A text without line ends, control characters and what turns the direction of writing."""
    return _GAPS.sub(" ", _UNSEEN.sub("", text)).strip()


def web_address(url: str | None) -> str | None:
    """An http or https address in ASCII, everything that RFC 3986 does not allow percent-encoded; None for anything else."""
    if not url or not _ADDRESS.fullmatch(url.strip()):
        return None
    return quote(one_line(url), safe=_KEPT_IN_ADDRESSES)


def _day(given: str | None) -> str | None:
    """A day as it is, None for what is none."""
    if not given or not _DAY.fullmatch(given):
        return None
    try:
        date.fromisoformat(given)
    except ValueError:
        return None
    return given
