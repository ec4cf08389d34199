"""Years of reports given to sessions, through the whole chain from a file's lines; layouts as such reports have them."""

import pytest

WORK = (
    "示例工作开展以来,坚持以人民为中心的发展思想,围绕中心、服务大局,扎实做好各项工作,取得新的成效,各项事业取得新的进步。",
    "全年完成固定资产投资328亿元,增长7.2%;新增城镇就业2.3万人。重点项目开工86个,竣工41个,投资环境持续改善。",
    "(一)深入推进改革。落实“十四五”规划,锚定2035年远景目标,对标1978年以来的改革历程,推动高质量发展。",
)
PLANS = (
    "要坚持稳中求进工作总基调,完整、准确、全面贯彻新发展理念,扎实推动高质量发展,努力开创示例工作新局面。",
    "地区生产总值增长6%左右,一般公共预算收入增长4%,城乡居民收入与经济增长同步,生态环境质量持续改善。",
)
GOV = ("各位代表:", "现在,我代表市人民政府,向大会报告工作,请予审议,并请各位政协委员和列席人员提出意见。")
CPPCC = ("各位委员:", "我受政协第六届江川市委员会常务委员会委托,向大会报告工作,请予审议。")
NPC = ("各位代表:", "受江川市人大常委会委托,我向大会报告人大常委会工作,请予审议。")
COURT = ("各位代表:", "现在,我代表市中级人民法院向大会报告工作,请予审议。")
MOTIONS = ("各位委员:", "我受政协江川市委员会常务委员会委托,向大会报告提案工作情况,请予审议。")
MAYOR = "江川市市长 示例"
GIVEN = "政府工作报告"
HELD = "在江川市第八届人民代表大会第四次会议上"
SAT = "在政协第六届江川市委员会第三次会议上"

# title and date, salutation, review, plans → (covered_year, covered_from, delivered_year)
CASES = {
    # ------------------------------------------------------------------------------ the usual layouts
    "dash and session": (
        [GIVEN, f"——2024年1月15日{HELD}", MAYOR, *GOV, "一、2023年工作回顾", *WORK, "二、2024年工作安排", *PLANS],
        (2023, None, 2024),
    ),
    "day in brackets, session before": (
        [GIVEN, f"{HELD}", "(2024年1月15日)", MAYOR, *GOV, "一、2023年工作回顾", *WORK, "二、2024年重点工作", *PLANS],
        (2023, None, 2024),
    ),
    "session line without 上": (
        [GIVEN, "江川市第八届人民代表大会第四次会议", "(2019年2月18日)", *GOV, "过去一年,成绩来之不易。", *WORK],
        (2018, None, 2019),
    ),
    "Chinese figures with ○": (
        [GIVEN, f"——二○二四年一月十五日{HELD}", *GOV, "一、二○二三年工作回顾", *WORK, "二、二○二四年工作安排", *PLANS],
        (2023, None, 2024),
    ),
    "Chinese figures with 零": (
        [GIVEN, f"——二零二四年一月十五日{HELD}", *GOV, "一、二零二三年的工作", *WORK],
        (2023, None, 2024),
    ),
    "nineties": (
        [GIVEN, f"——一九九九年三月二日{HELD}", *GOV, "一、一九九八年工作回顾", *WORK, "二、一九九九年的任务", *PLANS],
        (1998, None, 1999),
    ),
    "two-digit year of review against the session": (
        [GIVEN, f"——1999年3月2日{HELD}", *GOV, "一、98年工作回顾", *WORK, "二、99年工作任务", *PLANS],
        (1998, None, 1999),
    ),
    "two-digit years alone": (
        ["政协江川县委员会常务委员会工作报告", *CPPCC, "一、’98年工作回顾", *WORK, "二、’99年工作安排", *PLANS],
        (1998, None, 1999),
    ),
    "full-width figures": (
        [GIVEN, f"——２０１０年１月２０日{HELD}", *GOV, "一、２００９年工作回顾", *WORK],
        (2009, None, 2010),
    ),
    "day after the name": (
        [GIVEN, MAYOR, "(2012年2月10日)", *GOV, "一、2011年工作的简要回顾", *WORK, "二、2012年工作的总体要求", *PLANS],
        (2011, None, 2012),
    ),
    "letter-spaced date": (
        [GIVEN, f"—— 2 0 1 2 年 2 月 1 0 日 {HELD}", *GOV, "过去一年,成绩来之不易。", *WORK],
        (2011, None, 2012),
    ),
    "committee under its session": (
        [
            "政协第六届江川市委员会常务委员会工作报告",
            f"(2023年1月5日{SAT})",
            "示例",
            *CPPCC,
            "一、2022年工作回顾",
            *WORK,
        ],
        (2022, None, 2023),
    ),
    "congress": (
        ["江川市人民代表大会常务委员会工作报告", f"——2021年1月20日{HELD}", *NPC, "过去一年的主要工作", *WORK],
        (2020, None, 2021),
    ),
    "court, first sentence": (
        ["江川市中级人民法院工作报告", f"——2020年1月10日{HELD}", *COURT, "2019年,全市法院受理案件5.6万件。", *WORK],
        (2019, None, 2020),
    ),
    "procuratorate": (
        [
            "江川市人民检察院工作报告",
            f"2022年1月11日{HELD}",
            "江川市人民检察院检察长 示例",
            "各位代表:",
            "现在,我代表市人民检察院向大会报告工作,请予审议。",
            "2021年工作情况",
            *WORK,
            "2022年工作打算",
            *PLANS,
        ],
        (2021, None, 2022),
    ),
    "motions since a session that is dated": (
        [
            "政协江川市委员会常务委员会关于六届二次会议以来提案工作情况的报告",
            f"(2024年1月10日{SAT})",
            *MOTIONS,
            "六届二次会议以来,政协委员共提出提案326件。",
            *WORK,
        ],
        (2023, None, 2024),
    ),
    "motions of a year": (
        ["江川市政协2023年提案工作情况报告", *WORK, "2024年工作打算", *PLANS, "2024年1月8日"],
        (2023, None, 2024),
    ),
    "motions since a session that is not dated": (
        [
            "政协江川市委员会常务委员会关于六届二次会议以来提案工作情况的报告",
            *MOTIONS,
            "六届二次会议以来,政协委员共提出提案326件,立案298件,已全部办复。",
            *WORK,
        ],
        (None, None, None),
    ),
    # ------------------------------------------------------------- 去年, 今年, 上年, 明年 against the session
    "去年 in spring": (
        [GIVEN, f"——2006年2月5日{HELD}", *GOV, "一、去年工作回顾", *WORK, "二、今年工作", *PLANS],
        (2005, None, 2006),
    ),
    "上年 in spring": (
        [GIVEN, f"——2001年2月5日{HELD}", *GOV, "一、上年工作回顾", *WORK, "二、今年任务", *PLANS],
        (2000, None, 2001),
    ),
    "今年 in December": (
        [GIVEN, f"——2022年12月28日{HELD}", *GOV, "一、今年工作回顾", *WORK, "二、明年工作安排", *PLANS],
        (2022, None, 2022),
    ),
    "一年来 in December": (
        [
            "政协江川市委员会常务委员会工作报告",
            "(2023年12月27日)",
            *CPPCC,
            "一年来的主要工作",
            *WORK,
            "二、明年工作",
            *PLANS,
        ],
        (2023, None, 2023),
    ),
    "December with both years": (
        [
            "政协江川市委员会常务委员会工作报告",
            f"——2023年12月27日{SAT}",
            *CPPCC,
            "一、2023年工作回顾",
            *WORK,
            "二、2024年工作",
            *PLANS,
        ],
        (2023, None, 2023),
    ),
    "first sentence of a December session": (
        ["政协江川市委员会常务委员会工作报告", f"——2023年12月27日{SAT}", *CPPCC, "2023年,市政协认真履职。", *WORK],
        (2023, None, 2023),
    ),
    "greeting of the new year in spring": (
        [GIVEN, f"——2023年1月9日{HELD}", *GOV, "2023年是新征程的开局之年。", "过去一年,全市经济稳中有进。", *WORK],
        (2022, None, 2023),
    ),
    "去年 in September": (
        [GIVEN, f"——1986年9月5日{HELD}", *GOV, "一、去年工作回顾", *WORK],
        (1985, None, 1986),
    ),
    "一年来 in October": (
        ["政协江川县委员会常务委员会工作报告", "(1988年10月12日)", *CPPCC, "一年来的工作", *WORK],
        (None, None, 1988),
    ),
    "session put off into summer": (
        [GIVEN, f"——2020年5月22日{HELD}", *GOV, "一、2019年和今年以来工作回顾", *WORK, "二、今年工作", *PLANS],
        (2019, None, 2020),
    ),
    "一年来 in June": (
        [GIVEN, f"——1985年6月20日{HELD}", *GOV, "一、过去一年的工作", *WORK],
        (1984, None, 1985),
    ),
    # ------------------------------------------------------------------------------------ several years
    "five years and the last": (
        [GIVEN, "——2022年1月10日在江川市第九届人民代表大会第一次会议上", *GOV, "一、过去五年和2021年工作回顾", *WORK],
        (2021, 2017, 2022),
    ),
    "过去的五年": (
        [
            GIVEN,
            "——2012年1月10日在江川市第七届人民代表大会第一次会议上",
            *GOV,
            "一、过去的五年",
            *WORK,
            "二、今后五年",
            *PLANS,
        ],
        (2011, 2007, 2012),
    ),
    "本届五年": (
        [
            "政协第五届江川市委员会常务委员会工作报告",
            "——2017年1月6日在政协第六届江川市委员会第一次会议上",
            "各位委员:我受政协第五届江川市委员会常务委员会委托,向大会报告工作,请予审议。",
            "一、五届市政协五年来的工作",
            *WORK,
            "二、对六届市政协工作的建议",
            *PLANS,
        ],
        (2016, 2012, 2017),
    ),
    "five years to December": (
        [GIVEN, "——2021年12月28日在江川市第九届人民代表大会第一次会议上", *GOV, "一、过去五年工作回顾", *WORK],
        (2021, 2017, 2021),
    ),
    "five years to October": (
        [GIVEN, "——2021年10月28日在江川县第十九届人民代表大会第一次会议上", *GOV, "一、过去五年工作回顾", *WORK],
        (2021, 2017, 2021),
    ),
    "three years of an old county": (
        [
            "江川县人民代表大会常务委员会工作报告",
            "——1990年3月6日在江川县第十一届人民代表大会第一次会议上",
            *NPC,
            "一、过去三年的工作",
            *WORK,
        ],
        (1989, 1987, 1990),
    ),
    "first session, five years in a sentence": (
        [
            "政协第五届江川市委员会常务委员会工作报告",
            "——2017年1月6日在政协第六届江川市委员会第一次会议上",
            "各位委员:受政协第五届市委员会常务委员会委托,我向大会报告五年来的工作,请予审议。",
            "工作回顾",
            *WORK,
        ],
        (2016, 2012, 2017),
    ),
    "since the body was elected": (
        [
            "政协第五届江川市委员会常务委员会工作报告",
            "——2017年1月6日在政协第六届江川市委员会第一次会议上",
            *CPPCC,
            "一、2012年换届以来的工作回顾",
            *WORK,
        ],
        (2016, 2012, 2017),
    ),
    "since a year, span ends with the session": (
        [
            "江川市人大常委会工作报告",
            f"——2022年1月12日{HELD}",
            *NPC,
            "一、2017年以来工作回顾",
            *WORK,
            "二、下一届工作建议",
            *PLANS,
        ],
        (2021, 2017, 2022),
    ),
    "since the reviewed year": (
        ["政协江川市委员会常务委员会工作报告", f"——2024年1月12日{SAT}", *CPPCC, "一、2023年以来的工作回顾", *WORK],
        (2023, None, 2024),
    ),
    "span with two 年": (
        ["政协江川市委员会常务委员会工作报告", "(2023年1月4日)", *CPPCC, "一、2018年至2022年工作回顾", *WORK],
        (2022, 2018, 2023),
    ),
    "span with one 年": (
        ["政协江川市委员会常务委员会工作报告", "(2023年1月4日)", *CPPCC, "一、2018至2022年工作回顾", *WORK],
        (2022, 2018, 2023),
    ),
    "span without 年": (
        ["政协江川市委员会常务委员会工作报告(2018-2022)", *CPPCC, "一、五年来的工作", *WORK],
        (2022, 2018, 2023),
    ),
    "span with full-width dash": (
        ["政协江川区委员会常务委员会2007—2011年工作报告", *WORK],
        (2011, 2007, 2012),
    ),
    "span in Chinese figures": (
        [
            "政协江川县委员会常务委员会工作报告",
            "(一九九八年三月六日)",
            *CPPCC,
            "一、一九九三年至一九九七年工作回顾",
            *WORK,
        ],
        (1997, 1993, 1998),
    ),
    "plan period with the last year": (
        [
            GIVEN,
            f"——2021年1月20日{HELD}",
            *GOV,
            "一、“十三五”时期和2020年工作回顾",
            *WORK,
            "二、“十四五”时期的目标",
            *PLANS,
        ],
        (2020, 2016, 2021),
    ),
    "plan period that still runs": (
        [GIVEN, f"——2024年1月20日{HELD}", *GOV, "一、“十四五”以来工作回顾", *WORK, "二、2024年工作", *PLANS],
        (2023, 2021, 2024),
    ),
    "plan period as a remark": (
        [
            GIVEN,
            f"——2023年1月20日{HELD}",
            *GOV,
            "一、2022年工作回顾",
            "“十三五”时期打下了基础。",
            *WORK,
            "二、2023年工作",
            *PLANS,
        ],
        (2022, None, 2023),
    ),
    "five years of the future only": (
        [GIVEN, f"——2023年1月20日{HELD}", *GOV, "一、2022年工作回顾", *WORK, "二、未来五年的奋斗目标", *PLANS],
        (2022, None, 2023),
    ),
    "four years of a shortened term": (
        [GIVEN, "——2007年1月20日在江川市第四届人民代表大会第一次会议上", *GOV, "一、过去四年工作回顾", *WORK],
        (2006, 2003, 2007),
    ),
    # ------------------------------------------------------------------------------- years in the title
    "year before 政府工作报告": (
        ["2025年政府工作报告", *GOV, "过去一年,极不平凡。", *WORK],
        (2024, None, 2025),
    ),
    "year behind the title": (["政府工作报告(2015年)", *GOV, "过去一年,极不平凡。", *WORK], (2014, None, 2015)),
    "title year against the text": (
        [
            "2025年政府工作报告",
            f"——2024年12月27日{HELD}",
            *GOV,
            "一、2024年工作回顾",
            *WORK,
            "二、2025年工作安排",
            *PLANS,
        ],
        (2024, None, 2024),
    ),
    "title names the reviewed year": (
        [
            "江川市政府工作报告(2023年)",
            f"——2024年1月9日{HELD}",
            *GOV,
            "一、2023年工作回顾",
            *WORK,
            "二、2024年工作",
            *PLANS,
        ],
        (2023, None, 2024),
    ),
    "year of a committee's work": (
        ["政协江川市委员会常务委员会2022年工作报告", *WORK, "2023年工作安排", *PLANS],
        (2022, None, 2023),
    ),
    "court's title year is the session's": (
        ["2023年江川市中级人民法院工作报告", *COURT, "一、2022年工作回顾", *WORK, "二、2023年工作安排", *PLANS],
        (2022, None, 2023),
    ),
    "court's year of work": (
        [
            "江川市中级人民法院2022年度工作报告",
            *COURT,
            "2022年,全市法院受理案件5.6万件。",
            *WORK,
            "2023年工作安排",
            *PLANS,
        ],
        (2022, None, 2023),
    ),
    # -------------------------------------------------------------------- numbers that must not confuse
    "figures of other years outnumber the reviewed": (
        [
            GIVEN,
            f"——2016年1月9日{HELD}",
            *GOV,
            "过去一年的工作",
            *["2011年、2012年、2013年完成投资12亿元,2010年以来累计投入40亿元,2011年起连续增长,群众满意度不断提高。"]
            * 6,
            *WORK,
            "今年的主要任务",
            *PLANS,
        ],
        (2015, None, 2016),
    ),
    "plans longer than the review": (
        [
            "政协江川市委员会常务委员会工作报告",
            *CPPCC,
            "一、2018年工作回顾",
            *WORK,
            "二、2019年工作安排",
            *["2019年,要办好实事。", *PLANS] * 6,
        ],
        (2018, None, 2019),
    ),
    "plan year alone": (
        [
            "政协江川市委员会常务委员会工作报告",
            *CPPCC,
            "一年来,常委会团结带领广大委员履职尽责。",
            *WORK,
            "2019年工作安排",
            *PLANS,
        ],
        (2018, None, 2019),
    ),
    "campaign under a yearly review": (
        [
            GIVEN,
            f"——2021年1月28日{HELD}",
            *GOV,
            "一、2020年工作情况",
            "(一)脱贫攻坚五年来成效显著",
            *WORK,
            "二、2021年工作",
            *PLANS,
        ],
        (2020, None, 2021),
    ),
    "anniversary": (
        [
            "政协江川市委员会常务委员会工作报告",
            f"——2020年1月8日{SAT}",
            *CPPCC,
            "2019年是新中国成立70周年,也是市政协成立65周年。",
            *WORK,
        ],
        (2019, None, 2020),
    ),
    # ------------------------------------------------------------------------------ lost and masked years
    "lost figure in the review": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一、20 3年工作回顾", *WORK],
        (None, None, None),
    ),
    "lost last figure": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一、202 年工作回顾", *WORK],
        (None, None, None),
    ),
    "lost Chinese figure": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一、二〇二 年工作回顾", *WORK],
        (None, None, None),
    ),
    "lost figure in the date": (
        [GIVEN, f"——20 4年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (None, None, None),
    ),
    "lost in the date, whole in the review": (
        [GIVEN, f"——202 年1月15日{HELD}", *GOV, "一、2023年工作回顾", *WORK, "二、2024年工作安排", *PLANS],
        (2023, None, 2024),
    ),
    "lost in the review, whole in the date": (
        [GIVEN, f"——2024年1月15日{HELD}", *GOV, "一、202 年工作回顾", *WORK],
        (2023, None, 2024),
    ),
    "lost figure and a copy's day": (
        [
            "政协江川市委员会常务委员会工作报告",
            "发布时间:2018-02-02 来源:江川日报",
            *CPPCC,
            "一、202 年工作回顾",
            "一年来,履职尽责。",
            *WORK,
        ],
        (None, None, None),
    ),
    "masked in capitals": (
        ["20XX年政府工作报告", *GOV, "一、20XX年工作回顾", *WORK, "二、20XX年工作安排", *PLANS],
        (None, None, None),
    ),
    "masked in small letters": (
        [GIVEN, f"——20xx年1月15日{HELD}", *GOV, "一、20xx年工作回顾", *WORK],
        (None, None, None),
    ),
    "masked with a cross": ([GIVEN, f"——201×年1月15日{HELD}", *GOV, "一、201×年工作回顾", *WORK], (None, None, None)),
    "masked in Chinese": (
        [GIVEN, f"——二〇××年一月十五日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (None, None, None),
    ),
    "masked with boxes": ([GIVEN, f"——20□□年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK], (None, None, None)),
    "masked with stars": ([GIVEN, f"——20**年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK], (None, None, None)),
    "masked, a campaign's year left": (
        ["20XX年政府工作报告", *GOV, "一、20XX年工作回顾", *WORK, "2018年是决胜全面建成小康社会的关键之年。", *PLANS],
        (None, None, None),
    ),
    "masked, and put up in spring": (
        [
            "20XX年政府工作报告",
            "发布时间:2018-02-02 来源:示例文库",
            *GOV,
            "一、20XX年工作回顾",
            "过去一年,极不平凡。",
            *WORK,
        ],
        (None, None, None),
    ),
    "masked, in a dated folder": (
        ["20XX年政府工作报告", *GOV, "一、20XX年工作回顾", "过去一年,极不平凡。", *WORK],
        (None, None, None),
        {"file": "2018/20XX年政府工作报告.txt"},
    ),
    "no year at all": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,常委会履职尽责。", WORK[0]],
        (None, None, None),
    ),
    # ------------------------------------------------------------------------------- days of the copy
    "put up nine years later": (
        [GIVEN, "发布时间:2018-03-02 来源:江川市政府", f"——2009年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (2008, None, 2009),
    ),
    "put up nine years later, without a session": (
        [GIVEN, "发布时间:2018-03-02 来源:江川市政府", *GOV, "一、2008年工作回顾", *WORK, "二、2009年工作安排", *PLANS],
        (2008, None, 2009),
    ),
    "put up years later, text speaks of older years": (
        [GIVEN, "发布时间:2018-03-02 来源:江川市政府", *GOV, "过去一年,极不平凡。2008年5月开工建设。", *WORK],
        (None, None, None),
    ),
    "put up at once": (
        [
            "政协江川市委员会常务委员会工作报告",
            "发布时间:2021-02-03 来源:江川政协",
            *CPPCC,
            "一年来,市政协扎实履职。",
            WORK[0],
        ],
        (2020, None, 2021),
    ),
    "put up in December": (
        [
            "政协江川市委员会常务委员会工作报告",
            "发布时间:2023-12-29 来源:江川政协",
            *CPPCC,
            "一、2023年工作回顾",
            *WORK,
            "二、2024年工作",
            *PLANS,
        ],
        (2023, None, 2023),
    ),
    "crawled years later": (
        [GIVEN, "抓取时间:2025-03-02", *GOV, "一、2008年工作回顾", *WORK, "二、2009年工作安排", *PLANS],
        (2008, None, 2009),
    ),
    "crawled in spring": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,市政协扎实履职。", WORK[0], "采集时间:2025-02-03"],
        (None, None, None),
    ),
    "today's date of a site": (
        ["今天是2026年3月5日 星期四", "政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,市政协扎实履职。", WORK[0]],
        (None, None, None),
    ),
    # -------------------------------------------------------------------------- names of files and folders
    "name with the year": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "合肥市_2015.txt"},
    ),
    "name is the year": ([GIVEN, *GOV, "过去一年,极不平凡。", *WORK], (2014, None, 2015), {"file": "江川市/2015.txt"}),
    "folder is the year": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "2015/江川市.txt"},
    ),
    "name with year and month": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,市政协扎实履职。", WORK[0]],
        (2014, None, 2015),
        {"file": "2015年1月江川市政协常委会工作报告.txt"},
    ),
    "name ends with the year": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "江川市政府工作报告2015.txt"},
    ),
    "name of a government's report": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "2015年政府工作报告.txt"},
    ),
    "name inside an archive": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "报告汇总2019.zip", "member": "江川市/2015年政府工作报告.txt"},
    ),
    "text against the name": (
        [GIVEN, f"——2009年1月15日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (2008, None, 2009),
        {"file": "2018/2015年政府工作报告.txt"},
    ),
    "review against the name": (
        [GIVEN, *GOV, "一、2008年工作回顾", *WORK, "二、2009年工作安排", *PLANS],
        (2008, None, 2009),
        {"file": "江川市_2008.txt"},
    ),
    "years of the text against the name": (
        [GIVEN, *GOV, "过去一年,极不平凡。2008年5月开工建设,2008年12月竣工。", *WORK],
        (None, None, None),
        {"file": "江川市_2019.txt"},
    ),
    "a committee's name is not told apart": (
        ["政协江川市委员会常务委员会工作报告", *CPPCC, "一年来,市政协扎实履职。", WORK[0]],
        (None, None, None),
        {"file": "江川市政协_2015.txt"},
    ),
    "the nearer of two names": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (2014, None, 2015),
        {"file": "2016/江川市_2015.txt"},
    ),
    "a number that is no year": (
        [GIVEN, *GOV, "过去一年,极不平凡。", *WORK],
        (None, None, None),
        {"file": "doc_120150938.txt"},
    ),
    # ------------------------------------------------------------------------------------------- dates apart
    "session named by month": (
        ["政协江川市委员会工作报告", "2020年7月", *CPPCC, "一、一年来的主要工作", *WORK],
        (2019, None, 2020),
    ),
    "date over two days": (
        [GIVEN, f"——2014年1月9日至11日{HELD}", *GOV, "过去一年,极不平凡。", *WORK],
        (2013, None, 2014),
    ),
    "review heading without 年 figures": (
        ["政协江川市委员会常务委员会工作报告", f"{SAT}", "2018年1月", *CPPCC, "过去一年工作回顾", *WORK],
        (2017, None, 2018),
    ),
    "date at the end": (
        [
            "政协江川市委员会常务委员会工作报告",
            *CPPCC,
            "一、2018年工作回顾",
            *WORK,
            "二、2019年工作安排",
            *PLANS,
            "2019年1月8日",
        ],
        (2018, None, 2019),
    ),
    "agency's dateline": (
        ["政府工作报告", "新华社北京2006年3月14日电", *GOV, "一、去年工作回顾", *WORK, "二、今年主要任务", *PLANS],
        (2005, None, 2006),
    ),
    "adopted and released later": (
        [
            GIVEN,
            f"(2013年1月25日{HELD})",
            *GOV,
            "一、2012年工作回顾",
            *WORK,
            "(2013年1月29日江川市第八届人民代表大会第四次会议通过)",
        ],
        (2012, None, 2013),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_years_of_reports_to_sessions(case, described):
    lines, expected, *options = CASES[case]
    (metadata,) = described(*lines, **(options[0] if options else {}))
    assert (metadata.covered_year, metadata.covered_from, metadata.delivered_year) == expected
    years = {name for name in ("covered_year", "covered_from", "delivered_year") if getattr(metadata, name) is not None}
    assert years <= set(metadata.evidence)


def test_a_list_of_reports_is_of_no_year(described):
    listed = (f"{year}年江川市政府工作报告 [{year}-01-2{year % 10}]" for year in range(2024, 2014, -1))
    for metadata in described(
        "江川市人民政府门户网站", "首页 > 政务公开 > 政府工作报告", *listed, "上一页 1 2 3 下一页"
    ):
        assert (metadata.covered_year, metadata.delivered_year) == (None, None)
