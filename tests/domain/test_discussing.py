"""A wish to talk or to meet, in each language families are written to (M12, M16)."""

from __future__ import annotations

import pytest

from bot.domain.discussing import wants_discussion


@pytest.mark.parametrize(
    "text",
    [
        "Can we talk about Ada's reading?",
        "I would like an appointment with Ada's class teacher",
        "Could I have a meeting with you this week?",
        "Proszę o spotkanie z wychowawczynią Ady",
        "Aș dori o întâlnire cu doamna învățătoare",
        "Quisiera una cita con la maestra",
        "Gostava de marcar uma reunião com a professora",
        "Прошу про зустріч із вчителькою",
        "ٹیچر سے ملاقات کا وقت چاہیے",
        "ਅਧਿਆਪਕ ਨਾਲ ਮੁਲਾਕਾਤ ਚਾਹੀਦੀ ਹੈ",
        "শিক্ষকের সাথে দেখা করতে চাই",
        "શિક્ષક સાથે મુલાકાત કરવી છે",
        "أريد موعدا مع المعلمة",
        "Waxaan rabaa kulan macalinka",
        "Vorrei un appuntamento con la maestra",
        "Je voudrais un rendez-vous avec la maîtresse",
        "Norėčiau susitikti su mokytoja",
        "Искам среща с учителката",
        "Öğretmenle görüşmek istiyorum",
        "Хочу встретиться с учительницей",
    ],
)
def test_a_wish_to_talk_is_heard(text: str) -> None:
    assert wants_discussion(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada has an appointment with the dentist at 10",
        "Ada ma wizytę u dentysty o 10",
        "Please tell her teacher Ada has left her reading book at home",
        "Tiene cita con el dentista",
        "Ada ha un appuntamento dal dentista",
        "Ada a rendez-vous chez le dentiste",
        "Ada turi vizitą pas odontologą",
        "Ада има час при зъболекар",
        "Ada'nın dişçi randevusu var",
        "У Ады приём у стоматолога",
        "We meet at the gate at nine",
        "Thank you for the meeting with the teacher yesterday",
        "My sister will meet you at the gate",
    ],
)
def test_an_appointment_elsewhere_is_none(text: str) -> None:
    assert not wants_discussion(text)
