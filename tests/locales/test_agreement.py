"""Every line of the agreement as one text message in every language, with the child, the question and its answers."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest

from bot.deliver.desk import Desk, finished
from bot.domain.agreeing import FAMILY_LINES, STAFF_PAPERS, ask
from bot.domain.consent import Asking, Line
from bot.domain.conversation import Conversation
from bot.domain.messages import Address, Carrier, Side
from bot.domain.sms import Encoding, sms_parts
from bot.domain.wording import ClassName, Name
from bot.phrases import Reader, render
from bot.phrases.catalogues import LANGUAGES, SOURCES
from bot.policyfile.vocabulary import LINES

NOW = datetime(2026, 6, 2, 11, 0, tzinfo=UTC)
ALLOWED = {Encoding.GSM7: 2, Encoding.UCS2: 3}


def _look_up(wanted: Name | ClassName) -> str:
    return "Aleksander"


def _question(line: str, locale: str) -> str:
    _, words = ask(Conversation(), Asking(Line(line), 7), "first", NOW)
    reader = Reader(locale, "Europe/London", NOW, _look_up, {"school": "Oak Lane"})
    to = SimpleNamespace(address=Address(Carrier.SMS, "+447700900103"), account=SimpleNamespace(side=Side.FAMILIES))
    desk = cast(Desk, SimpleNamespace(to=to, reader=reader, row=SimpleNamespace(id=1)))
    return finished(desk, [render(phrase, reader) for phrase in words.phrases], words.options).text


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("line", sorted(FAMILY_LINES))
def test_a_line_costs_two_parts_or_three_where_gsm_lacks_the_letters(line: str, locale: str) -> None:
    parts = sms_parts(_question(line, locale))
    assert parts.parts <= ALLOWED[parts.encoding], f"{parts.units} units: {_question(line, locale)}"


def test_every_line_a_policy_may_name_has_a_wording() -> None:
    assert set(LINES) == FAMILY_LINES
    assert {f"agree.line.{line}" for line in FAMILY_LINES} <= set(SOURCES["families"])
    assert {f"staff.agree.line.{line}" for line in STAFF_PAPERS} <= set(SOURCES["staff"])


def test_a_line_of_the_schools_own_is_asked_as_the_school_wrote_it() -> None:
    _, words = ask(Conversation(), Asking(Line("wellies", wording="I will send wellies."), None), "first", NOW)
    reader = Reader("en", "Europe/London", NOW, _look_up)
    assert [render(phrase, reader) for phrase in words.phrases] == ["I will send wellies.", "Do you agree?"]
