"""What an everyday answer costs as a text message: the handlers' own answers, in every language.

At most two parts where GSM-7 has the letters, three where it has not (voice.md): cut words, not facts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import cast

import pytest

from bot.deliver.desk import Desk, finished
from bot.domain.calendar import Calendar
from bot.domain.conversation import Conversation
from bot.domain.effects.telling import Send
from bot.domain.fitting import fits, leaner
from bot.domain.messages import Address, Carrier, Inbound, Side
from bot.domain.people import Guardian, Pupil, Role, SchoolClass
from bot.domain.policy import Messages, Place, Policy, Routing, Safeguarding, SchoolFacts
from bot.domain.routing import Calendars
from bot.domain.sending import Words
from bot.domain.sms import Encoding, Parts, sms_parts
from bot.domain.subjects import Finding, Subject, Triage
from bot.domain.wording import ClassName, Name, Option, Phrase, RoleName, When, say
from bot.handlers.base import FamilyContext, first_match
from bot.handlers.families import HANDLERS
from bot.phrases import Reader, render
from bot.phrases.catalogues import LANGUAGES

TUESDAY_NOON = datetime(2026, 6, 2, 11, 0, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2026, 6, 2, 19, 0, tzinfo=UTC)  # "tomorrow at 8:00"
FRIDAY_NIGHT = datetime(2026, 6, 5, 19, 0, tzinfo=UTC)  # "on Monday at 8:00"
PHONE, LINE = "01632 960100", "01632 960199"
OLA = Pupil(1, "Ola", "Zielona", SchoolClass(7, "3B", "3"))
JAN = Pupil(2, "Jan", "Zielony", SchoolClass(8, "5A", "5"))
SENDER = Address(Carrier.SMS, "+447700900103")
ALLOWED = {Encoding.GSM7: 2, Encoding.UCS2: 3}


def context(now: datetime, *pupils: Pupil, subject: Subject = Subject.NOTE) -> FamilyContext:
    """One message about one subject; without pupils its sender is unknown."""
    open_on = ((frozenset(range(5)), time(8), time(18)),)
    calendar = Calendar(zone="Europe/London", periods=open_on)
    to_office = dict.fromkeys((Subject.SICKNESS, Subject.URGENT), Place(Role.OFFICE))
    return FamilyContext(
        school_id=1,
        account_id=1,
        event=Inbound(provider_id="1", message_id="1", sender=SENDER, sent_at=now, text="some words"),
        now=now,
        policy=Policy(
            school=SchoolFacts("Oak Lane", "Oak Lane", PHONE),
            mode="two_way",
            routing=Routing(to_office),
            safeguarding=Safeguarding(out_of_hours_line=LINE),
            messages=Messages(parent_to_teacher=True),
        ),
        calendars=Calendars(calendar, calendar),
        conversation=Conversation(),
        triage=Triage((Finding(subject, 0.9),)),
        contact_id=1,
        contact_state="verified",
        fresh=range(100, 150),
        guardian=Guardian(1, "Marta", "Zielona", None, pupils) if pupils else None,
    )


def saying(text: str, asked: FamilyContext) -> FamilyContext:
    return replace(asked, event=replace(asked.event, text=text))


def answer(asked: FamilyContext, locale: str) -> str:
    """The one text message that goes out."""
    decision = first_match(HANDLERS, asked).handle(asked)
    (words,) = (
        effect.parcel.content
        for effect in decision.effects
        if isinstance(effect, Send) and isinstance(effect.parcel.content, Words)
    )
    return written(words, locale, asked.now)


def written(words: Words, locale: str, now: datetime, school: str = "Oak Lane") -> str:
    facts = {"school": school, "office_phone": PHONE, "out_of_hours": LINE}
    reader = Reader(locale, "Europe/London", now, _look_up, facts)
    to = SimpleNamespace(address=SENDER, account=SimpleNamespace(side=Side.FAMILIES))
    desk = cast(Desk, SimpleNamespace(to=to, reader=reader, row=SimpleNamespace(id=1)))
    return finished(desk, [render(phrase, reader) for phrase in words.phrases], words.options).text


def _look_up(wanted: Name | ClassName) -> str:
    return "3B" if isinstance(wanted, ClassName) else {1: "Ola", 2: "Jan"}[wanted.id]


ANSWERS: dict[str, Callable[[], FamilyContext]] = {
    "held until tomorrow": lambda: context(TUESDAY_NIGHT, OLA),
    "held until Monday": lambda: context(FRIDAY_NIGHT, OLA),
    "passed to the teacher": lambda: context(TUESDAY_NOON, OLA),
    "passed to the open office": lambda: context(TUESDAY_NOON, OLA, subject=Subject.SICKNESS),
    "passed to the office, closed until tomorrow": lambda: context(TUESDAY_NIGHT, OLA, subject=Subject.SICKNESS),
    "passed to the office, closed until Monday": lambda: context(FRIDAY_NIGHT, OLA, subject=Subject.SICKNESS),
    "which child": lambda: context(TUESDAY_NOON, OLA, JAN),
    "unknown number": lambda: context(TUESDAY_NOON),
    "which language": lambda: saying("LANGUAGE", context(TUESDAY_NOON, OLA)),
    "urgent in hours": lambda: context(TUESDAY_NOON, OLA, subject=Subject.URGENT),
}

# The office's message names the child and the subject, offers to correct them, and says its opening twice. In these
# languages that is more than 201 letters however it is put; one part more is the price of not leaving a fact out.
ONE_PART_MORE = {
    "passed to the office, closed until tomorrow": {"pl", "ro", "ur", "gu", "ar"},
    "passed to the office, closed until Monday": {"pl", "ro", "ur", "pa", "gu", "ar", "ta", "hi"},
}


def cost(name: str, locale: str) -> Parts:
    return sms_parts(answer(ANSWERS[name](), locale))


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("name", ANSWERS)
def test_an_everyday_answer_costs_two_parts_or_three_where_gsm_lacks_the_letters(name: str, locale: str) -> None:
    parts = cost(name, locale)
    allowed = ALLOWED[parts.encoding] + (locale in ONE_PART_MORE.get(name, set()))
    assert parts.parts <= allowed, f"{parts.units} units"


@pytest.mark.parametrize("name", ONE_PART_MORE)
def test_no_exception_outlives_its_need(name: str) -> None:
    costs = {locale: cost(name, locale) for locale in LANGUAGES}
    dear = {locale for locale, parts in costs.items() if parts.parts > ALLOWED[parts.encoding]}
    assert dear == ONE_PART_MORE[name]


def test_english_answers_need_no_letter_beyond_gsm() -> None:
    assert {cost(name, "en_GB").encoding for name in ANSWERS if name != "which language"} == {Encoding.GSM7}


def test_the_held_notice_reads_as_people_speak() -> None:
    assert answer(context(FRIDAY_NIGHT, OLA), "en").splitlines() == [
        "Oak Lane: We have your message.",
        "The 3B teacher will see it on Monday at 8:00.",
        "Nobody is reading messages now.",
        "If someone is in danger call 999. Office: 01632 960100, open again on Monday at 8:00.",
        "At other times: 01632 960199.",
    ]


TOPICS = ("learning", "pastoral", "sen_physical", "staff", "admin")
EIGHT = When(datetime(2026, 6, 3, 7, 0, tzinfo=UTC))
HELD = (say("received"), say("held.until", place=RoleName(Role.CLASS_TEACHER, 7), when=EIGHT), say("held.nobody_reads"))
DANGER = (say("emergency.office_later", when=EIGHT),)
QUESTIONS = {
    "five topics": tuple(Option(say(f"option.topic.{one}"), one) for one in TOPICS),
    "three subjects": tuple(
        Option(say(key), key) for key in ("option.voice_note", "option.topic.admin", "subject.complaint")
    ),
}


def asked_at_night(question: str, *before: Phrase) -> Words:
    ring = Option(say("option.ring_me"), "ring", 0)
    return Words((*before, *DANGER, say("topic.ask")), (*QUESTIONS[question], ring))


def least(words: Words, locale: str, *, office_open: bool = False) -> str:
    texts = [written(one, locale, TUESDAY_NIGHT, "Little Thurrock") for one in leaner(words, office_open=office_open)]
    return next((text for text in texts if fits(sms_parts(text))), texts[0])


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_held_notice_that_also_asks_fits_and_says_when_it_is_read_and_whom_to_ring(question: str, locale: str) -> None:
    text = least(asked_at_night(question, *HELD), locale)
    assert fits(sms_parts(text)), text
    assert written(Words(HELD[1:2]), locale, TUESDAY_NIGHT).split(": ", 1)[1] in text
    assert written(Words(DANGER), locale, TUESDAY_NIGHT).split(": ", 1)[1] in text


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_question_asked_again_at_night_fits_with_all_its_answers(locale: str) -> None:
    text = least(asked_at_night("five topics"), locale)
    assert fits(sms_parts(text)), (sms_parts(text), text)
    assert all(f"{digit} " in text for digit in range(1, 6))


def test_what_fits_is_left_whole() -> None:
    words = asked_at_night("three subjects", *HELD)
    assert least(words, "en") == written(words, "en", TUESDAY_NIGHT, "Little Thurrock")
