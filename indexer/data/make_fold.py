"""Makes fold.tsv, the pairs of characters that searching treats as one: ``python -m indexer.data.make_fold``.

Run by hand when a pair is added here or OpenCC is renewed; needs opencc, which only the ``test`` extra installs. Every
index has to be rebuilt afterwards, since the fold's version changes with the table.

Columns: code of the character, code of what it folds to (both hexadecimal UTF-16 units), reason, the two characters.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

import opencc

SPACES: Final = (0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
"""Blanks of all widths. Tab and line ends are structure and stay."""

WIDTH: Final = (
    range(0xFF01, 0xFF5F),  # full-width ASCII
    range(0xFF61, 0xFF66),  # half-width 。「」、・
    range(0xFFE0, 0xFFE7),  # full-width ￠￡￢￣￤￥￦
    range(0xFE10, 0xFE19),  # punctuation for vertical lines
    range(0xFE30, 0xFE49),  # brackets for vertical lines
    range(0xFE50, 0xFE6C),  # small punctuation, common in text that was once Big5
)

CASED: Final = (
    range(0x0041, 0x0590),
    range(0x1E00, 0x2000),
    range(0x2100, 0x2190),
    range(0x24B6, 0x24D0),
    range(0xFF21, 0xFF3B),
)
"""Where letters have case and Unicode adds no more of them, so that no Python's Unicode data makes another table."""

ZEROS: Final = "○〇 ◯〇"
"""Circles that stand for 〇 in years (二○二二年)."""

RADICALS: Final = (
    "⺁厂 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇几 ⺉刂 ⺊卜 ⺋卩 ⺌小 ⺎兀 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢水 "
    "⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺰纟 ⺱网 ⺲罒 ⺵网 ⺶羊 ⺷羊 ⺸羊 ⺺聿 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 "
    "⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑长 ⻒长 ⻓长 ⻔门 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 "
    "⻟食 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫齐 ⻬齐 ⻭齿 ⻮齿 ⻯龙 ⻰龙 ⻱龟 ⻲龟 ⻳龟"
)
"""Signs of the radicals supplement that PDFs with broken font tables give in place of the character."""

CONTEXTUAL: Final = (
    "著着 瞭了 暸了 覆复 藉借 甦苏 甯宁 祇只 衹只 揹背 牠它 妳你 隄堤 菓果 荳豆 伕夫 鎗枪 觔斤 暱昵 彷仿 髣仿 倣仿 傚效 迺乃 筦管 "
    "邨村 仝同 薰熏 籐藤 燄焰 瑯琅 濬浚 拏拿 椀碗 勣绩 鑪炉 頫俯 硷碱 礆碱 帐账 黏粘 馀余 锺钟 钜巨 谘咨 讬托 迳径 镟旋 麹曲 麺面 "
    "麽么 衞卫 敍叙 粧妆 糭粽 枱台 簷檐 痺痹 痲麻 毬球 勦剿 搾榨 搆构 慇殷 懃勤 嬝袅 撢掸 瞇眯 踫碰 銲焊 燐磷 糢模 繙翻 飜翻 餽馈 "
    "鑤刨 戯戏 礮炮 讐仇 艪橹 贑赣 缐线 侭尽 睪睾 鏚戚 渖沈 鲶鲇 斲斫"
)
"""Characters that simplified text writes otherwise, but that a converter leaves alone for want of context."""

OLD_FORMS: Final = (
    "倂并 劵券 吿告 呪咒 坵丘 堦阶 嬾懒 幇帮 庻庶 徧遍 攷考 敺驱 暎映 朶朵 碁棋 椶棕 煖暖 煅锻 燿耀 犂犁 玅妙 珎珍 甎砖 畧略 疎疏 "
    "皐皋 盌碗 覩睹 砲炮 碪砧 穉稚 窻窗 牕窗 窓窗 牎窗 緜绵 繖伞 耡锄 艸草 葢盖 蔴麻 蘂蕊 裠裙 諠喧 賸剩 躭耽 躱躲 輭软 廻回 逈迥 "
    "遯遁 隣邻 酧酬 醻酬 詶酬 鍫锹 阯址 鴈雁 靭韧 靱韧 驩欢 讙欢 鬪斗 鬭斗 鬦斗 鬬斗 麤粗 麄粗 鼇鳌 姪侄 囘回 囬回 瘉愈 慂恿 閧哄 "
    "譌讹 譔撰 鑚钻 跥跺 躰体 輙辄 辠罪 辤辞 鍳鉴 雝雍 霛灵 鞌鞍 韮韭 頟额 飇飙 騐验 駮驳 髴佛 鬂鬓 麐麟 琍璃 瓈璃 濶阔 烱炯 煑煮 "
    "觝抵 獧狷 瑠琉 瓌瑰 甛甜 疉叠 瘖喑 皜皓 眎视 眡视 睠眷 瞋嗔 矙瞰 砦寨 碻确 祘算 筭算 秔粳 稉粳 秏耗 稭秸 穨颓 窰窑 竢俟 簒篡 "
    "籨奁 粃秕 粦磷 緐繁 緥褓 縚绦 繦襁 罣挂 罸罚 羗羌 翄翅 耼聃 聨联 肎肯 肐胳 胷胸 脃脆 脗吻 膓肠 臕膘 舩船 荅答 莾莽 菷帚 葠参 "
    "蕚萼 藳稿 稾稿 蚘蛔 蛕蛔 蜋螂 螘蚁 螡蚊 蟁蚊 蟇蟆 蠏蟹 蠧蠹 衂衄 衇脉 袟帙 裌夹 袴裤 襍杂 覊羁 觧解 詧察 誖悖 謌歌 豓艳 豘豚 "
    "趂趁 跼局 踡蜷 蹏蹄 蹧糟 躳躬 迆迤 逰游 酖鸩 醕醇 鉏锄 盋钵 啣衔 銕铁 鎻锁 鏁锁 閙闹 闚窥 阨厄 阬坑 陁陀 隟隙 韈袜"
)
"""Variants that the list of 1955 (第一批异体字整理表) replaced, as far as texts in use today still hold them."""

GLYPH_FORMS: Final = (
    "愼慎 硏研 襃褒 郞郎 擧举 歩步 戸户 槪概 毎每 汚污 渉涉 値值 増增 塡填 鄕乡 鑛矿 餠饼 甁瓶 竝并 晩晚 黒黑 黙默 抜拔 徳德 緖绪 "
    "靑青 淸清 寃冤 頺颓 奨奖 歴历 暦历 尙尚 呑吞 呉吴 兪俞 鶏鸡 玆兹 聡聪 貭质 輌辆 辧办 錬炼 鐡铁 陜陕 隂阴 隷隶 頋顾 頼赖 顚颠 "
    "飮饮 巿市"
)
"""Other regions' shapes of the same character, which fonts, scanners and input methods bring into Chinese text."""

OUTPUT: Final = Path(__file__).with_name("fold.tsv")


def pairs(text: str) -> dict[int, int]:
    """Pairs of characters written together, as code → code."""
    return {ord(pair[0]): ord(pair[1]) for pair in text.split()}


def single(text: str) -> int | None:
    """The code of a text of one UTF-16 unit, else None."""
    return ord(text) if len(text) == 1 and ord(text) < 0x10000 else None


def compatible(code: int) -> int | None:
    return single(unicodedata.normalize("NFKC", chr(code)))


def simplified() -> dict[int, int]:
    """OpenCC's simplified form of every character by itself, as far as it is one UTF-16 unit."""
    convert = opencc.OpenCC("t2s").convert
    result = {}
    for code in (*range(0x3400, 0xD800), *range(0xF900, 0xFB00)):
        target = single(convert(chr(code)))
        if target is not None and target != code:
            result[code] = target
    return result


def steps() -> dict[str, dict[int, int]]:
    """Reason → pairs, in falling order of precedence; a pair may lead to another one's source."""
    width = {code: target for block in WIDTH for code in block if (target := compatible(code)) is not None}
    # Ordinals, fractions and the like become longer or lose their sense: only signs of another width are wanted.
    cased = {code: single(chr(code).lower()) for block in CASED for code in block}
    return {
        "space": dict.fromkeys(SPACES, 0x20),
        "case": {code: target for code, target in cased.items() if target is not None},
        "width": width,
        "zero": pairs(ZEROS),
        "kangxi": {code: target for code in range(0x2F00, 0x2FD6) if (target := compatible(code)) is not None},
        "radical": pairs(RADICALS),
        "compatibility": {
            c: t for c in range(0xF900, 0xFB00) if unicodedata.decomposition(chr(c)) and (t := compatible(c))
        },
        "contextual": pairs(CONTEXTUAL),
        "old": pairs(OLD_FORMS),
        "glyph": pairs(GLYPH_FORMS),
        "simplified": simplified(),
    }


def rows() -> list[tuple[int, int, str]]:
    """(source, target, reason) by source, every target final; raises ValueError where two pairs go in a circle."""
    step: dict[int, int] = {}
    reasons: dict[int, str] = {}
    for reason, table in steps().items():
        for source, target in table.items():
            if source != target and source not in step:
                step[source], reasons[source] = target, reason
    result = []
    for source in sorted(step):
        target, hops = step[source], 0
        while target in step:
            target, hops = step[target], hops + 1
            if hops > 9:
                raise ValueError(f"U+{source:04X} leads in a circle: take one of its pairs out of make_fold.py")
        result.append((source, target, reasons[source]))
    return result


def main() -> None:
    lines = ["# Made by make_fold.py; not to be edited by hand. Code, folded code, reason, characters."]
    for source, target, reason in rows():
        shown = "" if reason in ("space", "compatibility") else chr(source) + chr(target)
        lines.append(f"{source:04X}\t{target:04X}\t{reason}\t{shown}".rstrip("\t"))
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
