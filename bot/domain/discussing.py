"""Whether a parent says that a matter wants talking over rather than a note (M12)."""

from __future__ import annotations

import re

_DISCUSS = re.compile(
    r"\b(?:discuss\w*|talk (?:to you |with you )?about|talk (?:this|it) (?:over|through)|have a (?:chat|word|talk)|can we (?:talk|meet|speak)|"
    r"come (?:in )?(?:to|and) (?:talk|see you|speak)|omówić|porozmawiać|discut\w*|discuti|conversar|hablar con|conversaţie|"
    r"обговорити|поговорити|wada ?hadal|la hadlo)|بات کرنا|ਗੱਲ ਕਰਨ|কথা বলতে|વાત કરવ|مناقشة|أتحدث",
    re.IGNORECASE,
)


def wants_discussion(text: str) -> bool:
    return _DISCUSS.search(text) is not None
