"""Buttons and answers to the hub's questions: the staff bot's own data, so that the same handlers decide."""

from __future__ import annotations

from bot.act import Answer
from bot.domain.refs import pressed
from bot.domain.sending import Preview
from bot.web.console import emergency
from bot.web.console.door import Post

_AWAY = frozenset({"office", "back", "giveto", "danger", "report", "decide"})  # then it is somebody else's


async def press(post: Post) -> str:
    """Then back to where it was pressed; a preview has a page of its own."""
    answer = await post.act(choice=post.form.get("choice", "")[:64])
    return _at_once(post) or shown(answer) or back(post)


async def say(post: Post) -> str:
    """Words in answer to a question the hub has just asked: times, the number of families."""
    answer = await post.act(text=post.form.get("text", "").strip())
    return _at_once(post) or shown(answer) or back(post)


def _at_once(post: Post) -> str | None:
    """An emergency is looked at where it is sent."""
    return emergency.PATH if back(post) == emergency.PATH else None


def shown(answer: Answer) -> str | None:
    """The page of a preview the hub answered with."""
    found = next((one for one in answer.contents if isinstance(one, Preview)), None)
    return f"/console/announce/{found.announcement_id}" if found else None


def back(post: Post) -> str:
    """Only ever a page of the console. What left this person's hands is not opened again."""
    wanted = post.form.get("back", "")
    safe = wanted.startswith("/console") and "//" not in wanted and "\\" not in wanted
    gone = wanted.startswith("/console/item/") and pressed(post.form.get("choice"))[0] in _AWAY
    return wanted if safe and not gone else "/console"
