"""Whatever is posted as Twilio's form or handed over as a roster: it is read, or refused in the words its reader has."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from bot.channels.sms_form import Form, from_form, parse_payload
from bot.roster import sample
from bot.roster.build import read_plan
from bot.roster.read import Source
from tests.hostile import corpus

SEED, NOW = 20240305, datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
_SMS = {
    "MessageSid": "SM0123456789abcdef0123456789abcdef",
    "From": "+447700900101",
    "To": "+447700900001",
    "Body": "Ben is poorly today",
    "NumMedia": "1",
    "MediaUrl0": "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1",
    "MediaContentType0": "image/jpeg",
    "SmsStatus": "received",
}
_ODD = ("", "-1", "99999999999999999999", "%00", "\ud800", "delivered", "undelivered", "http://127.0.0.1/", "STOP")


def forms(rng: random.Random, times: int) -> Iterator[str]:
    for _ in range(times):
        fields = [(name, value) for name, value in _SMS.items() if rng.random() > 0.15]
        for _ in range(rng.randint(0, 3)):
            fields.insert(rng.randint(0, len(fields)), (rng.choice(list(_SMS)), rng.choice((*_ODD, rng.choice(corpus())))))
        encoded = urlencode(fields, errors="surrogatepass")
        cut = rng.randrange(len(encoded) + 1) if rng.random() < 0.2 else len(encoded)
        yield encoded[:cut]


@pytest.mark.parametrize("times", [300, pytest.param(100_000, marks=pytest.mark.long)])
def test_a_form_of_twilios_is_read_or_kept_as_unreadable(
    times: int, record_property: Callable[[str, object], None]
) -> None:
    read_, dead = 0, 0
    for encoded in forms(random.Random(SEED), times):
        received = from_form(Form(encoded), encoded.encode(), NOW)
        if not received.readable:
            dead += 1
            continue
        try:
            parse_payload(received.payload)
            read_ += 1
        except ValueError:  # shown as a dead letter
            dead += 1
    assert read_ > 0 < dead
    record_property("promise", f"{times} spoiled forms of Twilio's (seed {SEED}): {read_} read, {dead} dead letters, 0 faults")


def rosters(rng: random.Random, times: int) -> Iterator[list[Source]]:
    files = {name: text.splitlines() for name, text in sample.generate(SEED).items()}
    for _ in range(times):
        yield [Source(name, _spoiled(rng, lines)) for name, lines in files.items()]


def _spoiled(rng: random.Random, lines: list[str]) -> bytes:
    """A dozen of its lines, some cells hostile, some missing or too many; now and then bytes that are no text."""
    taken = [lines[0], *rng.sample(lines[1:], min(11, len(lines) - 1))]
    for place in range(len(taken)):
        cells = taken[place].split(",")
        if rng.random() < 0.4:
            cells[rng.randrange(len(cells))] = rng.choice(corpus())
        if rng.random() < 0.1:
            del cells[rng.randrange(len(cells)) :]
        taken[place] = ",".join(cells)
    raw = bytearray("\r\n".join(taken).encode("utf-8", "surrogatepass"))
    for _ in range(rng.choice((0, 0, 0, 1, 5))):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw)


@pytest.mark.parametrize("times", [12, pytest.param(3000, marks=pytest.mark.long)])
def test_a_spoiled_roster_is_planned_or_its_faults_are_listed(
    times: int, record_property: Callable[[str, object], None]
) -> None:
    faults = 0
    for sources in rosters(random.Random(SEED), times):
        outcome = read_plan(sources)
        faults += outcome.plan is None or bool(outcome.findings)
    assert faults
    record_property("promise", f"{times} spoiled rosters (seed {SEED}): each read, or its faults listed; no crash")
