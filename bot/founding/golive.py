"""What is still missing before families are let in, in the order to do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.calendarfile import SchoolDates
from bot.domain.policy import Policy
from bot.policyfile import warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What is there already."""

    policy: Policy
    dates: SchoolDates
    bots: bool
    sms: bool
    checked: bool  # the carriers were asked who the tokens belong to
    key_file: str
    running: bool = False  # set up in a browser, the hub is there already


def steps(ready: Ready) -> list[str]:
    """Plain sentences, each one thing to do."""
    return list(_steps(ready))


def _steps(ready: Ready) -> Iterator[str]:
    yield f"Print `bookbag keys sheet` for the school's safe: without the key {ready.key_file} nothing can be read."
    if not ready.bots:
        yield (
            "Make two bots with @BotFather in Telegram, one for parents and one for staff, and put their tokens into"
            " .env as BOOKBAG_PARENT_BOT_TOKEN and BOOKBAG_STAFF_BOT_TOKEN."
        )
    if not ready.sms:
        yield (
            "For families without Telegram: buy a two-way number at Twilio and put BOOKBAG_TWILIO_ACCOUNT_SID,"
            " BOOKBAG_TWILIO_AUTH_TOKEN and BOOKBAG_TWILIO_NUMBER into .env."
        )
    if not ready.dates.terms:
        yield "Enter term dates and INSET days: `bookbag dates FILE`. Until then next openings in holidays are not known."
    for sentence in warnings(ready.policy):
        yield f"Policy: {sentence}"
    if not ready.checked and (ready.bots or ready.sms):
        yield "The tokens were not tested: `bookbag doctor` does it."
    yield "Import the roster: `bookbag import FILE --dry-run`, then without --dry-run."
    if not ready.running:
        yield "Start the hub: `bookbag run` (the README shows how to have it started with the machine)."
    yield "Have the staff join: each sends their own code to the staff bot. More staff: `bookbag invites --staff --out FOLDER`."
    yield "Look everything over: `bookbag doctor` and `bookbag check`."
    yield "Print the families' sheets: `bookbag invites --out FOLDER`."
