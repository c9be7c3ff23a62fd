"""Every text renders in every language, and what fields insert reads right."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.people import Role
from bot.domain.subjects import Subject
from bot.domain.wording import ClassName, Days, Name, Names, Phrase, RoleName, When, Who, say
from bot.handlers.families import language, replies
from bot.phrases import Reader, render
from bot.phrases.catalogues import LANGUAGES, locale_for
from bot.phrases.dates import long_day, month_day, short_day
from bot.phrases.families import FAMILIES
from bot.phrases.staff import STAFF
from tests.locales.files import fields

every_language = pytest.mark.parametrize("locale", LANGUAGES)

NOW = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)  # a Monday in British summer time, 18:00 on the wall
TODAY, TOMORROW = datetime(2026, 6, 1, 19, 30, tzinfo=UTC), datetime(2026, 6, 2, 7, 0, tzinfo=UTC)
WEDNESDAY, NEXT_MONTH = datetime(2026, 6, 3, 7, 0, tzinfo=UTC), datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
FACTS = {"school": "Oak Lane", "office_phone": "01632 960100", "out_of_hours": "01632 960199"}
RTL = {"ar", "ur"}
MARK, OPENS, CLOSES = "\u200f", "\u2068", "\u2069"


def reader(locale: str) -> Reader:
    return Reader(locale, "Europe/London", NOW, _look_up, FACTS)


def _look_up(wanted: Name | ClassName) -> str:
    return "3B" if isinstance(wanted, ClassName) else {1: "Ola", 2: "Jan"}[wanted.id]


def sample(key: str) -> Phrase:
    """The text with something in each of its fields."""
    known: dict[str, Names | RoleName | When | Phrase | ClassName | int] = {
        "place": RoleName(Role.OFFICE),
        "names": Names(Who.PUPIL, (1, 2)),
        "when": When(WEDNESDAY),
        "subject": say("subject.absence"),
        "class_name": ClassName(7),
        "school_class": ClassName(7),
        "n": 2,
    }
    names = fields({**FAMILIES, **STAFF}[key].english) - FACTS.keys()
    return Phrase(key, {name: known.get(name, "sample") for name in {*names, "n"}})


@every_language
def test_every_text_to_families_renders(locale: str) -> None:
    texts = {key: render(sample(key), reader(locale)) for key in FAMILIES}
    assert [key for key, text in texts.items() if not text.strip(MARK + " ") or "{" in text] == []
    facts = {key: [FACTS[name] for name in fields(FAMILIES[key].english) & FACTS.keys()] for key in FAMILIES}
    assert [(key, fact) for key, text in texts.items() for fact in facts[key] if fact not in text] == []


def test_every_text_to_staff_renders() -> None:
    assert [key for key in STAFF if "{" in render(sample(key), reader("en"))] == []


@every_language
def test_right_to_left_texts_say_so_first_and_keep_inserted_words_apart(locale: str) -> None:
    texts = [render(sample(key), reader(locale)) for key in FAMILIES]
    assert {text.startswith(MARK) for text in texts} == {locale in RTL}
    assert {text.count(OPENS) - text.count(CLOSES) for text in texts} == {0}
    assert any(OPENS in text for text in texts) == (locale in RTL)


@every_language
@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_name_families_understand(locale: str, role: Role) -> None:
    text = render(say("passed.to", place=RoleName(role, 7)), reader(locale))
    assert "{" not in text
    assert ("3B" in text) == (role is Role.CLASS_TEACHER)


@every_language
def test_every_subject_that_is_named_has_a_name(locale: str) -> None:
    for subject in Subject:
        for phrase in replies.about((), subject):
            assert "{" not in render(phrase, reader(locale))


@every_language
@pytest.mark.parametrize("at", [TODAY, TOMORROW, WEDNESDAY, NEXT_MONTH])
@pytest.mark.parametrize("key", ["held.until", "emergency.office_later"])
def test_times_stand_in_the_sentence_without_odd_spaces(locale: str, at: datetime, key: str) -> None:
    text = render(say(key, place=RoleName(Role.OFFICE), when=When(at)), reader(locale))
    clock = "20:30" if at is TODAY else "8:00"
    assert clock in text
    assert not {"\u00a0", "\u202f", "\u2009"} & set(text)


@every_language
def test_no_sentence_ends_in_two_points_because_its_day_is_a_short_form(locale: str) -> None:
    """ "8 черв." and the sentence's own point are one."""
    for day in (date(2026, month, 15) for month in range(1, 13)):
        assert ".." not in render(say("absence.away", names="Ola", days=Days(day, day)), reader(locale))


def test_the_first_of_a_month_is_counted_in_french() -> None:
    first, day = datetime(2026, 4, 1, tzinfo=UTC).date(), datetime(2026, 4, 11, tzinfo=UTC).date()
    assert (month_day(first, "fr"), long_day(first, "fr")) == ("1er avril", "mercredi 1er avril")
    assert (month_day(day, "fr"), month_day(first, "it")) == ("11 avril", "1 aprile")


@every_language
def test_four_moments_are_said_in_four_ways(locale: str) -> None:
    moments = (TODAY, TOMORROW, WEDNESDAY, NEXT_MONTH)
    said = {render(say("held.until", place="x", when=When(at)), reader(locale)) for at in moments}
    assert len(said) == len(moments)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (TODAY, "today at 20:30"),
        (TOMORROW, "tomorrow at 8:00"),
        (WEDNESDAY, "on Wednesday at 8:00"),
        (NEXT_MONTH, "on Wednesday 1 July at 8:00"),
        (datetime(2026, 6, 8, 17, 0, tzinfo=UTC), "on Monday 8 June at 18:00"),
        (datetime(2026, 1, 5, 8, 5, tzinfo=UTC), "on Monday 5 January at 8:05"),
    ],
)
def test_english_dates_are_british_and_by_the_clock_on_the_wall(at: datetime, said: str) -> None:
    text = render(say("held.until", place=RoleName(Role.OFFICE), when=When(at)), reader("en"))
    assert text == f"The school office will see it {said}."


@pytest.mark.parametrize(
    ("locale", "long", "short"),
    [
        ("en_GB", "Mon 8 Jun", "Mon 8 Jun"),
        ("hu", "június 8., hétfő", "jún. 8., hétfő"),
        ("vi", "Thứ Hai, 8 tháng 6", "Thứ Hai, 8/6"),
        ("ta", "திங்கள், 8 ஜூன்", "திங்கள், 8 ஜூன்"),
        ("sq", "e hënë, 8 qershor", "hën, 8 qer"),
        ("zh", "6月8日周一", "6月8日周一"),
        ("ar", "الاثنين، 8 يونيو", "الاثنين، 8 يونيو"),
        ("it", "lunedì 8 giugno", "lun 8 giu"),
        ("fr", "lundi 8 juin", "lun. 8 juin"),
        ("lt", "birželio 8 d., pirmadienis", "06-08, pr"),
        ("bg", "понеделник, 8 юни", "пн, 8.06"),
        ("tr", "8 Haziran Pazartesi", "8 Haz Pzt"),
        ("ru", "понедельник, 8 июня", "пн, 8 июн."),
    ],
)
def test_a_day_with_its_weekday_is_written_as_people_write_it_and_ends_without_a_full_stop(
    locale: str, long: str, short: str
) -> None:
    day = datetime(2026, 6, 8, tzinfo=UTC).date()
    assert (long_day(day, locale), short_day(day, locale)) == (long, short)


@every_language
def test_the_language_menu_and_the_confirmation_name_the_same_language(locale: str) -> None:
    own = language.NATIVE[locale.split("_")[0]]
    stem = own.casefold()[:5]
    assert stem in render(say("language.set"), reader(locale)).casefold()


@pytest.mark.parametrize(
    ("tag", "locale"), [("pl", "pl"), ("pt-BR", "pt"), ("EN-us", "en_GB"), ("tlh", "en_GB"), (None, "en_GB")]
)
def test_a_language_we_do_not_speak_gets_english(tag: str | None, locale: str) -> None:
    assert locale_for(tag) == locale
