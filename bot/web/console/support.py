"""Support access: the technician asks, head or data protection officer lets in for an hour, every look is on record (DPIA29)."""

from __future__ import annotations

from collections.abc import Mapping

from bot import office, support
from bot.domain.access import Action, Facts
from bot.domain.subjects import Subject
from bot.domain.wording import Who, say
from bot.handlers.known import ItemFacts
from bot.support import Grant
from bot.web.console import thread
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look, NotHere, Visitor, look_at, put_on_record
from bot.web.numbers import number_in
from storage import adults, itemfacts, messages, threads
from storage.db import Db

PATH = "/console/support"
_SHOWN = 20


def view(look: Look) -> Values:
    mine, grants = look.visitor.session.staff_id, support.grants(look.scope, look.db)
    lets, search = look.visitor.could(Action.GRANT_SUPPORT), look.query.get("search", "").strip()
    waits = support.asked(look.scope, look.db, look.now)
    return {
        "asks": look.visitor.could(Action.ASK_SUPPORT),
        "lets": lets,
        "search": search,
        "waits": [(one.id, look.name(Who.STAFF, one.staff_id), look.when(one.at), one.reason) for one in waits if lets or one.staff_id == mine],
        "found": _threads(look, search) if lets and search else [],
        "now": [_line(look, one) for one in grants if one.until > look.now and one.staff_id == mine],
        "record": [_line(look, one) for one in grants[:_SHOWN]] if lets else [],
    }


def _threads(look: Look, search: str) -> list[tuple[int, str]]:
    people = office.named(adults.invitees(look.scope, look.db, look.now, look.day), search)
    return [(one.id, _whose(look, one.id)) for who in people for one in threads.of_adult(look.scope, look.db, who.guardian_id)]


def _whose(look: Look, thread_id: int) -> str:
    of = messages.thread_of(look.scope, look.db, thread_id)
    return f"{look.name(Who.GUARDIAN, of.guardian_id)} about {look.name(Who.PUPIL, of.pupil_id)}" if of else "no longer kept"


def _line(look: Look, one: Grant) -> dict[str, object]:
    return {
        "thread": one.thread_id,
        "whose": _whose(look, one.thread_id),
        "who": look.name(Who.STAFF, one.staff_id),
        "by": look.name(Who.STAFF, one.by),
        "until": f"{one.until.astimezone(look.zone):%a %-d %b %Y %H:%M}",
        "reason": one.reason,
    }


async def ask(post: Post) -> str:
    visitor, reason = post.visitor, " ".join(post.form.get("reason", "").split())[:500]
    if not reason:
        await post.say(say("staff.support_why"))
        return PATH
    scope = visitor.acting(Action.ASK_SUPPORT)
    await visitor.hub.write(lambda db: support.ask(scope, db, visitor.now, visitor.context.day, reason))
    visitor.hub.deliver_bell.ring()
    await post.say(say("staff.support_noted"))
    return PATH


async def decide(post: Post) -> str:
    visitor, form = post.visitor, post.form
    chosen = number_in(form.get("thread", "")) if form.get("refuse") is None else None

    def unit(db: Db) -> None:
        scope = visitor.acting(Action.GRANT_SUPPORT)
        wanted = next((one for one in support.asked(scope, db, visitor.now) if str(one.id) == form.get("ask")), None)
        known = chosen is None or messages.thread_of(scope, db, chosen) is not None
        if wanted is None or not known or (chosen is None and "refuse" not in form):
            raise NotHere
        support.answer(scope, db, visitor.now, visitor.context.day, wanted, chosen)

    await visitor.hub.write(unit)
    await post.say(say("staff.support_granted" if chosen else "staff.support_refused"))
    return PATH


def _grant(look: Look) -> Grant:
    """Raises NotHere when nobody has let them in, or the hour is over."""
    mine = support.running(look.scope, look.db, look.now, look.visitor.session.staff_id)
    found = next((one for one in mine if one.thread_id == look.path["thread"]), None)
    if found is None or not look.visitor.may(Action.READ_SUPPORT, Facts(granted=True)):
        raise NotHere
    return found


async def looked(visitor: Visitor, path: Mapping[str, int], _: Mapping[str, str]) -> None:
    """On record before it is shown, with the reason they were let in for."""

    def unit(db: Db) -> None:
        look = look_at(visitor, db, path)
        found, of = _grant(look), messages.thread_of(look.scope, db, path["thread"])
        put_on_record(visitor, db, "support_viewed", "pupil", of.pupil_id if of else None, reason="approved", detail=found.reason)

    await visitor.hub.write(unit)


def thread_(look: Look) -> Values:
    """Without what is held, and without what is the safeguarding leads' alone."""
    grant = _grant(look)
    found = itemfacts.several(look.scope, look.db, threads.newest_items(look.scope, look.db, [grant.thread_id], 50))
    shown = [one for one in found if look.visitor.may(Action.READ_SUPPORT, _facts(one))]
    return {"whose": _whose(look, grant.thread_id), "line": _line(look, grant), "said": thread.of_items(look, shown)}


def _facts(item: ItemFacts) -> Facts:
    return Facts(granted=True, visible_from=item.visible_from, danger=item.subject is Subject.SAFEGUARDING)
