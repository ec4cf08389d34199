"""Web pages as Chinese sites have made them since 2000, around one report: the layouts are real, the words are ours."""

from __future__ import annotations

from collections.abc import Callable

TITLE = "示例市政协常委会工作报告"
BODY = [
    "（2024年1月15日在政协示例市第六届委员会第三次会议上）",
    "示例市政协主席　张三",
    "各位委员：",
    "我代表政协示例市第六届委员会常务委员会，向大会报告工作，请予审议。",
    "一、2023年工作回顾",
    "2023年，市政协常委会坚持团结和民主两大主题，认真履行政治协商、民主监督、参政议政职能，为全市高质量发展作出了积极贡献。",
    "（一）提案工作",
    "全年收到提案315件，立案298件，全部办复，委员满意率达到99%。组织委员学习12次，开展视察和调研活动26次，形成调研报告18篇。",
    "（二）社情民意信息工作",
    "反映社情民意信息420条，被全国政协采用6条，市委、市政府领导批示35条次。",
    "二、2024年工作安排",
    "新的一年，市政协常委会将围绕中心、服务大局，广泛凝聚共识，为全面建设社会主义现代化国家的示例篇章贡献智慧和力量。",
    "政协示例市委员会办公室",
    "2024年1月15日",
]
OTHERS = [
    "全市政协系统学习贯彻会议精神",
    "市政协召开主席会议研究部署重点工作",
    "邻县政协考察团来我市考察文旅融合发展",
    "市政协机关党支部开展主题党日活动",
    "住市委员视察城区老旧小区改造情况",
    "市政协举办委员读书分享会",
]
"""Titles of other pages: none of them may be taken for text of the report."""


def _list(template: str, titles: list[str], start: int = 0) -> str:
    return "".join(
        template.format(url=f"/art/2024/1/{start + number}.html", title=title, day=f"01-{10 + number}")
        for number, title in enumerate(titles)
    )


def _paragraphs(before: str = "　　") -> str:
    return "".join(f"<p>{before}{line}</p>\n" for line in BODY)


MENU = "".join(
    f'<li><a href="/{number}/">{name}</a></li>'
    for number, name in enumerate(
        ["网站首页", "政协概况", "政协要闻", "提案工作", "社情民意", "委员风采", "文史天地", "专题专栏"]
    )
)
FOOTER = (
    '<div class="footer"><p>主办单位：政协示例市委员会办公室　承办：示例市政协信息中心</p><p>版权所有：示例市政协　地址：示例市中心路1号　邮编：400000</p>'
    '<p><a href="https://beian.example.cn/">示ICP备05000001号-1</a>　网站标识码：5000000001　<a href="#">示公网安备 50000002000001号</a></p>'
    "<p>建议使用1024×768分辨率浏览本站</p></div>"
)
HEAD = f'<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{TITLE}_示例市政协网</title>'


def government() -> str:
    """A site of the 2020s made with TRS: divisions named for their role, a side bar of news, a list under the text."""
    return f"""<!DOCTYPE html><html><head>{HEAD}<meta name="SiteName" content="示例市政协">
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-01-18 10:22"><meta name="ContentSource" content="示例日报">
</head><body><div class="top"><span>今天是2024年1月20日 星期六</span><a href="#">设为首页</a> | <a href="#">加入收藏</a> | <a href="#">无障碍浏览</a></div>
<div class="header"><div class="nav-box"><ul>{MENU}</ul></div></div>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/zyhy/">重要会议</a> &gt; 正文</div>
<div class="main"><div class="left"><div class="article"><h1>{TITLE}</h1>
<div class="info"><span>发布时间：2024-01-18 10:22</span><span>来源：示例日报</span><span>浏览次数：<i id="hits">128</i></span>
<span>字号：[<a href="javascript:;">大</a> <a href="javascript:;">中</a> <a href="javascript:;">小</a>]</span><span><a href="javascript:print()">打印</a></span></div>
<div class="pages_content" id="UCAP-CONTENT"><div class="TRS_Editor">{_paragraphs()}</div></div>
<div class="fx">分享到：<a href="#" title="微信">微信</a><a href="#">新浪微博</a><a href="#">QQ空间</a></div>
<p class="zrbj">责任编辑：李四</p><div class="ewm"><img src="q.png"><p>扫一扫在手机打开当前页</p></div>
<p>上一篇：<a href="/a/1.html">{OTHERS[0]}</a></p><p>下一篇：<a href="/a/2.html">{OTHERS[1]}</a></p>
<div class="xgxw"><h3>相关阅读</h3><ul>{_list('<li><a href="{url}">{title}</a><span>2024-{day}</span></li>', OTHERS[2:5])}</ul></div></div></div>
<div class="right"><div class="tit">热点推荐</div><ul class="list">{_list('<li>· <a href="{url}">{title}</a> [{day}]</li>', OTHERS)}</ul>
<div class="tit"><a href="/tzgg/">通知公告</a><a class="more" href="/tzgg/">更多&gt;&gt;</a></div><ul>{_list('<li><a href="{url}">{title}</a></li>', OTHERS[:3], 9)}</ul></div></div>
<div class="links"><b>友情链接：</b><a href="http://a.example.cn">全国政协</a> <a href="http://b.example.cn">省政协</a> <a href="http://c.example.cn">市政府</a></div>
{FOOTER}</body></html>"""


def tables() -> str:
    """A site of about 2005: tables for layout, the side bar before the text, text broken by <br> and spaces."""
    text = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in BODY)
    menu = "".join(
        f'<td align=center><a href="list.asp?id={number}">{name}</a></td>'
        for number, name in enumerate(["首页", "机构设置", "新闻动态", "提案选登", "文史资料", "理论研究"])
    )
    side = _list('<tr><td>·<a href="{url}" target=_blank>{title}</a></td><td>{day}</td></tr>', OTHERS)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>示例市政协网站</title></head>
<body bgcolor=#ffffff topmargin=0><table width=778 align=center><tr><td><img src=top.jpg></td></tr><tr>{menu}</tr></table>
<table width=778 align=center><tr><td width=180 valign=top><table width=100%><tr><td bgcolor=red><font color=white>最新文章</font></td></tr>{side}
<tr><td align=right><a href=more.asp>更多...</a></td></tr></table></td>
<td valign=top><table width=100%><tr><td>您现在的位置：<a href=/>示例市政协</a> &gt;&gt; <a href=/hy>会议</a> &gt;&gt; 正文</td></tr>
<tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr>
<tr><td align=center>作者：办公室　　文章来源：本站原创　　点击数：<script src=hits.asp></script>　　更新时间：2024-1-18</td></tr>
<tr><td><table><tr><td class=zoom id=zoom><font size=3>{text}</font></td></tr></table></td></tr>
<tr><td align=right>文章录入：admin　　责任编辑：admin</td></tr><tr><td>上一篇文章：<a href=1.htm>{OTHERS[0]}</a></td></tr><tr><td>下一篇文章：没有了</td></tr>
<tr><td align=right>【<a href=#>发表评论</a>】【<a href=#>加入收藏</a>】【<a href=#>打印此文</a>】【<a href=#>关闭窗口</a>】</td></tr></table></td></tr></table>
<table width=778 align=center><tr><td align=center>| <a href=#>设为首页</a> | <a href=#>加入收藏</a> | <a href=#>联系站长</a> | <a href=#>友情链接</a> |</td></tr>
<tr><td align=center>版权所有 Copyright&copy; 2004-2024 政协示例市委员会办公室<br>地址：示例市中心路1号　电话：000-12345678　示ICP备05000001号</td></tr></table></body></html>"""


def wechat() -> str:
    """An article of a 公众号, saved before its script showed the text."""
    body = "".join(f'<section><p style="text-indent:2em"><span>{line}</span></p></section>' for line in BODY)
    return f"""<!DOCTYPE html><html><head><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="微信公众平台">
<meta property="og:url" content="http://mp.weixin.qq.com/s?__biz=example&amp;mid=1"><meta property="article:author" content=""><title></title></head><body>
<div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content"><h1 class="rich_media_title" id="activity-name">
{TITLE}</h1><div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">办公室</span>
<span class="rich_media_meta rich_media_meta_nickname"><a href="javascript:void(0);" id="js_name">示例政协</a>
<div id="js_profile_qrcode" class="profile_container" style="display:none;"><div>微信号<br>shilizx</div><div>功能介绍<br>宣传政协工作，反映社情民意，服务广大委员。</div></div></span>
<em id="publish_time" class="rich_media_meta rich_media_meta_text">2024-01-18 10:22</em></div>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0;">{body}</div>
<div class="ct_mpda_wrp" id="js_sponsor_ad_area" style="display:none;"></div><div class="rich_media_tool"><a href="http://example.gov.cn/1.html" id="js_view_source">阅读原文</a><div>阅读 <span>100+</span></div><div>在看</div></div></div></div></div>
<div class="qr_code_pc"><img src="q.png"><p>微信扫一扫<br>关注该公众号</p></div><div class="discuss_more" style="display:none">写留言</div>
<script>var title = "{TITLE}"; var content = "<p>脚本里的文字，不是正文。</p>";</script></body></html>"""


def newspaper() -> str:
    """A news site: what the page is about stands in JSON-LD and in <time>."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} - 示例新闻网</title>
<link rel="canonical" href="https://www.example-news.cn/2024/0118/1.shtml"><script type="application/ld+json">
{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "示例新闻网"}}, {{"@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2024-01-18T10:22:00+08:00", "author": [{{"@type": "Person", "name": "王五"}}], "publisher": {{"@type": "Organization", "name": "示例新闻网"}}}}]}}</script>
</head><body><header><nav><a href="/">首页</a><a href="/sz/">时政</a><a href="/ms/">民生</a></nav></header>
<div class="crumbs"><a href="/">首页</a> / <a href="/sz/">时政</a> / 正文</div><article><h1>{TITLE}</h1><div class="meta"><time datetime="2024-01-18T10:22">2024-01-18 10:22</time>
<span>来源：示例日报</span></div><div class="article-content">{_paragraphs("")}</div><div class="video-caption">视频加载中...</div></article>
<aside><h2>热门文章</h2><ol>{_list('<li><a href="{url}"><h4>{title}</h4><p>{day}</p></a></li>', OTHERS)}</ol></aside>
<section class="recommend"><h2>为您推荐</h2>{_list('<div class="item"><a href="{url}"><img src="1.jpg"></a><a href="{url}">{title}</a><span>示例新闻网 {day} 10:00</span></div>', OTHERS[:4], 20)}</section>
<footer><p>关于我们 | 联系我们 | 版权声明 | 网站地图</p><p>示例新闻网版权所有 Copyright © 2024 All Rights Reserved</p><p>违法和不良信息举报电话：000-12345678</p></footer></body></html>"""


def archived() -> str:
    """A page from the Wayback Machine, its tool bar and rewritten addresses included."""
    bar = (
        '<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base" lang="en"><div id="wm-ipp"><p>The Wayback Machine</p>'
        '<a href="https://web.archive.org/web/">Wayback Machine</a><div>25 captures</div><div>12 Mar 2016 - 18 Jan 2024</div><p>About this capture</p></div></div>'
        '<div id="wm-ipp-print">The Wayback Machine - https://web.archive.org/web/20240120000000/http://www.example.gov.cn/1.html</div><!-- END WAYBACK TOOLBAR INSERT -->'
    )
    return (
        government()
        .replace("<body>", f"<body>{bar}")
        .replace('href="/', 'href="https://web.archive.org/web/20240120000000/http://www.example.gov.cn/')
    )


def saved() -> str:
    """Saved "complete" by a browser."""
    return government().replace(
        "<html>", "<!-- saved from url=(0043)http://www.example.gov.cn/zyhy/2024/1.html -->\r\n<html>"
    )


def printed() -> str:
    """The print version of a page: the text and hardly anything around it."""
    return (
        f"<html><head>{HEAD}</head><body onload='window.print()'><center><h2>{TITLE}</h2>http://www.example.gov.cn　2024年01月18日 10:22　来源：示例日报</center>"
        f"<hr>{_paragraphs('&nbsp;&nbsp;&nbsp; ')}<hr><center>【关闭窗口】</center></body></html>"
    )


LAYOUTS: dict[str, Callable[[], str]] = {
    layout.__name__: layout for layout in (government, tables, wechat, newspaper, archived, saved, printed)
}
