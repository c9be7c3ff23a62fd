"""The labelled messages keep their own rules: known labels, the tie-break, and nothing learnt that is measured on."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.triage.labelled import Labelled, messages

SETS = ("corpus", "blind", "ordinary", "unseen")
# The tie-break: what stands earlier outranks what stands later, and the rest rank alike.
RANKED = ("safeguarding", "urgent", "absence", "complaint")
LABELS = {*RANKED, "abusive", "dinner", "progress", "sen", "office", "teacher", "other"}


def bare(text: str) -> str:
    """The words alone, for telling copies; a text of signs only stays as it is."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text


def rank(label: str) -> int:
    return RANKED.index(label) if label in RANKED else len(RANKED)


def breaks_the_tie_break(message: Labelled) -> bool:
    return any(rank(label) < rank(message.label) for label in message.also)


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("which", SETS)
def test_every_label_is_one_the_sorter_knows(which: str) -> None:
    unknown = [m.id for m in messages(which) if not {m.label, *m.also} <= LABELS]
    assert unknown == []


@pytest.mark.parametrize("which", SETS)
def test_no_second_label_outranks_or_repeats_the_first(which: str) -> None:
    wrong = [m.id for m in messages(which) if breaks_the_tie_break(m) or m.label in m.also]
    assert wrong == []


@pytest.mark.parametrize("which", SETS)
def test_every_message_has_its_own_id_and_its_own_words(which: str) -> None:
    assert repeated([m.id for m in messages(which)]) == []
    assert repeated([f"{m.lang} {bare(m.text)}" for m in messages(which)]) == []


@pytest.mark.parametrize("which", SETS[1:])
def test_no_message_measured_on_is_among_those_learnt_from(which: str) -> None:
    learnt = {bare(m.text) for m in messages("corpus")}
    assert [m.id for m in messages(which) if bare(m.text) in learnt] == []
