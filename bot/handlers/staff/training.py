"""Training that is out of date: what may not be done says so and where the training is; /training shows where one stands (DPIA46)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from bot.domain.access import Action, Facts, untrained_bars
from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.messages import Kind
from bot.domain.refs import pressed
from bot.domain.subjects import Subject
from bot.domain.training import State
from bot.domain.wording import Day, Names, Phrase, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights
from bot.handlers.staff.item import ONE_TAP

WORD = "/training"
_OPEN_TO_ALL = frozenset({"staff_agreement", "staff_help", "training", "notice"})


def asks(text: str) -> bool:
    return text.strip().casefold() == WORD


def in_the_way(context: StaffContext, wanted: Handler[StaffContext]) -> bool:
    """What may be danger is never kept waiting for it (law 6)."""
    if not context.training.out_of_date or wanted.action is None or wanted.name in _OPEN_TO_ALL:
        return False
    danger = context.item is not None and context.item.subject is Subject.SAFEGUARDING
    return not danger and untrained_bars(_action(context, wanted), context.training.state)


def _action(context: StaffContext, wanted: Handler[StaffContext]) -> Action:
    """A tap under a message asks for its own right; what only needs the staff bot needs the reading of messages here."""
    tap = ONE_TAP.get(pressed(context.event.choice)[0])
    if tap is not None:
        return tap.action
    return Action.READ_ITEM if wanted.action in {None, Action.USE_STAFF_BOT} else wanted.action


def refuse(context: StaffContext) -> Decision:
    builder = Builder(context, "training")
    staff_id = context.staff.id if context.staff else None
    builder.add(Record(action="refused", subject_kind="staff", subject_id=staff_id, reason="training"))
    builder.reply(say("staff.training.needed"), *_standing(context))
    return builder.done()


def handle(context: StaffContext) -> Decision:
    """One's own; leaders also see who is out of date."""
    builder = Builder(context, "training")
    builder.reply(*lines(context))
    return builder.done()


def lines(context: StaffContext) -> tuple[Phrase, ...]:
    found = list(_standing(context))
    if context.training.state is not State.NOT_ASKED and rights.allowed(context, Action.READ_REPORTS, Facts()):
        who = Names(Who.STAFF, context.out_of_date)
        found.append(say("staff.training.list", who=who) if context.out_of_date else say("staff.training.nobody"))
    return tuple(found)


def _standing(context: StaffContext) -> tuple[Phrase, ...]:
    found, link = context.training, context.policy.staff.training_link
    where = (say("staff.training.link", link=link),) if link else ()
    if found.state is State.NOT_ASKED:
        return (say("staff.training.not_asked"),)
    if found.ends is None:
        return (say("staff.training.never"), *where, say("staff.training.noted"))
    if found.state is State.IN_DATE:
        return (say("staff.training.until", date=_day(found.ends)), *where)
    lapsed = say("staff.training.lapsed", date=_day(found.ends))
    reads = (say("staff.training.reads", date=_day(found.reads_until)),) if found.reads_until and _may_read(found.state) else ()
    return (lapsed, *reads, *where, say("staff.training.noted"))


def _may_read(state: State) -> bool:
    return state is State.LAPSED


def _day(day: date) -> Day:
    return Day(datetime.combine(day, time(12), UTC))


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and asks(context.event.text)


HANDLER = Handler("training", Action.USE_STAFF_BOT, matches, handle)
"""After `in_the_way` has had its say about everything else."""
