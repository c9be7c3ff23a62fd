"""The answer to "why is your child not in class?" and "still ill?": a digit, a tap, or words.

"But she left at 8" is urgent: the child may be missing, so the office and the safeguarding lead hear at once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.absence import CODES, is_absence, notice, school_days
from bot.domain.access import Action
from bot.domain.away import Away, Part, Reason
from bot.domain.conversation import Asked, Question, typed_digit
from bot.domain.daywords import Mark, read
from bot.domain.decision import Decision
from bot.domain.effects.absences import EndAsk
from bot.domain.messages import Kind
from bot.domain.people import Pupil, Role
from bot.domain.routing import danger_routes, route_to
from bot.domain.sending import Lane
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import Names, Who, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning
from bot.handlers.families import absent, note, replies

_WHY = ("asked why not in class",)
_SET_OFF = ("left for school, not in class",)


def _question(context: FamilyContext) -> Question | None:
    asked = context.conversation.open_question(context.now)
    return asked if asked is not None and asked.kind is Asked.ABSENT else None


def _pupil(context: FamilyContext, asked: Question) -> Pupil | None:
    return next((pupil for pupil in context.pupils if pupil.id == asked.data.get("pupil")), None)


def _chosen(context: FamilyContext, asked: Question) -> str | None:
    option = asked.chosen(context.event.text, context.event.choice)
    return meaning(option) if option else None


def matches(context: FamilyContext) -> bool:
    asked = _question(context)
    if asked is None or _pupil(context, asked) is None:
        return False
    if context.event.kind is Kind.CHOICE or typed_digit(context.event.text) is not None:
        return _chosen(context, asked) is not None
    return (
        context.event.kind is Kind.TEXT and asked.data.get("what") == "first_day" and bool(context.event.text.strip())
    )


def set_off(context: FamilyContext) -> bool:
    """ "But she left at 8": looked for before danger, for it tells the lead and the office both."""
    asked = _question(context)
    if asked is None or asked.data.get("what") != "first_day" or not matches(context):
        return False
    language = context.guardian.language if context.guardian else None
    return _chosen(context, asked) is None and read(context.event.text, context.daywords, language).has(Mark.LEFT)


def handle(context: FamilyContext) -> Decision:
    asked = _question(context)
    pupil = _pupil(context, asked) if asked else None
    if asked is None or pupil is None:
        return note.handle(context)
    chosen = _chosen(context, asked)
    if chosen is None:
        return _in_words(context, asked, pupil)
    builder = Builder(context, "asked")
    if context.event.text:
        builder.keep(thread=context.thread(pupil), kind="answer")
    builder.settle_question()
    if chosen == "in_school":
        _urgent(builder, context, asked, pupil, ())
    elif chosen == "coming":
        _end(builder, asked, "coming")
        builder.reply(say("choice.child_noted"), *replies.if_closed(context))
    else:
        _away(builder, context, asked, pupil, chosen)
    return builder.done()


def _in_words(context: FamilyContext, asked: Question, pupil: Pupil) -> Decision:
    """A reason goes its usual way and is listed; a child that set off, or words nobody understood, cannot wait."""
    said = read(context.event.text, context.daywords, context.guardian.language if context.guardian else None)
    set_off = said.has(Mark.LEFT)
    if not set_off and any(is_absence(finding.subject) for finding in context.triage.findings):
        settled = replace(context, conversation=context.conversation.settled(), mentioned=frozenset({pupil.id}))
        return note.handle(settled)
    builder = Builder(context, "asked_in_words")
    message = builder.keep(thread=context.thread(pupil))
    builder.settle_question()
    if set_off:
        _urgent(builder, context, asked, pupil, (message,))
    else:
        _to_office(builder, context, pupil, (message,), _WHY)
        _end(builder, asked, "in_words")
        builder.reply(say("choice.child_noted"), *replies.if_closed(context))
    return builder.done()


def _away(builder: Builder, context: FamilyContext, asked: Question, pupil: Pupil, chosen: str) -> None:
    """One tap is a report like any other."""
    day = date.fromisoformat(str(asked.data["day"]))
    before = next((one.reason for one in context.absent if one.pupil_id == pupil.id), Reason.ILLNESS)
    why = {"ill": Reason.ILLNESS, "late": Reason.LATE}.get(chosen, Reason(before))
    part = Part.AM if why is Reason.LATE else Part.ALL
    one = Away(day, day, part, open=why is not Reason.LATE)
    days = school_days(context.calendars, pupil.school_class.id)
    noted = notice(pupil.id, pupil.school_class.id, one, why, CODES[why], days)
    absent.record(builder, context, (noted,), None)
    line = say(
        "absence.late" if why is Reason.LATE else "absence.away",
        names=Names(Who.PUPIL, (pupil.id,)),
        days=absent.days_said(noted),
    )
    builder.reply(say("choice.child_noted"), line, *replies.if_closed(context))


def _urgent(builder: Builder, context: FamilyContext, asked: Question, pupil: Pupil, messages: tuple[int, ...]) -> None:
    """At once, whatever the hour; the parent is told first to phone."""
    _to_office(builder, context, pupil, messages, _SET_OFF)
    danger = Finding(Subject.SAFEGUARDING, 1.0, _SET_OFF)
    for route in danger_routes(danger, context.policy, context.now, context.about):
        builder.open_item(route, messages, thread=context.thread(pupil), pupil_id=pupil.id)
    _end(builder, asked, "set_off")
    builder.reply(say("urgent.phone_now"), *replies.emergency(context), lane=Lane.DANGER, even_when_capped=True)


def _to_office(
    builder: Builder, context: FamilyContext, pupil: Pupil, messages: tuple[int, ...], why: tuple[str, ...]
) -> None:
    finding = Finding(Subject.URGENT, 1.0, why)
    route = route_to(Role.OFFICE, None, finding, context.calendars, context.now, context.now)
    at_once = replace(route, visible_from=context.now, push_at=context.now)
    builder.open_item(at_once, messages, thread=context.thread(pupil), pupil_id=pupil.id)


def _end(builder: Builder, asked: Question, outcome: str) -> None:
    pupil_id, day = int(asked.data["pupil"]), date.fromisoformat(str(asked.data["day"]))
    builder.add(EndAsk(pupil_id, day, "answered", outcome))


HANDLER = Handler("asked", Action.WRITE_HOME_TO_SCHOOL, matches, handle)
SET_OFF: Handler[FamilyContext] = Handler("asked_set_off", None, set_off, handle)
