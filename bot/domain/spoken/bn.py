"""Bengali."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="bn",
    name="বাংলা",
    english="Bengali",
    keywords={
        "and": "ও",
        "complaint": "অভিযোগ",
        "concern": "উদ্বেগ",
        "consent": "সম্মতি",
        "events": "অনুষ্ঠান",
        "help": "সাহায্য",
        "language": "ভাষা, bhasha",
        "meet": "সাক্ষাৎ",
        "no": "না",
        "paper": "কাগজ",
        "policies": "নীতিমালা",
        "steps": "ধাপ",
        "yes": "হ্যাঁ, হ্যা",
    },
    people={"head": "প্রধান শিক্ষক", "office": "অফিস", "teacher": "শিক্ষক"},
    hints={
        "about_after": r"সম্পর্কে|নিয়ে|ব্যাপারে",
        "access": r"(?:আপনাদের কাছে|আপনার কাছে).*(?:তথ্য|ডেটা|রেকর্ড)",
        "after": r"(?:সাথে|সঙ্গে) (?:কথা|দেখা)",
        "discuss": r"কথা বলতে",
        "meeting": r"দেখা|মিটিং",
        "serious": r"মেরেছে|মারধর|মারামারি|চুরি|হুমকি|ছুরি",
        "teacher": r"শিক্ষক|টিচার",
        "wish": r"চাই",
    },
)
