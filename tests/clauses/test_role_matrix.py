"""The published table of roles and actions, each cell tried at the command line by somebody who holds the role (DPIA24)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.access import TABLE, Action
from bot.domain.people import Role
from storage import people, tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School

ROLES = (
    Role.CLASS_TEACHER, Role.PPA_COVER, Role.SUPPORT_STAFF, Role.OFFICE, Role.PASTORAL_LEAD, Role.SENCO, Role.ASSISTANT_HEAD,
    Role.DEPUTY, Role.HEAD, Role.SENIOR_LEADER, Role.DPO, Role.DSL, Role.TECHNICIAN,
)  # fmt: skip
NAMES = {role: f"Ro {str(role).replace('_', '').title()}" for role in ROLES}
_AUDIT = tables.audit
_LAST_REFUSED = select(_AUDIT.c.reason).where(_AUDIT.c.action == "refused").order_by(_AUDIT.c.id.desc()).limit(1)
COMMANDS: dict[Action, tuple[str, ...]] = {
    Action.READ_REQUESTS: ("rights", "list"),
    Action.ANSWER_REQUEST: ("rights", "lift", "Mary Marsh"),
    Action.HOLD_DATA: ("rights", "hold", "Mary Marsh", "--reason", "x", "--until", "2024-06-01"),
    Action.ERASE: ("erase", "list"),
    Action.READ_AUDIT: ("audit", "verify"),
    Action.READ_RETENTION: ("retention", "schedule"),
    Action.READ_PAPERS: ("papers", "roles"),
    Action.KEEP_REGISTER: ("papers", "note", "custodian", "--detail", "x"),
    Action.MANAGE_BREACH: ("breach", "list"),
    Action.DISCLOSE: ("disclose", "list"),
    Action.REPORT_BREACH: ("breach", "report", "other"),
}


async def test_cells_of_every_role_and_every_command_are_as_published(school: Opens) -> None:
    """Three roles a command, in turn, so that every role is tried; the rules themselves are tried cell by cell elsewhere."""
    turns = {
        action: [ROLES[(3 * place + step) % len(ROLES)] for step in range(3)] for place, action in enumerate(COMMANDS)
    }
    assert {role for some in turns.values() for role in some} == set(ROLES)
    await _tried(school, turns)


@pytest.mark.long
@pytest.mark.timeout(600)
async def test_DPIA24_every_cell_of_the_published_table_is_what_the_command_line_does(school: Opens) -> None:
    await _tried(school, {action: list(ROLES) for action in COMMANDS})


async def _tried(school: Opens, wanted: dict[Action, list[Role]]) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await _one_of_each(greenfield)
        published = await desk.told(greenfield, "papers", "roles", "--by", "Dot Data")
        assert published == {str(a): {str(r): str(reach) for r, reach in row.items()} for a, row in TABLE.items()}
        for action, some in wanted.items():
            for role in some:
                done = await desk.run(greenfield, *COMMANDS[action], "--by", NAMES[role])
                allowed = str(role) in published[str(action)]
                assert (done.exit_code == 0) == allowed, (action, role, done.stdout, done.stderr)
                if not allowed:
                    assert "not allowed" in str(done.stderr)
                    trail = await greenfield.town.read(lambda db: db.value(_LAST_REFUSED))
                    assert trail == str(action)  # the attempt is on record


async def test_the_dpo_reads_logs_and_requests_and_no_thread_and_the_technician_no_text(
    school: Opens, tmp_path: Path
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await _one_of_each(bentley)
        await bentley.say("P2", "Ada forgot her reading book, papaya")
        item = (await bentley.listed("T4"))[0]
        for who in ("DPO", "T5", "A4", "SL"):
            await bentley.say(who, "/list")
            bentley.forge(who, item)
            await bentley.town.settled()
            assert not any("papaya" in text for text in bentley.town.texts(who)), who
        dead = await desk.run(
            bentley, "export", "subject", "Mary Marsh", "--into", str(tmp_path / "x"), "--by", NAMES[Role.TECHNICIAN]
        )
        assert dead.exit_code == 1
        about = await desk.told(bentley, "audit", "about", "Ada Marsh", "--by", "Dot Data")
        assert len([one for one in about if one["action"] == "refused"]) == 4
        assert "papaya" not in str(about)


async def _one_of_each(school: School) -> None:
    cast = school.town.cast

    def add(db: Db) -> None:
        for role in ROLES:
            first, last = NAMES[role].split()
            people.add_staff(cast.scope, db, first, last, (role,))

    await school.town.hub.write(add)
