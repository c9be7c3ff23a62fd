"""Turkish. Small letters of "I" differ there, so some words stand twice."""

from __future__ import annotations

from bot.domain.spoken.language import Language

LANGUAGE = Language(
    tag="tr",
    name="Türkçe",
    english="Turkish",
    keywords={
        "and": "ve, ile",
        "complaint": "şikayet, şikâyet, sikayet",
        "concern": "kaygı, endişe, endise",
        "consent": "onay, izin, rıza",
        "events": "etkinlikler",
        "help": "yardım, yardim, imdat",
        "language": "dil, di\u0307l",
        "meet": "görüşme, gorusme, randevu, toplantı",
        "no": "hayır, hayir, yok",
        "paper": "kağıt, kâğıt, kagit",
        "policies": "kurallar",
        "privacy": "gizlilik",
        "steps": "adımlar, adimlar",
        "stop": "durdur",
        "yes": "evet",
    },
    people={
        "deputy": "müdür yardımcısı",
        "head": "müdür, müdürü, okul müdürü, müdür ile, müdürü ile, müdire",
        "office": "ofis, okul ofisi, sekreter",
        "teacher": "öğretmen, ogretmen, hoca",
    },
    titles="sayın, bey, hanım",
    hints={
        "about_after": r"hakkında",
        "access": r"(?:bütün|tüm|bilgi\w*|veri\w*)\b.*\b(?:tuttuğunuz|sakladığınız|elinizdeki|sizde)\b|elinizdeki.*(?:bilgi|veri)",
        "after": r"(?:görüş|konuş)\w*",
        "discuss": r"\b(?:konuşmak|görüşmek|konuşabilir)",
        "erase": r"(?:veri|bilgi|hesab)\w*\b.*\bsil\w*",
        "meeting": r"(?<!\w)(?:görüşme\w*|görüşmek|randevu\w*|toplantı\w*)",
        "opening": r"sayın|sevgili|merhaba",
        "serious": (
            r"(?<!topa )(?<!dizini )(?<!başını )(?<!kafasını )vurdu\w*|döv(?:dü|üyor|müş)\w*|dayak|(?<!topa )tekme\w*|kavga\w*|zorba\w*|"
            r"çalındı|hırsızlık|tehdit\w*|ırkçı\w*|bıçak|uyuşturucu|şiddet"
        ),
        "teacher": r"(?<!\w)(?:öğretmen|ogretmen|hoca)",
        "wish": r"(?<!\w)(?:isti|iste|rica|lütfen|mümkün|alabilir|olur mu|gerek)",
    },
)
