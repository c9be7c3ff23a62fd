"""Portuguese, of Portugal and of Brazil."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="pt",
    name="Português",
    english="Portuguese",
    keywords={
        "and": "e",
        "complaint": "reclamação, reclamacao, queixa",
        "concern": "preocupação, preocupacao",
        "consent": "consentimento",
        "events": "eventos",
        "help": "ajuda",
        "language": "idioma",
        "meet": "reunião, reuniao",
        "no": "não, nao",
        "paper": "papel",
        "policies": "políticas, politicas",
        "privacy": "privacidade",
        "steps": "passos",
        "yes": "sim",
    },
    people={"head": "diretor", "office": "secretaria", "teacher": "professor"},
    titles="sr, sra, o, a, os, as",
    hints={
        "about": r"sobre|acerca de|contra",
        "access": r"(?:tudo|dados|informaç\w+|informacoes)\b.*\b(?:têm|tem|guardam|possuem)\b.*\b(?:sobre|mim|nós|nos)",
        "before": r"\b(?:falar com|reuni(?:ão|r-me) com|mensagem para)",
        "discuss": r"\b(?:discuti|conversar)",
        "meeting": r"(?<!\w)reuni\w+",
        "opening": r"à|para|olá|bom dia|boa tarde|car[oa]",
        "serious": r"bate[mu]?(?:u|ram)? (?:em|n[oa]s?)\b|agredi\w+|roub(?:ou|aram|ado)|amea[çc]\w+|racis\w+|violência|drogas",
        "teacher": r"(?<!\w)profes",
        "wish": r"(?<!\w)(?:pedir|gosta|quer|precis|marcar)",
    },
)
