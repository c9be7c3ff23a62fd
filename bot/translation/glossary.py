"""School words engines get wrong, with the words families know them by. They go in as values, so that no engine sees them.

A value is put in as it stands: a term that would have to change its ending reads a little stiffly, and says the right thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.translation.scripts import base
from bot.translation.spans import Kind, Span

_LANGUAGES = ("pl", "ro", "ur", "pa", "bn", "gu", "ar", "pt", "es", "uk", "so")
_TABLE: Mapping[str, tuple[str, ...]] = {
    r"inset days?": (
        "dzień szkoleniowy nauczycieli", "zi de formare a profesorilor", "اساتذہ کی تربیت کا دن", "ਅਧਿਆਪਕਾਂ ਦੀ ਸਿਖਲਾਈ ਦਾ ਦਿਨ",
        "শিক্ষকদের প্রশিক্ষণের দিন", "શિક્ષકોની તાલીમનો દિવસ", "يوم تدريب للمعلمين", "dia de formação dos professores",
        "día de formación del profesorado", "день навчання вчителів", "maalinta tababarka macallimiinta",
    ),
    r"reading books?": (
        "książka do czytania", "cartea de citit", "پڑھنے کی کتاب", "ਪੜ੍ਹਨ ਵਾਲੀ ਕਿਤਾਬ", "পড়ার বই", "વાંચવાનું પુસ્તક",
        "كتاب القراءة", "livro de leitura", "libro de lectura", "книжка для читання", "buugga akhriska",
    ),
    r"book bags?": (
        "torba na książki", "geanta pentru cărți", "کتابوں کا بیگ", "ਕਿਤਾਬਾਂ ਵਾਲਾ ਬੈਗ", "বইয়ের ব্যাগ", "પુસ્તકોની થેલી",
        "حقيبة الكتب", "saco dos livros", "bolsa de los libros", "сумка для книжок", "boorsada buugaagta",
    ),
    r"packed lunch(?:es)?": (
        "drugie śniadanie", "pachet de prânz", "پیک کیا ہوا کھانا", "ਪੈਕ ਕੀਤਾ ਖਾਣਾ", "দুপুরের খাবার", "ડબ્બામાં જમવાનું",
        "غداء من البيت", "almoço de casa", "comida de casa", "обід із собою", "qado guriga laga keeno",
    ),
    r"p\.?e\.? kits?": (
        "strój na WF", "echipament de sport", "پی ای کے کپڑے", "ਖੇਡਾਂ ਦੇ ਕੱਪੜੇ", "খেলার পোশাক", "રમતના કપડાં",
        "ملابس الرياضة", "equipamento de educação física", "ropa de deporte", "спортивна форма", "dharka jimicsiga",
    ),
    r"half[ -]term": (
        "przerwa w połowie semestru", "vacanța de la mijlocul trimestrului", "ٹرم کے درمیان کی چھٹیاں", "ਟਰਮ ਦੇ ਵਿਚਕਾਰ ਦੀਆਂ ਛੁੱਟੀਆਂ",
        "টার্মের মাঝের ছুটি", "સત્રની વચ્ચેની રજા", "عطلة منتصف الفصل", "férias a meio do período",
        "vacaciones de mitad de trimestre", "канікули посеред чверті", "fasaxa badhtamaha xilliga",
    ),
    r"non[ -]uniform days?": (
        "dzień bez mundurka", "zi fără uniformă", "یونیفارم کے بغیر آنے کا دن", "ਬਿਨਾਂ ਵਰਦੀ ਦਾ ਦਿਨ", "ইউনিফর্ম ছাড়া আসার দিন",
        "ગણવેશ વગરનો દિવસ", "يوم بلا زي مدرسي", "dia sem uniforme", "día sin uniforme", "день без форми", "maalin aan dirays lahayn",
    ),
    r"parents['’]? evenings?": (
        "zebranie z rodzicami", "seara părinților", "والدین کی شام", "ਮਾਪਿਆਂ ਦੀ ਸ਼ਾਮ", "অভিভাবক সন্ধ্যা", "વાલીઓની સાંજ",
        "لقاء أولياء الأمور", "reunião de pais", "reunión de padres", "зустріч із батьками", "fiidka waalidka",
    ),
    r"sports day": (
        "dzień sportu", "ziua sportului", "کھیلوں کا دن", "ਖੇਡ ਦਿਵਸ", "ক্রীড়া দিবস", "રમતગમત દિવસ", "يوم الرياضة",
        "dia do desporto", "día del deporte", "день спорту", "maalinta ciyaaraha",
    ),
    r"school office": (
        "sekretariat szkoły", "secretariatul școlii", "سکول کا دفتر", "ਸਕੂਲ ਦਫ਼ਤਰ", "স্কুল অফিস", "શાળાની ઓફિસ", "مكتب المدرسة",
        "secretaria da escola", "secretaría del colegio", "канцелярія школи", "xafiiska dugsiga",
    ),
    r"lost property": (
        "rzeczy znalezione", "obiecte găsite", "گم شدہ چیزیں", "ਗੁਆਚੀਆਂ ਚੀਜ਼ਾਂ", "হারানো জিনিস", "ખોવાયેલી વસ્તુઓ", "المفقودات",
        "perdidos e achados", "objetos perdidos", "загублені речі", "alaabta luntay",
    ),
    r"phonics": (
        "nauka głosek i liter", "învățarea sunetelor și literelor", "حروف کی آوازیں", "ਅੱਖਰਾਂ ਦੀਆਂ ਆਵਾਜ਼ਾਂ", "অক্ষরের ধ্বনি",
        "અક્ષરોના અવાજ", "أصوات الحروف", "sons das letras", "los sonidos de las letras", "звуки й літери", "dhawaaqyada xarfaha",
    ),
}  # fmt: skip
_TERMS = tuple((re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE), words) for pattern, words in _TABLE.items())


def find(text: str, target: str) -> Iterator[Span]:
    """Terms of an English text that have a word in the language it goes to."""
    if base(target) in _LANGUAGES:
        for pattern, _ in _TERMS:
            yield from (Span(match.start(), match.end(), Kind.TERM) for match in pattern.finditer(text))


def said(term: str, target: str) -> str:
    """The term in the reader's language; as it was written where there is none."""
    words = next((words for pattern, words in _TERMS if pattern.fullmatch(term)), None)
    if words is None or base(target) not in _LANGUAGES:
        return term
    word = words[_LANGUAGES.index(base(target))]
    begins = term[:1].isupper() and not term.split()[0].isupper()
    return word[:1].upper() + word[1:] if begins else word
