"""Furniture leaves, paragraphs come together, and nothing of the report is lost."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.models import CleanDocument, RawDocument
from indexer.readers import read_file
from indexer.split import split

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
shared = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared test texts are not beside the repository")

TITLE = "示例市政协常委会工作报告"
BODY = "一年来，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能。"
END = "让我们更加紧密地团结起来，为建设现代化示例市而努力奋斗！"


def made(*lines: str, form: str = "text") -> CleanDocument:
    return clean(RawDocument(file="a.txt", text="\n".join(lines), format=form))


def paragraphs(*lines: str, form: str = "text") -> list[str]:
    return made(*lines, form=form).text.split("\n")


# ------------------------------------------------------------------------------------------ furniture


@pytest.mark.parametrize(
    "line",
    [
        "来源：示例日报",
        "來源: 人民政協報 | 作者: | 責任編輯: 某某",
        "发布时间: 2023-01-01 【字体: 来源:主站阅读次数:2579",
        "来源:某政协 | 作者:某政协 | 发布时间: 2024-01-15 | 2547 次浏览 | 分享到:",
        "中央政府门户网站　www.example.cn　　 2006年02月16日　　 来源：某网",
        "admin 分享 时间: 加入收藏 共计176312个字,预计阅读时长588分钟",
        "您现在的位置：首页 > 政协文件 > 工作报告",
        "【字体：大 中 小】",
        "浏览次数：128",
        "2024-01-15 10:20:30",
        "某区工作报告-17篇(第62/65页)",
        "文似看山不喜平——某某文库◆记住我,来上我~",
    ],
)
def test_furniture_at_the_head(line: str) -> None:
    document = made(line, TITLE, BODY, END)
    assert document.text.split("\n") == [TITLE, BODY, END]
    assert [each.line for each in document.furniture] == [1]


@pytest.mark.parametrize(
    "line",
    [
        "返回首页 | 关于我们 | 隐私政策 | 免责声明",
        "網站無障礙",
        "微信扫码领取福利",
        "扫一扫在手机打开当前页",
        "上一篇：市政协召开会议",
        "下一篇：没有了",
        "（责任编辑：某某）",
        "【打印】【关闭窗口】",
        "分享到：微信 微博 QQ空间",
        "221381",
        "上一页  1   2   3  下一页",
        "版权所有：示例市政协办公室 备案号：某ICP备123号",
    ],
)
def test_furniture_at_the_tail(line: str) -> None:
    document = made(TITLE, BODY, END, line)
    assert document.text.split("\n") == [TITLE, BODY, END]
    assert [each.line for each in document.furniture] == [4]


@pytest.mark.parametrize(
    "line",
    [
        "打印机、复印机等办公设备纳入统一采购",
        "来源广泛的社情民意信息共收到2025期。",
        "分享发展成果，收藏历史记忆，是文史工作的任务。",
        "2024年1月10日",
        "主办单位：示例市交通运输局",
        "作者认为：协商民主是重要形式，应当坚持。",
        "2023年",
    ],
)
def test_lines_of_the_report_stay(line: str) -> None:
    assert paragraphs(TITLE, BODY, line, BODY, END) == [TITLE, BODY, line, BODY, END]


def test_menus_above_the_breadcrumb_and_links_below_the_text() -> None:
    menu = ["机构概况", "政协要闻", "您现在的位置：首页 > 文件"]
    links = [
        "上一篇：市政协召开会议",
        "相关链接：",
        "市政协召开第五次常委会会议，研究年度工作",
        "主办：某办公室 地址：某路1号",
        "版权所有 某ICP备1号",
    ]
    document = made(*menu, TITLE, BODY, END, *links)
    assert document.text.split("\n") == [TITLE, BODY, END]
    assert [each.line for each in document.furniture] == [1, 2, 3, 7, 8, 9, 10, 11]


def test_page_numbers_go_but_columns_of_figures_stay() -> None:
    assert paragraphs(TITLE, BODY, "— 3 —", BODY, "第 4 页 共 9 页", BODY, "5", BODY) == [TITLE, BODY, BODY, BODY, BODY]
    assert paragraphs(TITLE, BODY, "经济", "12", "35", "文化", BODY)[2:6] == ["经济", "12", "35", "文化"]


def test_a_repeated_title_is_kept_once() -> None:
    assert paragraphs(TITLE, TITLE, "来源：某报", f"一图速览|{TITLE}", BODY, END) == [TITLE, BODY, END]


def test_a_page_dumped_twice_is_kept_once() -> None:
    page = [TITLE, *(f"第{number}段：{BODY}" for number in range(8))]
    assert paragraphs(*page, "<!--", "var a = 1", "-->", *page) == page


def test_labels_are_tidied_for_reading() -> None:
    assert made("来　　源：示例日报", TITLE, BODY).furniture[0].text == "来源：示例日报"


# ------------------------------------------------------------------------------------------ paragraphs


def wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


PROSE = [
    "过去一年市政协常委会在中共示例市委坚强领导下高举爱国主义旗帜，坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能，为全市改革发展稳定作出了新的贡献。",
    "全年召开全体会议1次、常委会会议5次、主席会议12次，开展专题协商8次、视察调研36次，收到提案1480件，经审查立案1315件，截至去年底已全部办复，委员满意率为97.46%。",
    "坚持把学习贯彻习近平新时代中国特色社会主义思想作为首要政治任务，健全学习制度，组织委员培训班3期，引导广大委员增强政治判断力、政治领悟力、政治执行力。",
]


@pytest.mark.parametrize("width", [19, 28, 35])
@pytest.mark.parametrize("layout", ["plain", "indented", "spaced", "double"])
def test_hard_wrapped_lines_are_joined(width: int, layout: str) -> None:
    lines = [TITLE]
    for prose in PROSE:
        broken = wrapped(("　　" if layout == "indented" else "") + prose, width)
        if layout == "double":
            broken = [line for each in broken for line in (each, "")]
        lines += [*broken, ""] if layout == "spaced" else broken
    assert paragraphs(*lines) == [TITLE, *PROSE]


def test_headings_and_page_numbers_inside_wrapped_text() -> None:
    first, second, third = (wrapped(prose, 30) for prose in PROSE)
    lines = [TITLE, *first[:2], "— 1 —", *first[2:], "一、加强学习", *second, "（一）提案工作", *third]
    assert paragraphs(*lines) == [TITLE, PROSE[0], "一、加强学习", PROSE[1], "（一）提案工作", PROSE[2]]


def test_lines_of_web_text_are_paragraphs_however_they_end() -> None:
    lines = [TITLE, BODY * 3, "制定《委员履职工作规则》《专门委员会通则》", BODY, "政治协商谋发展", BODY * 2]
    assert paragraphs(*lines) == lines


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        ("政 府 工 作 报 告", "政府工作报告"),
        ("一、 过去五年工作回顾", "一、过去五年工作回顾"),
        ("提出提案 1480 件，立案 1315 件。", "提出提案1480件，立案1315件。"),
        ("2024 年", "2024年"),
        ("国务院总理　李  鹏", "国务院总理　李鹏"),
        ("省长 王予波", "省长 王予波"),
        ("第一章　总　　则", "第一章　总则"),
        ("在第十四届 人民代表大会第三次会议上", "在第十四届人民代表大会第三次会议上"),
        ("奋进新征程 建功新时代", "奋进新征程 建功新时代"),
        ("组织“奋进新征程 建功新时代”读书活动，全体委员参加。", "组织“奋进新征程 建功新时代”读书活动，全体委员参加。"),
        ("领域 经济发展 文化繁荣 民生福祉", "领域 经济发展 文化繁荣 民生福祉"),
        ("按照 Smart City 2.0 的要求", "按照 Smart City 2.0的要求"),
        ("**办复率**为__99%__", "办复率为99%"),
    ],
)
def test_spaces_inside_a_line(line: str, cleaned: str) -> None:
    assert paragraphs(TITLE, line, BODY)[1] == cleaned


def test_words_torn_by_lost_line_ends_come_together() -> None:
    torn = [re.sub(r"(.{11})(?=[\u4e00-\u9fff])", r"\1 ", prose) for prose in PROSE]
    assert paragraphs(TITLE, *torn, torn[0], "- ·开展调研并介绍示 例市绿色发展经验") == [
        TITLE,
        *PROSE,
        PROSE[0],
        "· 开展调研并介绍示例市绿色发展经验",
    ]


def test_bullets_become_paragraphs_of_one_form() -> None:
    lines = [
        "- 一是学习。",
        "- •召开会议",
        "·开展调研 ·督办提案",
        "● 走访企业",
        "* 座谈",
        "- (一)强化学习",
        "···· （二）强化协商",
        "——经济发展。",
    ]
    assert paragraphs(TITLE, BODY, *lines)[2:] == [
        "· 一是学习。",
        "· 召开会议",
        "· 开展调研",
        "· 督办提案",
        "· 走访企业",
        "· 座谈",
        "(一)强化学习",
        "（二）强化协商",
        "——经济发展。",
    ]


def test_a_word_torn_over_two_bullets() -> None:
    assert paragraphs(TITLE, "- ·联动两省市基层政", "- 协,开展交叉巡河")[1] == "· 联动两省市基层政协,开展交叉巡河"


def test_dots_in_names_are_no_bullets() -> None:
    line = "主席 艾尔肯·某某参加“中国梦·示例情”活动"
    assert paragraphs(TITLE, BODY, line)[2].count("·") == 2


def test_markdown_signs_go() -> None:
    lines = [
        "# " + TITLE,
        "> 引文。",
        "[链接](http://example.cn)与**重点**",
        "| 界别 | 件数 |",
        "|---|---|",
        "## 一、学习",
        BODY,
    ]
    raw = RawDocument(file="a.md", text="\n".join(lines), format="markdown", heading_lines={0: 1, 5: 2})
    document = clean(raw)
    assert document.text.split("\n") == [TITLE, "引文。", "链接与重点", "界别 件数", "一、学习", BODY]
    assert [document.text[heading.start : heading.end] for heading in document.headings] == ["一、学习"]


def test_a_title_set_on_two_lines_is_one_paragraph() -> None:
    assert (
        paragraphs("政协示例市第六届委员会", "常务委员会工作报告", "各位委员：", BODY)[0]
        == "政协示例市第六届委员会常务委员会工作报告"
    )
    raw = RawDocument(
        file="a.html",
        text=f"示例办公室对第四次会议\n第4626号提案的答复\n{BODY}",
        format="html",
        title="示例办公室对第四次会议第4626号提案的答复",
    )
    assert clean(raw).text.startswith("示例办公室对第四次会议第4626号提案的答复\n")


FULL = "一年来，市政协常委会坚持团结和民主两大主题，各项工作取得了"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([FULL, "新的成绩。"], [FULL + "新的成绩。"]),
        ([FULL, "以下成绩："], [FULL + "以下成绩："]),
        (["〇" * 2 + FULL, FULL, "新的成绩。"], ["〇" * 2 + FULL + FULL + "新的成绩。"]),
        ([PROSE[0][:30], PROSE[0][30:60], PROSE[0][60:]], [PROSE[0]]),
        ([FULL, "新的成绩", "一、加强学习"], [FULL, "新的成绩", "一、加强学习"]),
        ([FULL, "· 提案工作有新进展。"], [FULL, "· 提案工作有新进展。"]),
        ([FULL, "1.提案工作有新进展。"], [FULL, "1.提案工作有新进展。"]),
        ([FULL, "二、提案工作。"], [FULL, "二、提案工作。"]),
        (["一、" + FULL, "提案工作有新进展。"], ["一、" + FULL, "提案工作有新进展。"]),
        ([FULL[:20], "示例。", FULL + "新的成绩。"], [FULL[:20], "示例。", FULL + "新的成绩。"]),
    ],
)
def test_one_wrapped_paragraph_of_a_pdf_is_joined(lines: list[str], expected: list[str]) -> None:
    assert paragraphs(TITLE, *lines, form="pdf") == [TITLE, *expected]
    if lines[:1] == [FULL]:
        assert paragraphs(TITLE, *lines) == [TITLE, *lines]  # a text file may hold a paragraph a line


def test_the_title_of_a_short_pdf_stays_apart() -> None:
    title = "政协示例市第六届委员会常务委员会2023年提案工作情况的报告"
    assert paragraphs(title, "收到提案315件，立案298件，全部办复。", form="pdf") == [
        title,
        "收到提案315件，立案298件，全部办复。",
    ]


def test_running_heads_of_a_pdf_go() -> None:
    page = [f"第{number}段：{BODY}" for number in range(12)]
    lines = [TITLE]
    for number in range(3):
        lines += ["示例市政协文件汇编", *(f"{number}-{line}" for line in page)]
    assert paragraphs(*lines, form="pdf").count("示例市政协文件汇编") == 1


def test_a_text_of_nothing_but_furniture_is_empty() -> None:
    document = made("来源：某报", "返回首页")
    assert (document.text, document.headings) == ("", ())


# ---------------------------------------------------------------------------------------- real reports

DECORATION = re.compile(r"[\s·•●\-*:：.…・_#]")


def every_document() -> list[CleanDocument]:
    files = [path for path in sorted(CORPUS.rglob("*")) if path.suffix in {".txt", ".docx", ".html"}]
    return [clean(part) for path in files for raw in read_file(path, path.name).documents for part in split(raw)]


@shared
def test_every_character_of_every_report_is_kept_in_order() -> None:
    for document in every_document():
        out = {each.line for each in document.furniture}
        lines = [line for number, line in enumerate(document.raw.text.split("\n"), start=1) if number not in out]
        assert DECORATION.sub("", "".join(lines)) == DECORATION.sub("", document.text), document.raw.file


@shared
def test_clean_texts_are_well_formed() -> None:
    for document in every_document():
        assert all(line.strip() == line and line for line in document.text.split("\n")), document.raw.file
        assert all(0 <= each.start < each.end <= len(document.text) for each in document.headings)
        assert [each.start for each in document.headings] == sorted({each.start for each in document.headings})
        levels = [0, *(each.level for each in document.headings)]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert clean(RawDocument(file="again", text=document.text, format="docx")).text.count(
            "\n"
        ) <= document.text.count("\n")


@shared
def test_seeds() -> None:
    documents = [
        clean(part)
        for path in sorted((CORPUS / "seeds").iterdir())
        for raw in read_file(path, path.name).documents
        for part in split(raw)
    ]
    titles = [document.text.split("\n")[0] for document in documents]
    assert titles[:5] == [
        "六届涪陵区政协常委会工作报告",
        "百舸争流万山过——资阳市政协2022年工作综述",
        "市政协常委会工作报告",
        "市政协常委会关于提案工作情况的报告",
        "重慶市長壽區政協:書寫為民履職新答卷",
    ]
    assert titles[5].startswith("2022年是七届区政协的开局之年。")
    everything = "\n".join(document.text for document in documents)
    for gone in (
        "浏览",
        "分享到",
        "隐私政策",
        "領取",
        "微信扫码",
        "責任編輯",
        "字体",
        "62/65",
        "网站无障碍",
        "網站無障礙",
        "领取福利",
    ):
        assert gone not in everything
    first = documents[0]
    outline = [(each.level, first.text[each.start : each.end]) for each in first.headings]
    assert outline[:3] == [
        (1, "2023年工作回顾"),
        (2, "一、坚持政治引领,不断夯实团结奋斗的思想政治基础"),
        (2, "二、坚持履职尽责,充分彰显服务中心大局的担当作为"),
    ]
    assert (3, "政治协商谋发展之计") in outline
    assert (1, "2024年工作意见") in outline
    assert "坚持以习近平新时代中国特色社会主义思想为指导,全面贯彻" in documents[2].text
    assert "\n· 联动涪江、濑溪河流域内川渝两省市基层政协,选任委员担任监督员,开展交叉巡河\n" in documents[2].text


@pytest.mark.parametrize(
    "menu",
    [
        ["首页 机构设置 新闻中心 专题专栏"],
        ["回首頁｜網站導覽｜隱私權政策"],
        ["首頁", "關於我們", "最新消息", "會員登入"],
        ["首頁 最新資訊 立法工作 監督工作 選舉任免 影片"],
        ["网站首页", "政协概况", "某某天地", "通知公告", "委员风采"],
        ["| 首 页 | 政协概况 | 政协要闻 | 提案工作 | 社情民意 |"],
        ["今天是2021年3月2日 星期二 繁体版 | 手机版"],
        ["【 关 闭 】【 打 印 】"],
        ["瀏覽人次：1234"],
    ],
)
@pytest.mark.parametrize("form", ["text", "html"])
def test_menus_leave_head_and_tail(menu: list[str], form: str) -> None:
    assert paragraphs(*menu, TITLE, BODY, END, form=form)[-3:] == [TITLE, BODY, END]
    assert paragraphs(TITLE, BODY, END, *menu, form=form) == [TITLE, BODY, END]


def test_headings_in_the_words_of_a_menu_stay() -> None:
    lines = [TITLE, "提案工作", BODY, "机关建设", BODY, "社情民意", "民主监督", END]
    assert paragraphs(*lines) == lines


@pytest.mark.parametrize(
    "line", ["示例日报 2024年1月12日 记者 某某", "本报记者 某某 通讯员 某某", "2024年1月12日 来源：示例市政协"]
)
def test_the_line_of_paper_and_reporter_is_furniture(line: str) -> None:
    document = made(TITLE, line, BODY, END)
    assert document.text.split("\n") == [TITLE, BODY, END]
    assert [piece.text for piece in document.furniture] == [line]


def test_the_session_under_a_title_comes_together_and_stays_apart() -> None:
    line = "（2021年4月15日在政协示例市第六届委员会第四次会议上）"
    assert paragraphs(TITLE, line[:22], line[22:], BODY)[:2] == [TITLE, line]
    wrapped = ["政协示例市示例区第十五届委员会常务委员会工作报告", "（2O22年1月6日）"]
    assert paragraphs(*wrapped, *[BODY[:25], BODY[25:]] * 6)[:2] == wrapped


def test_a_title_on_three_lines_becomes_one() -> None:
    lines = ["中国人民政治协商会议", "第九届示例市委员会", "常务委员会工作报告"]
    assert paragraphs(*lines, "各位委员：", BODY)[0] == "".join(lines)


def test_the_name_of_the_site_is_no_part_of_a_title_that_has_its_own() -> None:
    lines = ["政协示例市示例区委员会", "区政协常委会工作报告", "各位委员：", BODY]
    assert paragraphs(*lines) == lines


def test_running_heads_of_printed_pages_leave_plain_text_too() -> None:
    page = [f"{number}.{BODY}" for number in range(1, 13)]
    lines = [*page, "— 1 —", TITLE, *page, "— 2 —", TITLE, *page, "— 3 —"]
    assert (
        paragraphs(TITLE, *[f"{place}{line}" if line in page else line for place, line in enumerate(lines)]).count(
            TITLE
        )
        == 1
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("提案" + " " * 50_000 + "工作\n正文一句话。", "正文一句话。"),
        ("正文一句话。\n" + "首页\n" * 20_000, "正文一句话。"),
        ("__a " * 20_000 + "提案。", "提案。"),
        ("政府 工作 ， " * 20_000 + "提案。", "提案。"),
    ],
    ids=["spaces", "menu", "emphasis", "segmented"],
)
def test_odd_text_of_some_size_takes_no_longer_than_other_text(text: str, kept: str) -> None:
    # Patterns that look again from every place would take minutes here.
    assert kept in clean(RawDocument("a.txt", text, "text")).text


GAP = " " * 20_000


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"一年来{GAP}市政协，认真履行职能。", "一年来市政协，认真履行职能。"),
        (f"第{GAP}3篇{GAP}文章，认真履行职能。", "第3篇文章，认真履行职能。"),
        (f"来{GAP}源{GAP}广泛，认真履行职能。", "来源广泛，认真履行职能。"),
        (f"第3页{GAP}、各项工作，认真履行职能。", "第3页、各项工作，认真履行职能。"),
        (f"# 认真{GAP}履行{GAP}职能#。", "认真履行职能#。"),
        ("__a " * 5_000 + "履行职能。", "__a " * 5_000 + "履行职能。"),
        ("**" + "履行职能，" * 2_000 + "**等。", "履行职能，" * 2_000 + "等。"),
        ("履行， 职能 " * 20_000 + "等。", "履行，职能" * 20_000 + "等。"),
        ("甲 ●" + " ·" * 5_000 + " 履行职能。", "甲\n" + "· " * 5_001 + "履行职能。"),
    ],
    ids=["spaces", "count", "label", "page", "heading", "emphasis", "strong paragraph", "segmented", "dots"],
)
def test_a_long_line_of_odd_make(line: str, kept: str) -> None:
    assert made(TITLE, BODY, line, BODY).text == "\n".join([TITLE, BODY, kept, BODY])


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("[a](" * 5_000 + "。", "[a](" * 5_000 + "。"),
        ("[" * 20_000 + "重点](网址)。", "[" * 19_999 + "重点。"),
        ("![图](" + "a" * 20_000 + ")与[重点](b)。", "图与重点。"),
        ("## 认真履行职能 ###", "认真履行职能"),
        ("## 认真履行职能###", "认真履行职能###"),
        ("***a** b__c__ __d", "*a bc __d"),
        ("**甲 **乙** 丙**", "甲 **乙丙**"),
    ],
    ids=["links", "brackets", "image", "closed heading", "closing signs", "unequal signs", "strong"],
)
def test_markdown_of_odd_make(line: str, kept: str) -> None:
    assert paragraphs(TITLE, BODY, line, BODY, form="markdown")[2] == kept


def numbered(count: int) -> list[str]:
    """Words of two characters, no two alike."""
    return [chr(0x4E00 + number // 200) + chr(0x6000 + number % 200) for number in range(count)]


def test_twenty_thousand_short_lines() -> None:
    words = numbered(20_000)
    assert paragraphs(TITLE, BODY, *words) == [TITLE, BODY, *words]
    # A menu's words among them, too few to make a menu, and then a menu.
    lines = [line for word in words[:14_000:2] for line in ("新闻", word, f"{word}们")]
    lines.append("2024年1月10日")
    assert paragraphs(TITLE, BODY, *lines, *["首页", "政协概况"] * 150) == [TITLE, BODY, *lines]


@pytest.mark.parametrize("form", ["text", "pdf"])
def test_a_wrapped_paragraph_of_a_million_characters(form: str) -> None:
    prose = "".join(numbered(450_000))
    lines = wrapped(f"（{prose}。", 30)
    assert paragraphs(TITLE, *lines, form=form) == [TITLE, "".join(lines)]


def test_ten_thousand_halves_of_list_items() -> None:
    halves = [",".join(word) for word in numbered(10_000)]
    assert paragraphs(TITLE, BODY, *[f"- {half}" for half in halves])[2:] == ["· " + "".join(halves)]


def test_a_column_beside_a_repeated_title() -> None:
    for line in (f"一图速览 | {TITLE}", f"【要闻】{TITLE}", f"{TITLE}【全文】"):
        assert paragraphs(TITLE, line, BODY, END) == [TITLE, BODY, END]
    for line in (f"关于{TITLE}", f"{TITLE}解读|", f"一图速览|{TITLE}解读", f"一图速览|示{GAP}例"):
        assert len(paragraphs(TITLE, line, BODY, END)) == 4
