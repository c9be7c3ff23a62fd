"""Italian."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="it",
    name="Italiano",
    english="Italian",
    keywords={
        "and": "e, ed",
        "complaint": "reclamo, reclami",
        "concern": "preoccupazione",
        "consent": "consenso, consensi",
        "events": "eventi, appuntamenti",
        "help": "aiuto",
        "language": "lingua",
        "meet": "incontro, appuntamento, colloquio",
        "no": "no",
        "paper": "carta",
        "policies": "regolamenti, regolamento",
        "privacy": "informativa",
        "steps": "passi",
        "yes": "sì, si",
    },
    people={
        "deputy": "vicepreside, vicedirettore, vicedirettrice",
        "head": "preside, dirigente, direttore, direttrice",
        "office": "segreteria",
        "teacher": "insegnante, maestra, maestro, professore, professoressa",
    },
    titles="il, lo, la, signor, signora",
    hints={
        "about": r"su|riguardo a|circa|a proposito di|contro",
        "access": r"(?:tutti|tutto|dati|informazioni)\b.*\b(?:avete|tenete|conservate)\b.*\b(?:su|di|me|noi)\b",
        "before": r"\b(?:parlare con|(?:incontro|appuntamento|colloquio) con|incontrare|messaggio per|scrivere a)",
        "discuss": r"\b(?:discuter\w*|parlare con|parlarne)",
        "erase": r"(?:cancell|elimin)\w*\b.*\b(?:dati|account)\b",
        "meeting": r"(?<!\w)(?:incontr\w+|appuntament\w+|colloqui\w*)",
        "opening": r"per|alla|al|all'|gentile|cara|caro|buongiorno",
        "serious": (
            r"(?:picchia\w*|menat[oaie])\b|(?:l'|gli |le |mi )ha(?:nno)? (?:colpito|spinto|preso a (?:calci|pugni))|bulli(?:smo)?\b|minacci\w+|"
            r"rubat[oaie]\b|razzis\w+|coltello|droga\b|violenza"
        ),
        "teacher": r"(?<!\w)(?:insegnant|maestr|profes)",
        "wish": r"(?<!\w)(?:vorre|voglio|desider|possiamo|posso|potre|chied|fissare|prenotare|bisogno)",
    },
)
