"""Use case: the hub asks a family about one child, one adult at a time; silence becomes the office's call list.

Each question is looked at again when its turn comes: a notice, a sign-in, a court order or the end of the day closes it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from bot.deliver.ways import account_for
from bot.domain.access import Scope
from bot.domain.asking import Label, asked
from bot.domain.conversation import Asked
from bot.domain.effects.items import OpenItem
from bot.domain.first_day import next_adult
from bot.domain.hours import next_opening
from bot.domain.people import Pupil, Role
from bot.domain.sending import AskAway, Parcel, Teaser
from bot.domain.subjects import Subject
from bot.domain.wording import Names, Phrase, Who, say
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules, local_day
from storage import asks, audit, contacts, conversations, items, outbox, roll
from storage.asks import AskRow
from storage.db import Db
from storage.ids import new_id

_LATER = timedelta(minutes=5)
_RING_ME: Label = (say("option.ring_me"), "ring", 0)
_FIRST_DAY: tuple[Label, ...] = (
    (say("option.ill"), "ill", None),
    (say("option.late"), "late", None),
    (say("option.should_be_in"), "in_school", None),
    _RING_ME,
)
_STILL: tuple[Label, ...] = (
    (say("option.still_away"), "still", None),
    (say("option.coming_in"), "coming", None),
    _RING_ME,
)


async def run_once(hub: Hub) -> int:
    """Put what is due; returns how many questions were looked at."""
    now = hub.now()
    due = await hub.read(lambda db: asks.due(db, now))
    for ask in due:
        await hub.write(partial(_look, hub, found=ask, now=hub.now()))
    if due:
        hub.deliver_bell.ring()
    return len(due)


def _look(hub: Hub, db: Db, found: AskRow, now: datetime) -> None:
    """One transaction a question, on what is true now."""
    scope = as_hub(found.school_id, "first_day")
    ask, rules = asks.one(scope, db, found.id), hub.rules.of(db, found.school_id, now)
    if ask is None or ask.state not in asks.OPEN or ask.due_at > now:
        return
    day = local_day(rules.policy, now)
    pupil = roll.pupil(scope, db, ask.pupil_id, day)
    why = _over(scope, db, ask, pupil, rules, now)
    if why or pupil is None:
        asks.end(scope, db, ask.id, "closed", why or "left", now)
    elif ask.kind == "still":
        _still(hub, scope, db, ask, rules, now)
    elif not rules.policy.absence.first_day_question:
        _silent(scope, db, ask, pupil, rules, now, "not_asked")
    else:
        _next(hub, scope, db, ask, pupil, rules, now)


def _over(scope: Scope, db: Db, ask: AskRow, pupil: Pupil | None, rules: SchoolRules, now: datetime) -> str | None:
    if ask.day != local_day(rules.policy, now):
        return "over"
    return "known" if pupil and ask.pupil_id in asks.covered(scope, db, ask.day) else None


def _still(hub: Hub, scope: Scope, db: Db, ask: AskRow, rules: SchoolRules, now: datetime) -> None:
    """To the adult who reported, once; unanswered it is over: the register will tell."""
    adult = ask.guardian_id
    if ask.state == "asked" or adult is None or adult not in _reachable(scope, db, ask, rules, now):
        asks.end(scope, db, ask.id, "closed", "no_answer", now)
        return
    _put(hub, scope, db, ask, adult, rules, now)


def _next(hub: Hub, scope: Scope, db: Db, ask: AskRow, pupil: Pupil, rules: SchoolRules, now: datetime) -> None:
    before = asks.asked(scope, db, ask.id)
    adult = next_adult(asks.adults(scope, db, ask.pupil_id), before, _reachable(scope, db, ask, rules, now))
    if adult is None:
        _silent(scope, db, ask, pupil, rules, now, "no_answer" if before else "no_route")
    else:
        _put(hub, scope, db, ask, adult, rules, now)


def _reachable(scope: Scope, db: Db, ask: AskRow, rules: SchoolRules, now: datetime) -> frozenset[int]:
    """Adults who may hear of the child and can be written to now."""
    day, found = local_day(rules.policy, now), set[int]()
    for adult in asks.adults(scope, db, ask.pupil_id):
        known = roll.guardian(scope, db, adult, day)
        if known and not known.suspended and contacts.of_guardian(scope, db, adult):
            found.add(adult)
    return frozenset(found)


def _put(hub: Hub, scope: Scope, db: Db, ask: AskRow, adult: int, rules: SchoolRules, now: datetime) -> None:
    """Opened as the adult's question, so that a digit answers it, and queued; deliver looks once more."""
    contact = contacts.of_guardian(scope, db, adult)[0]
    account = account_for(hub, scope, contact)
    if account is None:
        asks.postpone(scope, db, ask.id, now + _LATER)
        return
    sender = db.keys.blind("sender", f"{account.id}:{contact.address.value}")
    known = conversations.load(scope, db, account.id, sender)
    open_now = known.open_question(now)
    if open_now is not None and open_now.kind is Asked.WHICH_CHILD:
        asks.postpone(scope, db, ask.id, now + _LATER)  # it may be about this very child
        return
    labels = _STILL if ask.kind == "still" else _FIRST_DAY
    data: dict[str, str | int] = {"pupil": ask.pupil_id, "day": ask.day.isoformat(), "what": ask.kind}
    conversation, options = asked(known, Asked.ABSENT, labels, now + timedelta(hours=8), data=data)
    key = contacts.person_key(scope, db, guardian_id=adult, staff_id=None)
    conversations.save(scope, db, account.id, sender, key, conversation, now)
    content = AskAway(ask.id, _words(ask), options)
    until = now + timedelta(hours=4)
    parcel = Parcel(content=content, due_at=now, guardian_id=adult, expires_at=until, intent=f"ask:{ask.id}:{adult}")
    outbox.add(scope, db, parcel, new_id(), now)
    again = now + timedelta(minutes=rules.policy.messages.question_min if ask.kind == "first_day" else 180)
    asks.put_to(scope, db, ask.id, adult, again, now)
    audit.record(scope, db, now, "asked_why_away", "guardian", adult, reason=ask.kind)


def _words(ask: AskRow) -> Phrase:
    names = Names(Who.PUPIL, (ask.pupil_id,))
    return say("absence.still" if ask.kind == "still" else "absence.missing", names=names)


def _silent(scope: Scope, db: Db, ask: AskRow, pupil: Pupil, rules: SchoolRules, now: datetime, why: str) -> None:
    """Everybody who could be asked was: a person rings, and the office hears that it is so."""
    asks.end(scope, db, ask.id, "silent", why, now)
    adults = asks.adults(scope, db, pupil.id)
    item = OpenItem(
        id=new_id(),
        role=Role.OFFICE,
        subject=Subject.ABSENCE,
        visible_from=now,
        class_id=pupil.school_class.id,
        guardian_id=adults[0] if adults else None,
        pupil_id=pupil.id,
        because="",
        kind="missing",
    )
    items.open_item(scope, db, item, now)
    due = next_opening(rules.calendars.office, now) or now
    notice = Parcel(content=Teaser(item.id), due_at=due, role=Role.OFFICE, intent=f"notify:{item.id}:{ask.id}")
    outbox.add(scope, db, notice, new_id(), now)
