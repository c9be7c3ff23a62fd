"""Subjects that a school does not take by message: the right way at once, and "it is just a short note" (M12, BNV18, LT27)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.access import Action
from bot.domain.asking import Label
from bot.domain.choosing import sure
from bot.domain.decision import Decision
from bot.domain.discussing import wants_discussion
from bot.domain.messages import Kind
from bot.domain.policy import Place
from bot.domain.routing import ROUTE_AT
from bot.domain.subjects import Finding
from bot.domain.wording import Phrase, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import kept_back, replies

_WAYS = frozenset({"appointment", "meeting", "procedure"})


def _finding(context: FamilyContext) -> Finding | None:
    """What the message is most surely about, if the school sends that another way; nothing that cannot wait.

    After "she is ill" a complaint of the same minute has its own way: by itself it says nothing that cannot wait.
    """
    found = context.sure
    if context.alone is not None and (not found or _cannot_wait(found)):
        found = sure(context.alone, context.policy.triage)
    if not found or _cannot_wait(found):
        return None
    first = max(found, key=lambda one: one.confidence)
    place = context.policy.routing.places.get(first.subject)
    return first if place is not None and place.advise in _WAYS else None


def _cannot_wait(found: Iterable[Finding]) -> bool:
    return any(one.label in kept_back.PRESSING for one in found)


def _way(context: FamilyContext) -> tuple[str, Place] | None:
    """Our word for why, and where it would go."""
    routing, found = context.policy.routing, _finding(context)
    if found is not None:
        return str(found.subject), routing.places[found.subject]
    place = routing.needs_discussion
    talk = wants_discussion(context.event.text) and not _presses(context)
    if talk and place is not None and place.advise in _WAYS:
        return "needs_discussion", place
    return None


def _presses(context: FamilyContext) -> bool:
    """A wish to talk keeps nothing back that may be about today: an illness, who collects."""
    return any(one.label in kept_back.PRESSING and one.confidence >= ROUTE_AT for one in context.triage.findings)


def matches(context: FamilyContext) -> bool:
    return context.event.kind is Kind.TEXT and bool(context.pupils) and _way(context) is not None


def handle(context: FamilyContext) -> Decision:
    builder, way = Builder(context, "redirect"), _way(context)
    if way is None:
        return builder.done()
    why, place = way
    if place.advise == "procedure":
        kept_back.keep_back(builder, context, why, procedure(context), complaint_labels(context))
    else:
        text = say("redirect.meeting" if place.advise == "meeting" else "redirect.door")
        closed = replies.if_closed(context)
        kept_back.keep_back(builder, context, why, (text, say("kept.not_passed"), *closed), _MEET)
    return builder.done()


_MEET: tuple[Label, ...] = (
    (say("option.appointment"), "meet", None),
    (say("option.short_note"), "note", None),
)


def procedure(context: FamilyContext) -> tuple[Phrase, ...]:
    """The stages, the office's number, and that nobody has it yet (LT27, LT40)."""
    return (*stages(context), say("kept.not_passed"), *replies.emergency(context))


def stages(context: FamilyContext) -> tuple[Phrase, ...]:
    paper = context.policy.contacts.complaints
    if paper is None:
        return (say("complaint.office"),)
    return (say("complaint.stages", title=paper.title, link=paper.link),)


def complaint_labels(context: FamilyContext) -> tuple[Label, ...]:
    labels: list[Label] = [(say("option.call_me"), "call", None)]
    if context.policy.routing.concern_form:
        labels.append((say("option.write_down"), "form", None))
    if "hard_copy" in context.policy.routing.complaint_copy:
        labels.append((say("option.paper"), "paper", None))
    return (*labels, (say("option.short_note"), "note", None))


HANDLER = Handler("redirect", Action.WRITE_HOME_TO_SCHOOL, matches, handle)
