"""Whether a text is the whole report, a digest or a piece, through the whole chain; the texts are invented."""

import pytest

from indexer.clean import clean
from indexer.describe import describe
from indexer.models import COMPLETENESS, Metadata, RawDocument
from indexer.split import split

WHOLE, DIGEST, PIECE = COMPLETENESS
FIELDS = [
    "教育",
    "医疗",
    "养老",
    "就业",
    "住房",
    "交通",
    "水利",
    "农业",
    "文旅",
    "科技",
    "环保",
    "商贸",
    "金融",
    "体育",
    "应急",
    "统战",
    "文史",
    "外事",
    "信息",
    "法治",
]
DONE = "围绕{}工作开展专题视察，召开座谈会，形成意见建议，推动有关部门完善措施，一批群众关心的{}难题得到解决。"
AHEAD = "加强{}领域协商议政，组织委员深入基层调查研究，提出可行的建议，推动{}事业高质量发展。"


def paragraphs(pattern: str, count: int) -> list[str]:
    """Paragraphs of which no two are alike, of about 150 characters each."""
    return [
        f"在{FIELDS[at % 20]}方面，"
        + "".join(pattern.format(FIELDS[(at + step) % 20], FIELDS[(at + 3 * step) % 20]) for step in range(1, 4))
        for at in range(count)
    ]


HEAD = ["政协示例市委员会常务委员会工作报告", "（2023年1月8日在政协第五届示例市委员会第三次会议上）", "张示例"]
OPENING = [
    "各位委员：",
    "现在，我受政协第五届示例市委员会常务委员会委托，向大会报告工作，请予审议，并请列席人员提出意见。",
]
REVIEW = ["一、2022年工作回顾", *paragraphs(DONE, 14)]
PLAN = ["二、2023年工作安排", *paragraphs(AHEAD, 8)]
CLOSING = ["各位委员，让我们更加紧密地团结起来，同心同德，奋力谱写现代化示例建设新篇章！"]
REPORT = [*HEAD, *OPENING, *REVIEW, *PLAN, *CLOSING]

GOVERNMENT = [
    "政府工作报告",
    "——2023年1月10日在示例市第七届人民代表大会第三次会议上",
    "示例市市长 李示例",
    "各位代表：",
    "现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员和其他列席人员提出意见。",
    "一、过去一年工作回顾",
    *paragraphs(DONE, 14),
    "二、2023年工作总体要求和主要任务",
    *paragraphs(AHEAD, 8),
    "各位代表！奋斗创造未来。让我们同心协力、埋头苦干，为建设美丽示例而努力奋斗！",
]
POLICY = [
    "示例市人民政府办公室关于加强示例湖保护的通知",
    "示政办发〔2023〕12号",
    "各区县人民政府，市政府各部门：",
    "为加强示例湖保护，经市政府同意，现将有关事项通知如下。",
    *paragraphs(AHEAD, 3),
    "示例市人民政府办公室",
    "2023年5月6日",
]
LAW = [
    "示例省湿地保护条例",
    "（2023年5月31日示例省第十四届人民代表大会常务委员会第三次会议通过）",
    "第一章 总则",
    "第一条 为了加强湿地保护，根据有关法律，结合本省实际，制定本条例。",
    "第二条 本省行政区域内的湿地保护适用本条例。",
    "第三条 湿地保护遵循保护优先的原则。",
    "第四条 县级以上人民政府负责本行政区域内的湿地保护。",
    "第二章 附则",
    "第五条 本条例自2023年8月1日起施行。",
]
PROPOSALS = [
    "政协示例市委员会常务委员会关于五届二次会议以来提案工作情况的报告",
    "（2023年1月8日在政协第五届示例市委员会第三次会议上）",
    "各位委员：",
    "我受政协第五届示例市委员会常务委员会委托，向大会报告五届二次会议以来的提案工作情况，请予审议。",
    "一、提案工作回顾",
    *paragraphs(DONE, 10),
    "二、2023年提案工作打算",
    *paragraphs(AHEAD, 6),
    "各位委员，让我们携手并肩，为提案工作高质量发展作出新的贡献！",
]
DIGESTED = ["2022年工作回顾", "召开专题协商会12次", "立案提案356件", "2023年工作安排", "开展调研视察20次"]


def described(lines: list[str]) -> Metadata:
    (part,) = split(RawDocument("示例.txt", "\n\n".join(lines), "text"))
    return describe(clean(part))


def without(lines: list[str], *left_out: str) -> list[str]:
    return [line for line in lines if line not in left_out]


@pytest.mark.parametrize(
    "lines",
    [
        REPORT,
        GOVERNMENT,
        POLICY,
        LAW,
        PROPOSALS,
        ["政府工作报告（全文）", *GOVERNMENT[1:]],
        ["政协示例市委员会常务委员会工作报告全文", *REPORT[1:]],
        [*REPORT, "谢谢大家！"],
        [*GOVERNMENT, "附件：", "名词解释", "1.示例行动：指全市开展的专项活动", "2.示例工程：指全市实施的重点工程"],
        [*REPORT[:-1], "各位委员，征途漫漫，惟有奋斗。让我们携手前行！（责任编辑：王示例）"],
        [*GOVERNMENT, "上一篇：示例县政府工作报告", "下一篇：示例区政府工作报告"],
        [*GOVERNMENT, "第12/12页"],
        [line.translate(str.maketrans("协会员报县团结让们届", "協會員報縣團結讓們屆")) for line in REPORT],
        [*without(GOVERNMENT, "二、2023年工作总体要求和主要任务")[:22], "二、2023年工作安排", *GOVERNMENT[22:]],
    ],
)
def test_a_whole_report(lines: list[str]) -> None:
    metadata = described(lines)
    assert metadata.completeness == WHOLE
    assert metadata.evidence["completeness"].text


@pytest.mark.parametrize(
    "lines",
    [
        ["一图读懂2023年示例市政府工作报告", *DIGESTED],
        ["图解｜示例省2023年政府工作报告", *DIGESTED],
        ["一图速览政协示例市委员会常务委员会工作报告", *DIGESTED],
        ["划重点！2023示例市政府工作报告来了", *DIGESTED],
        ["数读示例市政府工作报告", *DIGESTED],
        ["速览！示例市政协常委会工作报告", *DIGESTED],
        ["示例市政协常委会工作报告要点", *DIGESTED],
        ["H5丨示例市政府工作报告", *DIGESTED],
        ["示例市政府工作报告解读", *DIGESTED],
        ["3分钟看懂示例市政府工作报告", *DIGESTED],
        ["60秒速读示例市政府工作报告", *DIGESTED],
        ["一张图看懂示例县政府工作报告", *DIGESTED],
        ["示例市政府工作报告极简版", *DIGESTED],
        ["图说政府工作报告", *DIGESTED],
        ["长图｜示例市人大常委会工作报告", *DIGESTED],
        ["示例市中级人民法院工作报告（摘要）", *DIGESTED],
        ["示例市人民检察院工作报告（摘登）", *DIGESTED],
        ["政府工作报告摘要", *GOVERNMENT[1:]],
        ["政府工作报告(摘要版)", *DIGESTED],
        ["政協示例市委員會常務委員會工作報告（摘要）", *DIGESTED],
        ["政府工作报告", "（摘要）", *GOVERNMENT[1:]],
        ["《示例省湿地保护条例》解读", "一、制定背景", *paragraphs(DONE, 2)],
        ["一圖讀懂示例市政府工作報告", *DIGESTED],
    ],
)
def test_a_digest(lines: list[str]) -> None:
    metadata = described(lines)
    assert metadata.completeness == DIGEST
    assert metadata.evidence["completeness"].text


@pytest.mark.parametrize(
    "lines",
    [
        ["政府工作报告（节选）", *GOVERNMENT[1:]],
        ["示例市政协常委会工作报告（节录）", *REPORT[1:]],
        ["示例市政府工作报告（选登）", *GOVERNMENT[1:]],
        ["政府工作报告（上）", *GOVERNMENT[1:15]],
        ["政府工作报告", "（节选）", *GOVERNMENT[1:]],
        # It says that it goes on elsewhere.
        [*REPORT[:20], "（未完待续）"],
        [*REPORT[:20], "（下转第二版）"],
        [*REPORT[:20], "阅读全文"],
        [*REPORT[:20], "展开全文"],
        [*REPORT[:20], "查看更多"],
        [*REPORT[:20], "点击查看全文>>"],
        [*REPORT[:20], "下一页"],
        [*REPORT[:20], "第62/65页"],
        [*REPORT[:20], "……"],
        # Cut off in the middle.
        [*REPORT[:22], REPORT[22][:70]],
        REPORT[:21],
        [*GOVERNMENT[:16], "二是推进产业升级，加快培育新动能，推动传统产业改造提升，全市规模以上工业增加"],
        [*GOVERNMENT[:-2], GOVERNMENT[-2][:61] + "……"],
        [*LAW[:6], "第四条 县级以上人民政府负责本行政区域内的湿地保护工作，组织有关部"],
        # Half of it.
        [*HEAD, *OPENING, *REVIEW, *CLOSING],
        [*HEAD, *OPENING, *PLAN, *CLOSING],
        # The beginning is missing.
        [*PLAN[:1], *PLAN[1:], *CLOSING],
        ["政府工作报告", *GOVERNMENT[20:]],
        ["，推动有关部门完善措施，一批难题得到解决。", *REPORT[10:]],
        ["示例省湿地保护条例", *LAW[4:]],
        # What was announced does not come.
        [
            *HEAD,
            *OPENING,
            "常委会2022年主要做了以下四个方面的工作：",
            "一、加强理论武装",
            *paragraphs(DONE, 5),
            "二、积极协商议政",
            *paragraphs(AHEAD, 5),
        ],
    ],
)
def test_a_piece(lines: list[str]) -> None:
    metadata = described(lines)
    assert metadata.completeness == PIECE
    assert metadata.evidence["completeness"].text


@pytest.mark.parametrize(
    "lines",
    [
        # Nothing says that it is whole, and nothing that it is not.
        ["示例市政协2022年工作综述", *paragraphs(DONE, 6)],
        ["关于加强社区养老服务的建议", "市政协委员 教育界 张示例", "各位委员：", *paragraphs(AHEAD, 4)],
        ["政协示例市委员会2023年工作要点", *paragraphs(AHEAD, 8)],
        ["政协示例市第五届委员会委员名单", "中共（25名）", "张示例 李示例 王示例", "民盟（10名）", "赵示例 钱示例"],
        ["政协示例市五届三次会议开幕", "本报讯 1月8日上午，会议隆重开幕。", *paragraphs(DONE, 1)],
        ["履职尽责谱新篇——示例市政协2022年履职纪实", *paragraphs(DONE, 5), "履职路上，他们一直在行动……"],
        # A report without its closing words may go on.
        REPORT[:-1],
        # A short text in the form of a report.
        [*HEAD, *OPENING, *REVIEW[:3], *PLAN[:2], *CLOSING],
        # A notice without number, or without date.
        without(POLICY, "示政办发〔2023〕12号"),
        without(POLICY, "2023年5月6日"),
        LAW[:-1],
        ["示例市2022年国民经济和社会发展统计公报", *paragraphs(DONE, 4), "示例市统计局"],
        ["市长作政府工作报告", "1月10日上午，市长李示例作政府工作报告。", *paragraphs(DONE, 1)],
        ["市政协召开会议解读政府工作报告", "1月20日，市政协召开会议。", *paragraphs(DONE, 1)],
        ["闭幕词", "各位委员：", *paragraphs(AHEAD, 2), "现在，我宣布，会议胜利闭幕！"],
        ["示例市政协常委会2023年工作要点", *paragraphs(AHEAD, 2)],
    ],
)
def test_neither_is_certain(lines: list[str]) -> None:
    metadata = described(lines)
    assert metadata.completeness is None
    assert "completeness" not in metadata.evidence


@pytest.mark.parametrize(
    "lines",
    [
        # Words of digests and links inside a whole report are what it speaks of.
        [*REPORT[:10], "全年编发一图读懂、数读政协等新媒体产品120期，刊发要点摘要30篇。", *REPORT[10:]],
        [*REPORT[:10], "推出“阅读全文”栏目，委员点击查看更多履职信息。", *REPORT[10:]],
        [*REPORT[:10], "我们主要抓了三个方面的工作：一是学习，二是协商，三是监督。", *REPORT[10:]],
        [*REPORT[:10], "重点实施五大工程。", *REPORT[10:]],
    ],
)
def test_what_a_report_speaks_of_does_not_make_it_a_digest(lines: list[str]) -> None:
    assert described(lines).completeness == WHOLE


def test_a_whole_report_that_ends_with_a_table_is_not_called_a_piece() -> None:
    lines = [*REPORT, "附表：2022年协商活动一览", "序号 活动 时间", "1 专题协商会 3月", "2 双周座谈会 5月"]
    assert described(lines).completeness != PIECE


@pytest.mark.parametrize("share", range(1, 12))
def test_a_report_broken_off_anywhere_is_never_called_whole(share: int) -> None:
    text = "\n".join(REPORT)
    assert described(text[: len(text) * share // 12].split("\n")).completeness != WHOLE


def test_given_wins() -> None:
    raw = RawDocument("示例.jsonl", "\n".join(REPORT), "jsonl", given={"completeness": "节选/残缺"})
    metadata = describe(clean(raw))
    assert metadata.completeness == PIECE
    assert metadata.evidence["completeness"].where == "given"
