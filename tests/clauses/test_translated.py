"""Posts in every family's language, and what families get while no engine answers (BNV3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from bot.domain.messages import Carrier
from bot.translation.base import Reach, Unavailable
from bot.translation.lane import Lane
from bot.translation.service import TranslationService
from tests.clauses import desk
from tests.clauses.cast import ROLL
from tests.clauses.conftest import Opens
from tests.clauses.school import School, moment

HOPE = replace(
    ROLL,
    families={
        **ROLL.families,
        "Polish": ("Zofia", "Wilk", "pl", Carrier.TELEGRAM, "7011", ("hope",)),
        "Romanian": ("Dana", "Lupu", "ro", Carrier.TELEGRAM, "7012", ("hope",)),
        "Urdu": ("Sana", "Mirza", "ur", Carrier.SMS, "+447700900311", ("hope",)),
        "English": ("Wendy", "Wilk", "en", Carrier.TELEGRAM, "7013", ("hope",)),
    },
    pupils={**ROLL.pupils, "hope": ("Hope", "Wilk", "Y4")},
)
SAID, LATER = "Well done Hope, PE on Tuesday 5 March", "Well done Hope, PE now on Tuesday 5 March"
OWN = {"Polish": ("Brawo", "5 marca"), "Romanian": ("Bravo", "5 martie"), "Urdu": ("شاباش", "5 مارچ")}


class Engine:
    """One in memory that can be away. It knows three languages, and keeps what is hidden from it."""

    name, limit = "words", 1_000
    WORDS: ClassVar = {
        "pl": ("Brawo", "zajęcia", "w dniu"),
        "ro": ("Bravo", "ora", "din data de"),
        "ur": ("شاباش", "ورزش", "تاریخ"),
    }

    def __init__(self) -> None:
        self.away = False
        self.asked: list[str] = []

    def prepare(self) -> None:
        pass

    def supports(self, source: str, target: str) -> bool:
        return target in self.WORDS

    def translate(self, text: str, source: str, target: str) -> str:
        self.asked.append(text)
        if self.away:
            raise Unavailable("ConnectError")
        done, lesson, on = self.WORDS[target]
        return text.replace("Well done", done).replace("PE", lesson).replace(" on ", f" {on} ")


async def _post(bentley: School, text: str, minute: int) -> None:
    await desk.announce(bentley, "T4", text, f"Tue 5 Mar 2024 10:{minute:02}")


async def test_BNV3_each_reads_it_in_their_language_and_what_could_not_be_translated_is_replaced_later(
    school: Opens,
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00", roll=HOPE) as bentley:
        engine, hub = Engine(), bentley.town.hub
        lane = Lane(engine, Reach.OWN_NETWORK, clock=lambda: hub.now().timestamp())
        hub.translation = TranslationService([lane])
        await bentley.say("Urdu", "WRONG.")
        assert "7" in await bentley.only("Urdu")  # nothing was translated for them yet: told so, and nobody else is
        assert not await bentley.waits_for("T4", "WRONG")
        await bentley.say("Urdu", "The original list had the wrong day")
        assert await bentley.waits_for("T4", "original list")
        bentley.mark()
        await _post(bentley, SAID, 5)
        assert "WRONG" in await bentley.only("Urdu")
        for who, (praise, day) in OWN.items():
            text = await bentley.only(who)
            assert all(words in text for words in (praise, "Hope", day, SAID)), text  # the original beside it
            (bubble,) = [one for one in bentley.town.screen(who) if SAID in one.text]
            assert bubble.at - moment("Tue 5 Mar 2024 10:05") < timedelta(seconds=60)
        assert not any("Hope" in text for text in engine.asked)
        assert SAID in await bentley.only("English")
        assert SAID in await desk.taps(bentley, "Polish", "Oryginał")

        bentley.mark()
        await bentley.say("Urdu", "Wrong")  # who has no button types it
        assert SAID in await bentley.only("Urdu")
        told = await bentley.sees("OFF", "translation into Urdu is wrong")
        assert SAID in told

        engine.away = True
        await _post(bentley, LATER, 15)
        assert "Jeszcze nie udało się tego przetłumaczyć" in await bentley.only("Polish")
        assert "Încă nu am putut traduce" in await bentley.only("Romanian")
        assert "ابھی اس کا ترجمہ نہیں" in await bentley.only("Urdu")
        for who in OWN:
            assert LATER in (await bentley.heard(who))[0]
        await bentley.at("Tue 5 Mar 2024 10:25")
        await bentley.silent(*OWN)  # it is still away, and nobody is told so again

        engine.away = False
        await bentley.at("Tue 5 Mar 2024 10:35")
        await bentley.silent("Polish", "Romanian", "English")  # in its place on Telegram
        for who in ("Polish", "Romanian"):
            newest = bentley.town.texts(who)[-1]
            assert all(words in newest for words in (*OWN[who], "Hope", LATER)), newest
            assert "Jeszcze" not in newest
            assert "Încă" not in newest
        followed = await bentley.only("Urdu")  # a text message stays: one that follows it
        assert all(words in followed for words in (*OWN["Urdu"], "Hope")), followed
        assert LATER not in followed
        await bentley.at("Tue 5 Mar 2024 10:45")
        await bentley.silent(*OWN)  # once
