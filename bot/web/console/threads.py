"""Messages of my classes: one thread for each family and child, as far as each of its items is this person's to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.domain.access import Action
from bot.domain.people import DutyKind
from bot.domain.wording import Who
from bot.handlers.known import ItemFacts
from bot.handlers.staff import rights
from bot.web.console import thread
from bot.web.console.door import Values
from bot.web.console.queue import visible
from bot.web.console.visit import Look, NotHere
from storage import itemfacts, messages, threads
from storage.threads import ThreadRow

_MOST, _FEW, _EACH = 60, 2, 8
_READS = frozenset({DutyKind.TEACHES, DutyKind.COVERS})


def view(look: Look) -> Values:
    """Threads with something this person may read, the newest first; what is held is not there yet."""
    mine = look.visitor.session.staff_id
    classes = {duty.class_id for duty in look.context.duties if duty.staff_id == mine and duty.kind in _READS}
    rows = threads.of_classes(look.scope, look.db, classes, most=_MOST)
    waits: dict[int, list[datetime]] = defaultdict(list)
    for item in _seen(look, threads.waiting_items(look.scope, look.db, [one.id for one in rows])):
        waits[item.thread_id or 0].append(item.visible_from)
    newest = _newest(look, rows, {thread_id: max(times) for thread_id, times in waits.items()})
    return {"rows": [_row(look, one, newest[one.id], len(waits[one.id])) for one in rows if one.id in newest]}


def _newest(look: Look, rows: Sequence[ThreadRow], waiting: Mapping[int, datetime]) -> dict[int, datetime]:
    """Of each thread with something to read, when the last could first be read of what waits and of what was written last.
    Where the last few are none of theirs to read, more are looked at.
    """
    found = dict[int, datetime]()
    for each in (_FEW, _EACH):
        left = [one.id for one in rows if one.id not in found]
        for item in _seen(look, threads.newest_items(look.scope, look.db, left, each)):
            key = item.thread_id or 0
            found[key] = max(item.visible_from, found.get(key, item.visible_from))
    return {one: max(at for at in (found.get(one), waiting.get(one)) if at) for one in {*found, *waiting}}


def _seen(look: Look, item_ids: Collection[int]) -> list[ItemFacts]:
    """As far as they are this person's to read now."""
    return visible(look.visitor, itemfacts.several(look.scope, look.db, item_ids))


def _row(look: Look, one: ThreadRow, newest: datetime, waiting: int) -> dict[str, object]:
    return {
        "id": one.id,
        "child": look.name(Who.PUPIL, one.pupil_id),
        "adult": look.name(Who.GUARDIAN, one.guardian_id),
        "school_class": look.class_name(one.class_id),
        "when": look.when(newest),
        "waiting": waiting,
    }


def readable(look: Look, thread_id: int, most: int = 50) -> list[ItemFacts]:
    """The latest items of a thread, as far as they are this person's to read now."""
    return _seen(look, threads.newest_items(look.scope, look.db, [thread_id], most))


def one(look: Look) -> Values:
    """What waits is listed to be opened, as opening marks it as seen; the rest is read here."""
    thread_of = messages.thread_of(look.scope, look.db, look.path["thread"])
    theirs = readable(look, look.path["thread"]) if thread_of else []
    if thread_of is None or not theirs:
        raise NotHere
    unseen = [item for item in theirs if not item.seen and item.state == "open"]
    read = [item for item in theirs if item not in unseen]
    last = next((item for item in reversed(read) if _answerable(look, item)), None)
    return {
        "child": look.name(Who.PUPIL, thread_of.pupil_id),
        "adult": look.name(Who.GUARDIAN, thread_of.guardian_id),
        "school_class": look.class_name(thread_of.class_id),
        "unseen": [(item.id, look.when(item.visible_from)) for item in unseen],
        "said": thread.of_items(look, read),
        "last": last,
    }


def _answerable(look: Look, item: ItemFacts) -> bool:
    return item.guardian_id is not None and rights.allowed(
        look.context, Action.ANSWER, rights.item_facts(look.context, item)
    )
