"""Who is not to appear in pictures, class by class, never why; whoever posts says that they have read it (BNV37, LT10)."""

from __future__ import annotations

from bot.domain.refs import button
from bot.domain.wording import Who
from bot.handlers.staff import photo_list
from bot.handlers.staff.post_checking import board_of
from bot.handlers.staff.post_showing import list_lines
from bot.web.console.asking import context_of
from bot.web.console.door import Values
from bot.web.console.visit import Look

PATH = "/console/photos"


def view(look: Look) -> Values:
    """Leaders see every class and who has yet to read its list; others their own, with the button."""
    context = context_of(look, "/photos")
    board, mine = board_of(context), photo_list.classes_of(context)
    leads = photo_list.leads(context)
    return {
        "classes": [
            {"name": look.class_name(one), "lines": [look.say(line) for line in list_lines(context, (one,))[1:]]} for one in mine
        ],
        "unread": not leads and any(one in board.lists for one in mine),
        "read_it": button("pl", 0),
        "unread_by": [look.name(Who.STAFF, one) for one in board.unread_by] if leads else [],
        "leads": leads,
    }
