"""Breaches: reported by anybody, told to the head and the DPO at any hour, with 72 hours to decide (DPIA44)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.access import Action, Scope
from bot.domain.people import Role
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import When, say
from bot.permit import demand
from storage import audit, books, copies, numbers, outbox, sessions, signin
from storage.db import Db
from storage.ids import new_id

CLOCK = timedelta(hours=72)
WHAT = ("lost_device", "wrong_recipient", "unauthorised_access", "disclosed", "other")
STEPS = {"contained": "contained_at", "assessed": "assessed_at", "told": "told_at", "closed": "closed_at"}
TOLD = (Role.HEAD, Role.DPO)


def report(
    scope: Scope, db: Db, now: datetime, what: str, detail: str, affected: int, lost_by: int | None = None
) -> int:
    """`lost_by`: the colleague whose device is gone; their access by it ends now. Raises NotAllowed, ValueError."""
    demand(scope, Action.REPORT_BREACH, now)
    if what not in WHAT:
        raise ValueError(f"what happened is one of: {', '.join(WHAT)}")
    made = books.open_breach(scope, db, now, what, detail, affected)
    if lost_by is not None:
        links = [one for one in numbers.of(scope, db, staff_id=lost_by) if one.state != "listed"]
        numbers.end(scope, db, links, now)
        copies.blank_cards(scope, db, now, copies.cards_of(scope, db, lost_by), "staff_left")
        if (account := signin.of_staff(scope, db, lost_by)) is not None:
            sessions.end_all(scope, db, account.id)  # whatever device it is, it stays signed in nowhere
        audit.record(scope, db, now, "access_ended", "staff", lost_by, reason="lost_device")
    audit.record(scope, db, now, "breach_opened", "breach", made, reason=what)
    tell(scope, db, now, made, now + CLOCK, TOLD)
    return made


def tell(scope: Scope, db: Db, now: datetime, breach_id: int, until: datetime, roles: Iterable[Role]) -> None:
    """At once and at any hour: the clock does not stop for quiet hours."""
    words = Words((say("staff.breach", when=When(until)),))
    for role in roles:
        parcel = Parcel(
            content=words, due_at=now, lane=Lane.DANGER, role=role, intent=f"breach:{breach_id}:{role}:{now}"
        )
        outbox.add(scope, db, parcel, new_id(), now)


def step(scope: Scope, db: Db, now: datetime, breach_id: int, name: str, decision: str = "") -> bool:
    """`decision`: ico or no_ico, with the assessment. Raises NotAllowed, ValueError."""
    demand(scope, Action.MANAGE_BREACH, now)
    if name not in STEPS or decision not in {"", "ico", "no_ico"}:
        raise ValueError(f"a step is one of: {', '.join(STEPS)}; a decision is ico or no_ico")
    values: dict[str, object] = {STEPS[name]: now}
    if decision:
        values["decision"] = decision
    audit.record(scope, db, now, f"breach_{name}", "breach", breach_id, reason=decision)
    return books.note_breach(scope, db, breach_id, **values)


def disclose(scope: Scope, db: Db, now: datetime, what: str, processor: str, people: Iterable[tuple[str, int]]) -> int:
    """On record before anything is handed over; the DPO hears of it (LT32). Raises NotAllowed."""
    demand(scope, Action.DISCLOSE, now)
    made = books.disclose(scope, db, now, what, processor, people)
    audit.record(scope, db, now, "disclosed", "disclosure", made, reason=processor or "school")
    words = Words((say("staff.disclosed"),))
    parcel = Parcel(content=words, due_at=now, lane=Lane.TALK, role=Role.DPO, intent=f"disclosed:{made}")
    outbox.add(scope, db, parcel, new_id(), now)
    return made
