"""The least that will do: what a roll or a carrier offers beyond it is dropped and named (DPIA9, DPIA10)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlmodel import SQLModel

from storage.db import Db
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
        held = {one.name for one in SQLModel.metadata.tables["pupil"].columns}
        assert held == {"school_id", "id", "key_id", "first_name", "last_name", "name_blind", "left_on"}


async def test_DPIA10_no_picture_and_no_handle_is_fetched_or_kept(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        user = greenfield.town.sandbox.phone("P1").user_id
        person = {"id": user, "is_bot": False, "first_name": "Anna", "username": _HANDLE, "language_code": "pl"}
        chat = {"id": user, "type": "private", "username": _HANDLE}
        sent = {
            "message_id": 990,
            "date": int(greenfield.town.hub.now().timestamp()),
            "text": "Ada forgot her reading book",
        }
        greenfield.town.sandbox.inject("oak_lane_bot", {"message": {**sent, "from": person, "chat": chat}})
        await greenfield.town.settled()
        assert await greenfield.hears("P1")
        asked = {one.name for one in greenfield.town.sandbox.log}
        assert not asked & {"getUserProfilePhotos", "getChat", "users.photos"}
        held = {one.name for one in SQLModel.metadata.tables["guardian"].columns}
        assert held == {
            "school_id", "id", "key_id", "first_name", "last_name", "name_blind", "language", "left_on", "suspended_at"
        }  # fmt: skip
        await greenfield.town.read(_holds_none)


def _holds_none(db: Db) -> None:
    for target in SQLModel.metadata.sorted_tables:
        for row in db.connection.execute(select(target)):
            for name, value in row._mapping.items():
                raw = value if isinstance(value, bytes) else str(value).encode()
                assert not [one for one in (_BIRTH, _UPN, _HANDLE) if one.encode() in raw], (target.name, name)
