"""The post an adult answers: by Telegram's reply or a button under it, or by a word typed about the newest one."""

from __future__ import annotations

from datetime import timedelta

from bot import permissions
from bot.domain.access import Scope
from bot.domain.guarding import Guard, examine
from bot.domain.messages import Kind
from bot.domain.people import Guardian
from bot.facts.arrival import Arrival
from bot.handlers.families.feed import typed
from bot.handlers.known import PostFacts
from storage import announcements, choices, feed, messages, on_phones
from storage.db import Db

_LATELY = timedelta(days=7)  # a word typed without a reply means no older post


def post(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian | None) -> PostFacts | None:
    """A post this adult got: the one they reply to, or whose button they press. By the message's key, never by a number."""
    event = arrival.event
    if guardian is None:
        return None
    if event.reply_to is None:
        return _by_word(scope, db, arrival, guardian)
    row = on_phones.by_sent(db, arrival.account.id, event.sender.value, event.reply_to)
    news_id = (
        row.announcement_id if row and row.school_id == scope.school_id and row.guardian_id == guardian.id else None
    )
    news = announcements.one(scope, db, news_id) if news_id is not None else None
    if row is None or news is None or news.state not in {"sent", "removed"}:
        return None
    return PostFacts(
        id=news.id,
        outbox_id=row.id,
        class_id=news.class_id,
        staff_id=news.staff_id,
        audience=news.audience,
        body=news.body,
        version=news.version,
        removed=news.state == "removed",
        liked=feed.liked(scope, db, news.id, guardian.id),
        doubtful=_doubtful(scope, db, arrival, news.class_id),
        no_comments=bool(choices.choice(scope, db, guardian.id, "no_comments")),
    )


def nothing_translated(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian | None) -> bool:
    """WRONG or ORIGINAL, from an adult for whom no machine translated a post or an answer of late."""
    if guardian is None or not _is_word(arrival) or _by_word(scope, db, arrival, guardian) is not None:
        return False
    return not messages.translated_for(scope, db, guardian.id, arrival.now - _LATELY)


def _is_word(arrival: Arrival) -> bool:
    return arrival.event.kind is Kind.TEXT and typed(arrival.event.text) is not None


def _by_word(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian) -> PostFacts | None:
    """The newest post that a machine translated for an adult who types WRONG or ORIGINAL."""
    if not _is_word(arrival):
        return None
    got = announcements.sent_to(scope, db, guardian.id, arrival.now - _LATELY)
    texts = ((one, announcements.text(scope, db, one.id, guardian.language or "en")) for one in reversed(got))
    news = next((one for one, stored in texts if stored is not None and stored[1] == "translated"), None)
    if news is None:
        return None
    return PostFacts(
        id=news.id,
        outbox_id=0,
        class_id=news.class_id,
        staff_id=news.staff_id,
        audience=news.audience,
        body=news.body,
        version=news.version,
        removed=False,
        liked=False,
        doubtful=False,
        no_comments=False,
        typed=True,
    )


def _doubtful(scope: Scope, db: Db, arrival: Arrival, class_id: int | None) -> bool:
    """Whether what an adult writes under a post may be private: the teacher reads it first."""
    if arrival.event.kind is not Kind.TEXT or not arrival.rules.policy.feed.comments:
        return False
    everyone = permissions.children(scope, db, arrival.day, arrival.rules.policy)
    own = [one for one in everyone if class_id in (None, one.class_id)]
    return bool(examine(arrival.event.text, own, everyone, Guard(), arrival.rules.policy))
