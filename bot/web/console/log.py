"""Writing down what came at the desk, by phone or e-mail: find the child, choose the adult, write the words (LT13)."""

from __future__ import annotations

from bot.domain.effects.items import ThreadOf
from bot.domain.names import fold_name
from bot.domain.refs import button
from bot.handlers.staff.logged import VERBS
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look, NotHere
from bot.web.numbers import number_in
from storage import adults, roll
from storage.db import Db

PATH = "/console/log"
_WAYS = (("logdesk", "At the desk"), ("logphone", "By phone"), ("logemail", "By e-mail"))
_MOST = 25


def view(look: Look) -> Values:
    allowed = look.visitor.policy.office.log_channels  # empty: every way
    wanted = set(fold_name(look.query.get("search", "")).split())
    pupils = roll.pupils(look.scope, look.db, look.day) if wanted else ()
    found = [one for one in pupils if _fits(wanted, one.first_name, one.last_name, one.school_class.name)]
    by_child: dict[int, list[tuple[int, str]]] = {one.id: [] for one in found[:_MOST]}
    for adult in adults.invitees(look.scope, look.db, look.now, look.day) if found else ():
        for tie in adult.ties:
            if tie.pupil_id in by_child and tie.responsibility in {"parental", "care"}:
                by_child[tie.pupil_id].append((adult.guardian_id, f"{adult.first_name} {adult.last_name}"))
    return {
        "search": look.query.get("search", ""),
        "found": [(one, by_child[one.id]) for one in found[:_MOST]],
        "more": max(0, len(found) - _MOST),
        "ways": [one for one in _WAYS if not allowed or VERBS[one[0]] in allowed],
    }


def _fits(wanted: set[str], *names: str) -> bool:
    """Every word typed begins a word of the child's name or class."""
    there = fold_name(*names).split()
    return all(any(word.startswith(one) for word in there) for one in wanted)


async def write(post: Post) -> str:
    """The child and adult are looked up anew: what the form says is not believed."""
    verb = post.form.get("way", "")
    pupil, _, guardian = post.form.get("whom", "").partition(".")
    pupil_id, guardian_id = number_in(pupil), number_in(guardian)
    if verb not in VERBS or pupil_id is None or guardian_id is None:
        raise NotHere
    visitor = post.visitor

    def query(db: Db) -> ThreadOf | None:
        adult = roll.guardian(visitor.scope(), db, guardian_id, visitor.context.day)
        child = next((one for one in adult.pupils if one.id == pupil_id), None) if adult else None
        return ThreadOf(guardian_id, child.id, child.school_class.id) if child else None

    thread = await visitor.hub.read(query)
    text = post.form.get("text", "").strip()
    await post.act(choice=button(verb), text=text, spoken_for=thread, sorted=True)
    return PATH


