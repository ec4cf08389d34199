import csv
import re
from functools import cache
from pathlib import Path

import pytest

from web.romanization import division_in_english, place_in_english, read_names, spelled

ROOT = Path(__file__).parents[2]
PINYIN = ROOT.parent / "shared" / "regions" / "divisions_pinyin.csv"
_PLAIN = re.compile("[A-Z][A-Za-zü' -]*(?:, [A-Z][A-Za-zü]*)*[A-Za-zü -]*")


@cache
def _divisions() -> dict[str, str]:
    """Names of all divisions since 1981 → a code."""
    lines = (ROOT / "indexer" / "data" / "divisions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[3]: row[0] for row in rows}


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("北京市", "Beijing"),
        ("重庆市", "Chongqing"),
        ("山西省", "Shanxi"),
        ("陕西省", "Shaanxi"),
        ("内蒙古自治区", "Inner Mongolia"),
        ("广西壮族自治区", "Guangxi"),
        ("西藏自治区", "Xizang"),
        ("新疆维吾尔自治区", "Xinjiang"),
        ("宁夏回族自治区", "Ningxia"),
        ("黑龙江省", "Heilongjiang"),
        ("香港特别行政区", "Hong Kong"),
        ("澳门特别行政区", "Macao"),
        ("新疆生产建设兵团", "Xinjiang Production and Construction Corps"),
        ("西安市", "Xi'an City"),
        ("六安市", "Lu'an City"),
        ("六安地区", "Lu'an Prefecture"),
        ("六合区", "Luhe District"),
        ("六盘水市", "Liupanshui City"),
        ("六枝特区", "Liuzhi Special District"),
        ("丽水市", "Lishui City"),
        ("长沙市", "Changsha City"),
        ("长治市", "Changzhi City"),
        ("长子县", "Zhangzi County"),
        ("子长市", "Zichang City"),
        ("厦门市", "Xiamen City"),
        ("大厂回族自治县", "Dachang Hui Autonomous County"),
        ("大城县", "Daicheng County"),
        ("大埔县", "Dabu County"),
        ("蚌埠市", "Bengbu City"),
        ("亳州市", "Bozhou City"),
        ("荥阳市", "Xingyang City"),
        ("荥经县", "Yingjing County"),
        ("铅山县", "Yanshan County"),
        ("番禺区", "Panyu District"),
        ("番禺县", "Panyu County"),
        ("东阿县", "Dong'e County"),
        ("浚县", "Xunxian County"),
        ("单县", "Shanxian County"),
        ("蔚县", "Yuxian County"),
        ("歙县", "Shexian County"),
        ("黟县", "Yixian County"),
        ("莘县", "Shenxian County"),
        ("隰县", "Xixian County"),
        ("费县", "Feixian County"),
        ("梅县地区", "Meixian Prefecture"),
        ("芒市", "Mangshi City"),
        ("津市市", "Jinshi City"),
        ("郊区", "Jiaoqu District"),
        ("乐清市", "Yueqing City"),
        ("乐亭县", "Laoting County"),
        ("乐陵市", "Laoling City"),
        ("昌乐县", "Changle County"),
        ("望都县", "Wangdu County"),
        ("都匀市", "Duyun City"),
        ("尉犁县", "Yuli County"),
        ("尉氏县", "Weishi County"),
        ("涪陵区", "Fuling District"),
        ("涡阳县", "Guoyang County"),
        ("泌阳县", "Biyang County"),
        ("筠连县", "Junlian County"),
        ("犍为县", "Qianwei County"),
        ("洪洞县", "Hongtong County"),
        ("洞头区", "Dongtou District"),
        ("珲春市", "Hunchun City"),
        ("闵行区", "Minhang District"),
        ("黄陂区", "Huangpi District"),
        ("漯河市", "Luohe City"),
        ("枞阳县", "Zongyang County"),
        ("牟定县", "Mouding County"),
        ("中牟县", "Zhongmu County"),
        ("吕梁市", "Lüliang City"),
        ("略阳县", "Lüeyang County"),
        ("儋州市", "Danzhou City"),
        ("东莞市", "Dongguan City"),
        ("南岸区", "Nan'an District"),
        ("兴安县", "Xing'an County"),
        ("兴安盟", "Hinggan League"),
        ("呼和浩特市", "Hohhot City"),
        ("鄂尔多斯市", "Ordos City"),
        ("乌鲁木齐市", "Urumqi City"),
        ("拉萨市", "Lhasa City"),
        ("日喀则地区", "Xigaze Prefecture"),
        ("哈尔滨市", "Harbin City"),
        ("齐齐哈尔市", "Qiqihar City"),
        ("科尔沁左翼中旗", "Horqin Left Wing Middle Banner"),
        ("杭锦后旗", "Hanggin Rear Banner"),
        ("四子王旗", "Siziwang Banner"),
        ("鄂伦春自治旗", "Oroqen Autonomous Banner"),
        ("莫力达瓦达斡尔族自治旗", "Morin Dawa Daur Autonomous Banner"),
        ("恩施土家族苗族自治州", "Enshi Tujia and Miao Autonomous Prefecture"),
        ("积石山保安族东乡族撒拉族自治县", "Jishishan Bonan, Dongxiang and Salar Autonomous County"),
        ("东乡族自治县", "Dongxiang Autonomous County"),
        ("三都水族自治县", "Sandu Sui Autonomous County"),
        ("龙胜各族自治县", "Longsheng Various Nationalities Autonomous County"),
        ("伊犁哈萨克自治州", "Ili Kazak Autonomous Prefecture"),
        ("管城回族区", "Guancheng Hui District"),
        ("石柱土家族自治县", "Shizhu Tujia Autonomous County"),
        ("浦东新区", "Pudong New Area"),
        ("沈北新区", "Shenbei New District"),
        ("清新区", "Qingxin District"),
        ("井陉矿区", "Jingxing Mining District"),
        ("神农架林区", "Shennongjia Forestry District"),
        ("万柏林区", "Wanbailin District"),
    ],
)
def test_a_division_in_english(name: str, english: str) -> None:
    assert division_in_english(name) == english


@pytest.mark.parametrize(
    ("path", "english"),
    [
        ((), ""),
        (("重庆市",), "Chongqing"),
        (("重庆市", "涪陵区"), "Fuling District, Chongqing"),
        (("四川省", "资阳市"), "Ziyang City, Sichuan"),
        (("四川省", "资阳市", "安岳县"), "Anyue County, Ziyang, Sichuan"),
        (("湖北省", "恩施土家族苗族自治州", "利川市"), "Lichuan City, Enshi Prefecture, Hubei"),
        (("内蒙古自治区", "兴安盟", "乌兰浩特市"), "Ulanhot City, Hinggan League, Inner Mongolia"),
        (("陕西省", "西安市", "长安区"), "Chang'an District, Xi'an, Shaanxi"),
    ],
)
def test_a_place_in_english(path: tuple[str, ...], english: str) -> None:
    assert place_in_english(path) == english


def test_every_division_has_letters_only() -> None:
    for name in _divisions():
        assert _PLAIN.fullmatch(division_in_english(name)), name


def test_what_is_no_name_of_a_place_stays_as_it_is() -> None:
    assert spelled("Fuling") == "Fuling"
    assert place_in_english(("A区",)) == "A District"
    assert place_in_english(("",)) == ""


def test_the_table_names_divisions_that_there_are() -> None:
    names = "\n".join(_divisions())
    for name in read_names("place_names.tsv"):
        assert re.search(f"^{name}", names, re.MULTILINE), f"place_names.tsv: {name} begins the name of no division"


@pytest.mark.skipif(not PINYIN.exists(), reason="../shared/regions with its list of pinyin is not here")
def test_letters_agree_with_a_list_of_pinyin() -> None:
    """What differs from the list stands in our table, or is one of the few that were looked at."""
    seen_to = {"吉林市", "陕西省", "略阳县"}
    table = read_names("place_names.tsv")
    compared = 0
    with PINYIN.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ext_name"] in _divisions() and row["id"][:2] != "71"]
    rows = [row for row in rows if "族" not in row["name"]]
    for row in rows:
        name, pinyin = row["ext_name"], row["pinyin"].replace(" ", "")
        stem = re.sub("(?:自治[州县旗]|地区|[省市区县盟旗])$", "", name) if len(name) > 2 else name
        if name in seen_to or any(known in (name, stem) or stem.startswith(known) for known in table):
            continue
        letters = re.sub("[^a-z]", "", division_in_english(name).lower().replace("ü", "v"))
        # The list leaves 区 or 县 at some names, and says it in pinyin.
        assert letters.startswith(re.sub("(?:shi|qu|xian|qi|meng|zu|zizhi|te)+$", "", pinyin)), (name, pinyin, letters)
        compared += 1
    assert compared > 2500
