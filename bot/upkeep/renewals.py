"""A new text: everybody who agreed to an earlier one is asked at the next opening, and reminded twice (LT23, BNV41)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.domain.access import Scope
from bot.domain.agreeing import RENEWAL, ask
from bot.domain.consent import Papers, State, Version, lines_of, open_questions, standing
from bot.domain.conversation import Asked, Conversation
from bot.domain.inviting import Invitee
from bot.domain.policy import Policy
from bot.domain.scope import serves
from bot.domain.sending import Lane, Parcel
from bot.domain.wording import say
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules, local_day
from bot.upkeep.opening import opening_from
from storage import adults, chores, contacts, conversations, inbox, outbox, slips
from storage.contacts import ContactRow
from storage.db import Db
from storage.ids import new_id

_REMINDERS, _APART = 2, timedelta(days=7)
_MAY_CLOSE = {Asked.NOT_THAT, Asked.AGREE}  # any other question of ours stays open; the next reminder asks


def due(hub: Hub, db: Db, school_id: int) -> tuple[str, int] | None:
    """The chore and how often it has been asked before, when its time has come."""
    scope, now = as_hub(school_id, "renewal"), hub.now()
    renewing = [one for one in slips.versions(scope, db, "families") if one.renews]
    if not renewing:
        return None
    rules = hub.rules.of(db, school_id, now)
    for count in range(_REMINDERS, -1, -1):
        at = opening_from(rules, renewing[-1].published_at + count * _APART)
        if at is not None and at <= now:
            name = _name(renewing[-1], count)
            return None if chores.done(scope, db, name) else (name, count)
    return None


def _name(version: Version, count: int) -> str:
    return f"renew:{version.id}:{count}"


def do(hub: Hub, db: Db, school_id: int, chore: tuple[str, int]) -> bool:
    """True when somebody was asked."""
    name, count = chore
    scope, now = as_hub(school_id, "renewal"), hub.now()
    if not chores.once(scope, db, name, now):
        return False
    rules = hub.rules.of(db, school_id, now)
    day = local_day(rules.policy, now)
    asked = [_ask(scope, db, one, rules, name, count, now) for one in _to_renew(scope, db, now, day, rules.policy)]
    return any(asked)


def _to_renew(scope: Scope, db: Db, now: datetime, day: date, policy: Policy) -> list[Invitee]:
    joined = [one for one in adults.invitees(scope, db, now, day) if one.joined]
    return [one for one in joined if any(_stale(policy, one.papers, pupil_id) for pupil_id in _pupils(one, policy))]


def _pupils(adult: Invitee, policy: Policy) -> tuple[int, ...]:
    return tuple(tie.pupil_id for tie in adult.responsible_for if serves(policy.scope, tie.school_class))


def _stale(policy: Policy, papers: Papers, pupil_id: int) -> bool:
    return standing(policy, papers, pupil_id).state is State.RENEW


def _ask(scope: Scope, db: Db, adult: Invitee, rules: SchoolRules, name: str, count: int, now: datetime) -> bool:
    found = contacts.of_guardian(scope, db, adult.guardian_id)
    waiting = open_questions(adult.papers, lines_of(rules.policy), _pupils(adult, rules.policy))
    if not found or not waiting or found[0].account_id is None:
        return False
    conversation = _conversation(scope, db, found[0])
    already = conversation.open_question(now)
    if already is not None and already.kind not in _MAY_CLOSE:
        return False
    lead = say("agree.reminder" if count else "agree.renewed")
    conversation, words = ask(conversation, waiting[0], RENEWAL, now, lead)
    _save(scope, db, found[0], conversation, now)
    parcel = Parcel(
        content=words, due_at=now, lane=Lane.NEWS, guardian_id=adult.guardian_id, intent=f"{name}:{adult.guardian_id}"
    )
    return outbox.add(scope, db, parcel, new_id(), now)


def _conversation(scope: Scope, db: Db, contact: ContactRow) -> Conversation:
    sender = inbox.sender_of(db, contact.account_id or 0, contact.address.value)
    return conversations.load(scope, db, contact.account_id or 0, sender)


def _save(scope: Scope, db: Db, contact: ContactRow, conversation: Conversation, now: datetime) -> None:
    account_id = contact.account_id or 0
    key_id = contacts.person_key(scope, db, guardian_id=contact.guardian_id, staff_id=None)
    sender = inbox.sender_of(db, account_id, contact.address.value)
    conversations.save(scope, db, account_id, sender, key_id, conversation, now)
