"""/missing Ola 3B, Finn 3B: who is not in class at register close. Families without a notice are asked, one adult at a time.

A list that looks like a mistake (a whole class, over a tenth of the school) waits for the typed number of children.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain import first_day
from bot.domain.absence import local
from bot.domain.access import Action, Facts
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.absences import PlanAsk
from bot.domain.effects.people import Record
from bot.domain.messages import Inbound, Kind
from bot.domain.people import Pupil
from bot.domain.pointing import pointed
from bot.domain.wording import ClassName, Name, Phrase, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights

_COMMAND = "/missing"
_MINUTES = 30


def names_children(event: Inbound) -> bool:
    return event.kind is Kind.TEXT and event.text.strip().casefold().startswith(_COMMAND)


def _may(context: StaffContext) -> bool:
    return rights.allowed(context, Action.RECORD_ABSENCE, Facts(linked=True))


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "missing")
    pupils, unclear = _named(context)
    if not _may(context):
        builder.reply(say("staff.not_yours"))
    elif unclear or not pupils:
        builder.reply(say("staff.missing_how"), *(_plain(one) for one in unclear))
    elif _doubts(context, pupils):
        data = {f"p{place}": pupil.id for place, pupil in enumerate(pupils)}
        builder.ask(Asked.MISSING_COUNT, (), _MINUTES, data=dict(data))
        builder.reply(say("staff.missing_count"))
    else:
        _ask(builder, context, pupils)
    return builder.done()


def _named(context: StaffContext) -> tuple[tuple[Pupil, ...], tuple[str, ...]]:
    """The children, and what of the list names nobody or two."""
    rest = context.event.text.strip()[len(_COMMAND) :]
    found: dict[int, Pupil] = {}
    unclear = []
    for part in filter(None, (piece.strip() for piece in rest.replace("\n", ",").split(","))):
        one = pointed(part, context.children)
        if one.doubtful or not one.pupils:
            unclear.append(part[:60])
        found |= {pupil.id: pupil for pupil in one.pupils}
    return tuple(found.values()), tuple(unclear)


def _plain(part: str) -> Phrase:
    return say("staff.missing_unclear", line=part)


def _doubts(context: StaffContext, pupils: tuple[Pupil, ...]) -> tuple[str, ...]:
    today = local(context.now, context.policy.school.zone).date()
    return first_day.doubts(pupils, context.children, today, today)


def _counts(context: StaffContext) -> bool:
    asked = context.conversation.open_question(context.now)
    typed = context.event.kind is Kind.TEXT and context.event.text.strip().isdecimal()
    return typed and asked is not None and asked.kind is Asked.MISSING_COUNT and context.item is None


def count(context: StaffContext) -> Decision:
    builder, asked = Builder(context, "missing_count"), context.conversation.open_question(context.now)
    builder.settle_question()
    wanted = set(asked.data.values()) if asked else set()
    pupils = tuple(pupil for pupil in context.children if pupil.id in wanted)
    if not _may(context):
        builder.reply(say("staff.not_yours"))
    elif int(context.event.text) != len(wanted):
        builder.reply(say("staff.missing_differs"))
    else:
        _ask(builder, context, pupils)
    return builder.done()


def _ask(builder: Builder, context: StaffContext, pupils: tuple[Pupil, ...]) -> None:
    """Never for a child with a notice or a sign-in; looked at again when each question leaves."""
    day = local(context.now, context.policy.school.zone).date()
    staff_id = context.staff.id if context.staff else None
    open_ = [pupil for pupil in pupils if pupil.id not in context.covered]
    for pupil in open_:
        due = context.now + timedelta(seconds=context.policy.send.undo_s)
        builder.add(PlanAsk(pupil_id=pupil.id, day=day, kind="first_day", due_at=due, staff_id=staff_id))
        builder.add(Record(action="missing", subject_kind="pupil", subject_id=pupil.id))
    known = len(pupils) - len(open_)
    builder.reply(say("staff.missing_asked", n=len(open_), known=known), *(_child(one) for one in open_))


def _child(pupil: Pupil) -> Phrase:
    return say("staff.card.child", child=Name(Who.PUPIL, pupil.id), school_class=ClassName(pupil.school_class.id))


HANDLER = Handler("missing", Action.USE_STAFF_BOT, lambda context: names_children(context.event), handle)
COUNT: Handler[StaffContext] = Handler("missing_count", Action.USE_STAFF_BOT, _counts, count)
