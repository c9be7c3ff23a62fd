"""Triage of a long text: ten times the words is ten times the work, or a flood of notes stops the hub."""

from __future__ import annotations

import pytest

from bot.domain import weighing
from bot.triage import Triager

NOTE = "Ola was sick in the night and has a temperature, her reading record is in the bag"


def _pairs_compared(triager: Triager, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    compared = 0
    takes = weighing._takes

    def counting(other: weighing.Hit, hit: weighing.Hit) -> bool:
        nonlocal compared
        compared += 1
        return takes(other, hit)

    with monkeypatch.context() as patch:
        patch.setattr(weighing, "_takes", counting)
        triager(text, "en")
    return compared


def test_ten_times_the_text_is_ten_times_the_comparing(monkeypatch: pytest.MonkeyPatch) -> None:
    triager = Triager()
    once = _pairs_compared(triager, "\n".join([NOTE] * 5), monkeypatch)
    ten_times = _pairs_compared(triager, "\n".join([NOTE] * 50), monkeypatch)
    assert 0 < ten_times <= 11 * once
