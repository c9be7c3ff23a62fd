"""Ten tasks for each role, by somebody who has only the menu's words: the page they lead to says what to do next."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from bot.domain.people import Role
from tests.cast import OAK_LANE
from tests.town import town
from tests.web.browser import at_console

TASKS = tomllib.loads((Path(__file__).parent / "tasks.toml").read_text("utf-8"))
MORE = {"tech": ("Teddy", "Cable", "6010", (Role.TECHNICIAN,)), "dpo": ("Devi", "Rowan", "6011", (Role.DPO,))}
ROLL = replace(OAK_LANE, staff={**OAK_LANE.staff, **MORE})


async def test_ten_tasks_of_each_role_begin_at_the_menu_and_end_where_the_next_step_is_said(sqlite_url: str, tmp_path: Path) -> None:
    assert {who: len(each) for who, each in TASKS.items()} == dict.fromkeys(TASKS, 10)
    stuck = []
    async with town(sqlite_url, tmp_path, roll=ROLL) as made, at_console(made) as at:
        made.say("marta", "Ola forgot her reading book today, sorry")
        made.say("beth", "Finn is poorly today with a temperature and will not be in")
        made.say("lena", "my husband hits me and Mira is scared to come home")
        await made.settled()
        for who, tasks in TASKS.items():
            browser = await at(who)
            for one in tasks:
                home = await browser.get("/console")
                path = home.links.get(one["menu"])
                seen = await browser.get(path) if path else home
                if path is None or one["sees"] not in seen.text:
                    stuck.append(f"{who}: {one['task']} ({one['menu']}: {one['sees']})")
        made.sandbox.inject("oak_lane_bot", {"message": {"text": "quetzal", "from": "nobody"}})
        await made.settled()
        teddy = await at("tech")
        await teddy.get("/console/health")
        assert "What went wrong" in teddy.seen
        assert "quetzal" not in teddy.seen
        await teddy.press("Try them again")
        assert "1 message is tried again." in teddy.seen
    assert not stuck, "\n".join(stuck)
