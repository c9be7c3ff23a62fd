"""/photos: who is not to appear, class by class, never why; leaders also see who has yet to read it (BNV37, LT10)."""

from __future__ import annotations

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.refs import button
from bot.domain.wording import Names, Option, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights
from bot.handlers.staff.post_checking import board_of
from bot.handlers.staff.post_showing import list_lines

WORDS = frozenset({"/photos", "/photo", "/do-not-show"})


def asks(text: str) -> bool:
    return text.strip().casefold() in WORDS


def leads(context: StaffContext) -> bool:
    return rights.allowed(context, Action.READ_POSTS, Facts())


def classes_of(context: StaffContext) -> tuple[int, ...]:
    """One's own; every class for leaders."""
    every = leads(context)
    return tuple(one.id for one in board_of(context).classes if every or rights.class_facts(context, one.id).of_class)


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and asks(context.event.text)


def handle(context: StaffContext) -> Decision:
    builder, board, mine = Builder(context, "photo_list"), board_of(context), classes_of(context)
    lines = list_lines(context, mine)
    if leads(context) and board.unread_by:
        lines.append(say("staff.list_unread", who=Names(Who.STAFF, board.unread_by)))
    own = [one for one in mine if one in board.lists]
    options = (Option(say("staff.option.list_read"), button("pl", 0)),) if own and not leads(context) else ()
    builder.reply(*(lines or [say("staff.list_empty")]), options=options)
    return builder.done()


HANDLER = Handler("photo_list", Action.USE_STAFF_BOT, matches, handle)
