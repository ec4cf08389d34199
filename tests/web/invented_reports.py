"""Invented reports for testing the pages: every seat over several years, and the odd ones that pages must cope with."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

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
