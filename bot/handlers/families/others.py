"""A message to somebody other than the child's class teacher: told honestly at once, by the policy (LT21, BNV17, B4)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.access import Action
from bot.domain.addressing import Addressee, addressee
from bot.domain.asking import Label
from bot.domain.cover import on_duty, teachers_of
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.people import DutyKind, Role, Staff
from bot.domain.subjects import Subject
from bot.domain.wording import RoleName, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, kept_back, replies, steps

_PRESSING = frozenset({"urgent", "absence", "dinner"})
_LABELS: tuple[Label, ...] = ((say("option.to_teacher"), "note", None), (say("option.appointment"), "meet", None))


def wanted(context: FamilyContext) -> Addressee | None:
    """Somebody other than whoever stands before the child's class; None for them, and for what cannot wait."""
    if context.event.kind is not Kind.TEXT or not context.pupils or not context.colleagues:
        return None
    if any(one.label in _PRESSING for one in context.sure):
        return None
    found = addressee(context.event.text, context.colleagues, context.policy.routing.last_rung)
    return None if found is None or _own(context, found) else found


def _own(context: FamilyContext, found: Addressee) -> bool:
    if found.staff_id is None:
        return found.role is Role.CLASS_TEACHER
    local = context.now.astimezone(ZoneInfo(context.policy.school.zone))
    covers = Role.PPA_COVER in context.policy.messages.to
    return any(
        found.staff_id in teachers_of(context.duties, pupil.school_class.id, local.date())
        or (covers and found.staff_id in on_duty(context.duties, pupil.school_class.id, local))
        for pupil in context.pupils
    )


def matches(context: FamilyContext) -> bool:
    return wanted(context) is not None


def handle(context: FamilyContext) -> Decision:
    builder, found = Builder(context, "others"), wanted(context)
    if found is None:
        return builder.done()
    role = _role(context, found)
    climbs = role is not None and role is not Role.CLASS_TEACHER and steps.on_a_ladder(context, role)
    if found.last or climbs:  # another class's teacher is no step
        steps.towards(builder, context, role)
    elif role is not None and role is not Role.CLASS_TEACHER and role in context.policy.messages.to:
        _deliver(builder, context, role)
    elif role in context.policy.messages.blocked_roles:
        _keep(builder, context, "blocked_role", RoleName(role or Role.HEAD))
    elif role is Role.OFFICE or context.policy.messages.other_staff == "office":
        _deliver(builder, context, Role.OFFICE)
    else:
        _keep(builder, context, "other_staff", None)
    return builder.done()


def _role(context: FamilyContext, found: Addressee) -> Role | None:
    """A person is met by the strictest of their roles: naming the head by name changes nothing."""
    person = next((one for one in context.colleagues if one.id == found.staff_id), None)
    if person is None:
        return found.role
    return _strictest(context, person)


def _strictest(context: FamilyContext, person: Staff) -> Role | None:
    blocked = [role for role in context.policy.messages.blocked_roles if role in person.roles]
    teaches = any(one.staff_id == person.id and one.kind is DutyKind.TEACHES for one in context.duties)
    return next(iter(blocked), next(iter(sorted(person.roles)), Role.CLASS_TEACHER if teaches else None))


def _keep(builder: Builder, context: FamilyContext, why: str, place: RoleName | None) -> None:
    """Never delivered to that person, nobody is notified, and the parent knows (B4)."""
    said = say("others.blocked", place=place) if place else say("others.own_teacher")
    phrases = (said, say("kept.not_passed"), *replies.if_closed(context))
    kept_back.keep_back(builder, context, why, phrases, _LABELS)


def _deliver(builder: Builder, context: FamilyContext, role: Role) -> None:
    """The office takes messages for anybody else; a role the policy names takes its own. Not in the class's thread."""
    subject = next((one.subject for one in context.sure), Subject.ADMIN)
    route = kept_back.to_office(context, subject, role=role)
    pupils = arrival.attributed(context)
    pupil_id = pupils[0].id if len(pupils) == 1 else None
    builder.open_item(route, (builder.keep(kind=str(context.event.kind)),), pupil_id=pupil_id)
    builder.reply(*replies.passed(context, route, pupils))


HANDLER = Handler("others", Action.WRITE_HOME_TO_SCHOOL, matches, handle)
