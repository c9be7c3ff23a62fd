"""Gujarati."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="gu",
    name="ગુજરાતી",
    english="Gujarati",
    keywords={
        "and": "અને",
        "complaint": "ફરિયાદ",
        "concern": "ચિંતા",
        "consent": "સંમતિ",
        "events": "કાર્યક્રમો",
        "help": "મદદ",
        "language": "ભાષા",
        "meet": "મુલાકાત",
        "no": "ના",
        "paper": "કાગળ",
        "policies": "નીતિઓ",
        "steps": "પગલાં",
        "yes": "હા",
    },
    people={"head": "આચાર્ય", "office": "ઓફિસ", "teacher": "શિક્ષક"},
    hints={
        "about_after": r"વિશે",
        "access": r"(?:તમારી પાસે).*(?:માહિતી|ડેટા|રેકોર્ડ)",
        "after": r"સાથે (?:વાત|મુલાકાત)",
        "discuss": r"વાત કરવ",
        "meeting": r"મુલાકાત|મળવ",
        "serious": r"માર્ય[ોું]|મારામારી|ચોરી|ધમકી|ચાકુ|છરી",
        "teacher": r"શિક્ષક|ટીચર",
        "wish": r"જોઈ|કરવી છે",
    },
)
