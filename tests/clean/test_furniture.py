"""Lines of site furniture leave head and tail; lines of the report that look alike stay."""

from __future__ import annotations

import pytest

from tests.clean.texts import BODY, END, TITLE, made, paragraphs


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


def test_labels_are_tidied_for_reading() -> None:
    assert made("来　　源：示例日报", TITLE, BODY).furniture[0].text == "来源：示例日报"


def test_a_text_of_nothing_but_furniture_is_empty() -> None:
    document = made("来源：某报", "返回首页")
    assert (document.text, document.headings) == ("", ())


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
