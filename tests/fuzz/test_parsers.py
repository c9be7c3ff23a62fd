"""Whatever a carrier, a spreadsheet or a file says: it is understood, or refused in the one way its reader has."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import daywordfiles
from bot.channels.jsons import loads
from bot.channels.telegram_parse import parse_update
from bot.channels.telegram_trim import receive
from bot.domain import daywords
from bot.policyfile import PolicyProblems, load
from bot.presets import names, read
from bot.roster.phones import read_phones
from bot.signing_in.factors import step_of
from tests.hostile import corpus

SEED, NOW = 20240305, datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
PAYLOADS = sorted(Path(__file__).parents[1].glob("channels/telegram/payloads/*.json"))
_VALUES: tuple[Any, ...] = (None, True, -1, 0, 2**63, 2**70, 1.5, "", [], {}, [[]], {"id": {}}, "x" * 5000)


def spoiled(value: Any, rng: random.Random) -> Any:
    """The same JSON with one or two places of it changed, gone or of another kind."""
    if rng.random() < 0.12 or not isinstance(value, dict | list):
        return rng.choice((*_VALUES, *rng.sample(corpus(), 8))) if rng.random() < 0.08 else value
    if isinstance(value, list):
        return [spoiled(one, rng) for one in value]
    return {name: spoiled(one, rng) for name, one in value.items() if rng.random() > 0.01}


def updates(rng: random.Random, times: int) -> Iterator[bytes]:
    for file in PAYLOADS:
        whole = json.loads(file.read_text("utf-8"))
        for _ in range(times):
            yield json.dumps(spoiled(whole, rng)).encode()


@pytest.mark.parametrize("times", [20, pytest.param(3000, marks=pytest.mark.long)])
def test_an_update_of_telegrams_is_read_or_refused(times: int, record_property: Callable[[str, object], None]) -> None:
    read_, refused = 0, 0
    for raw in updates(random.Random(SEED), times):
        try:
            received = receive(loads(raw), NOW, raw)
            if received is not None:
                parse_update(received.payload)
            read_ += 1
        except ValueError:  # it is kept as a dead letter
            refused += 1
    assert read_ > 0 < refused
    record_property(
        "promise", f"{read_ + refused} spoiled updates (seed {SEED}): {read_} read, {refused} refused, 0 faults"
    )


def test_a_policy_that_is_not_one_is_refused_in_words() -> None:
    rng = random.Random(SEED)
    for name in names():
        lines = read(name).splitlines()
        for _ in range(6):
            spoilt, place = list(lines), rng.randrange(len(lines))
            key = spoilt[place].partition("=")[0]
            spoilt[place] = rng.choice(
                (f"{key}= {json.dumps(rng.choice(corpus()))}", f"{key}= -1", f"{key}= []", "", "[[x]]")
            )
            try:
                load("\n".join(spoilt).encode("utf-8", "replace").decode(), name)
            except PolicyProblems as refused:
                assert str(refused)


def test_numbers_days_and_codes_in_any_writing_are_read_or_left() -> None:
    words = daywordfiles.load()
    for text in corpus():
        read_phones(text)
        step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", text, NOW)
        daywords.read(text, words, "en")


def test_a_code_may_be_typed_in_the_digits_of_ones_own_script() -> None:
    assert step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "٠١٢٣٤٥", NOW) is None
