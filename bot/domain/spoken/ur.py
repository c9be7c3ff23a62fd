"""Urdu, in its own script and as it is typed in Latin letters."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="ur",
    name="اردو",
    english="Urdu",
    keywords={
        "and": "اور, aur",
        "complaint": "شکایت",
        "concern": "تشویش",
        "consent": "اجازت",
        "events": "تقریبات",
        "help": "مدد",
        "language": "زبان, zaban",
        "meet": "ملاقات",
        "no": "نہیں, nahi",
        "paper": "کاغذ",
        "policies": "پالیسیاں",
        "steps": "مراحل",
        "yes": "ہاں, haan",
    },
    people={
        "deputy": "نائب, نائب ہیڈ",
        "head": "ہیڈ ٹیچر, پرنسپل",
        "office": "دفتر",
        "teacher": "استاد, ٹیچر",
    },
    hints={
        "about_after": r"کے بارے میں|بارے",
        "access": (
            r"(?:ہمارے|میرے).*(?:معلومات|ڈیٹا|ریکارڈ).*(?:آپ کے پاس|رکھتے)|آپ کے پاس.*(?:معلومات|ڈیٹا|ریکارڈ)"
        ),
        "after": r"سے (?:بات|ملاقات|ملنا)|se (?:baat|mulaqat|milna)",
        "discuss": r"بات کرنا",
        "meeting": r"ملاقات",
        "opening": r"برائے",
        "serious": (
            r"مارا\b|مارتا\b|مارتی\b|مار پیٹ|لڑائی|چوری|دھمکی\w*|چاقو|"
            r"maara\b|maarta\b|maarti\b|maar peet|larai\b|ladai\b|chori\b|dhamki"
        ),
        "teacher": r"ٹیچر|استاد",
        "wish": r"چاہ|مل سکت",
    },
)
