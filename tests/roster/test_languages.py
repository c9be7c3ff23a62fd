from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster.languages import language_tag


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("Polish", "pl"), ("polski", "pl"), ("POL", "pl"), ("PL", "pl"), ("pl", "pl"), ("pl-PL", "pl-PL"),
        ("Urdu", "ur"), ("اردو", "ur"), ("urd", "ur"), ("Panjabi", "pa"), ("Punjabi", "pa"), ("Panjabi (Gurmukhi)", "pa"),
        ("Panjabi (Mirpuri)", "pa-Arab"), ("PNJG", "pa"), ("Bengali", "bn"), ("Bengali (Sylheti)", "bn"), ("BNGS", "bn"),
        ("Romanian", "ro"), ("Română", "ro"), ("RMN", "ro"), ("rum", "ro"), ("Gujarati", "gu"), ("Arabic", "ar"),
        ("ARAM", "ar"), ("Arabic (Morocco)", "ar"), ("Portuguese", "pt"), ("Portuguese (Brazil)", "pt-BR"),
        ("pt_BR", "pt-BR"), ("Spanish", "es"), ("Español", "es"), ("Ukrainian", "uk"), ("Українська", "uk"),
        ("Somali", "so"), ("Af-Soomaali", "so"), ("English", "en"), ("ENG", "en"), ("English (British)", "en"),
        ("Chinese (Cantonese)", "yue"), ("Chinese (Mandarin)", "zh"), ("Kurdish (Sorani)", "ckb"), ("Dari", "fa-AF"),
        ("Persian/Farsi", "fa"), ("Albanian/Shqip", "sq"), ("ALB", "sq"), ("Tigrinya", "ti"),
    ],
)  # fmt: skip
def test_words_and_codes_become_tags(written: str, tag: str) -> None:
    assert language_tag(written) == tag


@pytest.mark.parametrize(
    "written",
    ["", "-", "?", "N/A", "Unknown", "Refused", "Not obtained", "Believed to be English", "ENB", "OTB", "OTH", "No",
     "Other (see notes)", "English & Polish", "Klingonese", "British Sign Language", "xx-yy-zz-1", "None (English)", "qq", "qq-ZZ"],
)  # fmt: skip
def test_what_is_not_certain_is_not_assumed(written: str) -> None:
    assert language_tag(written) is None


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(written: str) -> None:
    tag = language_tag(written)
    assert tag is None or tag.replace("-", "").isalnum()
