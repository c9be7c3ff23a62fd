"""One sender's messages within a minute: kept singly, understood and answered as one (decision 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.conversation import Burst
from bot.domain.people import Pupil
from bot.handlers.base import FamilyContext
from bot.handlers.building import Builder

NOBODYS = "!"
"""In place of a pupil: what goes to the safeguarding leads is never taken back for being about somebody else."""


def burst_of(context: FamilyContext) -> Burst | None:
    return context.conversation.running_burst(context.at, context.policy.messages.burst_s)


def minute_of(context: FamilyContext) -> str:
    """What this sender wrote within the minute, for triage: the end of it when it is very long."""
    burst = burst_of(context)
    text = f"{burst.text}\n{context.event.text}" if burst else context.event.text
    return text[-2000:]


def unsay(builder: Builder, burst: Burst) -> None:
    """What says that the teacher has it and has not left stays here; nor does it count as the quiet period's one notice."""
    for outbox_id in burst.told:
        builder.cancel(outbox_id)
        builder.remember(held_since=None)


def end(builder: Builder, context: FamilyContext) -> None:
    """More words of the minute begin anew; but what may be danger, and what goes along with it, stays with the leads."""
    burst = burst_of(context)
    if burst is None or not burst.danger:
        builder.remember(burst=None)
        return
    kept = [(place, one) for place, one in zip(burst.places, burst.item_ids, strict=True) if place.endswith(NOBODYS)]
    places, items = tuple(place for place, _ in kept), tuple(one for _, one in kept)
    builder.remember(burst=replace(burst, message_ids=(), pupil_ids=(), told=(), places=places, item_ids=items))


def remember(
    builder: Builder,
    context: FamilyContext,
    pupils: tuple[Pupil, ...],
    kept: dict[int, int],
    places: dict[str, int],
    told: int | None = None,
) -> None:
    """`told`: the send that says that the class teacher has it."""
    burst = burst_of(context)
    made = Burst(
        started_at=burst.started_at if burst else context.at,
        text=minute_of(context),
        message_ids=(*(burst.message_ids if burst else ()), *kept.values()),
        pupil_ids=(*(burst.pupil_ids if burst else ()), *kept),
        item_ids=tuple(places.values()),
        places=tuple(places),
        answered=True,
        told=(*(burst.told if burst else ()), *((told,) if told else ())),
        danger=burst.danger if burst else (),
        named=burst.named if burst else (),
    )
    builder.remember(burst=made)
    if len(context.pupils) > 1:
        remember_children(builder, context, pupils)


def remember_asked(
    builder: Builder, context: FamilyContext, message: int, places: dict[str, int], told: int | None = None
) -> None:
    """What is written within the minute goes along with items that wait for an answer."""
    burst = burst_of(context)
    made = Burst(
        started_at=burst.started_at if burst else context.at,
        text=minute_of(context),
        message_ids=(*(burst.message_ids if burst else ()), message),
        item_ids=tuple(places.values()),
        places=tuple(places),
        answered=True,
        told=(told,) if told else (),
        danger=burst.danger if burst else (),
        named=burst.named if burst else (),
    )
    builder.remember(burst=made)


def goes_on(builder: Builder, context: FamilyContext, message: int) -> None:
    """More that is not clear yet: whatever takes the minute's items over takes this along."""
    burst = burst_of(context)
    if burst is not None:
        builder.remember(burst=replace(burst, text=minute_of(context), message_ids=(*burst.message_ids, message)))


def remember_children(builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...]) -> None:
    hours = timedelta(hours=context.policy.messages.remember_child_h)
    builder.remember(pupil_ids=tuple(pupil.id for pupil in pupils), pupil_until=context.now + hours)
