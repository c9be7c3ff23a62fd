"""What a parent or carer can do, in the order it is looked for. Adding a keyword is one file and one line here."""

from bot.handlers.base import FamilyContext, Handler
from bot.handlers.families import (
    choice,
    closed_door,
    danger,
    edit,
    help_,
    join,
    language,
    media,
    membership,
    note,
    refused,
    ring_me,
    stop,
    unknown,
)

HANDLERS: tuple[Handler[FamilyContext], ...] = (
    membership.HANDLER,
    danger.HANDLER,
    stop.HANDLER,
    join.HANDLER,
    language.HANDLER,
    help_.HANDLER,
    unknown.HANDLER,
    edit.HANDLER,
    choice.HANDLER,
    ring_me.HANDLER,
    closed_door.HANDLER,
    refused.HANDLER,
    media.HANDLER,
    note.HANDLER,
)
