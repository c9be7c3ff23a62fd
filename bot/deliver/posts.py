"""A post as one adult gets it: heading, words in their language, picture, the lines a school puts under pictures, buttons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot import vault
from bot.deliver.desk import Desk, Gone, finished
from bot.domain import emergency
from bot.domain.access import Scope
from bot.domain.messages import Carrier, Kind, MediaRef, Outgoing
from bot.domain.policy import Policy
from bot.domain.refs import button
from bot.domain.sending import Notice, Picture
from bot.domain.wording import ClassName, Day, Name, Names, Option, Phrase, Who, say
from bot.handlers.families.replies import noon
from bot.phrases import Reader, render
from storage import announcements, audiences, feed, outbox, pages, posts, rights, roll
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.late import LATE
from storage.medias import MediaRow
from storage.posts import PostFileRow

_GONE = {"refused", "gone"}


def notice(desk: Desk, content: Notice) -> Outgoing:
    news = announcements.one(desk.scope, desk.db, content.announcement_id)
    if news is None or news.state in {"undone", "removed"}:
        raise Gone("undone")
    files = posts.files(desk.scope, desk.db, news.id)
    if content.follows and desk.to.address.carrier is Carrier.SMS:
        return finished(desk, _translation(desk, news))
    made = finished(desk, lines(desk, news, files), _options(desk, news))
    if desk.to.address.carrier is Carrier.TELEGRAM and files:
        made = _with_picture(desk, made, files[0].media)
    return _in_place(desk, made, content.replaces)


def _in_place(desk: Desk, made: Outgoing, replaces: int | None) -> Outgoing:
    """An edit of the copy on the phone; under a picture it is the caption that changes."""
    sent = outbox.one(desk.scope, desk.db, replaces) if replaces else None
    if sent is None or not sent.sent_ids:
        return made
    captioned = made.media is not None and len(sent.sent_ids) == 1
    return replace(made, edits=sent.sent_ids[-1], media=made.media if captioned else None, media_bytes=None)


def stored_for(desk: Desk, news_id: int) -> tuple[str, str] | None:
    """The post's text for the reader of this row."""
    return read_by(desk.scope, desk.db, news_id, desk.to.guardian_id or 0, desk.to.language or "en", desk.now)


def read_by(
    scope: Scope, db: Db, news_id: int, guardian_id: int, language: str, now: datetime
) -> tuple[str, str] | None:
    """The text for an adult and its status; who objects to translation reads what was written (DPIA35)."""
    if ("object", "translation") in rights.switches(scope, db, guardian_id, now):
        return None
    return announcements.text(scope, db, news_id, language)


def with_original(reader: Reader, original: str, stored: tuple[str, str] | None) -> list[str]:
    """Machine work is labelled and the original kept; without an engine the original goes, labelled too (law 3)."""
    if stored is None or stored[1] == "same_language":
        return [original]
    text, status = stored
    if status == "written":  # by hand: no machine, no label
        return [text]
    if status == "translated":
        return [text, render(say("translated"), reader), original]
    return [original, render(say("not_translated_yet" if status == LATE else "not_translated"), reader)]


def _translation(desk: Desk, news: AnnouncementRow) -> list[str]:
    """A text message cannot be changed: the translation follows, once, and the original is there already (BNV3)."""
    stored = stored_for(desk, news.id)
    if stored is None or stored[1] != "translated":
        raise Gone("undone")
    return [render(say("news.translation"), desk.reader), stored[0], *_wrong(desk, stored)]


def _wrong(desk: Desk, stored: tuple[str, str] | None) -> list[str]:
    """What the button does on Telegram is a word by text message."""
    by_machine = stored is not None and stored[1] == "translated"
    by_text = by_machine and desk.to.address.carrier is Carrier.SMS
    return [render(say("translated.wrong"), desk.reader)] if by_text else []


def lines(desk: Desk, news: AnnouncementRow, files: tuple[PostFileRow, ...]) -> list[str]:
    """What the adult reads; the line that asks not to share stands last (M18)."""
    stored = stored_for(desk, news.id)
    said = [render(one, desk.reader) for one in (*_above(news), _heading(desk, news))]
    if news.version > 1 and desk.to.address.carrier is Carrier.TELEGRAM:
        said.append(render(say("news.corrected"), desk.reader))
    said += with_original(desk.reader, news.body, stored) if news.body.strip() else []
    said += _wrong(desk, stored)
    if news.happens_on is not None and news.kind == "event":
        said.append(render(say("news.day", day=Day(noon(news.happens_on))), desk.reader))
    under = [*_address(desk, news, files), *picture_lines(desk.rules.policy)] if files else []
    return [*said, *(render(one, desk.reader) for one in under)]


def _above(news: AnnouncementRow) -> tuple[Phrase, ...]:
    """An emergency of one class says that it is one before it says whose."""
    return (say("news.urgent"),) if news.kind == emergency.KIND and news.class_id is not None else ()


def heading(news: AnnouncementRow) -> Phrase:
    if news.kind == emergency.KIND and news.class_id is None:
        return say("news.urgent")
    if news.audience in {"school", "classes"}:
        return say("news.school")
    if news.audience == "child" and news.pupil_id is not None:
        return say("news.child", names=Names(Who.PUPIL, (news.pupil_id,)))
    return say("news.for", school_class=ClassName(news.class_id or 0))


def _heading(desk: Desk, news: AnnouncementRow) -> Phrase:
    """On Telegram with its author's name (BNV33); a text message is paid by its length."""
    if news.version > 1 and desk.to.address.carrier is Carrier.SMS:
        return say("news.correction")
    if desk.to.address.carrier is Carrier.TELEGRAM and news.audience == "class":
        author = Name(Who.STAFF, news.staff_id)
        return say("news.from", school_class=ClassName(news.class_id or 0), author=author)
    if news.audience == "classes":
        names = [
            roll.class_name(desk.scope, desk.db, one) or "?" for one in audiences.several(desk.scope, desk.db, news.id)
        ]
        return say("news.for", school_class=", ".join(names))
    return heading(news)


def picture_lines(policy: Policy) -> list[Phrase]:
    """Whose it is and that it is not to be shared, where the school says so."""
    media = policy.media
    owner = [say("news.owner", owner=media.owner)] if media.owner else []
    return [*owner, *([say("news.no_sharing")] if media.reminder else [])]


def _address(desk: Desk, news: AnnouncementRow, files: tuple[PostFileRow, ...]) -> list[Phrase]:
    """A text message carries no picture: a private address and its code, or whom to ask (M2)."""
    if desk.to.address.carrier is not Carrier.SMS:
        return []
    link = pages.of_post(desk.scope, desk.db, desk.to.guardian_id or 0, news.id)
    if link is None or not desk.hub.public_url:
        return [say("news.ask_picture")]
    address = f"{desk.hub.public_url}/p/{pages.token_of(desk.db, link.id)}"
    days = desk.rules.policy.media.photo_link_days
    return [say("news.page", link=address, code=pages.code_of(desk.db, link.id), n=days)]


def _with_picture(desk: Desk, made: Outgoing, media: MediaRow) -> Outgoing:
    """From our own sealed copy: one bot cannot use another's file. A file that is gone leaves the words."""
    if media.state in _GONE:
        return made
    return replace(made, **_file(desk, media).__dict__)


@dataclass(frozen=True)
class _File:
    media: MediaRef
    media_bytes: bytes
    protect: bool


def _file(desk: Desk, media: MediaRow) -> _File:
    if media.state != "stored" or media.blob is None:
        raise Gone("file_not_here_yet")
    ref = MediaRef(Kind(media.kind), "", media.mime, media.size, media.seconds)
    return _File(ref, vault.read(desk.hub, desk.db, media), desk.rules.policy.media.protect)


def picture(desk: Desk, content: Picture) -> Outgoing:
    """The second to tenth picture of a post, without words of their own."""
    news = announcements.one(desk.scope, desk.db, content.announcement_id)
    held = {one.media.id: one.media for one in posts.files(desk.scope, desk.db, content.announcement_id)}
    media = held.get(content.media_id)
    if news is None or news.state in {"undone", "removed"} or media is None or media.state in _GONE:
        raise Gone("undone")
    if desk.to.address.carrier is not Carrier.TELEGRAM:
        raise Gone("no_pictures_by_sms")
    made = Outgoing(to=desk.to.address, text="", reference=str(desk.row.id))
    return replace(made, **_file(desk, media).__dict__)


def _options(desk: Desk, news: AnnouncementRow) -> tuple[Option, ...]:
    """Buttons where there are buttons; a text message has the page for it."""
    if desk.to.address.carrier is not Carrier.TELEGRAM:
        return ()
    policy = desk.rules.policy
    reader = desk.to.guardian_id or 0
    liked = policy.feed.likes and feed.liked(desk.scope, desk.db, news.id, reader)
    stored = stored_for(desk, news.id)
    translated = stored is not None and stored[1] == "translated"
    page = news.audience != "child" and news.kind != emergency.KIND
    wanted = (
        (policy.feed.likes and page, "option.liked" if liked else "option.like", "like"),
        (policy.feed.comments and page, "option.comments", "comments"),
        (translated, "option.original", "original"),
        (translated, "option.wrong_translation", "mistranslated"),
        (policy.conduct.report, "option.report", "reportpost"),
        (bool(policy.routing.service_concern), "option.concern_about", "concern"),
    )
    return tuple(Option(Phrase(label), button(verb, news.id)) for on, label, verb in wanted if on)
