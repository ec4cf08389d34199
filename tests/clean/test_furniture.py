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
        "新闻中心 > 两会专题",
        "政务公开＞政府工作报告",
        "示例县第七届人民代表大会第三次会议文件（十一）",
        "示例市政协六届三次会议文件之五",
        "政协示例市第六届委员会第三次全体会议材料（3）",
        "市政协全会文件 12号",
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


@pytest.mark.parametrize(
    "line",
    [
        "点击上方蓝字关注我们", "发表于江南", "收录于合集 #两会 12个", "以下文章来源于某某发布，作者某某", "第03版：两会特刊",
        "2020年05月14日 星期四", "上一版 下一版", "放大 缩小 默认 朗读", "2022-02-25 20:11 · 优质政务领域创作者", "[正文]",
        "字級：小 中 大　友善列印　轉寄友人", "欢迎访问某某政协网站！", "某某文库 > 党团工作 > 工作报告", "打开APP", "T大 T小　收听",
        "原标题：某某市政协工作报告", "日期：2023-02-10", "A A A", "语音播报：", "[ 索 引 号 ] 115001020086/2024-00012",
        "小编为大家整理了工作报告，欢迎阅读！", "政协某某市委员会欢迎您！", "2024年1月15日 星期一 农历腊月初五", "政府信息公开指南", "内部资料 注意保存", "政协工作报告范文（精选8篇）",
    ],
)  # fmt: skip
def test_more_furniture_at_the_head(line: str) -> None:
    assert paragraphs(line, TITLE, BODY, END) == [TITLE, BODY, END]


@pytest.mark.parametrize(
    "line",
    [
        "编辑 | 某某", "来源 | 某某发布", "— END —", "文字：某某 摄影：某某", "共3页 1 2 3", "【1】【2】【3】", "今日访问量：12", "相关附件",
        "Produced By 某某网络 某某发布系统", "一审：某某　二审：某某　三审：某某", "往期推荐", "您可能感兴趣的文档", "举报/反馈", "分享让更多人看到", "上一則：公報　下一則：名冊",
        "预览时标签不可点", "特别声明：以上内容由平台用户上传并发布，本平台仅提供存储服务。", "文章来源于网络，如有侵权请联系我们删除",
        "【某某范文】相关文章：", "上一篇文章： 某某日程", "正在加载", "喜欢就点个“在看”吧",
        "政策解读：关于某某意见的解读", "登录后发表评论",
    ],
)  # fmt: skip
def test_more_furniture_at_the_tail(line: str) -> None:
    assert paragraphs(TITLE, BODY, END, line) == [TITLE, BODY, END]


def test_nothing_below_the_end_of_the_page_is_kept_however_long_the_footer() -> None:
    links = ["推荐阅读", "某某会议举行第二次全体会议", "1 今年要办这些民生实事", "关于我们 | 联系我们"]
    footer = "Copyright © 2001-2021 by www.example.com. all rights reserved 某某网版权所有 未经书面授权禁止使用"
    assert paragraphs(TITLE, BODY, END, *links, footer) == [TITLE, BODY, END]


def test_a_report_goes_on_below_links_in_its_middle() -> None:
    lines = [TITLE, BODY, "相关链接", "协商民主：指在决策之前协商。", "民主监督：指以提意见的方式监督。", END]
    assert paragraphs(*lines) == lines


@pytest.mark.parametrize("end", ["附件：1.名词解释", "附：数据来源说明", "政协示例市委员会办公室", "2024年1月8日", "（此件公开发布）",
                                 "主任：某某", "注：本报告中数据为初步统计数。"])  # fmt: skip
def test_attachments_signatures_and_dates_stay(end: str) -> None:
    assert paragraphs(TITLE, BODY, END, end, "打印本页", "版权所有：某某")[-2:] == [END, end]


def test_captions_of_photographs_go() -> None:
    for line in ("图①：大会会场。记者 某某 摄", "▲ 图为委员在企业调研　某某 摄"):
        assert paragraphs(TITLE, BODY, line, END) == [TITLE, BODY, END]
    line = "图为本，文为用，摄影协会办展三次。"
    assert paragraphs(TITLE, BODY, line, END) == [TITLE, BODY, line, END]


def test_a_table_of_contents_goes_where_it_is_surely_one() -> None:
    text = ["一、工作回顾", BODY, "二、工作安排", END]
    for listed in (["一、工作回顾", "二、工作安排"], ["一、工作回顾......1", "二、工作安排......9"]):
        document = made("目　录", *listed, TITLE, "各位委员：", *text)
        assert document.text.split("\n") == [TITLE, "各位委员：", *text]
        assert [piece.text for piece in document.furniture] == ["目 录", *listed]
    other = ["目录", "编制说明", "评审意见", TITLE, "各位委员：", *text]
    assert paragraphs(*other) == other


def test_what_stands_before_a_title_leaves_the_title() -> None:
    for line in (f"收藏｜{TITLE}", f"分享 | {TITLE}", f"时间：2024年1月8日　地点：市会堂　{TITLE}"):
        assert paragraphs(line, BODY, END)[0].endswith(TITLE)


@pytest.mark.parametrize("paper", ["第三次会议文件（十一）", "第三次会议材料之二", "第二次全体会议文件（3）"])
def test_the_number_of_a_paper_on_two_lines_goes(paper: str) -> None:
    document = made("示例县第十七届人民代表大会", paper, "", TITLE, BODY, END)
    assert document.text.split("\n") == [TITLE, BODY, END]


@pytest.mark.parametrize(
    "lines",
    [
        ["示例县第七届人民代表大会", "第三次会议", BODY],
        ["示例市政协六届三次会议大会发言材料之六", TITLE, BODY],
        ["示例市政协关于加强会议文件管理的办法", BODY],
        [TITLE, "（示例市政协六届三次会议文件）", BODY],
        ["GDP > 100亿元的县", BODY],
        [TITLE, BODY, "会议审议了全会文件（1）", BODY + "此外，又开展了专项视察。"],
    ],
)
def test_what_only_looks_like_the_number_of_a_paper_or_a_path_stays(lines: list[str]) -> None:
    assert paragraphs(*lines) == lines
