"""Serious behaviour in parents' words, in each language families are written to, and what only sounds like it (DPIA52)."""

from __future__ import annotations

import pytest

from bot.domain.behaviour import serious


@pytest.mark.parametrize(
    "text",
    [
        "Sam keeps hitting Ada",
        "Ada hit another child",
        "Somebody stole pens from Ada",
        "Inne dziecko uderzyło Adę na przerwie",
        "Ada jest prześladowana w szkole",
        "Un copil a lovit-o pe Ada",
        "Ada este hărțuită la școală",
        "اس بچے نے عادہ کو مارا",
        "us bachay ne Ada ko maara",
        "ਉਸ ਬੱਚੇ ਨੇ ਆਦਾ ਨੂੰ ਮਾਰਿਆ",
        "ওই বাচ্চাটা আদাকে মেরেছে",
        "તે બાળકે આદાને માર્યું",
        "ضربها طفل آخر في الاستراحة",
        "Um menino bateu na Ada",
        "Otro niño le pegó a Ada",
        "Інша дитина вдарила Аду",
        "Ilme kale ayaa garaacay Ada",
        "Një fëmijë tjetër goditi Adën",
        "Egy másik gyerek megütötte Adát",
        "Bạn khác đánh bạn trong lớp",
        "दूसरे बच्चे ने आदा को मारा",
        "வேறு பிள்ளை ஆதாவை அடித்தான்",
        "小明今天打人了",
        "Un altro bambino ha picchiato Ada",
        "Un garçon a frappé Ada à la récréation",
        "Ada se fait harceler à l'école",
        "Kitas vaikas sumušė Adą",
        "Друго дете удари Ада",
        "Başka bir çocuk Ada'ya vurdu",
        "Другой ребёнок ударил Аду",
    ],
)
def test_serious_behaviour_is_heard(text: str) -> None:
    assert serious(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada cannot find her reading book",
        "Ada was hitting all her spelling targets",
        "Ada kopnęła piłkę i zgubiła but",
        "Ada pobiegła bez czapki",
        "Ada s-a lovit la genunchi",
        "ہمارا بچہ کتاب بھول گیا",
        "Ada ka kam hamara hai",
        "我打电话给您",
        "a gyerekek ma fára másztak",
        "મારે આદાની ચોપડી જોઈએ છે",
        "نسيت جدول الضرب في البيت",
        "Ada pegou o livro errado",
        "Ada pegó la foto en el cuaderno",
        "Ця книжка краща ніж та",
        "Ada waxay xad u dhigtay ciyaarta",
        "Ada ha preso a calci il pallone",
        "Ada a tapé dans le ballon et a poussé la porte",
        "Ada spyrė kamuolį",
        "Ада се удари в коляното и ритна топката",
        "Ada topa vurdu, zil çaldı",
        "Ада ударилась коленкой и читает про драконов",
    ],
)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert serious(text) is None
