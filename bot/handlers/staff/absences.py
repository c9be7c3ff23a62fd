"""/absences: who is away today, by class, for the register. Counts first; a tap shows a class, a tap confirms it."""

from __future__ import annotations

from itertools import groupby

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.messages import Inbound, Kind
from bot.domain.refs import button, pressed
from bot.domain.sending import Words
from bot.domain.wording import ClassName, Name, Option, Phrase, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import AbsenceLine
from bot.handlers.staff import confirming, rights

_COMMANDS = {"/absences", "absences"}
_SHOW, CONFIRM = "absclass", "absok"
VERBS = frozenset({_SHOW, CONFIRM})


def asks(event: Inbound) -> bool:
    """Today's list is needed: the command, or a button under it."""
    return _commands(event) or (event.kind is Kind.CHOICE and pressed(event.choice)[0] in VERBS)


def _commands(event: Inbound) -> bool:
    return event.kind is Kind.TEXT and event.text.strip().casefold() in _COMMANDS


def _may(context: StaffContext, action: Action) -> bool:
    return rights.allowed(context, action, Facts(linked=True))


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "absences")
    if not _may(context, Action.READ_ABSENCES):
        builder.reply(say("staff.not_yours"))
    elif not context.absences:
        builder.reply(say("staff.absences_none"))
    else:
        _counts(builder, context)
    return builder.done()


def _counts(builder: Builder, context: StaffContext) -> None:
    lines, options = [], []
    for class_id, found in groupby(context.absences, key=lambda line: line.class_id):
        there = tuple(found)
        lines.append(_count(class_id, there))
        options.append(Option(ClassName(class_id), button(_SHOW, class_id)))
    builder.send(Words((say("staff.absences", n=_children(context.absences)), *lines), tuple(options)))


def _children(lines: tuple[AbsenceLine, ...]) -> int:
    return len({line.pupil_id for line in lines})


def _count(class_id: int, lines: tuple[AbsenceLine, ...]) -> Phrase:
    open_ = tuple(line for line in lines if line.state != "confirmed")
    return say("staff.absences_class", school_class=ClassName(class_id), n=_children(lines), open=_children(open_))


def of_class(context: StaffContext) -> Decision:
    """Names, categories and codes of one class; or its confirmation."""
    verb, numbers = pressed(context.event.choice)
    builder = Builder(context, "absences_class")
    action = Action.RECORD_ABSENCE if verb == CONFIRM else Action.READ_ABSENCES
    class_id = numbers[0] if numbers else 0
    lines = tuple(line for line in context.absences if line.class_id == class_id)
    if not _may(context, action):
        builder.reply(say("staff.not_yours"))
    elif verb == CONFIRM:
        done = confirming.confirm(builder, context, lines)
        builder.reply(say("staff.absences_confirmed", n=done, school_class=ClassName(class_id)))
    elif lines:
        builder.add(Record(action="absences_read", subject_kind="class", subject_id=class_id))
        _show(builder, class_id, lines)
    else:
        builder.reply(say("staff.absences_none"))
    return builder.done()


def _show(builder: Builder, class_id: int, lines: tuple[AbsenceLine, ...]) -> None:
    waiting = any(line.state != "confirmed" for line in lines)
    confirm = (Option(say("staff.option.confirm_class", school_class=ClassName(class_id)), button(CONFIRM, class_id)),)
    children = [_child(tuple(found)) for _, found in groupby(lines, key=lambda line: line.pupil_id)]
    builder.send(Words((_count(class_id, lines), *children), confirm if waiting else ()))


def _child(halves: tuple[AbsenceLine, ...]) -> Phrase:
    """ "Ola Kowalska: whole day, illness (I), reported by SMS, not confirmed yet"."""
    first = halves[0]
    sources = dict.fromkeys(report.source for line in halves for report in line.reports)
    state = "differs" if any(line.differs for line in halves) else first.state
    return say(
        "staff.absences_child",
        child=Name(Who.PUPIL, first.pupil_id),
        part=say(f"staff.part.{'all' if len(halves) > 1 else first.session}"),
        code=first.code,
        source=", ".join(sources),
        state=say(f"staff.absence_state.{state}"),
    )


HANDLER = Handler("absences", Action.USE_STAFF_BOT, lambda context: _commands(context.event), handle)
CLASS: Handler[StaffContext] = Handler(
    "absences_class",
    Action.USE_STAFF_BOT,
    lambda context: context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in VERBS,
    of_class,
)
