"""Simplified or traditional."""

import pytest

from indexer.describe.script import find_script


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("围绕中心服务大局,发挥专门协商机构作用取得新进展", "Hans"),
        ("圍繞中心服務大局,發揮專門協商機構作用取得新進展", "Hant"),
        ("圍繞中心服務大局,發揮專門協商機構作用取得新進展,引自“国务”", "Hant"),
        ("中共中央", None),
        ("会议会议會議會議", None),
        ("", None),
        ("𠀀" * 10_000 + "圍繞中心服務大局,發揮專門協商機構作用", "Hant"),
    ],
)
def test_script(text, script):
    found = find_script(text)
    assert (found[0] if found else None) == script
