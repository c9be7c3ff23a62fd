"""Whom a text is for, in each language families are written to (LT21, LT39, BNV17)."""

from __future__ import annotations

import pytest

from bot.domain.addressing import Addressee, addressee, may_address
from bot.domain.people import Role, Staff

_STAFF = (Staff(id=1, first_name="Theo", last_name="Five"),)


@pytest.mark.parametrize(
    "text",
    [
        "Can I speak to the headteacher please",
        "Chciałabym porozmawiać z panią dyrektor",
        "Chcę porozmawiać z dyrektorem szkoły o obiadach",
        "Do pana dyrektora: dziękujemy za kiermasz",
        "Aș vrea să vorbesc cu directorul școlii",
        "Vreau să vorbesc cu doamna directoare",
        "ہیڈ ٹیچر سے بات کرنی ہے",
        "Mujhe head teacher se baat karni hai",
        "ਮੈਂ ਮੁੱਖ ਅਧਿਆਪਕ ਨਾਲ ਗੱਲ ਕਰਨੀ ਚਾਹੁੰਦੀ ਹਾਂ",
        "আমি প্রধান শিক্ষকের সাথে কথা বলতে চাই",
        "મારે આચાર્ય સાથે વાત કરવી છે",
        "أريد التحدث مع المديرة",
        "Queria falar com a diretora da escola",
        "Quiero hablar con la directora, por favor",
        "Хочу поговорити з директоркою школи",
        "Waxaan rabaa inaan la hadlo maamulaha",
        "Dua të flas me drejtorin",
        "Szeretnék beszélni az igazgatóval",
        "Tôi muốn gặp hiệu trưởng ạ",
        "मुझे प्रिंसिपल से बात करनी है",
        "தலைமையாசிரியரிடம் பேச வேண்டும்",
        "Vorrei parlare con la preside",
        "Je voudrais parler à la directrice de l'école",
        "Noriu pasikalbėti su direktore",
        "Искам да говоря с директора",
        "Okul müdürüyle görüşmek istiyorum",
        "Müdür ile konuşmak istiyorum",
        "Хочу поговорить с директором школы",
    ],
)
def test_a_wish_for_the_head_is_understood(text: str) -> None:
    assert may_address(text)
    assert addressee(text, _STAFF) == Addressee(role=Role.HEAD)


@pytest.mark.parametrize(
    "text",
    [
        "Proszę o rozmowę, chcę porozmawiać z zastępcą dyrektora",
        "Quiero hablar con el subdirector",
        "Хочу поговорити із заступником директора",
        "Dua të takohem me zëvendësdrejtorin",
        "Vorrei un appuntamento con il vicepreside",
        "Je souhaite un rendez-vous avec le directeur adjoint",
        "Noriu susitikti su direktoriaus pavaduotoja",
        "Искам среща със заместник-директора",
        "Müdür yardımcısıyla görüşmek istiyorum",
        "Хочу встретиться с заместителем директора",
        "Can I talk to the deputy head about lunch",
    ],
)
def test_a_deputy_is_no_head(text: str) -> None:
    assert addressee(text, _STAFF) == Addressee(role=Role.DEPUTY)


@pytest.mark.parametrize(
    "text",
    [
        "Ada rozmawiała wczoraj z dyrektorem i bardzo się ucieszyła",
        "La directora es muy simpática",
        "Ada was proud when the head praised her",
        "ہیڈ ٹیچر نے عادہ کی تعریف کی",
        "Директор похвалив Аду",
        "La preside ha lodato Ada",
        "Ada a vu la directrice au marché et elle était contente",
        "Директорът похвали Ада",
        "Quiero hablar con usted",
        "We meet the reception class at the park",
        "Porozmawiamy z Adą w domu",
    ],
)
def test_somebody_who_is_only_mentioned_is_not_written_to(text: str) -> None:
    assert addressee(text, _STAFF) is None


@pytest.mark.parametrize("text", ["Chcę porozmawiać z nauczycielką", "Quiero hablar con la maestra de Ada"])
def test_the_class_teacher_is_the_class_teacher(text: str) -> None:
    assert addressee(text, _STAFF) == Addressee(role=Role.CLASS_TEACHER)


@pytest.mark.parametrize(
    "text", ["Quiero hablar con Theo Five", "Chcę porozmawiać z panem Five", "Dear Mr Five, hello"]
)
def test_a_colleague_by_name(text: str) -> None:
    assert addressee(text, _STAFF) == Addressee(staff_id=1)
