"""Polish."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="pl",
    name="Polski",
    english="Polish",
    keywords={
        "and": "i, a, oraz",
        "complaint": "skarga",
        "concern": "obawa",
        "consent": "zgoda, zgody",
        "events": "wydarzenia",
        "help": "pomoc, pomocy",
        "language": "język, jezyk",
        "meet": "spotkanie",
        "no": "nie",
        "paper": "papier",
        "policies": "regulaminy",
        "privacy": "prywatność",
        "steps": "kroki",
        "yes": "tak",
    },
    people={
        "deputy": "wicedyrektor, zastepca dyrektora",
        "head": "dyrektor",
        "office": "sekretariat",
        "teacher": "nauczyciel, wychowawca, wychowawczyni",
    },
    titles="pan, pana, panem, pani, pania",
    hints={
        "about": r"o|chodzi o|dotyczy|w sprawie|na",
        "access": r"(?:wszystk\w+|dane|danych|informacj\w+|akt\w?)\b.*\b(?:macie|posiadacie|przechowujecie|rodo)\b",
        "before": r"\b(?:(?:po)?rozmawiać ze?|umówić się (?:ze?|do)|spotka(?:ć się|nie) ze?|napisać do|wiadomość d(?:o|la))",
        "discuss": r"\b(?:omówić|porozmawiać)",
        "erase": r"(?:usuń|usunąć|skasuj)\w*\b.*\b(?:dane|konto)",
        "meeting": r"(?<!\w)(?:spotkani\w+|spotkać|umówić)",
        "opening": r"do|pan[ai]?|dla|dzień dobry|szanown[aey]",
        "serious": (
            r"uderzy\w+|pobi(?:ł\w*|li|to|ty|cie|ć)\b|(?:bije|biją) (?:inn\w+|dziec\w+|mo\w+)|bójk\w+|prześladow\w+|prześladuj\w+|"
            r"znęca\w+|groz(?:i|ił\w*)\b|grożą|ukrad\w+|kradzież\w*|nożem|narkotyk\w*|rasis\w+|przemoc\w*"
        ),
        "teacher": r"(?<!\w)(?:nauczyciel|wychowaw|pani)",
        "wish": r"(?<!\w)(?:prosz|chc|chciał)",
    },
)
