"""Lithuanian."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="lt",
    name="Lietuvių",
    english="Lithuanian",
    keywords={
        "and": "ir, bei",
        "complaint": "skundas, skundai",
        "concern": "rūpestis, rupestis",
        "consent": "sutikimas, sutikimai",
        "events": "renginiai",
        "help": "pagalba",
        "language": "kalba",
        "meet": "susitikimas, susitikti",
        "no": "ne",
        "paper": "popierius",
        "policies": "tvarkos, taisyklės, taisykles",
        "privacy": "privatumas",
        "steps": "žingsniai, zingsniai",
        "stop": "stabdyti",
        "yes": "taip",
    },
    people={
        "deputy": "pavaduotoj, direktoriaus pavaduotoj",
        "head": "direktori, direktorė, direktorius",
        "office": "raštin, sekretor",
        "teacher": "mokytoj",
    },
    titles="ponas, ponia, pone, gerb",
    hints={
        "about": r"dėl|apie",
        "access": r"(?:visus?|visi|duomen\w+|informacij\w+)\b.*\b(?:turite|saugote|laikote|kaupiate)\b",
        "before": r"\b(?:(?:pa)?kalbėti su|pasikalbėti su|susiti(?:kti|kimo?|kimas) su|žinutė|parašyti)",
        "discuss": r"\b(?:aptarti|pasikalbėti|pakalbėti)",
        "erase": r"(?:ištrin|pašalin)\w*\b.*\b(?:duomen|paskyr)",
        "meeting": r"(?<!\w)susitik\w+",
        "opening": r"gerb\.?|gerbiam\w+|miela|mielas|laba diena|labas",
        "serious": (
            r"(?:su|už|pri)muš\w+|muša(?:si|mas|ma)?\b|(?:su|į|pa)spyrė|mušty\w+|patyč\w+|tyčioja\w*|pavog\w+|vagyst\w+|grasi\w*|rasis\w+|"
            r"smurt\w+|narkotik\w*|peil(?:is|iu|į)\b"
        ),
        "teacher": r"(?<!\w)mokytoj",
        "wish": r"(?<!\w)(?:noriu|norėč|norim|galim|galėtu|galiu|prašau|prašom|reikia|reikėt)",
    },
)
