"""What an opened card repeats of the parent's words: files named, the original first, a translation or the word that there is none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bot.deliver.desk import Desk
from bot.domain.messages import Kind
from bot.domain.wording import LanguageName, say
from bot.handlers.known import ItemFacts
from bot.phrases import render
from storage import itemfacts, medias, messages
from storage.messages import MessageRow


def words(desk: Desk, item: ItemFacts) -> list[str]:
    found = itemfacts.full_messages(desk.scope, desk.db, item.id)
    if item.kind == "concern":
        return _concern(desk, found)
    return [line for run in _runs(desk, found) for line in run]


def _runs(desk: Desk, found: list[MessageRow]) -> Iterator[list[str]]:
    """Thirty photographs of an album in one line, not in thirty."""
    for alike, run in groupby(([_said(desk, message), _album(desk, message)] for message in found), lambda one: one[1]):
        pictures = list(run)
        if len(pictures) < 2 or not alike:
            yield from (said for said, _ in pictures)
        else:
            yield [render(say("staff.card.media_several", n=len(pictures), kind=alike[0]), desk.reader)]


def _album(desk: Desk, message: MessageRow) -> list[str]:
    """What kind of file a message is that is one file and no word."""
    files = [one.kind for one in medias.of_message(desk.scope, desk.db, message.id) if one.kind != Kind.VOICE]
    return files if len(files) == 1 and not message.body.strip() else []


def _said(desk: Desk, message: MessageRow) -> list[str]:
    return [*_media(desk, message), *([message.body] if message.body.strip() else []), *_translated(desk, message)]


def _concern(desk: Desk, found: list[MessageRow]) -> list[str]:
    """Under its headings; what the parent left out says so (LT42)."""
    form = desk.rules.policy.routing.concern_form or ("background",)
    kinds = {f"concern.{prompt}" for prompt in form}
    lines = [line for message in found if message.kind not in kinds for line in _said(desk, message)]
    for prompt in form:
        given = [line for one in found if one.kind == f"concern.{prompt}" for line in _said(desk, one)]
        lines.append(render(say(f"staff.concern.{prompt}"), desk.reader))
        lines += given or [render(say("staff.not_given"), desk.reader)]
    return lines


def _media(desk: Desk, message: MessageRow) -> list[str]:
    lines = []
    for media in medias.of_message(desk.scope, desk.db, message.id):
        if media.kind == Kind.VOICE:
            lines.append(render(say("staff.card.voice", seconds=media.seconds or 0), desk.reader))
        else:
            lines.append(render(say("staff.card.media", kind=media.kind), desk.reader))
    return lines


def _translated(desk: Desk, message: MessageRow) -> list[str]:
    """The original stands above; below it a rendering, or the plain word that there is none."""
    language = message.language or "en"
    if message.staff_id is not None or language.split("-")[0] == "en" or not message.body.strip():
        return []
    found = messages.translation(desk.scope, desk.db, message.id, "en")
    if found is None and desk.hub.translation.available:
        return [render(say("staff.card.translating"), desk.reader)]
    if found is None or found[1] == "same_language":
        return []
    if found[1] == "translated":
        return [render(say("staff.card.translation"), desk.reader), found[0]]
    return [render(say("staff.card.not_translated", language=LanguageName(language)), desk.reader)]
