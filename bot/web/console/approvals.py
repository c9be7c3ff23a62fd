"""A second person's yes to what goes to more than a class: who is asked sees it here too, with or without a phone (LT22)."""

from __future__ import annotations

from bot.deliver import previews
from bot.deliver.desk import Gone
from bot.domain.access import Action
from bot.domain.sending import Preview
from bot.domain.wording import Who
from bot.web.console import attaching
from bot.web.console.door import Values
from bot.web.console.readers import whom
from bot.web.console.visit import Look, NotHere
from storage import announcements, news

PATH = "/console/approve"


def waiting(look: Look) -> list[dict[str, object]]:
    """Posts of others that wait for somebody's yes, for those who may give it."""
    if not look.visitor.could(Action.APPROVE_POST):
        return []
    mine = look.visitor.session.staff_id
    found = [one for one in news.asked(look.scope, look.db) if one.staff_id != mine]
    return [{"id": one.id, "by": look.name(Who.STAFF, one.staff_id), "when": look.when(one.at)} for one in found]


def view(look: Look) -> Values:
    """As the staff bot shows it to whoever is asked: whom it reaches, in which languages, and what it says."""
    found = announcements.one(look.scope, look.db, look.path["news"])
    if found is None or found.state != "asked" or found.staff_id == look.visitor.session.staff_id:
        raise NotHere
    try:
        made = previews.preview(look.desk, Preview(found.id))
    except Gone as gone:
        raise NotHere from gone
    return {
        "news": found,
        "whom": whom(look, found),
        "facts": made.text.split("\n\n")[0].splitlines(),
        "files": attaching.of_draft(look, found.id),
        "buttons": [(one.label, one.data, "main" if at == 0 else "") for at, one in enumerate(sum(made.buttons, ()))],
    }
