"""Web pages, whole and in fragments."""

from __future__ import annotations

import re

import pytest

from indexer.errors import ReadError
from indexer.readers import read_file
from indexer.readers.characters import LINE_ENDS, UNWANTED
from indexer.readers.html import read

HEAD = '<meta charset="utf-8"><title>工作报告_示例市政协网</title>'


def page(body: str, head: str = HEAD) -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_a_block_a_line_in_the_order_of_the_document() -> None:
    body = "<h1>工作报告</h1><div>开头。<p>第一段<b>加粗</b>的字。</p>中间。</div><ul><li>一项</li><li>二项</li></ul>第一行<br>第二行"
    document = read(page(body), "a.html")
    assert document.text.split("\n") == [
        "工作报告",
        "开头。",
        "第一段加粗的字。",
        "中间。",
        "一项",
        "二项",
        "第一行",
        "第二行",
    ]
    assert document.heading_lines == {0: 1}
    assert document.title == "工作报告"


def test_scripts_styles_comments_navigation_and_hidden_parts_are_left_out() -> None:
    body = (
        "<nav><a href=/a>首页</a></nav><script>var a=1</script><style>p{}</style><!-- 注释 --><noscript>请开启脚本</noscript>"
        "<div style='display: none'>隐藏</div><p hidden>隐藏</p><select><option>选项</option></select>"
        "<ul class='menu'><li><a href='/1'>政协概况</a></li><li><a href='/2'>政协要闻</a></li></ul><p>"
        + "正文。" * 30
        + "</p>"
    )
    assert read(page(body), "a.html").text == "正文。" * 30


def test_what_word_and_editors_leave_inside_words() -> None:
    body = "<p>政<o:p></o:p>协<ruby>履<rp>(</rp><rt>lǚ</rt><rp>)</rp></ruby>职<st1:chsdate>2024年</st1:chsdate><wbr>工&shy;作</p>"
    assert read(page(body), "a.html").text == "政协履职2024年工作"


def test_a_page_that_hides_its_article_until_a_script_runs() -> None:
    body = "<p>标题</p><div id='js_content' style='visibility: hidden; opacity: 0'><p>" + "正文。" * 30 + "</p></div>"
    assert "正文。" in read(page(body), "a.html").text


def test_a_table_of_contents_within_the_page_stays() -> None:
    body = "<ul>" + "".join(f"<li><a href='#{number}'>第{number}部分</a></li>" for number in range(8)) + "</ul>"
    assert read(page(body), "a.html").text.count("部分") == 8


def test_data_tables_give_a_line_a_row_and_layout_tables_a_line_a_block() -> None:
    data = "<table><tr><td>界别</td><td><p>件数</p></td></tr><tr><td>经济</td><td>12</td></tr></table>"
    layout = "<table><tr><td><p>第一段。</p><p>第二段。</p></td><td><p>边栏</p></td></tr></table>"
    assert read(page(data + layout), "a.html").text.split("\n") == [
        "界别\t件数",
        "经济\t12",
        "第一段。",
        "第二段。",
        "边栏",
    ]


def test_meta_tags_of_government_sites_are_stated() -> None:
    head = (
        '<meta name="ArticleTitle" content="市政协工作报告"><meta name="PubDate" content="2024-01-15 10:00">'
        '<meta name="ContentSource" content="示例日报"><meta name="SiteName" content="示例市政协"><title>x</title>'
    )
    document = read(page("<p>市政协工作报告</p>", head), "a.html")
    assert document.stated == {
        "title": "市政协工作报告",
        "published": "2024-01-15 10:00",
        "source": "示例日报",
        "site": "示例市政协",
    }
    assert document.title == "市政协工作报告"


def test_the_site_name_is_cut_from_the_title_of_the_page() -> None:
    assert read(page("<p>正文</p>"), "a.html").stated["title"] == "工作报告"


def test_fragments_without_html_or_body() -> None:
    document = read("<div><strong>市政协会议开幕</strong></div><p> 会议应到委员293人。</p>".encode(), "a.html")
    assert document.text == "市政协会议开幕\n会议应到委员293人。"


def test_the_bytes_are_believed_rather_than_a_wrong_charset(report: str, traditional: str) -> None:
    for text, encoding, declared in (
        (report, "gb18030", "utf-8"),
        (report, "utf-8", "gb2312"),
        (report, "gb18030", "gb2312"),
        (traditional, "big5", "gb2312"),
        (traditional, "big5", "big5"),
    ):
        source = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><pre>{text}</pre></html>'
        assert read(source.encode(encoding), "a.html").text == text.strip()


def test_an_xml_declaration_and_broken_markup_do_no_harm() -> None:
    source = '<?xml version="1.0" encoding="gb2312"?><html><body><p>第一段<div>第二段</p><td>第三段'
    assert read(source.encode(), "a.xhtml").text.split("\n") == ["第一段", "第二段", "第三段"]


def test_pages_nest_deeper_than_calls_do(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text(
        f"<html><body>{'<div>' * 900}<h2>一、回顾</h2>提案工作{'</div>' * 900}尾<font>" + "<b>甲" * 900, "utf-8"
    )
    result = read_file(path, "deep.html")
    assert not result.errors
    assert result.documents[0].text.split("\n")[:2] == ["一、回顾", "提案工作"]
    assert result.documents[0].text.endswith("尾" + "甲" * 900)


def test_comments_before_a_page_are_passed_over_quickly(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("<!-- 注 -->\n" * 200 + "正文一句。", "utf-8")
    assert read_file(path, "notes.txt").documents[0].format == "text"
    path.write_text("<!-- 注 -->\n" * 200 + "<html><body><p>正文一句。</p></body></html>", "utf-8")
    assert read_file(path, "notes.txt").documents[0].text == "正文一句。"


def test_rows_nest_deeper_than_calls_do() -> None:
    depth = 600
    text = read(page("<table><tr><td>甲" * depth + "</td></tr></table>尾" * depth), "a.html").text
    assert text.split("\n") == ["甲"] * depth + ["尾"] * depth


def test_a_page_too_deep_for_the_parser_is_refused_rather_than_cut() -> None:
    with pytest.raises(ReadError, match="too deep"):
        read(page("<div>" * 5000 + "文"), "a.html")


FORBIDDEN = [chr(code) for code in range(0x10000) if UNWANTED.match(chr(code)) or LINE_ENDS.match(chr(code))]


@pytest.mark.parametrize("written", ["as it is", "decimal", "hexadecimal", "by name"])
def test_forbidden_characters_do_not_pass_however_they_are_written(written: str) -> None:
    if written == "as it is":
        forms = [character for character in FORBIDDEN if not "\ud800" <= character <= "\udfff"]
    elif written == "by name":
        forms = ["&shy;", "&zwj;", "&zwnj;", "&lrm;", "&rlm;"]
    else:
        forms = [f"&#{ord(each)};" if written == "decimal" else f"&#x{ord(each):X};" for each in FORBIDDEN]
    text = "".join(f"字{form}" for form in forms)
    body = f"<h1>{text}</h1><p>{text}<b>{text}</b>{text}</p><pre>{text}</pre><table><tr><td>{text}</td></tr></table>"
    head = f'<meta charset="utf-8"><title>{text}</title><meta name="source" content="{text}">'
    document = read(page(body, head), "a.html")
    assert document.title is not None
    for found in (*document.text.split("\n"), document.title, *document.stated.values()):
        assert "字" in found
        assert not UNWANTED.search(found)
        assert not LINE_ENDS.search(found)
    # What stands between them is kept: once in the heading, the preformatted text and the row, thrice in the paragraph.
    assert len(re.findall("字", document.text)) == 6 * len(forms)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("工作报告_示例市政协网", "工作报告"),
        ("工作报告 - 示例市政协", "工作报告"),
        ("示例市政协——工作报告", "示例市政协——工作报告"),
        ("市县-乡镇工作 | 示例 - 政协 | 门户", "市县-乡镇工作 | 示例 - 政协"),
        ("工作报告--示例网", "工作报告"),
        ("_示例网", "_示例网"),
        ("报告" + " - 甲" * 30_000 + "_示例网", "报告" + " - 甲" * 30_000),
        ("报告" + " - 甲" * 30_000, "报告"),
    ],
    ids=["bar", "dash", "long dash", "last bar", "two dashes", "nothing else", "dashes and a bar", "dashes"],
)
def test_the_name_of_the_site_ends_the_title_of_a_page(title: str, kept: str) -> None:
    assert read(page("<p>正文</p>", f"<title>{title}</title>"), "a.html").stated["title"] == kept


def test_entities_that_were_escaped_twice() -> None:
    body = "<p>&amp;ldquo;示例&amp;rdquo;&amp;amp;nbsp;A&amp;#20013;&amp;#x56FD;&amp;emsp;AT&amp;T; R&amp;D 甲&amp;#10;乙</p><p>&#12288;&#12288;&#25919;&#21327;</p>"
    assert read(page(body), "a.html").text.split("\n") == ["“示例” A中国 AT&T; R&D 甲 乙", "　　政协"]


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        (
            '<html><frameset cols="20%,80%"><frame src="menu.htm"><frame src="main.htm"></frameset></html>',
            "menu.htm, main",
        ),
        ('<html><body><iframe src="text.html"></iframe></body></html>', "text.html"),
    ],
)
def test_frames_say_where_the_text_is(markup: str, named: str) -> None:
    with pytest.raises(ReadError, match=named):
        read(markup.encode(), "a.html")


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        ('<meta property="og:url" content="//www.example.gov.cn/a.html">', {"url": "http://www.example.gov.cn/a.html"}),
        (
            '<link rel="canonical" href="/a.html"><base href="http://zx.example.gov.cn/b/">',
            {"site": "zx.example.gov.cn"},
        ),
        ('<meta name="url" content="/a.html"><link rel="canonical" href="https://a.cn/1">', {"url": "https://a.cn/1"}),
        ('<link rel="canonical" href="javascript:alert(1)">', {}),
        (
            '<script type="application/ld+json">{"pubDate": "2024-01-15T10:00:00", "title": "工作\n报告"}</script>',
            {"published": "2024-01-15T10:00:00", "title": "工作 报告"},
        ),
        (
            '<script type="application/ld+json">{"@type": ["NewsArticle"], "author": {"name": "张三"}}</script>',
            {"author": "张三"},
        ),
        ('<script type="application/ld+json">{"@type": "Person", "name": "张三"}</script>', {}),
        ('<script type="application/ld+json">{broken</script><script type="application/ld+json">[[[1]]]</script>', {}),
    ],
)
def test_addresses_and_linked_data(head: str, stated: dict[str, str]) -> None:
    found = read(page("<p>正文</p>", head), "a.html").stated
    host = {"site": stated["url"].split("/")[2]} if "url" in stated else {}
    assert found == host | stated


def test_the_only_time_of_a_page_or_the_one_it_marks_as_its_own() -> None:
    other, own = "<time datetime='2024-01-01'></time>", "<time pubdate datetime='2024-01-15'></time>"
    assert read(page(f"<p>正文</p>{other}"), "a.html").stated["published"] == "2024-01-01"
    assert read(page(f"<p>正文</p>{other}{own}"), "a.html").stated["published"] == "2024-01-15"
    two = other + other.replace("01-01", "01-02")
    assert "published" not in read(page(f"<p>正文</p>{two}"), "a.html").stated


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-01-14T18:30:00Z", "2024-01-15 02:30"),
        ("2024-01-15T10:00:00+08:00", "2024-01-15 10:00"),
        ("2024-01-15T99:00:00Z", "2024-01-15T99:00:00Z"),
        ("2024-01-15", "2024-01-15"),
    ],
)
def test_days_are_those_of_china(written: str, day: str) -> None:
    head = f'<meta property="article:published_time" content="{written}">'
    assert read(page("<p>正文</p>", head), "a.html").stated["published"] == day
