"""Which child is it about? Words are kept where they cannot be lost while the hub waits to hear."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.asking import Label
from bot.domain.conversation import Asked
from bot.domain.effects.items import AddToItem
from bot.domain.people import Role
from bot.domain.routing import Route, route_to, routes
from bot.domain.sending import Lane
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import Name, Option, Who, say
from bot.handlers.base import FamilyContext
from bot.handlers.building import Builder
from bot.handlers.families import hears, minute, replies
from bot.handlers.known import ItemFacts


def ask(builder: Builder, context: FamilyContext, *, kind: str = "text") -> None:
    """Keep the message where it cannot be lost, and ask."""
    message = builder.keep(kind=kind)
    opened = _open_unattributed(builder, context, (message,), frozenset())
    _put(builder, context, opened, tuple(item for _, item in opened))
    minute.remember_asked(builder, context, message, {})


def _open_unattributed(
    builder: Builder, context: FamilyContext, messages: tuple[int, ...], known: frozenset[tuple[Role, Subject]]
) -> list[tuple[Route, int]]:
    """Items without a child, but for those `known`.

    What concerns the office is listed there at once. What would go to a teacher waits hidden with the policy's
    doubtful place, and shows itself there when nobody answers in time: a time, not a timer.
    """
    waits = context.now + timedelta(minutes=context.policy.messages.question_min)
    doubtful = context.policy.routing.doubtful.role
    opened: list[tuple[Route, int]] = []
    for route in routes(context.triage, None, context.policy, context.calendars, context.at, context.now):
        if (route.role, route.subject) in known or (route.to_teacher and known):
            continue
        if route.to_teacher:
            finding = Finding(route.subject, 0.0, route.because)
            hidden = route_to(doubtful, None, finding, context.calendars, context.at, context.now)
            opened.append((route, builder.open_item(hidden, messages, visible_from=waits)))
        else:
            opened.append((route, builder.open_item(route, messages)))
    return opened


def _put(builder: Builder, context: FamilyContext, opened: list[tuple[Route, int]], items: tuple[int, ...]) -> None:
    urgent = any(route.subject is Subject.URGENT for route, _ in opened)
    lead = (say("urgent.phone_now"),) if urgent and not any(route.held for route, _ in opened) else ()
    options = _options(builder, context, items)
    question = (*lead, *replies.if_closed(context), say("ask.which_child"))
    builder.reply(*question, options=options, lane=Lane.DANGER if urgent else Lane.TALK)


def join(builder: Builder, context: FamilyContext, waiting: tuple[ItemFacts, ...], *, kind: str = "text") -> None:
    """More words of the same minute while the hub waits to hear which child they are about.

    "Hello" was a note and waits hidden; "she is being sick" must be listed at the office now, and "her aunt collects
    her today" asks once more, with the number to ring.
    """
    message, burst = builder.keep(kind=kind), minute.burst_of(context)
    builder.add(*(AddToItem(item.id, message) for item in waiting))
    earlier = burst.message_ids if burst else ()
    known = frozenset((item.role, item.subject) for item in waiting)
    opened = _open_unattributed(builder, context, (*earlier, message), known)
    if opened:
        _put(builder, context, opened, (*(item.id for item in waiting), *(item for _, item in opened)))
    minute.remember_asked(builder, context, message, {})


def ask_about(builder: Builder, context: FamilyContext, messages: tuple[int, ...]) -> None:
    """Words kept earlier are to be passed on, and nobody knows yet about which child."""
    opened = _open_unattributed(builder, context, messages, frozenset())
    _put(builder, context, opened, tuple(item for _, item in opened))


def ask_again(builder: Builder, context: FamilyContext, items: tuple[int, ...]) -> None:
    options = _options(builder, context, items)
    builder.reply(*replies.if_closed(context), say("ask.which_child"), options=options)


def _options(builder: Builder, context: FamilyContext, items: tuple[int, ...]) -> tuple[Option, ...]:
    labels: list[Label] = [(Name(Who.PUPIL, pupil.id), f"p{pupil.id}", None) for pupil in context.pupils]
    labels.append((say("option.both" if len(context.pupils) == 2 else "option.all_children"), "all", None))
    labels.append((say("option.ring_me"), "ring", hears.RING_DIGIT))
    return builder.ask(Asked.WHICH_CHILD, tuple(labels), 24 * 60, items, prompt="ask.which_child")
