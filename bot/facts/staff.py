"""What a handler of a staff update is given: who writes, where they stand, and what they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TypedDict
from zoneinfo import ZoneInfo

from bot import daywordfiles, oversight, ownanswers
from bot.domain.access import Scope
from bot.domain.conduct import Entry
from bot.domain.consent import Papers
from bot.domain.conversation import Asked
from bot.domain.effects.items import ThreadOf
from bot.domain.meetings import Meeting
from bot.domain.messages import Carrier, Inbound, Kind
from bot.domain.noticing import due_since, is_due
from bot.domain.people import Staff
from bot.domain.posting import File
from bot.domain.refs import pressed
from bot.domain.training import Trained, trained
from bot.facts import posting
from bot.facts.arrival import FRESH, Arrival, invite
from bot.handlers.base import StaffContext
from bot.handlers.building import meaning
from bot.handlers.families.page_post import POST
from bot.handlers.known import AbsenceLine, DraftFacts, ItemFacts, SentFacts
from bot.handlers.staff import absences as absences_
from bot.handlers.staff import absent, cover, late, meet, missing, notice, ready, training
from bot.handlers.staff import conduct as conduct_handler
from bot.handlers.staff.item import ONE_TAP
from bot.handlers.staff.post_words import VERBS
from bot.rules import day_began
from storage import (
    absences,
    accounts,
    asks,
    audit,
    books,
    conduct,
    itemfacts,
    itemlists,
    medias,
    meetings,
    messages,
    on_phones,
    outbox,
    roll,
    slips,
    staffing,
)
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who acts at the web console, on which item; `spoken_for` is whose words the office writes down."""

    staff_id: int
    item_id: int | None = None
    spoken_for: ThreadOf | None = None


def staff(scope: Scope, db: Db, arrival: Arrival, desk: Desk | None = None) -> StaffContext:
    """Without `desk` it is whoever's phone the update came from."""
    event, account = arrival.event, arrival.account
    contact = arrival.contact if arrival.contact and arrival.contact.staff_id else None
    staff_id = desk.staff_id if desk else contact.staff_id if contact else None
    member = roll.staff(scope, db, staff_id, arrival.day) if staff_id else None
    answered = None
    if event.reply_to is not None:
        answered = on_phones.by_sent(db, account.id, event.sender.value, event.reply_to)
    opened = on_phones.opened_items(scope, db, member.id) if member else []
    shown = itemfacts.one(scope, db, desk.item_id) if desk and desk.item_id is not None else None
    item = shown or _item(scope, db, arrival, answered)
    return StaffContext(
        **_looked_after(scope, db, arrival, member),
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
        invite=invite(scope, db, arrival),
        answered=_sent(answered, None) if answered and answered.school_id == scope.school_id else None,
        item=item,
        fresh=tuple(new_id() for _ in range(FRESH)),
        staff=member,
        signed_in=desk is not None,
        spoken_for=desk.spoken_for if desk else None,
        begun=_begun(scope, db, arrival, member, desk) if member else frozenset(),
        opened=itemlists.opened(scope, db, opened),
        open_items=_open_items(scope, db, arrival, member) if member and _lists(event) else (),
        unanswered=itemlists.unanswered(scope, db, arrival.now) if late.asks(event) else (),
        own_answers=_own_answers(scope, db, arrival, member) if member and late.asks(event) else None,
        colleagues=staffing.colleagues(scope, db, arrival.day) if _covers(arrival) else (),
        conduct=_conduct(scope, db, arrival, item),
        draft=_draft(scope, db, arrival, member.id if member else 0),
        sent_post=posting.sent_post(scope, db, arrival, member),
        recent_posts=posting.recent(scope, db, arrival, member),
        counts=posting.counts(scope, db, arrival),
        repeats=posting.repeats(scope, db, arrival),
        board=posting.board(scope, db, arrival, member) if member and posting.concerns_post(arrival) else None,
        absences=_absences(scope, db, arrival),
        covered=asks.covered(scope, db, arrival.day) if _names_children(arrival) else frozenset(),
        children=roll.pupils(scope, db, arrival.day) if _names_children(arrival) else (),
        daywords=daywordfiles.load(),
        letter=_letter(scope, db, event, member.id if member else 0),
        kept_text=_kept_text(scope, db, arrival),
        offered=_offered(scope, db, item) if pressed(event.choice)[0] == "putpage" else None,
        papers=_staff_papers(scope, db, arrival, member),
        meetings=_meetings(scope, db, arrival),
        exchanged=_exchanged(scope, db, arrival, item),
    )


class _LookedAfter(TypedDict, total=False):
    training: Trained
    out_of_date: tuple[int, ...]
    notice_due: bool


def _looked_after(scope: Scope, db: Db, arrival: Arrival, member: Staff | None) -> _LookedAfter:
    """Training and the term's notice, at a school that asks for them."""
    kept, day = arrival.rules.policy.staff, arrival.day
    found: _LookedAfter = {}
    if member is not None and kept.training_months:
        found["training"] = trained(kept.training_months, books.newest(scope, db, "training").get(member.id), day)
        found["out_of_date"] = (
            oversight.untrained(scope, db, kept.training_months, day) if training.asks(arrival.event.text) else ()
        )
    since = due_since(kept.sar_notice, (one.first_day for one in arrival.rules.calendars.teachers.terms), day)
    if member is not None and since is not None:
        found["notice_due"] = is_due(since, books.newest(scope, db, notice.BOOK).get(member.id))
    return found


def _own_answers(scope: Scope, db: Db, arrival: Arrival, member: Staff) -> tuple[int, int, int]:
    days = ownanswers.term(db, scope.school_id, arrival.day)
    found = list(ownanswers.came_to(scope, db, member.id, arrival.rules, arrival.now, days))
    known = [one.in_time for one in found if one.in_time is not None]
    return len(found), len(known), sum(known)


def _begun(scope: Scope, db: Db, arrival: Arrival, member: Staff, desk: Desk | None) -> frozenset[int]:
    """What they opened today; at the console nothing is sent that could be counted, but the trail knows."""
    since = day_began(arrival.rules.policy, arrival.now)
    sent = on_phones.begun(scope, db, member.id, since)
    return sent | audit.opened_by(scope, db, member.id, since) if desk else sent


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
    return cover.asks(arrival.event) or pressed(arrival.event.choice)[0] == cover.SET_VERB or (asked is not None and asked.kind is Asked.COVER)


def _staff_papers(scope: Scope, db: Db, arrival: Arrival, member: Staff | None) -> Papers:
    asked = member is not None and arrival.rules.policy.staff.agreement
    return slips.of_staff(scope, db, member.id) if member and asked else Papers()


def _open_items(scope: Scope, db: Db, arrival: Arrival, member: Staff) -> tuple[ItemFacts, ...]:
    """A superset of what this person may see: their roles' items, and those of every class they have a duty at."""
    duties = roll.duties(scope, db, arrival.day)
    classes = {duty.class_id for duty in duties if duty.staff_id == member.id}
    return itemlists.open_now(scope, db, arrival.now, member.roles, classes)


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
    if (verb == "open" or verb in ONE_TAP or verb in conduct_handler.VERBS or verb in ready.VERBS) and numbers:
        return itemfacts.one(scope, db, numbers[0])
    asked = arrival.conversation.open_question(arrival.now)
    if (
        asked is not None
        and asked.kind in {Asked.STAFF_TIMES, Asked.STAFF_SURE, Asked.STAFF_READY}
        and _answers_prompt(arrival.event, answered)
    ):
        return itemfacts.one(scope, db, asked.item_ids[0])
    option = asked.chosen(None, arrival.event.choice) if asked and asked.kind is Asked.STAFF_MEANING else None
    if option is not None and arrival.event.choice and meaning(option).startswith("item"):
        return itemfacts.one(scope, db, int(meaning(option).removeprefix("item")))
    if answered is not None and answered.item_id is not None and answered.school_id == scope.school_id:
        return itemfacts.one(scope, db, answered.item_id)
    return None


def _answers_prompt(event: Inbound, answered: OutboxRow | None) -> bool:
    """What was asked last is meant: by a pressed button, by words in reply to nothing, or to the very question."""
    if event.kind is Kind.CHOICE or event.reply_to is None:
        return True
    return answered is not None and answered.item_id is None and answered.announcement_id is None


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
    """The post a button names; the one whose readers are being counted; the one an album's pictures belong to."""
    verb, numbers = pressed(arrival.event.choice)
    asked = arrival.conversation.open_question(arrival.now)
    wanted = numbers[0] if verb in VERBS and numbers else None
    if wanted is None and asked is not None and asked.kind in {Asked.ANNOUNCE_COUNT, Asked.EMERGENCY}:
        wanted = int(asked.data["draft"])
    if wanted is None and arrival.event.album and arrival.event.album == arrival.conversation.draft_album:
        wanted = arrival.conversation.draft_id
    return posting.draft(scope, db, arrival, wanted, staff_id)


def _offered(scope: Scope, db: Db, item: ItemFacts | None) -> tuple[int, str, tuple[File, ...]] | None:
    """The words and files of what a family would have on the class page."""
    found = messages.one(scope, db, item.message_ids[0]) if item and item.kind == POST and item.message_ids else None
    if found is None:
        return None
    return found.id, found.body, tuple(File(Kind(one.kind), one.mime) for one in medias.of_message(scope, db, found.id))


def _kept_text(scope: Scope, db: Db, arrival: Arrival) -> str:
    asked = arrival.conversation.open_question(arrival.now)
    if asked is None or asked.kind not in {Asked.STAFF_MEANING, Asked.STAFF_SURE, Asked.CORRECTION}:
        return ""
    kept = messages.one(scope, db, int(asked.data["message"]))
    return kept.body if kept else ""
