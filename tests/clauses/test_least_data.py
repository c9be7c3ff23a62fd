"""The least that will do: what a roll or a carrier offers beyond it is dropped and named (DPIA9, DPIA10)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from storage import tables
from storage.db import Db
from storage.subject import opened
from tests import ledger
from tests.clauses import desk
from tests.clauses.conftest import Opens

_HANDLE = "anna_the_handle"
_BIRTH, _UPN = "2015-07-31", "H801200001001"


async def test_DPIA9_columns_beyond_the_list_are_dropped_and_named(school: Opens, tmp_path: Path) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        roll = tmp_path / "roll.csv"
        roll.write_text(
            "First name,Last name,Class,Year,Contact name,Contact phone,Parental responsibility,Date of birth,Gender,UPN,SEN\n"
            f"Noor,Haddad,Y4,4,Rim Haddad,07700 900777,yes,{_BIRTH},F,{_UPN},E\n"
        )
        answers = tmp_path / "answers.toml"
        answers.write_text("whole_school = true\n")
        done = await desk.run(greenfield, "import", str(roll), "--answers", str(answers))
        told = str(done.stdout) + str(done.stderr)
        for column in ("Date of birth", "Gender", "UPN", "SEN"):
            assert column in told, told
        assert done.exit_code == 0, told
        assert (await desk.run(greenfield, "audit", "about", "Noor Haddad", "--by", "Dot Data")).exit_code == 0  # she is in
        await greenfield.town.read(_holds_none)
        held = {one.name for one in tables.METADATA.tables["pupil"].columns}
        assert held == {"school_id", "id", "key_id", "first_name", "last_name", "name_blind", "left_on"}


async def test_DPIA10_no_picture_and_no_handle_is_fetched_or_kept_of_who_links_by_telegram(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await desk.ok(greenfield, "rights", "withdraw", "Anna Kowalska", "--by", "Dot Data")  # to link anew
        (made,) = (await desk.told(greenfield, "invites", "--adult", "Anna Kowalska"))["invites"]
        user = greenfield.town.sandbox.phone("P1").user_id
        person = {"id": user, "is_bot": False, "first_name": "Anna", "username": _HANDLE, "language_code": "pl"}
        chat = {"id": user, "type": "private", "username": _HANDLE}
        now = int(greenfield.town.hub.now().timestamp())
        for number, text in ((990, f"JOIN {made['code']}"), (991, "Ada forgot her reading book")):
            sent = {"message_id": number, "date": now, "text": text, "from": person, "chat": chat}
            greenfield.town.sandbox.inject("oak_lane_bot", {"message": sent})
            await greenfield.town.settled()
            if number == 990:
                greenfield.town.sandbox.share_contact("P1")
                await greenfield.town.settled()
                ledger.door(ledger.TELEGRAM)
        print(greenfield.town.texts("P1"))
        assert await greenfield.waits_for("T4", "reading book")
        asked = {one.name for one in greenfield.town.sandbox.log}
        assert not asked & {"getUserProfilePhotos", "getChat", "users.photos"}
        held = {one.name for one in tables.METADATA.tables["guardian"].columns}
        assert held == {
            "school_id", "id", "key_id", "first_name", "last_name", "name_blind", "language", "left_on", "suspended_at"
        }  # fmt: skip
        await greenfield.town.read(_holds_none)


def _holds_none(db: Db) -> None:
    for target in tables.METADATA.sorted_tables:
        for row in db.connection.execute(select(target)):
            for name, value in row._mapping.items():
                text = str(opened(db.keys, target.name, name, value))  # sealed cells too
                assert not [one for one in (_BIRTH, _UPN, _HANDLE) if one in text], (target.name, name)
