"""One item opened: child, class and adult, the words, what the hub thinks and why, the answer, and what one tap can do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot import act
from bot.act import Wish
from bot.deliver import before, strangers, translating
from bot.deliver.taps import taps
from bot.deliver.teasers import title
from bot.domain.access import Action
from bot.domain.people import Role
from bot.domain.ready_replies import REPLIES, code_of
from bot.domain.refs import button, pressed
from bot.domain.sending import Words
from bot.domain.subjects import Subject
from bot.domain.wording import Who, say
from bot.handlers.known import ItemFacts
from bot.handlers.staff import rights
from bot.handlers.staff.answer import leaves_at
from bot.phrases import render_option
from bot.web.console import thread
from bot.web.console.door import Post, Values
from bot.web.console.queue import visible
from bot.web.console.visit import Look, NotHere, Visitor
from storage import contacts, itemfacts, threads

_RUNG = frozenset({"call_back", "not_reached", "not_recalled", "join", "missing", "call"})
_FIRST = frozenset({"confirm", "link", "met"})  # what most people come for
_ASIDE = frozenset({"danger"})  # never beside the others: pressed by mistake it alarms people


async def opened(visitor: Visitor, path: Mapping[str, int], _: Mapping[str, str]) -> None:
    """Opening is what the staff bot's Open is: seen, on record, the family told where the school wants that."""
    answer = await act.act(visitor.hub, visitor.actor, Wish(choice=button("open", path["item"])))
    if any(isinstance(one, Words) for one in answer.contents):
        raise NotHere
    await translating.for_item(visitor.hub, visitor.session.school_id, path["item"])


def view(look: Look) -> Values:
    item = itemfacts.one(look.scope, look.db, look.path["item"])
    if item is None:
        raise NotHere
    earlier = _earlier(look, item)
    return {
        "item": item,
        "title": look.say(title(item)),
        "child": look.name(Who.PUPIL, item.pupil_id),
        "adult": look.name(Who.GUARDIAN, item.guardian_id),
        "school_class": look.class_name(item.thread.class_id if item.thread else item.class_id),
        "reads": look.language(item.language),
        "reads_tag": item.language or "en",
        "route": {"telegram": "on Telegram", "sms": "by SMS"}.get(item.route, "") if item.guardian_id else "",
        "why": itemfacts.because(look.scope, look.db, item.id),
        "numbers": _numbers(look, item),
        "state": _state(look, item),
        "said": thread.of_items(look, [item]),
        "earlier": thread.of_items(look, earlier),
        "before": before.lines(look.desk, item),
        "buttons": [one for one in _buttons(look, item) if pressed(one[1])[0] not in _ASIDE],
        "aside": [one for one in _buttons(look, item) if pressed(one[1])[0] in _ASIDE],
        "may_answer": _may_answer(look, item),
        "first": _FIRST,
        "leaves": _leaves(look, item),
        "undo": look.visitor.policy.send.undo_s,
        "translates": translates(look),
        "danger": item.subject is Subject.SAFEGUARDING,
        "ready": [(code_of(key), text) for key, text in REPLIES.items()],
    }


def translates(look: Look) -> bool:
    """Whether what staff write goes out in the families' languages here."""
    return look.visitor.hub.translation.available and look.visitor.policy.translation.outbound


def _leaves(look: Look, item: ItemFacts) -> str:
    """Told only when it is later than the time to undo it."""
    due = leaves_at(look.context, item)
    return look.when(due) if due > look.now + timedelta(seconds=look.visitor.policy.send.undo_s) else ""


def _numbers(look: Look, item: ItemFacts) -> list[str]:
    """The office needs them to ring; a teacher never sees one."""
    if item.guardian_id is None:
        found = strangers.number(look.scope, look.db, item)
        return [found] if found else []
    if item.role is Role.CLASS_TEACHER or item.kind not in _RUNG:
        return []
    return sorted(contacts.numbers_on_roll(look.scope, look.db, guardian_id=item.guardian_id))


def _state(look: Look, item: ItemFacts) -> str:
    if item.state == "taken":
        return look.say(say("staff.card.taken", who=look.name(Who.STAFF, item.taken_by) or "?"))
    if item.state == "done":
        return look.say(say("staff.card.done", outcome=say(f"staff.outcome.{item.outcome}")))
    return ""


def _buttons(look: Look, item: ItemFacts) -> list[tuple[str, str]]:
    return [(render_option(one, look.desk.reader), one.data) for one in taps(look.desk, item)]


def _earlier(look: Look, item: ItemFacts) -> list[ItemFacts]:
    """The rest of the thread, as far as it is this person's to read."""
    if item.thread_id is None:
        return []
    latest = threads.newest_items(look.scope, look.db, [item.thread_id], 21)
    others = [one for one in latest if one != item.id]
    return visible(look.visitor, itemfacts.several(look.scope, look.db, others[-20:]))


def _may_answer(look: Look, item: ItemFacts) -> bool:
    facts = rights.item_facts(look.context, item)
    return item.guardian_id is not None and rights.allowed(look.context, Action.ANSWER, facts)


async def reply(post: Post) -> str:
    """What the staff bot does with a reply to its card; echoed with everything that could be wrong with it."""
    item_id = post.path["item"]
    await post.act(text=post.form.get("text", "").strip(), item_id=item_id)
    return f"/console/item/{item_id}"
