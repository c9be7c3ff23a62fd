"""/late: which answers are late, by class. A teacher sees their own; those the policy names see every class (LT26, BNV15).

Counts and times only: nobody learns from it who wrote or what about.
"""

from __future__ import annotations

from itertools import groupby

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.messages import Inbound, Kind
from bot.domain.reminding import promised
from bot.domain.wording import ClassName, Phrase, When, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import ItemFacts
from bot.handlers.staff import rights

_COMMANDS = {"/late", "late"}


def asks(event: Inbound) -> bool:
    return event.kind is Kind.TEXT and event.text.strip().casefold() in _COMMANDS


def is_late(context: StaffContext, item: ItemFacts) -> bool:
    due = promised(item.role, item.class_id, item.visible_from, context.policy, context.calendars)
    return due is not None and due <= context.now and not item.answered


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "late")
    items = sorted((i for i in context.unanswered if _concerns(context, i) and is_late(context, i)), key=_class)
    lines = [_line(class_id, tuple(found)) for class_id, found in groupby(items, key=_class)]
    builder.reply(*(lines or [say("staff.nothing_late")]), *_own(context))
    return builder.done()


def _own(context: StaffContext) -> tuple[Phrase, ...]:
    """Proof for themselves, where something was due; nobody else is told."""
    came, due, kept = context.own_answers or (0, 0, 0)
    mine = rights.allowed(context, Action.READ_OWN_ANSWERS, Facts(own=True))
    return (say("staff.own_answers", n=came, due=due, kept=kept),) if due and mine else ()


def _concerns(context: StaffContext, item: ItemFacts) -> bool:
    overseer = bool(rights.roles(context) & set(context.policy.replies.late_to))
    return overseer or rights.allowed(context, Action.READ_ITEM, rights.item_facts(context, item))


def _class(item: ItemFacts) -> int:
    return item.class_id or 0


def _line(class_id: int, items: tuple[ItemFacts, ...]) -> Phrase:
    oldest = min(item.visible_from for item in items)
    return say("staff.late_line", school_class=ClassName(class_id), n=len(items), when=When(oldest))


HANDLER = Handler("late", Action.USE_STAFF_BOT, lambda context: asks(context.event), handle)
