"""What was learnt: where it comes from, and how triage goes on when a part of it is missing."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.domain.bars import Bars
from bot.domain.blending import blended
from bot.domain.choosing import by_school, choose, for_teacher_too
from bot.domain.heads import LABELS
from bot.domain.policy import Thresholds
from bot.domain.subjects import Finding, Subject, Triage
from bot.learned.embedding import processor
from bot.learned.files import MEANING, TONGUES, WORDS, packed, shipped, unpacked
from bot.learned.fusing import Level
from bot.learned.reader import Reader
from bot.lexiconfiles import load
from bot.triage import Triager
from tests.triage.learning.build import corpus_hash
from tests.triage.report import PAGE
from tests.triage.report import bars as table_of_bars
from tests.triage.triagers import triager


def chances(**some: float) -> dict[str, float]:
    return {label: some.get(label, 0.0) for label in LABELS}


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "I wanted to ask something"), ("en", "I want to ask about something"), ("tr", "Bir şey sormak istiyorum")],
)
def test_a_few_words_that_say_nothing_yet_are_no_complaint_for_sure(language: str, text: str) -> None:
    assert choose(triager(Level.MEANING)(text, language)).asks


@pytest.mark.parametrize(("language", "text"), [("en", "I want to complain"), ("pl", "chcę złożyć skargę")])
def test_a_complaint_in_a_few_words_is_one(language: str, text: str) -> None:
    assert triager(Level.MEANING)(text, language).findings[0].subject is Subject.COMPLAINT


@pytest.mark.long
@pytest.mark.parametrize("name", [WORDS, MEANING, TONGUES])
def test_the_shipped_files_were_learnt_from_the_corpus_as_it_stands(name: str) -> None:
    """`make triage-model` after a change to tests/triage/corpus."""
    assert shipped(name).facts["trained_on"] == corpus_hash()


def test_a_learnt_file_that_is_cut_short_is_refused() -> None:
    raw = packed({"a": 1}, {"numbers": array("f", [1.0, 2.0])})
    assert unpacked(raw).parts["numbers"].tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="cut short"):
        unpacked(raw[:-4])


class Broken:
    def scores(self, text: str, language: str, held: Sequence[int]) -> list[float]:
        raise OSError("the model is gone")


def test_a_model_that_fails_is_tried_once_and_triage_goes_on_without() -> None:
    opened: list[int] = []

    def opens() -> Broken:
        opened.append(1)
        return Broken()

    reader = Reader(opens)
    assert [reader.scores("ill today", "en", [1, 2]) for _ in range(3)] == [None, None, None]
    assert (opened, reader.trouble) == ([1], "OSError")


def test_without_the_embedding_the_words_and_rules_still_sort() -> None:
    found = Triager(load(), Level.WORDS)("Ben has a temperature and won't be in today", "en")
    assert found.findings[0].subject is Subject.SICKNESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("el", "Η κόρη μου είναι άρρωστη σήμερα και δεν θα έρθει στο σχολείο"),
        ("sw", "Binti yangu ni mgonjwa leo na hatakuja shuleni"),
        ("ka", "ჩემი შვილი დღეს ავად არის და სკოლაში ვერ მოვა"),
    ],
)
def test_a_language_nobody_wrote_words_for_is_asked_about(language: str, text: str) -> None:
    found = triager(Level.WORDS)(text, language)
    assert choose(found).asks
    assert choose(found).choices


@pytest.mark.parametrize("level", [Level.WORDS, Level.MEANING])
@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "URGENT!"), ("pl", "pilne"), ("uk", "терміново"), ("ar", "عاجل"), ("pa", "ਜ਼ਰੂਰੀ"), ("zh", "紧急")],
)
def test_urgent_and_nothing_else_is_urgent_whatever_was_learnt(level: Level, language: str, text: str) -> None:
    assert [found.subject for found in choose(triager(level)(text, language)).subjects] == [Subject.URGENT]


def test_a_word_that_may_be_urgent_and_may_not_is_asked_about() -> None:
    assert choose(triager(Level.MEANING)("inhaler", "en")).subjects == ()


def test_an_old_processor_is_known_before_the_model_is_loaded(tmp_path: Path) -> None:
    listing = tmp_path / "cpuinfo"
    listing.write_text("processor : 0\nflags : fpu sse2 avx\n")
    assert processor(listing) == {"fpu", "sse2", "avx"}
    assert processor(tmp_path / "none") == set()


def test_learning_never_takes_away_an_alert_of_the_rules() -> None:
    rules = Triage((Finding(Subject.SAFEGUARDING, 0.6, ("hits her",)),))
    found = blended(rules, chances(teacher=0.999), chances(), lambda label: ())
    alert = found.of(Subject.SAFEGUARDING)
    assert alert is not None
    assert alert.because == ("hits her",)
    assert [f.subject for f in choose(found).subjects] == [Subject.NOTE, Subject.SAFEGUARDING]


def test_learning_may_add_an_alert_the_rules_did_not_have() -> None:
    found = blended(Triage(), chances(teacher=0.8, safeguarding=0.2), chances(), lambda label: (label,))
    assert [f.subject for f in found.findings] == [Subject.NOTE, Subject.SAFEGUARDING]


def test_an_absence_that_may_hide_in_a_note_is_asked_about() -> None:
    found = blended(Triage(), chances(teacher=0.7, absence=0.2, office=0.1), chances(), lambda label: ())
    choice = choose(found)
    assert [s.value for s in choice.choices] == ["note", "absence", "admin"]
    assert not choose(found, Thresholds(watch=0.3)).asks


@pytest.mark.parametrize("desk", ["sen", "office", "dinner", "progress", "other"])
def test_what_may_be_the_teachers_is_not_taken_to_a_desk_without_asking(desk: str) -> None:
    found = blended(Triage(), chances(**{desk: 0.8, "teacher": 0.15}), chances(), lambda label: ())
    assert Subject.NOTE in choose(found).choices
    assert for_teacher_too(found)


def test_a_complaint_never_goes_to_the_teacher_for_being_a_little_like_a_note() -> None:
    found = blended(Triage(), chances(complaint=0.5, teacher=0.4), chances(), lambda label: ())
    assert choose(found).asks
    assert not for_teacher_too(found)


def test_a_school_may_hear_of_fainter_danger_but_never_of_less() -> None:
    faint = blended(Triage(), chances(teacher=0.9, safeguarding=0.05), chances(), lambda label: ())
    plain = blended(Triage(), chances(teacher=0.8, safeguarding=0.15), chances(), lambda label: ())
    assert faint.of(Subject.SAFEGUARDING) is None
    assert by_school(faint, Thresholds(danger=0.04)).of(Subject.SAFEGUARDING)
    assert by_school(plain, Thresholds(danger=0.9)).of(Subject.SAFEGUARDING)


def test_danger_fainter_than_its_bar_is_not_told_for_being_the_likeliest_of_faint_things() -> None:
    said = chances(safeguarding=0.2, teacher=0.15, office=0.1)
    found = blended(Triage(), said, chances(), lambda label: (), Bars(danger=0.3))
    assert found.of(Subject.SAFEGUARDING) is None
    assert [s.value for s in choose(found).choices] == ["note", "admin", "absence"]
    assert by_school(found, Thresholds(danger=0.15)).of(Subject.SAFEGUARDING)


def test_a_school_says_how_sure_of_a_second_subject_it_wants_the_hub_to_be() -> None:
    found = blended(Triage(), chances(teacher=0.9, dinner=0.05), chances(dinner=0.5), lambda label: ())
    assert [f.subject for f in choose(found).subjects] == [Subject.NOTE]
    assert [f.subject for f in choose(found, Thresholds(second=0.4)).subjects] == [Subject.NOTE, Subject.DINNERS]


def test_each_level_of_reading_has_bars_of_its_own() -> None:
    bars = {level: Bars(**made["bars"]) for level, made in shipped(WORDS).facts["heads"].items()}
    assert len(set(bars.values())) == len(bars)


def test_the_page_tells_the_bars_that_are_shipped() -> None:
    """`make triage-report` writes them."""
    assert "\n".join(table_of_bars()) in PAGE.read_text(encoding="utf-8")


def test_a_threshold_of_one_subject_holds_for_it_alone() -> None:
    found = blended(Triage(), chances(complaint=0.8, teacher=0.05), chances(), lambda label: ())
    assert not choose(found).asks
    assert choose(found, Thresholds(subjects={Subject.COMPLAINT: 0.9})).asks


def test_the_finer_subject_is_the_rules() -> None:
    rules = Triage((Finding(Subject.LATENESS, 0.9, ("late",)),))
    found = blended(rules, chances(absence=0.9), chances(), lambda label: ())
    assert found.findings == (Finding(Subject.LATENESS, 0.9, ("late",)),)


def test_the_heads_hold_one_row_for_each_label() -> None:
    heads = shipped(WORDS).facts["heads"]
    assert sorted(heads) == sorted(Level)
    assert all(len(made["rows"]) == len(made["also"]) == len(LABELS) for made in heads.values())
    assert json.loads(json.dumps(heads)) == heads
