"""Whether a parent says that a matter wants talking over rather than a note (M12), or asks for a time to meet (M16)."""

from __future__ import annotations

import re

from bot.domain import spoken
from bot.domain.spoken.language import Hint


def _any(english: str, hint: Hint) -> str:
    return "|".join((english, *spoken.hints(hint)))


_DISCUSS = re.compile(
    _any(
        r"\b(?:discuss\w*|talk (?:to you |with you )?about|talk (?:this|it) (?:over|through)|have a (?:chat|word|talk)|"
        r"can we (?:talk|meet|speak)|come (?:in )?(?:to|and) (?:talk|see you|speak))",
        "discuss",
    ),
    re.IGNORECASE,
)
# Three things together: a wish, a time to meet, and the teacher. An appointment with a dentist is an absence, and thanks
# for yesterday's meeting are a note.
_WISHES = re.compile(
    _any(r"(?<!\w)(?:like|want|need|book|make|arrange|request|could|can|may|please)", "wish"), re.IGNORECASE
)
_MEETING = re.compile(_any(r"(?<!\w)(?:appointment|meeting|meet (?:with )?the)", "meeting"), re.IGNORECASE)
_TEACHER = re.compile(_any(r"(?<!\w)(?:teacher|with you\b|m(?:r|rs|s|iss)\b)", "teacher"), re.IGNORECASE)


def wants_discussion(text: str) -> bool:
    return _DISCUSS.search(text) is not None or all(part.search(text) for part in (_WISHES, _MEETING, _TEACHER))
