"""What one adult sees on their page: posts that were sent to them, still meant for them and not taken down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import serving
from bot.act import account_of
from bot.deliver.composing import compose
from bot.deliver.desk import Desk, Gone, reader_for
from bot.deliver.outcomes import To
from bot.deliver.posts import heading, picture_lines, read_by, with_original
from bot.domain.messages import Address, Carrier, Kind, Side
from bot.domain.sending import Blank, Content, Retraction
from bot.domain.wording import Day, say
from bot.handlers.families.replies import noon
from bot.hub import Hub
from bot.phrases import Reader, render
from bot.rules import local_day
from bot.web.family.guard import Visit
from storage import announcements, contacts, feed, on_pages, posts
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.medias import MediaRow
from storage.outbox import OutboxRow
from storage.posts import PostFileRow

_SHOWN_FOR = timedelta(days=30)
_MOST = 20
_NAMES = {Kind.PHOTO: "page.picture", Kind.VIDEO: "page.video"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A file on the page: `alt` for who cannot see it."""

    media_id: int
    kind: str
    alt: str


@dataclass(frozen=True, slots=True)
class Entry:
    heading: str
    day: str
    paragraphs: tuple[tuple[str, str], ...]  # and the language of one that is not the reader's
    files: tuple[Shown, ...]
    under: tuple[str, ...]
    id: int = 0
    like: str = ""  # the button's label, where families like posts


def reader_of(hub: Hub, db: Db, found: Visit, now: datetime) -> Reader:
    account = next(one for one in hub.accounts.values() if one.side is Side.FAMILIES)
    to = To(account, Address(Carrier.SMS, ""), None, found.guardian.id, None, found.guardian.language, 0)
    return reader_for(found.scope, db, found.rules, to, now)


def entries(db: Db, found: Visit, reader: Reader, now: datetime) -> list[Entry]:
    return [_entry(db, found, reader, news, now) for news in _theirs(db, found, now)]


def _theirs(db: Db, found: Visit, now: datetime) -> Iterator[AnnouncementRow]:
    """Newest first; asked anew whether the adult is still one of those it is for (law 2)."""
    day, policy = local_day(found.rules.policy, now), found.rules.policy
    got = announcements.sent_to(found.scope, db, found.guardian.id, now - _SHOWN_FOR)
    for news in reversed(got[-_MOST:]):
        if news.state == "sent" and serving.still_meant(found.scope, db, news, found.guardian.id, day, policy):
            yield news


def _entry(db: Db, found: Visit, reader: Reader, news: AnnouncementRow, now: datetime) -> Entry:
    stored = read_by(found.scope, db, news.id, found.guardian.id, found.guardian.language or "en", now)
    files = posts.files(found.scope, db, news.id)
    said = with_original(reader, news.body, stored) if news.body.strip() else []
    if news.happens_on is not None and news.kind == "event":
        said.append(render(say("news.day", day=Day(noon(news.happens_on))), reader))
    under = [render(one, reader) for one in picture_lines(found.rules.policy)] if files else []
    when = render(say("news.day", day=Day(news.sent_at)), reader) if news.sent_at else ""
    shown = tuple(_shown(one, at, reader) for at, one in enumerate(files, 1) if one.media.state == "stored")
    words = tuple((one, "en" if one == news.body and not reader.locale.startswith("en") else "") for one in said)
    return Entry(render(heading(news), reader), when, words, shown, tuple(under), news.id, _like(db, found, reader, news.id))


def _like(db: Db, found: Visit, reader: Reader, news_id: int) -> str:
    if not found.rules.policy.feed.likes or not found.writes:
        return ""
    return render(say("option.liked" if feed.liked(found.scope, db, news_id, found.guardian.id) else "option.like"), reader)


def is_theirs(db: Db, found: Visit, news_id: int, now: datetime) -> bool:
    return any(one.id == news_id for one in _theirs(db, found, now))


def letters(hub: Hub, db: Db, found: Visit, now: datetime) -> list[str]:
    """What else the school has written to them, newest first, each as it would have been sent."""
    contact = next((one for one in contacts.of_guardian(found.scope, db, found.guardian.id) if one.address.carrier is Carrier.WEB), None)
    if contact is None:
        return []
    rows = on_pages.shown(found.scope, db, found.guardian.id, contact.id, now - _SHOWN_FOR)
    gone = {row.content.outbox_id for row in rows if isinstance(row.content, Retraction | Blank)}
    kept = [row for row in rows if row.id not in gone and not isinstance(row.content, Retraction | Blank)]
    return [text for row in reversed(kept) if (text := composed(hub, db, found, row, now))]


def answers(hub: Hub, db: Db, found: Visit, contents: tuple[Content, ...], now: datetime) -> list[str]:
    """What the hub answers to what was just written."""
    return [text for one in contents if (text := composed(hub, db, found, _row(found, one, now), now))]


def composed(hub: Hub, db: Db, found: Visit, row: OutboxRow, now: datetime) -> str:
    """In words, with numbers for answers, as a text message has them."""
    account = replace(account_of(db, found.scope.school_id), side=Side.FAMILIES)
    to = To(account, Address(Carrier.SMS, ""), None, found.guardian.id, None, found.guardian.language, 0)
    reader = reader_for(found.scope, db, found.rules, to, now)
    try:
        made = compose(Desk(hub, found.scope, db, row, to, found.rules, now, reader))
    except Gone:
        return ""
    return made.text.lstrip("\u200f").removeprefix(f"{reader.facts['school']}: ")


def _row(found: Visit, content: Content, now: datetime) -> OutboxRow:
    return OutboxRow(
        school_id=found.scope.school_id, id=0, intent="", lane=0, content=content, account_id=0, contact_id=None,
        staff_id=None, guardian_id=found.guardian.id, role=None, class_id=None, to_value=None, item_id=None, message_id=None,
        announcement_id=None, due_at=now, expires_at=None, state="", attempts=0, resent=False, sent_ids=(), sent_to=None,
        sent_contact_id=None, trouble=None,
    )  # fmt: skip


def _shown(file: PostFileRow, number: int, reader: Reader) -> Shown:
    kind = Kind(file.media.kind)
    alt = file.alt or render(say(_NAMES.get(kind, "page.document"), n=number), reader)
    return Shown(file.media.id, str(kind), alt)


def file_of(db: Db, found: Visit, media_id: int, now: datetime) -> MediaRow | None:
    """Only a file of a post that is on this very page."""
    for news in _theirs(db, found, now):
        for one in posts.files(found.scope, db, news.id):
            if one.media.id == media_id and one.media.state == "stored":
                return one.media
    return None
