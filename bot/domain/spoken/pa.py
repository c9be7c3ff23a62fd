"""Punjabi in Gurmukhi."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="pa",
    name="ਪੰਜਾਬੀ",
    english="Punjabi",
    keywords={
        "and": "ਤੇ",
        "complaint": "ਸ਼ਿਕਾਇਤ",
        "concern": "ਚਿੰਤਾ",
        "consent": "ਸਹਿਮਤੀ",
        "events": "ਸਮਾਗਮ",
        "help": "ਮਦਦ",
        "language": "ਭਾਸ਼ਾ",
        "meet": "ਮੁਲਾਕਾਤ",
        "no": "ਨਹੀਂ",
        "paper": "ਕਾਗਜ਼",
        "policies": "ਨੀਤੀਆਂ",
        "steps": "ਕਦਮ",
        "yes": "ਹਾਂ",
    },
    people={"head": "ਮੁੱਖ ਅਧਿਆਪਕ, ਪ੍ਰਿੰਸੀਪਲ", "office": "ਦਫ਼ਤਰ", "teacher": "ਅਧਿਆਪਕ"},
    hints={
        "about_after": r"ਬਾਰੇ",
        "access": r"(?:ਤੁਹਾਡੇ ਕੋਲ).*(?:ਜਾਣਕਾਰੀ|ਡਾਟਾ|ਰਿਕਾਰਡ)",
        "after": r"ਨਾਲ (?:ਗੱਲ|ਮੁਲਾਕਾਤ)",
        "discuss": r"ਗੱਲ ਕਰਨ",
        "meeting": r"ਮੁਲਾਕਾਤ|ਮਿਲਣ",
        "serious": r"ਮਾਰਿਆ|ਮਾਰਦਾ|ਮਾਰਦੀ|ਕੁੱਟਿਆ|ਲੜਾਈ|ਚੋਰੀ|ਧਮਕੀ|ਚਾਕੂ",
        "teacher": r"ਅਧਿਆਪਕ|ਟੀਚਰ",
        "wish": r"ਚਾਹ",
    },
)
