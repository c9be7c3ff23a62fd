"""For those who watch over classes: what each was told and what waits there. Every look is on record (LT19, PH20)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from starlette.responses import Response

from bot.domain.access import Action, Facts
from bot.domain.effects.items import ThreadOf
from bot.domain.people import SchoolClass
from bot.domain.reviewing import unseen_for, watches
from bot.domain.subjects import Subject
from bot.domain.wording import Who
from bot.handlers.known import ItemFacts
from bot.handlers.staff import late
from bot.web.console import thread
from bot.web.console.door import Post, Values, frame
from bot.web.console.rendering import page
from bot.web.console.visit import Look, NotHere, Visitor, look_at, put_on_record
from storage import announcements, itemfacts, itemlists, messages, news, reports, threads
from storage.db import Db

PATH = "/console/classes"
VIEWED, THREAD = "class_page_viewed", "thread_viewed"


def view(look: Look) -> Values:
    _demand(look.visitor)
    viewed = reports.viewed(look.scope, look.db, VIEWED)
    waiting = itemlists.unanswered(look.scope, look.db, look.now)
    rows = [_row(look, one, viewed.get(one.id), waiting) for one in look.context.classes]
    return {
        "rows": rows,
        "every": look.visitor.policy.monitor.every_days,
        "unseen": [row["name"] for row in rows if row["unseen"] is not None],
    }


def _row(look: Look, one: SchoolClass, seen: datetime | None, waiting: tuple[ItemFacts, ...]) -> dict[str, object]:
    here = [item for item in waiting if item.class_id == one.id]
    overdue = [item for item in here if late.is_late(look.context, item)]
    return {
        "id": one.id,
        "name": one.name,
        "waiting": len(here),
        "late": len(overdue),
        "oldest": look.when(min((item.visible_from for item in overdue), default=None)),
        "seen": look.when(seen),
        "unseen": unseen_for(look.visitor.policy, seen, look.now),
    }


def _demand(visitor: Visitor) -> None:
    """Besides the role the school's own rules say who watches."""
    if not watches(visitor.policy, visitor.roles):
        raise NotHere


async def looked(visitor: Visitor, path: Mapping[str, int], _: Mapping[str, str]) -> None:
    """On record before it is shown. Nothing of it changes what is seen or unseen."""
    _demand(visitor)
    await visitor.hub.write(lambda db: put_on_record(visitor, db, VIEWED, "class", path["class"]))


def one(look: Look) -> Values:
    found = look.context.class_of(look.path["class"])
    if found is None:
        raise NotHere
    rows = threads.of_classes(look.scope, look.db, [found.id], most=200)
    told = [
        (line, announcements.one(look.scope, look.db, line.id)) for line in news.of_class(look.scope, look.db, found.id)
    ]
    return {
        "school_class": found,
        "told": [
            {"when": look.when(line.at), "by": look.name(Who.STAFF, line.staff_id), "text": body.body}
            for line, body in told
            if body is not None
        ],
        "threads": [
            {
                "id": row.id,
                "child": look.name(Who.PUPIL, row.pupil_id),
                "adult": look.name(Who.GUARDIAN, row.guardian_id),
                "when": look.when(row.last_at),
            }
            for row in rows
        ],
    }


def ask(look: Look) -> Values:
    """A private thread is shown for a reason only."""
    _demand(look.visitor)
    of = messages.thread_of(look.scope, look.db, look.path["thread"])
    if of is None:
        raise NotHere
    return {"thread": look.path["thread"], "said": None, "reason": "", **_whose(look, of)}


def _whose(look: Look, of: ThreadOf) -> dict[str, object]:
    return {
        "class_id": of.class_id,
        "child": look.name(Who.PUPIL, of.pupil_id),
        "adult": look.name(Who.GUARDIAN, of.guardian_id),
        "school_class": look.class_name(of.class_id),
    }


async def show(post: Post) -> Response:
    """The reason is kept sealed beside who looked and when; what is held or the safeguarding lead's is not shown."""
    visitor, thread_id = post.visitor, post.path["thread"]
    _demand(visitor)
    reason = " ".join(post.form.get("reason", "").split())[:500]

    def unit(db: Db) -> Response:
        look = look_at(visitor, db, post.path)
        of = messages.thread_of(look.scope, db, thread_id)
        if of is None:
            raise NotHere
        said = None
        if reason:
            put_on_record(visitor, db, THREAD, "pupil", of.pupil_id, reason="stated", detail=reason)
            said = thread.of_items(look, _visible(look, thread_id))
        values = {"thread": thread_id, "said": said, "reason": reason, **_whose(look, of)}
        return page("look", 200, {**frame(look, PATH), **values})

    return await visitor.hub.write(unit)


def _visible(look: Look, thread_id: int) -> list[ItemFacts]:
    found = itemfacts.several(look.scope, look.db, threads.newest_items(look.scope, look.db, [thread_id], 100))
    return [one for one in found if look.visitor.may(Action.VIEW_THREAD, _facts(one))]


def _facts(item: ItemFacts) -> Facts:
    return Facts(linked=True, visible_from=item.visible_from, danger=item.subject is Subject.SAFEGUARDING)
