"""Sheets as pages: words in two languages, the office's slip, the square that opens the chat."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime

import pytest

from bot.phrases.catalogues import LANGUAGES
from bot.phrases.families import FAMILIES
from bot.phrases.text import Text
from bot.sheets.page import Place, Ticket, link_to, page
from bot.sheets.words import Line, Speaker

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
PLACE = Place(
    school="Oak Lane & Hill",
    office_phone="01632 960100",
    zone="Europe/London",
    bot="oak_lane_bot",
    number="+447700900001",
)
FACTS = {"school": "Oak Lane", "office_phone": "01632 960100"}


def ticket(language: str | None = "pl", **more: object) -> Ticket:
    facts: dict[str, object] = {"name": "Marta <Zielona>", "classes": ("3B", "5A"), **more}
    return Ticket(
        code="EM5R-MGZD-VRGR",
        link="abc-DEF_123456789012",
        last_day=date(2024, 3, 18),
        language=language,
        **facts,  # type: ignore[arg-type]
    )


def speaker(language: str | None) -> Speaker:
    return Speaker(language, "Europe/London", NOW, FACTS)


@pytest.mark.parametrize("language", [*LANGUAGES, None, "xx"])
@pytest.mark.parametrize("handed_over", [False, True])
def test_every_language_makes_a_whole_page(language: str | None, handed_over: bool) -> None:
    text = page([ticket(language, handed_over=handed_over)], PLACE, NOW)
    assert text.count("EM5R-MGZD-VRGR") == 2
    assert "JOIN EM5R-MGZD-VRGR" in text
    assert "None" not in text
    assert "{" not in html.unescape(text.partition("</style>")[2])


def test_what_people_typed_is_escaped() -> None:
    text = page([ticket()], PLACE, NOW)
    assert "Marta &lt;Zielona&gt;" in text
    assert "Oak Lane &amp; Hill" in text


def test_the_adults_name_stands_on_the_offices_slip_alone() -> None:
    before, slip = page([ticket()], PLACE, NOW).split('<footer class="slip"')
    assert "Zielona" not in before
    assert "Zielona" in slip
    assert "3B, 5A" in slip


def test_the_square_opens_the_chat_with_the_token() -> None:
    assert link_to(PLACE, ticket()) == "https://t.me/oak_lane_bot?start=abc-DEF_123456789012"


def test_each_way_to_join_is_shown_only_where_it_exists() -> None:
    only_sms = page(
        [ticket()], Place(school="Oak Lane", office_phone="1234", zone="Europe/London", number="+447700900001"), NOW
    )
    assert "Telegram" not in only_sms.partition("</style>")[2]
    only_bot = page([ticket()], Place(school="Oak Lane", office_phone="", zone="Europe/London", bot="b"), NOW)
    assert "JOIN" not in only_bot


def test_a_school_that_only_announces_says_so() -> None:
    quiet = Place(school="Oak Lane", office_phone="1234", zone="Europe/London", bot="b", two_way=False)
    assert FAMILIES["help.news_only"].english in html.unescape(page([ticket("en")], quiet, NOW))


def test_a_handed_over_code_tells_the_second_fact() -> None:
    text = html.unescape(page([ticket("en", handed_over=True)], PLACE, NOW))
    assert text.count(FAMILIES["join.child_and_class"].english) == 2
    assert FAMILIES["sheet.own_phone"].english not in text


def test_no_sheet_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="no sheet"):
        page([], PLACE, NOW)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en_GB"}))
@pytest.mark.parametrize("handed_over", [False, True])
def test_nothing_on_a_familys_sheet_is_in_english_alone(language: str, handed_over: bool) -> None:
    assert '<p class="own" lang="en"' not in page([ticket(language, handed_over=handed_over)], PLACE, NOW)


def test_a_text_nobody_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        speaker("pl").say("sheet.nobody_wrote_this")


def test_a_text_the_catalogues_have_is_said_in_the_familys_language_with_english_beneath() -> None:
    line = speaker("pl").say("help.write")
    assert line.english == FAMILIES["help.write"].english
    assert line.own is not None
    assert line.own != line.english


def test_english_readers_get_english_once() -> None:
    assert speaker("en").say("help.write").own is None


def test_a_text_not_yet_translated_is_said_in_english_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FAMILIES, "sheet.until", Text("Good until {date}."))
    line = speaker("ar").say("sheet.until", date=date(2024, 3, 18))
    assert line == Line(None, "Good until 18 March 2024.")


def test_dates_are_written_as_the_reader_writes_them() -> None:
    line = speaker("en").say("sheet.until", date=date(2024, 3, 18))
    assert "18 March 2024" in line.english
