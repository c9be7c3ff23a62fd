"""What triage reaches on the blind messages does not fall. The floors lie a little under what was measured last."""

from __future__ import annotations

import pytest

from bot.learned.fusing import Level
from tests.triage.labelled import Labelled, messages
from tests.triage.scoring import Figures, figures, outcomes
from tests.triage.triagers import triager

RULES, WORDS, MEANING = Level.RULES, Level.WORDS, Level.MEANING


def measured(level: Level, step: int) -> Figures:
    """Of every so many messages: the embedding takes 20 ms for one, and a sample is enough to see it fall."""
    sample: list[Labelled] = list(messages("blind"))[::step]
    return figures(outcomes(sample, triager(level)))


@pytest.mark.untraced
@pytest.mark.parametrize(
    "level,step,served,right,missed,alarmed,notes_taken",
    [
        (RULES, 1, 0.70, 0.70, 0.45, 0.15, 0.07),
        (WORDS, 1, 0.78, 0.80, 0.32, 0.12, 0.08),
        (MEANING, 20, 0.85, 0.84, 0.20, 0.20, 0.15),
    ],
)
def test_blind_messages_are_served_as_well_as_before(
    level: Level, step: int, served: float, right: float, missed: float, alarmed: float, notes_taken: float
) -> None:
    found = measured(level, step)
    assert found.served >= served
    assert found.right >= right
    assert found.missed["safeguarding"] <= missed
    assert found.alarmed <= alarmed
    assert found.notes_taken <= notes_taken


@pytest.mark.long
def test_every_blind_message_is_served_as_well_by_the_default_install() -> None:
    found = measured(MEANING, 1)
    assert found.served >= 0.91
    assert found.right >= 0.90
    assert found.missed["safeguarding"] <= 0.06
    assert found.alarmed <= 0.155
    assert found.notes_taken <= 0.05
