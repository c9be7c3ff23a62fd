"""M3: a teacher's message for the class, for some parents, or for one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.domain.messages import Carrier
from bot.domain.refs import button, pressed
from tests.clauses.cast import ROLL
from tests.clauses.school import School, moment
from tests.clauses.test_ways import inject_press, labels
from tests.town import town

_PUPILS = {f"p{n}": (f"Pupil{chr(64 + n)}", "Roll", "Y4") for n in range(1, 24)}
_ADULTS = {
    f"A{n}": (f"Adult{chr(64 + n)}", "Roll", "en", Carrier.TELEGRAM, str(7100 + n), (f"p{n}",)) for n in range(1, 24)
}
FULL = replace(
    ROLL,
    families={key: value for key, value in ROLL.families.items() if key != "P5"} | _ADULTS,
    pupils={**ROLL.pupils, **_PUPILS},
    no_account=frozenset(),
)


async def test_M3_three_of_twenty_eight_parents_are_picked_and_only_they_get_it(
    database_url: str, tmp_path: Path
) -> None:
    at = moment("Tue 5 Mar 2019 10:00")
    async with town(database_url, tmp_path, now=at, preset="misson", roll=FULL) as made:
        misson = School(made)
        misson.mark()
        await misson.say("T4", "/announce Please bring a coat tomorrow")
        assert "To 28 family adults of Y4" in (await misson.heard("T4"))[-1]
        await misson.press("T4", "Choose parents")
        for name in ("Anna Kowalska", "Mary Marsh", "AdultC Roll"):
            await misson.press("T4", name)
        assert not any("Okafor" in label for label in labels(misson, "T4"))  # a Y5 parent is not on the list
        data = next(key.data for row in misson.town.screen("T4")[-1].keys for key in row if key.data.startswith("pick"))
        draft = pressed(data)[1][0]
        inject_press(misson, "T4", button("pick", draft, made.cast.guardians["P3"]))
        await made.settled()
        assert "not yours" in (await misson.heard("T4"))[-1]
        await misson.press("T4", "Send to 3 adults")
        misson.mark()
        await made.at(moment("Tue 5 Mar 2019 10:05"))
        await misson.hears("P1")
        got = [who for who in FULL.families if any("coat" in text for text in await misson.heard(who))]
        assert got == ["P1", "P2", "A3"]
        for who in got:  # each alone: no name of another adult, no number of readers
            text = next(text for text in await misson.heard(who) if "coat" in text)
            assert "Roll" not in text
            assert "Marsh" not in text
            assert "3" not in text
