"""What triage reaches on the blind messages does not fall. The floors lie a little under what was measured last."""

from __future__ import annotations

import pytest

from bot.learned.fusing import Level
from tests.triage.labelled import Labelled, messages
from tests.triage.scoring import Figures, figures, outcomes
from tests.triage.triagers import triager

_EVERY = {Level.RULES: 1, Level.WORDS: 1, Level.MEANING: 12}
"""The embedding takes 20 ms a message: a twelfth of them is enough to see it fall. `make triage-report` reads all."""


def sample(level: Level) -> list[Labelled]:
    return list(messages("blind"))[:: _EVERY[level]]


def measured(level: Level) -> Figures:
    return figures(outcomes(sample(level), triager(level)))


@pytest.mark.parametrize(
    "level,served,right,missed,alarmed",
    [
        (Level.RULES, 0.58, 0.62, 0.78, 0.12),
        (Level.WORDS, 0.76, 0.78, 0.30, 0.22),
        (Level.MEANING, 0.85, 0.84, 0.16, 0.15),
    ],
)
def test_blind_messages_are_served_as_well_as_before(
    level: Level, served: float, right: float, missed: float, alarmed: float
) -> None:
    found = measured(level)
    assert found.served >= served
    assert found.right >= right
    assert found.missed["safeguarding"] <= missed
    assert found.alarmed <= alarmed
