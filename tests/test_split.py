"""Files with several reports, and files that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import RawDocument
from indexer.readers import read_file
from indexer.split import split

SEEDS = Path(__file__).parents[2] / "shared" / "corpus" / "seeds"
PAGEDUMPS = SEEDS.parent / "national_pagedump_gbk"
OTHER = "现将提案工作情况报告如下，请予审议。广大委员积极运用提案参政议政，提案质量不断提高，办理实效不断增强。" * 4
BODY = "一年来，常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能，各项工作取得新的成效。" * 4


def parts(*lines: str) -> list[RawDocument]:
    return split(RawDocument(file="a.txt", text="\n".join(lines), format="text"))


def first_lines(documents: list[RawDocument]) -> list[str]:
    return [document.text.split("\n")[0] for document in documents]


def test_two_reports_become_two() -> None:
    made = parts(
        "示例市政协常委会工作报告",
        "2023年工作回顾",
        BODY,
        "一、学习",
        BODY,
        "",
        "示例市政协常委会关于提案工作情况的报告",
        OTHER,
    )
    assert first_lines(made) == ["示例市政协常委会工作报告", "示例市政协常委会关于提案工作情况的报告"]
    assert [(document.part, document.parts) for document in made] == [(0, 2), (1, 2)]


def test_nothing_between_the_parts_is_lost() -> None:
    lines = [
        "首页 > 报告",
        "示例市政協常委會工作報告",
        "各位委員：",
        BODY,
        "— 7 —",
        "示例市政協常委會關於提案工作情況的報告",
        "各位委員：",
        OTHER,
        "版权所有",
    ]
    made = parts(*lines)
    assert "\n".join(document.text for document in made) == "\n".join(lines)
    assert made[0].text.startswith("首页 > 报告")
    assert made[1].text.endswith("版权所有")


def test_a_title_on_two_lines_is_cut_before_its_first() -> None:
    made = parts(
        "示例市政府工作报告",
        "各位代表：",
        BODY,
        "政协示例市第六届委员会",
        "常务委员会工作报告",
        "——2024年1月8日在六届三次会议上",
        OTHER,
    )
    assert first_lines(made) == ["示例市政府工作报告", "政协示例市第六届委员会"]


@pytest.mark.parametrize(
    "lines",
    [
        ["示例市政协常委会工作报告", BODY, "一、学习", BODY, "二、提案工作报告", OTHER, "三、打算", BODY],
        ["示例市政协会议开幕", BODY, "会议听取了市政协常委会工作报告", OTHER],
        [
            "目录",
            "市政协常委会工作报告",
            "市政协提案工作情况报告",
            "市政府工作报告",
            "市政协常委会工作报告",
            "各位委员：",
            BODY,
        ],
        ["示例市政协常委会工作报告", BODY, "《示例市政协常委会关于提案工作情况的报告》", OTHER],
        ["关于印发示例市政协工作要点的通知", BODY, "示例市政协2024年工作要点", OTHER],
        ["2005年国务院政府工作报告", "来源：示例网", "政府工作报告", "——2005年3月5日在第三次会议上", BODY],
        ["示例市政府工作报告", "各位代表：", BODY, "示例市政府工作报告", "各位代表：", BODY],
    ],
)
def test_one_report_stays_one(lines: list[str]) -> None:
    made = parts(*lines)
    assert [document.text for document in made] == ["\n".join(lines)]
    assert (made[0].part, made[0].parts) == (0, 1)


def test_rows_of_json_lines_are_taken_as_given() -> None:
    text = "\n".join(["示例市政协常委会工作报告", "各位委员：", BODY, "示例市政府工作报告", "各位代表：", OTHER])
    raw = RawDocument(file="a.jsonl", text=text, format="jsonl")
    assert split(raw) == [raw]


def test_headings_and_titles_of_the_format_go_with_their_part() -> None:
    raw = RawDocument(
        file="a.html",
        text="\n".join(["示例市政协常委会工作报告", "各位委员：", BODY, "示例市政府工作报告", "各位代表：", OTHER]),
        format="html",
        title="示例市政协常委会工作报告",
        stated={"title": "示例市政协常委会工作报告", "source": "示例日报"},
        heading_lines={0: 1, 3: 1},
    )
    first, second = split(raw)
    assert (first.title, second.title) == (raw.title, None)
    assert (first.heading_lines, second.heading_lines) == ({0: 1}, {0: 1})
    assert second.stated == {"source": "示例日报"}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared test texts are not beside the repository")
def test_seeds() -> None:
    counts = {path.name[:3]: len(split(read_file(path, path.name).documents[0])) for path in sorted(SEEDS.iterdir())}
    assert counts == {"000": 1, "001": 1, "002": 2, "003": 1, "004": 1}


@pytest.mark.skipif(not PAGEDUMPS.is_dir(), reason="the shared test texts are not beside the repository")
def test_no_other_text_at_hand_is_cut() -> None:
    for folder in SEEDS.parent.iterdir():
        for path in folder.iterdir() if folder.is_dir() and folder != SEEDS else ():
            assert len(split(read_file(path, path.name).documents[0])) == 1, path.name


@pytest.mark.parametrize(
    "mark", ["（摘要）", "（书面）", "（审议稿）", "（征求意见稿）", "(送审稿)", "（摘要）（书面）"]
)
def test_titles_may_end_in_brackets(mark: str) -> None:
    made = parts(
        f"示例市政协常委会工作报告{mark}",
        "（2024年1月8日）",
        "各位委员：",
        BODY,
        f"示例市政协常委会关于提案工作情况的报告{mark}",
        "（2024年1月8日）",
        "各位委员：",
        OTHER,
    )
    assert first_lines(made) == [f"示例市政协常委会工作报告{mark}", f"示例市政协常委会关于提案工作情况的报告{mark}"]


def test_a_title_on_three_lines_begins_with_its_first() -> None:
    name = ["中国人民政治协商会议", "第九届示例市委员会常务委员会"]
    made = parts(*name, "工作报告", "各位委员：", BODY, *name, "关于提案工作情况的报告", "各位委员：", OTHER)
    assert first_lines(made) == [name[0], name[0]]
    assert [len(document.text.split("\n")) for document in made] == [5, 5]


# ------------------------------------------------------------------------------------------ collections


def report(number: int, text: str = "") -> list[str]:
    """The lines under the title of a report; no two alike."""
    return [
        f"（2024年1月{number}日在第{number}次会议上）",
        "某某",
        "各位代表：",
        f"{text}第{number}号。{BODY}",
        "一、2023年工作回顾",
        f"第{number}号。{OTHER}",
    ]


PLACES = ["栖云区", "澄湖区", "望川县", "青禾县", "岚泊市", "云渡县"]


def collection(manner: str) -> tuple[list[str], list[str]]:
    """The lines of a collection, each title written as ``manner`` says, and the titles."""
    names = [f"{place}{'人大常委会' if number % 2 else '政协常委会'}工作报告" for number, place in enumerate(PLACES)]
    written = [
        manner.format(name=name, number=number, hanzi="一二三四五六"[number - 1])
        for number, name in enumerate(names, 1)
    ]
    lines = [line for number, name in enumerate(written, 1) for line in (name, *report(number))]
    return lines, written


@pytest.mark.parametrize(
    "manner",
    ["{name}", "{number}.{name}", "0{number} {name}", "{hanzi}、{name}", "第{hanzi}篇 {name}", "【篇{hanzi}】{name}",
     "篇{number}：{name}", "（{hanzi}）{name}", "# {name}", "{name}（示例）"],
)  # fmt: skip
def test_titles_of_a_collection_may_be_numbered(manner: str) -> None:
    lines, titles = collection(manner)
    made = parts("区2023年人大、政协常务委员会工作报告-17篇", *lines)
    # The number is the collection's, not the report's.
    bare = [
        title if manner[0] == "#" or "示例" in manner else title[title.index(place) :]
        for title, place in zip(titles, PLACES, strict=True)
    ]
    assert [document.text.split("\n")[document.part == 0] for document in made] == bare
    assert [describe(clean(document)).title for document in made[1:]] == [
        title.removeprefix("# ") for title in bare[1:]
    ]


@pytest.mark.parametrize("leader", ["", " ...... 12", "\t7", "（3）"])
def test_a_table_of_contents_is_no_report_and_hides_none(leader: str) -> None:
    lines, titles = collection("{name}")
    listed = [title + leader for title in titles]
    for preface in ([], ["编者按：本文件收录2023年示例各区县工作报告，供参考。" + BODY]):
        made = parts("目　录", *listed, *preface, *lines)
        assert len(made) == len(titles)
        assert first_lines(made)[1:] == titles[1:]
        assert clean(made[0]).text.split("\n")[0] == titles[0]


def test_a_long_table_of_contents_is_not_a_part_of_its_own() -> None:
    lines, titles = collection("{name}")
    more = [f"示例第{number}号材料" for number in range(40)]
    made = parts("目录", *titles, *more, *lines)
    assert [document.text.count("各位代表：") for document in made] == [1] * len(titles)


def test_models_of_a_collection() -> None:
    made = parts(
        "政协工作报告范文（精选2篇）",
        "政协工作报告 篇1：",
        "各位委员：",
        "甲。" + BODY,
        OTHER,
        "政协工作报告 篇2：",
        "各位委员：",
        "乙。" + BODY,
        OTHER,
    )
    assert [document.text.split("\n")[-3] for document in made] == ["各位委员："] * 2
    assert len(made) == 2


@pytest.mark.parametrize("rule", ["=====", "********", "* * *", "----------", "———————————"])
def test_ruled_lines_part_reports(rule: str) -> None:
    made = parts(
        "示例市妇联工作报告", "甲。" + BODY, OTHER, rule, "示例市残联工作报告", "乙。" + BODY, OTHER, rule, "通知", BODY
    )
    assert [clean(document).text.split("\n")[0] for document in made] == ["示例市妇联工作报告", "示例市残联工作报告"]


def test_headings_of_the_highest_level_in_word() -> None:
    lines = ["示例市总工会工作报告", "甲。" + BODY, OTHER, "一、回顾", BODY, "示例市文联工作报告", "乙。" + BODY, OTHER]
    raw = RawDocument("a.docx", "\n".join(lines), "docx", heading_lines={0: 1, 3: 2, 5: 1})
    assert first_lines(split(raw)) == [lines[0], lines[5]]
    named = [
        "栖云区",
        "工作报告",
        "各位委员：",
        "甲。" + BODY,
        OTHER,
        "澄湖区",
        "工作报告",
        "各位委员：",
        "乙。" + BODY,
        OTHER,
    ]
    raw = RawDocument("a.docx", "\n".join(named), "docx", heading_lines={0: 1, 5: 1})
    assert first_lines(split(raw)) == ["栖云区", "澄湖区"]


def test_a_long_title_on_two_lines() -> None:
    title = ["关于示例市2023年国民经济和社会发展计划执行情况与", "2024年国民经济和社会发展计划草案的报告"]
    made = parts("示例市政府工作报告", "各位代表：", BODY, *title, "（2024年1月8日在示例市第五次会议上）", OTHER)
    assert first_lines(made) == ["示例市政府工作报告", title[0]]


def test_a_decision_after_a_report_is_a_document_of_its_own() -> None:
    decision = [
        "示例市第五届人民代表大会第三次会议关于政府工作报告的决议",
        "（2024年1月12日示例市第五届人民代表大会第三次会议通过）",
        "示例市第五届人民代表大会第三次会议听取和审议了市长所作的政府工作报告。会议充分肯定市人民政府的工作，"
        "同意报告提出的目标任务和工作安排，决定批准这个报告。",
    ]
    made = parts("示例市政府工作报告", "各位代表：", BODY, *decision)
    assert first_lines(made) == ["示例市政府工作报告", decision[0]]
    assert len(parts("示例市政府工作报告", "各位代表：", BODY, "会议通过了关于政府工作报告的决议", decision[2])) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["政府工作报告", "各位代表：", BODY, "附件：关于《政府工作报告（草案）》的说明", OTHER, "名词解释", OTHER],
        ["示例市政府工作报告", "各位代表：", BODY, "附件1", "示例市人大常委会2023年立法工作报告", "各位代表：", OTHER],
        ["政府工作报告", "各位代表：", "第一部分 2023年工作回顾", BODY, "第二部分 2024年工作安排", OTHER],
        ["政府工作报告", "各位代表：", BODY, "一、人大常委会工作报告", OTHER, "二、政协常委会工作报告", BODY],
        ["政府工作报告", "各位代表：", BODY, "《示例市政府工作报告》", OTHER, "会议听取了市政协常委会工作报告", OTHER],
        ["示例市规划", BODY, "第一篇 总则", OTHER, "第二篇 发展工作", BODY, "第三篇 保障措施", OTHER],
        ["示例市政协开幕", BODY, "相关阅读", "市政协常委会工作报告", "市政府工作报告", "市法院工作报告", "版权所有"],
        ["政府工作报告", "各位代表：", BODY, "----------", "注：数据为初步统计数。" + OTHER],
        ["目录", "一、工作回顾", "二、工作安排", "政府工作报告", "各位代表：", "一、工作回顾", BODY, "二、工作安排", OTHER],
    ],
)  # fmt: skip
def test_one_report_with_parts_stays_one(lines: list[str]) -> None:
    assert [document.text for document in parts(*lines)] == ["\n".join(lines)]


def test_characters_written_as_entities_hide_no_title() -> None:
    made = parts("示例市政协常委会工作报告", "各位委员：", BODY, "&nbsp;示例市政府工作报告", "各位代表&#65306;", OTHER)
    assert first_lines(made) == ["示例市政协常委会工作报告", " 示例市政府工作报告"]


@pytest.mark.parametrize(
    "name", [["示例县政协", "常委会工作报告"], ["示例县", "政协常委会工作报告"], ["示例县", "政府工作报告"]]
)
def test_a_name_above_its_title_goes_with_it(name: list[str]) -> None:
    made = parts(
        "示例市政府工作报告", "各位代表：", "甲。" + BODY, *name, "（2024年1月8日）", "各位委员：", "乙。" + OTHER
    )
    assert first_lines(made) == ["示例市政府工作报告", name[0]]


@pytest.mark.parametrize(
    "over", ["范文{}：政协工作报告", "【范文{}】政协工作报告", "【第{}篇】政协工作报告", "篇{}", "政协工作报告（篇{}）"]
)
def test_what_stands_over_the_texts_of_models(over: str) -> None:
    lines = [
        line
        for number in (1, 2, 3)
        for line in (over.format(number), "各位委员：", f"第{number}。{BODY}", f"{number}。{OTHER}")
    ]
    assert [document.text.count("各位委员：") for document in parts(*lines)] == [1, 1, 1]


REVIEWED = "一年来，共收到提案三百余件，立案二百余件，全部办结，委员满意率明显提高，一批民生难题得到解决。"
SHORT = ["我受委托报告提案工作，请予审议。", REVIEWED, "今后要加强重点提案的督办。"]


def of_proposals(place: str, number: int) -> list[str]:
    """A report of hardly more than a hundred characters."""
    title = f"政协{place}第七届委员会常务委员会关于提案工作情况的报告"
    return [
        title,
        f"（2014年2月1{number}日在政协{place}第七届委员会第三次会议上）",
        "",
        "各位委员：",
        *SHORT[:2],
        place + SHORT[2],
    ]


@pytest.mark.parametrize(
    "rule", ["", "============", "------------", "* * *", "第{}篇", "【篇{}】", "范文{}：", "之{}"]
)
def test_short_reports_with_a_salutation_are_reports(rule: str) -> None:
    lines = ["提案工作情况报告参考资料（示例）"]
    for number, place in enumerate(("示例县", "栖云县", "临溪县"), 1):
        lines += ["", rule.format("一二三"[number - 1]), "", *of_proposals(place, number)]
    made = parts(*lines)
    titles = [clean(part).text.split("\n")[0] for part in made]
    assert titles == [of_proposals(place, 1)[0] for place in ("示例县", "栖云县", "临溪县")]
    assert all("篇" not in clean(part).text and "范文" not in clean(part).text for part in made)


@pytest.mark.parametrize("over", ["【第{}篇】", "第{}篇：", "第{}篇 ", "篇{}：", "（{}）", "{}、", "{}．"])
def test_masked_models_are_told_apart_by_their_numbers(over: str) -> None:
    names = ["政协××县委员会常务委员会工作报告", "某区政协提案工作情况报告", "XX市政协常委会工作报告"]
    lines = ["政协工作报告3篇", "为大家整理的示例，欢迎参考！"]
    for number, name in enumerate(names):
        lines += ["", over.format("一二三"[number]) + name, "各位委员：", *SHORT[:2], f"{name}：{SHORT[2]}"]
    made = parts(*lines)
    assert len(made) == 3
    assert [
        clean(part).text.split("\n")[0].removeprefix(over.format("一二三"[at])) for at, part in enumerate(made)
    ] == names


COVERS = [
    ["司法机关工作报告选编", "（内部学习资料）", "", "第一篇"],
    ["示例年鉴·2006", "", "特        载"],
    ["示例县2012年“两会”文件"],
    ["示例市政协工作报告汇编", "编者按：为便于各界了解情况，现将历年工作报告汇集成册，供大家参考，不妥之处请指正。"],
    ["前　言", "本书收入示例县各次全会上的报告，按时间先后编排，个别文字作了订正。", "编　者", "二〇一〇年三月"],
    ["笔墨公文网", "当前位置：首页 > 工作报告 > 正文", "两会报告合集-2篇"],
]


@pytest.mark.parametrize("cover", COVERS)
def test_a_cover_gives_its_title_to_no_report(cover: list[str]) -> None:
    made = parts(*cover, "", *of_proposals("示例县", 1), "", *of_proposals("栖云县", 2))
    assert len(made) == 2
    first = clean(made[0])
    assert first.text.split("\n")[0] == of_proposals("示例县", 1)[0]
    assert made[0].text.startswith(cover[0])
    assert {piece.text for piece in first.furniture} >= {" ".join(line.split()) for line in cover if line.strip()} - {
        "第一篇"
    }
    assert describe(first).title == of_proposals("示例县", 1)[0]


def test_a_speech_before_the_first_title_is_no_cover() -> None:
    speech = [
        "在全会开幕时的话（示例）",
        "各位委员：",
        "今天的会议十分重要，请大家畅所欲言，把这次大会开成团结鼓劲的大会。",
    ]
    made = parts(*speech, *of_proposals("示例县", 1), *of_proposals("栖云县", 2))
    assert clean(made[0]).text.startswith(speech[0])


def test_a_text_before_the_first_title_that_is_no_preface_stays() -> None:
    made = parts("履职小结（示例）", BODY, *of_proposals("示例县", 1), *of_proposals("栖云县", 2))
    assert clean(made[0]).text.split("\n")[:2] == ["履职小结（示例）", BODY]


def test_a_page_of_several_reports_lends_its_title_to_none() -> None:
    government = ["政府工作报告", "——2009年2月24日在示例市第十三届人民代表大会第二次会议上", "各位代表：", BODY]
    committee = ["市人大常委会工作报告", "——2009年2月25日在示例市第十三届人民代表大会第二次会议上", "各位代表：", OTHER]
    title = "示例市2009年“两会”报告"
    text = "\n".join([title, *government, *committee])
    made = split(RawDocument("a.html", text, "html", title=title, stated={"title": title, "source": "示例日报"}))
    assert [describe(clean(part)).title for part in made] == ["政府工作报告", "市人大常委会工作报告"]
    assert all(part.stated == {"source": "示例日报"} and part.collection[0] == title for part in made)


@pytest.mark.parametrize(
    "lines",
    [
        ["示例市政协常委会工作报告", "各位委员：", BODY, "附件", "名词解释", "1．双周协商：" + BODY],
        [
            "示例市政协常委会工作报告",
            "各位委员：",
            "一、关于提案工作",
            BODY,
            "二、关于调研工作",
            BODY,
            "三、关于工作报告",
            BODY,
        ],
        [
            "热点新闻",
            "示例市政协常委会工作报告",
            "示例市政府工作报告",
            "示例市中级人民法院工作报告",
            "示例市政协召开全会",
            BODY,
        ],
        ["示例市政协常委会工作报告", "各位委员：", BODY, "============", "注：本报告中的数据以统计公报为准。" + BODY],
        ["第一篇　总论", BODY, "第二篇　工作报告写作", BODY, "第三篇　参考", BODY],
    ],
)
def test_parts_and_lists_are_no_reports(lines: list[str]) -> None:
    assert len(parts(*lines)) == 1


@pytest.mark.parametrize(
    "heads",
    [
        ["《示例县人民政府工作报告》", "《示例县政协常委会工作报告》"],
        ["【示例县人民政府工作报告】", "【示例县政协常委会工作报告】"],
        ["■示例县人民政府工作报告", "■示例县政协常委会工作报告"],
        ["◆ 示例县人民政府工作报告", "◆ 示例县政协常委会工作报告"],
        ["附件1\n示例县人民政府工作报告", "附件2\n示例县政协常委会工作报告"],
        ["第一部分 示例县人民政府工作报告", "第二部分　示例县政协常委会工作报告"],
        ["标题：示例县人民政府工作报告", "标题：示例县政协常委会工作报告"],
        ["示例县人民政府工作报告.txt", "示例县政协常委会工作报告.docx"],
        ["==> 01.txt <==\n示例县人民政府工作报告", "==> 02.txt <==\n示例县政协常委会工作报告"],
    ],
)
def test_what_a_collection_puts_around_titles_goes(heads: list[str]) -> None:
    made = parts(*heads[0].split("\n"), "各位代表：", BODY, *heads[1].split("\n"), "各位委员：", OTHER)
    assert [describe(clean(part)).title for part in made] == ["示例县人民政府工作报告", "示例县政协常委会工作报告"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "示例市政协常委会工作报告",
            "各位委员：",
            BODY,
            "附件：1.示例市政协提案工作报告.docx",
            "2.示例市政府工作报告.pdf",
            OTHER,
        ],
        [
            "示例市政协常委会工作报告",
            "各位委员：",
            BODY,
            "附件1",
            "示例市政协提案工作情况报告",
            OTHER,
            "附件2",
            "名词解释",
            OTHER,
        ],
        ["示例市政协常委会工作报告", "各位委员：", BODY, "第一部分 提案工作报告", OTHER, "第二部分 调研工作报告", BODY],
        ["示例市政协常委会工作报告", "各位委员：", BODY, "■听取政府工作报告", OTHER, "■听取法院工作报告", BODY],
        ["示例市政协常委会工作报告", "各位委员：", BODY, "《示例市政府工作报告》", "《示例市法院工作报告》", OTHER],
        [
            "相关稿件",
            "示例市政府工作报告",
            "2024-01-08",
            "示例市政协常委会工作报告",
            "2024-01-09",
            "示例市法院工作报告",
            BODY,
        ],
    ],
)
def test_attachments_sections_and_links_are_no_parts(lines: list[str]) -> None:
    assert len(parts(*lines)) == 1


def test_a_title_of_the_page_above_the_reports_own_begins_no_report() -> None:
    lead = "导语：人大常委会工作报告一文由网友上传，不代表本站观点，若需要原创文章可咨询本站的客服老师，也欢迎参考本站的其他文章，谢谢各位读者。"
    title = "人大常委会工作报告"
    made = parts(title, "时间：2022-02-12 11:55:00", lead, title, "各位代表：", BODY)
    assert len(made) == 1
