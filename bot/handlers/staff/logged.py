"""What came at the desk, by phone or e-mail, written down by the office: it waits for the teacher like any other note (LT13).

The teacher sees it in their own hours, marked with the way it came. What may mean danger goes to the lead at once (law 6).
"""

from __future__ import annotations

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.effects.items import OpenItem, ThreadOf
from bot.domain.effects.people import Record
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.refs import pressed
from bot.domain.routing import Route, danger_routes, possible_danger, route_to
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import ClassName, RoleName, When, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights

VERBS = {"logdesk": "desk", "logphone": "phone", "logemail": "email"}


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in VERBS


def handle(context: StaffContext) -> Decision:
    builder, thread = Builder(context, "logged"), context.spoken_for
    if not rights.allowed(context, Action.LOG_MESSAGE, Facts(linked=context.present)):
        builder.reply(say("staff.not_yours"))
    elif thread is None:
        builder.reply(say("staff.log_nobody"))
    elif not context.event.text.strip():
        builder.reply(say("staff.empty_answer"))
    else:
        _log(builder, context, thread)
    return builder.done()


def _log(builder: Builder, context: StaffContext, thread: ThreadOf) -> None:
    way = VERBS[pressed(context.event.choice)[0]]
    kept = builder.keep(thread=thread, kind=way, guardian_id=thread.guardian_id)
    for route in _routes(context, thread):
        made = builder.new_id()
        builder.add(_item(made, route, thread, kept))
        builder.notify(made, route, route.push_at)
        builder.add(Record(action="logged", subject_kind="item", subject_id=made, reason=way))
        if route.subject is not Subject.SAFEGUARDING:
            place = RoleName(Role.CLASS_TEACHER, thread.class_id)
            builder.reply(say("staff.logged", place=place, when=When(route.visible_from)))
        else:
            builder.reply(say("staff.logged_danger", school_class=ClassName(thread.class_id)))


def _routes(context: StaffContext, thread: ThreadOf) -> tuple[Route, ...]:
    danger = possible_danger(context.triage)
    if danger is not None:
        return tuple(danger_routes(danger, context.policy, context.now))
    note = Finding(Subject.NOTE, 1.0)
    return (
        route_to(Role.CLASS_TEACHER, thread.class_id, note, context.calendars, context.now, context.now),
    )


def _item(made: int, route: Route, thread: ThreadOf, kept: int) -> OpenItem:
    danger = route.subject is Subject.SAFEGUARDING
    return OpenItem(
        id=made,
        role=route.role,
        subject=route.subject,
        visible_from=route.visible_from,
        class_id=route.class_id,
        thread=thread,
        guardian_id=thread.guardian_id,
        pupil_id=thread.pupil_id,
        because=", ".join(route.because),
        kind="message" if danger else "logged",
        message_ids=(kept,),
    )


HANDLER: Handler[StaffContext] = Handler("logged", Action.LOG_MESSAGE, matches, handle)
