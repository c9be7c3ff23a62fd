"""To a class, several, or the school: written once, looked at as it will go out and to whom, sent with one press, undone with another."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from bot.deliver import notices, previews
from bot.domain.messages import Outgoing
from bot.domain.refs import button, pressed
from bot.domain.scope import serves
from bot.domain.sending import Preview, Report
from bot.domain.wording import Who
from bot.handlers.staff.post_rights import classes, for_school
from bot.handlers.staff.post_words import TO_CLASS
from bot.web.console import attaching
from bot.web.console.door import Post, Values, frame
from bot.web.console.item import translates
from bot.web.console.pressing import shown
from bot.web.console.readers import whom
from bot.web.console.rendering import page
from bot.web.console.visit import Look, NotHere, look_at
from storage import announcements, audiences, news

PATH = "/console/announce"


def view(look: Look) -> Values:
    mine, school = look.visitor.session.staff_id, for_school(look.context)
    every = tuple(one for one in look.context.classes if serves(look.visitor.policy.scope, one))
    return {
        "classes": every if school else classes(look.context),
        "school_too": school,
        "typed": "",
        "earlier": [_line(look, one) for one in news.by_author(look.scope, look.db, mine)],
        "translates": translates(look),
    }


def _line(look: Look, one: news.NewsLine) -> dict[str, object]:
    return {
        "id": one.id,
        "whom": look.class_name(one.class_id) or "Several classes",
        "when": look.when(one.at),
        "state": _STATE.get(one.state, one.state),
    }


_STATE = {
    "draft": "not sent", "asked": "waits for a second person", "confirmed": "leaves soon", "sent": "sent", "undone": "undone",
}  # fmt: skip


async def write(post: Post) -> str | Response:
    """The draft, and then its preview. Without anybody it goes to the page comes back with what was written."""
    where, visitor = _where(post.form), post.visitor
    if not where:
        return await visitor.hub.read(lambda db: _again(look_at(visitor, db), post.form.get("text", "")))
    answer = await post.act(choice=button(TO_CLASS, *where), text=post.form.get("text", ""))
    return shown(answer) or PATH


def _again(look: Look, typed: str) -> Response:
    return page("announce", 200, {**frame(look, PATH), **view(look), "typed": typed})


def _where(form: Mapping[str, str]) -> tuple[int, ...]:
    """0: the whole school; one class, or several that are ticked."""
    ticked = {int(name.removeprefix("class_")) for name in form if name.startswith("class_") and name.removeprefix("class_").isdecimal()}
    if 0 in ticked:
        return (0,)
    wanted = form.get("class", "")
    return tuple(sorted(ticked)) or ((int(wanted),) if wanted.isdecimal() else ())


def one(look: Look) -> Values:
    """Only its author sees it here: the staff bot's own preview and report."""
    found = announcements.one(look.scope, look.db, look.path["news"])
    if found is None or found.staff_id != look.visitor.session.staff_id:
        raise NotHere
    made: Outgoing | None = previews.preview(look.desk, Preview(found.id)) if found.state == "draft" else None
    told = notices.report(look.desk, Report(found.id)).text.splitlines() if found.state == "sent" else []
    head = made.text.split("\n\n")[0].splitlines() if made else []
    buttons = [(one.label, one.data) for row in made.buttons for one in row] if made else []
    return {
        "news": found,
        "state": _STATE.get(found.state, found.state),
        "due": look.when(found.due_at),
        "facts": head,
        "report": told,
        "buttons": [(label, data, "main" if pressed(data)[0] == "publish" else "") for label, data in buttons],
        "recall": button("recall", found.id) if found.state in {"asked", "confirmed"} else "",
        "files": attaching.of_draft(look, found.id),
        "may_add": found.state == "draft",
        "whom": whom(look, found),
        "readers": [look.name(Who.GUARDIAN, one) for one in audiences.picked(look.scope, look.db, found.id)],
    }
