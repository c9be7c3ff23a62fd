"""When a child is away, as parents say it, language by language. It is Tuesday 5 March 2024, 8:10 local, unless said."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.daywordfiles import load
from bot.domain.away import Away, Part, Reason, away, reason, tells
from bot.domain.daywords import Mark, is_only_when, read

TUESDAY = datetime(2024, 3, 5, 8, 10, tzinfo=UTC)


def school_day(day: date) -> bool:
    return day.weekday() < 5


def said(text: str, language: str = "en", why: Reason = Reason.ILLNESS, now: datetime = TUESDAY) -> tuple[Away, ...]:
    found = read(text, load(), language)
    return away(found, reason(found, why), now, school_day)


def march(first: int, last: int | None = None) -> tuple[date, date]:
    return date(2024, 3, first), date(2024, 3, last or first)


SPANS = [
    # language, text, first and last day
    ("en", "Ola is ill today", march(5)),
    ("en", "Ola is being sick", march(5)),
    ("en", "won't be in tomorrow", march(6)),
    ("en", "Finn is poorly, back on Monday", march(5, 8)),
    ("en", "off Thursday and Friday", march(7, 8)),
    ("en", "Finn will be off until Friday", march(5, 8)),
    ("en", "he won't be back until Thursday", march(5, 6)),
    ("en", "ill again, off all week", march(5, 8)),
    ("en", "we are away next week", march(11, 15)),
    ("en", "off from Wednesday to Friday", march(6, 8)),
    ("en", "Finn will be away on 12 March", march(12)),
    ("en", "Finn will be away 12/3", march(12)),
    ("en", "she will be off for three days", march(5, 7)),
    ("en", "ill since Sunday", march(5)),
    ("en", "off today, back Wednesday", march(5)),
    ("en", "away next Friday", march(15)),
    ("en", "sick yesterday and still sick", march(5)),
    ("pl", "Ola jest dziś chora", march(5)),
    ("pl", "Ola jest chora, wróci w poniedziałek", march(5, 8)),
    ("pl", "Oli nie będzie w czwartek i piątek", march(7, 8)),
    ("pl", "jutro Ola nie przyjdzie", march(6)),
    ("pl", "nie bedzie jej do piatku", march(5, 8)),
    ("pl", "od środy do piątku nie będzie Jana", march(6, 8)),
    ("pl", "chora od wczoraj", march(5)),
    ("ro", "Ana este bolnavă azi", march(5)),
    ("ro", "se întoarce luni", march(5, 8)),
    ("ro", "lipsește joi și vineri", march(7, 8)),
    ("ro", "maine nu vine la scoala", march(6)),
    ("ur", "زین آج بیمار ہے", march(5)),
    ("ur", "زین بیمار ہے، پیر کو واپس آئے گا", march(5, 8)),
    ("ur", "zain aaj bemar hai", march(5)),
    ("ur", "zain bimar hai peer ko wapas aye ga", march(5, 8)),
    ("ur", "zain jumerat aur juma ko nahi aye ga", march(7, 8)),
    ("ur", "kal school nahi aye gi", march(6)),
    ("ur", "jumma tak nahi aayega", march(5, 8)),
    ("pa", "ਉਹ ਅੱਜ ਬਿਮਾਰ ਹੈ", march(5)),
    ("pa", "ਸੋਮਵਾਰ ਨੂੰ ਵਾਪਸ ਆਵੇਗੀ", march(5, 8)),
    ("pa", "oh kal school nahi aavegi", march(6)),
    ("pa", "ਵੀਰਵਾਰ ਅਤੇ ਸ਼ੁੱਕਰਵਾਰ ਨਹੀਂ ਆਵੇਗੀ", march(7, 8)),
    ("bn", "সে আজ অসুস্থ", march(5)),
    ("bn", "সোমবার স্কুলে ফিরবে", march(5, 8)),
    ("bn", "বৃহস্পতিবার ও শুক্রবার আসবে না", march(7, 8)),
    ("bn", "আগামীকাল আসবে না", march(6)),
    ("gu", "તે આજે બીમાર છે", march(5)),
    ("gu", "સોમવારે પાછી આવશે", march(5, 8)),
    ("gu", "આવતીકાલે નહીં આવે", march(6)),
    ("gu", "ગુરુવારે અને શુક્રવારે નહીં આવે", march(7, 8)),
    ("ar", "هدى مريضة اليوم", march(5)),
    ("ar", "ستعود يوم الاثنين", march(5, 8)),
    ("ar", "لن تأتي غداً", march(6)),
    ("ar", "لن تحضر الخميس والجمعة", march(7, 8)),
    ("pt", "está doente hoje", march(5)),
    ("pt", "volta na segunda-feira", march(5, 8)),
    ("pt", "falta quinta e sexta", march(7, 8)),
    ("pt", "amanhã não vai à escola", march(6)),
    ("es", "hoy está enferma", march(5)),
    ("es", "vuelve el lunes", march(5, 8)),
    ("es", "mañana no irá al colegio", march(6)),
    ("es", "no va el jueves ni el viernes", march(7, 8)),
    ("it", "oggi è malata", march(5)),
    ("it", "torna lunedì", march(5, 8)),
    ("it", "domani non viene", march(6)),
    ("it", "assente giovedì e venerdì", march(7, 8)),
    ("fr", "elle est malade aujourd'hui", march(5)),
    ("fr", "elle revient lundi", march(5, 8)),
    ("fr", "absente jeudi et vendredi", march(7, 8)),
    ("fr", "demain elle ne viendra pas", march(6)),
    ("lt", "šiandien serga", march(5)),
    ("lt", "grįš pirmadienį", march(5, 8)),
    ("lt", "rytoj neateis", march(6)),
    ("lt", "nebus ketvirtadienį ir penktadienį", march(7, 8)),
    ("bg", "днес е болна", march(5)),
    ("bg", "ще се върне в понеделник", march(5, 8)),
    ("bg", "утре няма да дойде", march(6)),
    ("bg", "няма да е в четвъртък и петък", march(7, 8)),
    ("tr", "bugün hasta", march(5)),
    ("tr", "pazartesi günü geri gelecek", march(5, 8)),
    ("tr", "yarın gelmeyecek", march(6)),
    ("tr", "perşembe ve cuma gelmeyecek", march(7, 8)),
    ("uk", "сьогодні хворіє", march(5)),
    ("uk", "повернеться в понеділок", march(5, 8)),
    ("uk", "завтра не прийде", march(6)),
    ("uk", "не буде в четвер і п'ятницю", march(7, 8)),
    ("ru", "сегодня болеет", march(5)),
    ("ru", "вернется в понедельник", march(5, 8)),
    ("ru", "завтра не придет", march(6)),
    ("ru", "не будет в четверг и пятницу", march(7, 8)),
    ("so", "maanta way xanuunsan tahay", march(5)),
    ("so", "isniinta ayay soo noqonaysaa", march(5, 8)),
    ("so", "berri ma imanayso", march(6)),
    ("so", "khamiista iyo jimcaha ma imanayso", march(7, 8)),
    ("ta", "இன்று உடம்பு சரியில்லை", march(5)),
    ("ta", "திங்கட்கிழமை திரும்ப வருவாள்", march(5, 8)),
    ("ta", "நாளை வரமாட்டாள்", march(6)),
    ("ta", "வியாழன் மற்றும் வெள்ளி வரமாட்டாள்", march(7, 8)),
    ("zh", "她今天生病了", march(5)),
    ("zh", "星期一回来", march(5, 8)),
    ("zh", "明天不去学校", march(6)),
    ("zh", "周四和周五请假", march(7, 8)),
    ("zh", "3月12日不去", march(12)),
    ("hu", "ma nem megy iskolába, lázas", march(5)),
    ("hu", "hétfőn jön vissza", march(5, 8)),
    ("hu", "csütörtökön és pénteken nem lesz", march(7, 8)),
    ("sq", "sot është e sëmurë", march(5)),
    ("sq", "kthehet të hënën", march(5, 8)),
    ("sq", "nesër nuk vjen", march(6)),
    ("vi", "hôm nay cháu bị sốt", march(5)),
    ("vi", "thứ hai cháu đi học lại", march(5, 8)),
    ("vi", "ngày mai cháu nghỉ học", march(6)),
    ("hi", "आज वह बीमार है", march(5)),
    ("hi", "सोमवार को वापस आएगी", march(5, 8)),
    ("hi", "गुरुवार और शुक्रवार को नहीं आएगी", march(7, 8)),
    ("pl", "Ola is ill today", march(5)),  # a family may write in another language than its own
    ("en", "Ola jest chora, wróci w poniedziałek", march(5, 8)),
]


@pytest.mark.parametrize(("language", "text", "days"), SPANS)
def test_days_are_read_as_the_parent_means_them(language: str, text: str, days: tuple[date, date]) -> None:
    (one,) = said(text, language)
    assert (one.first, one.last) == days


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("ro", "astăzi Finn pleacă mai devreme, la ora 14, la dentist", Part.PM),
        ("uk", "завтра об 15 стоматолог", Part.PM),
        ("en", "dentist on the 14th", Part.ALL),
        ("en", "dentist on Thursday the 14th at 10", Part.AM),
    ],
)
def test_half_europe_says_today_at_14_and_a_lone_14_is_the_fourteenth(language: str, text: str, part: Part) -> None:
    assert said(text, language, Reason.MEDICAL)[0].part is part


@pytest.mark.parametrize(
    ("language", "text", "part"),
    [
        ("en", "Finn has a dentist appointment at 10 on Thursday", Part.AM),
        ("en", "hospital appointment Thursday at 2pm", Part.PM),
        ("en", "dentist on Thursday afternoon", Part.PM),
        ("en", "dentist on Thursday", Part.ALL),
        ("pl", "w czwartek rano dentysta", Part.AM),
        ("pl", "wizyta u lekarza w czwartek o 14:30", Part.PM),
        ("es", "cita con el dentista el jueves por la tarde", Part.PM),
        ("fr", "rendez-vous chez le dentiste jeudi à 9h30", Part.AM),
        ("ur", "jumerat ko dentist hai subah 9:15", Part.AM),
        ("ar", "موعد عند طبيب الأسنان الخميس ١٤:٠٠", Part.PM),
        ("zh", "星期四下午看牙医", Part.PM),
        ("hu", "csütörtökön délután fogorvos", Part.PM),
        ("tr", "perşembe öğleden sonra doktor randevusu", Part.PM),
    ],
)
def test_an_appointment_takes_the_half_of_the_day_it_is_in(language: str, text: str, part: Part) -> None:
    (one,) = said(text, language, Reason.MEDICAL)
    assert (one.first, one.part) == (date(2024, 3, 7), part)


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        ("en", "Finn will be late tomorrow, dentist at 9, back by 11", Reason.LATE),
        ("en", "dentist tomorrow at 9, he will be back at 11", Reason.MEDICAL),
        ("en", "orthodontist tomorrow, back in school by 1pm", Reason.MEDICAL),
        ("pl", "jutro dentysta, wróci o 11", Reason.MEDICAL),
        ("es", "mañana dentista a las 9, vuelve a las 11", Reason.MEDICAL),
        ("ur", "kal dentist hai, 11 baje wapas aayega", Reason.MEDICAL),
    ],
)
def test_back_by_an_hour_is_back_the_same_day(language: str, text: str, why: Reason) -> None:
    (one,) = said(text, language, why)
    assert (one.first, one.last) == march(6)


def test_an_hour_on_another_day_than_the_appointments_is_a_day_of_return() -> None:
    (one,) = said("dentist today, back at 9 tomorrow", why=Reason.MEDICAL)
    assert (one.first, one.last, one.back) == (date(2024, 3, 5), date(2024, 3, 5), date(2024, 3, 6))
    (ill,) = said("she is ill, back tomorrow at 9")
    assert (ill.first, ill.back) == (date(2024, 3, 5), date(2024, 3, 6))


def test_days_apart_are_stretches_of_their_own() -> None:
    assert [(one.first.day, one.last.day) for one in said("off Wednesday and Friday")] == [(6, 6), (8, 8)]


def test_without_a_day_it_is_today_while_there_is_school_and_then_the_next_school_day() -> None:
    assert said("Finn is ill")[0] == Away(date(2024, 3, 5), date(2024, 3, 5), open=True)
    late = datetime(2024, 3, 8, 21, 0, tzinfo=UTC)  # a Friday
    assert said("Finn is ill", now=late)[0].first == date(2024, 3, 11)


def test_friday_and_monday_are_one_stretch_over_the_weekend() -> None:
    assert [(one.first.day, one.last.day) for one in said("off Friday and Monday")] == [(8, 11)]


def test_back_on_the_weekday_it_is_today_means_next_week() -> None:
    (one,) = said("ill, back on Tuesday")
    assert (one.first, one.last, one.back) == (date(2024, 3, 5), date(2024, 3, 11), date(2024, 3, 12))


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        ("en", "Finn won't be in on Friday, hospital scan", Reason.MEDICAL),
        ("en", "we are flying to a wedding on Friday", Reason.LEAVE),
        ("en", "off for Eid", Reason.RELIGIOUS),
        ("en", "Finn won't be in today", Reason.UNKNOWN),
        ("pl", "w piątek Oli nie będzie, wesele w rodzinie", Reason.LEAVE),
        ("ur", "eid ki wajah se kal nahi aye ga", Reason.RELIGIOUS),
    ],
)
def test_a_plain_absence_takes_its_reason_from_the_words(language: str, text: str, why: Reason) -> None:
    assert reason(read(text, load(), language), Reason.UNKNOWN) is why


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "but she left at 8"), ("en", "He should be in school"), ("pl", "Ale wyszła o 8"),
        ("ro", "dar am lasat-o la 8"), ("ur", "magar wo nikal gayi thi 8 baje"), ("pa", "oh nikal gayi si"),
        ("bn", "সে ৮টায় বেরিয়ে গেছে"), ("gu", "તે ૮ વાગે નીકળી ગઈ"), ("ar", "لكنها خرجت الساعة ٨"),
        ("pt", "mas ela saiu às 8"), ("es", "pero salió a las 8"), ("it", "ma è uscita alle 8"),
        ("fr", "mais elle est partie à 8h"), ("lt", "bet ji išėjo 8 val"), ("bg", "но тя тръгна в 8"),
        ("tr", "ama saat 8'de evden çıktı"), ("uk", "але вона вийшла о 8"), ("ru", "но она вышла в 8"),
        ("so", "laakiin way baxday 8dii"), ("ta", "ஆனால் அவள் 8 மணிக்கு கிளம்பிவிட்டாள்"), ("zh", "可是她8点就出门了"),
    ],
)  # fmt: skip
def test_a_child_that_set_off_for_school_is_recognised(language: str, text: str) -> None:
    assert read(text, load(), language).has(Mark.LEFT)


@pytest.mark.parametrize(
    ("language", "text", "tells_it"),
    [
        ("en", "what's code O next to her name?", False),
        ("en", "could I have a print out of Jenna's attendance?", False),
        ("zh", "昨天没来是因为耳朵疼", False),
        ("en", "we want to go away in May", False),
        ("en", "can she have Friday off for a wedding?", True),
        ("en", "Mason and Maddison both off", True),
        ("en", "not in today?", True),
    ],
)
def test_a_question_about_attendance_is_no_absence(language: str, text: str, *, tells_it: bool) -> None:
    assert tells(read(text, load(), language), Reason.UNKNOWN, asks="?" in text) is tells_it


def test_a_flight_to_poland_in_december_is_not_an_absence_until_december() -> None:
    assert said("chcemy leciec do Polski 18 grudnia", "pl", Reason.UNKNOWN)[0].first == date(2024, 12, 18)


@pytest.mark.parametrize(
    "text", ["", "???", "12/13/14", "99.99", "31/2", "x" * 10_000, "🤒", "\u0661/\u0662 today", "0 0 0"]
)
def test_no_text_breaks_the_reader(text: str) -> None:
    assert said(text)


def test_every_language_of_triage_has_its_words() -> None:
    assert len(load().tongues) == 24


@pytest.mark.parametrize(
    "language,text,only",
    [
        ("pl", "w czwartek po 15", True),
        ("en", "on Thursday at 3", True),
        ("en", "Thursday or Friday morning", True),
        ("ur", "جمعرات کو 3 بجے", True),
        ("en", "9:30", True),
        ("en", "he was sick on Thursday", False),
        ("pl", "Ola jest chora w czwartek", False),
        ("en", "Dentist on Friday at 9", False),
        ("en", "not on Thursday", False),
        ("en", "ok", False),
    ],
)
def test_days_and_times_alone_are_told_from_what_happens_then(language: str, text: str, only: bool) -> None:
    assert is_only_when(text, load(), language) is only


@pytest.mark.parametrize(
    ("text", "tells_it"),
    [
        ("Finn was late on Friday because of the bus", False),
        ("sorry he was late yesterday", False),
        ("Finn is running late", True),
        ("Finn was late yesterday and will be late today", True),
        ("late on Friday, dentist first", True),
        ("he will be late tomorrow", True),
    ],
)
def test_a_lateness_that_is_over_marks_no_register(text: str, *, tells_it: bool) -> None:
    assert tells(read(text, load(), "en"), Reason.LATE, asks=False) is tells_it
