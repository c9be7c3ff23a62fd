"""Every shipped catalogue is whole, clean and up to date with the English it translates."""

from __future__ import annotations

import gettext
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from bot.handlers.families import language, stop
from bot.phrases import extract
from bot.phrases.catalogues import LANGUAGES, SOURCES
from bot.phrases.families import FAMILIES
from tests.locales.files import FOLDER, catalogue, entries, fields, forms, po

every_language = pytest.mark.parametrize("locale", LANGUAGES)

# What turns 160 letters of a text message into 70, or breaks in somebody's console.
TYPOGRAPHIC = re.compile("[\u2010-\u201f\u2026\u2039\u203a\u00ab\u00bb\u00a0\u2000-\u200a\u202f\u2060\ufeff\ufffd]")
MARKUP = re.compile(r"<[^<>]*>|&#?\w+;|\*\*|__|`|%[sd(]")

COUNTS = (0, 1, 2, 5, 11, 21, 100)
PLURALS = {
    "en_GB": (1, 0, 1, 1, 1, 1, 1),
    "pl": (2, 0, 1, 2, 2, 2, 2),
    "ro": (1, 0, 1, 1, 1, 2, 2),
    "ur": (1, 0, 1, 1, 1, 1, 1),
    "pa": (1, 0, 1, 1, 1, 1, 1),
    "bn": (1, 0, 1, 1, 1, 1, 1),
    "gu": (1, 0, 1, 1, 1, 1, 1),
    "ar": (0, 1, 2, 3, 5, 5, 4),  # Babel's order: the form for 11 to 99 is its last
    "pt": (1, 0, 1, 1, 1, 1, 1),
    "es": (1, 0, 1, 1, 1, 1, 1),
    "uk": (2, 0, 1, 2, 2, 0, 2),
    "so": (1, 0, 1, 1, 1, 1, 1),
    "it": (1, 0, 1, 1, 1, 1, 1),
    "fr": (0, 0, 1, 1, 1, 1, 1),
    "lt": (2, 0, 1, 1, 2, 0, 2),
    "bg": (1, 0, 1, 1, 1, 1, 1),
    "tr": (0, 0, 0, 0, 0, 0, 0),
    "ru": (2, 0, 1, 2, 2, 0, 2),
    "ta": (1, 0, 1, 1, 1, 1, 1),
    "zh": (0, 0, 0, 0, 0, 0, 0),
    "sq": (1, 0, 1, 1, 1, 1, 1),
    "hu": (0, 0, 0, 0, 0, 0, 0),
    "vi": (0, 0, 0, 0, 0, 0, 0),
    "hi": (1, 0, 1, 1, 1, 1, 1),
}


def test_there_is_a_catalogue_for_each_language_and_for_no_other() -> None:
    shipped = {path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/*.po")}
    assert shipped == set(LANGUAGES) <= set(PLURALS)


@every_language
def test_every_text_is_there_in_the_order_of_its_keys(locale: str) -> None:
    assert [message.context for message in entries(locale)] == sorted(FAMILIES)


@every_language
def test_no_text_is_empty_or_a_guess(locale: str) -> None:
    assert [m.context for m in entries(locale) if m.fuzzy or not all(form.strip() for form in forms(m))] == []


@every_language
def test_every_plural_form_is_there(locale: str) -> None:
    plural = [message for message in entries(locale) if message.pluralizable]
    assert [m.context for m in plural if len(forms(m)) != catalogue(locale).num_plurals] == []


@every_language
def test_the_plural_rule_chooses_as_the_language_counts(locale: str) -> None:
    choose = gettext.c2py(catalogue(locale).plural_expr)
    assert tuple(choose(n) for n in COUNTS) == PLURALS[locale]
    assert {choose(n) for n in range(1001)} == set(range(catalogue(locale).num_plurals))


@every_language
def test_every_form_has_the_fields_of_the_english(locale: str) -> None:
    different = [
        message.context
        for message in entries(locale)
        for form in forms(message)
        if fields(form) != fields(FAMILIES[str(message.context)].english)
    ]
    assert different == []


@pytest.mark.parametrize("domain", SOURCES)
def test_both_english_forms_have_the_same_fields(domain: str) -> None:
    plural = {key: text for key, text in SOURCES[domain].items() if text.plural is not None}
    assert [key for key, text in plural.items() if fields(text.english) != fields(text.plural or "")] == []


@every_language
def test_texts_hold_no_markup_no_typography_and_no_stray_space(locale: str) -> None:
    unclean = [
        f"{message.context}: {form}"
        for message in entries(locale)
        for form in forms(message)
        if TYPOGRAPHIC.search(form) or MARKUP.search(form) or form != form.strip() or re.search(r"\s\s|\n", form)
    ]
    assert unclean == []


@every_language
def test_texts_hold_no_emoji_and_are_composed(locale: str) -> None:
    """Decomposed accents cost a letter more and are found by no search."""
    texts = [form for message in entries(locale) for form in forms(message)]
    assert [
        text for text in texts if any(unicodedata.category(char) in {"So", "Cn", "Co", "Cs"} for char in text)
    ] == []
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []


@every_language
def test_a_translation_is_not_the_english_left_standing(locale: str) -> None:
    if locale != "en_GB":
        sentences = [message for message in entries(locale) if " " in str(message.id)]
        assert [message.context for message in sentences if message.id in forms(message)] == []


@every_language
def test_words_to_type_stand_in_the_text_as_they_must_be_typed(locale: str) -> None:
    """STOP and START are the carriers' words; LANGUAGE may be the language's own, if the hub knows it."""
    accepted = {word.upper() for word in language.WORDS}
    for message in entries(locale):
        for word in re.findall(r"\b(?:STOP|START)\b", FAMILIES[str(message.context)].english):
            assert word in forms(message)[0]
            assert word.casefold() in stop.STOP_WORDS | stop.START_WORDS
        if "LANGUAGE" in FAMILIES[str(message.context)].english:
            assert any(re.search(rf"\b{word}(?!\w)", forms(message)[0].upper()) for word in accepted)


@every_language
def test_texts_keep_the_digits_and_numbers_of_the_english(locale: str) -> None:
    """999 and "reply 0" in whatever digits the language writes."""
    for message in entries(locale):
        wanted = re.findall(r"\d+", FAMILIES[str(message.context)].english)
        for form in forms(message):
            found = ["".join(str(int(digit)) for digit in number) for number in re.findall(r"\d+", form)]
            assert sorted(found) == sorted(wanted), message.context


@every_language
def test_catalogues_hold_no_line_references_no_dates_and_no_obsolete_texts(locale: str) -> None:
    lines = po(locale).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(("#:", "#~", "#|", '"POT-Creation-Date', '"PO-Revision'))] == []


@pytest.mark.parametrize("domain", SOURCES)
def test_the_template_is_what_the_english_makes(domain: str, tmp_path: Path) -> None:
    extract.write(extract.template(domain), tmp_path / "made.pot")
    assert (FOLDER / f"{domain}.pot").read_bytes() == (tmp_path / "made.pot").read_bytes(), "run make locales"


@every_language
def test_a_changed_english_text_shows_until_it_is_carried_over(locale: str, tmp_path: Path) -> None:
    extract.write(extract.merge("families", locale, catalogue(locale)), tmp_path / "made.po")
    assert po(locale).read_bytes() == (tmp_path / "made.po").read_bytes(), "run make locales, then translate"


@every_language
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_gettexts_own_check_finds_nothing(locale: str, tmp_path: Path) -> None:
    command = ["msgfmt", "--check", "--output-file", str(tmp_path / "made.mo"), str(po(locale))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "missing in header" not in line]
    assert (done.returncode, complaints) == (0, [])
