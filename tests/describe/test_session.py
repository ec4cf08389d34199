"""届 and 次 of the reporting body, and of no one else."""

import pytest

from indexer.describe import describe
from indexer.describe.lines import make_line, read_lines
from indexer.describe.session import find_session
from indexer.models import Organization

FULING = Organization("重庆市涪陵区政协", None, ("重庆市", "涪陵区"), "政协", "县级")
ZIYANG = Organization("四川省资阳市政协", None, ("四川省", "资阳市"), "政协", "地市级")
NATIONAL = Organization("全国政协", None, (), "政协", "全国")
SHANGHAI = Organization("上海市人民政府", None, ("上海市",), "人民政府", "省级")
REPORT = "常委会工作报告"


@pytest.mark.parametrize(
    ("title", "paragraphs", "kind", "organization", "session"),
    [
        ("六届涪陵区政协常委会工作报告", [], REPORT, FULING, "六届"),
        ("市政协五届六次会议开幕", [], "会议新闻", ZIYANG, "五届六次会议"),
        ("资阳市政协召开五届十次常委会会议", [], "会议新闻", ZIYANG, "五届常委会第十次会议"),
        ("在市政协五届六次会议闭幕会上的讲话", [], "讲话", ZIYANG, "五届六次会议"),
        ("政协第五届资阳市委员会常务委员会第十九次会议召开", [], "会议新闻", ZIYANG, "五届常委会第十九次会议"),
        ("工作报告", ["——2024年1月8日在政协重庆市涪陵区第六届委员会第三次会议上"], REPORT, FULING, "六届三次会议"),
        (
            "工作报告",
            ["(2024年1月8日在中国人民政治协商会议第16届涪陵区委员会第3次会议上)"],
            REPORT,
            FULING,
            "十六届三次会议",
        ),
        ("工作报告", ["——2023年3月4日在政协第十四届全国委员会第一次会议上"], REPORT, NATIONAL, "十四届一次会议"),
        ("工作报告", ["“让好品牌越来越响”,是市五届政协常委会提出的又一工作目标。"], REPORT, ZIYANG, "五届"),
        ("工作报告", ["七届一次会议以来,按照七届区政协委员会部署。"], REPORT, FULING, "七届"),
        ("书写答卷", ["新一届涪陵区政协开局。", "完成十六届区政协委员培训计划。"], "工作综述", FULING, "十六届"),
        (
            "政府工作报告",
            ["2025年1月15日在上海市第十六届人民代表大会第三次会议上"],
            "政府工作报告",
            SHANGHAI,
            "十六届三次会议",
        ),
        ("工作报告", ["学习贯彻党的二十届三中全会和市委六届五次全会精神。"], REPORT, ZIYANG, None),
        ("工作报告", ["全国政协十四届一次会议召开,省政协十三届二次会议胜利闭幕。"], REPORT, ZIYANG, None),
        ("工作报告", ["市政协六届三次会议期间,区政协委员积极建言。"], REPORT, FULING, None),
        ("政府工作报告", ["在上海市第十六届运动会上取得佳绩。"], "政府工作报告", SHANGHAI, None),
        ("国务院办公厅对全国政协十届四次会议第4626号提案的答复", [], "政策文件", SHANGHAI, None),
    ],
)
def test_session(title, paragraphs, kind, organization, session, make_document):
    found = find_session(
        make_line(title, "title"), read_lines(make_document(title, *paragraphs)), kind=kind, organization=organization
    )
    assert (found[0] if found else None) == session


def test_the_evidence_is_quoted_in_the_script_of_the_source(make_document):
    document = make_document("重慶市涪陵區政協:書寫新答卷", "轉瞬即逝的2022年。", "完成十六屆區政協委員培訓計劃。")
    evidence = describe(document).evidence["session"]
    assert (evidence.text, evidence.where) == ("十六屆區政協", "body:3")
