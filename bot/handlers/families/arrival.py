"""Where a family's message goes and what the family hears: shared by notes, voice notes and answered questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.conversation import Asked, Burst
from bot.domain.decision import AddToItem, SettleItem
from bot.domain.people import Pupil
from bot.domain.routing import Route, current_quiet, route_to, routes
from bot.domain.sending import Lane
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import Name, Option, Who, say
from bot.handlers.base import FamilyContext
from bot.handlers.building import Builder, Label
from bot.handlers.families import replies

CHANGE_DIGIT, NOT_THAT_DIGIT, RING_DIGIT = 8, 9, 0
_SETTLE_MINUTES = 24 * 60  # "not that" stays possible for a day


def attributed(context: FamilyContext) -> tuple[Pupil, ...]:
    """The pupils a message is about: the only one, those it names, or those remembered. Empty: the hub must ask."""
    pupils = context.pupils
    if len(pupils) == 1:
        return pupils
    named = tuple(pupil for pupil in pupils if pupil.id in context.mentioned)
    if named:
        return named
    remembered = context.conversation.remembered(context.now)
    return tuple(pupil for pupil in pupils if pupil.id in remembered)


def planned(context: FamilyContext, pupils: tuple[Pupil, ...]) -> list[tuple[Pupil | None, Route]]:
    """One route per pupil and place; subjects that go to the same role for two children stay two items."""
    wanted: list[tuple[Pupil | None, Route]] = []
    for pupil in pupils or (None,):
        class_id = pupil.school_class.id if pupil else None
        for route in routes(context.triage, class_id, context.policy, context.calendars, context.at, context.now):
            wanted.append((pupil, route))
    return wanted


def deliver(builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...], *, kind: str = "text") -> None:
    """Keep the message, give it to whoever it concerns, and answer once."""
    plan = planned(context, pupils)
    kept = {pupil.id: builder.keep(thread=context.thread(pupil), kind=kind) for pupil in pupils}
    if not kept:
        kept = {0: builder.keep(kind=kind)}
    burst = context.conversation.running_burst(context.at, context.policy.messages.burst_s)
    places = dict(zip(burst.places, burst.item_ids, strict=True)) if burst else {}
    fresh: list[tuple[Pupil | None, Route, int]] = []
    for pupil, route in plan:
        message = kept[pupil.id if pupil else 0]
        place = f"{route.place}:{pupil.id if pupil else ''}"
        if place in places:
            builder.add(AddToItem(places[place], message))
            continue
        earlier = burst.message_ids if burst else ()
        item = builder.open_item(
            route,
            (*earlier, message),
            thread=context.thread(pupil) if pupil else None,
            pupil_id=pupil.id if pupil else None,
        )
        places[place] = item
        fresh.append((pupil, route, item))
    _withdraw_superseded(builder, context, burst, {f"{r.place}:{p.id if p else ''}" for p, r in plan})
    _answer(builder, context, pupils, fresh, burst)
    _remember(builder, context, pupils, tuple(kept.values()), places, burst)


def _withdraw_superseded(builder: Builder, context: FamilyContext, burst: Burst | None, wanted: set[str]) -> None:
    """ "Hello" went to the teacher, "she is being sick" shows it was for the office: the unseen first item goes."""
    if burst:
        for place, item_id in zip(burst.places, burst.item_ids, strict=True):
            if place not in wanted and wanted:
                builder.add(SettleItem(item_id=item_id, state="withdrawn", outcome="merged", only_if_unseen=True))


def _answer(
    builder: Builder,
    context: FamilyContext,
    pupils: tuple[Pupil, ...],
    fresh: list[tuple[Pupil | None, Route, int]],
    burst: Burst | None,
) -> None:
    """One reply for all routes: the most pressing speaks, office and urgent items always have their own word."""
    own = [part for part in fresh if not part[1].to_teacher]
    teacher = [part for part in fresh if part[1].to_teacher]
    if own:
        _, route, _ = own[0]
        items = tuple(item for _, _, item in own)
        options = _corrections(builder, context, pupils, route, items)
        lane = Lane.DANGER if route.subject is Subject.URGENT else Lane.TALK
        builder.reply(*replies.passed(context, route, pupils), options=options, lane=lane)
    elif teacher and not (burst and burst.answered) and not _teacher_is_writing(context, pupils):
        _answer_for_teacher(builder, context, pupils, teacher)


def _answer_for_teacher(
    builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...], parts: list[tuple[Pupil | None, Route, int]]
) -> None:
    route = parts[0][1]
    if replies.is_held_notice(route):
        quiet = current_quiet(context.calendars, route, context.now)
        if quiet and context.conversation.held_since == quiet.start:
            return
        builder.remember(held_since=quiet.start if quiet else None)
    phrases = replies.passed(context, route, pupils)
    if context.policy.messages.brief_chars and len(context.event.text) > context.policy.messages.brief_chars:
        phrases = (*phrases, say("brief.appointment"))
    options = _corrections(builder, context, pupils, route, tuple(item for _, _, item in parts))
    builder.reply(*phrases, options=options)


def _teacher_is_writing(context: FamilyContext, pupils: tuple[Pupil, ...]) -> bool:
    window = timedelta(minutes=context.policy.messages.quiet_after_teacher_min)
    return any(
        pupil.id in context.staff_wrote and context.now - context.staff_wrote[pupil.id] <= window for pupil in pupils
    )


def _corrections(
    builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...], route: Route, items: tuple[int, ...]
) -> tuple[Option, ...]:
    """ "Not about an absence? Reply 9" and, for a remembered child, "someone else? Reply 8" (law 8)."""
    labels: list[Label] = []
    if len(context.pupils) > 1 and pupils and not context.mentioned:
        labels.append((say("option.other_child"), "child", CHANGE_DIGIT))
    if not route.to_teacher and context.policy.routing.default.role is not route.role:
        labels.append((say("option.not_that"), "not_that", NOT_THAT_DIGIT))
    if not labels or context.conversation.open_question(context.now):
        return ()
    return builder.ask(Asked.NOT_THAT, tuple(labels), _SETTLE_MINUTES, items)


def _remember(
    builder: Builder,
    context: FamilyContext,
    pupils: tuple[Pupil, ...],
    message_ids: tuple[int, ...],
    places: dict[str, int],
    burst: Burst | None,
) -> None:
    text = f"{burst.text}\n{context.event.text}" if burst else context.event.text
    made = Burst(
        started_at=burst.started_at if burst else context.at,
        text=text[-2000:],
        message_ids=(*(burst.message_ids if burst else ()), *message_ids),
        item_ids=tuple(places.values()),
        places=tuple(places),
        answered=True,
    )
    builder.remember(burst=made)
    if len(context.pupils) > 1 and pupils:
        remember_children(builder, context, pupils)


def ask_which_child(builder: Builder, context: FamilyContext, *, kind: str = "text") -> None:
    """Keep the message where it cannot be lost, and ask.

    What concerns the office is listed there at once, child unknown. What would go to a teacher waits hidden with the
    policy's doubtful place, and shows itself there when nobody answers in time: a time, not a timer.
    """
    message = builder.keep(kind=kind)
    waits = context.now + timedelta(minutes=context.policy.messages.question_min)
    items: list[int] = []
    urgent = False
    for route in routes(context.triage, None, context.policy, context.calendars, context.at, context.now):
        if route.to_teacher:
            finding = Finding(route.subject, 0.0, route.because)
            doubtful = route_to(
                context.policy.routing.doubtful.role, None, finding, context.calendars, context.at, context.now
            )
            items.append(builder.open_item(doubtful, (message,), visible_from=waits))
        else:
            items.append(builder.open_item(route, (message,)))
            urgent = urgent or route.subject is Subject.URGENT
    lane = Lane.DANGER if urgent else Lane.TALK
    lead = (say("urgent.phone_now"),) if urgent else ()
    options = which_child_options(builder, context, tuple(items))
    builder.reply(*lead, say("ask.which_child"), options=options, lane=lane)
    builder.remember(
        burst=Burst(started_at=context.at, text=context.event.text[-2000:], message_ids=(message,), answered=True)
    )


def which_child_options(builder: Builder, context: FamilyContext, items: tuple[int, ...]) -> tuple[Option, ...]:
    labels: list[Label] = [(Name(Who.PUPIL, pupil.id), f"p{pupil.id}", None) for pupil in context.pupils]
    labels.append((say("option.both" if len(context.pupils) == 2 else "option.all_children"), "all", None))
    labels.append((say("option.ring_me"), "ring", RING_DIGIT))
    return builder.ask(Asked.WHICH_CHILD, tuple(labels), 24 * 60, items)


def with_triage(context: FamilyContext, finding: Finding) -> FamilyContext:
    """The same context as if triage had found just this subject: for corrections by a person."""
    return replace(context, triage=type(context.triage)((finding,)))


def remember_children(builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...]) -> None:
    hours = timedelta(hours=context.policy.messages.remember_child_h)
    builder.remember(pupil_ids=tuple(pupil.id for pupil in pupils), pupil_until=context.now + hours)
