"""What somebody who is not the class's own teacher needs to go on from: what was said last, and what was promised.

Cover sees the thread's last exchange, never the rest of it (BNV16); the next of a ladder sees what the step before
answered (LT35). An exchange is an answer that has left and what it answered; words of a private matter are not shown on.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.deliver.desk import Desk
from bot.domain.cover import teacher_of
from bot.domain.people import Role
from bot.domain.reminding import promised
from bot.domain.subjects import PRIVATE
from bot.domain.wording import Name, Phrase, When, Who, say
from bot.handlers.known import ItemFacts
from bot.phrases import render
from bot.rules import local_day, standing_on
from storage import itemfacts, messages, on_phones, threads
from storage.messages import MessageRow

_FAR = 10
"""How many items back an exchange is looked for."""


def lines(desk: Desk, item: ItemFacts) -> list[str]:
    """Nothing for the class's own teacher, who has the thread, and for what stands in none."""
    if item.thread_id is None or not (_is_covered(desk, item) or _is_further_up(item)):
        return []
    return [*_exchange(desk, item), *_promise(desk, item)]


def _is_covered(desk: Desk, item: ItemFacts) -> bool:
    day = local_day(desk.rules.policy, desk.now)
    own = teacher_of(standing_on(desk.rules, day), item.class_id or 0, day)
    return item.role is Role.CLASS_TEACHER and desk.to.staff_id not in own


def _is_further_up(item: ItemFacts) -> bool:
    return bool(item.rung) and item.role is not Role.CLASS_TEACHER


def _exchange(desk: Desk, item: ItemFacts) -> list[str]:
    for one in _earlier(desk, item):
        answers = _answers(desk, one)
        if answers:
            asked = itemfacts.full_messages(desk.scope, desk.db, one.id)
            return ["", *_asked(desk, asked), *(line for each in answers for line in _answered(desk, each))]
    return []


def _earlier(desk: Desk, item: ItemFacts) -> Iterator[ItemFacts]:
    """Matters of the class's teacher in the same thread, the newest first; for the next of a ladder the same matter alone."""
    ids = [one for one in threads.items_of(desk.scope, desk.db, item.thread_id or 0) if one < item.id]
    for one in reversed(itemfacts.several(desk.scope, desk.db, ids[-_FAR:])):
        same = bool(set(one.message_ids) & set(item.message_ids))
        if same if _is_further_up(item) else one.role is Role.CLASS_TEACHER and one.subject not in PRIVATE:
            yield one


def _answers(desk: Desk, item: ItemFacts) -> list[MessageRow]:
    """Those that left and were not taken back."""
    letters = on_phones.letters(desk.scope, desk.db, item.id)
    left = [one.message_id for one in letters if one.state in {"sent", "delivered"} and one.message_id is not None]
    found = (messages.one(desk.scope, desk.db, one) for one in dict.fromkeys(left))
    return [one for one in found if one is not None]


def _asked(desk: Desk, asked: list[MessageRow]) -> list[str]:
    if not asked:
        return []
    head = render(say("staff.card.before", when=When(asked[0].sent_at)), desk.reader)
    return [head, *(one.body for one in asked if one.body.strip())]


def _answered(desk: Desk, answer: MessageRow) -> list[str]:
    who: Name | str = Name(Who.STAFF, answer.staff_id) if answer.staff_id is not None else "?"
    return [render(say("staff.card.before_answer", who=who, when=When(answer.sent_at)), desk.reader), answer.body]


def _promise(desk: Desk, item: ItemFacts) -> list[str]:
    """By when the family was told that it has an answer."""
    rules = desk.rules
    due = promised(item.role, item.class_id, item.visible_from, rules.policy, rules.calendars)
    if due is None or item.answered:
        return []
    said: Phrase = say("staff.card.promise", when=When(due))
    return ["", render(said, desk.reader)]
