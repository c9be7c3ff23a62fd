"""Pictures and documents added to a draft at the console, and shown there; what a camera wrote into a picture does not come in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.responses import Response

from bot import vault
from bot.domain.access import Action
from bot.domain.messages import Kind, MediaRef
from bot.domain.refs import button
from bot.domain.wording import say
from bot.handlers.staff.post_words import ADD_FILES
from bot.hub import Hub
from bot.redrawing import kind_of, redrawn
from bot.shelf import File
from bot.web.console import safety
from bot.web.console.door import Post
from bot.web.console.visit import Look, NotHere
from storage import announcements, medias, messages, posts
from storage.db import Db

MOST, LARGEST = 10, 10 << 20  # one album, and the largest picture Telegram takes (Bot API, sendMediaGroup, sendPhoto)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
DOCUMENTS = {
    "pdf": "application/pdf", "docx": f"{_OFFICE}wordprocessingml.document", "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation", "odt": f"{_OPEN}text", "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation", "txt": "text/plain",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ready:
    kind: Kind
    mime: str
    data: bytes


def _ready(one: File) -> _Ready:
    """Raises ValueError for what is neither a picture nor a document, and for what is too big."""
    if len(one.data) > LARGEST or not one.data:
        raise ValueError("too big, or empty")
    picture = kind_of(one.data)
    if picture:
        return _Ready(Kind.PHOTO, picture, redrawn(one.data))
    mime = DOCUMENTS.get(one.name.rpartition(".")[2].casefold())
    if mime is None:
        raise ValueError("neither picture nor document")
    return _Ready(Kind.FILE, mime, one.data)


async def add(post: Post) -> str:
    """All of them or none. Sealed on disk before the draft knows of them; what the draft does not take is gone again."""
    there = f"/console/announce/{post.path['news']}"
    try:
        ready = [await asyncio.to_thread(_ready, one) for one in post.files if one.name]
    except ValueError:
        await post.say(say("staff.file_not_taken"))
        return there
    if not ready or len(ready) > MOST:
        await post.say(say("staff.files_how_many", n=MOST))
        return there
    hub, scope = post.visitor.hub, post.visitor.scope()
    key_id = await hub.read(lambda db: messages.school_key(scope, db))
    names = [await asyncio.to_thread(vault.store, hub, key_id, one.data) for one in ready]
    try:
        await post.act(choice=button(ADD_FILES, post.path["news"]), text=post.form.get("alt", ""), media=_refs(ready, names))
    finally:
        await _drop_untaken(post, hub, names)
    return there


def _refs(ready: list[_Ready], names: list[str]) -> tuple[MediaRef, ...]:
    return tuple(MediaRef(one.kind, name, one.mime, len(one.data)) for one, name in zip(ready, names, strict=True))


async def _drop_untaken(post: Post, hub: Hub, names: list[str]) -> None:
    taken = await hub.read(lambda db: medias.taken(post.visitor.scope(), db, names))
    for name in set(names) - taken:
        await asyncio.to_thread(vault.drop, hub, name)


def of_draft(look: Look, news_id: int) -> list[dict[str, object]]:
    """What the draft or post has, as its author's preview shows it."""
    return [
        {"id": one.media.id, "picture": one.media.kind == Kind.PHOTO and one.media.state == "stored", "kind": one.media.kind, "alt": one.alt}
        for one in posts.files(look.scope, look.db, news_id)
    ]


def picture(look: Look) -> Response:
    """To its author, and while it waits for a second person's yes to whoever may give it; another's is not there."""
    row = _to_see(look, look.db)
    if row is None:
        raise NotHere
    headers = safety.HEADERS | {"Content-Security-Policy": "default-src 'none'"}
    return Response(vault.read(look.visitor.hub, look.db, row), media_type=row.mime, headers=headers)


def _to_see(look: Look, db: Db) -> medias.MediaRow | None:
    news = announcements.one(look.scope, db, look.path["news"])
    if news is None or not (news.staff_id == look.visitor.session.staff_id or _asked(look, news.state)):
        return None
    held = (one.media for one in posts.files(look.scope, db, news.id))
    shown = (one for one in held if one.kind == Kind.PHOTO and one.state == "stored")
    return next((one for one in shown if one.id == look.path["media"]), None)


def _asked(look: Look, state: str) -> bool:
    return state == "asked" and look.visitor.could(Action.APPROVE_POST)
