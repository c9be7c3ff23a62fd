"""Notices written by hand: recognised word for word, suggested for words that look like them, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.ready import READY, by_code, recognise, slots, suggest
from bot.domain.ready_notices import NOTICES
from bot.domain.ready_replies import REPLIES, SUBJECTS, code_of, of_subject, with_code
from bot.domain.sms import Encoding, sms_parts
from bot.phrases.catalogues import LANGUAGES, template
from bot.phrases.notices import written

TODAY = date(2024, 3, 5)
FILLED = {"day": "Monday 11 March", "time": "15:30", "price": "£4.50"}


@pytest.mark.parametrize("key", READY)
def test_every_one_is_recognised_and_said_in_every_language(key: str) -> None:
    text = READY[key].format_map(FILLED)
    found = recognise(text, TODAY)
    assert found is not None
    assert found.key == key
    for language in LANGUAGES:
        said = written(text, language, TODAY) or ""
        assert said
        assert "{" not in said
        assert (said == text) == (language == "en_GB") or language == "en_GB", language
        if "time" in slots(READY[key]):
            assert "15:30" in said
        if "day" in slots(READY[key]):
            assert "11" in said or "১১" in said
        assert set(slots(READY[key])) == {slot for slot in FILLED if "{" + slot + "}" in template(key, language, None)}
        parts = sms_parts(f"Oak Lane: {said}")
        assert parts.parts <= {Encoding.GSM7: 2, Encoding.UCS2: 3}[parts.encoding]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("School will be shut on Monday 11 March because of the snow", "School is closed on Monday 11 March because of snow. Children stay at home."),
        (
            "The boiler has broken and school is shut on 12 March",
            "School is closed on Tuesday 12 March: there is a problem with the building. Children stay at home.",
        ),
        ("School is closed on Monday 11 March, sorry", "School is closed on Monday 11 March. Children stay at home."),
        ("Sadly no swimming on 12 March", "There is no swimming on Tuesday 12 March."),
        ("The coach is stuck on the motorway", NOTICES["coach_unknown"].english),
        ("Don't forget PE kit on 12 March please!", "PE is on Tuesday 12 March. Please send PE kit."),
        ("The bus is delayed, we should be back at school about 16.15", "The coach is late. It will be at school at about 16:15."),
        ("Consent forms need to be back by 8 March", "Please return the consent form by Friday 8 March."),
        ("Nits have been found in our class again", NOTICES["head_lice"].english),
        ("Please pay £12 for the museum by 15 March", "Please pay £12 by Friday 15 March."),
        ("PE is on Friday, please send PE kit", "PE is on Friday 8 March. Please send PE kit."),
        ("Swimming tomorrow, towels please", "Swimming is on Wednesday 6 March. Please send swimming things and a towel."),
        ("School closes early on Thursday at 1.30pm", "School closes early on Thursday 7 March, at 13:30. Please collect your child then."),
        (
            "No after school club on Thursday, collect at 3.15",
            "There is no after-school club on Thursday 7 March. Please collect your child at 15:15.",
        ),
        ("PE is on Fridays, kit please", ""),
        ("Please send PE kit every Friday", ""),
        ("Please send PE kit next Friday", ""),
        ("PE is on Monday and Thursday, bring kit", ""),
        ("We planted beans today", ""),
        ("PE is fun", ""),
        ("Parents' evening soon", ""),
    ],
)
def test_words_that_look_like_a_notice_are_offered_it_filled_in(text: str, offered: str) -> None:
    assert suggest(text, TODAY) == offered


def test_a_notice_with_other_words_is_no_notice() -> None:
    assert recognise("PE is on Monday 11 March. Please send PE kit. Thank you", TODAY) is None
    assert written("We planted beans", "pl", TODAY) is None
    assert written("Thank you for telling us.", "tlh", TODAY) is None  # no catalogue: English is not passed off as theirs
    assert recognise("PE is on Monday 31 February. Please send PE kit.", TODAY) is None


def test_days_and_money_are_written_as_the_language_writes_them() -> None:
    text = "Please pay £4.50 by Monday 11 March."
    assert written(text, "pl", TODAY) == "Prosimy zapłacić 4,50 £ do: pon., 11 marca."
    assert "£" in (written(text, "ar", TODAY) or "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("r1", "Thank you for telling us."),
        ("R 12", "Your child ate well."),
        ("r35 Friday 15:30", "I will ring you on Friday 8 March at 15:30."),
        ("r35 12 March 9.15", "I will ring you on Tuesday 12 March at 9:15."),
        ("r22 tomorrow", "Please send a packed lunch on Wednesday 6 March."),
        ("r22 Tuesday", "Please send a packed lunch on Tuesday 12 March."),
        ("r35", ""),
        ("r35 soon", ""),
        ("r99", None),
        ("r1 and more", None),
        ("ready at three", None),
    ],
)
def test_a_code_names_an_answer_and_the_words_after_it_fill_its_day_and_time(typed: str, said: str | None) -> None:
    meant = by_code(typed, TODAY)
    assert (meant.text if meant else None) == said


def test_there_are_forty_notices_and_fifty_answers_and_each_answer_has_its_code() -> None:
    assert (len(NOTICES), len(REPLIES)) == (40, 50)
    assert [with_code(code_of(key)) for key in REPLIES] == list(REPLIES)
    assert (with_code("R 12"), with_code("r0"), with_code("r51"), with_code("rain"), with_code("12b")) == ("ate_well", None, None, None, None)
    assert [key for subject in SUBJECTS for key in of_subject(subject)] == list(REPLIES)
