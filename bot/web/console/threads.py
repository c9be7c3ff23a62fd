"""Messages of my classes: one thread for each family and child, as far as each of its items is this person's to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    newest = _newest(look, rows)
    waiting = Counter(item.thread_id for item in visible(look.visitor, look.context.open_items))
    return {"rows": [_row(look, one, newest[one.id], waiting[one.id]) for one in rows if one.id in newest]}


def _newest(look: Look, rows: Sequence[ThreadRow]) -> dict[int, datetime]:
    """Of each thread with something to read, when the last of it could first be read. Where the last few are none of
    theirs to read, more are looked at.
    """
    found: dict[int, datetime] = {}
    for each in (_FEW, _EACH):
        left = [one.id for one in rows if one.id not in found]
        items = itemfacts.several(look.scope, look.db, threads.newest_items(look.scope, look.db, left, each))
        for item in visible(look.visitor, items):
            key = item.thread_id or 0
            found[key] = max(item.visible_from, found.get(key, item.visible_from))
    return found


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
    found = itemfacts.several(look.scope, look.db, threads.newest_items(look.scope, look.db, [thread_id], most))
    return visible(look.visitor, found)


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
