"""/absent Ola 3B ill today: the office writes down what came by phone or at the desk; /in Ola 3B: she came after all."""

from __future__ import annotations

from datetime import datetime

from bot.domain import away
from bot.domain.absence import Notice, code_for, local, notice, school_days
from bot.domain.access import Action, Facts
from bot.domain.away import Reason
from bot.domain.daywords import DayWords, Mark, read
from bot.domain.decision import Decision
from bot.domain.effects.absences import ReportAbsence, SignedIn
from bot.domain.effects.people import Record
from bot.domain.messages import Inbound, Kind
from bot.domain.people import Pupil
from bot.domain.pointing import pointed
from bot.domain.policy import Policy
from bot.domain.routing import Calendars
from bot.domain.wording import ClassName, Days, Name, Phrase, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights

_ABSENT, _IN = "/absent", "/in"
_WAYS = ("desk", "email")  # anything else came by phone


def names_children(event: Inbound) -> bool:
    return event.kind is Kind.TEXT and _command(event.text) in {_ABSENT, _IN}


def _command(text: str) -> str:
    return text.strip().split(maxsplit=1)[0].casefold() if text.strip() else ""


def noted(
    line: str, pupil: Pupil, words: DayWords, policy: Policy, calendars: Calendars, now: datetime
) -> tuple[Notice, ...]:
    """What a line of the office's says of one child, in English."""
    said, days = read(line, words, "en"), school_days(calendars, pupil.school_class.id)
    why = away.reason(said, Reason.UNKNOWN)
    times = [found.value for found in said.marks if found.mark is Mark.TIME]
    code = code_for(why, times[0] if times else None, policy.absence.register_by)
    found = away.away(said, why, local(now, policy.school.zone), days)
    return tuple(notice(pupil.id, pupil.school_class.id, one, why, code, days) for one in found)


def way(line: str) -> str:
    """ "desk" or "email" where the line says so; else it came by phone."""
    words = line.casefold().split()
    return next((one for one in _WAYS if one in words), "phone")


def handle(context: StaffContext) -> Decision:
    builder, line = Builder(context, "absent"), " ".join(context.event.text.split()[1:])
    found = pointed(line, context.children)
    if not rights.allowed(context, Action.RECORD_ABSENCE, Facts(linked=True)):
        builder.reply(say("staff.not_yours"))
    elif found.doubtful or not found.pupils:
        builder.reply(*_which(found.doubtful))
    elif _command(context.event.text) == _IN:
        _sign_in(builder, context, found.pupils)
    else:
        _absent(builder, context, line, found.pupils)
    return builder.done()


def _which(doubtful: tuple[Pupil, ...]) -> tuple[Phrase, ...]:
    """Namesakes with class and surname, so that the line can be sent again."""
    if not doubtful:
        return (say("staff.absent_how"),)
    return (say("staff.absent_which"), *(_child(one) for one in doubtful))


def _child(pupil: Pupil) -> Phrase:
    return say("staff.card.child", child=Name(Who.PUPIL, pupil.id), school_class=ClassName(pupil.school_class.id))


def _sign_in(builder: Builder, context: StaffContext, pupils: tuple[Pupil, ...]) -> None:
    day = local(context.now, context.policy.school.zone).date()
    staff_id = context.staff.id if context.staff else None
    for pupil in pupils:
        builder.add(
            SignedIn(pupil_id=pupil.id, day=day, staff_id=staff_id),
            Record(action="signed_in", subject_kind="pupil", subject_id=pupil.id),
        )
    builder.reply(say("staff.signed_in"), *(_child(one) for one in pupils))


def _absent(builder: Builder, context: StaffContext, line: str, pupils: tuple[Pupil, ...]) -> None:
    lines: list[Phrase] = []
    for pupil in pupils:
        notices = noted(line, pupil, context.daywords, context.policy, context.calendars, context.now)
        builder.add(
            ReportAbsence(
                notices=notices, source=way(line), staff_id=context.staff.id if context.staff else None, words=line
            ),
            Record(action="absence_added", subject_kind="pupil", subject_id=pupil.id, reason=way(line)),
        )
        lines += [_added(pupil, one, joined=pupil.id in context.covered) for one in notices]
    builder.reply(*lines)


def _added(pupil: Pupil, one: Notice, *, joined: bool) -> Phrase:
    days = Days(one.away.first, one.away.last, str(one.away.part))
    key = "staff.absent_joined" if joined else "staff.absent_added"
    return Phrase(
        key,
        {
            "child": Name(Who.PUPIL, pupil.id),
            "school_class": ClassName(pupil.school_class.id),
            "days": days,
            "code": one.code,
        },
    )


HANDLER = Handler("absent", Action.USE_STAFF_BOT, lambda context: names_children(context.event), handle)
