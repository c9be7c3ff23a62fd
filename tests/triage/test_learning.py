"""The build step itself: what it says of a message left out comes from the others alone."""

from __future__ import annotations

import numpy as np
import pytest

from bot.domain.bars import Bars
from bot.domain.heads import LABELS
from bot.domain.ngrams import BUCKETS
from bot.domain.subjects import Triage
from tests.triage.labelled import Labelled
from tests.triage.learning import bars, kernels, softmax

TEXTS = [f"{what} {n}" for n in range(10) for what in ("ill today", "reading book")]
TOPICS = np.array([[1.0, 0.0], [0.0, 1.0]] * 10)


def test_what_is_said_of_a_message_left_out_does_not_come_from_its_own_label() -> None:
    likeness = kernels.word_likeness(kernels.word_table(TEXTS))
    swapped = TOPICS.copy()
    swapped[[0, 5]] = swapped[[5, 0]]  # both left out together, so the others stay as they were
    plain, other = (softmax.fitted(likeness, topics, 0.01, 8).unseen for topics in (TOPICS, swapped))
    assert np.allclose(plain[[0, 5]], other[[0, 5]])
    assert (plain.argmax(axis=1) == TOPICS.argmax(axis=1)).all()


def test_each_fit_climbs_as_if_it_were_alone() -> None:
    likeness = kernels.word_likeness(kernels.word_table(TEXTS))
    at = np.flatnonzero(np.arange(len(TEXTS)) % softmax.PARTS)  # all but the first part, which the second fit leaves out
    alone = softmax.climbed(likeness[np.ix_(at, at)], np.ones((len(at), 1, 1)), TOPICS[at, None], np.zeros(2), 0.01, 8)[1]
    seen = (np.arange(len(TEXTS)) % softmax.PARTS > 0)[:, None, None] * np.array([1, 1])[None, :, None]
    beside = softmax.climbed(likeness, seen, TOPICS[:, None], np.zeros(2), 0.01, 8)[1]
    assert np.allclose(beside[at, 0], alone[:, 0], atol=1e-3)
    assert np.allclose(beside[:, 0], beside[:, 1], atol=1e-3)


def test_the_weights_of_pieces_say_what_the_likeness_to_messages_says() -> None:
    table = kernels.word_table(TEXTS)
    says = np.arange(2.0 * len(TEXTS), dtype=np.float32).reshape(-1, 2)
    weights = kernels.word_weights(table, says)
    assert weights.shape == (BUCKETS, 2)
    levels = np.array(table.rarities)[table.rarity]
    read = [levels[held] @ weights[held] / norm for held, norm in zip(table.held, table.norms, strict=True)]
    assert np.allclose(read, kernels.word_likeness(table) @ says, atol=1e-2)


def test_what_few_messages_hold_counts_as_what_many_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    table = kernels.word_table(TEXTS)
    plain = kernels.word_likeness(table)
    monkeypatch.setattr(kernels, "OFTEN", 3)
    assert np.allclose(kernels.word_likeness(table), plain, atol=1e-4)
    assert np.allclose(np.diag(plain), 1, atol=1e-4)


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


def test_danger_not_told_costs_and_so_does_crying_wolf_and_its_bar_is_no_bargain() -> None:
    calm = [read("teacher", 0.5, other="safeguarding", chance=0.93), read("safeguarding", 0.5, other="teacher", chance=0.11)]
    assert bars.harm(calm, Bars(danger=0.09)) < min(bars.harm(calm, Bars(danger=lower)) for lower in (0.06, 0.14))
    assert bars.fitted(calm, "meaning")["danger"] == bars.HELD["meaning"].danger


def test_an_absence_that_goes_elsewhere_costs_more_than_a_question() -> None:
    missed = [read("office", 0.9, chance=0.97, other="dinner"), read("absence", 0.1, chance=0.3, other="dinner")]
    assert bars.harm(missed, Bars(sure=0.6, watch=0.4)) > bars.harm(missed, Bars(sure=0.6, watch=0.2)) == 0
