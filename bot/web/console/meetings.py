"""Meetings that are agreed, the next first; one that was held is put on record here (M16, LT14, LT34)."""

from __future__ import annotations

from bot.domain.meetings import Meeting
from bot.domain.refs import button
from bot.domain.wording import Who, say
from bot.handlers.staff import meet
from bot.web.console.asking import context_of
from bot.web.console.door import Values
from bot.web.console.visit import Look

PATH = "/console/meetings"


def view(look: Look) -> Values:
    """As /meet: the office sees all, a teacher those of a class they stand at, others those with them."""
    mine = meet.theirs(context_of(look, "/meet"))
    return {
        "agreed": [_row(look, one) for one in mine if one.starts_at is not None],
        "offered": [_row(look, one) for one in mine if one.starts_at is None],
    }


def _row(look: Look, one: Meeting) -> dict[str, object]:
    return {
        "item": one.item_id,
        "when": look.when(one.starts_at),
        "times": [look.when(at) for at in one.times],
        "child": look.name(Who.PUPIL, one.pupil_id),
        "adult": look.name(Who.GUARDIAN, one.guardian_id),
        "school_class": look.class_name(one.class_id),
        "who": look.say(say(f"staff.with.{one.role}")),
        "met": button("met", one.id),
        "over": one.starts_at is not None and one.starts_at <= look.now,
    }
