"""What the staff bot's commands know, for the pages that show the same: facts are loaded as the command itself would have them."""

from __future__ import annotations

from bot import act
from bot.handlers.base import StaffContext
from bot.web.console.visit import Look


def context_of(look: Look, command: str) -> StaffContext:
    """As if this person had just written `command`; nothing is decided or stored by looking."""
    return act.context_for(look.visitor.hub, look.db, look.visitor.actor, text=command)
