"""Whether a parent says that a matter wants talking over rather than a note (M12), or asks for a time to meet (M16)."""

from __future__ import annotations

import re

_DISCUSS = re.compile(
    r"\b(?:discuss\w*|talk (?:to you |with you )?about|talk (?:this|it) (?:over|through)|have a (?:chat|word|talk)|can we (?:talk|meet|speak)|"
    r"come (?:in )?(?:to|and) (?:talk|see you|speak)|omówić|porozmawiać|discut\w*|discuti|conversar|hablar con|conversaţie|"
    r"обговорити|поговорити|wada ?hadal|la hadlo)|بات کرنا|ਗੱਲ ਕਰਨ|কথা বলতে|વાત કરવ|مناقشة|أتحدث",
    re.IGNORECASE,
)
# Three things together: a wish, a time to meet, and the teacher. An appointment with a dentist is an absence, and thanks
# for yesterday's meeting are a note.
_WISHES = re.compile(
    r"(?<!\w)(?:like|want|need|book|make|arrange|request|could|can|may|please|prosz|chc|chciał|dori|vreau|doresc|quis|quier|gustar|"
    r"necesit|pued|pedir|gosta|quer|precis|marcar|прошу|хоч|хотіл|можна|rab|doon|codsan)|چاہ|ਚਾਹ|চাই|જોઈ|કરવી છે|مل سکت|أريد|أود|نريد|ممكن",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"(?<!\w)(?:appointment|meeting|meet (?:with )?the|spotkani\w+|spotkać|umówić|întâlni\w*|întâlnire|programare|cita\b|reuni\w+|"
    r"зустр\w+|kulan|la kulm)|ملاقات|ਮੁਲਾਕਾਤ|ਮਿਲਣ|দেখা|মিটিং|મુલાકાત|મળવ|موعد|مقابلة|اجتماع",
    re.IGNORECASE,
)
_TEACHER = re.compile(
    r"(?<!\w)(?:teacher|with you\b|m(?:r|rs|s|iss)\b|nauczyciel|wychowaw|pani|profes|învățăto|invatato|doamna|domnul|maestr|вчител|"
    r"учител|macalin)|ٹیچر|استاد|ਅਧਿਆਪਕ|ਟੀਚਰ|শিক্ষক|টিচার|શિક્ષક|ટીચર|معلم|مدرس",
    re.IGNORECASE,
)


def wants_discussion(text: str) -> bool:
    return _DISCUSS.search(text) is not None or all(part.search(text) for part in (_WISHES, _MEETING, _TEACHER))
