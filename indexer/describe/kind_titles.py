"""The kind of a document by its title.

Titles of such material end in the name of their kind (…工作报告, …的通知, …条例), so the rules read them from the end. A
title in which that name goes on (政府工作报告引发热议) or stands after a verb (学习政府工作报告) is about such a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.describe.lines import Line
from indexer.models import Evidence

_END: Final = r"[》”\"]?(?:[(][^()]{0,30}[)])*+[!。]?$"
_STOP: Final = (
    r"(?=(?:[(][^()]{0,60}[)])?[》”\"]?(?:$|[(][^()]*$|[\[【〔—–\-:|丨_!/\d]|[一二][〇零○九]|全文|摘要|摘登|摘编|节选|节录|选登"
    r"|精简|简版|极简|完整版|来[了啦]|(?:重点|亮点|要点|干货)?(?:速览|速读|摘要|提炼|要点|亮点|干货)(?:来了)?!?$|在.{2,40}上"
    r"|[省市州盟县区旗镇乡]长|(?:自治区)?主席|院长|检察长|专员))"
)
"""What may follow the name of a report that is the title's own: its end, a bracket, a dash, a date, who gave it."""
_REPORT: Final = rf"工作(?:情况)?的?报告{_STOP}"
_DOCUMENT: Final = r"(?:通知|批复|意见|决定|复函|函|通报|公告|通告|布告|命令|方案|规划|纲要|办法|措施)"
_GOVERNMENT: Final = r"国务院|政府|行署|行政公署|管委会|办公厅|办公室|部|委员会|厅|局|委"
_ABOUT_REPORT: Final = (
    r"(?:热议|怎么[说看]|听听|反响|宣讲|征求|征集|我看|贯彻|落实|(?<!和)学习(?!委)|审议|讨论|聆听|听取|(?<!图)解读|谈)[^—–:|]{0,16}工作的?报告"
    r"|工作的?报告.{0,30}(?:意见|说明|建议|通知|体会|反响|诞生记?|名词解释|问答|记者会|解读)$"
)
"""Verbs before the name of a report, and what it is the subject of."""
_OTHER_BODY: Final = (
    r"(?:中共|中国共产党|[省市州县区旗盟]委(?!员会)|党委|党工委|纪委|纪律检查委员会|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟"
    r"|民主同盟|促进会|建国会|革命委员会|工商联|工商业联合会|工会|总工会|妇联|妇女联合会|团委|共青团|文联|科协|残联|侨联|作协"
    r"|红十字会|联合会|协会|学会|商会|研究会|董事会|监事会|理事会|职代会|职工代表大会|大学|学院|学校|中学|小学|医院|公司|集团|银行)"
)
"""Whose 工作报告 is of no kind of ours; 政协, 人大 or 政府 in the same title is asked first."""
_COMMITTEES: Final = (
    r"(?:提案|经济|农业农村|人口资源环境|资源环境|教科卫体|教科文卫体|文教卫体|科教文卫体|社会(?:和)?法制|社会(?:法治|建设)|民族和?宗教|民宗"
    r"|港澳台侨(?:外事)?|联谊|外事|文化文史和学习|文史(?:和学习|资料)?|学习(?:文史)?|委员(?:联络|工作)?|法制|财政经济|监察和司法"
    r"|农业与农村|专门)(?:工作)?(?:委员会|委(?!员)|室)|专委会|工作室|联络(?:室|委|处)|机关|办公[室厅]|研究室|委员小组|界别"
)
"""Parts of a 政协 or 人大 whose yearly report is not that of its standing committee."""
_PAPERS: Final = (
    r"名单|名册|议程|日程|须知|座次|简介|简历|公示|任免|任命|讣告|大事记|通讯录|目录|一览表?|名词解释|招聘.{0,8}|采购.{0,8}|招标.{0,8}"
    r"|中标.{0,8}|拍卖.{0,8}|(?:统计|环境状况|水资源|生态环境状况|经济普查.{0,8})公报|述[职廉法].{0,6}报告|自查报告|整改.{0,8}报告"
    r"|审议意见|审议结果的报告|选举结果|(?:人民代表大会|人大|政协|政治协商会议).{0,50}公告"
    r"|(?:党代会|党员代表大会|中国共产党.{0,20}代表大会).{0,12}报告"
)
_ACCOUNTS: Final = (
    r"(?:预算|决算|财政收支|国有资产|审计|国民经济和社会发展.{0,6}计划).{0,50}(?:报告|报告书|说明|草案|公开|报表|公告|情况)"
    r"|信息公开.{0,14}(?:报告|年报)|(?:法治政府|法治建设|依法行政|信息公开|备案审查|网站|安全生产|社会责任|环境(?:状况|质量)).{0,16}报告"
)
_SPECIAL: Final = re.compile(r"关于(?P<matter>.{2,60}?)(?:工作)?(?:情况)?的?报告")
_WHEN: Final = re.compile(
    r"(?:(?:19|20)?\d\d|[一二][〇零○九一二三四五六七八]{3}|过去|本|[一二三四五]|[上下]半|近|一)年(?:度|来|以来|一年)?"
    r"|以来|届|[第一二三四五六七八九十\d]+|次|会议|全会|大会|政协|人大|人民代表大会|换届|期间|和|主要|全年|本院|本|政府|法院|检察"
    r"|人民|省|市|区|县|审判执行|审判|执行|常务委员会|常委会|的"
)
"""What may stand between 关于 and 工作 in the title of a yearly report."""

TITLE_RULES: Final[Sequence[tuple[re.Pattern[str], str | None]]] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        # Issued with a covering notice: what is issued.
        (r"印发.*协商(?:工作)?(?:议题)?计划》?的?通知" + _END, "协商计划"),
        (r"^(?!.*(?:政府|国务院|局|厅)).*印发.*工作要点》?的?通知" + _END, "工作要点"),
        (
            r"^(?!.*(?:政府|国务院|人大|局关于|厅关于)).*印发.*(?:政协|委员|提案|社情民意).*"
            r"(?:章程|规则|条例|办法|细则|规定|制度|准则|通则)(?:[(].{1,6}[)])?》?的?通知" + _END,
            "章程规则",
        ),
        (
            r"^中共.{1,14}委(?:员会)?(?:办公[厅室])?(?:.{0,14}(?:政府|人大常委会|政协))?(?:关于|印发|转发).*"
            + _DOCUMENT
            + _END,
            "政策文件",
        ),
        # Replies of the State Council are issued and numbered like its other documents (国函, 国办函).
        (r"^国务院.*(?:通知|批复|意见|决定|答复|复函|函|通报|公告|命令)" + _END, "政策文件"),
        (rf"(?:{_PAPERS}){_END}|^(?!.*(?:决议|决定|通知|讲话)$).*(?:{_ACCOUNTS}){_END}", "其他"),
        (
            r"(?:提案|建议).{0,12}(?:的)?(?:答复|复函|回复)(?:的?函|意见)?"
            + _END
            + r"|第?\d+号.{0,6}(?:提案|建议)(?:的)?(?:会办|主办|协办)?(?:办理)?(?:情况|结果)?的?(?:意见|答复|复函|函|报告|情况)(?:的?函)?"
            + _END,
            "提案答复",
        ),
        (
            r"^(?!.*(?:人大|人民代表大会|政府|国务院|村民|居民|业主)).*"
            r"(?:政协|政治协商会议|委员|提案|主席会议|社情民意|常务?委员?会|专门?委员?会).{0,30}"
            r"(?:章程|规则|条例|办法|细则|规定|制度|简则|准则|通则|公约)" + _END + "|章程" + _END,
            "章程规则",
        ),
        (r"(?:人大常委会|人民代表大会|常务委员会).*(?:法|条例|修改|废止|解释).*(?:决定|解释)" + _END, "法规"),
        (
            r"(?<![方做看想说司执普用立违守])(?:法|法典)"
            + _END
            + r"|(?:条例|实施办法|暂行办法|管理办法|办法|实施细则|细则|规定|规则|条令)"
            + _END,
            "法规",
        ),
        (rf"工作报告的?决议|决议(?:草案)?{_END}", "决议"),
        # Speeches and papers say so at the end, whatever they were about.
        (
            r"讲话(?:提纲|稿|摘要|要点)?"
            + _END
            + r"|(?:致辞|致词|开幕[词辞]|闭幕[词辞]|主持词|新年贺词)(?:摘要)?"
            + _END,
            "讲话",
        ),
        (r"(?:大会|口头|书面|交流)发言|(?<!新闻)发言(?:材料|提纲|摘登|稿)?" + _END, "大会发言"),
        (
            r"(?:召开|举行|开幕|闭幕)(?:(?!关于).){0,40}(?:听取|审议|讨论|协商|传达|研究|部署|学习|表决|选举)",
            "会议新闻",
        ),
        (
            r"(?<=[一-鿿])(?:(?<!工)作|发表|宣读)了?(?!的)(?:.{0,14}(?:政府|政协|人大|常委会|常务委员会|法院|检察院))?工作报告"
            + _END,
            "会议新闻",
        ),
        (
            r"^(?!关于)[^》]{2,60}(?:参加|出席|列席|深入|来到).{0,24}(?<!任务)(?:审议|讨论|分组讨论|小组讨论|联组讨论|联组会议?|代表团(?:全体会议)?)"
            + _END,
            "会议新闻",
        ),
        # What is said of a report in an interview is neither the report nor news of its session.
        (
            r"(?:心得体会|学习体会|学习心得|读后感|观后感|有感|感悟)(?:[(].{1,6}[)]|\d{1,2}|[一二三四五六七八九十])?"
            + _END,
            "其他",
        ),
        (r"答记者问|就《?.{2,40}》?接受.{2,12}(?:采访|专访)", "其他"),
        (r"^(?!.*的报告).*(?:召开|举行|开幕|闭幕|开会|召开的?会议)(?:大?会)?" + _END, "会议新闻"),
        (
            r"^(?!关于).*(?:会议|全会|大会|两会|例会|常委会)(?:胜利|圆满|顺利|隆重)?(?:结束|落幕|收官|闭会|落下帷幕)"
            + _END,
            "会议新闻",
        ),
        (
            r"^(?!.*(?:通知|决定|公告|报告|讲话|发言|意见|致辞|决议|方案)$).*(?:召开|举行|主持).{0,40}"
            r"(?:会议|全会|座谈会|协商会|动员会|推进会|常委会|例会)",
            "会议新闻",
        ),
        (r"^(?!.*(?:通知|决定|公告|报告|意见|决议|方案)$).*(?:召开|举行|举办).{2,50}会(?:议|上)?" + _END, "会议新闻"),
        # Reports of inquiry, however they begin (学习考察报告, 审议意见落实情况的视察报告).
        (
            r"民主监督.{0,20}(?:报告|情况|意见书)" + _END + r"|监督性(?:视察|调研).{0,20}报告" + _END,
            "民主监督报告",
        ),
        (
            r"(?:调研|视察|考察|调查|察访|督查|走访)(?:工作)?(?:情况|组)?的?(?:专题|综合)?(?:报告|建议)"
            + _END
            + r"|(?:调研|视察|考察|协商).{0,8}(?:报告|建议)"
            + _END
            + r"|^关于.{4,60}的?(?:专题)?(?:调研|视察|考察)(?:与思考|和思考|与建议|与对策)?"
            + _END,
            "调研(视察)报告",
        ),
        (
            rf"(?:{_GOVERNMENT}|省委|市委|区委|县委).{{0,30}}(?:关于|印发|转发|批转)(?:(?!政协).)*工作报告.*(?:通知|意见|方案)"
            + _END,
            "政策文件",
        ),
        (_ABOUT_REPORT, None),
        (r"提案(?:初步|征集和?)?(?:和)?审查(?:立案)?(?:工作)?(?:情况|意见|结果)?的?报告", "提案审查情况报告"),
        (
            r"提案(?:办理|督办)?工作(?:情况)?的?(?:工作)?(?:总结)?(?:报告|汇报)|提案(?:工作)?委员会的?工作报告|提案工作情况的?$|提案办理(?:工作)?情况的?(?:综合)?报告",
            "提案工作情况报告",
        ),
        (rf"党组.{{0,24}}{_REPORT}|(?:{_COMMITTEES}).{{0,24}}{_REPORT}", "工作综述"),
        (
            rf"政府工作的?报告{_STOP}|(?:人民政府|市政府|县政府|区政府|镇政府|乡政府|行政公署|行署).{{0,12}}{_REPORT}",
            "政府工作报告",
        ),
        (rf"检察院.{{0,20}}{_REPORT}|(?<!专项)检察工作的?报告{_STOP}", "检察院工作报告"),
        (rf"法院.{{0,20}}{_REPORT}|审判工作的?报告{_STOP}", "法院工作报告"),
        (
            rf"(?:人大|人民代表大会)(?!第)(?:(?!会议|代表).){{0,24}}{_REPORT}|[镇乡]人大主席团.{{0,8}}{_REPORT}",
            "人大常委会工作报告",
        ),
        (rf"(?:政协|政治协商会议).{{0,40}}{_REPORT}", "常委会工作报告"),
        (rf"{_OTHER_BODY}(?:(?!政协|人大|政府).){{0,24}}{_REPORT}", "其他"),
        (r"协商(?:与监督|监督|议政)?(?:工作)?(?:议题)?计划" + _END + r"|协商议题", "协商计划"),
        # 关于报送工作总结的通知 asks for what it names.
        (r"^(?!.*(?:印发|转发)).*(?:总结|小结|综述|要点)的?(?:通知|函)" + _END, None),
        # What looks back first and plans second is a review.
        (r"工作(?:总结|小结|回顾|情况)(?:及|和|与|暨|、|以及).{0,12}(?:计划|打算|安排|要点|思路|谋划)", "工作综述"),
        (r"工作要点|(?:工作计划|重点工作(?:安排|计划)|工作安排)" + _END, "工作要点"),
        (
            r"工作(?:情况)?的?(?:综述|纪实|侧记|扫描|回眸|巡礼|回顾|亮点|总结|小结)|履职(?:尽责)?(?:工作)?(?:综述|纪实|侧记|扫描|回眸|总结|答卷)|年度?(?:综述|回眸|总结)|综述"
            + _END,
            "工作综述",
        ),
        (r"社情民意(?!.{0,8}工作)", "社情民意信息"),
        (r"提案(?:建议)?(?:第?\d+号)?" + _END + r"|^关于.{4,60}的(?:建议案|提案)", "提案"),
        (r"政协.*(?:通知|意见|决定|函|公告|通告|通报)" + _END, None),
        (
            rf"(?:{_GOVERNMENT}|省委|市委|区委|县委|中共).{{0,30}}(?:关于|印发|转发|批转|公布|对|同意).*"
            rf"(?:{_DOCUMENT}|报告的通知){_END}",
            "政策文件",
        ),
        (r"^(?:中共中央|国务院)|(?:五年|中长期|发展|建设|保护)规划纲要" + _END + "|远景目标纲要" + _END, "政策文件"),
    )
)
"""Title (flat) → kind, the first that fits; None: a text about such material, of which the title does not say more."""

_YEARLY: Final = frozenset({"政府工作报告", "检察院工作报告", "法院工作报告", "人大常委会工作报告"})
_COMMITTEE_REPORT: Final = re.compile(rf"(?:常委会|常务委员会).{{0,16}}{_REPORT}")
_SOME_REPORT: Final = re.compile(_REPORT)
_NAMED_REPORT: Final = re.compile(r"工作的?报告")
STANDING_COMMITTEE: Final = "常委会"
"""Instead of a kind: the report of a standing committee whose body the title does not name."""
ANY_BODY: Final = "工作报告"
"""Instead of a kind: the report of a body that the title does not name."""
ABOUT: Final = ""
"""Instead of a kind: a text about such a document."""


def read_title(title: Line) -> tuple[str, Evidence] | None:
    """What the title says, with the words that say it: a kind, or one of the constants above; None where it is silent."""
    flat = title.flat
    for pattern, kind in TITLE_RULES:
        match = pattern.search(flat)
        if match is not None:
            if kind in _YEARLY and _is_special(flat):
                kind = "其他"
            return ABOUT if kind is None else kind, title.quote(match.start(), match.end())
    for pattern, kind in ((_COMMITTEE_REPORT, STANDING_COMMITTEE), (_SOME_REPORT, ANY_BODY), (_NAMED_REPORT, ABOUT)):
        match = pattern.search(flat)
        if match is not None:
            return kind, title.quote(match.start(), match.end())
    return None


def _is_special(flat: str) -> bool:
    """A report on one matter (人民政府关于义务教育工作情况的报告), not on the work of a year."""
    match = _SPECIAL.search(flat)
    return match is not None and _WHEN.sub("", match["matter"]).removesuffix("工作") != ""
