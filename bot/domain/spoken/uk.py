"""Ukrainian."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="uk",
    name="Українська",
    english="Ukrainian",
    keywords={
        "and": "та, і",
        "complaint": "скарга",
        "concern": "занепокоєння",
        "consent": "згода",
        "events": "події",
        "help": "допомога",
        "language": "мова",
        "meet": "зустріч",
        "no": "ні",
        "paper": "папір",
        "policies": "політики",
        "start": "старт",
        "steps": "кроки",
        "stop": "стоп",
        "yes": "так",
    },
    people={
        "deputy": "заступник",
        "head": "директор",
        "office": "канцеляр, секретар",
        "teacher": "вчител, учител",
    },
    hints={
        "about": r"про|щодо|на",
        "access": r"(?:всі|усі|все|дані|інформаці\w+)\b.*\b(?:маєте|зберігаєте)\b.*\bпро\b",
        "before": r"\b(?:(?:по)?говорити (?:з|із|зі)|зустріч (?:з|із|зі)|повідомлення для)",
        "discuss": r"\b(?:обговорити|поговорити)",
        "meeting": r"(?<!\w)зустр\w+",
        "opening": r"до|добрий день|шановн\w+",
        "serious": (
            r"(?:в|у)дари(?:в|ла|ло|ли|ть|ти)\b|поби(?:в|ла|ли)\b|бійк\w+|цьку\w+|булінг\w*|вкра(?:в|ла|ли|д\w+)\b|погрож\w+|расис\w+|"
            r"насильств\w*|наркотик\w*"
        ),
        "teacher": r"(?<!\w)(?:вчител|учител)",
        "wish": r"(?<!\w)(?:прошу|хоч|хотіл|можна)",
    },
)
