"""The end of a trial in the staff bot: nobody writes or posts any more; the head goes on or closes it (M8)."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.effects.items import OpenItem
from bot.domain.effects.people import Record
from bot.domain.effects.school import DecideTrial
from bot.domain.effects.telling import Notify
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.refs import pressed
from bot.domain.scope import TrialChoice
from bot.domain.subjects import Subject
from bot.domain.wording import Day, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.families.replies import noon
from bot.handlers.staff import rights

_EXTEND = re.compile(r"^/?extend\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)$", re.IGNORECASE | re.DOTALL)
_CLOSE = re.compile(r"^/?close\s+(\S.*)$", re.IGNORECASE | re.DOTALL)
_STILL = frozenset({"/list", "/queue", "/inbox", "list", "queue", "/help", "help", "/start"})
_WRITES = frozenset({"publish", "phone", "meet", "now"})


def _is_head(context: StaffContext) -> bool:
    return rights.allowed(context, Action.DECIDE_TRIAL, Facts())


def _decides(context: StaffContext) -> bool:
    word = context.event.text.strip().casefold().removeprefix("/").split(maxsplit=1)[:1]
    about = word[:1] in (["extend"], ["close"], ["trial"]) and context.policy.scope.trial_end is not None
    return about and context.event.kind is Kind.TEXT and context.event.reply_to is None


def decide(context: StaffContext) -> Decision:
    """Only the head, with a reason; anybody else's attempt is on record."""
    builder, ends = Builder(context, "trial"), context.policy.scope.trial_end
    if ends is None or not _is_head(context):
        builder.add(Record(action="refused", subject_kind="school", subject_id=context.school_id, reason="trial"))
        builder.reply(say("staff.trial.head_only"))
        return builder.done()
    text = context.event.text.strip()
    if found := _EXTEND.match(text):
        _extend(builder, ends, found[1], found[2])
    elif found := _CLOSE.match(text):
        builder.add(DecideTrial(TrialChoice(ends, None), found[1]))
        _have_it_deleted(builder)
        builder.reply(say("staff.trial.closed"))
    else:
        builder.reply(say("staff.trial.how", date=Day(noon(ends))))
    return builder.done()


def _have_it_deleted(builder: Builder) -> None:
    """Somebody's task, not a machine's: a named hold or a complaint may stand in the way (B14)."""
    made, now = builder.new_id(), builder.context.now
    builder.add(
        OpenItem(id=made, role=Role.OFFICE, subject=Subject.ADMIN, visible_from=now, kind="deletion"),
        Notify(made, Role.OFFICE, None, now),
    )


def _extend(builder: Builder, ends: date, typed: str, reason: str) -> None:
    try:
        until = date.fromisoformat(typed)
    except ValueError:
        until = ends
    if until <= ends:
        builder.reply(say("staff.trial.how", date=Day(noon(ends))))
        return
    builder.add(DecideTrial(TrialChoice(ends, until), reason))
    builder.reply(say("staff.trial.extended", date=Day(noon(until))))


def _writes(context: StaffContext) -> bool:
    """What would reach a family or a class. Danger is dealt with to the end, trial or no trial."""
    if not context.trial_over or (context.item is not None and context.item.subject is Subject.SAFEGUARDING):
        return False
    if context.event.kind is Kind.CHOICE:
        return pressed(context.event.choice)[0] in _WRITES
    return context.event.kind is Kind.TEXT and context.event.text.strip().casefold() not in _STILL


def ended(context: StaffContext) -> Decision:
    builder, ends = Builder(context, "trial_ended"), context.policy.scope.trial_end
    if ends is not None:
        builder.add(Record(action="refused", subject_kind="school", subject_id=context.school_id, reason="trial_over"))
        builder.reply(say("staff.trial.over", date=Day(noon(ends))))
    return builder.done()


DECIDE = Handler("trial", Action.USE_STAFF_BOT, _decides, decide)
ENDED = Handler("trial_ended", Action.USE_STAFF_BOT, _writes, ended)
