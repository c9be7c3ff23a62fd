"""The school, or one class, does not open: who is affected is shown first; held messages get their new time by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.calendar import ClosureKind
from bot.domain.wording import say
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look, put_on_record
from bot.web.numbers import number_in
from storage import dates, held, policies, roll
from storage.db import Db
from storage.policies import ClosureRow

PATH = "/console/closure"
_KINDS = (("snow", "Closed today in a hurry: snow, heating, flood"), ("inset", "INSET day"), ("other", "Another reason"))


def view(look: Look) -> Values:
    rows = policies.calendar_rows(look.db, look.scope.school_id).closures
    return {
        "kinds": _KINDS,
        "classes": look.context.classes,
        "coming": [
            {
                "key": _key(row),
                "kind": row.kind.replace("_", " "),
                "days": _days(row.first_day, row.last_day),
                "school_class": look.class_name(row.class_id),
            }
            for row in rows
            if row.last_day >= look.day
        ],
        "wanted": _wanted(look),
        "today": look.day.isoformat(),
    }


def _key(row: ClosureRow) -> str:
    return f"{row.kind} {row.first_day} {row.last_day} {row.class_id or ''}"


def _days(first: date, last: date) -> str:
    return f"{first:%A %-d %B}" if first == last else f"{first:%A %-d %B} to {last:%A %-d %B}"


def _wanted(look: Look) -> dict[str, object] | None:
    """What the address asks about, before it is done: whom it touches."""
    asked = _read(look.query)
    if asked is None:
        return None
    kind, first, last, class_id = asked
    pupils = [one for one in roll.pupils(look.scope, look.db, first) if class_id in (None, one.school_class.id)]
    waiting = held.items(look.scope, look.db)
    return {
        "kind": kind,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "class_id": class_id or "",
        "days": _days(first, last),
        "whom": look.class_name(class_id) or "the whole school",
        "children": len(pupils),
        "held": len(waiting),
    }


def _read(form: Mapping[str, str]) -> tuple[str, date, date, int | None] | None:
    try:
        first = date.fromisoformat(form.get("first", ""))
        last = date.fromisoformat(form.get("last", "") or form.get("first", ""))
    except ValueError:
        return None
    kind, wanted = form.get("kind", "snow"), form.get("class", "")
    if kind not in {one for one, _ in _KINDS} or last < first:
        return None
    return kind, first, last, number_in(wanted)


async def close(post: Post) -> str:
    asked, visitor = _read(post.form), post.visitor
    if asked is None:
        await post.say(say("staff.closure_how"))
        return PATH
    kind, first, last, class_id = asked

    def unit(db: Db) -> None:
        policies.add_closure(visitor.scope(), db, str(ClosureKind(kind)), first, last, class_id=class_id)
        put_on_record(visitor, db, "closure_declared", "class" if class_id else "school", class_id or visitor.session.school_id, reason=kind)

    await visitor.hub.write(unit)
    await post.say(say("staff.closure_set"))
    return PATH


async def undo(post: Post) -> str:
    visitor, wanted = post.visitor, post.form.get("closure", "")

    def unit(db: Db) -> None:
        rows = policies.calendar_rows(db, visitor.session.school_id).closures
        for row in (one for one in rows if _key(one) == wanted):
            dates.take_back(visitor.scope(), db, row)
            put_on_record(visitor, db, "closure_undone", "school", visitor.session.school_id)

    await visitor.hub.write(unit)
    await post.say(say("staff.closure_undone"))
    return PATH
