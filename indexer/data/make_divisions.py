"""Writes divisions.tsv, our table of China's administrative divisions 1981–2024, from a public-domain (CC0) listing.

Run from the repository root:  python -m indexer.data.make_divisions ../shared/regions

The listing has one row per name, place in the hierarchy and span of years (GB/T 2260 codes, county level and above).
A line of our table: code, level (1 province, 2 prefecture, 3 county), name of the prefecture above it (empty where
there is none), name, first year, last year (empty: still in use), codes of the successors joined by ",".
"""

from __future__ import annotations

import csv
import re
import sys
from itertools import repeat
from pathlib import Path

SOURCE = "divisions_1981_2024.csv"
TABLE = Path(__file__).with_name("divisions.tsv")
LEVELS = {"省级": "1", "地级": "2", "县级": "3"}

DIRECT = "直辖"
"""What the listing says in place of a prefecture for counties directly beneath their province."""

EXTRAS = (
    ("133100", "2", "", "雄安新区", "2017", "", ""),
    ("660000", "1", "", "新疆生产建设兵团", "1981", "", ""),
)
"""Divisions in all but name, with the codes that the National Bureau of Statistics uses for them."""

HEIRS = {
    "四川省永川地区": "永川县",
    "四川省温江地区": "成都市",
    "四川省万县市": "万县区",
    "四川省涪陵市": "涪陵区",
    "四川省黔江地区": "黔江土家族苗族自治县",
    "四川省达县地区": "达川地区",
    "四川省达川地区": "达州市",
    "四川省重庆市": "重庆市",
    "山西省雁北地区": "大同市,朔州市",
    "山西省晋东南地区": "长治市,晋城市",
    "内蒙古自治区哲里木盟": "通辽市",
    "内蒙古自治区昭乌达盟": "赤峰市",
    "内蒙古自治区伊克昭盟": "鄂尔多斯市",
    "吉林省德惠地区": "长春市",
    "吉林省永吉地区": "吉林市",
    "黑龙江省松花江地区": "哈尔滨市",
    "黑龙江省嫩江地区": "齐齐哈尔市",
    "黑龙江省合江地区": "佳木斯市",
    "安徽省宿县地区": "宿州市",
    "安徽省滁县地区": "滁州市",
    "安徽省巢湖市": "巢湖市",
    "安徽省徽州地区": "黄山市",
    "福建省晋江地区": "泉州市",
    "福建省龙溪地区": "漳州市",
    "山东省莱芜市": "莱芜区",
    "湖北省襄阳地区": "襄樊市",
    "湖北省郧阳地区": "十堰市",
    "湖北省荆州地区": "荆沙市",
    "湖南省零陵地区": "永州市",
    "广东省海南行政区": "海南省",
    "广东省海南黎族苗族自治州": "通什市",
    "广东省梅县地区": "梅州市",
    "广东省惠阳地区": "惠州市",
    "广西壮族自治区南宁地区": "崇左市",
    "广西壮族自治区柳州地区": "来宾市",
    "西藏自治区江孜地区": "日喀则地区",
    "宁夏回族自治区银南地区": "吴忠市",
    "新疆维吾尔自治区伊犁地区": "伊犁哈萨克自治州",
}
"""Prefectures on whose heirs the listing is silent and whose name does not lead to them: what the State Council's approvals
(国务院批复, published in 中华人民共和国行政区划简册 of the year) put in the place of the seat. The other prefectures that ended were merged
with the city of their name."""


def rows(listing: Path) -> list[tuple[str, ...]]:
    """Read the listing and return the table's rows in order of code and year.

    Raises ValueError where two provinces share the first two digits of a code, which our format leans on.
    """
    provinces: dict[str, str] = {}
    found: list[tuple[str, ...]] = list(EXTRAS)
    with listing.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            code, province, name = row["代码"], row["一级行政区"], row["名称"]
            if provinces.setdefault(code[:2], province) != province:
                raise ValueError(f"{code}: {province} is not {provinces[code[:2]]}; the table needs a province column")
            above = row["二级行政区"]
            parent = "" if row["级别"] != "县级" or above == DIRECT else above
            # A code with a year in brackets took only a part, in that year.
            codes = re.findall(r"\d{6}(?![\d\[])", row["新代码"])
            successors = ",".join(sorted(set(codes))) if row["变更/弃用时间"] else ""
            found.append((code, LEVELS[row["级别"]], parent, name, row["启用时间"], row["变更/弃用时间"], successors))
    with_heirs = map(_with_heir, found, repeat(_beginnings(found)))
    with_heirs = map(_with_stated_heir, with_heirs, repeat(found), repeat(provinces))
    return sorted(with_heirs, key=lambda r: (r[0], r[4]))


def _beginnings(table: list[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """(code, first year) of every division and (first two digits, stem, first year) of every prefecture → its code."""
    found: dict[tuple[str, ...], str] = {(row[0], row[4]): row[0] for row in table}
    found.update({(row[0][:2], _stem(row[3]), row[4]): row[0] for row in table if row[1] == "2"})
    return found


def _with_heir(row: tuple[str, ...], beginnings: dict[tuple[str, ...], str]) -> tuple[str, ...]:
    # The listing is silent on the heirs of mere changes of name, which keep their code, and of prefectures that became
    # cities (忻州地区 → 忻州市). Both begin in the year in which the former ends.
    code, level, _, name, _, until, successors = row
    if not until or successors:
        return row
    named_alike = beginnings.get((code[:2], _stem(name), until)) if level == "2" else None
    return (*row[:6], named_alike or beginnings.get((code, until), ""))


def _with_stated_heir(row: tuple[str, ...], table: list[tuple[str, ...]], provinces: dict[str, str]) -> tuple[str, ...]:
    """The heirs that ``HEIRS`` names, else the city of the same name into which a prefecture was merged."""
    code, level, _, name, _, until, successors = row
    if level != "2" or not until or (successors and successors != code):
        return row
    named = HEIRS.get(provinces[code[:2]] + name)
    wanted = named.split(",") if named else [_stem(name) + "市"]
    standing = [r for r in table if r[3] in wanted and r[4] <= until and (not r[5] or r[5] > until) and r[0] != code]
    near = [r for r in standing if r[0][:2] == code[:2]] or (standing if named else [])
    highest = min((r[1] for r in near), default="")
    heirs = sorted({r[0] for r in near if r[1] == highest})
    return (*row[:6], ",".join(heirs) or successors)


def _stem(name: str) -> str:
    return re.sub("(?:地区|[市盟])$", "", name)


def main(arguments: list[str]) -> int:
    """Write the table; the one argument is the folder that holds the listing."""
    if len(arguments) != 1:
        print("usage: python -m indexer.data.make_divisions FOLDER", file=sys.stderr)
        return 2
    table = rows(Path(arguments[0]) / SOURCE)
    TABLE.write_text("".join("\t".join(row) + "\n" for row in table), encoding="utf-8", newline="\n")
    print(f"{TABLE.name}: {len(table)} divisions")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
