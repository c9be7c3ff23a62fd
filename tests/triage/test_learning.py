"""The build step itself: what it says of a message left out comes from the others alone."""

from __future__ import annotations

import numpy as np

from bot.domain.bars import Bars
from bot.domain.heads import LABELS
from bot.domain.ngrams import BUCKETS
from bot.domain.subjects import Triage
from tests.triage.labelled import Labelled
from tests.triage.learning import bars, kernels, landmarks

TEXTS = [f"{what} {n}" for n in range(10) for what in ("ill today", "reading book")]
TOPICS = np.array([[1.0, 0.0], [0.0, 1.0]] * 10)


def test_what_is_said_of_a_message_left_out_does_not_come_from_its_own_label() -> None:
    table, marks = kernels.word_table(TEXTS), landmarks.chosen(len(TEXTS), 8)
    likeness = kernels.word_likeness(table, marks)
    assert set(marks) & {0, 5}  # a landmark that is left out does not know itself either
    swapped = TOPICS.copy()
    swapped[[0, 5]] = swapped[[5, 0]]  # both left out together, so the others stay as they were
    plain, other = (landmarks.fitted(likeness, marks, topics, 0.01).unseen for topics in (TOPICS, swapped))
    assert np.allclose(plain[[0, 5]], other[[0, 5]])
    assert (plain.argmax(axis=1) == TOPICS.argmax(axis=1)).all()


def test_the_weights_of_pieces_say_what_the_likeness_to_landmarks_says() -> None:
    table, marks = kernels.word_table(TEXTS), landmarks.chosen(len(TEXTS), 8)
    says = np.arange(16, dtype=np.float32).reshape(8, 2)
    weights = kernels.word_weights(table, marks, says)
    assert weights.shape == (BUCKETS, 2)
    levels = np.array(table.rarities)[table.rarity]
    read = [levels[held] @ weights[held] / norm for held, norm in zip(table.held, table.norms, strict=True)]
    assert np.allclose(read, kernels.word_likeness(table, marks) @ says, atol=1e-3)


def test_a_week_counts_by_language_and_label_as_the_usual_messages_do() -> None:
    usual = [Labelled("dev-1", "en", "", "teacher", ()), Labelled("dev-2", "pl", "", "absence", ())]
    week = [Labelled(f"week-{n}", lang, "", label, ()) for n, (lang, label) in enumerate(WEEK)]
    weights = bars.ordinary([*usual, *week], lambda message: message.id.startswith("dev-"))
    assert weights == [0.25, 0.25, 0.125, 0.125, 0.25]
    assert sum(weights) == 1


WEEK = [("en", "teacher"), ("en", "teacher"), ("ro", "absence")]


def read(label: str, weight: float, *, other: str = "office", chance: float = 0.6) -> bars.Read:
    main = {label: chance, other: 1 - chance}
    told = {name: main.get(name, 0.0) for name in LABELS}
    return bars.Read(Labelled("week-1", "en", "", label, ()), Triage(), told, told, weight)


def test_the_bar_of_sureness_asks_no_more_than_the_aims_call_for() -> None:
    plain = [read("dinner", 0.9, chance=0.97), read("dinner", 0.1, chance=0.55)]
    assert bars.harm(plain, Bars(sure=0.9)) == 0  # one in ten is asked about: that is allowed
    assert bars.harm(plain, Bars(sure=0.99)) > 0  # everything is asked about


def test_an_absence_that_goes_elsewhere_costs_more_than_a_question() -> None:
    missed = [read("office", 0.9, chance=0.97, other="dinner"), read("absence", 0.1, chance=0.3, other="dinner")]
    assert bars.harm(missed, Bars(sure=0.6, watch=0.4)) > bars.harm(missed, Bars(sure=0.6, watch=0.2)) == 0
