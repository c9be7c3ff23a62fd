"""Other people are taken out of a text; the reader's own family and plain words stay."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.protection.redacting import Redactor
from bot.domain.protection.requests import Kind, asked_in, due_on, reminders_due

REDACT = Redactor(
    ["Mary Marsh", "Ben Tully", "Ada Marsh", "Will Hope"], ["Anna Kowalska", "Ada Kowalska"], ["+447700900302"]
)


@pytest.mark.parametrize(
    "text,told",
    [
        ("Ada met Ben Tully.", "Ada met [another person]."),
        ("I hope she will come", "I hope she will come"),
        ("Will and Hope will come", "[another person] and [another person] will come"),
        ("mama Bena i Marsha", "mama Bena i [another person]"),
        ("ring 07700 900302, not 07700 900999", "ring 07700 900302, not [number]"),
        ("on 5 March 2024 at 10:00, room 12", "on 5 March 2024 at 10:00, room 12"),
        ("write to somebody@school.example", "write to [number]"),
    ],
)
def test_a_text_keeps_what_is_the_readers(text: str, told: str) -> None:
    assert REDACT(text) == told


@pytest.mark.parametrize(
    "asked,months,due",
    [
        (date(2019, 3, 4), 1, date(2019, 4, 4)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 12, 31), 3, date(2025, 3, 31)),
    ],
)
def test_a_month_is_a_calendar_month_without_a_break_for_holidays(asked: date, months: int, due: date) -> None:
    assert due_on(asked, months) == due


def test_reminders_grow_denser_and_go_on_daily_once_it_is_late() -> None:
    due = date(2024, 4, 5)
    days = [
        date(2024, 3, 20),
        date(2024, 3, 22),
        date(2024, 3, 30),
        date(2024, 4, 3),
        date(2024, 4, 5),
        date(2024, 4, 7),
    ]
    assert [reminders_due(due, day) for day in days] == [0, 1, 2, 3, 4, 6]


@pytest.mark.parametrize(
    "text,kind",
    [
        ("please send me everything you hold on us", Kind.ACCESS),
        ("What information do you have about my son?", Kind.ACCESS),
        ("gdzie dostanę wszystko co o nim macie, zgodnie z RODO", Kind.ACCESS),
        ("quisiera saber qué datos tienen de mi hija y sobre mí", Kind.ACCESS),
        ("Vorrei tutti i dati che avete su mio figlio", Kind.ACCESS),
        ("Envoyez-moi toutes les données que vous avez sur mon enfant", Kind.ACCESS),
        ("Prašau visų duomenų, kuriuos turite apie mus", Kind.ACCESS),
        ("Искам всички данни, които пазите за нас", Kind.ACCESS),
        ("Hakkımızda elinizdeki bütün bilgileri istiyorum", Kind.ACCESS),
        ("Пришлите все данные, которые вы храните о нас", Kind.ACCESS),
        ("Удалите все наши данные", Kind.ERASURE),
        ("please delete all our data from your system", Kind.ERASURE),
        ("Do you have everything for the trip?", None),
        ("Can you hold the coat for Ada, I have it all", None),
        ("Please delete the photo from yesterday", None),
        ("Avez-vous vu son manteau sur la table ?", None),
        ("Tutto bene, grazie, avete un minuto domani?", None),
    ],
)
def test_a_request_needs_no_magic_words(text: str, kind: Kind | None) -> None:
    assert asked_in(text) == kind
