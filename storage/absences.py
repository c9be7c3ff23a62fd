"""Children away: what was reported, joined per child and half day, confirmed by the school, listed for the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.absence import Notice
from bot.domain.access import Scope
from bot.domain.away import Reason
from bot.domain.effects.absences import ReportAbsence
from bot.domain.wording import Days
from bot.handlers.known import AbsenceLine, ReportLine
from storage import messages, tables
from storage.db import Db, opened
from storage.ids import new_id

_absence, _report, _source = tables.absence, tables.absence_report, tables.absence_source
WORDS = "absence_report.words"
_SCHOOL: Any = bindparam("school")
_NOBODY = {Reason.UNKNOWN, Reason.LATE}
_OF_CHILD = select(_absence).where(
    _absence.c.school_id == _SCHOOL,
    _absence.c.pupil_id == bindparam("pupil"),
    _absence.c.day == bindparam("on"),
    _absence.c.session == bindparam("half"),
)
_ABSENCE = (_absence.c.school_id == _SCHOOL) & (_absence.c.id == bindparam("absence"))
_SOURCES = (
    select(_report)
    .join(_source, (_source.c.school_id == _report.c.school_id) & (_source.c.report_id == _report.c.id))
    .where(
        _report.c.school_id == _SCHOOL,
        _source.c.absence_id == bindparam("absence"),
        _report.c.withdrawn_at.is_(None),
    )
    .order_by(_report.c.id)
)
_OF_ITEM = select(_report).where(
    _report.c.school_id == _SCHOOL, _report.c.item_id == bindparam("item"), _report.c.withdrawn_at.is_(None)
)
_COVERED = (
    select(_absence)
    .join(_source, (_source.c.school_id == _absence.c.school_id) & (_source.c.absence_id == _absence.c.id))
    .where(_absence.c.school_id == _SCHOOL, _source.c.report_id == bindparam("report"))
    .order_by(_absence.c.day, _absence.c.session)
)
_ON_DAY = (
    select(_absence)
    .where(_absence.c.school_id == _SCHOOL, _absence.c.day == bindparam("on"), _absence.c.state != "withdrawn")
    .order_by(_absence.c.class_id, _absence.c.pupil_id, _absence.c.session)
)
_LATELY = (
    select(_report)
    .where(
        _report.c.school_id == _SCHOOL,
        _report.c.guardian_id == bindparam("guardian"),
        _report.c.last_day >= bindparam("since"),
        _report.c.withdrawn_at.is_(None),
    )
    .order_by(_report.c.id.desc())
)


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    id: int
    pupil_id: int
    class_id: int
    day: date
    session: str
    code: str
    state: str
    differs: bool
    confirmed_by: int | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`words` are of a desk or phone note; a parent's own stand in the item's messages."""

    id: int
    pupil_id: int
    class_id: int
    source: str
    guardian_id: int | None
    staff_id: int | None
    item_id: int | None
    reason: Reason
    first_day: date
    last_day: date
    part: str
    back_on: date | None
    open_end: bool
    unconfirmed: bool
    words: str
    made_at: datetime


def report(scope: Scope, db: Db, told: ReportAbsence, now: datetime) -> None:
    """Store a report and join it to the half days it speaks of."""
    if told.replaces and told.item_id is not None:
        withdraw(scope, db, told.item_id, now)
    for one in told.notices:
        if one.away.back and told.guardian_id is not None:
            _shorten(scope, db, told.guardian_id, one, now)
        report_id = _insert(scope, db, told, one, now)
        for day, half in one.sessions:
            _join(scope, db, told, one, report_id, day, half, now)


def _shorten(scope: Scope, db: Db, guardian_id: int, one: Notice, now: datetime) -> None:
    """ "Back tomorrow after all": what the same adult had said of later days no longer holds."""
    back = one.away.back or one.away.last
    for earlier in by_guardian(scope, db, guardian_id, back):
        if earlier.pupil_id == one.pupil_id and earlier.first_day < back:
            end_report(scope, db, earlier.id, now, since=back)
            here = (_report.c.school_id == _SCHOOL) & (_report.c.id == bindparam("report"))
            values = {"last_day": one.away.last, "back_on": back, "open_end": False}
            db.run(update(_report).where(here).values(**values), school=scope.school_id, report=earlier.id)


def _insert(scope: Scope, db: Db, told: ReportAbsence, one: Notice, now: datetime) -> int:
    made, key_id = new_id(), messages.thread_key(scope, db, None, told.guardian_id)
    db.run(
        _report.insert(),
        school_id=scope.school_id,
        id=made,
        pupil_id=one.pupil_id,
        class_id=one.class_id,
        source=told.source,
        guardian_id=told.guardian_id,
        staff_id=told.staff_id,
        item_id=told.item_id,
        reason=str(one.reason),
        first_day=one.away.first,
        last_day=one.away.last,
        part=str(one.away.part),
        back_on=one.away.back,
        open_end=one.away.open,
        unconfirmed=told.unconfirmed,
        words=db.keys.seal(key_id, WORDS, told.words) if told.words else None,
        key_id=key_id,
        made_at=now,
    )
    return made


def _join(
    scope: Scope, db: Db, told: ReportAbsence, one: Notice, report_id: int, day: date, half: str, now: datetime
) -> None:
    ids = {"school": scope.school_id, "pupil": one.pupil_id, "on": day, "half": half}
    there = db.first(_OF_CHILD, **ids)
    state = "unconfirmed" if told.unconfirmed else "reported"
    if there is None:
        absence_id = new_id()
        db.run(
            _absence.insert(),
            school_id=scope.school_id,
            id=absence_id,
            pupil_id=one.pupil_id,
            class_id=one.class_id,
            day=day,
            session=half,
            code=one.code,
            state=state,
            differs=False,
            made_at=now,
        )
    else:
        absence_id = there.id
        _add_to(scope, db, there, one, state)
    db.run(_source.insert(), school_id=scope.school_id, absence_id=absence_id, report_id=report_id)


def _add_to(scope: Scope, db: Db, there: Row[Any], one: Notice, state: str) -> None:
    """A further report: it may name the reason that was missing, confirm what one text message said, or contradict."""
    values: dict[str, Any] = {}
    if there.state == "withdrawn":
        values = {"state": state, "code": one.code, "differs": False}
    elif there.state == "unconfirmed" and state == "reported":
        values["state"] = "reported"
    before = {row.reason for row in db.all(_SOURCES, school=scope.school_id, absence=there.id)} - set(_NOBODY)
    if before and one.reason not in _NOBODY and one.reason not in before:
        values["differs"] = True
    elif there.code == "N" and there.state not in {"confirmed", "withdrawn"}:
        values["code"] = one.code
    if values:
        db.run(update(_absence).where(_ABSENCE).values(**values), school=scope.school_id, absence=there.id)


def withdraw(scope: Scope, db: Db, item_id: int, now: datetime) -> None:
    """The item's reports no longer count; half days nobody else reported, and nobody confirmed, go with them."""
    for row in db.all(_OF_ITEM, school=scope.school_id, item=item_id):
        end_report(scope, db, row.id, now)


def end_report(scope: Scope, db: Db, report_id: int, now: datetime, since: date | None = None) -> None:
    """Withdraw one report; with `since` only its half days from that day on, and it stands for those before."""
    if since is None:
        here = (_report.c.school_id == _SCHOOL) & (_report.c.id == bindparam("report"))
        db.run(update(_report).where(here).values(withdrawn_at=now), school=scope.school_id, report=report_id)
    for absence in db.all(_COVERED, school=scope.school_id, report=report_id):
        others = [row for row in db.all(_SOURCES, school=scope.school_id, absence=absence.id) if row.id != report_id]
        concerned = since is None or absence.day >= since
        if concerned and not others and absence.state != "confirmed":
            _set_state(scope, db, absence.id, "withdrawn")


def _set_state(scope: Scope, db: Db, absence_id: int, state: str) -> None:
    db.run(update(_absence).where(_ABSENCE).values(state=state), school=scope.school_id, absence=absence_id)


def confirm(scope: Scope, db: Db, absence_ids: tuple[int, ...], staff_id: int | None, code: str | None, now: datetime) -> None:  # fmt: skip
    for absence_id in absence_ids:
        values: dict[str, Any] = {"state": "confirmed", "confirmed_by": staff_id, "confirmed_at": now, "differs": False}
        values |= {"code": code} if code else {}
        db.run(update(_absence).where(_ABSENCE).values(**values), school=scope.school_id, absence=absence_id)


def on_day(scope: Scope, db: Db, day: date) -> list[AbsenceRow]:
    return [_read(row) for row in db.all(_ON_DAY, school=scope.school_id, on=day)]


def of_item(scope: Scope, db: Db, item_id: int) -> list[AbsenceRow]:
    """The half days an item speaks of, withdrawn ones left out."""
    reports = db.all(_OF_ITEM, school=scope.school_id, item=item_id)
    rows = {row.id: row for one in reports for row in db.all(_COVERED, school=scope.school_id, report=one.id)}
    return [_read(row) for row in rows.values() if row.state != "withdrawn"]


def reports_of(scope: Scope, db: Db, absence_id: int) -> list[ReportRow]:
    return [_read_report(db, row) for row in db.all(_SOURCES, school=scope.school_id, absence=absence_id)]


def by_guardian(scope: Scope, db: Db, guardian_id: int, since: date) -> list[ReportRow]:
    """What this adult reported that reaches to `since` or later, newest first."""
    rows = db.all(_LATELY, school=scope.school_id, guardian=guardian_id, since=since)
    return [_read_report(db, row) for row in rows]


def covered(scope: Scope, db: Db, report_id: int) -> list[AbsenceRow]:
    return [_read(row) for row in db.all(_COVERED, school=scope.school_id, report=report_id)]


def _read(row: Row[Any]) -> AbsenceRow:
    return AbsenceRow(
        row.id, row.pupil_id, row.class_id, row.day, row.session, row.code, row.state, row.differs,
        row.confirmed_by, row.confirmed_at,
    )  # fmt: skip


def _read_report(db: Db, row: Row[Any]) -> ReportRow:
    return ReportRow(
        row.id, row.pupil_id, row.class_id, row.source, row.guardian_id, row.staff_id, row.item_id,
        Reason(row.reason), row.first_day, row.last_day, row.part, row.back_on, row.open_end, row.unconfirmed,
        opened(db.keys, WORDS, row.words) or "", row.made_at,
    )  # fmt: skip


def lines(scope: Scope, db: Db, rows: list[AbsenceRow]) -> tuple[AbsenceLine, ...]:
    """The rows with their reports, as the rules and the lists need them."""
    return tuple(_line(scope, db, row) for row in rows)


def _line(scope: Scope, db: Db, row: AbsenceRow) -> AbsenceLine:
    return AbsenceLine(
        id=row.id,
        pupil_id=row.pupil_id,
        class_id=row.class_id,
        day=row.day,
        session=row.session,
        code=row.code,
        state=row.state,
        differs=row.differs,
        reports=tuple(_told(one) for one in reports_of(scope, db, row.id)),
    )


def _told(one: ReportRow) -> ReportLine:
    days = Days(one.first_day, one.last_day, one.part)
    return ReportLine(
        source=one.source, reason=str(one.reason), guardian_id=one.guardian_id, item_id=one.item_id, days=days
    )
