"""Going live at the console: the assessment, the signatures, and the contracts of who handles data (DPIA1, DPIA51, M29)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from bot.domain.people import Role
from storage import tables
from tests.town import town
from tests.web.browser import at_console
from tests.web.test_tasks import ROLL

SIGN = "/console/papers/sign"
ALL = replace(ROLL, staff={**ROLL.staff, "deputy": ("Dot", "Lee", "6012", (Role.DEPUTY,))})


async def test_head_and_dpo_sign_the_assessment_and_put_contracts_on_record_in_the_browser(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, roll=ALL) as made, at_console(made) as at:
        devi, hollis = await at("dpo"), await at("head")
        await devi.get("/console/papers")
        assert "telegram: contract date missing" in devi.seen
        await devi.open("Sign, contracts")
        assert "There is no data protection impact assessment." in devi.seen
        await devi.press("I have read it: put it on record as of today")
        assert "On record as made on 5 March 2024." in devi.seen
        await devi.send(SIGN, says="against")
        assert "advises against it, 5 March 2024" in devi.seen
        await devi.get(SIGN)
        assert (await devi.post(SIGN, {**devi.form(SIGN).fields, "what": "head", "says": "approves"})).status == 404  # for nobody else

        await hollis.get(SIGN)
        await hollis.send(SIGN, what="slt_it", says="approves")
        await hollis.send(SIGN, what="head", says="overrules", reason="")
        assert "needs the reason" in hollis.seen
        await hollis.send(SIGN, what="head", says="overrules", reason="reviewed in May, tamarind")
        assert "Nothing. The school may go live." in hollis.seen
        assert "tamarind" not in hollis.seen

        await devi.get(SIGN)
        form = next(one for one in devi.seen.forms if one.fields.get("name") == "twilio" and "purpose" in one.fields)
        typed = {**form.fields, "contract_on": "2024-01-15", "basis": "texts to families without the app, marjoram"}
        await devi.post(form.action, {**typed, "safeguard": ""})
        assert "US is outside the UK and the EEA: name a safeguard" in devi.seen
        assert "marjoram" in devi.seen.raw  # nothing typed is lost
        await devi.post(form.action, typed)
        assert "The privacy notice is version 2 now." in devi.seen
        assert "twilio, US: text messages to and from families" in devi.seen
        assert "marjoram" in devi.seen.raw
        assert "older than the last material change" in devi.seen
        added = {"name": "Printer Ltd", "kind": "host", "country": "gb", "purpose": "letters"}
        await devi.post("/console/papers/processor", {**form.fields, **added, "basis": ""})
        assert "certificate missing" in devi.seen
        ended = next(one for one in devi.seen.forms if any(value == "printer ltd" for _, value, _ in one.buttons))
        await devi.post(ended.action, {**ended.fields, "name": "printer ltd"})
        assert "rinter ltd gets nothing from now on." in devi.seen
        dot = await at("deputy")
        await dot.get(SIGN)
        assert {one.action for one in dot.seen.forms if one.action.startswith("/console/papers")} == {SIGN}  # signs, keeps no register
        assert "marjoram" not in dot.seen.raw
        actions = await made.read(lambda db: {row.action for row in db.all(select(tables.audit.c.action))})
        assert {"signed_off", "processor_added", "processor_ended"} <= actions
