"""What stands around a post: comments, the original words, the word that it was taken down, and how staff see it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.deliver import papers
from bot.deliver.desk import Desk, Gone, finished
from bot.deliver.posts import stored_for
from bot.domain.messages import Kind, MediaRef, Outgoing
from bot.domain.refs import button
from bot.domain.sending import Blank, CommentNote, Notice, Original, Picture, PostCard, Replies, Report, Withdrawal
from bot.domain.wording import ClassName, Day, Name, Names, Option, Phrase, Who, say
from bot.handlers.families.replies import noon
from bot.phrases import render
from bot.rules import local_day
from storage import announcements, audiences, feed, outbox, posts, recalls, roll
from storage.announcements import AnnouncementRow
from storage.feed import CommentRow

_EVENTS_FOR = timedelta(days=366)  # how far back an event may have been told
_SHOWN = 20  # newest comments in one message


def replies_(desk: Desk, content: Replies) -> Outgoing:
    """The author's name as the school holds it; no number, no handle (M4)."""
    shown = [
        one
        for one in feed.comments(desk.scope, desk.db, content.announcement_id)
        if one.state == "shown" and one.shown_from <= desk.now
    ]
    lines = [render(say("comment.head" if shown else "comment.none"), desk.reader)]
    lines += [f"{_adult(desk, one)}: {one.body}" for one in shown[-_SHOWN:]]
    made = finished(desk, lines)
    place = outbox.one(desk.scope, desk.db, content.replaces) if content.replaces else None
    return replace(made, edits=place.sent_ids[-1]) if place is not None and place.sent_ids else made


def _adult(desk: Desk, one: CommentRow) -> str:
    found = roll.guardian(desk.scope, desk.db, one.guardian_id, desk.now.date())
    return f"{found.first_name} {found.last_name}" if found else "-"


def original(desk: Desk, content: Original) -> Outgoing:
    news = _post(desk, content.announcement_id)
    head = say("wrong.thanks" if content.wrong else "news.original")
    return finished(desk, [render(head, desk.reader), news.body])


def events(desk: Desk) -> Outgoing:
    """In the order of their days; each in the reader's language where it was translated."""
    today = local_day(desk.rules.policy, desk.now)
    got = announcements.sent_to(desk.scope, desk.db, desk.to.guardian_id or 0, desk.now - _EVENTS_FOR)
    coming = [
        (one.happens_on, one) for one in got if one.kind == "event" and one.happens_on and one.happens_on >= today
    ]
    lines = [render(say("events.head" if coming else "events.none"), desk.reader)]
    for day, one in sorted(coming, key=lambda pair: (pair[0], pair[1].id)):
        stored = stored_for(desk, one.id)
        body = stored[0] if stored is not None and stored[1] == "translated" else one.body
        lines += [render(say("news.day", day=Day(noon(day))), desk.reader), body]
    return finished(desk, lines)


def withdrawal(desk: Desk, content: Withdrawal) -> Outgoing:
    news = announcements.one(desk.scope, desk.db, content.announcement_id)
    if news is None or news.sent_at is None:
        raise Gone("undone")
    return finished(desk, [render(say("news.withdrawn", day=Day(news.sent_at)), desk.reader)])


def blank(desk: Desk, content: Blank) -> Outgoing:
    """Words under a picture are a caption; a picture itself stays, and the recall list says so."""
    sent = outbox.one(desk.scope, desk.db, content.outbox_id)
    if sent is None or not sent.sent_ids or not isinstance(sent.content, Notice | Picture):
        raise Gone("never_sent")
    files = posts.files(desk.scope, desk.db, sent.content.announcement_id)
    captioned = isinstance(sent.content, Picture) or (bool(files) and len(sent.sent_ids) == 1)
    media = MediaRef(Kind.PHOTO, "") if captioned else None
    text = render(say("news.removed"), desk.reader)
    return Outgoing(to=desk.to.address, text=text, edits=sent.sent_ids[-1], media=media, reference=str(desk.row.id))


def comment_note(desk: Desk, content: CommentNote) -> Outgoing:
    """To the class's teacher: who, what, and one tap to take it down."""
    one = feed.comment(desk.scope, desk.db, content.comment_id)
    if one is None or one.state == "removed":
        raise Gone("undone")
    waits = one.state == "waiting"
    key = "staff.comment_waits" if waits else "staff.comment"
    lines = [render(say(key, adult=Name(Who.GUARDIAN, one.guardian_id)), desk.reader), one.body]
    show = (Option(say("staff.option.show_comment"), button("cshow", one.id)),) if waits else ()
    return finished(desk, lines, (*show, Option(say("staff.option.remove_comment"), button("cremove", one.id))))


def post_card(desk: Desk, content: PostCard) -> Outgoing:
    """Likes are a number for staff alone, never shown by child or compared (BNV24)."""
    news = _post(desk, content.announcement_id)
    told = [one for one in feed.comments(desk.scope, desk.db, news.id) if one.state == "shown"]
    counts = say("staff.post_card", likes=feed.likes(desk.scope, desk.db, news.id), comments=len(told))
    lines = [render(one, desk.reader) for one in (_whose(news), counts, *papers.done_or_not(desk, news.id))]
    lines.insert(1, news.body)
    lines += [f"{_adult(desk, one)}: {one.body}" for one in told[-_SHOWN:]]
    return finished(desk, lines, after_options(desk, news))


def _whose(news: AnnouncementRow) -> Phrase:
    if news.class_id is None:
        return say("staff.post_of_school", who=Name(Who.STAFF, news.staff_id))
    return say("staff.post_of", who=Name(Who.STAFF, news.staff_id), school_class=ClassName(news.class_id))


def after_options(desk: Desk, news: AnnouncementRow) -> tuple[Option, ...]:
    options = [Option(say("staff.option.remove_post"), button("rmpost", news.id))]
    picked = bool(audiences.picked(desk.scope, desk.db, news.id))
    if news.staff_id == desk.to.staff_id and (news.audience == "child" or picked):
        options.append(Option(say("staff.option.wrong"), button("wrongpost", news.id)))
    return tuple(options)


def recall_report(desk: Desk, content: Report, news: AnnouncementRow) -> Outgoing:
    """What became of each copy, and whose stays where it is."""
    found = recalls.recalled(desk.scope, desk.db, news)
    count = {
        outcome: sum(one.outcome == outcome for one in found) for outcome in ("deleted", "blanked", "told", "left")
    }
    lines = [say("staff.recall", **count)]
    stays = tuple(
        dict.fromkeys(one.guardian_id for one in found if one.outcome in {"told", "left"} and one.guardian_id)
    )
    if stays:
        lines.append(say("staff.recall_stays", adults=Names(Who.GUARDIAN, stays)))
    return finished(desk, [render(line, desk.reader) for line in lines])


def _post(desk: Desk, news_id: int) -> AnnouncementRow:
    news = announcements.one(desk.scope, desk.db, news_id)
    if news is None or news.state != "sent":
        raise Gone("undone")
    return news
