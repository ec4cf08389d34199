"""Simplified or traditional script, by the frequent characters that only one of the two writes."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.models import Evidence

_PAIRS: Final = (
    "为為 会會 议議 国國 协協 员員 发發 与與 业業 务務 产產 开開 关關 对對 动動 学學 习習 进進 经經 济濟 党黨 "
    "实實 总總 书書 记記 导導 团團 结結 战戰 设設 体體 织織 个個 来來 时時 过過 这這 们們 将將 专專 题題 调調 "
    "说說 论論 识識 认認 该該 请請 规規 视視 现現 质質 优優 势勢 华華 乡鄉 县縣 区區 办辦 报報 决決 应應 "
    "义義 兴興 领領 环環 际際 种種 级級 组組 统統 线線 边邊 门門 问問 间間 长長 术術 样樣 条條 计計 "
    "让讓 护護 评評 试試 运運 转轉 达達 车車 选選 难難 标標 权權 构構 机機 场場 农農 强強 续續 维維 网網 "
    "节節 两兩 见見 观觀 觉覺 责責 贫貧 资資 贯貫 负負 财財 购購 费費 赛賽 赞贊 项項 顺順 须須 预預 带帶 帮幫 "
    "当當 归歸 录錄 杂雜 补補 戏戲 严嚴 丰豐 临臨 举舉 乐樂 从從 众眾 传傳 伤傷 伟偉 侧側 储儲 创創 "
    "劳勞 励勵 医醫 压壓 厅廳 历歷 双雙 变變 号號 听聽 启啟 响響 园園 围圍 图圖 圆圓 坚堅 坛壇 处處 备備 头頭 "
    "奖獎 妇婦 孙孫 宁寧 审審 宪憲 宾賓 层層 岁歲 岗崗 师師 庆慶 张張 弹彈 归歸 惊驚 愿願 态態 "
    "扩擴 担擔 据據 换換 数數 断斷 无無 旧舊 显顯 晓曉 极極 档檔 欢歡 残殘 汇匯 测測 热熱 爱愛 "
    "独獨 环環 监監 盘盤 矿礦 码碼 碍礙 稳穩 穷窮 绩績 绿綠 罗羅 职職 联聯 脑腦 节節 获獲 蓝藍 虑慮 虽雖 讲講 "
    "详詳 语語 误誤 诉訴 证證 词詞 译譯 诚誠 谈談 谋謀 谢謝 货貨 贵貴 贸貿 赖賴 跃躍 践踐 轨軌 轮輪 软軟 较較 辆輛 输輸 "
    "迁遷 违違 远遠 连連 适適 遗遺 邮郵 郑鄭 释釋 针針 钢鋼 铁鐵 银銀 锋鋒 错錯 闭閉 队隊 阳陽 阶階 际際 "
    "险險 随隨 隐隱 静靜 顾顧 频頻 颁頒 风風 飞飛 馆館 驱驅 验驗 龙龍"
)
"""Simplified and traditional form; forms that the other script writes too (后, 里, 台, 干) are left out."""

_SIMPLIFIED: Final = 1
_TRADITIONAL: Final = 2
_SAMPLE: Final = 3000
"""Characters looked at in each of the beginning, the middle and the end."""
_MIN_COUNT: Final = 4
_MIN_SHARE: Final = 0.7
_QUOTED: Final = 8


def _make_table() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)
    pairs = _PAIRS.split()
    table[[ord(pair[0]) for pair in pairs]] = _SIMPLIFIED
    table[[ord(pair[1]) for pair in pairs]] = _TRADITIONAL
    return table


_TABLE: Final = _make_table()
"""uint8[65536]: UTF-16 unit → the script it belongs to, 0 where it tells nothing."""


def find_script(text: str) -> tuple[str, Evidence] | None:
    """ "Hans" or "Hant", where at least 4 differing characters stand and 7 in 10 of them agree; else None."""
    if len(text) <= 3 * _SAMPLE:
        sample = text
    else:
        middle = len(text) // 2
        sample = text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
    units = np.frombuffer(sample.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    scripts = _TABLE.take(units, mode="clip")
    simplified, traditional = (int(np.count_nonzero(scripts == each)) for each in (_SIMPLIFIED, _TRADITIONAL))
    script, own = ("Hans", simplified) if simplified >= traditional else ("Hant", traditional)
    if own < _MIN_COUNT or own < _MIN_SHARE * (simplified + traditional):
        return None
    places = np.flatnonzero(scripts == (_SIMPLIFIED if script == "Hans" else _TRADITIONAL))[:_QUOTED]
    return script, Evidence("".join(map(chr, units[places].tolist())), "text")
