"""Pages of whole sites: the report comes through, lists of other pages do not, and what the page states is known."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.models import RawDocument
from indexer.readers.html import read
from tests.readers.site_pages import BODY, LAYOUTS, OTHERS, TITLE, government, wechat


def squeezed(text: str) -> str:
    return "".join(text.split())


def read_layout(name: str) -> RawDocument:
    return read(LAYOUTS[name]().encode("gb18030" if name == "tables" else "utf-8"), f"{name}.html")


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_report_comes_through_whole_and_in_order(name: str) -> None:
    lines = [squeezed(line) for line in clean(read_layout(name)).text.split("\n")]
    wanted = [squeezed(line) for line in (TITLE, *BODY)]
    assert [line for line in lines if line in wanted] == wanted


@pytest.mark.parametrize("name", LAYOUTS)
def test_titles_of_other_pages_stay_out(name: str) -> None:
    text = read_layout(name).text
    shown = [other for other in OTHERS if other in text]
    # 上一篇 and 下一篇 are told from titles of the page's own by what cleaning knows.
    assert shown == (OTHERS[:2] if "下一篇：" in text else OTHERS[:1] if "下一篇文章：" in text else [])
    for head in ("热点推荐", "热门文章", "相关阅读", "为您推荐", "最新文章"):
        assert head not in text


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("government", "published", "2024-01-18 10:22"),
        ("government", "source", "示例日报"),
        ("government", "site", "示例市政协"),
        ("wechat", "source", "示例政协"),
        ("wechat", "author", "办公室"),
        ("wechat", "published", "2024-01-18 10:22"),
        ("newspaper", "title", TITLE),
        ("newspaper", "published", "2024-01-18 10:22"),
        ("newspaper", "author", "王五"),
        ("newspaper", "site", "示例新闻网"),
        ("newspaper", "url", "https://www.example-news.cn/2024/0118/1.shtml"),
        ("archived", "url", "http://www.example.gov.cn/1.html"),
        ("archived", "retrieved", "2024-01-20"),
        ("saved", "url", "http://www.example.gov.cn/zyhy/2024/1.html"),
    ],
)
def test_what_a_page_states(name: str, field: str, value: str) -> None:
    assert read_layout(name).stated[field] == value


def test_the_tool_bar_of_the_archive_is_no_text() -> None:
    assert "Wayback" not in read_layout("archived").text
    assert "captures" not in read_layout("archived").text


def test_scripts_longer_than_the_text_do_not_hide_a_hidden_article() -> None:
    page = wechat().replace("<script>", f"<script>var data = '{'脚本' * 20_000}';</script><script>")
    assert squeezed(BODY[5]) in squeezed(read(page.encode(), "a.html").text)


def test_the_day_of_an_article_whose_script_would_write_it() -> None:
    page = wechat().replace(">2024-01-18 10:22</em>", "></em>")
    assert "published" not in read(page.encode(), "a.html").stated
    stamped = page.replace("var title", 'var ct = "1705544520"; var title')
    assert read(stamped.encode(), "a.html").stated["published"] == "2024-01-18 10:22"
    written = page.replace("var title", "var createTime = '2024-01-18 10:22'; var title")
    assert read(written.encode(), "a.html").stated["published"] == "2024-01-18 10:22"


def test_further_pages_of_the_text_that_a_script_would_show() -> None:
    body = "".join(
        f'<div id="page{number}"{" style=display:none" if number else ""}><p>第{number}页。提案工作；信息工作。视察！调研？</p></div>'
        for number in range(5)
    )
    text = read(f"<html><body><div id='zoom'>{body}</div></body></html>".encode(), "a.html").text
    assert [line[:3] for line in text.split("\n")] == [f"第{number}页" for number in range(5)]


def around(outside: str) -> str:
    """What a page keeps of a fragment that stands beside its text, the title being of another page's form."""
    page = f"<html><head><title>示例市政协网</title></head><body>{outside}<div class='con'>{'<p>正文一句。正文二句；</p>' * 5}</div></body></html>"
    return read(page.encode(), "a.html").text.replace("正文一句。正文二句；", "").strip()


@pytest.mark.parametrize(
    "fragment",
    [
        "<p class=title><a href='/a/1.html'>示例市政协常委会工作报告全文</a></p>",
        "<table><tr><td>来源：</td><td><a href='http://a.example.cn'>示例市人民政府门户网站</a></td></tr></table>",
        "<div>来源：<a href='http://a.example.cn'>示例市人民政府门户网站新闻中心</a></div>",
        "<ul><li><a href='1.doc'>附件一：任务分工表</a></li><li><a href='2.xls'>二、重点提案目录一览</a></li></ul>",
        "<div><a href='/'>首页</a> &gt; <a href='/hy'>示例市政协</a> &gt; <a href='/bg'>工作报告</a></div>",
        "<h1><a href='/a/1.html'>示例市政协常委会工作报告全文</a></h1>",
    ],
)
def test_links_that_belong_to_the_report_stay(fragment: str) -> None:
    assert around(fragment)


@pytest.mark.parametrize(
    "fragment",
    [
        "<ul><li><a href='/1'>全市政协系统学习贯彻会议精神</a> 2024-01-15</li></ul>",
        "<table><tr><td>·<a href='/1'>市政协召开主席会议研究部署</a></td><td>(1月15日)</td></tr>"
        "<tr><td>·<a href='/2'>邻县政协考察团来我市考察</a></td><td>(1月12日)</td></tr></table>",
        "<h3>热点推荐</h3><dl><dd><a href='/1'>全市政协系统学习贯彻会议精神</a></dd></dl>",
        "<div><span>最新资讯</span><a href='/more'>更多&gt;&gt;</a></div>",
        "<ul><li><a href='/1'>市政协发布来信来访接待时间</a></li><li><a href='/2'>记者走基层：看委员编辑部</a></li></ul>",
        "<marquee>欢迎访问示例市政协网站！</marquee>",
        "<xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom>7.8 磅</w:WordDocument></xml>",
        "<div class='video-player'>您的浏览器不支持播放</div>",
    ],
)
def test_lists_of_other_pages_go(fragment: str) -> None:
    assert around(fragment) == ""


def test_lists_before_and_after_the_sentences_of_one_element() -> None:
    entry = "<li><a href='/1'>全市政协系统学习贯彻会议精神</a></li>"
    body = f"<ul>{entry}</ul><h2>工作报告</h2>{'<p>正文一句。</p>' * 2}<ul>{entry}</ul>{'<p>正文一句。</p>' * 2}<p>示例市政协</p><ul>{entry}</ul>"
    text = read(f"<html><body>{body}</body></html>".encode(), "a.html").text
    assert text.count("全市政协") == 1  # amid the sentences it may be the report's
    assert text.split("\n")[0] == "工作报告"
    assert text.split("\n")[-1] == "示例市政协"


def test_lists_in_a_page_without_sentences_stay_unless_they_are_long() -> None:
    page = "<html><body><p>目录</p><ul><li><a href='/1'>一、示例市政协工作报告</a></li><li><a href='/2'>二、提案工作报告</a></li></ul></body></html>"
    assert read(page.encode(), "a.html").text.split("\n") == ["目录", "一、示例市政协工作报告", "二、提案工作报告"]


def test_the_source_of_a_page_saved_from_the_browsers_view_of_it() -> None:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    rows = "".join(
        f'<tr><td class="line-number" value="{number}"></td><td class="line-content"><span class="html-tag">{escaped(line)}</span></td></tr>'
        for number, line in enumerate(government().split("\n"), 1)
    )
    views = [
        f'<html><head><meta name="color-scheme" content="light dark"></head><body><table><tbody>{rows}</tbody></table></body></html>',
        f'<html><head><title>view-source:http://www.example.gov.cn/</title></head><body><pre id="line1">{escaped(government())}</pre></body></html>',
        f"<pre>{escaped(government())}</pre>",
    ]
    shown = read(government().encode(), "a.html")
    for view in views:
        document = read(view.encode(), "a.html")
        assert document.text == shown.text
        assert document.stated["source"] == "示例日报"
