"""Where a family's message goes: shared by notes, voice notes and answered questions. What the family hears is in `hears`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain import ladders
from bot.domain.absence import Notice
from bot.domain.choosing import sure
from bot.domain.conversation import Burst
from bot.domain.effects.items import AddToItem
from bot.domain.people import Pupil, Role
from bot.domain.routing import ROUTE_AT, Route, route_to, routes
from bot.domain.subjects import LABELS, Finding, Subject, Triage
from bot.handlers.base import FamilyContext
from bot.handlers.building import Builder
from bot.handlers.families import absent, hears, minute
from bot.handlers.families.absent import Told


def attributed(context: FamilyContext) -> tuple[Pupil, ...]:
    """The pupils a message is about: the only one, those it names, those being talked about. Empty: the hub must ask."""
    pupils = context.pupils
    if len(pupils) == 1:
        return pupils
    named = tuple(pupil for pupil in pupils if pupil.id in context.mentioned)
    if named:
        return named
    talked_of = (context.answers_about,) if context.answers_about is not None else _talked_of(context)
    return tuple(pupil for pupil in pupils if pupil.id in talked_of)


def _talked_of(context: FamilyContext) -> tuple[int, ...]:
    """Whichever is newer: the child meant last, or the one staff wrote about."""
    lasts, now = timedelta(hours=context.policy.messages.remember_child_h), context.now
    lately = [(at, pupil_id) for pupil_id, at in context.staff_wrote.items() if now - at < lasts]
    remembered, until = context.conversation.remembered(now), context.conversation.pupil_until
    if lately and not (remembered and until and until - lasts > max(lately)[0]):
        return (max(lately)[1],)
    return remembered


Part = tuple[Pupil, Route]


def planned(context: FamilyContext, pupils: tuple[Pupil, ...]) -> list[Part]:
    """One route per pupil and place; subjects that go to the same role for two children stay two items."""
    triage = _triage_for(context, pupils)
    return [
        (pupil, _diverted(context, route))
        for pupil in pupils
        for route in routes(triage, pupil.school_class.id, context.policy, context.calendars, context.at, context.now)
    ]


def _diverted(context: FamilyContext, route: Route) -> Route:
    """A teacher who reported an adult's message reads no more of theirs until a person has decided (BNV26)."""
    if context.diverted_to is None or not route.to_teacher:
        return route
    finding = Finding(route.subject, 1.0, route.because)
    return route_to(context.diverted_to, None, finding, context.calendars, context.at, context.now)


def goes_on(context: FamilyContext) -> bool:
    """Staff wrote lately, a topic was chosen, or this follows a message that has gone its way."""
    lasts = timedelta(hours=context.policy.messages.remember_child_h)
    answers = any(context.now - at < lasts for at in context.staff_wrote.values())
    burst = context.conversation.burst
    follows = burst is not None and bool(burst.item_ids) and context.at - burst.started_at < lasts
    return answers or follows or bool(context.conversation.talks_of(context.now))


def _triage_for(context: FamilyContext, pupils: tuple[Pupil, ...]) -> Triage:
    """A minute is understood as one, unless it turns to another child: Ola's fever is not Jan's."""
    burst = minute.burst_of(context)
    another = burst is not None and not {pupil.id for pupil in pupils} & set(burst.pupil_ids)
    return context.alone if another and context.alone is not None else context.triage


def deliver(builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...], *, kind: str = "text") -> None:
    """Keep the message, give it to whoever it concerns, and answer once."""
    burst, plan = minute.burst_of(context), [_parted(context, *part) for part in planned(context, pupils)]
    threads = {pupil.id: None if _private(plan, pupil) else context.thread(pupil) for pupil in pupils}
    kept = {pupil.id: builder.keep(thread=threads[pupil.id], kind=kind) for pupil in pupils}
    if context.awaited_call is not None:  # when to ring, perhaps: whoever rings reads it too (LT8)
        builder.add(AddToItem(context.awaited_call, next(iter(kept.values()))))
    places = dict(zip(burst.places, burst.item_ids, strict=True)) if burst else {}
    standing = tuple(place for place in places if place.split(":", 1)[0] != Role.CLASS_TEACHER)
    # Forgotten too: should the minute be read otherwise again, it is opened anew.
    taken_over = [places.pop(place) for place in _superseded(builder, context, plan)]
    fresh: list[tuple[Route, int]] = []
    for pupil, route in plan:
        place, message = place_of(route, pupil), kept[pupil.id]
        if place in places and not _presses_more(context, route, places[place]):
            builder.add(AddToItem(places[place], message))
            continue
        apart = _is_elsewhere(standing, pupil) if route.to_teacher else _speaks_for_itself(context, route)
        apart = apart or bool(route.apart)
        earlier = burst.about(pupil.id) if burst and not apart else ()
        topic = topic_of_route(context, route)
        made = builder.open_item(
            route,
            (*earlier, message),
            thread=threads[pupil.id],
            pupil_id=pupil.id,
            topic=topic,
            rung=0 if topic else None,
        )
        places[place] = made
        fresh.append((route, made))
    for item_id in taken_over:
        builder.withdraw(item_id)
    told = _absences(builder, context, pupils, plan, places)
    says = hears.answer(builder, context, pupils, fresh, told)
    minute.remember(builder, context, pupils, kept, places, says)


def _parted(context: FamilyContext, pupil: Pupil, route: Route) -> Part:
    """A complaint half a minute after "she is ill" is surely another matter: it has an item and an answer of its own, though
    the office has both (BNV19)."""
    burst, read = minute.burst_of(context), context.alone
    if burst is None or read is None or route.to_teacher:
        return pupil, route
    stands = dict(zip(burst.places, burst.item_ids, strict=True)).get(place_of(route, pupil))
    item = next((one for one in context.burst_items if one.id == stands), None)
    said = next((one for one in sure(read, context.policy.triage) if _is_for(context, one, route)), None)
    if item is None or said is None or said.label in {LABELS[item.subject], LABELS[Subject.URGENT]}:
        return pupil, route
    return pupil, replace(route, subject=said.subject, because=said.because, apart=f"/{said.label}")


def _is_for(context: FamilyContext, said: Finding, route: Route) -> bool:
    place = context.policy.routing.places.get(said.subject)
    return place is not None and place.role is route.role


def _absences(
    builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...], plan: list[Part], places: dict[str, int]
) -> Told:
    """What was said of absences, recorded with the item that holds the words."""
    triage, text = _triage_for(context, pupils), minute.minute_of(context)
    if triage is not context.triage:
        text = context.event.text
    told: dict[int, tuple[Notice, ...]] = {}
    for pupil, route in plan:
        subject = absent.subject_at(context, triage, route)
        if subject is not None and pupil.id not in told:
            told[pupil.id] = absent.understood(context, pupils, subject, text, context.at)[pupil.id]
            absent.record(builder, context, told[pupil.id], places[place_of(route, pupil)])
    return {pupil_id: notices for pupil_id, notices in told.items() if notices}


def place_of(route: Route, pupil: Pupil) -> str:
    return f"{route.place}:{pupil.id}"


def _presses_more(context: FamilyContext, route: Route, item_id: int) -> bool:
    """What is urgent rings by itself, even where a note of the same minute has just rung: a phone said "message"."""
    calm = {item.id for item in context.burst_items if item.subject is not Subject.URGENT}
    return route.subject is Subject.URGENT and item_id in calm


def _is_elsewhere(standing: tuple[str, ...], pupil: Pupil) -> bool:
    """Whether what was written a moment ago is with somebody else: it may have been a complaint (LT37)."""
    return any(place.rsplit(":", 1)[-1] == str(pupil.id) for place in standing)


def _private(plan: list[Part], pupil: Pupil) -> bool:
    """A complaint that goes past the class teacher stays out of the class's thread with everything said to it (LT27)."""
    mine = [route for one, route in plan if one.id == pupil.id]
    return all(route.subject is Subject.COMPLAINT and not route.to_teacher for route in mine)


def topic_of_route(context: FamilyContext, route: Route) -> str:
    """The topic of a note that needed no question: by its subject, else the one being talked of (LT12)."""
    if not route.to_teacher or route.subject is Subject.URGENT:
        return ""
    return ladders.topic_of(route.subject, context.policy) or context.conversation.talks_of(context.now)


def _speaks_for_itself(context: FamilyContext, route: Route) -> bool:
    """What the family heard that the teacher has stays the teacher's alone, unless the rest says nothing without it."""
    words = context.alone or context.triage
    return context.burst_told and any(
        one.subject is route.subject and one.confidence >= ROUTE_AT for one in words.findings
    )


def _superseded(builder: Builder, context: FamilyContext, plan: list[Part]) -> list[str]:
    """ "Hello" went to the teacher, "she is being sick" shows it was for the office: the unseen first item goes.

    Only when a new item takes all its words along, and nobody was told yet that the teacher has them (law 5). Never the
    other way round: what the office has was not taken back by a "thank you" after it (law 8).
    """
    burst = minute.burst_of(context)
    if burst is None or context.burst_told:
        return []
    places = _taken_over(burst, plan)
    if places and not [one for one in burst.places if one not in places and one.startswith(Role.CLASS_TEACHER)]:
        minute.unsay(builder, burst)
    return places


def _taken_over(burst: Burst, plan: list[Part]) -> list[str]:
    wanted = {place_of(route, pupil) for pupil, route in plan}
    fresh = [(pupil, route) for pupil, route in plan if place_of(route, pupil) not in burst.places]
    elsewhere = {str(pupil.id) for pupil, route in fresh if not route.to_teacher}
    hers = (place for place in burst.places if place.split(":", 1)[0] == Role.CLASS_TEACHER)
    return [place for place in hers if place not in wanted and place.rsplit(":", 1)[-1] in elsewhere]
