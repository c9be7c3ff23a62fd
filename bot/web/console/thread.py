"""A thread as somebody may read it: what items of theirs hold, and what was answered to those; originals and translations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.wording import Who, say
from bot.handlers.known import ItemFacts
from bot.web.console.visit import Look
from storage import medias, messages, on_phones
from storage.messages import MessageRow
from storage.outbox import OutboxRow

_WAYS = {
    "desk": "at the front desk, via the office",
    "phone": "by phone, via the office",
    "email": "by e-mail, via the office",
    "edit": "changed by the sender",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `text` is what is read first; `original` stands beside a translation, in its own direction."""

    id: int
    ours: bool
    by: str
    at: datetime
    when: str
    way: str
    text: str
    lang: str
    original: str
    original_lang: str
    language: str
    status: str  # "" | translated | untranslated | coming
    media: tuple[str, ...]
    delivery: str


def of_items(look: Look, found: Iterable[ItemFacts]) -> list[Said]:
    """Oldest first. An edit takes the place of what it replaces."""
    every = list(found)
    letters = _letters(look, every)
    ids = {one for item in every for one in item.message_ids} | set(letters)
    messages.ask_ahead(look.scope, look.db, ids, "en")
    rows = [row for one in sorted(ids) if (row := messages.one(look.scope, look.db, one)) is not None]
    replaced = {row.replaces for row in rows}
    return [said(look, row, letters.get(row.id)) for row in rows if row.id not in replaced and row.kind != "draft"]


def _letters(look: Look, found: Collection[ItemFacts]) -> dict[int, OutboxRow]:
    """What was answered to these, by message, and how it went out."""
    on_phones.ask_ahead(look.scope, look.db, [item.id for item in found])
    rows = (row for item in found for row in on_phones.letters(look.scope, look.db, item.id))
    return {row.message_id: row for row in rows if row.message_id}


def said(look: Look, row: MessageRow, letter: OutboxRow | None) -> Said:
    ours = row.staff_id is not None
    by = look.name(Who.STAFF, row.staff_id) if ours else look.name(Who.GUARDIAN, row.guardian_id)
    shown, status = _translated(look, row)
    original = row.body if status == "translated" else ""
    return Said(
        id=row.id,
        ours=ours,
        by=by or "Somebody we do not know",
        at=row.sent_at,
        when=look.when(row.sent_at),
        way=_WAYS.get(row.kind, ""),
        text=shown,
        lang="en" if status == "translated" else row.language or "en",
        original=original,
        original_lang=row.language or "en",
        language=look.language(row.language),
        status=status,
        media=_media(look, row),
        delivery=_delivery(look, letter) if letter else "",
    )


def _translated(look: Look, row: MessageRow) -> tuple[str, str]:
    language = row.language or "en"
    if row.staff_id is not None or language.split("-")[0] == "en" or not row.body.strip():
        return row.body, ""
    found = messages.translation(look.scope, look.db, row.id, "en")
    if found is None:
        return row.body, "coming" if look.visitor.hub.translation.available else "untranslated"
    if found[1] == "same_language":
        return row.body, ""
    return (found[0], "translated") if found[1] == "translated" else (row.body, "untranslated")


def _media(look: Look, row: MessageRow) -> tuple[str, ...]:
    return tuple(
        look.say(say("staff.card.media", kind="voice message" if one.kind == "voice" else one.kind))
        for one in medias.of_message(look.scope, look.db, row.id)
    )


_DELIVERY = {
    "queued": "leaves soon", "retry": "leaves soon", "sending": "on its way", "sent": "sent", "delivered": "delivered",
    "failed": "NOT delivered: please ring", "unknown": "not sure whether it arrived", "cancelled": "undone, not sent",
}  # fmt: skip


def _delivery(look: Look, letter: OutboxRow) -> str:
    """What really happened to an answer; one that waits says until when."""
    if letter.state in {"queued", "retry"} and letter.due_at > look.now:
        return f"leaves {look.when(letter.due_at)}"
    return _DELIVERY.get(letter.state, "")
