"""Families of page heads that a second sample held back from the rules showed: menus, mottoes and officers over a title."""

from __future__ import annotations

import pytest

from tests.describe.reports import describe_text

PROSE = "（示例）坚持团结和民主两大主题，认真履行职能，围绕中心、服务大局，各项工作取得新的成效。" * 2
REPORT = f"各位委员：\n我受市政协常务委员会委托，向大会报告工作，请予审议。\n{PROSE * 2}\n{PROSE}"
COMMITTEE = "政协示例市第五届委员会常务委员会工作报告"


@pytest.mark.parametrize(
    "row",
    [
        "法院概况 | 新闻中心 | 审判公开 | 法院文化 | 院史陈列 | 在线投诉",
        "检务公开｜检察要闻｜新闻中心｜未检之窗｜群众来信",
        "网站首页 ▏时政要闻 ▏政协简介 ▏委员履职 ▏提案建议 ▏理论园地 ▏通知公告",
        "网站首页 │ 代表风采 │ 立法监督 │ 人事任免",
        "| 政协概况 | 机构设置 | 史海钩沉 | 委员心声 |",
        "网站导航：政协要闻 | 通知公告 | 提案选登 | 委员论坛 | 机关党建 | 下载中心",
        "栏目导航: 会议纪要 | 文史春秋 | 县情",
        "首页  常委会公报  代表之窗  立法监督  历史资料  网上信访",
        "首页　史志鉴　议政厅　彝乡风　网上信访",
    ],
)
@pytest.mark.parametrize(
    "title", [COMMITTEE, "区人民代表大会常务委员会工作报告", "法院工作报告", "关于加快补齐寄递物流短板的提案"]
)
def test_rows_of_a_menu_above_the_title(row: str, title: str) -> None:
    assert describe_text(f"{row}\n\n{title}\n{REPORT}").title == title


@pytest.mark.parametrize(
    "title",
    [
        "建言｜协商｜监督｜凝聚——示例市政协年度工作综述",
        "同心 | 同向 | 同行 | 同力",
        "导航：为示例县发展指路的工作综述",
        "一图速览|六届示例区政协常委会工作报告",
    ],
)
def test_a_title_with_bars_stays(title: str) -> None:
    assert describe_text(f"{title}\n{REPORT}").title == title


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("示例县政协门户网站\n把握团结民主主题  服务全县发展大局", COMMITTEE),
        ("公正司法为人民　忠诚履职保平安", "示例市中级人民法院工作报告"),
        ("示例市检察院\n强化法律监督，维护公平正义", "示例市人民检察院工作报告"),
        ("示例县政协\nSHILI COMMITTEE OF CPPCC", COMMITTEE),
        ("SHI LI ZHENG XIE", "示例县政协2012年工作要点"),
    ],
)
@pytest.mark.parametrize(
    "menu", ["首页 | 政协要闻 | 通知公告 | 提案选登", "首页丨政协概况丨新闻动态丨提案工作丨社情民意"]
)
def test_mottoes_above_a_menu(above: str, title: str, menu: str) -> None:
    assert describe_text(f"{above}\n{menu}\n{title}\n{REPORT}").title == title


@pytest.mark.parametrize(
    "headline",
    ["把握团结民主主题  服务全县发展大局", "公正司法为人民　忠诚履职保平安"],
)
def test_a_headline_with_no_other_title_stays(headline: str) -> None:
    found = describe_text(f"{headline}\n首页 | 政协要闻 | 通知公告 | 提案选登\n{PROSE * 2}\n{PROSE}")
    assert found.title == " ".join(headline.split())


@pytest.mark.parametrize(
    "officer",
    [
        "区人大常委会副主任  郁示例",
        "示例县人民政府县长 王某某",
        "市政协主席　李 某",
        "县人民法院院长　张某某",
        "人民检察院检察长 赵 某 某",
        "自治县人民政府县长  阿某·买某",
    ],
)
def test_who_gave_a_report_is_no_title(officer: str) -> None:
    assert describe_text(f"{officer}\n各位代表：\n{PROSE * 2}\n{PROSE}").title is None


@pytest.mark.parametrize(
    "title",
    [
        "示例市政协主席 会见外宾代表",
        "政协主席 工作报告",
        "示例县人民政府县长 工作报告",
        "县长 王某某在政协会议上的讲话",
        "人大主任 述职报告",
    ],
)
def test_a_title_that_names_an_office_stays(title: str) -> None:
    assert describe_text(f"{title}\n各位代表：\n{PROSE * 2}\n{PROSE}").title == title


@pytest.mark.parametrize(
    "title",
    [
        "部分渔民反映湖西“渔家乐”污水直排问题应予重视",
        "校外培训机构收费混乱值得关注",
        "农村留守老人养老问题亟待解决",
        "山区通信信号差应引起高度重视",
        "电动车入户充电隐患不容忽视",
        "村级卫生室药品短缺现象需引起有关方面重视",
    ],
)
def test_headlines_of_what_people_say(title: str) -> None:
    text = f"{title}\n县政协委员王某某反映：随着发展（示例），此事渐多，群众有意见。\n为此建议：\n1. 统一规划。\n2. 加强管理。"
    found = describe_text(text)
    assert (found.title, found.kind) == (title, "社情民意信息")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("古树保护亟待加强\n民盟示例市委反映：古树倒伏（示例），管护缺位。\n建议：\n一是普查。", "社情民意信息"),
        ("停车难待解\n示例区政协委员李某、张某反映，老小区停车难（示例）。\n建议：\n一是挖潜。", "社情民意信息"),
        ("关于治理停车难的提案\n市政协委员李某反映：停车难（示例）。\n建议：\n一是挖潜。", "提案"),
        ("委员为停车难建言\n会上，市政协委员李某反映：停车难（示例）。局长当场答复。", None),
        ("养老问题不容忽视\n随着老龄化加快（示例），养老服务短缺，各方要加强协作。", None),
        ("一位委员的足迹\n许多群众向县政协委员王某某反映：水压太低（示例），他跑了三趟水厂。", None),
    ],
)
def test_what_a_member_reports(text: str, kind: str | None) -> None:
    assert describe_text(text).kind == kind


@pytest.mark.parametrize(
    "above",
    [
        "社情民意信息\n（第12期）",
        "社情民意\n2019年第3期",
        "社情民意信息\n政协示例县委员会办公室 2019年3月4日",
        "政协示例县委员会",
    ],
)
def test_a_plea_under_the_head_of_a_leaflet(above: str) -> None:
    text = (
        f"{above}\n老旧小区加装电梯难亟待解决\n县政协委员王某某反映：加装电梯（示例）进展缓慢。\n建议：\n1. 统一规划。"
    )
    found = describe_text(text)
    assert (found.title, found.kind) == ("老旧小区加装电梯难亟待解决", "社情民意信息")


def test_a_plea_among_paragraphs_is_a_heading() -> None:
    text = f"为有源头活水来\n水库（示例）碧波荡漾。\n水源保护亟待加强\n{PROSE * 2}\n{PROSE}"
    assert describe_text(text).title == "为有源头活水来"
