"""Who gets a row, asked anew at every send: role, cover, link, suspension, restriction, hours. Default deny (law 2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import daywordfiles
from bot.deliver import families
from bot.deliver.outcomes import Everyone, Gathered, Later, Nobody, OnPage, Outcome, To
from bot.deliver.recovery import fallback_roles
from bot.deliver.theirs import has_post, may_have
from bot.deliver.ways import reached
from bot.domain.access import Scope
from bot.domain.cover import on_duty, teacher_of
from bot.domain.daywords import read
from bot.domain.hours import is_open, next_opening
from bot.domain.leads import roles_named
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import Guardian, Role, Staff
from bot.domain.policy import Policy
from bot.domain.sending import Blank, Digest, Handover, Reminder, Retraction, Teaser
from bot.domain.subjects import Subject
from bot.handlers.known import ItemFacts
from bot.hub import Hub
from bot.rules import SchoolRules, local_day, standing_on
from storage import contacts, conversations, inbox, itemfacts, outbox, roll, rota
from storage.accounts import AccountRow
from storage.db import Db
from storage.outbox import OutboxRow

_SOON = timedelta(seconds=5)


def resolve(hub: Hub, scope: Scope, db: Db, row: OutboxRow, rules: SchoolRules, now: datetime) -> Outcome:
    item = itemfacts.one(scope, db, row.item_id) if row.item_id is not None else None
    if row.role is not None:
        return _role(scope, db, row, item, rules, now)
    if row.staff_id is not None:
        return _staff(hub, scope, db, row, item, rules, now)
    if isinstance(row.content, Retraction | Blank):
        return _where_it_went(hub, scope, db, row, row.content, now)
    if row.guardian_id is not None:
        return families.adult(hub, scope, db, row, rules, now)
    return _as_it_came(hub, scope, db, row, rules, now)


def _role(scope: Scope, db: Db, row: OutboxRow, item: ItemFacts | None, rules: SchoolRules, now: datetime) -> Outcome:
    """Monday's cover gets Sunday's note: the role is resolved now, and the item must still be that role's."""
    stale = item is None or item.state != "open" or (item.role is not row.role and row.role not in item.also)
    if isinstance(row.content, Teaser) and (stale or (item and item.visible_from > now)):
        return Nobody("moved_on")
    if isinstance(row.content, Reminder) and not still_waits(row.content, item):
        return Nobody("moved_on")
    if _never_rings(row, rules.policy):
        return Nobody("no_push")
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
    texts = [message.body for message in itemfacts.full_messages(scope, db, item_id)]
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
    duties, local = standing_on(rules, day), now.astimezone(ZoneInfo(rules.policy.school.zone))
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


def _never_rings(row: OutboxRow, policy: Policy) -> bool:
    """At a school that rings no phone of its staff, what waits is in their list and at the console; danger and what is
    urgent ring all the same (law 6). Elsewhere phones ring in hours only (LT2, BNV40)."""
    return policy.staff.push == "never" and row.lane != 0 and isinstance(
        row.content, Teaser | Reminder | Handover | Digest
    )


def _in_lesson(row: OutboxRow, rules: SchoolRules, now: datetime) -> datetime | None:
    """The end of the lesson a class's teacher is giving, for what can wait till then."""
    waits = isinstance(row.content, Teaser | Reminder | Handover) and row.lane != 0 and row.role is Role.CLASS_TEACHER
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
    if (isinstance(row.content, Reminder) and not still_waits(row.content, item)) or _never_rings(row, rules.policy):
        return Nobody("moved_on")
    return reached(hub, scope, found[0], "en", row.content)


def _where_it_went(
    hub: Hub, scope: Scope, db: Db, row: OutboxRow, content: Retraction | Blank, now: datetime
) -> Outcome:
    """What is taken back leaves the very phone it reached, whatever has become of the family's link since."""
    wrong = outbox.one(scope, db, content.outbox_id)
    if wrong is None or wrong.state in {"failed", "cancelled"} or row.guardian_id is None:
        return Nobody("never_sent")
    if wrong.state == "sending":
        return Later(now + _SOON)
    if wrong.account_id == 0 and wrong.sent_contact_id is not None:  # it never left: it goes from their page
        key = contacts.person_key(scope, db, guardian_id=row.guardian_id, staff_id=None)
        return OnPage(wrong.sent_contact_id, key)
    account = hub.accounts.get(wrong.account_id or 0)
    if account is None or account.carrier is not Carrier.TELEGRAM or not wrong.sent_ids or not wrong.sent_to:
        return Nobody("cannot_be_recalled", lost=True)
    address = Address(account.carrier, wrong.sent_to)
    key = contacts.person_key(scope, db, guardian_id=row.guardian_id, staff_id=None)
    adult = roll.guardian(scope, db, row.guardian_id, now.date())
    return To(account, address, wrong.sent_contact_id, row.guardian_id, None, adult.language if adult else None, key)


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
    return To(
        account,
        address,
        contact.id if contact else None,
        guardian.id if guardian else None,
        contact.staff_id if contact else None,
        language,
        contact.key_id if contact else account.key_id,
    )


def _language(scope: Scope, db: Db, account: AccountRow, address: Address, guardian: Guardian | None) -> str | None:
    """The adult's own; of somebody not linked, or not any more, what their code or they themselves said."""
    if guardian is not None:
        return guardian.language
    return conversations.load(scope, db, account.id, inbox.sender_of(db, account.id, address.value)).language
