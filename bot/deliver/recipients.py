"""Who gets a row, asked anew at every send: role, cover, link, suspension, restriction, hours. Default deny (law 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import daywordfiles, serving
from bot.deliver.recovery import fallback_roles
from bot.domain import standing
from bot.domain.access import Action, Facts, Scope, may
from bot.domain.cover import on_duty, teacher_of
from bot.domain.daywords import read
from bot.domain.hours import is_open, next_opening
from bot.domain.leads import roles_named
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import Guardian, Role, Staff
from bot.domain.policy import Policy
from bot.domain.scope import trial_over
from bot.domain.sending import AskAway, Card, Handover, Letter, Notice, Reminder, Retraction, Teaser, Verdict
from bot.domain.subjects import Subject
from bot.handlers.base import ItemFacts
from bot.hub import Hub
from bot.rules import SchoolRules, day_began, local_day
from bot.serving import Served
from storage import announcements, asks, contacts, conversations, inbox, items, messages, outbox, roll, rota
from storage.accounts import AccountRow
from storage.contacts import ContactRow
from storage.db import Db
from storage.outbox import OutboxRow

_SOON = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class To:
    """Send it there. `person_key` seals the carrier's ids; `language` is the reader's."""

    account: AccountRow
    address: Address
    contact_id: int | None
    guardian_id: int | None
    staff_id: int | None
    language: str | None
    person_key: int


@dataclass(frozen=True, slots=True)
class Everyone:
    """A role: one row for each of these people instead. `role` is who has it now, when nobody held the one asked for."""

    staff_ids: tuple[int, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: this person's hours begin then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """Not one by one: all that comes in a lesson is told at its end."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Nobody:
    """`reason` is one of our words. `lost` means a person should be told that it did not arrive."""

    reason: str
    lost: bool = False


Outcome = To | Everyone | Later | Gathered | Nobody


def resolve(hub: Hub, scope: Scope, db: Db, row: OutboxRow, now: datetime) -> Outcome:
    rules = hub.rules.of(db, row.school_id, now)
    item = items.one(scope, db, row.item_id) if row.item_id is not None else None
    if row.role is not None:
        return _role(scope, db, row, item, rules, now)
    if row.staff_id is not None:
        return _staff(hub, scope, db, row, item, rules, now)
    if isinstance(row.content, Retraction):
        return _where_it_went(hub, scope, db, row, row.content, now)
    if row.guardian_id is not None:
        return _guardian(hub, scope, db, row, rules, now)
    return _as_it_came(hub, scope, db, row, rules, now)


def _role(scope: Scope, db: Db, row: OutboxRow, item: ItemFacts | None, rules: SchoolRules, now: datetime) -> Outcome:
    """Monday's cover gets Sunday's note: the role is resolved now, and the item must still be that role's."""
    stale = item is None or item.state != "open" or (item.role is not row.role and row.role not in item.also)
    if isinstance(row.content, Teaser) and (stale or (item and item.visible_from > now)):
        return Nobody("moved_on")
    if isinstance(row.content, Reminder) and not still_waits(row.content, item):
        return Nobody("moved_on")
    later = _closed(row, rules, now)
    if later is not None and (item is None or item.subject is not Subject.SAFEGUARDING):
        return later
    taught = _in_lesson(row, rules, now)
    if taught is not None:
        return Gathered(taught)
    first = _on_rota(scope, db, row, rules, now)
    if first:
        return first
    for role in _in_turn(row.role, rules.policy) if row.role else ():
        found = _reachable(scope, db, _holders(scope, db, role, row.class_id, rules, now, item))
        if found:
            return Everyone(found, role)
    return Nobody("nobody_holds_role", lost=True)


def _on_rota(scope: Scope, db: Db, row: OutboxRow, rules: SchoolRules, now: datetime) -> Everyone | None:
    """Of the safeguarding leads, whoever has the turn that day is told first; the line behind them stays."""
    guarding = rules.policy.safeguarding
    if not isinstance(row.content, Teaser) or row.lane != 0 or row.role is None or row.role not in guarding.lead:
        return None
    day, may_lead = local_day(rules.policy, now), (row.role, *guarding.lead, *guarding.deputy, Role.HEAD)
    turn = [one for staff_id in rota.on(scope, db, day) if (one := roll.staff(scope, db, staff_id, day))]
    for one in turn:
        role = next((role for role in may_lead if role in one.roles), None)
        if role and _reachable(scope, db, (one.id,)) and not _about(scope, db, row.content.item_id, one, rules):
            return Everyone((one.id,), role)
    return None


def _about(scope: Scope, db: Db, item_id: int, one: Staff, rules: SchoolRules) -> bool:
    """Nobody's turn makes them the reader of what is about themselves."""
    lead, words = frozenset(rules.policy.safeguarding.lead), daywordfiles.load()
    texts = [message.body for message in items.full_messages(scope, db, item_id)]
    return any(roles_named(text, read(text, words, None), [one], lead) for text in texts)


def still_waits(content: Reminder, item: ItemFacts | None) -> bool:
    """A take silences what asks for one; an answer, or any other end, silences everything."""
    if item is None or item.state not in {"open", "taken"}:
        return False
    return item.state == "open" if content.step.until_taken else not item.answered


def _in_turn(role: Role, policy: Policy) -> tuple[Role, ...]:
    """The role, then whoever stands in: the policy's deputies for danger, the office and the head in the end."""
    deputies = policy.safeguarding.deputy if role in policy.safeguarding.lead else ()
    return tuple(dict.fromkeys((role, *deputies, *fallback_roles(role))))


def _holders(
    scope: Scope,
    db: Db,
    role: Role,
    class_id: int | None,
    rules: SchoolRules,
    now: datetime,
    item: ItemFacts | None = None,
) -> tuple[int, ...]:
    day = local_day(rules.policy, now)
    if role is not Role.CLASS_TEACHER or class_id is None:
        return roll.holders(scope, db, role, day)
    duties, local = roll.duties(scope, db, day), now.astimezone(ZoneInfo(rules.policy.school.zone))
    covering = on_duty(duties, class_id, local)
    if item is not None:  # what came before a cover's slot stays the teacher's
        covering = tuple(one for one in covering if has_post(scope, db, one, item, rules, now))
    # PPA cover reads it first and it is in the class teacher's list all the same (BNV16).
    return covering or teacher_of(duties, class_id, day)


def _reachable(scope: Scope, db: Db, staff_ids: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(one for one in staff_ids if contacts.of_staff(scope, db, one))


def _closed(row: OutboxRow, rules: SchoolRules, now: datetime) -> Later | None:
    """A snow closure entered after the row was queued, or an outage that outlasted the day: nobody's evening rings."""
    if not isinstance(row.content, Teaser | Reminder | Handover) or row.lane == 0:
        return None
    calendar = rules.calendars.of(row.role or Role.OFFICE, row.class_id)
    opens = None if is_open(calendar, now) else next_opening(calendar, now)
    return Later(opens) if opens and opens > now else None


def _in_lesson(row: OutboxRow, rules: SchoolRules, now: datetime) -> datetime | None:
    """The end of the lesson a class's teacher is giving, for what can wait till then."""
    waits = isinstance(row.content, Teaser | Reminder) and row.lane != 0 and row.role is Role.CLASS_TEACHER
    return rules.calendars.lesson_end(row.class_id, now) if waits else None


def _staff(
    hub: Hub, scope: Scope, db: Db, row: OutboxRow, item: ItemFacts | None, rules: SchoolRules, now: datetime
) -> Outcome:
    member = roll.staff(scope, db, row.staff_id or 0, local_day(rules.policy, now))
    found = contacts.of_staff(scope, db, row.staff_id or 0) if member else []
    if not found:
        return Nobody("no_route")
    if isinstance(row.content, Teaser) and (item is None or member is None or item.state == "withdrawn"):
        return Nobody("moved_on")
    reads = isinstance(row.content, Teaser) or (isinstance(row.content, Reminder) and row.content.opens)
    if reads and item and member and not may_have(scope, db, member, item, rules, now):
        return Nobody("moved_on")
    if isinstance(row.content, Reminder) and not still_waits(row.content, item):
        return Nobody("moved_on")
    return _to(hub, scope, db, found[0], "en", row.content, now)


def is_theirs(scope: Scope, db: Db, staff_id: int, item_id: int, rules: SchoolRules, now: datetime) -> bool:
    """Whether the item is this person's to see now."""
    item = items.one(scope, db, item_id)
    member = roll.staff(scope, db, staff_id, local_day(rules.policy, now))
    return item is not None and member is not None and may_have(scope, db, member, item, rules, now)


def may_have(scope: Scope, db: Db, member: Staff, item: ItemFacts, rules: SchoolRules, now: datetime) -> bool:
    """Whether the item is this person's to see now: their class at this moment, or a role they hold."""
    if item.role is not Role.CLASS_TEACHER or item.also & member.roles:
        shared = Role.CLASS_TEACHER in item.also and has_post(scope, db, member.id, item, rules, now)
        return shared or item.belongs_to(member.roles)
    return has_post(scope, db, member.id, item, rules, now)


def has_post(scope: Scope, db: Db, staff_id: int, item: ItemFacts, rules: SchoolRules, now: datetime) -> bool:
    """Whether a message to a class's teacher is this person's to open now (BNV16)."""
    zone, waits = ZoneInfo(rules.policy.school.zone), item.state in {"open", "taken"}
    duties = roll.duties(scope, db, local_day(rules.policy, now))
    at, came = now.astimezone(zone), item.visible_from.astimezone(zone)
    begun = item.id in outbox.begun(scope, db, staff_id, day_began(rules.policy, now))
    return standing.has_post(duties, item.class_id or 0, staff_id, at, came, waits=waits, begun=begun)


def _guardian(hub: Hub, scope: Scope, db: Db, row: OutboxRow, rules: SchoolRules, now: datetime) -> Outcome:
    day = local_day(rules.policy, now)
    served = serving.guardian(scope, db, row.guardian_id or 0, day, rules.policy)
    if served is None:
        return Nobody("left")
    guardian = served.guardian
    if isinstance(row.content, Letter) and (trial_over(rules.policy.scope, day) or _unserved(scope, db, row, served)):
        return Nobody("not_allowed")
    suspended = guardian.suspended and not isinstance(row.content, Verdict)
    if _barred(scope, db, row, now, day_restricted=_restricted(scope, db, row), suspended=suspended):
        return Nobody("not_allowed")
    if isinstance(row.content, Notice) and not _still_meant(scope, db, row, rules, now):
        return Nobody("not_allowed")
    if isinstance(row.content, AskAway) and not _still_asked(scope, db, row.content, guardian.id, rules, now):
        return Nobody("moved_on")
    found = contacts.of_guardian(scope, db, guardian.id)
    if not found:
        return Nobody("no_route", lost=True)
    return _to(hub, scope, db, found[0], guardian.language, row.content, now)


def _barred(scope: Scope, db: Db, row: OutboxRow, now: datetime, *, day_restricted: bool, suspended: bool) -> bool:
    facts = Facts(own=True, linked=True, restricted=day_restricted, suspended=suspended)
    asked = Scope(scope.school_id, row.guardian_id, Role.GUARDIAN, "send")
    return not may(asked, Action.RECEIVE, facts, now)


def _unserved(scope: Scope, db: Db, row: OutboxRow, served: Served) -> bool:
    """Whether the adult took back their agreement for the child since this was queued."""
    letter = messages.one(scope, db, row.message_id) if row.message_id else None
    thread = messages.thread_of(scope, db, letter.thread_id) if letter and letter.thread_id else None
    return thread is not None and any(pupil.id == thread.pupil_id for pupil in served.awaiting)


def _restricted(scope: Scope, db: Db, row: OutboxRow) -> bool:
    """Whether a court order, or the end of the tie, came between since this was queued."""
    letter = messages.one(scope, db, row.message_id) if isinstance(row.content, Letter) and row.message_id else None
    thread = messages.thread_of(scope, db, letter.thread_id) if letter and letter.thread_id else None
    if letter is not None and thread is None:
        return roll.cut_off(scope, db, row.guardian_id or 0)
    return thread is not None and roll.restricted(scope, db, thread.guardian_id, thread.pupil_id)


def _still_meant(scope: Scope, db: Db, row: OutboxRow, rules: SchoolRules, now: datetime) -> bool:
    news = announcements.one(scope, db, row.announcement_id or 0)
    if news is None or row.guardian_id is None:
        return False
    day = local_day(rules.policy, now)
    return serving.still_meant(scope, db, news, row.guardian_id, day, rules.policy)


def _still_asked(
    scope: Scope, db: Db, content: AskAway, guardian_id: int, rules: SchoolRules, now: datetime
) -> bool:
    """The child is still missing without a word, and this adult may hear of it."""
    ask = asks.one(scope, db, content.ask_id)
    if ask is None or ask.state != "asked" or ask.guardian_id != guardian_id or ask.day != local_day(rules.policy, now):
        return False
    allowed = guardian_id in asks.adults(scope, db, ask.pupil_id)
    return allowed and ask.pupil_id not in asks.covered(scope, db, ask.day)


def _where_it_went(hub: Hub, scope: Scope, db: Db, row: OutboxRow, content: Retraction, now: datetime) -> Outcome:
    """What is taken back leaves the very phone it reached, whatever has become of the family's link since."""
    wrong = outbox.one(scope, db, content.outbox_id)
    if wrong is None or wrong.state in {"failed", "cancelled"} or row.guardian_id is None:
        return Nobody("never_sent")
    if wrong.state == "sending":
        return Later(now + _SOON)
    account = hub.accounts.get(wrong.account_id or 0)
    if account is None or account.carrier is not Carrier.TELEGRAM or not wrong.sent_ids or not wrong.sent_to:
        return Nobody("cannot_be_recalled", lost=True)
    address = Address(account.carrier, wrong.sent_to)
    key = contacts.person_key(scope, db, guardian_id=row.guardian_id, staff_id=None)
    return To(account, address, wrong.sent_contact_id, row.guardian_id, None, None, key)


def _as_it_came(hub: Hub, scope: Scope, db: Db, row: OutboxRow, rules: SchoolRules, now: datetime) -> Outcome:
    """An answer to whoever just wrote, linked or not, on the account they wrote to."""
    account = hub.accounts.get(row.account_id or 0)
    if account is None or row.to_value is None:
        return Nobody("no_route")
    address = Address(account.carrier, row.to_value)
    known = contacts.by_address(db, address, account.side, scope.school_id)[:1]
    contact = known[0] if known else None
    day = local_day(rules.policy, now)
    guardian = roll.guardian(scope, db, contact.guardian_id, day) if contact and contact.guardian_id else None
    language = "en" if account.side is Side.STAFF else _language(scope, db, account, address, guardian)
    key = account.key_id
    if contact is not None:
        key = contacts.person_key(scope, db, guardian_id=contact.guardian_id, staff_id=contact.staff_id)
    return To(
        account,
        address,
        contact.id if contact else None,
        guardian.id if guardian else None,
        contact.staff_id if contact else None,
        language,
        key,
    )


def _language(
    scope: Scope, db: Db, account: AccountRow, address: Address, guardian: Guardian | None
) -> str | None:
    """The adult's own; of somebody not linked, or not any more, what their code or they themselves said."""
    if guardian is not None:
        return guardian.language
    return conversations.load(scope, db, account.id, inbox.sender_of(db, account.id, address.value)).language


def _to(
    hub: Hub, scope: Scope, db: Db, contact: ContactRow, language: str | None, content: object, now: datetime
) -> Outcome:
    """The account the person wrote to; else any account of the school on that carrier and side."""
    account = account_for(hub, scope, contact)
    if account is None:
        return Nobody("no_route", lost=not isinstance(content, Card | Teaser))
    key = contacts.person_key(scope, db, guardian_id=contact.guardian_id, staff_id=contact.staff_id)
    return To(account, contact.address, contact.id, contact.guardian_id, contact.staff_id, language, key)


def account_for(hub: Hub, scope: Scope, contact: ContactRow) -> AccountRow | None:
    """The account the person wrote to; else any of the school's on that carrier and side."""
    wrote_to = hub.accounts.get(contact.account_id or 0)
    fits = (
        account
        for account in hub.accounts.values()
        if account.carrier is Carrier(contact.address.carrier)
        and account.side is contact.side
        and account.school_id in {scope.school_id, None}
    )
    return wrote_to or next(fits, None)
