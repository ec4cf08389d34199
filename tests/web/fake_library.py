"""A library over invented reports, for testing the pages: plain substring search, facets by counting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from hashlib import sha256

from indexer.answers import (
    Copy,
    Correction,
    Example,
    Hit,
    Holdings,
    IndexInfo,
    Interpretation,
    Page,
    PartOfFile,
    Passage,
    Region,
    Related,
    RelatedReport,
    ReportView,
    SearchRequest,
    Suggestion,
)
from indexer.errors import NoSuchReport
from indexer.facets import FACETS, YEAR_FACETS, facet_values, flat_facet, organization_tree, organization_values
from indexer.messages import said
from indexer.models import Evidence, Heading, Metadata, Organization, Report, display_title
from web.language import traditional

_SEATS = (
    ("全国", (), "全国"),
    ("北京市", ("北京市",), "省级"),
    ("重庆市", ("重庆市",), "省级"),
    ("重庆市涪陵区", ("重庆市", "涪陵区"), "县级"),
    ("重庆市长寿区", ("重庆市", "长寿区"), "县级"),
    ("重庆市江津区", ("重庆市", "江津区"), "县级"),
    ("四川省", ("四川省",), "省级"),
    ("四川省资阳市", ("四川省", "资阳市"), "地市级"),
    ("四川省资阳市安岳县", ("四川省", "资阳市", "安岳县"), "县级"),
    ("浙江省舟山市定海区", ("浙江省", "舟山市", "定海区"), "县级"),
    ("广东省广州市", ("广东省", "广州市"), "地市级"),
    ("广东省深圳市", ("广东省", "深圳市"), "地市级"),
    ("江苏省苏州市", ("江苏省", "苏州市"), "地市级"),
    ("湖北省武汉市", ("湖北省", "武汉市"), "地市级"),
)
_PARAGRAPHS = (
    "过去一年，{name}政协围绕中心、服务大局，召开全体会议1次、常委会会议5次、主席会议12次，各项工作取得新进展。",
    "坚持把协商民主贯穿履职全过程，就产业升级、乡村振兴、老旧小区改造开展专题协商9次，提出意见建议126条，被有关部门采纳83条。",
    "全年收到社情民意信息1,386篇，编报专报214期，其中57篇得到党政领导同志批示；社情民意信息工作连续三年受到上级政协通报表扬。",
    "提案办理质量持续提高。全年立案提案412件，办复率100%，委员满意和基本满意率达到98.6%；主席会议成员领衔督办重点提案11件。",
    "组织委员深入乡镇街道开展视察调研86次，走访企业143户，帮助解决用工、融资、物流等方面的实际困难57个。",
    "文史资料工作稳步推进，征集口述史料42篇，编辑出版《老街旧事》第七辑，完成政协会史馆布展。",
    "在肯定成绩的同时，我们也清醒看到工作中的不足：协商议政的深度还不够，民主监督的实效有待增强，委员联系界别群众的渠道需要进一步畅通。",
    "新的一年，我们将广泛凝聚共识，健全社情民意信息直报机制，推动委员工作室向园区、社区延伸，为高质量发展贡献智慧和力量。",
)
_SECTIONS = (("一、工作回顾", 1), ("（一）深化协商议政", 2), ("（二）反映社情民意", 2), ("二、主要任务", 1))


def _organization(seat: tuple[str, tuple[str, ...], str], body: str = "政协") -> Organization:
    place, division, level = seat
    full_name = {"政协": f"政协{place}委员会", "人民政府": f"{place}人民政府"}[body]
    return Organization(f"{place}{body}", full_name, division, body, level, "500102" if division else None)


def _text(title: str, name: str, script: str) -> tuple[str, tuple[Heading, ...]]:
    lines = [title]
    for number, (section, _) in enumerate(_SECTIONS):
        lines.append(section)
        if number != 0:
            lines += [line.format(name=name) for line in _PARAGRAPHS[(number - 1) * 3 : number * 3]]
    if script == "Hant":
        lines = [traditional(line) for line in lines]
    levels = {traditional(section) if script == "Hant" else section: level for section, level in _SECTIONS}
    headings, offset = [Heading(0, len(lines[0]), 1)], 0
    for line in lines:
        if line in levels:
            headings.append(Heading(offset, offset + len(line), levels[line]))
        offset += len(line) + 1
    return "\n".join(lines), tuple(headings)


def _report(file: str, metadata: Metadata, part: int = 0, parts: int = 1) -> Report:
    name = metadata.organization.name.removesuffix("政协") if metadata.organization else "本级"
    text, headings = _text(display_title(metadata), name, metadata.script or "Hans")
    digest = sha256(f"{file}#{part}".encode()).hexdigest()
    return Report(digest[:16], "reports", file, part, parts, digest[:32], text, headings, metadata)


def _evidence(organization: Organization, year: int) -> dict[str, Evidence]:
    return {
        "title": Evidence(f"{organization.name}常委会工作报告", "title"),
        "organization": Evidence(organization.name, "title"),
        "kind": Evidence("常委会工作报告", "title"),
        "covered_year": Evidence("过去一年", "body:4"),
        "delivered_year": Evidence(f"{year + 1}年1月15日", "furniture:2"),
        "published": Evidence(f"发布时间： {year + 1}-01-15", "furniture:2"),
        "source": Evidence("来源：政协办公厅", "furniture:2"),
        "session": Evidence("六届三次会议", "heading:3"),
        "completeness": Evidence("让我们为现代化建设而努力奋斗！", "body:9"),
        "script": Evidence("", "text"),
    }


def sample_reports() -> list[Report]:
    """Some sixty reports: every seat over several years, and the odd ones that pages must cope with."""
    found = []
    for number, seat in enumerate(_SEATS):
        organization = _organization(seat)
        for year in range(2019 + number % 2, 2024):
            metadata = Metadata(
                title=f"{organization.name}{year}年常委会工作报告",
                organization=organization,
                kind="常委会工作报告",
                covered_year=year,
                delivered_year=year + 1,
                published=f"{year + 1}-01-15",
                session="六届三次会议",
                source=("政协办公厅", "人民政协网", "当地日报")[(number + year) % 3],
                script="Hant" if number == 4 else "Hans",
                completeness=("全文", "摘要/图解", "节选/残缺", None)[(number + year) % 4],
                evidence=_evidence(organization, year),
            )
            found.append(_report(f"{year}/{organization.name}.html", metadata))
    return [*found, repost(found[0]), *_odd_reports()]


def repost(report: Report) -> Report:
    """The same text in another file, from another source."""
    metadata = replace(report.metadata, source="示例<网>", published="2021-02-03", completeness="全文")
    return replace(report, id="00000000000000aa", file="转存/<示例>.html", metadata=metadata)


def _odd_reports() -> list[Report]:
    chongqing, beijing = _organization(_SEATS[2]), _organization(_SEATS[1], "人民政府")
    return [
        _report(
            "届期/五年.pdf",
            Metadata(
                title="重庆市政协第五届常务委员会工作报告",
                organization=chongqing,
                kind="常委会工作报告",
                covered_year=2022,
                covered_from=2018,
                delivered_year=2023,
                script="Hans",
                evidence={"covered_year": Evidence("过去五年", "body:4"), "organization": Evidence("市政协", "given")},
            ),
        ),
        _report(
            "双份.txt", Metadata(title="市政协常委会工作报告", organization=chongqing, kind="常委会工作报告"), 0, 2
        ),
        _report(
            "双份.txt", Metadata(title="关于提案工作情况的报告", organization=chongqing, kind="提案工作情况报告"), 1, 2
        ),
        _report("不明.txt", Metadata()),
        _report(
            "讲话.docx", Metadata(title="在座谈会上的讲话", organization=chongqing, kind="讲话", delivered_year=2024)
        ),
        _report(
            "政府.html",
            Metadata(
                title="北京市2024年政府工作报告",
                organization=beijing,
                kind="政府工作报告",
                covered_year=2023,
                delivered_year=2024,
                url="https://example.org/2024.html",
                author="研究室",
                retrieved="2024-02-01",
                document_number="京政发〔2024〕1号",
                evidence={"kind": Evidence("政府工作报告", "stated"), "url": Evidence("", "stated")},
            ),
        ),
        hostile_report(),
    ]


def hostile_report() -> Report:
    """Markup in every place that a file can fill, and characters beyond the basic plane."""
    evil = '<script>alert("1")</script>&amp;<b onmouseover=x>'
    metadata = Metadata(
        title=f"题{evil}",
        organization=Organization(f"某{evil}", f"全{evil}", (f"省{evil}",), "其他", "县级"),
        kind="其他",
        source=f"源{evil}",
        url="javascript:alert(1)",
        session=f"届{evil}",
        evidence={"organization": Evidence(f"据{evil}", "body:2"), "kind": Evidence("x", f"{evil}:3")},
    )
    text = f"𠮷𠀀 <i>协商</i> & 协商&lt;𠮷{evil}\n二、<u>节</u>\n尾"
    at = text.index("二")
    return Report("feedfacefeedface", "r", f"{evil}.txt", 0, 1, "0" * 32, text, (Heading(at, at + 9, 1),), metadata)


class FakeLibrary:
    """Answers as ``indexer.search.Library`` would; ``error`` is raised instead, where one is given."""

    def __init__(self, reports: list[Report] | None = None, error: Exception | None = None) -> None:
        self.reports = sample_reports() if reports is None else reports
        self.error = error
        self.asked: list[SearchRequest] = []

    def search(self, request: SearchRequest) -> Page:
        self.asked.append(request)
        return self._found(request)

    def _found(self, request: SearchRequest) -> Page:
        if self.error:
            raise self.error
        terms = _terms(request)
        found = [report for report in self.reports if all(find_marks(report, (term,)) for term in terms)]
        matching = [report for report in found if _passes(report, request)]
        every, standing = len(matching), {report.id: [report] for report in matching}
        if not request.copies:
            by_text: dict[str, list[Report]] = {}
            for report in matching:
                by_text.setdefault(report.text, []).append(report)
            matching = [same[0] for same in by_text.values()]
            standing = {same[0].id: same for same in by_text.values()}
        if request.sort != "relevance":
            matching.sort(key=lambda report: report.metadata.delivered_year or 0, reverse=request.sort == "newest")
        start = (request.page - 1) * request.size
        variants = {"信息": ("資訊", "资讯")} if "信息" in request.query and request.variants else {}
        notes = ("“年份：”按回顾年度理解。",) if "年份" in request.query else ()
        suggestions = (("报告年份：2022", "报告年份：2022"),) if notes else ()
        mode = "all" if terms else "everything"
        return Page(
            request=request,
            interpretation=Interpretation(
                mode, terms, variants, notes, suggestions, _reading(terms), self._corrections(request, len(matching))
            ),
            total=len(matching),
            occurrences=sum(len(find_marks(report, terms)) for report in matching),
            took_ms=3.4,
            pages=-(-len(matching) // request.size),
            hits=tuple(
                replace(_hit(report, terms), copies=len(standing[report.id]) - 1)
                for report in matching[start : start + request.size]
            ),
            facets={name: _facet(name, found, request) for name in FACETS},
            copies=every - len(matching),
        )

    def report(self, report_id: str, query: str = "", *, variants: bool = True) -> ReportView:
        if self.error:
            raise self.error
        for report in self.reports:
            if report.id == report_id:
                terms = _terms(SearchRequest(query, variants=variants))
                read = Interpretation("all", terms, {}, ()) if terms else None
                same = [_copy(other) for other in self.reports if other.text == report.text]
                copies = tuple(same) if len(same) > 1 else ()
                others = tuple(
                    PartOfFile(other.id, other.part, display_title(other.metadata))
                    for other in self.reports
                    if other.file == report.file and other.id != report.id
                )
                return ReportView(
                    report, display_title(report.metadata), find_marks(report, terms), read, copies, others
                )
        raise NoSuchReport(f"no report {report_id}")

    def suggest(self, text: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Names, titles and a few words that hold the last word typed."""
        if self.error:
            raise self.error
        *before, last = text.split() or [""]
        if not last:
            return ()
        words = [word for word in ("社情民意信息", "协商民主", "提案办理") if word.startswith(last)]
        named = Counter(each.metadata.organization.name for each in self.reports if each.metadata.organization)
        titled = Counter(each.metadata.title for each in self.reports if each.metadata.title)
        found = [
            *(Suggestion("word", word, " ".join([*before, word]), len(self._holding(word))) for word in words),
            *(Suggestion("organization", n, " ".join(before), c, n) for n, c in named.items() if last in n),
            *(Suggestion("title", t, f"标题:“{t}”", c) for t, c in titled.items() if last in t),
        ]
        return tuple(found[:limit])

    def _holding(self, string: str) -> list[Report]:
        return [report for report in self.reports if string in report.text]

    def _corrections(self, request: SearchRequest, total: int) -> tuple[Correction, ...]:
        """One slip is known: 社情名意."""
        meant = request.query.replace("社情名意", "社情民意")
        if total or meant == request.query:
            return ()
        return (Correction(meant, len(self._holding("社情民意"))),)

    def info(self) -> IndexInfo:
        if self.error:
            raise self.error
        size = sum(len(report.text) for report in self.reports)
        copies = len(self.reports) - len({report.text for report in self.reports})
        updated = "2025-03-01T08:00:00Z"
        return IndexInfo(
            len(self.reports), len(self.reports), size, 16, (2018, 2023), updated, copies, self.generation()
        )

    def every(self, request: SearchRequest) -> Iterator[Hit]:
        return iter(self._found(replace(request, page=1, size=len(self.reports) + 1)).hits)

    def related(self, report_id: str) -> Related:
        own = self.report(report_id).report
        others = [report for report in self.reports if report.text != own.text and report.id != own.id]
        same = [report for report in others if _series(report) == _series(own) != (None, None)]
        by_year = {report.metadata.covered_year: report for report in same if report.metadata.covered_year}
        by_year.pop(own.metadata.covered_year, None)
        years = [by_year[year] for year in sorted(by_year, reverse=True)]
        similar = [report for report in others if report not in years and report.metadata.kind == own.metadata.kind]
        return Related(tuple(map(_related, years)), tuple(map(_related, similar[:8])))

    def generation(self) -> str:
        if self.error:
            raise self.error
        return sha256(repr([(report.id, report.metadata) for report in self.reports]).encode()).hexdigest()[:32]

    def holdings(self) -> Holdings:
        facets = self._found(SearchRequest(size=100)).facets
        organizations = {report.metadata.organization for report in self.reports} - {None}
        tops = Counter(organization_values(organization)[0] for organization in organizations)
        return Holdings(
            tuple(Region(node.value, node.label, node.count, tops[node.value]) for node in facets["organization"]),
            tuple(sorted((int(year.value), year.count) for year in facets["covered_year"] if year.value.isdecimal())),
            tuple((kind.value, kind.count) for kind in facets["kind"]),
        )

    def examples(self, limit: int) -> tuple[Example, ...]:
        queries = ("社情民意信息", "提案 办理", "“协商”", "乡村振兴", "绝无此语")
        found = [Example(query, self._found(SearchRequest(query)).total) for query in queries]
        return tuple(example for example in found if example.total)[:limit]


def _series(report: Report) -> tuple[str | None, str | None]:
    organization = report.metadata.organization
    return organization and organization.name, report.metadata.kind


def _related(report: Report) -> RelatedReport:
    return RelatedReport(report.id, display_title(report.metadata), report.metadata)


def _copy(report: Report) -> Copy:
    title = display_title(report.metadata)
    place = (report.root, report.file, report.part, report.parts)
    return Copy(report.id, title, *place, len(report.text), report.metadata)


def find_marks(report: Report, terms: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    spans = {match.span() for term in terms for match in re.finditer(re.escape(term), report.text)}
    return tuple(sorted(spans))


def _reading(terms: tuple[str, ...]) -> str:
    return reduce(lambda left, right: said("%(left)s 且 %(right)s", left=left, right=right), terms) if terms else ""


def _terms(request: SearchRequest) -> tuple[str, ...]:
    return tuple(request.query.replace("年份：2022", "").replace("“", "").replace("”", "").split())


def _hit(report: Report, terms: tuple[str, ...]) -> Hit:
    marks = find_marks(report, terms)
    passages = []
    for start, end in marks[:3] or ((len(report.text) // 3, len(report.text) // 3),):
        begin = report.text.rfind("\n", 0, start) + 1
        stop = report.text.find("\n", end)
        stop = len(report.text) if stop < 0 else stop
        inside = tuple((low - begin, high - begin) for low, high in marks if begin <= low and high <= stop)
        above = [h for h in report.headings[1:] if h.start < begin]
        path = tuple(report.text[h.start : h.end] for h in above[-2:])
        paragraph = report.text.count("\n", 0, begin) + 1
        passages.append(Passage(report.text[begin:stop], inside, path, begin, paragraph))
    passages = list({passage.offset: passage for passage in passages}.values())
    metadata = report.metadata
    title = display_title(metadata)
    hit = Hit(report.id, title, report.root, report.file, report.part, report.parts, metadata, 1.0, len(marks), ())
    return replace(hit, passages=tuple(passages))


def _chosen(values: tuple[str, ...]) -> set[str]:
    chosen = set()
    for value in values:
        first, dots, last = value.partition("..")
        chosen |= {str(year) for year in range(int(first or 1949), int(last or 2050) + 1)} if dots else {value}
    # Stands for the reading of partial names.
    return {"重庆市涪陵区政协" if value == "涪陵" else value for value in chosen}


def _passes(report: Report, request: SearchRequest, but: str = "") -> bool:
    values = facet_values(report.metadata)
    chosen = all(
        name == but or not wanted or _chosen(wanted) & set(values[name]) for name, wanted in request.filters.items()
    )
    return chosen and not any(
        name != but and _chosen(unwanted) & set(values[name]) for name, unwanted in request.excluded.items()
    )


def _facet(name: str, found: list[Report], request: SearchRequest):
    passing = [report for report in found if _passes(report, request, but=name)]
    carried = {
        (value, report.id if request.copies else report.text)
        for report in passing
        for value in facet_values(report.metadata)[name]
    }
    counts = Counter(value for value, _ in carried)
    chosen, excluded = (_chosen(given.get(name, ())) for given in (request.filters, request.excluded))
    if name != "organization":
        if name in YEAR_FACETS:
            chosen, excluded = chosen & counts.keys(), excluded & counts.keys()
        return flat_facet(name, counts, chosen & counts.keys(), excluded)
    parents = {}
    for report in found:
        if report.metadata.organization:
            nodes = organization_values(report.metadata.organization)
            parents.update(dict(zip(nodes[1:], nodes, strict=False)))
    return organization_tree(counts, parents, chosen, excluded)
