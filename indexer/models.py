"""The frozen records that flow in, from files to the index, in the order in which they appear; ``answers`` has those that flow out.

file → RawDocument → CleanDocument → Report → index.
All offsets count Unicode code points of the text named beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from msgspec import Struct

from indexer.messages import Message, said

PARTLY_FAILED: Final = "partly failed "
"""Stands before the content hash of a file of which not every report could be made."""
UNKNOWN: Final = "unknown"
"""Facet value of reports whose value is not identified (未识别)."""
NOT_APPLICABLE: Final = "n/a"
"""Facet value of reports to which the field cannot apply (不适用)."""

WORD_FORMATS: Final = frozenset({"docx", "table"})
"""Formats of documents that give a paragraph or row a line and have no site's furniture around them."""
ROW_FORMATS: Final = frozenset({"jsonl", "row", "table"})
"""Formats of documents that are reports as somebody divided them: they are never split."""

KINDS: Final = (
    "常委会工作报告",
    "提案工作情况报告",
    "提案审查情况报告",
    "政府工作报告",
    "人大常委会工作报告",
    "法院工作报告",
    "检察院工作报告",
    "工作综述",
    "大会发言",
    "讲话",
    "决议",
    "提案",
    "提案答复",
    "社情民意信息",
    "调研(视察)报告",
    "民主监督报告",
    "工作要点",
    "协商计划",
    "章程规则",
    "会议新闻",
    "政策文件",
    "法规",
    "其他",
)
"""The controlled list of material types (材料类型)."""

SESSION_REPORTS: Final = frozenset(
    {"常委会工作报告", "提案工作情况报告", "政府工作报告", "人大常委会工作报告", "法院工作报告", "检察院工作报告"}
)
"""Material that is given to a session every year and looks back on the year before."""

KINDS_WITHOUT_COVERED_YEAR: Final = frozenset(
    {
        *("大会发言", "讲话", "会议新闻", "政策文件", "法规", "章程规则", "提案", "提案答复"),
        *("社情民意信息", "工作要点", "协商计划"),
    }
)
"""Material that looks back on no year: its covered year is not applicable rather than unknown."""

COMPLETENESS: Final = ("全文", "摘要/图解", "节选/残缺")
"""How much of the report a text holds (完整性); what a digest leaves out proves nothing."""

BODIES: Final = ("政协", "人大", "人民政府", "法院", "检察院", "其他")
LEVELS: Final = ("全国", "省级", "地市级", "县级")


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader makes of a file, or ``split`` of a file that holds several reports.

    ``text`` has "\\n" line ends and no lone surrogates, NUL or U+FFFF; otherwise it is as found: furniture, hard line
    ends and blank lines included. HTML and Word give one block (paragraph, heading, table row) a line.
    """

    file: str
    """Path relative to the root, with "/" and in NFC; for messages and evidence."""
    text: str
    format: str
    """How its lines are to be taken, rather than the file's suffix: "text", "markdown", "html" (web pages, EPUB), "docx" (all of
    Word's, old and new), "pdf" (lines as printed: PDF, OFD), "jsonl" and "row" (of a table), "table" (a row a line)."""
    title: str | None = None
    """Title stated by the format itself (<h1>, og:title, Word's Title style), else None."""
    stated: Mapping[str, str] = field(default_factory=dict)
    """What the format says of itself outside its text (meta tags, document properties), by field name:
    title, source, author, published, url, organization, site, retrieved, created, modified; of a row also place
    (安徽省/合肥市) and year (which of the two is not said). Evidence like any other, not a command."""
    given: Mapping[str, object] = field(default_factory=dict)
    """Metadata that a person gave (a JSONL row); it wins over whatever is inferred."""
    heading_lines: Mapping[int, int] = field(default_factory=dict)
    """Line number in ``text`` (0-based) → heading level (1 = highest), where the format marks headings."""
    encoding: str | None = None
    ocr_pages: tuple[int, ...] = ()
    """Pages (1-based) whose text was recognised in an image by a program, which misreads characters."""
    member: str | None = None
    """Path inside the archive that ``file`` is, with "/"; None for a file that stands by itself."""
    part: int = 0
    """0-based position among the reports of one file, or of one member of an archive."""
    parts: int = 1
    """How many reports the file, or the member, holds."""
    front: int = 0
    """So many of its first lines stand before its own title: cover, preface and contents of the compilation that it opens."""
    collection: tuple[str, ...] = ()
    """Of a report cut out of a compilation: the compilation's title as the format states it, and the lines of its cover."""

    @property
    def path(self) -> str:
        """Where it lies, an archive being a folder: 汇编.zip/资阳市/2023.txt."""
        return self.file if self.member is None else f"{self.file}/{self.member}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names that may say what it is, the nearest first: a member's, then its archive's."""
        return (self.file,) if self.member is None else (self.member, self.file)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line of site furniture, taken out of the text but kept as a source of metadata."""

    text: str
    line: int
    """1-based line in ``RawDocument.text``."""


class Heading(Struct, frozen=True):
    """Where a heading stands. A report has dozens, and they are made whenever it is read: hence a struct, see ``answers.FacetValue``."""

    start: int
    """Offset into the clean text."""
    end: int
    level: int
    """1 = highest."""


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """The report's own text: paragraphs joined by one "\\n" each, none of them blank, nothing before or after."""

    raw: RawDocument
    text: str
    headings: tuple[Heading, ...]
    furniture: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a value was taken from, and where they stood.

    ``where`` is one of: "given" (in a row of the file itself), "given:SIDECAR:N" (in row N of the sidecar of that path, as
    it was when the file was indexed; the text is then the cell's), "stated" (the format's own metadata, a table's other columns), "title", "furniture:N" (line N of the source),
    "heading:N" or "body:N" (paragraph N, 1-based, of the clean text), "signature:N", "text" (the whole of it),
    "file" (the names of the file and its folders).
    """

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Organization:
    """A canonical organization: body × administrative division."""

    name: str
    """The way people say it, with the full path: 重庆市涪陵区政协, 北京市人民政府, 全国政协, 国务院办公厅."""
    full_name: str | None
    """For citations: 中国人民政治协商会议重庆市涪陵区委员会 is written 政协重庆市涪陵区委员会."""
    division: tuple[str, ...]
    """Path from province down, () for national bodies: ("重庆市", "涪陵区")."""
    body: str
    """One of ``BODIES``."""
    level: str | None
    """One of ``LEVELS``; None for a given organization whose division is not known."""
    code: str | None = None
    """Six-digit division code (GB/T 2260) of the last part of the path, None for national bodies."""
    now: tuple[str, ...] = ()
    """Names of the organizations of today that took its place; () where it still bears this name."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a report. None means not identified; ``evidence`` says why, per field name."""

    title: str | None = None
    organization: Organization | None = None
    kind: str | None = None
    covered_year: int | None = None
    """The (last) year the report looks back on."""
    covered_from: int | None = None
    """The first year, when it looks back on several; else None."""
    delivered_year: int | None = None
    """Year of the session it was given to, or of writing (成文)."""
    published: str | None = None
    """Date of this copy, ISO 8601: YYYY-MM-DD."""
    session: str | None = None
    """届 and 次 as far as stated: 六届, 六届三次会议."""
    source: str | None = None
    script: str | None = None
    """"Hans" or "Hant"."""
    document_number: str | None = None
    completeness: str | None = None
    """One of ``COMPLETENESS``."""
    url: str | None = None
    author: str | None = None
    retrieved: str | None = None
    """Date on which this copy was taken from where it was published, ISO 8601: YYYY-MM-DD."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it is indexed."""

    id: str
    """16 hexadecimal digits: hash of root label, relative path, part, and member of an archive."""
    root: str
    """Label of the folder the file was found in."""
    file: str
    """Path relative to the root, with "/" and in NFC."""
    part: int
    parts: int
    content_hash: str
    """Hash of the file's bytes, of what was given for it and of the version of reading, 32 hexadecimal digits; marked where
    other reports of the file failed."""
    text: str
    headings: tuple[Heading, ...]
    metadata: Metadata
    member: str | None = None
    """Path inside the archive that ``file`` is, with "/" (a.zip/b.txt in an archive inside it); else None."""


def display_file(file: str, member: str | None) -> str:
    """A file's path, with that of its member behind it: 2023/各地.zip › 涪陵/报告.txt."""
    return file if member is None else f"{file} › {member}"


def display_title(metadata: Metadata) -> str:
    """The report's title, or one of ours in brackets that says what is known of it, as a ``Message``."""
    if metadata.title:
        return metadata.title
    parts: list[str] = [
        *([metadata.organization.name] if metadata.organization else []),
        *([said("%(year)s年", year=metadata.covered_year)] if metadata.covered_year else []),
        *([Message(metadata.kind)] if metadata.kind else []),
    ]
    if not parts:
        return said("〔无题〕")
    known = reduce(lambda left, right: said("%(left)s%(right)s", left=left, right=right), parts)
    return said("〔%(known)s〕", known=known)


def covered_year_applies(metadata: Metadata) -> bool:
    """False where a report of this kind looks back on no year (不适用), rather than on one not identified."""
    return metadata.covered_year is not None or metadata.kind not in KINDS_WITHOUT_COVERED_YEAR
