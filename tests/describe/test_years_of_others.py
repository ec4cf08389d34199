"""Years of material that is given to no session, of plans and budgets, documents and news, through the whole chain."""

import pytest

WORK = (
    "示例工作开展以来,坚持围绕中心、服务大局,扎实做好各项工作,取得新的成效,各项事业取得新的进步,群众满意度不断提高。",
    "全年完成固定资产投资328亿元,增长7.2%;新增城镇就业2.3万人。重点项目开工86个,竣工41个,投资环境持续改善。",
)
CONGRESS = "在江川市第八届人民代表大会第三次会议上"
PLAN_TITLE = "关于江川市2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案的报告"
BUDGET_TITLE = "关于江川市2022年预算执行情况和2023年预算草案的报告"
RULES = ("第一条 为了规范示例工作,制定本条例。", "第二条 本条例适用于本市行政区域内的示例活动,以及与之有关的监督管理。")
NOTICE = (
    "各区县人民政府,市政府各部门:",
    "为贯彻落实国务院2017年部署,经研究,现将示例工作有关事项通知如下,请认真贯彻执行,2020年底前完成。",
)

# lines → (covered_year, covered_from, delivered_year)
CASES = {
    # ------------------------------------------------------------------------------------------- summaries
    "summary of a year": (["江川市政协2023年工作总结", *WORK], (2023, None, None)),
    "annual summary in brackets": (["江川市政协工作总结(2023年度)", *WORK], (2023, None, None)),
    "year at the end": (["江川市政协工作总结 2023年度", *WORK], (2023, None, None)),
    "summary and main points": (
        ["江川市政协2023年工作总结和2024年工作要点", *WORK, "2024年工作要点", *WORK],
        (2023, None, None),
    ),
    "summary and plan, signed": (
        ["江川市政协办公室2023年工作总结及2024年工作计划", *WORK, "江川市政协办公室", "2023年12月20日"],
        (2023, None, 2023),
    ),
    "summary signed in January": (
        ["江川市政协办公室2023年工作总结", *WORK, "江川市政协办公室", "2024年1月5日"],
        (2023, None, 2024),
    ),
    "summary put up in January": (
        ["江川市政协2022年工作综述", "发布时间:2023-01-04 来源:江川政协", *WORK],
        (2022, None, 2023),
    ),
    "summary put up in December": (
        ["江川市政协2022年工作综述", "发布时间:2022-12-30 来源:江川政协", *WORK],
        (2022, None, 2022),
    ),
    "summary put up years later": (
        ["江川市政协2022年工作综述", "发布时间:2026-03-01 来源:江川政协", *WORK],
        (2022, None, None),
    ),
    "crawled summary": (["江川市政协2022年工作综述", *WORK, "下载时间:2023-01-04"], (2022, None, None)),
    "half a year": (["江川市政协2023年上半年工作总结", *WORK, "2023年7月5日"], (2023, None, 2023)),
    "two-digit year": (["江川县政协98年工作总结", *WORK], (1998, None, None)),
    "five years of a term": (
        ["江川市政协2017—2021年工作总结", *WORK, "2021年12月8日"],
        (2021, 2017, 2021),
    ),
    "feature of five years": (
        [
            "五年履职路——六届江川市政协工作综述",
            "发布时间:2021-12-28 来源:江川政协",
            "五年来,江川市政协围绕中心。",
            *WORK,
        ],
        (2021, 2017, 2021),
    ),
    "masked summary": (["江川市政协20XX年工作总结", "发布时间:2023-01-04", *WORK], (None, None, None)),
    "anniversary is no year of work": (["江川市政协成立60周年工作综述", *WORK], (None, None, None)),
    # ------------------------------------------------------------------------------------ plans and budgets
    "plan report": ([PLAN_TITLE, f"——2023年1月10日{CONGRESS}", *WORK], (2022, None, 2023)),
    "plan report without a date": ([PLAN_TITLE, *WORK], (2022, None, 2023)),
    "plan report of December": ([PLAN_TITLE, f"——2022年12月27日{CONGRESS}", *WORK], (2022, None, 2022)),
    "budget report": ([BUDGET_TITLE, f"——2023年1月10日{CONGRESS}", *WORK], (2022, None, 2023)),
    "budget report on two lines": (
        ["江川市2022年财政预算执行情况", "和2023年财政预算草案的报告", f"——2023年1月10日{CONGRESS}", *WORK],
        (2022, None, 2023),
    ),
    "report on the rule of law": (
        ["江川市人民政府关于2023年法治政府建设情况的报告", "发布时间:2024-03-20", *WORK],
        (2023, None, 2024),
    ),
    "handling of a year's motions in November": (
        ["关于市政协六届二次会议提案办理情况的报告", "——2023年11月20日在市政协六届常委会第九次会议上", *WORK],
        (2023, None, 2023),
    ),
    "plan under evaluation": (
        [
            "关于江川市“十三五”规划纲要实施情况中期评估的报告",
            "——2018年10月25日在江川市第六届人大常委会第九次会议上",
            *WORK,
        ],
        (None, None, 2018),
    ),
    "budget report, put up later": ([BUDGET_TITLE, "发布时间:2026-02-01", *WORK], (2022, None, 2023)),
    "budget in Chinese figures": (
        ["关于江川县一九九八年预算执行情况和一九九九年预算草案的报告", *WORK],
        (1998, None, 1999),
    ),
    "final accounts": (
        ["关于江川市2022年财政决算的报告", "——2023年8月28日在江川市第八届人大常委会第十二次会议上", *WORK],
        (2022, None, 2023),
    ),
    "audit": (
        [
            "关于江川市2022年度市级预算执行和其他财政收支的审计工作报告",
            "——2023年8月28日在江川市第八届人大常委会第十二次会议上",
            *WORK,
        ],
        (2022, None, 2023),
    ),
    "first half of a year": (
        [
            "关于江川市2023年上半年国民经济和社会发展计划执行情况的报告",
            "——2023年8月28日在江川市第八届人大常委会第十二次会议上",
            *WORK,
        ],
        (2023, None, 2023),
    ),
    "main points": (["政协江川市委员会2024年工作要点", *WORK], (None, None, 2024)),
    "main points signed the year before": (
        ["政协江川市委员会2024年工作要点", *WORK, "2023年12月28日"],
        (None, None, 2024),
    ),
    "consultation plan": (["政协江川市委员会2024年度协商工作计划", *WORK], (None, None, 2024)),
    "masked main points": (["政协江川市委员会20XX年工作要点", "发布时间:2023-03-01", *WORK], (None, None, None)),
    # -------------------------------------------------------------------------------------------- documents
    "number in hexagonal brackets": (
        ["江川市人民政府关于示例工作的通知", "川府发〔2019〕12号", *NOTICE],
        (None, None, 2019),
    ),
    "number in square brackets": (
        ["江川市人民政府关于示例工作的通知", "江府发[2019]12号", *NOTICE],
        (None, None, 2019),
    ),
    "number in lenticular brackets": (
        ["江川市人民政府关于示例工作的通知", "江府发【2019】12号", *NOTICE],
        (None, None, 2019),
    ),
    "number in small brackets": (
        ["江川市人民政府关于示例工作的通知", "江府发﹝2019﹞12号", *NOTICE],
        (None, None, 2019),
    ),
    "number with spaces": (
        ["江川市人民政府关于示例工作的通知", "江府发 〔 2019 〕 12 号", *NOTICE],
        (None, None, 2019),
    ),
    "number misread": (["江川市人民政府关于示例工作的通知", "江府发〔20l9〕l2号", *NOTICE], (None, None, 2019)),
    "number over the title": (
        ["江川市人民政府文件", "江府发〔2019〕12号", "江川市人民政府关于示例工作的通知", *NOTICE],
        (None, None, 2019),
    ),
    "number with 字第": (["江川县人民政府关于示例工作的通知", "江府发(1985)字第12号", *NOTICE], (None, None, 1985)),
    "number in the title's brackets": (
        ["江川市人民政府关于示例工作的通知(江府发〔2019〕12号)", *NOTICE],
        (None, None, 2019),
    ),
    "number and day put up": (
        ["江川市人民政府关于示例工作的通知", "发布日期:2023-05-06", "江府发〔2019〕12号", *NOTICE],
        (None, None, 2019),
    ),
    "written label over the number": (
        [
            "江川市人民政府关于示例工作的通知",
            "成文日期:2018年12月29日 发文字号:江府发〔2019〕1号 发布日期:2019-01-09",
            *NOTICE,
        ],
        (None, None, 2018),
    ),
    "signature": (
        ["江川市人民政府关于示例工作的通知", *NOTICE, "江川市人民政府", "二〇一九年三月五日"],
        (None, None, 2019),
    ),
    "signature before the remark": (
        ["江川市人民政府关于示例工作的通知", *NOTICE, "江川市人民政府", "2019年3月5日", "(此件公开发布)"],
        (None, None, 2019),
    ),
    "signature before an attachment": (
        [
            "江川市人民政府关于印发示例工作方案的通知",
            *NOTICE,
            "江川市人民政府",
            "2019年3月5日",
            "示例工作方案",
            *(
                f"{place}、加强示例工作第{place}个方面的组织领导,明确责任分工,确保各项任务落到实处、见到成效。"
                for place in "一二三四五六七八九十"
            ),
        ],
        (None, None, 2019),
    ),
    "only put up": (["江川市人民政府关于示例工作的通知", "发布日期:2023-05-06", *NOTICE], (None, None, None)),
    "number of another document": (
        [
            "江川市人民政府关于示例工作的通知",
            "根据《国务院关于示例的通知》(国发〔2016〕8号)精神,现将有关事项通知如下。",
            *NOTICE,
        ],
        (None, None, None),
    ),
    "law": (
        ["江川市示例条例", "(2010年7月5日江川市第五届人民代表大会常务委员会第三次会议通过)", *RULES],
        (None, None, 2010),
    ),
    "law that was amended twice": (
        [
            "江川市示例条例",
            "(2010年7月5日江川市人民代表大会常务委员会第三次会议通过 根据2014年5月8日第九次会议《关于修改示例条例的决定》第一次修正 "
            "根据2018年11月29日第七次会议《关于修改示例条例的决定》第二次修正)",
            *RULES,
        ],
        (None, None, 2018),
    ),
    "law that is in force later": (
        ["江川市示例条例", "(2018年11月29日江川市人民代表大会常务委员会第七次会议通过 自2019年1月1日起施行)", *RULES],
        (None, None, 2018),
    ),
    "order": (
        [
            "江川市人民政府令",
            "第345号",
            "《江川市示例办法》已经2020年11月3日市政府第100次常务会议通过,现予公布,自2021年1月1日起施行。",
            "市长 示例",
            "2020年11月20日",
            "江川市示例办法",
            *RULES,
        ],
        (None, None, 2020),
    ),
    "reply to a motion": (
        [
            "关于市政协六届二次会议第123号提案的答复",
            "江教函〔2023〕45号",
            "示例委员:",
            "您提出的提案收悉,现答复如下。",
            *WORK,
            "2023年8月1日",
        ],
        (None, None, 2023),
    ),
    # -------------------------------------------------------------------------------- news, speeches, papers
    "news with a day": (
        [
            "市政协六届三次会议开幕",
            "发布时间:2024-01-10",
            "1月9日上午,政协第六届江川市委员会第三次会议在示例礼堂开幕。",
            *WORK,
        ],
        (None, None, 2024),
    ),
    "news of December put up in January": (
        ["市政协六届三次会议开幕", "发布时间:2024-01-02", "12月30日上午,政协第六届江川市委员会第三次会议开幕。", *WORK],
        (None, None, 2023),
    ),
    "dated news": (
        ["市政协六届三次会议开幕", "2024年1月9日上午,政协第六届江川市委员会第三次会议在示例礼堂开幕。", *WORK],
        (None, None, 2024),
    ),
    "speech": (
        ["在政协第六届江川市委员会第三次会议闭幕会上的讲话", "(2024年1月12日)", "示例", "各位委员、同志们:", *WORK],
        (None, None, 2024),
    ),
    "resolution": (
        [
            "政协第六届江川市委员会第三次会议关于常务委员会工作报告的决议",
            "(2024年1月12日政协第六届江川市委员会第三次会议通过)",
            "会议听取和审议了示例同志所作的常务委员会工作报告,决定予以批准。会议充分肯定过去一年的工作。",
        ],
        (None, None, 2024),
    ),
    "survey": (
        ["关于我市养老服务工作的调研报告", *WORK, "江川市政协示例委员会", "2022年9月20日"],
        (None, None, 2022),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_years_of_other_material(case, described):
    lines, expected, *options = CASES[case]
    (metadata,) = described(*lines, **(options[0] if options else {}))
    assert (metadata.covered_year, metadata.covered_from, metadata.delivered_year) == expected
