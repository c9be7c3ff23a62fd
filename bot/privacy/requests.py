"""Requests answered: who asks is checked, the export made, what was kept back decided on, all of it on record (M30)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from bot.domain.access import Action, Scope
from bot.domain.faults import Mendable
from bot.domain.people import Role
from bot.domain.protection.requests import due_on
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import say
from bot.permit import demand
from bot.privacy.exporting import Export, export
from storage import audit, books, outbox, persons, rights
from storage.db import Db
from storage.ids import new_id
from storage.persons import Named
from storage.rights import Request

DISCLOSURE = "disclosure"  # not the person asks, but an authority
_LEADS = frozenset({Role.DSL, Role.DEPUTY_DSL})
DECIDES = {"safeguarding": Role.DSL, "complaint": Role.DPO, "third_party": Role.DPO}


class NoSuchRequest(Mendable):
    """There is no such open request, or not to do this with; the text says why."""


def for_authority(scope: Scope, db: Db, now: datetime, day: date, months: int, who: Named, disclosure_id: int) -> int:
    """An export for somebody outside begins with its line in the log of disclosures (LT32). Raises ValueError, NotAllowed."""
    if not books.disclosed_about(scope, db, disclosure_id, who.kind, who.id):
        raise ValueError("no disclosure about them has this number: write it down first with `bookbag disclose add`")
    return asked(scope, db, now, day, months, who, DISCLOSURE)


def asked(scope: Scope, db: Db, now: datetime, day: date, months: int, who: Named, kind: str) -> int:
    """A request that came to the desk, its sender checked there. Returns the open one of that kind, new or not."""
    demand(scope, Action.ANSWER_REQUEST, now)
    made = Request(
        id=new_id(), kind=kind, person_kind=who.kind, person_id=who.id, channel="desk", identity="office_check",
        item_id=None, asked_at=now, due_on=due_on(day, months), state="open", reminded=0, outcome="",
    )  # fmt: skip
    if rights.add(scope, db, made):
        audit.record(scope, db, now, "rights_asked", who.kind, who.id, reason=kind)
        return made.id
    return next(one.id for one in rights.requests(scope, db) if (one.person_id, one.kind) == (who.id, kind))


def checked(scope: Scope, db: Db, now: datetime, request_id: int, who: Named) -> None:
    """The office knows now whose request it is; whose is known stays theirs. Raises NoSuchRequest, NotAllowed."""
    demand(scope, Action.ANSWER_REQUEST, now)
    if _open(scope, db, request_id).state != "checking":
        raise NoSuchRequest("whose request this is is known already")
    known = {"person_kind": who.kind, "person_id": who.id, "identity": "office_check", "checked_by": scope.actor_id}
    rights.change(scope, db, request_id, state="open", **known)
    audit.record(scope, db, now, "identity_checked", who.kind, who.id, reason="office_check")


def gathered(scope: Scope, db: Db, now: datetime, request_id: int, who: Named, adult: Named | None = None) -> Export:
    """What answers a request about `who`; reads only. Raises NotAllowed, NoSuchRequest."""
    demand(scope, Action.EXPORT_SUBJECT, now)
    _open(scope, db, request_id)
    return export(scope, db, now, who, adult.id if adult else None, request_id)


def of_family(scope: Scope, db: Db, now: datetime, day: date, adult: Named, request_id: int | None) -> tuple[Export, ...]:
    """Of the adult, then of each child they have responsibility for on `day` (the school's date); reads only."""
    children = (persons.one(scope, db, "pupil", one) for one in persons.in_care_of(scope, db, adult.id, day))
    told = (export(scope, db, now, child, adult.id, request_id) for child in children if child)
    return (export(scope, db, now, adult, None, request_id), *told)


def given(scope: Scope, db: Db, now: datetime, request_id: int, exports: Iterable[Export]) -> None:
    """On record before it leaves; what was kept back waits for whoever decides. Raises NotAllowed, NoSuchRequest."""
    demand(scope, Action.EXPORT_SUBJECT, now)
    _open(scope, db, request_id)
    made = tuple(exports)
    kept_back(scope, db, now, request_id, made)
    if awaits(scope, db, request_id):
        rights.change(scope, db, request_id, state="review")
    for one in made:
        audit.record(scope, db, now, "exported", one.person.kind, one.person.id, reason=scope.reason)


def kept_back(scope: Scope, db: Db, now: datetime, request_id: int, exports: Iterable[Export]) -> None:
    """Rows that an export left out are noted, and those who decide on new ones hear of it."""
    kept = dict.fromkeys(row for one in exports for row in one.kept_back)
    if not rights.keep_back(scope, db, request_id, kept):
        return
    for role in dict.fromkeys(DECIDES[why] for why in sorted({why for _, _, why in kept})):
        words = Words((say("staff.review_waits", number=str(request_id)),))
        parcel = Parcel(content=words, due_at=now, lane=Lane.TALK, role=role, intent=f"review:{request_id}:{role}")
        outbox.add(scope, db, parcel, new_id(), now)


def awaits(scope: Scope, db: Db, request_id: int) -> bool:
    """Whether somebody has still to decide on a part of it."""
    return any(not one.decision for one in rights.reviews(scope, db, request_id))


def decides(role: Role, why: str) -> bool:
    """Of those who may decide on exports at all: the safeguarding leads on safeguarding, the DPO on the rest."""
    return (role in _LEADS) == (why == "safeguarding")


def decide(scope: Scope, db: Db, now: datetime, request_id: int, why: str, decision: str) -> int:
    """Returns how many rows. Raises NotAllowed, NoSuchRequest."""
    demand(scope, Action.REVIEW_EXPORT, now)
    if not decides(scope.role, why):
        raise NoSuchRequest("safeguarding is decided by the safeguarding lead, complaints and third parties by the DPO")
    _open(scope, db, request_id)
    done = rights.decide(scope, db, request_id, why, decision, now)
    audit.record(scope, db, now, f"review_{decision}", "rights_request", request_id, reason=why)
    return done


def close(scope: Scope, db: Db, now: datetime, request_id: int, outcome: str) -> None:
    """`outcome`: given, none_held, refused. Raises NoSuchRequest, NotAllowed."""
    demand(scope, Action.ANSWER_REQUEST, now)
    _open(scope, db, request_id)
    state = "refused" if outcome == "refused" else "answered"
    rights.change(scope, db, request_id, state=state, outcome=outcome, ended_by=scope.actor_id, ended_at=now)
    audit.record(scope, db, now, "rights_answered", "rights_request", request_id, reason=outcome)


def correct(scope: Scope, db: Db, now: datetime, who: Named, field: str, new: str) -> None:
    """A name as it should be; what stood there stays in the history (M30). Raises NotAllowed, ValueError."""
    demand(scope, Action.ANSWER_REQUEST, now)
    if field not in {"first_name", "last_name"}:
        raise ValueError(
            "--field is first_name or last_name; numbers change with `bookbag number` and `bookbag staff number`"
        )
    old = who.first_name if field == "first_name" else who.last_name
    persons.rename(scope, db, who, field, new)
    rights.amend(scope, db, now, (who.kind, who.id), who.key_id, field, old, new)
    audit.record(scope, db, now, "corrected", who.kind, who.id, reason=field)


def _open(scope: Scope, db: Db, request_id: int) -> Request:
    found = rights.one(scope, db, request_id)
    if found is None or found.state in {"answered", "refused"}:
        raise NoSuchRequest("no open request has this number: see `bookbag rights list`")
    return found


def waiting(scope: Scope, db: Db, request_id: int) -> Iterator[tuple[str, int]]:
    """How many rows wait, by reason: what the reviewers are told, and nobody else."""
    found = [one.why for one in rights.reviews(scope, db, request_id) if not one.decision]
    yield from ((why, found.count(why)) for why in dict.fromkeys(found))
