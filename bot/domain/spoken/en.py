"""English. Its words stand where they are understood: they are the commands."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="en",
    name="English",
    english="English",
    hints={
        "about": r"about|regarding|re|concerning|against|(?:problems?|issues?|trouble) with",
    },
)
