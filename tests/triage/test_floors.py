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
        (RULES, 1, 0.69, 0.73, 0.59, 0.05, 0.09),
        (WORDS, 1, 0.81, 0.83, 0.31, 0.10, 0.05),
        (MEANING, 20, 0.89, 0.88, 0.15, 0.15, 0.12),
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
    assert found.served >= 0.87
    assert found.right >= 0.85
    assert found.missed["safeguarding"] <= 0.08
    assert found.alarmed <= 0.14
    assert found.notes_taken <= 0.08
