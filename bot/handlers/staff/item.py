"""Opening an item, and what can be done with it in one tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.absences import CountCorrection, WithdrawAbsence
from bot.domain.effects.items import FileMessages, MoveItem, OpenItem, SettleItem
from bot.domain.effects.people import LinkClaim, Record
from bot.domain.effects.telling import RefreshCards
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.refs import button, pressed
from bot.domain.routing import Route, danger_routes, route_to
from bot.domain.sending import Card, Lane, Welcome, Words
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import Option, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.families.replies import item_news
from bot.handlers.known import ItemFacts
from bot.handlers.staff import confirming, meet, page_post, rights, seen

Act = Callable[[Builder, StaffContext, ItemFacts], None]


def _verb(context: StaffContext) -> str:
    return pressed(context.event.choice)[0] if context.event.kind is Kind.CHOICE else ""


def refuse(builder: Builder, context: StaffContext, action: Action) -> Decision:
    """No content and no name; the attempt is logged."""
    item_id = context.item.id if context.item else None
    builder.add(Record(action="refused", subject_kind="item", subject_id=item_id, reason=str(action)))
    builder.reply(say("staff.not_yours"))
    return builder.done()


def open_card(context: StaffContext) -> Decision:
    builder, item = Builder(context, "open_card"), context.item
    if item is None or not rights.allowed(context, Action.READ_ITEM, rights.item_facts(context, item)):
        return refuse(builder, context, Action.READ_ITEM)
    staff_id = context.staff.id if context.staff else None
    shown = context.answered
    # A list stays where it is: the next of its messages is opened from it.
    replaced = shown.outbox_id if shown and shown.item_id == item.id else None
    builder.add(SettleItem(item_id=item.id, seen=True, staff_id=staff_id))
    if item.thread is not None and item.role is Role.CLASS_TEACHER:
        builder.add(FileMessages(item.message_ids, item.thread))  # its topic was never said: it is the class teacher's
    builder.add(Record(action="read", subject_kind="item", subject_id=item.id))
    seen.mark(builder, context, item)
    builder.send(
        Card(item.id, replaces=replaced), staff_id=staff_id, intent=f"card:{item.id}:{context.event.provider_id}"
    )
    return builder.done()


def _to_office(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """One tap moves it to the office; the parent is told by role (BNV32). Triage had it wrong, or missed the subject."""
    builder.add(CountCorrection(item.subject, item.language or "en", "wrong", "staff"))
    finding = Finding(item.subject if item.subject is not Subject.NOTE else Subject.ADMIN, 1.0)
    _move(builder, context, item, route_to(Role.OFFICE, None, finding, context.calendars, context.now, context.now))
    _tell_family(builder, item, "moved.to_office")


def _back(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """Not for this role after all: where unsorted messages go."""
    class_id = item.thread.class_id if item.thread else item.class_id
    role = context.policy.routing.default.role if class_id is not None else context.policy.routing.doubtful.role
    if role is item.role:  # nowhere else to go: it stays with whoever has it
        builder.reply(say("staff.nowhere_else"))
        return
    finding = Finding(Subject.NOTE, 1.0)
    builder.add(WithdrawAbsence(item.id), CountCorrection(item.subject, item.language or "en", "wrong", "staff"))
    _move(builder, context, item, route_to(role, class_id, finding, context.calendars, context.now, context.now))


def _danger(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """Staff see what triage missed: a safeguarding item of its own; this one leaves the class."""
    found = Finding(Subject.SAFEGUARDING, 1.0, ("raised by staff",))
    builder.add(CountCorrection(Subject.SAFEGUARDING, item.language or "en", "missed", "staff"))
    first, *more = danger_routes(found, context.policy, context.now)
    _move(builder, context, item, first)
    for route in more:
        builder.open_item(route, item.message_ids, thread=item.thread, pupil_id=item.pupil_id)


def _move(builder: Builder, context: StaffContext, item: ItemFacts, route: Route) -> None:
    builder.add(
        MoveItem(
            item_id=item.id,
            role=route.role,
            subject=route.subject,
            visible_from=route.visible_from,
            class_id=route.class_id,
            thread=item.thread,
            pupil_id=item.pupil_id,
        ),
        RefreshCards(item.id),
        Record(action="moved", subject_kind="item", subject_id=item.id, reason=f"to {route.role}"),
    )
    builder.notify(item.id, route, route.push_at)


def _phone(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """The teacher would rather speak: the parent hears how (BNV31)."""
    _settle(builder, context, item, "done", "by_phone")
    _tell_family(builder, item, "please_phone")


def _meeting(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """Whoever arranges meetings here is asked for times: the class teacher (LT14), or the office, which gets it (M16).

    With some people only the office makes appointments (LT34, LT36).
    """
    meetings = context.policy.meetings
    through_office = meetings.via == "office" and item.role is Role.CLASS_TEACHER
    if not through_office and item.role not in meetings.by_appointment:
        meet.ask_times(builder, item)
        return
    finding = Finding(Subject.ADMIN, 1.0, (f"the {item.role.replace('_', ' ')} asks to meet",))
    route = route_to(Role.OFFICE, None, finding, context.calendars, context.now, context.now)
    _open_for_family(builder, route, item, "meeting")
    _settle(builder, context, item, "done", "meeting")
    if item.role is Role.CLASS_TEACHER:
        _tell_family(builder, item, "meet")  # of anybody else the family hears when the office offers times


def _open_for_family(builder: Builder, route: Route, item: ItemFacts, kind: str) -> None:
    """Another item about the same adult and child."""
    made = builder.new_id()
    builder.add(
        OpenItem(
            id=made,
            role=route.role,
            subject=route.subject,
            visible_from=route.visible_from,
            class_id=route.class_id,
            thread=item.thread,
            guardian_id=item.guardian_id,
            pupil_id=item.pupil_id,
            because=", ".join(route.because),
            kind=kind,
            message_ids=(),
        )
    )
    builder.notify(made, route, route.push_at)


def _call(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """Better by phone (LT8): the parent is asked when, and the office has a call to make."""
    finding = Finding(Subject.ADMIN, 1.0, ("better by phone, the class teacher says",))
    route = route_to(Role.OFFICE, None, finding, context.calendars, context.now, context.now)
    _open_for_family(builder, route, item, "call")
    builder.add(Record(action="by_phone", subject_kind="item", subject_id=item.id))
    _tell_family(builder, item, "call.when")
    builder.reply(say("staff.call_arranged"))


def _interpreter(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """Nobody here can write their language: the office rings with an interpreter, and the family hears that it will."""
    finding = Finding(Subject.ADMIN, 1.0, (f"ring with an interpreter: {item.language or 'en'}",))
    route = route_to(Role.OFFICE, None, finding, context.calendars, context.now, context.now)
    _open_for_family(builder, route, item, "call")
    builder.add(Record(action="interpreter", subject_kind="item", subject_id=item.id))
    if item.guardian_id is not None:
        words = Words((say("call.interpreter"),))
        builder.send(words, guardian_id=item.guardian_id, intent=f"told:{item.id}:interpreter", lane=Lane.TALK)
    builder.reply(say("staff.call_arranged"))


def _give(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """The office chooses who deals with it (LT37)."""
    options = tuple(
        Option(say(f"staff.place.{role}"), button("giveto", item.id, place)) for place, role in enumerate(GIVEN_TO)
    )
    builder.reply(say("staff.give_whom"), options=options)


def _give_to(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    _, numbers = pressed(context.event.choice)
    if len(numbers) < 2 or numbers[1] >= len(GIVEN_TO):
        builder.reply(say("staff.nowhere_else"))
        return
    role = GIVEN_TO[numbers[1]]
    finding = Finding(item.subject, 1.0)
    _move(builder, context, item, route_to(role, None, finding, context.calendars, context.now, context.now))
    builder.reply(say("staff.given", who=say(f"staff.place.{role}")))


def _seen(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    _settle(builder, context, item, "done", "seen")


def _take(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """A take by one shows to all; the parent hears that a person has it."""
    if item.taken_by is not None and context.staff and item.taken_by != context.staff.id:
        builder.reply(say("staff.already_taken"))
        return
    _settle(builder, context, item, "taken", None)
    if item.subject is not Subject.SAFEGUARDING:
        _tell_family(builder, item, "office_has_it")


def _done(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    _settle(builder, context, item, "done", "done")


def _confirm(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """The absence is taken over with its suggested code; the parents who reported it hear so."""
    confirming.confirm(builder, context, context.absences, but=frozenset({item.id}))
    _settle(builder, context, item, "done", "confirmed" if context.absences else None)


def _link(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """The office knows whose phone it is: linked as if its own number had proved it, and the family hears."""
    if item.guardian_id is None or not item.claims:
        builder.reply(say("staff.already_done"))
        return
    builder.add(LinkClaim(item.id, item.guardian_id))
    _settle(builder, context, item, "done", "linked")
    builder.send(Welcome(), guardian_id=item.guardian_id, intent=f"told:{item.id}:linked")


def _settle(builder: Builder, context: StaffContext, item: ItemFacts, state: str, outcome: str | None) -> None:
    staff_id = context.staff.id if context.staff else None
    builder.add(SettleItem(item_id=item.id, state=state, outcome=outcome, staff_id=staff_id, seen=True))
    builder.add(RefreshCards(item.id))
    builder.add(Record(action=outcome or state, subject_kind="item", subject_id=item.id))


def _tell_family(builder: Builder, item: ItemFacts, key: str) -> None:
    """Once per item and kind of news, on the adult's own channel; nobody is told about a danger item."""
    if item.guardian_id is not None and item.subject is not Subject.SAFEGUARDING:
        phrases = item_news(key, item)
        builder.send(phrases, guardian_id=item.guardian_id, intent=f"told:{item.id}:{key}", lane=Lane.TALK)


@dataclass(frozen=True, slots=True)
class OneTap:
    action: Action
    act: Act


_AFTERWARDS = frozenset({"call", "interpreter"})  # possible when the answer has been given
GIVEN_TO = (
    Role.HEAD, Role.DEPUTY, Role.ASSISTANT_HEAD, Role.SENIOR_LEADER, Role.PASTORAL_LEAD, Role.SENCO, Role.SUPPORT_OFFICER,
)  # fmt: skip


def switched_off(policy: Policy) -> frozenset[str]:
    """One-tap replies that the school does not use (BNV31, BNV32)."""
    off = {"phone": not policy.staff.phone_school, "office": not policy.staff.forward_to_office}
    return frozenset(verb for verb, is_off in off.items() if is_off)


ONE_TAP: dict[str, OneTap] = {
    "office": OneTap(Action.FORWARD, _to_office),
    "back": OneTap(Action.FORWARD, _back),
    "phone": OneTap(Action.ANSWER, _phone),
    "meet": OneTap(Action.ANSWER, _meeting),
    "call": OneTap(Action.ANSWER, _call),
    "interpreter": OneTap(Action.ANSWER, _interpreter),
    "give": OneTap(Action.FORWARD, _give),
    "giveto": OneTap(Action.FORWARD, _give_to),
    "seen": OneTap(Action.TAKE, _seen),
    "take": OneTap(Action.TAKE, _take),
    "done": OneTap(Action.TAKE, _done),
    "danger": OneTap(Action.RAISE_DANGER, _danger),
    "confirm": OneTap(Action.TAKE, _confirm),
    "link": OneTap(Action.LINK_CONTACT, _link),
    "putpage": OneTap(Action.TAKE, page_post.put),
}


def act(context: StaffContext) -> Decision:
    tap, item = ONE_TAP[_verb(context)], context.item
    builder = Builder(context, _verb(context))
    if item is None or not rights.allowed(context, tap.action, rights.item_facts(context, item)):
        return refuse(builder, context, tap.action)
    if _verb(context) in switched_off(context.policy):
        builder.reply(say("staff.nowhere_else"))
        return builder.done()
    if item.state in {"done", "withdrawn"} and _verb(context) not in _AFTERWARDS:
        builder.reply(say("staff.already_done"))
        return builder.done()
    tap.act(builder, context, item)
    return builder.done()


OPEN: Handler[StaffContext] = Handler(
    "open_card", Action.READ_ITEM, lambda context: _verb(context) == "open", open_card
)
ACT: Handler[StaffContext] = Handler("one_tap", Action.TAKE, lambda context: _verb(context) in ONE_TAP, act)
