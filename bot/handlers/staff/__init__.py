"""What a member of staff can do in the staff bot, in the order it is looked for."""

from bot.domain.decision import Decision
from bot.handlers.base import Handler, StaffContext, first_match
from bot.handlers.staff import (
    absences,
    absent,
    agreement,
    announce,
    answer,
    conduct,
    correct,
    cover,
    help_,
    item,
    join,
    late,
    logged,
    meaning,
    meet,
    membership,
    missing,
    own_hours,
    pick,
    privacy,
    queue,
    stranger,
    trial,
)

HANDLERS: tuple[Handler[StaffContext], ...] = (
    membership.HANDLER,
    join.HANDLER,
    stranger.HANDLER,
    agreement.HANDLER,
    trial.DECIDE,
    trial.ENDED,
    item.OPEN,
    item.ACT,
    conduct.HANDLER,
    correct.HANDLER,
    cover.CHANGE,
    cover.CHOSEN,
    announce.CONFIRM,
    announce.WRITTEN,
    logged.HANDLER,
    pick.HANDLER,
    announce.COUNT,
    missing.COUNT,
    absences.CLASS,
    meaning.CHOSEN,
    answer.SURE,
    meet.OFFER,
    meet.MET,
    answer.HANDLER,
    announce.START,
    queue.HANDLER,
    absences.HANDLER,
    absent.HANDLER,
    missing.HANDLER,
    late.HANDLER,
    cover.HANDLER,
    own_hours.HANDLER,
    meet.LIST,
    privacy.HANDLER,
    help_.HANDLER,
    meaning.HANDLER,
)


def decide(context: StaffContext) -> Decision:
    """`stranger` has asked `may` whether this person may use the bot at all; items and classes are asked about inside."""
    return first_match(HANDLERS, context).handle(context)
