"""Somali."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="so",
    name="Soomaali",
    english="Somali",
    keywords={
        "and": "iyo",
        "complaint": "cabasho",
        "concern": "walaac",
        "consent": "oggolaansho",
        "events": "munaasabado",
        "help": "caawi",
        "language": "luuqad, luqad",
        "meet": "kulan",
        "no": "maya",
        "paper": "warqad",
        "policies": "siyaasadaha",
        "steps": "tallaabooyin",
        "yes": "haa",
    },
    people={"deputy": "ku xigeen", "head": "maamule, maamulaha", "office": "xafiis", "teacher": "macalin"},
    hints={
        "about": r"ku saabsan",
        "about_after": r"ku saabsan",
        "access": r"(?:macluumaad|xog)\w*\b.*\b(?:haysaan|haysataan|kaydisaan)",
        "before": r"\bla (?:hadlo|kulmo)",
        "discuss": r"\b(?:wada ?hadal|la hadlo)",
        "meeting": r"(?<!\w)(?:kulan|la kulm)",
        "opening": r"ku",
        "serious": r"garaac\w*|feeray\b|dagaal\w*|xaday\b|hanjab\w*|mindi\b|cunsuriy\w*",
        "teacher": r"(?<!\w)macalin",
        "wish": r"(?<!\w)(?:rab|doon|codsan)",
    },
)
