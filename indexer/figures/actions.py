"""What was done with the things that are counted. Words on one line are one action; different lines never merge."""

from __future__ import annotations

from typing import Final

ACTIONS: Final = {
    "提出": "提出 提交 收到 收集 征集 共有 递交",
    "立案": "立案",
    "不予立案": "不予立案 未予立案 未立案 不立案 退回",
    "并案": "并案处理 并案 并案立案 合并立案 合并处理 合并",
    "撤案": "撤案 撤回 撤销",
    "转办": "转办 转为 转送 转交 转作 转有关",
    "交办": "交办 送交 分送 移交",
    "督办": "重点督办 跟踪督办 领衔督办 督促办理 督办",
    "办理": "办理 承办 领办 办理落实",
    "办复": "办复 答复 办理答复 复文 书面答复",
    "办结": "办结 办理完毕",
    "编报": "编报 报送 编发 上报 反映 报出 编辑上报 整理上报 推送 撰写",
    "采用": "采用 采纳 选用 录用 吸纳 采纳落实",
    "转化": "转化",
    "批示": "肯定性批示 重要批示 批示 签批 肯定性签批",
    "表彰": "表彰 表扬 评选 评为 获评 评出 通报表扬",
    "解决": "解决 化解",
    "整改": "整改",
    "开展": "开展 组织 举办 召开 举行",
    "刊发": "刊发 发表 刊登 播发 刊播",
    "出版": "出版 编印 编纂 征编 编写 编辑",
    "受理": "受理 新收",
    "审结": "审结 审执结",
    "执结": "执结",
    "增长": "增长 增加 增多 提高 上升 提升",
    "下降": "下降 减少 降低",
}
"""Action → its words. 办复 is to have answered who proposed, 办结 to have concluded the matter: what is answered may go on."""

OF_PROPOSALS: Final = frozenset(
    {
        "提出",
        "立案",
        "不予立案",
        "并案",
        "撤案",
        "转办",
        "交办",
        "督办",
        "办理",
        "办复",
        "办结",
        "采用",
        "转化",
        "批示",
        "表彰",
        "增长",
        "下降",
    }
)
OF_MESSAGES: Final = frozenset({"提出", "编报", "采用", "批示", "转化", "表彰", "刊发", "转办", "增长", "下降"})
OF_ACTIVITIES: Final = frozenset({"开展", "增长", "下降"})
OF_CASES: Final = frozenset({"受理", "办理", "审结", "执结", "增长", "下降"})
CHANGES: Final = frozenset({"增长", "下降"})
CONCLUDING: Final = frozenset({"办复", "办结"})
"""What the handling of things comes to."""
BY_OTHERS: Final = frozenset({"采用", "批示", "表彰", "转化"})
"""Done by others than the report's organization: who did it stands beside."""
FILING: Final = frozenset({"立案", "不予立案", "并案", "撤案"})
"""Done with proposals before any of them are chosen as 重点提案."""
MEANS_PROPOSALS: Final = FILING | {"交办"}
"""In reports of a 政协 said of 提案 even where nothing else is named."""
WORDS: Final = {word: action for action, words in ACTIONS.items() for word in words.split()}
