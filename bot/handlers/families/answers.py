"""What an answered question does to the items that waited for it."""

from __future__ import annotations

from bot.domain.conversation import Question
from bot.domain.decision import MoveItem, Notify, Record
from bot.domain.people import Pupil
from bot.domain.routing import Route, route_to, routes
from bot.domain.subjects import Finding, Subject, Triage
from bot.domain.wording import RoleName, say
from bot.handlers.base import FamilyContext, ItemFacts
from bot.handlers.building import Builder
from bot.handlers.families import arrival, replies


def child_chosen(builder: Builder, context: FamilyContext, asked: Question, pupils: tuple[Pupil, ...]) -> None:
    """Give each waiting item its child, and send the teachers' ones on their way."""
    builder.settle_question()
    waiting = [item for item in context.burst_items if item.id in asked.item_ids and item.state in {"open", "taken"}]
    said: Route | None = None
    for place, pupil in enumerate(pupils):
        for item in waiting:
            route = _for_pupil(context, item, pupil)
            if place == 0:
                _move(builder, context, item, route, pupil)
            else:
                builder.open_item(route, item.message_ids, thread=context.thread(pupil), pupil_id=pupil.id)
            said = said or route
    arrival.remember_children(builder, context, pupils)
    if said is None:
        builder.reply(say("choice.child_noted"), *replies.about(pupils, Subject.NOTE))
    else:
        builder.reply(*replies.passed(context, said, pupils))


def _for_pupil(context: FamilyContext, item: ItemFacts, pupil: Pupil) -> Route:
    """The doubtful place was only a waiting room: the subject decides again, now with a class."""
    triage = Triage((Finding(item.subject, 1.0),))
    found = routes(triage, pupil.school_class.id, context.policy, context.calendars, context.now, context.now)
    return found[0]


def _move(builder: Builder, context: FamilyContext, item: ItemFacts, route: Route, pupil: Pupil) -> None:
    builder.add(
        MoveItem(
            item_id=item.id,
            role=route.role,
            subject=item.subject,
            visible_from=route.visible_from,
            class_id=route.class_id,
            thread=context.thread(pupil),
            pupil_id=pupil.id,
        )
    )
    if route.role is not item.role or not item.seen:
        builder.add(Notify(item.id, route.role, route.class_id, route.push_at))


def not_that(builder: Builder, context: FamilyContext, asked: Question) -> None:
    """The parent says the guess was wrong: the item goes where unsorted messages go (law 8)."""
    builder.settle_question()
    default = context.policy.routing.default
    route: Route | None = None
    for item in context.burst_items:
        if item.id not in asked.item_ids or item.state not in {"open", "taken"}:
            continue
        class_id = item.thread.class_id if item.thread else None
        finding = Finding(Subject.NOTE, 0.0)
        route = route_to(default.role, class_id, finding, context.calendars, context.now, context.now)
        builder.add(
            MoveItem(
                item_id=item.id,
                role=route.role,
                subject=Subject.NOTE,
                visible_from=route.visible_from,
                class_id=route.class_id,
                thread=item.thread,
                pupil_id=item.pupil_id,
            ),
            Notify(item.id, route.role, route.class_id, route.push_at),
            Record(action="corrected_by_parent", subject_kind="item", subject_id=item.id, reason=str(item.subject)),
        )
    if route is None:
        builder.reply(say("choice.already_dealt_with"))
        return
    builder.reply(say("corrected"), *replies.passed(context, route, ()))


def voice_sorted(builder: Builder, context: FamilyContext, asked: Question, chosen: str) -> None:
    """A voice note sorted by its sender: absence, urgent, or a note for the teacher."""
    builder.settle_question()
    subject = {"absence": Subject.ABSENCE, "urgent": Subject.URGENT}.get(chosen, Subject.NOTE)
    said: Route | None = None
    pupils: tuple[Pupil, ...] = ()
    for item in context.burst_items:
        if item.id not in asked.item_ids or item.state not in {"open", "taken"}:
            continue
        pupils = tuple(pupil for pupil in context.pupils if pupil.id == item.pupil_id)
        class_id = pupils[0].school_class.id if pupils else None
        triage = Triage((Finding(subject, 1.0),))
        said = routes(triage, class_id, context.policy, context.calendars, context.now, context.now)[0]
        builder.add(
            MoveItem(
                item_id=item.id,
                role=said.role,
                subject=subject,
                visible_from=said.visible_from,
                class_id=said.class_id,
                thread=item.thread,
                pupil_id=item.pupil_id,
            ),
            Notify(item.id, said.role, said.class_id, said.push_at, subject is Subject.URGENT),
        )
    if said is None:
        builder.reply(say("choice.already_dealt_with"))
        return
    builder.reply(*replies.passed(context, said, pupils))


def place_name(route: Route) -> RoleName:
    return RoleName(route.role, route.class_id)
