"""/cover: who stands in for a class, in two taps: the class (for those with one it is theirs), then the person.

Set by the deputy, the head, the office or whoever is absent: the class's teacher, or the colleague who was to cover. It
holds for the day the class reads next: at 7:50 that is today, at 18:00 tomorrow. What waits for the class, held or open,
goes to whoever stands there when it opens.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.access import Action
from bot.domain.asking import Label
from bot.domain.conversation import Asked, Question
from bot.domain.cover import in_force, teacher_of
from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.effects.school import EndCover, SetCover
from bot.domain.hours import next_opening
from bot.domain.messages import Inbound, Kind
from bot.domain.people import Duty, DutyKind, Role, SchoolClass
from bot.domain.refs import button, pressed
from bot.domain.sending import Covering, Handover, Words
from bot.domain.wording import ClassName, Name, Option, When, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder, meaning
from bot.handlers.staff import rights

_COMMANDS = {"/cover", "cover"}
_MINUTES, _MOST = 30, 20
_SUPPLY = "supply"
SET_VERB = "coverset"


def asks(event: Inbound) -> bool:
    return event.kind is Kind.TEXT and event.text.strip().casefold() in _COMMANDS


def handle(context: StaffContext) -> Decision:
    builder, mine = Builder(context, "cover"), _classes(context)
    if not mine:
        builder.reply(say("staff.cover_not_yours"))
    elif len(mine) == 1:
        _ask_who(builder, context, mine[0])
    else:
        labels: list[Label] = [(ClassName(one.id), f"class{one.id}", None) for one in mine]
        options = builder.ask(Asked.COVER, tuple(labels), _MINUTES)
        builder.reply(say("staff.cover_which_class"), options=options)
    return builder.done()


def _classes(context: StaffContext) -> tuple[SchoolClass, ...]:
    return tuple(one for one in context.classes if may_set(context, one.id))


def may_set(context: StaffContext, class_id: int) -> bool:
    facts = rights.class_facts(context, class_id)
    due = _own_cover(context, class_id, context.now.astimezone(_zone(context)).date())
    return rights.allowed(context, Action.SET_COVER, replace(facts, on_duty=facts.on_duty or due is not None))


def _own_cover(context: StaffContext, class_id: int, day: date) -> Duty | None:
    """What this person has to cover in the class that day, also later in the day: away, they name who does it instead."""
    staff_id = context.staff.id if context.staff else None
    own = (one for one in context.duties if one.class_id == class_id and one.staff_id == staff_id)
    return next((one for one in own if one.kind is DutyKind.COVERS and in_force(one, day)), None)


def _ask_who(builder: Builder, context: StaffContext, school_class: SchoolClass) -> None:
    able = could_stand_in(context, school_class.id)[:_MOST]
    labels: list[Label] = [(Name(Who.STAFF, one), f"staff{one}", None) for one in able]
    labels.append((say("staff.option.supply"), _SUPPLY, None))
    labels.append((say("staff.option.cancel"), "cancel", None))
    options = builder.ask(Asked.COVER, tuple(labels), _MINUTES, data={"class": school_class.id})
    builder.reply(say("staff.cover_who", school_class=ClassName(school_class.id)), options=options)


def could_stand_in(context: StaffContext, class_id: int) -> tuple[int, ...]:
    """Everybody but those whose class it is that day: nobody stands in for themselves."""
    begins = next_opening(context.calendars.of(Role.CLASS_TEACHER, class_id), context.now)
    own = teacher_of(context.duties, class_id, begins.astimezone(_zone(context)).date()) if begins else ()
    return tuple(one for one in context.colleagues if one not in own)


def _chosen(context: StaffContext) -> tuple[Question, Option] | None:
    asked = context.conversation.open_question(context.now)
    if asked is None or asked.kind is not Asked.COVER or context.event.kind is not Kind.CHOICE:
        return None
    option = asked.chosen(None, context.event.choice)
    return (asked, option) if option else None


def chosen(context: StaffContext) -> Decision:
    builder, found = Builder(context, "cover_chosen"), _chosen(context)
    builder.settle_question()
    wanted = meaning(found[1]) if found else "cancel"
    class_id = int(found[0].data.get("class", 0)) if found else 0
    if wanted.startswith("class"):
        school_class = context.class_of(int(wanted.removeprefix("class")))
        if school_class and may_set(context, school_class.id):
            _ask_who(builder, context, school_class)
    elif wanted == "cancel" or not may_set(context, class_id):
        builder.reply(say("staff.cancelled"))
    else:
        staff_id = None if wanted == _SUPPLY else int(wanted.removeprefix("staff"))
        _stand_in(builder, context, class_id, staff_id, context.now)
    return builder.done()


def _sets(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == SET_VERB


def set_at_once(context: StaffContext) -> Decision:
    """Class and person in one go, from the console's form. Person 0: a supply teacher without an account."""
    builder, (_, numbers) = Builder(context, "cover_set"), pressed(context.event.choice)
    class_id, staff_id = numbers if len(numbers) == 2 else (0, 0)
    if not may_set(context, class_id) or context.class_of(class_id) is None:
        builder.reply(say("staff.cover_not_yours"))
    elif staff_id and staff_id not in could_stand_in(context, class_id):
        builder.reply(say("staff.cover_other", school_class=ClassName(class_id)))
    else:
        _stand_in(builder, context, class_id, staff_id or None, context.now)
    return builder.done()


def _stand_in(
    builder: Builder,
    context: StaffContext,
    class_id: int,
    staff_id: int | None,
    since: datetime,
    prolonged: Duty | None = None,
) -> None:
    """For the school day that begins next after `since`. Nobody named: a supply teacher without an account."""
    begins = next_opening(context.calendars.of(Role.CLASS_TEACHER, class_id), since)
    if begins is None:
        builder.reply(say("staff.cover_no_dates"))
        return
    made, day = builder.new_id(), begins.astimezone(_zone(context)).date()
    own = None if prolonged else _own_cover(context, class_id, day)
    handed_on = prolonged.instead_of if prolonged else None
    instead_of = own.staff_id if own else handed_on
    if own and own.start:
        begins = max(begins, datetime.combine(day, own.start, _zone(context)))
    builder.add(
        SetCover(id=made, class_id=class_id, staff_id=staff_id, day=day, instead_of=instead_of),
        Record(action="cover_set", subject_kind="class", subject_id=class_id),
    )
    _tell(builder, class_id, staff_id, begins)
    if instead_of is None:  # else the class's teacher is told of the day, or the slot, already
        _hand_back(builder, context, class_id, begins, made)
    options = (
        Option(say("staff.option.cover_tomorrow"), button("covermore", made)),
        Option(say("staff.option.cover_end"), button("coverend", made)),
    )
    who = Name(Who.STAFF, staff_id) if staff_id is not None else say("staff.supply_teacher")
    words = say("staff.cover_set", who=who, school_class=ClassName(class_id), when=When(begins))
    builder.send(Words((words,), options))


def _zone(context: StaffContext) -> ZoneInfo:
    return ZoneInfo(context.policy.school.zone)


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone)


def _tell(builder: Builder, class_id: int, staff_id: int | None, begins: datetime) -> None:
    """Whoever covers hears when their day begins; for somebody without a phone the office has it printed or told."""
    content, role = Covering(class_id, staff_id), None if staff_id is not None else Role.OFFICE
    builder.send(content, staff_id=staff_id, role=role, due_at=begins)


def _hand_back(builder: Builder, context: StaffContext, class_id: int, begins: datetime, made: int) -> None:
    """At the next opening after the covered day the class's own teacher hears in one line how it went."""
    after = _midnight_after(begins.astimezone(_zone(context)).date(), _zone(context))
    back = next_opening(context.calendars.of(Role.CLASS_TEACHER, class_id), after)
    if back is not None:
        content = Handover(class_id, begins, back, days=True, cover=made)
        builder.send(content, role=Role.CLASS_TEACHER, class_id=class_id, due_at=back)


def _names_cover(context: StaffContext) -> bool:
    verb, numbers = pressed(context.event.choice)
    return context.event.kind is Kind.CHOICE and verb in {"covermore", "coverend"} and bool(numbers)


def change(context: StaffContext) -> Decision:
    """ "Tomorrow too" and "end": of a cover that still runs."""
    verb, numbers = pressed(context.event.choice)
    builder = Builder(context, verb)
    found = next((one for one in context.duties if one.id == numbers[0] and one.kind is DutyKind.COVERS), None)
    if found is None:
        builder.reply(say("staff.cover_over"))
    elif not may_set(context, found.class_id):
        builder.reply(say("staff.not_yours"))
    elif verb == "coverend":
        _end(builder, context, found)
    else:
        _prolong(builder, context, found)
    return builder.done()


def _end(builder: Builder, context: StaffContext, found: Duty) -> None:
    """A teacher back in the middle of the day hears then what came."""
    builder.add(EndCover(found.id), Record(action="cover_ended", subject_kind="class", subject_id=found.class_id))
    begins = _begins(context, found) if found.instead_of is None else None
    if begins is not None and begins < context.now:
        content = Handover(found.class_id, begins, context.now, days=True)
        builder.send(content, role=Role.CLASS_TEACHER, class_id=found.class_id)
    builder.reply(say("staff.cover_ended", school_class=ClassName(found.class_id)))


def _begins(context: StaffContext, found: Duty) -> datetime | None:
    """When a cover of a whole day, as they are set here, begins or began; one set at noon began at noon."""
    if found.first_day is None or found.start is not None:
        return None
    midnight = datetime.combine(found.first_day, time(), _zone(context))
    since = max(midnight, found.made_at) if found.made_at else midnight
    return next_opening(context.calendars.of(Role.CLASS_TEACHER, found.class_id), since)


def _prolong(builder: Builder, context: StaffContext, found: Duty) -> None:
    """One school day more than it lasted so far."""
    last = found.last_day or context.now.astimezone(_zone(context)).date()
    _stand_in(builder, context, found.class_id, found.staff_id, _midnight_after(last, _zone(context)), found)


HANDLER = Handler("cover", Action.SET_COVER, lambda context: asks(context.event), handle)
CHOSEN: Handler[StaffContext] = Handler(
    "cover_chosen", Action.SET_COVER, lambda context: _chosen(context) is not None, chosen
)
CHANGE: Handler[StaffContext] = Handler("cover_change", Action.SET_COVER, _names_cover, change)
SET: Handler[StaffContext] = Handler("cover_set", Action.SET_COVER, _sets, set_at_once)
