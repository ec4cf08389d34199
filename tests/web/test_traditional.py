"""What OpenCC makes of the interface's words, and the few that are put right after it."""

from pathlib import Path

import opencc
import pytest
from flask import Flask

from web.language import traditional, worded

TABLE = Path(__file__).parents[2] / "web" / "translations" / "zh_Hant_overrides.tsv"
_CONVERTER = opencc.OpenCC("s2tw")


def test_pages_have_the_quotation_marks_of_their_script() -> None:
    assert traditional("词语、“原文语句”或问句") == "詞語、「原文語句」或問句"
    assert traditional("发布日期") == "發布日期"


def _overrides() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return dict(pairs)


def test_every_override_is_needed() -> None:
    overrides = _overrides()
    assert overrides
    for word, written in overrides.items():
        without = _CONVERTER.convert(word)
        for other in sorted(overrides.keys() - {word}, key=len, reverse=True):
            without = without.replace(_CONVERTER.convert(other), overrides[other])
        assert without != written, word


@pytest.mark.parametrize(
    ("simplified", "written"),
    [
        ("发布日期", "發布日期"),
        ("采集日期", "採集日期"),
        ("提案答复", "提案答覆"),
        ("复制引文", "複製引文"),
        ("征集意见", "徵集意見"),
        ("先早后晚", "先早後晚"),
        ("只能读取", "只能讀取"),
        ("一只", "一隻"),
        ("索引里还没有报告", "索引裡還沒有報告"),
        ("著录信息", "著錄資訊"),
        ("文件", "檔案"),
        ("导出", "匯出"),
        ("打印", "列印"),
        ("这个文件夹里的文件", "這個資料夾裡的檔案"),
        ("文件名", "檔名"),
        ("这个文件的名称", "這個檔案的名稱"),
        ("接口说明与试用", "API 說明與試用"),
        ("政策文件", "政策文件"),
        ("界面", "界面"),
        ("干部", "幹部"),
        ("历年走势", "歷年走勢"),
        ("简繁及地区用词", "簡繁及地區用詞"),
        ("社情民意信息", "社情民意信息"),
        ("调研(视察)报告", "調研(視察)報告"),
        ("机构“%(name)s”按%(names)s理解。", "機構「%(name)s」按%(names)s理解。"),
    ],
)
def test_words_of_the_interface_in_traditional_characters(simplified: str, written: str) -> None:
    assert traditional(simplified) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [("信息产业部", "信息產業部"), ("政策文件", "政策文件"), ("重庆市涪陵区政协", "重慶市涪陵區政協")],
)
def test_of_names_only_the_script_changes(name: str, written: str) -> None:
    app = Flask(__name__)
    with app.test_request_context(headers={"Accept-Language": "zh-TW"}):
        assert worded(name) == written
