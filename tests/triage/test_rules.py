"""What the rules alone hear: whom a pronoun means, which language a text is in, what a day or a ball says of itself."""

from __future__ import annotations

from functools import cache

import pytest

from bot.domain.choosing import choose, sure
from bot.domain.folding import tokens
from bot.domain.policy import Thresholds
from bot.domain.subjects import Finding, Subject, Triage
from bot.domain.tongue import Spoken
from bot.domain.triage import triage
from bot.learned.files import TONGUES, shipped
from bot.learned.fusing import Level, tongues
from bot.lexiconfiles import load
from tests.triage.triagers import triager

DANGER = Subject.SAFEGUARDING


@cache
def _all() -> tuple[object, object]:
    return load(), tongues(shipped(TONGUES))


def heard(text: str, language: str) -> Triage:
    lexicon, known = _all()
    return triage(text, lexicon, language, Spoken(known, text, language))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text,language",
    [
        ("Ada cannot find her maths homework sheet", "en"),
        ("we can't find her recorder anywhere", "en"),
        ("Dad hurt her bike when he reversed the car", "en"),
        ("we followed her instructions and the cake was lovely", "en"),
        ("Она не может найти её тетрадь", "ru"),
        ("не можу знайти її зошит з математики", "uk"),
        ("nerandame jos sąsiuvinio", "lt"),
        ("No encuentra la tarea de matemáticas", "es"),
        ("Dzień dobry, mama Marta pyta, czy w czwartek jest zebranie", "pl"),
        ("mama marta o sa vina maine la sedinta cu parintii", "ro"),
        ("he hit the ball right over the fence today", "en"),
        ("she is dying to show you her volcano", "en"),
        ("the bruise on his shin is from football, nothing to worry about", "en"),
        ("she's scared of the dentist so she may be quiet", "en"),
        ("he'll kill me if he forgets his PE kit again", "en"),
        ("his water bottle has gone missing", "en"),
        ("siniak na kolanie jest z meczu, wszystko dobrze", "pl"),
        ("am un termen la tribunal pentru o amenda de parcare", "ro"),
        ("vio una pelicula de secuestros y tiene preguntas", "es"),
        ("otobüs kartı kayıp, nereden alabilirim", "tr"),
        ("کرکٹ میں بازو پر نیل پڑا ہے ٹھیک ہے", "ur"),
        ("hockey khelde bah te neel pai gya", "pa"),
        ("egy fiú lökte a szünetben, de jól van", "hu"),
        ("ra nga biçikleta, ka gërvishtje në këmbë", "sq"),
        ("xin cô cho con vào danh sách học bơi", "vi"),
        ("साइकिल से गिर गया था, खरोंच है पर ठीक है", "hi"),
        ("me da pena con la nena, no quiso pintar", "es"),  # "me", "da", "con" without their accents are Vietnamese too
        ("so me and her dad will both come", "en"),
    ],
)
def test_an_everyday_text_is_no_alarm(text: str, language: str) -> None:
    assert heard(text, language).of(DANGER) is None


@pytest.mark.parametrize(
    "text,language",
    [
        ("I can't find her", "en"),
        ("we cannot find her. Please ring", "en"),
        ("cant find her anywhere", "en"),
        ("her uncle hits her", "en"),
        ("не можу її знайти, де моя донька", "uk"),
        ("ena mama ene marta hata", "gu"),
        ("uske abu usko roz marte hain", "ur"),
        ("he told me we'd all be better off without him", "en"),
        ("I hit him hard and I am ashamed", "en"),
        ("she hides food under her bed", "en"),
        ("mówi że beze mnie byłoby wam lepiej", "pl"),
        ("doarme noaptea pe scara blocului in pijama", "ro"),
        ("la sigue un señor y lleva una navaja en la mochila", "es"),
        ("il a dit qu'on serait mieux sans lui", "fr"),
        ("ben olmasam daha iyi olur dedi", "tr"),
        ("без нього було б легше, сказав син", "uk"),
        ("hath par blade na kapa joya", "gu"),
        ("az apja megverte a fiamat", "hu"),
        ("babai e rreh vajzën time", "sq"),
        ("bố cháu đánh cháu, tôi sợ lắm", "vi"),
        ("उसके पापा उसे मारते हैं", "hi"),
        ("Hello, uske abu usko roz marte hain please help", "en"),  # an English family's neighbour, two languages in one
    ],
)
def test_the_same_words_about_somebody_are(text: str, language: str) -> None:
    assert heard(text, language).of(DANGER) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Ada has her recorder today",
        "Mira did well in maths today",
        "he has football on Friday",
        "is it non uniform tomorrow or on Monday",
    ],
)
def test_a_day_alone_is_no_absence(text: str) -> None:
    found = heard(text, "en")
    assert not [one for one in (*found.findings, *found.maybe) if one.label == "absence" and one.confidence > 0.3]
    assert "absence" not in {one.label for one in choose(triager(Level.RULES)(text, "en")).subjects}


def test_a_seat_needs_a_reason_to_be_a_special_need() -> None:
    assert "sen" not in {one.label for one in heard("please seat him near the board", "en").findings}
    assert "sen" in {one.label for one in heard("please seat him near the board, he has poor hearing", "en").findings}


def test_a_text_of_two_words_excludes_no_language() -> None:
    _, known = _all()
    spoken = Spoken(known, "mama marta", "pl")  # type: ignore[arg-type]
    assert len(tokens("mama marta")) == 2
    assert not spoken.excludes("gu")


def test_what_the_rules_tell_is_never_shown_fainter_than_what_is_told_by_likeness() -> None:
    for level in (Level.RULES, Level.WORDS):
        found = triager(level)("her uncle hits her", "en")
        alert = found.of(DANGER)
        assert alert is not None
        assert alert.confidence >= found.bars.danger


def test_sure_and_choose_go_by_the_same_bars() -> None:
    found = Triage((Finding(Subject.DINNERS, 0.7),))
    assert [one.subject for one in sure(found)] == [Subject.DINNERS]
    assert not choose(found).asks
    for own in (Thresholds(sure=0.8), Thresholds(subjects={Subject.DINNERS: 0.8})):
        assert sure(found, own) == ()
        assert choose(found, own).asks


@pytest.mark.parametrize("level", [Level.RULES, Level.MEANING])
@pytest.mark.parametrize(
    "text,language",
    [
        ("أرغب في تقديم شكوى رسمية ضد المدرسة", "ar"),
        ("أود أن أقدم شكوى رسمية بخصوص معلمة الصف", "ar"),
        ("میں سکول کے خلاف باضابطہ شکایت درج کروانا چاہتی ہوں", "ur"),
    ],
)
def test_who_says_it_is_a_formal_complaint_is_not_asked_what_it_is(level: Level, text: str, language: str) -> None:
    choice = choose(triager(level)(text, language))
    assert not choice.asks
    assert [one.label for one in choice.subjects] == ["complaint"]
