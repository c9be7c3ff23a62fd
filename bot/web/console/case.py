"""One case: what has come together, and what can be done: evidence, a contact, a decision, the end. Every look is on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from bot import misconduct
from bot.domain.access import Action
from bot.domain.inviting import Invitee
from bot.domain.wording import Who, say
from bot.misconduct import KINDS, outcome_of
from bot.office import CannotChange
from bot.web.console import casefile, cases
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look, Visitor, look_at, put_on_record
from storage import adults, announcements, news, staffing
from storage import cases as kept
from storage.announcements import AnnouncementRow
from storage.cases import Case
from storage.db import Db
from storage.staffing import Member

ADDED = ("note", *casefile.CONTACTS)
_WORDS = {
    "image_breach": "A picture was passed on", "sharing": "Something private was passed on", "breach": "Another rule was broken",
}  # fmt: skip


async def looked(visitor: Visitor, path: Mapping[str, int], _: Mapping[str, str]) -> None:
    await _on_record(visitor, path["case"], "case_viewed")


async def taken(visitor: Visitor, path: Mapping[str, int], _: Mapping[str, str]) -> None:
    """A file that leaves is on record before it does."""
    await _on_record(visitor, path["case"], "case_exported")


async def _on_record(visitor: Visitor, case_id: int, action: str) -> None:
    def unit(db: Db) -> None:
        cases.find(look_at(visitor, db), case_id)
        put_on_record(visitor, db, action, "case", case_id)

    await visitor.hub.write(unit)


def view(look: Look) -> Values:
    case = cases.find(look, look.path["case"])
    adult, colleague = _adult(look, case), _colleague(look, case)
    return {
        "file": casefile.gather(look, case, redacted=False),
        "is_open": case.ended_at is None,
        "posts": [] if case.ended_at else list(_posts(look)),
        "today": look.day.isoformat(),
        "clock_time": look.now.astimezone(look.zone).strftime("%H:%M"),
        "decides": _decides(look),
        "ways": _ways(look) if adult and not adult.suspended else [],
        "suspended": bool(adult and adult.suspended),
        "colleague": colleague is not None,
        "family": case.guardian_id is not None,
    }


def _posts(look: Look) -> Iterator[dict[str, object]]:
    for one in _latest(look):
        yield {
            "id": one.id,
            "when": look.when(one.sent_at),
            "by": look.name(Who.STAFF, one.staff_id),
            "text": one.body[:90],
            "school_class": look.class_name(one.class_id),
        }


def _latest(look: Look) -> list[AnnouncementRow]:
    """What went to one family alone is not offered as evidence about another."""
    found = (announcements.one(look.scope, look.db, one) for one in news.latest(look.scope, look.db))
    return [one for one in found if one is not None and one.audience != "child"]


def _adult(look: Look, case: Case) -> Invitee | None:
    here = adults.invitees(look.scope, look.db, look.now, look.day)
    return next((one for one in here if one.guardian_id == case.guardian_id), None)


def _member(look: Look, staff_id: int | None) -> Member | None:
    return next((one for one in staffing.members(look.scope, look.db, look.day) if one.id == staff_id), None)


def _colleague(look: Look, case: Case) -> Member | None:
    return _member(look, case.staff_id) if case.staff_id else None


def _decides(look: Look) -> bool:
    me = _member(look, look.visitor.session.staff_id)
    return me is not None and misconduct.decides(look.visitor.acting(Action.KEEP_CASES), look.visitor.policy, me, look.now)


def _ways(look: Look) -> list[tuple[str, str, str]]:
    """(kind, in words, what the school's rules have for it)."""
    found = []
    for kind in KINDS:
        try:
            found.append((kind, _WORDS[kind], str(outcome_of(look.visitor.policy, kind))))
        except CannotChange:
            continue
    return found


async def add(post: Post) -> str:
    """A note or a contact with its time, or posts copied as they read now."""
    visitor, form = post.visitor, post.form

    def unit(db: Db) -> None:
        look = look_at(visitor, db, post.path)
        case = cases.find(look, post.path["case"])
        for kind, at, words in _new(look, form):
            kept.add(visitor.acting(Action.KEEP_CASES), db, case, look.now, kind, at, words)
            put_on_record(visitor, db, f"case_{kind}_added", "case", case.id)

    await visitor.hub.write(unit)
    return _here(post)


def _new(look: Look, form: Mapping[str, str]) -> Iterator[tuple[str, datetime, str]]:
    words, kind = form.get("text", "").strip(), form.get("kind", "")
    if words and kind in ADDED:
        yield kind, _moment(look, form), words
    for one in _latest(look):
        if f"post_{one.id}" in form:
            yield "post", one.sent_at or look.now, f"{look.name(Who.STAFF, one.staff_id)}: {one.body}"


def _moment(look: Look, form: Mapping[str, str]) -> datetime:
    """School time; now, where none or no sense is given, and never later."""
    try:
        typed = datetime.fromisoformat(f"{form.get('day', '')}T{form.get('time', '')}").replace(tzinfo=look.zone)
    except ValueError:
        return look.now
    return min(typed.astimezone(UTC), look.now)


async def decide(post: Post) -> str:
    """The same use cases as `bookbag conduct`: whoever the rules name decides, anybody else's word is a proposal (law 7)."""
    visitor, reason = post.visitor, post.form.get("reason", "").strip()

    def unit(db: Db) -> str:
        look = look_at(visitor, db, post.path)
        return _decided(look, cases.find(look, post.path["case"]), post.form.get("what", ""), reason)

    try:
        done = await visitor.hub.write(unit)
    except CannotChange as trouble:
        await post.say(say("staff.case_cannot", why=str(trouble)))
        return _here(post)
    visitor.hub.deliver_bell.ring()
    await post.say(say(f"staff.case_{done}"))
    return _here(post)


def _decided(look: Look, case: Case, what: str, reason: str) -> str:
    me, adult, colleague = _member(look, look.visitor.session.staff_id), _adult(look, case), _colleague(look, case)
    policy, scope = look.visitor.policy, look.visitor.acting(Action.KEEP_CASES)
    if me is None or (adult is None and colleague is None):
        raise CannotChange("they are not here any more")
    if colleague is not None:
        misconduct.remove_staff(scope, look.db, look.now, policy, colleague, me, reason)
        return "decided"
    if adult is not None and what == "lift":
        misconduct.lift(scope, look.db, look.now, policy, adult, me, reason)
        return "lifted"
    if adult is None or what not in KINDS:
        raise CannotChange("choose what happened")
    said = misconduct.record(scope, look.db, look.now, policy, adult, me, what, reason, confirm=True)
    return "decided" if said.decided else "proposed"


async def end(post: Post) -> str:
    visitor, words = post.visitor, post.form.get("text", "").strip()

    def unit(db: Db) -> None:
        case = cases.find(look_at(visitor, db), post.path["case"])
        if words and kept.end(visitor.acting(Action.KEEP_CASES), db, case, visitor.now, words):
            put_on_record(visitor, db, "case_ended", "case", case.id)

    await visitor.hub.write(unit)
    return _here(post)


def _here(post: Post) -> str:
    return f"{cases.PATH}/{post.path['case']}"
