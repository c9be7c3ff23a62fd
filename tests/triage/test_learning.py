"""The build step itself: what it says of a message left out comes from the others alone."""

from __future__ import annotations

import numpy as np

from bot.domain.ngrams import BUCKETS
from tests.triage.learning import kernels, landmarks

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
