"""The office has told a family that a post did not reach: ticked off, with who and when (DPIA49)."""

from __future__ import annotations

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.effects.news import HandOver
from bot.domain.effects.people import Record
from bot.domain.messages import Kind
from bot.domain.refs import pressed
from bot.domain.sending import PaperList
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights

VERB = "handed"


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == VERB


def handle(context: StaffContext) -> Decision:
    builder, (_, numbers) = Builder(context, VERB), pressed(context.event.choice)
    if len(numbers) != 2 or context.staff is None or not rights.allowed(context, Action.HAND_OVER, Facts()):
        builder.reply(say("staff.not_yours"))
        return builder.done()
    news_id, guardian_id = numbers
    builder.add(
        HandOver(news_id, guardian_id, context.staff.id),
        Record(action="told_another_way", subject_kind="guardian", subject_id=guardian_id),
    )
    place = context.answered.outbox_id if context.answered else None
    builder.send(PaperList(news_id, replaces=place))
    return builder.done()


HANDLER: Handler[StaffContext] = Handler("handed", Action.HAND_OVER, matches, handle)
