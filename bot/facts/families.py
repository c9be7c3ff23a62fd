"""What a handler of a family's update is given: the adult, the children, what is under way with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, TypedDict

from bot import daywordfiles, serving
from bot.domain.access import Scope
from bot.domain.addressing import may_address
from bot.domain.consent import Papers
from bot.domain.conversation import Asked, Conversation, Question, typed_digit
from bot.domain.desks import desk_for
from bot.domain.effects.items import ThreadOf
from bot.domain.ladders import Matter
from bot.domain.meetings import Meeting
from bot.domain.mentions import mentioned
from bot.domain.messages import Carrier, Kind
from bot.domain.people import Duty, Guardian, Staff
from bot.domain.policy import Desk
from bot.domain.routing import acting_time
from bot.domain.subjects import Subject
from bot.facts import commenting, naming
from bot.facts.arrival import FRESH, Arrival, invite
from bot.handlers.base import FamilyContext
from bot.handlers.known import AbsentFacts, HoldFact, InviteFacts, ItemFacts, Version
from bot.rules import SchoolRules
from bot.serving import Served
from storage import (
    absences,
    conduct,
    contacts,
    itemfacts,
    itemlists,
    meetings,
    messages,
    on_phones,
    outbox_state,
    rights,
    roll,
)
from storage.db import Db
from storage.ids import new_id

_LATELY = timedelta(days=7)  # Friday's illness may be asked about on Monday
_CALL_WAITS = timedelta(days=1)


def family(scope: Scope, db: Db, arrival: Arrival) -> FamilyContext:
    event, account, asked = arrival.event, arrival.account, arrival.conversation.open_question(arrival.now)
    served, code = _served(scope, db, arrival), invite(scope, db, arrival)
    guardian = served.guardian if served else None
    waiting = asked.item_ids if asked else _asked_before(arrival)
    burst = arrival.conversation.burst.item_ids if arrival.conversation.burst else ()
    items, before = itemfacts.several(scope, db, (*waiting, *burst)), _asked_words(scope, db, waiting)
    said = before.get("asked_text", "") if asked and asked.kind is Asked.WHICH_CHILD else ""
    return FamilyContext(
        school_id=scope.school_id,
        account_id=account.id,
        event=event,
        now=arrival.now,
        policy=arrival.rules.policy,
        calendars=arrival.rules.calendars.at_desk(_desk(arrival.rules, guardian)),
        conversation=_as_it_stands(arrival.conversation, items),
        triage=arrival.triage,
        alone=arrival.alone,
        contact_id=arrival.contact.id if arrival.contact else None,
        contact_state=arrival.contact.state if arrival.contact else "",
        invite=code,
        claimed=_claimed(scope, db, arrival, code),
        answers_about=_answers_about(scope, db, arrival),
        earlier=_earlier(scope, db, arrival),
        fresh=tuple(new_id() for _ in range(FRESH)),
        guardian=guardian,
        staff_wrote=messages.staff_wrote(scope, db, guardian.id) if guardian else {},
        diverted_to=conduct.open_matter(scope, db, guardian.id) if guardian else None,
        waiting=itemlists.waiting(scope, db, guardian.id) if guardian else {},
        burst_items=items,
        burst_told=_burst_told(scope, db, arrival),
        **_matters(scope, db, arrival, guardian, asked),
        **_people(scope, db, arrival, guardian),
        mentioned=_mentioned(event.text, guardian),
        about=naming.of_leads(scope, db, arrival),
        teacher_named=naming.of_teachers(scope, db, arrival, guardian),
        daywords=daywordfiles.load(),
        absent=_absent(scope, db, arrival, guardian),
        **before,
        asked_of_teacher=naming.of_teachers_before(scope, db, arrival, guardian, said),
        awaiting=served.awaiting if served else (),
        papers=served.papers if served else Papers(),
        holds=_holds(scope, db, arrival, guardian, asked),
        post=commenting.post(scope, db, arrival, guardian),
        nothing_translated=commenting.nothing_translated(scope, db, arrival, guardian),
        ended_as=None if guardian else contacts.ended_as(scope, db, event.sender),
        has_pages=arrival.has_pages,
        listed_as=None if guardian else _listed_as(scope, db, arrival),
    )


def _as_it_stands(conversation: Conversation, items: tuple[ItemFacts, ...]) -> Conversation:
    """A minute's items that staff have ended since are no place for more of its words: nobody looks there again."""
    over = {one.id for one in items if one.state not in {"open", "taken"}}
    burst = conversation.burst
    if burst is None or not over & set(burst.item_ids):
        return conversation
    return replace(conversation, burst=burst.without(over))


def _asked_before(arrival: Arrival) -> tuple[int, ...]:
    """What the last question was about, for a tap or digit that answers it too late."""
    last, event = arrival.conversation.question, arrival.event
    late = event.kind is Kind.CHOICE or typed_digit(event.text) is not None
    return last.item_ids if late and last is not None else ()


def _burst_told(scope: Scope, db: Db, arrival: Arrival) -> bool:
    at, lasts = acting_time(arrival.event.sent_at, arrival.now), arrival.rules.policy.messages.burst_s
    burst = arrival.conversation.running_burst(at, lasts)
    return burst is not None and outbox_state.any_left(scope, db, burst.told)


def _holds(
    scope: Scope, db: Db, arrival: Arrival, guardian: Guardian | None, asked: Question | None
) -> tuple[HoldFact, ...]:
    if guardian is None or asked is None or asked.kind is not Asked.DELETE:
        return ()
    found = rights.holds(scope, db, "guardian", guardian.id, arrival.day)
    return tuple(HoldFact(one.kind, one.until) for one in found)


def _desk(rules: SchoolRules, guardian: Guardian | None) -> Desk | None:
    """Which of several offices serves this family."""
    return desk_for(rules.policy.office.desks, (one.school_class for one in guardian.pupils) if guardian else ())


def _absent(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian | None) -> tuple[AbsentFacts, ...]:
    if guardian is None:
        return ()
    reports = absences.by_guardian(scope, db, guardian.id, arrival.day - _LATELY)
    return tuple(
        AbsentFacts(
            item_id=one.item_id,
            pupil_id=one.pupil_id,
            last=one.last_day,
            reason=str(one.reason),
            confirmed=any(half.state == "confirmed" for half in absences.covered(scope, db, one.id)),
        )
        for one in reports
    )


def _asked_words(scope: Scope, db: Db, waiting: tuple[int, ...]) -> dict[str, Any]:
    """What the items of an open question say, and when it was written."""
    found = {one.id: one for item_id in waiting for one in itemfacts.full_messages(scope, db, item_id)}
    if not found:
        return {}
    first = min(one.sent_at for one in found.values())
    return {"asked_text": "\n".join(one.body for one in found.values()), "asked_written": first}


class _Matters(TypedDict, total=False):
    matters: tuple[Matter, ...]
    matter_items: tuple[ItemFacts, ...]
    offers: tuple[Meeting, ...]
    awaited_call: int | None


class _People(TypedDict, total=False):
    colleagues: tuple[Staff, ...]
    duties: tuple[Duty, ...]


def _matters(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian | None, asked: Question | None) -> _Matters:
    """What is under way with this adult: matters with steps, times offered, a call to come."""
    if guardian is None:
        return {}
    matters: tuple[Matter, ...] = ()
    if arrival.rules.policy.routing.ladders:
        matters = itemlists.matters(scope, db, guardian.id)
    steps = asked is not None and asked.kind in {Asked.STEPS, Asked.AGREES}
    ids = tuple(item_id for one in matters for item_id in one.item_ids) if steps else ()
    return {
        "matters": matters,
        "matter_items": itemfacts.several(scope, db, ids),
        "offers": meetings.offered(scope, db, guardian.id),
        "awaited_call": itemlists.waiting_call(scope, db, guardian.id, arrival.now - _CALL_WAITS),
    }


def _people(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian | None) -> _People:
    """Who works here and where, when a family's text seems to name one of them."""
    if guardian is None or arrival.event.kind is not Kind.TEXT or not may_address(arrival.event.text):
        return {}
    return {"colleagues": roll.colleagues(scope, db, arrival.day), "duties": roll.duties(scope, db, arrival.day)}


def _served(scope: Scope, db: Db, arrival: Arrival) -> Served | None:
    if arrival.contact is None or arrival.contact.guardian_id is None:
        return None
    return serving.guardian(scope, db, arrival.contact.guardian_id, arrival.day, arrival.rules.policy)


def _listed_as(scope: Scope, db: Db, arrival: Arrival) -> int | None:
    """The adult of this school whose number a text came from, joined or not."""
    if arrival.event.sender.carrier is not Carrier.SMS:
        return None
    found = contacts.listed_as(scope, db, arrival.event.sender, arrival.account.side)
    return found[0] if found else None


def _mentioned(text: str, guardian: Guardian | None) -> frozenset[int]:
    """Pupils named by first name, else those whose class is named."""
    if guardian is None or not text:
        return frozenset()
    by_name = mentioned(text, {pupil.id: pupil.first_name for pupil in guardian.pupils})
    by_class = mentioned(text, {pupil.id: pupil.school_class.name for pupil in guardian.pupils})
    return frozenset(by_name or by_class)


def _earlier(scope: Scope, db: Db, arrival: Arrival) -> tuple[Version, ...]:
    """What an edit replaces: the newest version in each thread the message was kept in, and the items that hold it."""
    event = arrival.event
    if event.kind is not Kind.EDIT:
        return ()
    found = messages.by_carrier(scope, db, arrival.account.id, event.sender.value, event.message_id)
    return tuple(_version(scope, db, message_id, thread) for message_id, thread in found)


def _version(scope: Scope, db: Db, message_id: int, thread: ThreadOf | None) -> Version:
    held = itemfacts.of_message(scope, db, message_id)
    return Version(
        message_id=message_id,
        thread=thread,
        item_ids=tuple(item_id for item_id, subject in held if subject is not Subject.SAFEGUARDING),
        lead_item_ids=tuple(item_id for item_id, subject in held if subject is Subject.SAFEGUARDING),
    )


def _answers_about(scope: Scope, db: Db, arrival: Arrival) -> int | None:
    """The pupil of the letter a parent replied to: no need to ask which child."""
    event = arrival.event
    answered = on_phones.by_sent(db, arrival.account.id, event.sender.value, event.reply_to) if event.reply_to else None
    if answered is None or answered.message_id is None or answered.school_id != scope.school_id:
        return None
    letter = messages.one(scope, db, answered.message_id)
    thread = messages.thread_of(scope, db, letter.thread_id) if letter and letter.thread_id else None
    return thread.pupil_id if thread else None


def _claimed(scope: Scope, db: Db, arrival: Arrival, code: InviteFacts | None) -> bool:
    if code is None or code.guardian_id is None:
        return False
    return itemlists.claimed(scope, db, code.guardian_id, arrival.event.sender)
