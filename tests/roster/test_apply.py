"""Files to rows and back, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import select, text

from bot.domain.access import Scope
from bot.domain.cover import on_duty
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import Role
from bot.domain.roster import Roll
from bot.permit import NotAllowed
from bot.roster.answers import Answers, read_answers
from bot.roster.apply import Imported, RosterRefused, import_roster, preview
from bot.roster.build import read_plan
from bot.roster.options import Options
from bot.roster.read import Source
from bot.roster.sample import generate, school
from storage import accounts, adults, contacts, people, roll, roster, roster_write, staffing, tables
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import make_engine
from storage.ids import new_id
from storage.keystore import SqlKeyStore
from storage.writer import Writer
from tests.databases import opened
from tests.roster.files import MARTA, OLA, PIOTR, WIDE, csv_text

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = MONDAY.date()
LATER = MONDAY + timedelta(days=30)
ONE = WIDE[:10]
JAN = ("Jan", "Zielony", "5A", "5")
ZAIN = ("Zain", "Qamar", "3B", "3")
SANA = ("Sana", "Qamar", "Mother", "parental", "07700 900103", "Urdu")
STAFF = ("First name", "Last name", "Roles", "Classes", "Days", "Phone")
COVER = ("Class", "Cover", "Day", "Start", "End", "First day", "Last day", "Instead of")
TESS = ("Tess", "Harrow", "Class teacher", "3B", "", "07700 900118")
CASS = ("Cass", "Weir", "PPA cover", "", "", "07700 900119")
SLOT = ("3B", "Cass Weir", "Wed", "13:00", "15:15", "", "", "")
T = TypeVar("T")


@dataclass(slots=True)
class Office:
    """One school's office on one database."""

    writer: Writer
    keys: Keyring
    store: SqlKeyStore
    scope: Scope = field(default_factory=lambda: Scope(0, None, Role.OFFICE, "test"))

    def run(self, unit: Callable[[Db], T]) -> T:
        return self.writer.run(lambda connection: unit(Db(connection, self.keys)))

    def bring(
        self,
        *rows: tuple[str, ...],
        now: datetime = MONDAY,
        staff: tuple[tuple[str, ...], ...] = (),
        cover: tuple[tuple[str, ...], ...] = (),
        header: tuple[str, ...] = WIDE,
        answers: str = "",
        dry_run: bool = False,
    ) -> Imported:
        files = {"pupils.csv": csv_text([header, *rows])} if rows else {}
        files |= {"staff.csv": csv_text([STAFF, *staff])} if staff else {}
        files |= {"cover.csv": csv_text([COVER, *cover])} if cover else {}
        options = Options(answers=read_answers(answers))
        return self.run(lambda db: import_roster(self.scope, db, files, now, options=options, dry_run=dry_run))

    def roll(self, day: date = TODAY) -> Roll:
        return self.run(lambda db: roster.load(self.scope, db, day))

    def audited(self) -> list[tuple[str, str]]:
        log = tables.audit
        return self.run(lambda db: [(row.action, row.subject_kind) for row in db.all(select(log).order_by(log.c.id))])


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    engines = opened(database_url)
    key_engine = make_engine(f"sqlite:///{tmp_path / 'keys.db'}")
    store = SqlKeyStore(key_engine)
    desk = Office(Writer(engines.write), Keyring(b"k" * 32, store), store)
    founded = desk.run(lambda db: accounts.add_school(db, "oak-lane", MONDAY))
    desk.scope = Scope(founded.id, None, Role.OFFICE, "test")
    yield desk
    desk.writer.close()
    engines.dispose()
    key_engine.dispose()


def test_a_first_import_is_what_the_hub_then_has(office: Office) -> None:
    imported = office.bring((*OLA, *MARTA, *PIOTR), (*ZAIN, *SANA), staff=(TESS, CASS), cover=(SLOT,))
    assert imported.applied
    assert not imported.stopped
    now = office.roll()
    assert [(one.name, one.year) for one in now.classes] == [("3B", "3")]
    assert sorted(one.first_name for one in now.pupils) == ["Ola", "Zain"]
    assert {one.first_name: [contact.value for contact in one.contacts] for one in now.guardians} == {
        "Marta": ["+447700900101"], "Piotr": ["+447700900102"], "Sana": ["+447700900103"],
    }  # fmt: skip
    assert {one.first_name: {role.role for role in one.roles} for one in now.staff} == {
        "Tess": {Role.CLASS_TEACHER}, "Cass": {Role.PPA_COVER},
    }  # fmt: skip


def test_the_rest_of_the_hub_reads_what_was_imported(office: Office) -> None:
    office.bring((*OLA, *MARTA, *PIOTR), (*JAN, *MARTA), staff=(TESS, CASS), cover=(SLOT,))
    day = TODAY
    found = office.run(
        lambda db: contacts.listed_as(office.scope, db, Address(Carrier.SMS, "+447700900101"), Side.FAMILIES)
    )
    assert found is not None
    marta_id = found[0] or 0
    marta = office.run(lambda db: roll.guardian(office.scope, db, marta_id, day))
    assert marta is not None
    assert marta.language == "pl"
    assert [(pupil.first_name, pupil.school_class.name) for pupil in marta.pupils] == [("Ola", "3B"), ("Jan", "5A")]
    invitees = office.run(lambda db: adults.invitees(office.scope, db, MONDAY, day))
    assert {(one.first_name, one.has_mobile, len(one.responsible_for)) for one in invitees} == {
        ("Marta", True, 2), ("Piotr", True, 1),
    }  # fmt: skip
    duties = office.run(lambda db: roll.duties(office.scope, db, day))
    class_id = marta.pupils[0].school_class.id
    names = {one.id: one.first_name for one in office.run(lambda db: staffing.members(office.scope, db, day))}
    wednesday = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
    assert [names[who] for who in on_duty(duties, class_id, wednesday)] == ["Cass"]
    assert [names[who] for who in on_duty(duties, class_id, wednesday.replace(hour=10))] == ["Tess"]


def test_importing_the_same_files_again_changes_no_row_and_leaves_no_trace(office: Office) -> None:
    rows = ((*OLA, *MARTA, *PIOTR), (*ZAIN, *SANA))
    office.bring(*rows, staff=(TESS, CASS), cover=(SLOT,))
    before, trail = office.roll(), office.audited()
    again = office.bring(*rows, staff=(TESS, CASS), cover=(SLOT,), now=LATER)
    assert again.applied
    assert not again.difference
    assert office.roll() == before
    assert office.audited() == trail


def test_every_changed_person_and_the_import_are_on_the_trail(office: Office) -> None:
    office.bring((*OLA, *MARTA), header=ONE, staff=(TESS,))
    assert office.audited() == [
        ("pupil_new", "pupil"), ("guardian_new", "guardian"), ("staff_new", "staff"), ("roster_imported", "school"),
    ]  # fmt: skip
    office.bring(("Ola", "Zielona", "4A", "4", *MARTA), header=ONE, now=LATER)
    assert office.audited()[4:] == [("pupil_moved", "pupil"), ("roster_imported", "school")]


def test_a_dry_run_shows_everything_and_stores_nothing(office: Office) -> None:
    imported = office.bring((*OLA, *MARTA), header=ONE, dry_run=True)
    assert (imported.applied, imported.stopped) == (False, False)
    assert imported.difference
    assert office.roll() == Roll()
    assert office.audited() == []


def test_a_dry_run_with_errors_tells_them_and_raises_nothing(office: Office) -> None:
    imported = office.bring(("", *OLA[1:], *MARTA), header=ONE, dry_run=True)
    assert imported.stopped
    assert imported.difference is None


@pytest.mark.parametrize(
    "bad", [("", "Zielony", "5A", "5", *PIOTR), ("Jan", "Zielony", "5A", "5", *PIOTR[:4], MARTA[4], "")]
)
def test_one_error_or_question_and_nothing_is_imported(office: Office, bad: tuple[str, ...]) -> None:
    with pytest.raises(RosterRefused) as refused:
        office.bring((*OLA, *MARTA), bad, header=ONE)
    assert refused.value.imported.stopped
    assert "Zielon" not in str(refused.value)
    assert office.roll() == Roll()


def test_a_question_of_the_comparison_stops_too_and_an_answer_lets_it_through(office: Office) -> None:
    letters = "abcdefghijklmnop"
    rows = [(f"Kid{one}", "Marlow", "3B", "3", *MARTA) for one in letters]
    office.bring(*rows, header=ONE)
    with pytest.raises(RosterRefused):
        office.bring(*rows[:8], header=ONE)
    assert not any(one.left for one in office.roll().pupils)
    office.bring(*rows[:8], header=ONE, answers="whole_school = true")
    assert sum(one.left for one in office.roll().pupils) == 8


def test_only_roles_that_may_import_can(office: Office) -> None:
    office.scope = replace(office.scope, role=Role.CLASS_TEACHER)
    with pytest.raises(NotAllowed):
        office.bring((*OLA, *MARTA), header=ONE)
    plan = read_plan([Source("pupils.csv", csv_text([ONE, (*OLA, *MARTA)]).encode())]).plan
    assert plan is not None
    with pytest.raises(NotAllowed):
        office.run(lambda db: preview(office.scope, db, plan, Answers(), MONDAY, TODAY))


def test_another_school_on_the_same_hub_is_not_touched(office: Office) -> None:
    office.bring((*OLA, *MARTA), header=ONE)
    first = office.scope
    other = office.run(lambda db: accounts.add_school(db, "elm-road", MONDAY))
    office.scope = Scope(other.id, None, Role.HEAD, "test")
    office.bring((*ZAIN, *SANA), header=ONE)
    assert [one.first_name for one in office.roll().pupils] == ["Zain"]
    office.scope = first
    assert [one.first_name for one in office.roll().pupils] == ["Ola"]


def test_leavers_are_marked_and_cut_at_once_and_come_back_as_themselves(office: Office) -> None:
    both = ((*OLA, *MARTA), (*ZAIN, *SANA))
    office.bring(*both, header=ONE, staff=(TESS, CASS))
    ids = {one.first_name: one.id for one in office.roll().guardians}
    ids |= {one.first_name: one.id for one in office.roll().staff}
    office.bring(both[0], header=ONE, staff=(CASS, ("New", "Teacher", "Class teacher", "3B", "", "")), now=LATER)
    day = LATER.date()
    assert office.run(lambda db: roll.guardian(office.scope, db, ids["Sana"], day)) is None
    assert office.run(lambda db: roll.staff(office.scope, db, ids["Tess"], day)) is None
    gone = office.roll(day)
    assert {one.first_name: one.left for one in gone.pupils} == {"Ola": False, "Zain": True}
    assert {one.first_name: one.left for one in gone.staff} == {"Tess": True, "Cass": False, "New": False}
    office.bring(*both, header=ONE, staff=(TESS, CASS), now=LATER + timedelta(days=1))
    back = office.roll(day + timedelta(days=1))
    assert {one.first_name: (one.id, one.left) for one in back.guardians}["Sana"] == (ids["Sana"], False)
    sana = office.run(lambda db: roll.guardian(office.scope, db, ids["Sana"], day + timedelta(days=1)))
    assert sana is not None
    assert [pupil.first_name for pupil in sana.pupils] == ["Zain"]
    tess = office.run(lambda db: roll.staff(office.scope, db, ids["Tess"], day + timedelta(days=1)))
    assert tess is not None
    assert tess.roles == {Role.CLASS_TEACHER}


def test_a_moved_pupil_is_in_the_new_class_from_that_day_and_was_in_the_old_until_the_day_before(
    office: Office,
) -> None:
    office.bring((*OLA, *MARTA), header=ONE)
    office.bring(("Ola", "Zielona", "4A", "4", *MARTA), header=ONE, now=LATER)
    places = tables.enrolment
    rows = office.run(lambda db: db.all(select(places).order_by(places.c.id)))
    assert [(row.first_day, row.last_day) for row in rows] == [
        (date(2025, 9, 1), LATER.date() - timedelta(days=1)), (LATER.date(), None),
    ]  # fmt: skip
    names = {one.id: (one.name, one.ended) for one in office.roll(LATER.date()).classes}
    assert [names[row.class_id] for row in rows] == [("3B", True), ("4A", False)]


def test_a_first_import_in_autumn_begins_with_that_school_year(office: Office) -> None:
    office.bring((*OLA, *MARTA), header=ONE, now=datetime(2026, 10, 1, tzinfo=UTC))
    office.bring((*OLA, *MARTA), (*ZAIN, *SANA), header=ONE, now=datetime(2026, 11, 2, tzinfo=UTC))
    places = tables.enrolment
    rows = office.run(lambda db: db.all(select(places).order_by(places.c.id)))
    assert [row.first_day for row in rows] == [date(2026, 9, 1), date(2026, 11, 2)]


def test_names_languages_numbers_ties_and_years_are_updated_in_place(office: Office) -> None:
    office.bring(("Sofia", "Qamar", "Oak", "3", *SANA[:5], ""), header=ONE)
    [before] = office.roll().guardians
    sana = ("Sana", "Qamar", "Grandmother", "care", "07700 900155", "Urdu")
    office.bring(("Zofia", "Qamar", "Oak", "4", *sana), header=ONE, now=LATER)
    now = office.roll(LATER.date())
    assert [one.first_name for one in now.pupils] == ["Zofia"]
    assert [(one.name, one.year) for one in now.classes] == [("Oak", "4")]
    [after] = now.guardians
    assert (after.id, after.language) == (before.id, "ur")
    assert [(one.value, one.state) for one in after.contacts] == [
        ("+447700900103", "ended"),
        ("+447700900155", "listed"),
    ]
    assert [(one.id, one.relation, one.responsibility) for one in after.ties] == [
        (before.ties[0].id, "grandparent", "care")
    ]


def test_a_new_surname_renames_the_same_adult(office: Office) -> None:
    office.bring((*ZAIN, *SANA), header=ONE)
    [before] = office.roll().guardians
    office.bring((*ZAIN, "Sana", "Dar", *SANA[2:]), header=ONE, now=LATER)
    [after] = office.roll().guardians
    assert (after.id, after.last_name) == (before.id, "Dar")
    assert not office.bring((*ZAIN, "Sana", "Dar", *SANA[2:]), header=ONE, now=LATER).difference


def test_an_adult_who_loses_one_child_keeps_the_other(office: Office) -> None:
    office.bring((*OLA, *MARTA), (*JAN, *MARTA), header=ONE)
    office.bring((*OLA, *MARTA), (*JAN, *PIOTR), header=ONE, now=LATER)
    ties = tables.guardianship
    rows = office.run(lambda db: db.all(select(ties).order_by(ties.c.id)))
    assert [row.ended_on for row in rows] == [None, LATER.date(), None]


def test_a_number_somebody_joined_with_is_set_aside_when_the_school_has_another(office: Office) -> None:
    office.bring((*ZAIN, *SANA), header=ONE)
    [sana] = office.roll().guardians
    account = office.run(
        lambda db: accounts.ensure_account(db, office.scope.school_id, Carrier.SMS, Side.FAMILIES, "+447700900001")
    )
    office.run(
        lambda db: contacts.link(
            office.scope, db, MONDAY, side=Side.FAMILIES, guardian_id=sana.id, staff_id=None,
            address=Address(Carrier.SMS, "+447700900103"), account_id=account.id, proof="sender_number",
        )
    )  # fmt: skip
    office.bring((*ZAIN, *SANA[:4], "07700 900155", "Panjabi"), header=ONE, now=LATER)
    [after] = office.roll().guardians
    assert sorted((one.value, one.state) for one in after.contacts) == [
        ("+447700900103", "ended"), ("+447700900103", "quarantined"), ("+447700900155", "listed"),
    ]  # fmt: skip
    assert after.language == "ur", "somebody who joined chose for themselves"
    assert office.run(lambda db: contacts.of_guardian(office.scope, db, sana.id)) == []


def test_staff_change_names_roles_classes_and_cover(office: Office) -> None:
    office.bring((*ZAIN, *SANA), (*JAN, *MARTA), header=ONE, staff=(TESS, CASS), cover=(SLOT,))
    moved = ("5A", "Cass Weir", "Thu", "09:00", "12:00", "", "", "Tess Rowan")
    tess = ("Tess", "Rowan", "Class teacher; SENCO", "5A", "Mon-Wed", "07700 900118")
    office.bring((*ZAIN, *SANA), (*JAN, *MARTA), header=ONE, staff=(tess, CASS), cover=(moved,), now=LATER)
    now = office.roll(LATER.date())
    by_name = {one.first_name: one for one in now.staff}
    classes = {one.id: one.name for one in now.classes}
    assert by_name["Tess"].last_name == "Rowan"
    assert {role.role for role in by_name["Tess"].roles} == {Role.CLASS_TEACHER, Role.SENCO}
    assert [(classes[duty.class_id], duty.weekdays) for duty in by_name["Tess"].duties] == [
        ("5A", frozenset({0, 1, 2}))
    ]
    [slot] = by_name["Cass"].duties
    assert (classes[slot.class_id], slot.weekdays, slot.instead_of) == ("5A", frozenset({3}), by_name["Tess"].id)
    fewer = ("Tess", "Rowan", "SENCO", "", "", "07700 900118")
    office.bring(staff=(fewer, CASS), now=LATER)
    assert {role.role for role in office.roll(LATER.date()).staff[0].roles} == {Role.SENCO}


def test_erased_people_are_no_part_of_the_comparison(office: Office) -> None:
    office.bring((*OLA, *MARTA), (*ZAIN, *SANA), header=ONE, staff=(TESS,))
    now = office.roll()
    erased = [
        *(("pupil", one.id) for one in now.pupils if one.first_name == "Zain"),
        *(("guardian", one.id) for one in now.guardians if one.first_name == "Sana"),
        *(("staff", one.id) for one in now.staff),
    ]
    keys = office.run(lambda db: [roster_write.key_of(office.scope, db, target, who) for target, who in erased])
    office.keys.destroy(keys)
    after = office.roll()
    assert [one.first_name for one in after.pupils] == ["Ola"]
    assert [one.first_name for one in after.guardians] == ["Marta"]
    assert after.staff == ()
    again = office.bring((*OLA, *MARTA), (*ZAIN, *SANA), header=ONE)
    assert again.difference is not None
    assert {change.first_name for change in again.difference.pupils} == {"Zain"}


def test_nobody_of_another_school_has_a_key_here(office: Office) -> None:
    with pytest.raises(LookupError):
        office.run(lambda db: roster_write.key_of(office.scope, db, "pupil", new_id()))


def test_people_added_at_the_desk_are_compared_like_any_other(office: Office) -> None:
    def at_the_desk(db: Db) -> None:
        made = people.add_class(office.scope, db, "3B", "3")
        people.add_pupil(office.scope, db, "Zain", "Qamar", made, TODAY)

    office.run(at_the_desk)
    imported = office.bring((*ZAIN, *SANA), header=ONE)
    assert imported.difference is not None
    assert imported.difference.pupils == ()
    assert len(imported.difference.guardians) == 1


def test_names_and_numbers_are_nowhere_in_the_database_in_the_open(office: Office) -> None:
    office.bring((*OLA, *MARTA, *PIOTR), staff=(TESS,))

    def everything(db: Db) -> str:
        names = ("pupil", "guardian", "staff", "contact", "guardianship", "enrolment", "school_class", "duty", "audit")
        rows = [tuple(row) for name in names for row in db.connection.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608
        return repr([[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in rows])

    stored = office.run(everything)
    for secret in ("Marta", "Ziel", "Ola", "Tess", "900101", "900118"):
        assert secret not in stored


def test_the_sample_school_goes_in_whole_and_twice_without_a_change(office: Office) -> None:
    files = {name: data.encode() for name, data in generate(7).items()}
    imported = office.run(lambda db: import_roster(office.scope, db, files, MONDAY))
    assert imported.applied
    now = office.roll()
    assert (len(now.pupils), len(now.guardians), len(now.classes)) == (350, len(school(7).adults), 12)
    again = office.run(lambda db: import_roster(office.scope, db, files, LATER, day=LATER.date()))
    assert again.difference is not None
    assert not again.difference
