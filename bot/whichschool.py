"""An account that several schools share: whose message is it? A code decides, or the sender's own school; else they say.

What is remembered about the choice belongs to the account, not to a school: no school sees it (law 9).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import facts
from bot.domain.conversation import Asked, Conversation, Question
from bot.domain.hours import is_open
from bot.domain.mentions import mentioned
from bot.domain.messages import Inbound, Kind
from bot.domain.people import Pupil
from bot.domain.sending import Parcel, Words
from bot.domain.wording import Option, Phrase, say
from bot.handlers.families.join import typed_code
from bot.hub import Hub, as_hub
from bot.rules import local_day
from storage import accounts, contacts, conversations, inbox, invites, on_phones, outbox, roll
from storage.accounts import AccountRow
from storage.contacts import ContactRow
from storage.db import Db
from storage.ids import new_id

UNANSWERED = timedelta(minutes=10)
_REMEMBERED, _ASKED = timedelta(hours=4), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """`school_id` is sure, or None: then `candidates` are asked about. `known`: the sender has a child at each."""

    school_id: int | None
    candidates: tuple[int, ...] = ()
    known: bool = False


def choose(hub: Hub, db: Db, account: AccountRow, sender: bytes, event: Inbound) -> Choice:
    """Raises LookupError while there is no school at all."""
    if account.school_id is not None:
        return Choice(account.school_id)
    told = _by_code(hub, db, event) or _by_message(db, account, event)
    own = facts.schools_of(db, account, event)
    candidates = own or tuple(school.id for school in accounts.schools(db))
    if not candidates:
        raise LookupError("there is no school yet")
    if told is not None or len(candidates) == 1:
        return Choice(told or candidates[0])
    front = _front(db, account, sender)
    chosen = _answered(front, event, hub.now()) or _by_child(hub, db, account, event)
    chosen = chosen or _remembered(front, hub.now())
    return Choice(chosen if chosen in candidates else None, candidates, bool(own))


def _by_code(hub: Hub, db: Db, event: Inbound) -> int | None:
    typed = typed_code(event.text) if event.kind is Kind.TEXT else None
    now = hub.now()
    found = invites.find(db, typed, now, now.date()) if typed else None
    return found[0] if found else None


def _by_message(db: Db, account: AccountRow, event: Inbound) -> int | None:
    """A reply, or a button, belongs to the school whose message it answers."""
    found = on_phones.by_sent(db, account.id, event.sender.value, event.reply_to) if event.reply_to else None
    words = found.content if found else None
    asks = isinstance(words, Words) and say("ask.which_school") in words.phrases
    return found.school_id if found and not asks else None


def _by_child(hub: Hub, db: Db, account: AccountRow, event: Inbound) -> int | None:
    """Words that name a child, or a class, of one of the schools only: nobody is asked what they have said."""
    if not event.text.strip():
        return None
    names: dict[tuple[int, int, str], str] = {}
    for contact in contacts.by_address(db, event.sender, account.side, None):
        for pupil in _children(hub, db, contact):
            names[contact.school_id, pupil.id, "child"] = pupil.first_name
            names[contact.school_id, pupil.id, "class"] = pupil.school_class.name
    schools = {school_id for school_id, _, _ in mentioned(event.text, names)}
    return schools.pop() if len(schools) == 1 else None


def _children(hub: Hub, db: Db, contact: ContactRow) -> tuple[Pupil, ...]:
    scope, now = as_hub(contact.school_id, "which_school"), hub.now()
    day = local_day(hub.rules.of(db, contact.school_id, now).policy, now)
    guardian = roll.guardian(scope, db, contact.guardian_id, day) if contact.guardian_id else None
    return guardian.pupils if guardian else ()


def _key(db: Db, sender: bytes) -> bytes:
    return db.keys.blind("which_school", sender.hex())


def _desk(db: Db) -> int:
    """Rows need a school; this one's only lends its number, and the state is sealed under the account's key."""
    return accounts.schools(db)[0].id


def _front(db: Db, account: AccountRow, sender: bytes) -> Conversation:
    return conversations.load(as_hub(_desk(db), "which_school"), db, account.id, _key(db, sender))


def _keep(db: Db, account: AccountRow, sender: bytes, front: Conversation, now: datetime) -> None:
    scope = as_hub(_desk(db), "which_school")
    conversations.save(scope, db, account.id, _key(db, sender), account.key_id, front, now)


def _answered(front: Conversation, event: Inbound, now: datetime) -> int | None:
    asked = front.open_question(now)
    option = asked.chosen(event.text if event.kind is Kind.TEXT else None, event.choice) if asked else None
    return int(option.data.rsplit(".", 1)[1]) if option else None


def _remembered(front: Conversation, now: datetime) -> int | None:
    return front.remembered(now)[0] if front.remembered(now) else None


def settle(db: Db, account: AccountRow, sender: bytes, event: Inbound, choice: Choice, now: datetime) -> bool:
    """Remember the choice. True when this event was only the answer: what waited for it is handled now."""
    if account.school_id is not None or len(choice.candidates) < 2 or choice.school_id is None:
        return False
    front = _front(db, account, sender)
    answer = _answered(front, event, now) is not None
    kept = replace(front.settled(), pupil_ids=(choice.school_id,), pupil_until=now + _REMEMBERED)
    _keep(db, account, sender, kept, now)
    return answer and inbox.unpark(db, account.id, sender) > 0


def ask(hub: Hub, db: Db, account: AccountRow, sender: bytes, event: Inbound, choice: Choice) -> None:
    """By name, with digits or buttons. Asked once; more words of the same sender wait with the first."""
    front, now = _front(db, account, sender), hub.now()
    if (
        front.open_question(now) is not None
        and front.replies_since
        and now - front.replies_since < timedelta(minutes=1)
    ):
        return
    number = front.questions + 1
    options = tuple(Option(_name(hub, db, one), f"school.{number}.{one}") for one in choice.candidates)
    question = Question(id=number, kind=Asked.WHICH_SCHOOL, options=options, expires_at=now + _ASKED)
    _keep(db, account, sender, replace(front.ask(question), replies_since=now), now)
    words = (*_if_closed(hub, db, choice.candidates, now), say("ask.which_school"))
    parcel = Parcel(content=Words(words, options), due_at=now)
    scope = as_hub(choice.candidates[0], "which_school")
    value, key = event.sender.value, account.key_id
    outbox.add(scope, db, parcel, new_id(), now, account_id=account.id, to_value=value, to_key=key)


def _if_closed(hub: Hub, db: Db, candidates: tuple[int, ...], now: datetime) -> tuple[Phrase, ...]:
    """Whose office could be rung is not known yet; while any is closed, danger is not left without a number (law 6)."""
    offices = (hub.rules.of(db, school_id, now).calendars.office for school_id in candidates)
    return () if all(is_open(office, now) for office in offices) else (say("emergency.call"),)


def _name(hub: Hub, db: Db, school_id: int) -> str:
    """Public: a school's name is on its gate."""
    school = hub.rules.of(db, school_id, hub.now()).policy.school
    return school.name or school.short_name or f"{school_id}"
