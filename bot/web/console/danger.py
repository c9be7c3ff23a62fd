"""For the safeguarding leads alone: what waits, who has it, and what was dealt with (law 6)."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Action
from bot.domain.people import Role
from bot.domain.refs import button
from bot.domain.subjects import Subject
from bot.domain.wording import Who
from bot.handlers.known import ItemFacts
from bot.handlers.staff import rights
from bot.web.console.door import Values
from bot.web.console.visit import Look
from storage import itemlists

_LOOKED_BACK = timedelta(days=365)


def view(look: Look) -> Values:
    """Each item is asked about: somebody named in it does not see it, whatever their role."""
    roles = {role for role in look.visitor.roles if role in {Role.DSL, Role.DEPUTY_DSL}}
    waits = _theirs(look, itemlists.open_now(look.scope, look.db, look.now, roles, ()))
    ended = _theirs(look, itemlists.danger_ended(look.scope, look.db, look.now - _LOOKED_BACK))
    return {"waits": [_line(look, one) for one in waits], "ended": [_line(look, one) for one in ended]}


def _theirs(look: Look, found: tuple[ItemFacts, ...]) -> list[ItemFacts]:
    return [
        one
        for one in found
        if one.subject is Subject.SAFEGUARDING
        and rights.allowed(look.context, Action.READ_ITEM, rights.item_facts(look.context, one))
    ]


def _line(look: Look, item: ItemFacts) -> dict[str, object]:
    class_id = item.thread.class_id if item.thread else item.class_id
    return {
        "id": item.id,
        "about": look.name(Who.PUPIL, item.pupil_id) or look.name(Who.GUARDIAN, item.guardian_id) or "Nobody named",
        "school_class": look.class_name(class_id),
        "since": look.when(item.visible_from),
        "taken": look.name(Who.STAFF, item.taken_by),
        "state": item.state,
        "escalated": sorted(role.replace("_", " ") for role in item.also),
        "take": button("take", item.id),
    }
