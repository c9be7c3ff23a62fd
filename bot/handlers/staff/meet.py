"""Offering a family times to meet, the day's list of meetings, and putting on record that one was held (M16, LT14, LT34)."""

from __future__ import annotations

from bot.domain import ladders
from bot.domain.access import Action
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.items import OfferMeeting, SetRung, SettleItem, SettleMeeting
from bot.domain.effects.people import Record
from bot.domain.effects.telling import RefreshCards
from bot.domain.meetings import Meeting, free_digit, read_times
from bot.domain.messages import Inbound, Kind
from bot.domain.people import Role
from bot.domain.refs import button, pressed
from bot.domain.sending import Words
from bot.domain.wording import ClassName, Name, Names, Option, Phrase, RoleName, When, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.families.meeting import NONE_OF_THESE
from bot.handlers.families.meeting import VERB as SLOT
from bot.handlers.known import ItemFacts
from bot.handlers.staff import rights

_COMMANDS = {"/meet", "meet", "/meetings"}
_ASKED_FOR = {"meeting", "appointment"}
_MINUTES = 30
_MOST = 12


def ask_times(builder: Builder, item: ItemFacts) -> None:
    builder.ask(Asked.STAFF_TIMES, (), _MINUTES, (item.id,))
    builder.reply(say("staff.offer_how"))


# offering ----------------------------------------------------------------------------------------------------------


def _offers(context: StaffContext) -> bool:
    """Words after "which times?", or times alone in reply to the card of somebody who asks to meet."""
    if context.event.kind is not Kind.TEXT or context.item is None or is_command(context.event.text):
        return False
    asked = context.conversation.open_question(context.now)
    if asked is not None and asked.kind is Asked.STAFF_TIMES:
        return context.item.id in asked.item_ids
    replies = context.event.reply_to is not None and context.item.kind in _ASKED_FOR
    return replies and bool(read_times(context.event.text, context.now, context.policy.school.zone))


def is_command(text: str) -> bool:
    return text.strip().startswith("/")


def offer(context: StaffContext) -> Decision:
    builder, item = Builder(context, "meeting_offer"), context.item
    if item is None or not rights.allowed(context, Action.ANSWER, rights.item_facts(context, item)):
        builder.reply(say("staff.not_yours"))
        return builder.done()
    times = read_times(context.event.text, context.now, context.policy.school.zone)
    if not times or item.guardian_id is None:
        builder.reply(say("staff.offer_how"))
        return builder.done()
    builder.settle_question()
    made, role = builder.new_id(), _whom(context, item)
    class_id = item.thread.class_id if item.thread else item.class_id
    digit = free_digit(tuple(one for one in context.meetings if one.guardian_id == item.guardian_id))
    offered = OfferMeeting(
        id=made,
        item_id=item.id,
        guardian_id=item.guardian_id,
        role=role,
        times=times,
        first_digit=digit,
        staff_id=context.staff.id if context.staff else None,
        pupil_id=item.pupil_id,
        class_id=class_id,
    )
    builder.add(offered, SettleItem(item_id=item.id, state="taken", staff_id=offered.staff_id, seen=True))
    builder.add(RefreshCards(item.id), Record(action="meeting_offered", subject_kind="meeting", subject_id=made))
    builder.send(_letter(offered), guardian_id=item.guardian_id, intent=f"meeting:{made}:offer")
    builder.reply(
        say("staff.offered", adult=Name(Who.GUARDIAN, item.guardian_id)),
        *(say("staff.offered_time", when=When(at)) for at in times),
    )
    return builder.done()


def _whom(context: StaffContext, item: ItemFacts) -> Role:
    """An appointment is with the step's own person; any other meeting with the class teacher (M16)."""
    ladder = ladders.steps(context.policy, item.topic)
    if item.kind == "appointment":
        return ladder[item.rung].role if item.rung is not None and item.rung < len(ladder) else Role.OFFICE
    return Role.CLASS_TEACHER


def _letter(offered: OfferMeeting) -> Words:
    place = RoleName(offered.role, offered.class_id if offered.role is Role.CLASS_TEACHER else None)
    about = (say("about.names", names=Names(Who.PUPIL, (offered.pupil_id,))),) if offered.pupil_id else ()
    slots = [
        Option(When(at), button(SLOT, offered.id, number), offered.first_digit + number)
        for number, at in enumerate(offered.times)
    ]
    none = Option(
        say("option.none_of_these"), button(SLOT, offered.id, NONE_OF_THESE), offered.first_digit + len(offered.times)
    )
    return Words((say("meeting.offer", place=place), *about), (*slots, none))


# the list ----------------------------------------------------------------------------------------------------------


def is_list(event: Inbound) -> bool:
    return event.kind is Kind.TEXT and event.text.strip().casefold() in _COMMANDS


def day_list(context: StaffContext) -> Decision:
    builder = Builder(context, "meet")
    agreed = [one for one in theirs(context)[:_MOST] if one.starts_at is not None]
    lines = [_line(one) for one in agreed]
    options = tuple(
        Option(say("staff.option.met", when=When(one.starts_at)), button("met", one.id))
        for one in agreed
        if one.starts_at
    )
    builder.send(Words(tuple(lines) or (say("staff.no_meetings"),), options))
    return builder.done()


def theirs(context: StaffContext) -> list[Meeting]:
    return [one for one in context.meetings if _mine(context, one)]


def _mine(context: StaffContext, meeting: Meeting) -> bool:
    """The office sees all; a teacher those of a class they stand at; others those with them."""
    held, staff_id = rights.roles(context), context.staff.id if context.staff else 0
    if Role.OFFICE in held or meeting.role in held - {Role.CLASS_TEACHER, Role.PPA_COVER}:
        return True
    with_teacher = meeting.role is Role.CLASS_TEACHER
    return with_teacher and rights.stands_at(context, staff_id, meeting.class_id)


def _line(meeting: Meeting) -> Phrase:
    return say(
        "staff.meet_line",
        when=When(meeting.starts_at) if meeting.starts_at else "-",
        child=Name(Who.PUPIL, meeting.pupil_id) if meeting.pupil_id else "-",
        school_class=ClassName(meeting.class_id) if meeting.class_id else "-",
        adult=Name(Who.GUARDIAN, meeting.guardian_id),
        who=say(f"staff.with.{meeting.role}"),
    )


# held --------------------------------------------------------------------------------------------------------------


def _says_met(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == "met"


def met(context: StaffContext) -> Decision:
    """On record: a step of a ladder is done with it, and the next one opens."""
    builder, (_, numbers) = Builder(context, "meeting_met"), pressed(context.event.choice)
    found = next((one for one in context.meetings if numbers and one.id == numbers[0]), None)
    if found is None or not _mine(context, found) or found.state != "agreed":
        builder.reply(say("staff.already_done"))
        return builder.done()
    staff_id = context.staff.id if context.staff else None
    step = ladders.rung_of_meeting(context.policy, found.topic, found.rung)
    builder.add(SettleMeeting(found.id, "met"))
    builder.add(SettleItem(item_id=found.item_id, state="done", outcome="met", staff_id=staff_id, answered=True))
    if step is not None and found.role is Role.CLASS_TEACHER:
        builder.add(SetRung(found.item_id, step))
    builder.add(RefreshCards(found.item_id), Record(action="meeting_met", subject_kind="meeting", subject_id=found.id))
    builder.reply(say("staff.met"))
    return builder.done()


OFFER: Handler[StaffContext] = Handler("meeting_offer", Action.ANSWER, _offers, offer)
LIST: Handler[StaffContext] = Handler("meet", Action.USE_STAFF_BOT, lambda context: is_list(context.event), day_list)
MET: Handler[StaffContext] = Handler("meeting_met", Action.USE_STAFF_BOT, _says_met, met)
