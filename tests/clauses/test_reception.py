"""What is always reception's and never answered by teachers (BNV19): four matters in Polish, one each Tuesday at 08:10."""

from __future__ import annotations

import contextlib

import pytest

from tests.clauses.conftest import Opens
from tests.translation.stub import serving

_FOUR = (  # the day, the parent's words, the subject on reception's card, English, words of a Polish answer
    ("Tue 5 Mar 2024", "Ada ma dentystę o 10", "Appointment", "has the dentist", "nieobecność"),
    ("Tue 12 Mar 2024", "Ada wymiotuje", "Sickness", "is being sick", "nieobecność"),
    ("Tue 19 Mar 2024", "Ile wynosi opłata za obiady Ady?", "Dinners", "how much are dinners", "obiady"),
    ("Tue 26 Mar 2024", "Chcę złożyć oficjalną skargę do dyrektora", "Complaint", "I wish to complain", "skarga"),
)
_BRIEF = 160  # letters: one screen of a locked phone


def _english(text: str) -> str:
    """An engine of the school's own: names arrive masked and leave as they came."""
    for said, english in (("ma dentystę o", "has the dentist at"), ("wymiotuje", "is being sick")):
        text = text.replace(said, english)
    for said, english in (
        ("Ile wynosi opłata za obiady", "how much are dinners of"),
        ("Chcę złożyć oficjalną skargę do dyrektora", "I wish to complain"),
    ):
        text = text.replace(said, english)
    return text


@pytest.mark.meaning
@pytest.mark.parametrize("engine", [True, False], ids=["own-engine", "no-engine"])
async def test_BNV19_four_matters_in_polish_are_receptions_and_the_teacher_sees_none(
    school: Opens, engine: bool
) -> None:
    with serving() if engine else contextlib.nullcontext() as stub:
        if stub:
            stub.translate = _english
        settings = {"translator_url": stub.url} if stub else {}
        async with school("bentley-new-village", "Mon 4 Mar 2024 09:00", **settings) as bentley:
            for day, words, subject, english, answer in _FOUR:
                await bentley.at(f"{day} 08:10")
                await bentley.say("P1", words)
                told = await bentley.only("P1")
                assert answer in told
                assert "sekretariat" in told
                assert len(told) <= _BRIEF
                await bentley.hears("OFF")
                await bentley.silent("T4")

                assert await bentley.waits_for("OFF", words)
                below = english if engine else "not translated: language Polish"
                card = await bentley.sees("OFF", below)
                assert card.startswith("Ada Kowalska · Y4\n")
                assert words in card
                assert f"\n{subject}" in card
                assert not await bentley.waits_for("T4", words, english)


@pytest.mark.parametrize(("parent", "words"), [("P1", "Ada wymiotuje"), ("P2", "Ada is being sick")])
async def test_BNV19_outside_office_hours_receptions_matters_are_held_too(
    school: Opens, parent: str, words: str
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 16:30") as bentley:
        await bentley.say(parent, words)
        told = await bentley.only(parent)
        assert "8:00" in told
        await bentley.at("Wed 6 Mar 2024 07:59")
        await bentley.silent("OFF", "T4")
        await bentley.at("Wed 6 Mar 2024 08:00")
        assert await bentley.hears("OFF")
        assert await bentley.waits_for("OFF", words)
        await bentley.silent("T4")
        assert not await bentley.waits_for("T4", words)
