"""Spanish."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="es",
    name="Español",
    english="Spanish",
    keywords={
        "and": "y",
        "complaint": "queja, reclamación, reclamacion",
        "concern": "preocupación, preocupacion",
        "consent": "consentimiento",
        "events": "eventos",
        "help": "ayuda",
        "language": "idioma",
        "meet": "reunión, reunion",
        "no": "no",
        "paper": "papel",
        "policies": "políticas",
        "privacy": "privacidad",
        "steps": "pasos",
        "yes": "sí, si",
    },
    people={"deputy": "subdirector", "head": "director", "office": "secretaria", "teacher": "profesor, maestr"},
    titles="sr, sra, señor, señora, el, la, los, las, al, del",
    hints={
        "about": r"sobre|acerca de|respecto a|contra",
        "access": r"(?:todos?|datos|información|informacion)\b.*\b(?:tienen|guardan|tenéis|conservan)\b.*\b(?:sobre|mí|mi|nosotros)",
        "before": r"\b(?:hablar con|(?:reuni(?:ón|rme)|cita) con|mensaje para)",
        "discuss": r"\bhablar con",
        "meeting": r"(?<!\w)(?:cita\b|reuni\w+)",
        "opening": r"para|a|al|hola|buenos días|buenas tardes|estimad[oa]",
        "serious": (
            r"(?:le|les|me|lo|la) (?:peg[óa]n?|pegaron|golpe[óa]n?)\b|acos(?:o|an|ada|ado)\b|rob(?:ó|aron|ado)\b|amenaz\w+|"
            r"cuchillo|violencia"
        ),
        "teacher": r"(?<!\w)(?:profes|maestr)",
        "wish": r"(?<!\w)(?:quis|quier|gustar|necesit|pued|pedir)",
    },
)
