"""Romanian."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="ro",
    name="Română",
    english="Romanian",
    keywords={
        "and": "și",
        "complaint": "reclamație, reclamatie",
        "concern": "îngrijorare, ingrijorare",
        "consent": "acord",
        "events": "evenimente",
        "help": "ajutor",
        "language": "limba, limbă",
        "meet": "întâlnire, intalnire",
        "no": "nu",
        "paper": "hârtie, hartie",
        "policies": "politici",
        "privacy": "confidențialitate",
        "steps": "pași, pasi",
        "yes": "da",
    },
    people={
        "deputy": "vicedirector, director adjunct",
        "head": "director, directoare",
        "office": "secretariat",
        "teacher": "profesor, invatator",
    },
    titles="domnul, doamna",
    hints={
        "about": r"despre|referitor la|în legătură cu|împotriva",
        "access": r"(?:toate|datele|informațiile|informatiile)\b.*\b(?:aveți|aveti|dețineți|detineti|păstrați|pastrati)\b.*\b(?:despre|noi|mine)",
        "before": r"\b(?:vorb(?:i|esc|im|ească) cu|(?:întâlnire|programare) cu|mesaj (?:pentru|către))",
        "discuss": r"\b(?:discut\w*|conversaţie|conversație)",
        "erase": r"șterge\w*\b.*\b(?:datele|contul)",
        "meeting": r"(?<!\w)(?:întâlni\w*|programare)",
        "opening": r"către|pentru|bună ziua|bună|stimat[ăe]",
        "serious": (
            r"(?<![-\w])(?:a|au|l-a|l-au) lovit\b|bătut\b|bătaie|hărțui\w+|furat\w*|amenin[țt]\w+|cuțit|rasis\w+|droguri"
        ),
        "teacher": r"(?<!\w)(?:profes|învățăto|invatato|doamna|domnul)",
        "wish": r"(?<!\w)(?:dori|vreau|doresc)",
    },
)
