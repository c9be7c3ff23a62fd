"""What exports keep back until the safeguarding lead or the data protection officer has looked at it (DPIA38)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.deliver.teasers import title
from bot.domain.access import TABLE, Action, Scope
from bot.domain.wording import say
from bot.handlers.staff import rights as allowed
from bot.privacy import requests
from bot.web.console.door import Post, Values
from bot.web.console.subject_requests import whose
from bot.web.console.visit import Look, NotHere, Visitor
from bot.web.numbers import number_in
from storage import itemfacts, rights
from storage.db import Db
from storage.rights import Request

PATH = "/console/release"
_WHY = {
    "safeguarding": "About a child's safety", "complaint": "Of a complaint or a report", "third_party": "Another adult's words",
}  # fmt: skip
_DECIDED = frozenset({"released", "withheld"})
_SHOWN = 50


def view(look: Look) -> Values:
    """Only what is this person's to decide; others' matters are not even counted."""
    return {"rows": [row for one in rights.requests(look.scope, look.db) for row in _rows(look, one)]}


def _rows(look: Look, one: Request) -> Iterator[dict[str, object]]:
    waits = [row for row in rights.reviews(look.scope, look.db, one.id) if not row.decision]
    for why, count in Counter(row.why for row in waits).items():
        if _acting(look.visitor, why) is not None:
            items = [row.row_id for row in waits if row.why == why and row.place == "item"]
            yield {
                "request": one.id, "who": whose(look, one), "why": why, "label": _WHY[why], "count": count,
                "due": f"{one.due_on:%-d %B %Y}", "items": _readable(look, items[:_SHOWN]),
            }  # fmt: skip


def _readable(look: Look, ids: list[int]) -> list[tuple[int, str, str]]:
    """Number, title and time of those this person may open."""
    found = itemfacts.several(look.scope, look.db, ids)
    mine = [one for one in found if look.visitor.may(Action.READ_ITEM, allowed.item_facts(look.context, one))]
    return [(one.id, look.say(title(one)), look.when(one.visible_from)) for one in mine]


def _acting(visitor: Visitor, why: str) -> Scope | None:
    """As the role of theirs that decides on this: the leads on safeguarding, the officer on the rest."""
    fits = sorted(role for role in visitor.roles & TABLE[Action.REVIEW_EXPORT].keys() if requests.decides(role, why))
    return replace(visitor.acting(Action.REVIEW_EXPORT), role=fits[0]) if fits else None


async def decide(post: Post) -> str:
    visitor, form = post.visitor, post.form
    number, why, decision = number_in(form.get("request", "")), form.get("why", ""), form.get("decision", "")
    scope = _acting(visitor, why) if why in _WHY else None
    if scope is None or decision not in _DECIDED or number is None:
        raise NotHere

    def unit(db: Db) -> None:
        try:
            requests.decide(scope, db, visitor.now, number, why, decision)
        except requests.NoSuchRequest as fault:
            raise NotHere from fault

    await visitor.hub.write(unit)
    await post.say(say("staff.data_decided"))
    return PATH
