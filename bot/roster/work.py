"""What every step of storing an import shares: the transaction, the ids learnt so far, contacts and the trail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.access import Scope
from bot.domain.roster import Roll
from bot.roster.changes import ContactChanges, Difference, GuardianChange, Kind, PupilChange, StaffChange, numbers_of
from storage import audit
from storage import roster_write as write
from storage.db import Db
from storage.roster_write import NewNumber


@dataclass(slots=True)
class Work:
    """One import under way: what it may use, and the ids it has learnt."""

    scope: Scope
    db: Db
    now: datetime
    day: date
    roll: Roll
    difference: Difference
    classes: dict[str, int] = field(default_factory=dict)
    pupils: dict[int, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)

    @property
    def yesterday(self) -> date:
        """The last day of what ends today: whoever leaves is gone now, not at midnight."""
        return self.day - timedelta(days=1)

    def record(self, target: str, kind: Kind, subject_id: int) -> None:
        audit.record(self.scope, self.db, self.now, f"{target}_{kind}", target, subject_id, reason=self.scope.reason)


def renamed(change: PupilChange | GuardianChange | StaffChange) -> bool:
    return change.id is not None and any(one.field in {"first_name", "last_name"} for one in change.fields)


def numbers_for(
    contacts: ContactChanges, key: int, *, guardian_id: int | None = None, staff_id: int | None = None
) -> list[NewNumber]:
    return [
        NewNumber(guardian_id=guardian_id, staff_id=staff_id, key_id=key, carrier=carrier, e164=e164)
        for carrier, e164 in numbers_of(contacts.new)
    ]


def end_contacts(work: Work, contacts: ContactChanges) -> None:
    for state, ids in (("ended", contacts.ended), ("quarantined", contacts.quarantined)):
        for contact in ids:
            write.set_contact_state(work.scope, work.db, contact, state, work.now)
