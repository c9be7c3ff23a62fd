"""Content → words: an outbox row's references become one finished message for one reader on one carrier."""

from __future__ import annotations

from dataclasses import replace

from bot.deliver import cards, digests, feeds, notices, papers, posts, previews, stand_ins, teasers
from bot.deliver.desk import Desk, Gone, finished
from bot.domain.fitting import fits, leaner
from bot.domain.hours import is_open
from bot.domain.messages import Carrier, Outgoing, Side
from bot.domain.sending import (
    AskAway,
    Attachment,
    Blank,
    Card,
    CommentNote,
    Covering,
    Digest,
    Events,
    Handover,
    Letter,
    NewsDigest,
    Notice,
    Original,
    OwnPage,
    PaperList,
    Picture,
    PostCard,
    Preview,
    Reminder,
    Replies,
    Report,
    Retraction,
    Teaser,
    Verdict,
    Welcome,
    Withdrawal,
    Words,
)
from bot.domain.sms import sms_parts
from bot.domain.wording import Names, Who, say
from bot.phrases import render
from bot.privacy import transfers
from bot.rules import local_day
from storage import outbox, processors, roll


def compose(desk: Desk) -> Outgoing:
    """Raises Gone when what the row points at is not to be sent any more."""
    content = desk.row.content
    if isinstance(content, Letter | Notice | NewsDigest) and _says_only_that(desk):
        return bare(desk)
    match content:
        case Words():
            return _words(desk, content)
        case AskAway():
            return _words(desk, Words((content.phrase,), content.options))
        case Teaser():
            return teasers.teaser(desk, content)
        case Reminder():
            return teasers.reminder(desk, content)
        case Digest():
            return teasers.digest(desk, content)
        case Card():
            return cards.card(desk, content)
        case Attachment():
            return cards.attachment(desk, content)
        case Letter():
            return notices.letter(desk, content)
        case Notice():
            return posts.notice(desk, content)
        case Picture():
            return posts.picture(desk, content)
        case Replies():
            return feeds.replies_(desk, content)
        case Events():
            return feeds.events(desk)
        case Original():
            return feeds.original(desk, content)
        case Withdrawal():
            return feeds.withdrawal(desk, content)
        case Blank():
            return feeds.blank(desk, content)
        case CommentNote():
            return feeds.comment_note(desk, content)
        case PostCard():
            return feeds.post_card(desk, content)
        case Preview():
            return previews.preview(desk, content)
        case NewsDigest():
            return digests.news_digest(desk, content)
        case PaperList():
            return papers.paper_list(desk, content)
        case Report():
            return notices.report(desk, content)
        case Welcome():
            return notices.welcome(desk)
        case OwnPage():
            return notices.own_page(desk, content)
        case Covering():
            return stand_ins.covering(desk, content)
        case Handover():
            return stand_ins.handover(desk, content)
        case Verdict():
            return notices.verdict(desk, content)
        case _:
            return _retraction(desk, content)


def _says_only_that(desk: Desk) -> bool:
    """The DPO's basis for this carrier is not on record: no word of the school's about a child goes through it."""
    families = desk.to.account.side is Side.FAMILIES
    return families and transfers.notice_only(processors.register(desk.scope, desk.db), desk.to.address.carrier)


def bare(desk: Desk) -> Outgoing:
    day = local_day(desk.rules.policy, desk.now)
    adult = roll.guardian(desk.scope, desk.db, desk.row.guardian_id or 0, day)
    names = Names(Who.PUPIL, tuple(pupil.id for pupil in adult.pupils) if adult else ())
    return finished(desk, [render(say("transfer.notice", names=names), desk.reader)])


def _words(desk: Desk, words: Words) -> Outgoing:
    if words.language is not None:
        desk = replace(desk, reader=replace(desk.reader, language=words.language))
    made = _whole(desk, words) if desk.to.address.carrier is not Carrier.SMS else _fitted(desk, words)
    place = outbox.one(desk.scope, desk.db, words.replaces) if words.replaces else None
    if place is not None and place.sent_ids:
        made = replace(made, edits=place.sent_ids[-1])
    if words.ask_contact and desk.to.address.carrier is Carrier.TELEGRAM:
        key = "staff.share_button" if desk.to.account.side is Side.STAFF else "join.share_button"
        made = replace(made, ask_contact=render(say(key), desk.reader))
    return made


def _whole(desk: Desk, words: Words) -> Outgoing:
    lines = [render(phrase, desk.reader) for phrase in words.phrases]
    between_schools = any(phrase.key == "ask.which_school" for phrase in words.phrases)
    return finished(desk, lines, words.options, named=not between_schools)


def _fitted(desk: Desk, words: Words) -> Outgoing:
    """The fullest that costs what a text of ours may; where nothing does, the one with the fewest parts."""
    office_open, best = is_open(desk.rules.calendars.office, desk.now), _whole(desk, words)
    for one in leaner(words, office_open=office_open):
        made = _whole(desk, one)
        if fits(sms_parts(made.text)):
            return made
        best = min(best, made, key=lambda text: sms_parts(text.text).parts)
    return best


def _retraction(desk: Desk, content: Retraction) -> Outgoing:
    sent = outbox.one(desk.scope, desk.db, content.outbox_id)
    if sent is None or not sent.sent_ids:
        raise Gone("never_sent")
    return Outgoing(to=desk.to.address, text="", deletes=" ".join(sent.sent_ids), reference=str(desk.row.id))
