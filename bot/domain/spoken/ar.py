"""Arabic."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="ar",
    name="العربية",
    english="Arabic",
    keywords={
        "and": "و",
        "complaint": "شكوى",
        "concern": "قلق",
        "consent": "موافقة",
        "events": "مواعيد",
        "help": "مساعدة",
        "language": "اللغة",
        "meet": "موعد",
        "no": "لا",
        "paper": "ورق",
        "policies": "السياسات",
        "steps": "خطوات",
        "yes": "نعم",
    },
    people={
        "deputy": "نائب المدير",
        "head": "المدير, مدير",
        "office": "المكتب",
        "teacher": "المعلم, معلم",
    },
    hints={
        "about": r"بخصوص|عن|حول|على|بشأن",
        "access": r"(?:كل|جميع|البيانات|المعلومات).*(?:لديكم|تحتفظون|عندكم).*(?:عن|حول)",
        "before": r"\b(?:التحدث|أتحدث|أتكلم|التكلم|الكلام|مقابلة|اجتماع|موعد)(?: مع| إلى)?",
        "discuss": r"مناقشة|أتحدث",
        "meeting": r"موعد|مقابلة|اجتماع",
        "opening": r"إلى",
        "serious": (
            r"ضرب(?:ه|ها|ت|ته|تها|وا|وه|وها|ني)?\b|[يت]ضرب\w*|[يت]?تنمر\w*|شجار|سرق\w*|[يت]?هدد\w*|سكين|مخدرات|عنصري\w*"
        ),
        "teacher": r"معلم|مدرس",
        "wish": r"أريد|أود|نريد|ممكن",
    },
)
