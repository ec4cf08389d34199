"""Names of files and folders, and hosts of pages: what they say where the text says only 我市, and where it says otherwise."""

import pytest

from tests.describe.reports import council, government, name_of

REPORT = "政府工作报告\n各位代表：\n"


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("四川省/资阳市/2023.txt", REPORT + government("市"), "四川省资阳市人民政府"),
        ("四川/资阳/2023.txt", REPORT + government("市"), "四川省资阳市人民政府"),
        ("资阳市/2023.txt", REPORT + government("市"), "四川省资阳市人民政府"),
        ("2015_安徽省_合肥市.txt", REPORT + government("市"), "安徽省合肥市人民政府"),
        ("安徽省-合肥市-2015.txt", REPORT + government("市"), "安徽省合肥市人民政府"),
        ("合肥市2015年政府工作报告.txt", REPORT + government("市"), "安徽省合肥市人民政府"),
        ("2015年合肥政府工作报告.txt", REPORT + government("市"), "安徽省合肥市人民政府"),
        ("合肥2015.txt", REPORT + government("市"), "安徽省合肥市人民政府"),
        ("政府工作报告/2015/合肥.txt", REPORT + government("市"), "安徽省合肥市人民政府"),
        ("安徽/2015.txt", REPORT + government("省"), "安徽省人民政府"),
        ("安徽省/省级/2015.txt", REPORT + government("省"), "安徽省人民政府"),
        ("江苏省/南京市/鼓楼区/2015.txt", REPORT + government("区"), "江苏省南京市鼓楼区人民政府"),
        ("南京市/鼓楼区2015.txt", REPORT + government("区"), "江苏省南京市鼓楼区人民政府"),
        ("鼓楼区2015.txt", REPORT + government("区"), None),
        ("政协/重庆/涪陵区/2023年工作报告.txt", "常委会工作报告\n" + council("区"), "重庆市涪陵区政协"),
        ("重庆市涪陵区政协2023.txt", "常委会工作报告\n" + council("区"), "重庆市涪陵区政协"),
        ("吉林市2015.txt", REPORT + government("市"), "吉林省吉林市人民政府"),
        ("吉林/吉林市/2015.txt", REPORT + government("市"), "吉林省吉林市人民政府"),
        ("湖南/长沙/长沙县2015.txt", REPORT + government("县"), "湖南省长沙市长沙县人民政府"),
        # the text speaks of another level or place
        ("四川省/2023.txt", REPORT + government("市"), None),
        ("四川省/资阳市/2023.txt", REPORT + government("县"), None),
        ("四川省/成都市/2023.txt", "政府工作报告\n——在资阳市第五届人民代表大会第三次会议上\n" + government("市"), "四川省资阳市人民政府"),
        ("四川省/成都市/2023.txt", "常委会工作报告\n市政协在中共资阳市委坚强领导下工作（示例）。\n" + council("市"), "四川省资阳市政协"),
        ("四川省/成都市/2023.txt", REPORT + government("市") + "\n雁江区、安岳县、乐至县协同，雁江区、安岳县、乐至县联动，安岳县柠檬增产。", "四川省资阳市人民政府"),
        ("四川省/资阳市/2023.txt", REPORT + government("市") + "\n雁江区工业提速，安岳县增产，赴成都市招商。", "四川省资阳市人民政府"),
        # a folder that holds what somebody collected, not a place of the report
        ("北京大学/2023.txt", REPORT + government("市"), None),
        ("长春同志整理/2023.txt", REPORT + government("县"), None),
        ("资阳市与成都市/2023.txt", REPORT + government("市"), None),
        ("四川省各市县报告/2023.txt", REPORT + government("市"), None),
    ],
)  # fmt: skip
def test_folders_and_files(file: str, text: str, name: str | None) -> None:
    assert name_of(text, file=file) == name


@pytest.mark.parametrize(
    ("url", "text", "name"),
    [
        ("http://www.ziyang.gov.cn/a/1.html", REPORT + government("市") + "\n雁江区、安岳县协同，资阳市发展。", "四川省资阳市人民政府"),
        ("http://www.ziyang.gov.cn/a/1.html", "政府工作报告\n——在成都市第五届人民代表大会第三次会议上\n" + government("市"), "四川省成都市人民政府"),
    ],
)  # fmt: skip
def test_hosts(url: str, text: str, name: str | None) -> None:
    assert name_of(text, title="政府工作报告", url=url) == name
