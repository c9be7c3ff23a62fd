"""What triage reaches does not fall: on the blind messages a little under what was measured last, on an unseen post what is aimed at."""

from __future__ import annotations

import pytest

from bot.learned.fusing import Level
from tests.triage.labelled import Labelled, messages
from tests.triage.scoring import Figures, figures, outcomes
from tests.triage.triagers import triager

RULES, WORDS, MEANING = Level.RULES, Level.WORDS, Level.MEANING


def measured(level: Level, step: int) -> Figures:
    """Of every so many messages: a sample is enough to see it fall, and the long run goes through them all."""
    sample: list[Labelled] = list(messages("blind"))[::step]
    return figures(outcomes(sample, triager(level)))


@pytest.mark.untraced
@pytest.mark.parametrize(
    "level,step,served,right,missed,alarmed,notes_taken",
    [
        (RULES, 4, 0.75, 0.88, 0.30, 0.28, 0.05),
        (WORDS, 4, 0.83, 0.84, 0.27, 0.10, 0.02),
        (MEANING, 20, 0.89, 0.88, 0.15, 0.15, 0.12),
    ],
)
def test_a_sample_of_blind_messages_is_served_as_well_as_before(
    level: Level, step: int, served: float, right: float, missed: float, alarmed: float, notes_taken: float
) -> None:
    _holds(measured(level, step), served, right, missed, alarmed, notes_taken)


@pytest.mark.long
@pytest.mark.parametrize(
    "level,served,right,missed,alarmed,notes_taken",
    [
        (RULES, 0.73, 0.80, 0.25, 0.26, 0.05),
        (WORDS, 0.83, 0.83, 0.27, 0.10, 0.05),
        (MEANING, 0.87, 0.85, 0.08, 0.14, 0.08),
    ],
)
def test_every_blind_message_is_served_as_well_as_before(
    level: Level, served: float, right: float, missed: float, alarmed: float, notes_taken: float
) -> None:
    _holds(measured(level, 1), served, right, missed, alarmed, notes_taken)


@pytest.mark.untraced
@pytest.mark.parametrize("level,served", [(RULES, 0.92), (WORDS, 0.97)])
def test_an_unseen_post_is_served_and_its_danger_told_without_the_embedding(level: Level, served: float) -> None:
    found = figures(outcomes(messages("unseen"), triager(level)))
    assert found.served >= served
    assert found.missed["safeguarding"] <= 0.03


@pytest.mark.long
def test_an_unseen_post_is_served_as_is_aimed_at() -> None:
    done = outcomes(messages("unseen"), triager(MEANING))
    found = figures(done)
    assert found.served >= 0.97
    assert found.decided >= 0.80
    assert found.right >= 0.96
    assert max(found.missed.values()) <= 0.02
    assert found.alarmed <= 0.03
    assert found.strayed <= 0.05
    assert found.notes_taken <= 0.03
    others = [one for one in done if one.message.lang != "en"]
    assert figures(others).served >= 0.96
    by_language = {one.message.lang: [other for other in done if other.message.lang == one.message.lang] for one in done}
    assert min(figures(alike).served for alike in by_language.values()) >= 0.90


def _holds(found: Figures, served: float, right: float, missed: float, alarmed: float, notes_taken: float) -> None:
    assert found.served >= served
    assert found.right >= right
    assert found.missed["safeguarding"] <= missed
    assert found.alarmed <= alarmed
    assert found.notes_taken <= notes_taken
