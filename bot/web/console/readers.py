"""To whom a post goes, in the words its author and a second person read."""

from __future__ import annotations

from bot.web.console.visit import Look
from storage import audiences
from storage.announcements import AnnouncementRow


def whom(look: Look, news: AnnouncementRow) -> str:
    """Class names, or the whole school."""
    if news.audience == "school":
        return "the whole school"
    if news.audience == "classes":
        return ", ".join(look.class_name(one) for one in audiences.several(look.scope, look.db, news.id))
    return look.class_name(news.class_id)
