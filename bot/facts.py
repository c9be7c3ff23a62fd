"""Loads the facts a handler is given: people, conversation, items, the invite behind a code. One transaction, no rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from bot import daywordfiles, serving
from bot.domain.access import Scope
from bot.domain.addressing import may_address
from bot.domain.conduct import Entry
from bot.domain.consent import Papers
from bot.domain.conversation import Asked, Conversation, Question
from bot.domain.daywords import read
from bot.domain.decision import ThreadOf
from bot.domain.desks import desk_for
from bot.domain.ladders import Matter
from bot.domain.leads import roles_named
from bot.domain.meetings import Meeting
from bot.domain.mentions import mentioned
from bot.domain.messages import Carrier, Inbound, Kind
from bot.domain.people import Duty, Guardian, Role, Staff
from bot.domain.policy import Desk
from bot.domain.refs import pressed
from bot.domain.routing import possible_danger
from bot.domain.subjects import Subject, Triage
from bot.handlers.base import (
    AbsenceLine,
    AbsentFacts,
    DraftFacts,
    FamilyContext,
    InviteFacts,
    ItemFacts,
    SentFacts,
    StaffContext,
    Version,
)
from bot.handlers.building import meaning
from bot.handlers.families.join import typed_code
from bot.handlers.staff import absences as absences_
from bot.handlers.staff import absent, cover, late, meet, missing
from bot.handlers.staff import conduct as conduct_handler
from bot.handlers.staff.item import ONE_TAP
from bot.rules import SchoolRules, day_began
from bot.serving import Served
from storage import (
    absences,
    accounts,
    announcements,
    asks,
    conduct,
    contacts,
    invites,
    items,
    meetings,
    messages,
    outbox,
    roll,
    slips,
    staffing,
)
from storage.accounts import AccountRow
from storage.contacts import ContactRow
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow

_LATELY = timedelta(days=7)  # Friday's illness may be asked about on Monday
_CALL_WAITS = timedelta(days=1)
_FRESH = 96  # ids a decision may use: thirty pupils' worth of items, messages and replies


@dataclass(frozen=True, slots=True)
class Arrival:
    """One parsed update with what was prepared before the transaction."""

    account: AccountRow
    event: Inbound
    triage: Triage
    alone: Triage | None  # this text without the rest of its minute; None: there is no rest
    conversation: Conversation
    contact: ContactRow | None
    rules: SchoolRules
    now: datetime
    day: date


def family(scope: Scope, db: Db, arrival: Arrival) -> FamilyContext:
    event, account, asked = arrival.event, arrival.account, arrival.conversation.open_question(arrival.now)
    served, invite = _served(scope, db, arrival), _invite(scope, db, arrival)
    guardian = served.guardian if served else None
    waiting = asked.item_ids if asked else ()
    burst = arrival.conversation.burst.item_ids if arrival.conversation.burst else ()
    return FamilyContext(
        school_id=scope.school_id,
        account_id=account.id,
        event=event,
        now=arrival.now,
        policy=arrival.rules.policy,
        calendars=arrival.rules.calendars.at_desk(_desk(arrival.rules, guardian)),
        conversation=arrival.conversation,
        triage=arrival.triage,
        alone=arrival.alone,
        contact_id=arrival.contact.id if arrival.contact else None,
        contact_state=arrival.contact.state if arrival.contact else "",
        invite=invite,
        claimed=_claimed(scope, db, arrival, invite),
        answers_about=_answers_about(scope, db, arrival),
        earlier=_earlier(scope, db, arrival),
        fresh=tuple(new_id() for _ in range(_FRESH)),
        guardian=guardian,
        staff_wrote=messages.staff_wrote(scope, db, guardian.id) if guardian else {},
        diverted_to=conduct.open_matter(scope, db, guardian.id) if guardian else None,
        waiting=items.waiting(scope, db, guardian.id) if guardian else {},
        burst_items=items.several(scope, db, (*waiting, *burst)),
        **_matters(scope, db, arrival, guardian, asked),
        **_people(scope, db, arrival, guardian),
        mentioned=_mentioned(event.text, guardian),
        about=_about(scope, db, arrival),
        daywords=daywordfiles.load(),
        absent=_absent(scope, db, arrival, guardian),
        **_asked_words(scope, db, waiting),
        awaiting=served.awaiting if served else (),
        papers=served.papers if served else Papers(),
        listed_as=None if guardian else _listed_as(scope, db, arrival),
    )


def _desk(rules: SchoolRules, guardian: Guardian | None) -> Desk | None:
    """Which of several offices serves this family."""
    return desk_for(rules.policy.office.desks, (one.school_class for one in guardian.pupils) if guardian else ())


def _about(scope: Scope, db: Db, arrival: Arrival) -> frozenset[Role]:
    """Only looked for where there may be danger."""
    if possible_danger(arrival.triage) is None:
        return frozenset()
    guarding, text = arrival.rules.policy.safeguarding, arrival.event.text
    wanted = dict.fromkeys((*guarding.lead, *guarding.deputy, *guarding.alternate, Role.HEAD))
    ids = {one for role in wanted for one in roll.holders(scope, db, role, arrival.day)}
    people = [one for staff_id in sorted(ids) if (one := roll.staff(scope, db, staff_id, arrival.day))]
    return roles_named(text, read(text, daywordfiles.load(), arrival.conversation.language), people, frozenset(guarding.lead))


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
    found = {one.id: one for item_id in waiting for one in items.full_messages(scope, db, item_id)}
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
        matters = items.matters(scope, db, guardian.id)
    steps = asked is not None and asked.kind in {Asked.STEPS, Asked.AGREES}
    ids = tuple(item_id for one in matters for item_id in one.item_ids) if steps else ()
    return {
        "matters": matters,
        "matter_items": items.several(scope, db, ids),
        "offers": meetings.offered(scope, db, guardian.id),
        "awaited_call": items.waiting_call(scope, db, guardian.id, arrival.now - _CALL_WAITS),
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
    held = items.of_message(scope, db, message_id)
    return Version(
        message_id=message_id,
        thread=thread,
        item_ids=tuple(item_id for item_id, subject in held if subject is not Subject.SAFEGUARDING),
        lead_item_ids=tuple(item_id for item_id, subject in held if subject is Subject.SAFEGUARDING),
    )


def _answers_about(scope: Scope, db: Db, arrival: Arrival) -> int | None:
    """The pupil of the letter a parent replied to: no need to ask which child."""
    event = arrival.event
    answered = outbox.by_sent(db, arrival.account.id, event.sender.value, event.reply_to) if event.reply_to else None
    if answered is None or answered.message_id is None or answered.school_id != scope.school_id:
        return None
    letter = messages.one(scope, db, answered.message_id)
    thread = messages.thread_of(scope, db, letter.thread_id) if letter and letter.thread_id else None
    return thread.pupil_id if thread else None


def _claimed(scope: Scope, db: Db, arrival: Arrival, invite: InviteFacts | None) -> bool:
    if invite is None or invite.guardian_id is None:
        return False
    return items.claimed(scope, db, invite.guardian_id, arrival.event.sender)


def _invite(scope: Scope, db: Db, arrival: Arrival) -> InviteFacts | None:
    """A code just typed, or the one whose second fact the hub is waiting for; only of this school."""
    typed = typed_code(arrival.event.text) if arrival.event.kind is Kind.TEXT else None
    if typed is not None:
        found = invites.find(db, typed, arrival.now, arrival.day)
        if found is not None:
            return _for_whom(scope, db, arrival, replace(found[1], typed=True)) if found[0] == scope.school_id else None
    asked = arrival.conversation.open_question(arrival.now)
    waits = asked is not None and asked.kind in {Asked.JOIN_PROOF, Asked.INVITED}
    if waits and arrival.conversation.join_invite is not None:
        proved = invites.by_id(scope, db, arrival.conversation.join_invite, arrival.now, arrival.day)
        return _for_whom(scope, db, arrival, proved) if proved else None
    return None


def _for_whom(scope: Scope, db: Db, arrival: Arrival, found: InviteFacts) -> InviteFacts:
    """The invite with the children it links now: in scope, agreed for, and with a place left for this adult."""
    policy = arrival.rules.policy
    if found.guardian_id is None:
        return found
    served = serving.guardian(scope, db, found.guardian_id, arrival.day, policy)
    if served is None:
        return found
    pupils, awaiting = served.guardian.pupils, served.awaiting
    return replace(found, pupils=pupils, awaiting=awaiting, papers=served.papers)


def staff(scope: Scope, db: Db, arrival: Arrival) -> StaffContext:
    event, account = arrival.event, arrival.account
    contact = arrival.contact if arrival.contact and arrival.contact.staff_id else None
    member = roll.staff(scope, db, contact.staff_id, arrival.day) if contact and contact.staff_id else None
    answered = None
    if event.reply_to is not None:
        answered = outbox.by_sent(db, account.id, event.sender.value, event.reply_to)
    item = _item(scope, db, arrival, answered)
    opened = outbox.opened_items(scope, db, member.id) if member else []
    item = _item(scope, db, arrival, answered)
    return StaffContext(
        school_id=scope.school_id,
        account_id=account.id,
        event=event,
        now=arrival.now,
        policy=arrival.rules.policy,
        calendars=arrival.rules.calendars,
        conversation=arrival.conversation,
        contact_id=contact.id if contact else None,
        contact_state=contact.state if contact else "",
        duties=roll.duties(scope, db, arrival.day),
        classes=roll.classes(scope, db),
        invite=_invite(scope, db, arrival),
        answered=_sent(answered, None) if answered and answered.school_id == scope.school_id else None,
        item=item,
        fresh=tuple(new_id() for _ in range(_FRESH)),
        staff=member,
        begun=outbox.begun(scope, db, member.id, day_began(arrival.rules.policy, arrival.now)) if member else frozenset(),
        opened=items.opened(scope, db, opened),
        open_items=_open_items(scope, db, arrival, member) if member and _lists(event) else (),
        unanswered=items.unanswered(scope, db, arrival.now) if late.asks(event) else (),
        colleagues=staffing.colleagues(scope, db, arrival.day) if _covers(arrival) else (),
        conduct=_conduct(scope, db, arrival, item),
        draft=_draft(scope, db, arrival, member.id if member else 0),
        absences=_absences(scope, db, arrival),
        covered=asks.covered(scope, db, arrival.day) if _names_children(arrival) else frozenset(),
        children=roll.pupils(scope, db, arrival.day) if _names_children(arrival) else (),
        daywords=daywordfiles.load(),
        letter=_letter(scope, db, event, member.id if member else 0),
        kept_text=_kept_text(scope, db, arrival),
        papers=_staff_papers(scope, db, arrival, member),
        meetings=_meetings(scope, db, arrival),
        exchanged=_exchanged(scope, db, arrival, item),
    )


def _conduct(scope: Scope, db: Db, arrival: Arrival, item: ItemFacts | None) -> tuple[Entry, ...]:
    decides = pressed(arrival.event.choice)[0] in conduct_handler.JUDGE
    return conduct.of(scope, db, item.guardian_id) if decides and item and item.guardian_id is not None else ()


def _absences(scope: Scope, db: Db, arrival: Arrival) -> tuple[AbsenceLine, ...]:
    """Today's list, or what the item of a pressed button speaks of."""
    verb, numbers = pressed(arrival.event.choice)
    if absences_.asks(arrival.event):
        return absences.lines(scope, db, absences.on_day(scope, db, arrival.day))
    if verb == "confirm" and numbers:
        return absences.lines(scope, db, absences.of_item(scope, db, numbers[0]))
    return ()


def _names_children(arrival: Arrival) -> bool:
    asked = arrival.conversation.open_question(arrival.now)
    counting = asked is not None and asked.kind is Asked.MISSING_COUNT
    return counting or absent.names_children(arrival.event) or missing.names_children(arrival.event)


def _covers(arrival: Arrival) -> bool:
    asked = arrival.conversation.open_question(arrival.now)
    return cover.asks(arrival.event) or (asked is not None and asked.kind is Asked.COVER)


def _staff_papers(scope: Scope, db: Db, arrival: Arrival, member: Staff | None) -> Papers:
    asked = member is not None and arrival.rules.policy.staff.agreement
    return slips.of_staff(scope, db, member.id) if member and asked else Papers()


def _open_items(scope: Scope, db: Db, arrival: Arrival, member: Staff) -> tuple[ItemFacts, ...]:
    """A superset of what this person may see: their roles' items, and those of every class they have a duty at."""
    duties = roll.duties(scope, db, arrival.day)
    classes = {duty.class_id for duty in duties if duty.staff_id == member.id}
    return items.open_now(scope, db, arrival.now, member.roles, classes)


def _meetings(scope: Scope, db: Db, arrival: Arrival) -> tuple[Meeting, ...]:
    """From a week ago on, so that one held on Friday can be put on record on Monday."""
    asked = arrival.conversation.open_question(arrival.now)
    offers = arrival.event.reply_to is not None or (asked is not None and asked.kind is Asked.STAFF_TIMES)
    wanted = offers or meet.is_list(arrival.event) or pressed(arrival.event.choice)[0] == "met"
    return meetings.coming(scope, db, arrival.now - timedelta(days=7)) if wanted else ()


def _exchanged(scope: Scope, db: Db, arrival: Arrival, item: ItemFacts | None) -> tuple[int, int]:
    """Messages of today in the item's thread: the family's, the school's."""
    policy = arrival.rules.policy
    if item is None or item.thread_id is None or not policy.messages.thread_nudge_after:
        return 0, 0
    midnight = datetime.combine(arrival.day, time(), ZoneInfo(policy.school.zone))
    return messages.exchanged(scope, db, item.thread_id, midnight.astimezone(UTC))


def _lists(event: Inbound) -> bool:
    return event.kind is Kind.TEXT and len(event.text) < 10


def _item(scope: Scope, db: Db, arrival: Arrival, answered: OutboxRow | None) -> ItemFacts | None:
    """The item a button names, a reply answers, or a chosen option means."""
    verb, numbers = pressed(arrival.event.choice)
    if (verb == "open" or verb in ONE_TAP or verb in conduct_handler.VERBS) and numbers:
        return items.one(scope, db, numbers[0])
    asked = arrival.conversation.open_question(arrival.now)
    if asked is not None and asked.kind in {Asked.STAFF_TIMES, Asked.STAFF_SURE} and _plain(arrival.event):
        return items.one(scope, db, asked.item_ids[0])
    option = asked.chosen(None, arrival.event.choice) if asked and asked.kind is Asked.STAFF_MEANING else None
    if option is not None and arrival.event.choice and meaning(option).startswith("item"):
        return items.one(scope, db, int(meaning(option).removeprefix("item")))
    if answered is not None and answered.item_id is not None and answered.school_id == scope.school_id:
        return items.one(scope, db, answered.item_id)
    return None


def _plain(event: Inbound) -> bool:
    """Typed without replying to anything, or a pressed button: what was asked last is meant."""
    return event.kind is Kind.CHOICE or event.reply_to is None


def _sent(row: OutboxRow, guardian_id: int | None, *, recallable: bool = False) -> SentFacts:
    return SentFacts(
        outbox_id=row.id,
        item_id=row.item_id,
        announcement_id=row.announcement_id,
        message_id=row.message_id,
        state=row.state,
        due_at=row.due_at,
        guardian_id=guardian_id,
        recallable=recallable,
    )


def _letter(scope: Scope, db: Db, event: Inbound, staff_id: int) -> SentFacts | None:
    """An answer only its own author may undo or take back."""
    verb, numbers = pressed(event.choice)
    row = outbox.one(scope, db, numbers[0]) if verb in {"undo", "wrong", "now"} and numbers else None
    message = messages.one(scope, db, row.message_id) if row and row.message_id else None
    if row is None or message is None or message.staff_id != staff_id:
        return None
    return _sent(row, row.guardian_id, recallable=_recallable(db, row))


def _recallable(db: Db, row: OutboxRow) -> bool:
    """Telegram takes messages back; an SMS has left for good."""
    return row.account_id is not None and accounts.carrier(db, row.account_id) is Carrier.TELEGRAM


def _draft(scope: Scope, db: Db, arrival: Arrival, staff_id: int) -> DraftFacts | None:
    verb, numbers = pressed(arrival.event.choice)
    asked = arrival.conversation.open_question(arrival.now)
    wanted = numbers[0] if verb in {"publish", "discard", "recall", "choose", "pick"} and numbers else None
    if wanted is None and asked is not None and asked.kind is Asked.ANNOUNCE_COUNT:
        wanted = int(asked.data["draft"])
    news = announcements.one(scope, db, wanted) if wanted is not None else None
    if news is None or news.staff_id != staff_id:
        return None
    everybody = serving.everybody(scope, db, news, arrival.day, arrival.rules.policy)
    picked = announcements.picked(scope, db, news.id) & {one.guardian_id for one in everybody}
    return DraftFacts(
        id=news.id,
        class_id=news.class_id,
        state=news.state,
        families=len(picked) or len(everybody),
        due_at=news.due_at,
        readers=tuple(one.guardian_id for one in everybody),
        picked=picked,
    )


def _kept_text(scope: Scope, db: Db, arrival: Arrival) -> str:
    asked = arrival.conversation.open_question(arrival.now)
    if asked is None or asked.kind not in {Asked.STAFF_MEANING, Asked.STAFF_SURE}:
        return ""
    kept = messages.one(scope, db, int(asked.data["message"]))
    return kept.body if kept else ""


def sender_contact(db: Db, account: AccountRow, event: Inbound, school_id: int) -> ContactRow | None:
    """Whose address this is in one school: on a shared account another school's people are nobody here."""
    found = contacts.by_address(db, event.sender, account.side, school_id)
    return found[0] if found else None


def schools_of(db: Db, account: AccountRow, event: Inbound) -> tuple[int, ...]:
    """The schools that know this address, in order of their ids."""
    found = contacts.by_address(db, event.sender, account.side, None)
    return tuple(sorted({one.school_id for one in found}))
