"""The nation's own organizations, and what stands beside the divisions: ministries, new areas, special courts."""

from __future__ import annotations

import re
from typing import Final

from indexer.models import Organization

_NATIONAL: Final = {
    "全国政协": ("全国政协", "中国人民政治协商会议全国委员会", "政协"),
    "全国人大常委会": ("全国人大常委会", "全国人民代表大会常务委员会", "人大"),
    "国务院": ("国务院", "中华人民共和国国务院", "人民政府"),
    "国务院办公厅": ("国务院办公厅", "国务院办公厅", "人民政府"),
    "最高人民法院": ("最高人民法院", "中华人民共和国最高人民法院", "法院"),
    "最高人民检察院": ("最高人民检察院", "中华人民共和国最高人民检察院", "检察院"),
}
_SUB_UNIT: Final = "(?:常务委员会|常委会|主席会议|办公厅|机关|党组|研究室|[一-鿿]{1,14}委(?:员会)?)?"
_FORMS: Final = (
    ("全国政协", f"(?:全国政协|政协全国委员会){_SUB_UNIT}"),
    ("全国人大常委会", "全国(?:人大|人民代表大会)(?:常委会|常务委员会)?(?:办公厅)?"),
    ("国务院办公厅", "国务院办公厅|国办"),
    ("国务院", "国务院|中央人民政府"),
    ("最高人民法院", "最高人民法院|最高法院?"),
    ("最高人民检察院", "最高人民检察院|最高检(?:察院)?"),
)
_PATTERNS: Final = tuple((key, re.compile(pattern)) for key, pattern in _FORMS)

_MINISTRIES: Final = (
    "外交|国防|公安|国家安全|监察|民政|司法|财政|人事|劳动|劳动人事|劳动和社会保障|人力资源(?:和)?社会保障|地质矿产|国土资源|自然资源|"
    "城乡建设环境保护|建设|住房(?:和)?城乡建设|环境保护|生态环境|铁道|交通|交通运输|邮电|信息产业|工业和信息化|电子工业|机械工业|"
    "机械电子工业|煤炭工业|石油工业|化学工业|冶金工业|纺织工业|轻工业|核工业|航空工业|航天工业|航空航天工业|兵器工业|能源|电力工业|"
    "水利电力|水利|农牧渔业|农业|农业农村|林业|商业|国内贸易|内贸|物资|对外经济贸易|对外贸易经济合作|外经贸|商务|文化|文化和旅游|"
    "广播电视|广播电影电视|卫生|教育|科技|科学技术|应急管理|退役军人事务"
)
_OTHERS: Final = re.compile(
    "中共中央|中共中央办公厅|中共中央[一-鿿]{2,8}部|中央军委|中央[一-鿿]{2,10}(?:委员会|委|办公室|领导小组)|中央军事委员会|"
    f"(?:{_MINISTRIES})部(?:办公厅)?|中国人民银行|审计署|海关总署|新闻出版(?:广电)?总?署|税务总局|市场监管总局|"
    "中国(?:证券|银行|保险|银行保险)(?:业)?监督管理委员会|中国(?:气象|地震|民用航空)总?局|国防科学技术工业委员会|国防科工委|"
    "国务院(?!中央)[一-鿿]{2,12}(?:委员会|委|办公室|局)|国家[一-鿿]{1,14}(?:委员会|委|总局|局|总署|署|办公室)"
)
"""The State Council's departments since 1982 (国务院机构改革方案 of 1982, 1988, 1993, 1998, 2003, 2008, 2013, 2018 and 2023) and the
party's central bodies."""

NEW_AREAS: Final = {
    "两江新区": ("重庆市",),
    "舟山群岛新区": ("浙江省", "舟山市"),
    "兰州新区": ("甘肃省", "兰州市"),
    "南沙新区": ("广东省", "广州市"),
    "西咸新区": ("陕西省",),
    "贵安新区": ("贵州省",),
    "西海岸新区": ("山东省", "青岛市"),
    "金普新区": ("辽宁省", "大连市"),
    "天府新区": ("四川省",),
    "湘江新区": ("湖南省",),
    "江北新区": ("江苏省", "南京市"),
    "福州新区": ("福建省", "福州市"),
    "滇中新区": ("云南省",),
    "哈尔滨新区": ("黑龙江省", "哈尔滨市"),
    "长春新区": ("吉林省", "长春市"),
    "赣江新区": ("江西省",),
}
"""The State Council's new areas (国家级新区) that are no divisions, with whose they are; 浦东, 滨海 and 雄安 are divisions."""


def national(name: str) -> Organization:
    """One of the national bodies, by its canonical name; KeyError for any other name."""
    name, full_name, body = _NATIONAL[name]
    return Organization(name, full_name, (), body, "全国")


def parse_central(words: str) -> Organization | None:
    """The national body that folded words name, in any common form: 政协全国委员会, 国家教委."""
    for key, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return national(key)
    return Organization(words, None, (), "其他", "全国") if _OTHERS.fullmatch(words) else None
