"""Lists of ids are remembered up to so many bytes."""

from __future__ import annotations

from indexer.engine.opensearch.remembered import Remembered


def test_what_was_asked_for_lately_is_made_once_and_the_rest_forgotten() -> None:
    remembered, made = Remembered(room=3 * 1200), list[str]()

    def ask(key: str, number: int = 100) -> list[str]:
        def make() -> list[str]:
            made.append(key)
            return [f"{(1 << 63) + each:016x}" for each in range(number)]

        found = remembered.ids(key, make)
        assert remembered.size <= 3600
        return found

    assert ask("甲") == ask("甲") == [f"{(1 << 63) + each:016x}" for each in range(100)]
    for key in ("乙", "丙", "甲", "丁", "甲"):
        ask(key)
    assert made == ["甲", "乙", "丙", "丁"]
    ask("乙")
    assert made[4:] == ["乙"], "which was asked for longest ago"
    assert len(ask("多", 1000)) == 1000
    ask("甲")
    assert made[5:] == ["多"], "what is too large for the room is not kept, and nothing is forgotten for it"
    assert ask("空", 0) == ask("空", 0) == []
