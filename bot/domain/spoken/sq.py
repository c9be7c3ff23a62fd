"""Albanian."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="sq",
    name="Shqip",
    english="Albanian",
    keywords={
        "and": "dhe, edhe",
        "complaint": "ankesë, ankese, ankesa",
        "concern": "shqetësim, shqetesim",
        "consent": "pëlqim, pelqim",
        "events": "veprimtari, ngjarje",
        "help": "ndihmë, ndihme, ndihma",
        "language": "gjuha, gjuhë, gjuhe",
        "meet": "takim",
        "no": "jo",
        "paper": "letër, leter",
        "policies": "rregulloret, rregulloret e shkollës",
        "privacy": "privatësia, privatesia",
        "start": "fillo, nis",
        "steps": "hapat",
        "stop": "ndal, ndalo",
        "yes": "po",
    },
    people={
        "deputy": "zëvendësdrejtor, nëndrejtor",
        "head": "drejtor, drejtoresh",
        "office": "zyra, zyrë, zyrën, zyrës, sekretari",
        "teacher": "mësues, mësuese",
    },
    titles="zoti, zotit, zotin, zonja, zonjes, zonjen, znj",
    hints={
        "about": r"për|rreth|kundër",
        "access": r"(?:të gjitha|çfarë|cilat)\b.*\b(?:të dhëna\w*|informacion\w*).*\b(?:keni|ruani|mbani)\b",
        "before": r"\b(?:(?:të )?(?:flas|bisedoj|takohem) me|mesazh për|t'i shkruaj)",
        "discuss": r"\b(?:të (?:flasim|bisedojmë|bisedoj)|ta diskuto\w*)",
        "erase": r"(?:fshini|fshij\w*|të fshihen)\b.*\b(?:të dhëna\w*|llogari\w*)",
        "meeting": r"(?<!\w)(?:takim|takoj|takohem|takohemi)",
        "opening": r"i nderuar|e nderuar|për|mirëdita",
        "serious": (
            r"(?:e |i |më )?goditi\b|rrah(?:u|in|ën|je\w*)\b|kafshoi\b|vodh(?:i|ën)\b|vjedhje\w*|kërcën\w+|thik[ëa]\w*|"
            r"droga\b|drogë\w*|rasis\w+|dhun[ëa]\w*|bullizm\w*"
        ),
        "teacher": r"(?<!\w)mësues",
        "wish": r"(?<!\w)(?:dua\b|dëshiro|mund t)",
    },
)
