"""Hungarian."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="hu",
    name="Magyar",
    english="Hungarian",
    keywords={
        "and": "és",
        "complaint": "panasz",
        "concern": "aggodalom, aggály",
        "consent": "hozzájárulás, hozzajarulas",
        "events": "események, esemenyek",
        "help": "segítség, segitseg",
        "language": "nyelv",
        "meet": "találkozó, talalkozo, időpont, idopont",
        "no": "nem",
        "paper": "papír, papir",
        "policies": "szabályzatok, szabalyzatok",
        "privacy": "adatvédelem, adatvedelem",
        "start": "újra, indítás, inditas",
        "steps": "lépések, lepesek",
        "stop": "leállítás, leallitas, leiratkozás, leiratkozas",
        "yes": "igen",
    },
    people={
        "deputy": "igazgatóhelyettes",
        "head": "igazgató, igazgatónő",
        "office": "iroda, irodá, titkárság",
        "teacher": "tanító, tanár, osztályfőnök, osztálytanító",
    },
    hints={
        "about_after": r"kapcsolatban",
        "access": r"(?:milyen|minden|összes)\b.*\badat\w*.*\b(?:tárol|kezel|őriz)\w*",
        "before": r"\b(?:beszélni|beszélnék|beszélhetnék|találkozni)(?: az?)?",
        "discuss": r"\b(?:megbeszél\w*|átbeszél\w*|beszélni szeretn\w+)",
        "erase": r"(?:töröl|törlés)\w*\b.*\b(?:adat|fiók)\w*|(?:adat|fiók)\w*\b.*\btöröl\w*",
        "meeting": r"(?<!\w)(?:találkoz|időpont|fogadóór)",
        "opening": r"tisztelt|kedves",
        "serious": (
            r"megüt\w*|megrúg\w*|megver\w*|megharap\w*|vereked\w*|bántalmaz\w*|zaklat\w*|ellop\w*|lopás\w*|fenyeget\w*|"
            r"késsel\b|kábítószer\w*|rasszi\w+|erőszak\w*"
        ),
        "teacher": r"(?<!\w)(?:tanító|tanár|osztályfőnök)",
        "wish": r"(?<!\w)(?:szeretn|kérn|kérek|kérem|lehetne)",
    },
)
