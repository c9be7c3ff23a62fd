"""What an answered question does to the items that waited for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.absence import is_absence
from bot.domain.conversation import Asked, Question
from bot.domain.effects.absences import CountCorrection, ExpectBack, WithdrawAbsence
from bot.domain.effects.items import AttributeItem, MoveItem, ThreadOf
from bot.domain.effects.people import Record
from bot.domain.effects.telling import RefreshCards
from bot.domain.people import Pupil
from bot.domain.routing import Route, route_to, routes
from bot.domain.subjects import Finding, Subject, Triage
from bot.domain.wording import Option, say
from bot.handlers.base import FamilyContext
from bot.handlers.building import Builder
from bot.handlers.families import absent, hears, minute, replies, which_child
from bot.handlers.families.absent import Told
from bot.handlers.known import ItemFacts


def child_chosen(builder: Builder, context: FamilyContext, asked: Question, pupils: tuple[Pupil, ...]) -> None:
    """Give each waiting item its child, and send the teachers' ones on their way."""
    builder.settle_question()
    waiting, said = _waiting(context, asked), None
    told = _absences(context, waiting, pupils)
    for place, pupil in enumerate(pupils):
        used: set[str] = set()
        for item in waiting:
            route = _for_pupil(context, item, pupil, used)
            used.add(route.place)
            holder = item.id
            if place == 0:
                _move(builder, context, item, route, pupil)
            else:
                holder = builder.open_item(route, item.message_ids, thread=context.thread(pupil), pupil_id=pupil.id)
            if pupil.id in told and is_absence(item.subject):
                absent.record(builder, context, told[pupil.id], holder)
            said = said or route
    minute.remember_children(builder, context, pupils)
    if said is None or hears.told_before(builder, context, said):
        builder.reply(say("choice.child_noted"), *replies.about(pupils, Subject.NOTE), *replies.if_closed(context))
    elif told and is_absence(said.subject):
        builder.reply(*absent.phrases(context, said, told), options=_back(builder, context, said, told, waiting))
    else:
        builder.reply(*replies.passed(context, said, pupils))


def _back(
    builder: Builder, context: FamilyContext, said: Route, told: Told, waiting: list[ItemFacts]
) -> tuple[Option, ...]:
    if not absent.asks_back(context, said, told):
        return ()
    items = tuple(item.id for item in waiting)
    return builder.ask(Asked.NOT_THAT, tuple(absent.back_labels()), hears.SETTLE_MINUTES, items)


def _absences(context: FamilyContext, waiting: list[ItemFacts], pupils: tuple[Pupil, ...]) -> Told:
    """Read from what was written before the question, as it was meant on the day it was written."""
    subject = next((item.subject for item in waiting if is_absence(item.subject)), None)
    if subject is None or not pupils:
        return {}
    told = absent.understood(context, pupils, subject, context.asked_text, context.asked_written or context.at)
    return {pupil_id: notices for pupil_id, notices in told.items() if notices}


def expected(builder: Builder, context: FamilyContext, *, sure: bool) -> None:
    """ "Back tomorrow? 1 yes 2 not sure": a yes spares the family the morning's question."""
    builder.settle_question()
    for one in context.absent:
        if sure:
            builder.add(ExpectBack(one.pupil_id, one.last))
    builder.reply(say("choice.child_noted" if sure else "absence.we_ask"), *replies.if_closed(context))


def _waiting(context: FamilyContext, asked: Question) -> list[ItemFacts]:
    return [item for item in context.burst_items if item.id in asked.item_ids and item.state in {"open", "taken"}]


def _for_pupil(context: FamilyContext, item: ItemFacts, pupil: Pupil, used: set[str]) -> Route:
    """The doubtful place was only a waiting room: the subject decides again, now with a class.

    A subject may go to two places (urgent: office and teacher); each waiting item takes one of them.
    """
    triage = Triage((Finding(item.subject, 1.0),))
    if context.asked_of_teacher and item.subject in {Subject.NOTE, Subject.OTHER}:  # no class teacher's (LT37)
        role = context.policy.routing.doubtful.role
        return route_to(role, None, Finding(item.subject, 0.0), context.calendars, context.now, context.now)
    found = routes(triage, pupil.school_class.id, context.policy, context.calendars, context.now, context.now)
    free = [route for route in found if route.place not in used] or list(found)
    hidden = item.visible_from > context.now
    fits = (route for route in free if (route.to_teacher if hidden else route.role is item.role))
    return next(fits, free[0])


def _move(builder: Builder, context: FamilyContext, item: ItemFacts, route: Route, pupil: Pupil) -> None:
    thread = context.thread(pupil)
    listed = item.visible_from <= context.now
    if listed and (route.role, route.class_id) == (item.role, item.class_id):
        # Theirs already, perhaps taken: they only learn who it is about.
        builder.add(AttributeItem(item.id, thread), RefreshCards(item.id))
    else:
        _give(builder, item, route, item.subject, thread)


def _give(builder: Builder, item: ItemFacts, route: Route, subject: Subject, thread: ThreadOf | None) -> None:
    """To another role, leaving nothing of it on the phones it was shown on."""
    builder.add(
        MoveItem(
            item_id=item.id,
            role=route.role,
            subject=subject,
            visible_from=route.visible_from,
            class_id=route.class_id,
            thread=thread,
            pupil_id=thread.pupil_id if thread else None,
        ),
        RefreshCards(item.id),
    )
    builder.notify(item.id, replace(route, subject=subject), route.push_at)


def not_that(builder: Builder, context: FamilyContext, asked: Question) -> None:
    """The parent says the guess was wrong: the item goes where unsorted messages go (law 8)."""
    builder.settle_question()
    default = context.policy.routing.default
    said: Route | None = None
    for item in _waiting(context, asked):
        class_id = item.thread.class_id if item.thread else None
        finding = Finding(Subject.NOTE, 0.0)
        said = route_to(default.role, class_id, finding, context.calendars, context.now, context.now)
        _give(builder, item, said, Subject.NOTE, item.thread)
        language = (context.guardian.language if context.guardian else None) or "en"
        builder.add(
            WithdrawAbsence(item.id),
            CountCorrection(item.subject, language, "wrong", "parent"),
            Record(action="corrected_by_parent", subject_kind="item", subject_id=item.id, reason=str(item.subject)),
        )
    if said is None:
        builder.reply(say("choice.already_dealt_with"), *replies.if_closed(context))
    elif hears.told_before(builder, context, said):
        builder.reply(say("corrected"), *replies.if_closed(context))
    else:
        builder.reply(say("corrected"), *replies.passed(context, said, ()))


def voice_sorted(builder: Builder, context: FamilyContext, asked: Question, chosen: str) -> None:
    """A voice note sorted by its sender: absence, urgent, or a note for the teacher."""
    builder.settle_question()
    subject = {"absence": Subject.ABSENCE, "urgent": Subject.URGENT}.get(chosen, Subject.NOTE)
    waiting, said, pupils = _waiting(context, asked), None, tuple[Pupil, ...]()
    for item in waiting:
        pupils = tuple(pupil for pupil in context.pupils if pupil.id == item.pupil_id)
        found = _places(context, subject, pupils[0] if pupils else None)
        said = said or found[0]
        _give(builder, item, found[0], subject, item.thread)
        if subject is Subject.ABSENCE and pupils:
            told = absent.understood(context, pupils, subject, "", context.asked_written or context.at)
            absent.record(builder, context, told[pupils[0].id], item.id)
        for route in found[1:]:
            builder.open_item(route, item.message_ids, thread=item.thread, pupil_id=item.pupil_id)
    if said is None:
        builder.reply(say("choice.already_dealt_with"), *replies.if_closed(context))
    elif not pupils and len(context.pupils) > 1:
        which_child.ask_again(builder, context, tuple(item.id for item in waiting))
    elif hears.told_before(builder, context, said):
        builder.reply(say("choice.child_noted"), *replies.if_closed(context))
    else:
        builder.reply(*replies.passed(context, said, pupils))


def _places(context: FamilyContext, subject: Subject, pupil: Pupil | None) -> tuple[Route, ...]:
    """As the policy says; what is for a teacher waits with the doubtful place until the child is known."""
    triage, class_id = Triage((Finding(subject, 1.0),)), pupil.school_class.id if pupil else None
    found = routes(triage, class_id, context.policy, context.calendars, context.now, context.now)
    if pupil is not None:
        return found
    doubtful = context.policy.routing.doubtful.role
    waits = context.now + timedelta(minutes=context.policy.messages.question_min)
    hidden = route_to(doubtful, None, Finding(subject, 1.0), context.calendars, context.now, context.now)
    hidden = replace(hidden, visible_from=waits, push_at=max(waits, hidden.push_at))
    return tuple(hidden if route.to_teacher else route for route in found)
