"""The console's forms for what the staff bot is told in a line: a child and words (/tell), a class, a day and words (/remind)."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.posting import Audience
from bot.domain.refs import pressed
from bot.domain.repeating import written
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_flow, post_rights, remind, tell
from bot.handlers.staff.post_checking import board_of
from bot.handlers.staff.post_words import FOR_FAMILY, WEEKLY


def _asks(context: StaffContext, verb: str) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == verb


def _number(context: StaffContext) -> int | None:
    return next(iter(pressed(context.event.choice)[1]), None)


def to_family(context: StaffContext) -> Decision:
    """The child is chosen from a list, so that namesakes need no question (DPIA45)."""
    builder, child = Builder(context, "tell"), board_of(context).child(_number(context))
    words = context.event.text.strip()
    if not context.policy.staff.direct_messages:
        tell.not_here(builder, context)
    elif child is None or not post_rights.for_class(context, child.class_id):
        builder.reply(say("staff.not_yours"))
    elif not words:
        builder.reply(say("staff.empty_answer"))
    else:
        post_flow.begin(builder, context, words, class_id=child.class_id, audience=Audience.CHILD, kind="notice", pupil_id=child.id)
    return builder.done()


def weekly(context: StaffContext) -> Decision:
    """A class of theirs, and "Mon 15:00" with the words: looked through and confirmed like any post (LT4)."""
    builder, class_id, meant = Builder(context, "remind"), _number(context), written(context.event.text)
    if class_id not in {one.id for one in post_rights.classes(context)}:
        builder.reply(say("staff.no_class"))
    elif meant is None:
        builder.reply(remind.how(context))
    else:
        when, words = meant
        post_flow.begin(builder, context, words, class_id=class_id, kind="reminder", weekly=when)
    return builder.done()


TOLD = Handler("tell_one", Action.ANNOUNCE, lambda context: _asks(context, FOR_FAMILY), to_family)
REPEATED = Handler("remind_class", Action.ANNOUNCE, lambda context: _asks(context, WEEKLY), weekly)
