"""What the rules of a post need to know: the children of the classes, what they may appear in, what the author has read."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import oversight, serving
from bot.domain.access import Scope
from bot.domain.conversation import Asked
from bot.domain.guarding import Guard
from bot.domain.messages import Kind
from bot.domain.names import fold_name
from bot.domain.people import Role, Staff
from bot.domain.policy import Policy
from bot.domain.posting import FILES, Board
from bot.domain.refs import pressed
from bot.domain.scope import serves
from bot.domain.showing import list_version
from bot.facts.arrival import Arrival
from bot.handlers.known import DraftFacts, PostCount, Repeats, SentPost
from bot.handlers.staff import photo_list, post_after, remind, several, tell
from bot.handlers.staff import posts as posts_handler
from bot.handlers.staff.post_words import FOR_FAMILY, TO_CLASS, VERBS, WEEKLY, begins_post
from bot.permissions import children
from bot.rules import day_began
from storage import adults, announcements, audiences, contacts, feed, messages, posts, recurring, roll, signin
from storage import news as news_
from storage.db import Db


def concerns_post(arrival: Arrival) -> bool:
    """Whether this update begins a post, or is a step of one."""
    event = arrival.event
    asked = arrival.conversation.open_question(arrival.now)
    of_choice = asked is not None and asked.kind in {Asked.STAFF_MEANING, Asked.PRIVATE, Asked.ANNOUNCE_COUNT}
    return (
        begins_post(event.text)
        or photo_list.asks(event.text)
        or remind.begins(event.text)
        or tell.begins(event.text)
        or several.begins(event.text)
        or (event.kind in FILES and bool(event.media))
        or pressed(event.choice)[0] in {*VERBS, *post_after.VERBS, TO_CLASS, FOR_FAMILY, WEEKLY, "putpage"}
        or of_choice
        or (event.kind is Kind.EDIT and arrival.rules.policy.feed.edit_propagates)
    )


def board(scope: Scope, db: Db, arrival: Arrival, member: Staff) -> Board:
    policy = arrival.rules.policy
    on_roll = children(scope, db, arrival.day, policy, _near(scope, db, arrival, member))
    classes = tuple(one for one in roll.classes(scope, db) if serves(policy.scope, one))
    confirmed, others = posts.acks(scope, db, member.id), _leaders(scope, db, arrival, member)
    read = posts.newest(confirmed, "photo_list")
    lists = {one.id: list_version([child for child in on_roll if child.class_id == one.id]) for one in classes}
    unread = {
        class_id: version
        for class_id, version in lists.items()
        if version and ((member.id, class_id) not in read or read[member.id, class_id].version != version)
    }
    return Board(
        children=on_roll,
        classes=classes,
        lists=unread,
        pictures=posts.pictures_since(scope, db, week_began(policy, arrival.now)),
        adults=_adults(scope, db, arrival.day),
        approvers=tuple(one for one in others if contacts.of_staff(scope, db, one)),
        approved_at_console=any(signin.of_staff(scope, db, one) for one in others),
        unread_by=oversight.unread_by(scope, db, arrival.day, policy, on_roll) if photo_list.asks(arrival.event.text) else (),
        told_stored=any(one.what == "may_be_stored" for one in confirmed),
        guard=_guard(scope, db, arrival),
    )


_SHOWS = frozenset({remind.WORD, tell.WORD, *photo_list.WORDS})
_AT_A_CLASS = frozenset({Role.CLASS_TEACHER, Role.PPA_COVER, Role.SUPPORT_STAFF})


def _near(scope: Scope, db: Db, arrival: Arrival, member: Staff) -> frozenset[int] | None:
    """The classes that a bare command shows to who is there for classes alone. None for all: words may name any child of the school."""
    bare = arrival.event.text.strip().casefold() in _SHOWS and arrival.conversation.open_question(arrival.now) is None
    if not bare or member.roles - _AT_A_CLASS:
        return None
    return frozenset(one.class_id for one in roll.duties(scope, db, arrival.day) if one.staff_id == member.id)


def _adults(scope: Scope, db: Db, day: date) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for pupil_id, guardian_id in adults.ties(scope, db, day):
        found[pupil_id] = (*found.get(pupil_id, ()), guardian_id)
    return found


def _leaders(scope: Scope, db: Db, arrival: Arrival, member: Staff) -> list[int]:
    """Who is asked for the second yes; not the author."""
    wanted = [Role.HEAD, Role.DEPUTY, Role.SENIOR_LEADER, Role.ASSISTANT_HEAD]
    ids = {one for role in wanted for one in roll.holders(scope, db, role, arrival.day)}
    return sorted(ids - {member.id})


def week_began(policy: Policy, now: datetime) -> datetime:
    """Monday's midnight on the school's wall (M10)."""
    midnight = day_began(policy, now)
    monday = midnight.replace(tzinfo=None) - timedelta(days=midnight.astimezone(ZoneInfo(policy.school.zone)).weekday())
    return monday.replace(tzinfo=ZoneInfo(policy.school.zone))


def _guard(scope: Scope, db: Db, arrival: Arrival) -> Guard:
    policy = arrival.rules.policy
    phones = {
        policy.school.office_phone,
        policy.safeguarding.out_of_hours_line,
        *(one.phone for one in policy.office.desks),
    }
    colleagues = roll.colleagues(scope, db, arrival.day)
    return Guard(
        phones=frozenset(re.sub(r"\D", "", one) for one in phones if one),
        emails=frozenset({policy.contacts.email.casefold()} if policy.contacts.email else ()),
        staff_surnames=frozenset(fold_name(one.last_name) for one in colleagues),
        own_places=(policy.school.name, policy.school.short_name),
    )


def repeats(scope: Scope, db: Db, arrival: Arrival) -> tuple[Repeats, ...]:
    event = arrival.event
    if not remind.begins(event.text) and pressed(event.choice)[0] != "stoprepeat":
        return ()
    return tuple(Repeats(one.id, one.class_id, one.body, one.weekday, one.at) for one in recurring.live(scope, db))


def counts(scope: Scope, db: Db, arrival: Arrival) -> tuple[PostCount, ...]:
    if not posts_handler.asks(arrival.event.text):
        return ()
    return tuple(
        PostCount(one["class_id"], one["posts"], tuple(one["kinds"].items()), one["below_minimum"])
        for one in oversight.by_class(scope, db, arrival.rules, arrival.now)
    )


def sent_post(scope: Scope, db: Db, arrival: Arrival, member: Staff | None) -> SentPost | None:
    """The post a button names, or whose author edits the message it was begun with; by a comment of it too."""
    verb, numbers = pressed(arrival.event.choice)
    comment = feed.comment(scope, db, numbers[0]) if verb in _OF_COMMENT and numbers else None
    wanted = comment.announcement_id if comment else numbers[0] if verb in post_after.VERBS and numbers else None
    if wanted is None and arrival.event.kind is Kind.EDIT:
        event = arrival.event
        origin = messages.carrier_blind(db, arrival.account.id, event.sender.value, event.message_id)
        wanted = announcements.begun_with(scope, db, origin)
    news = announcements.one(scope, db, wanted) if wanted is not None and member is not None else None
    if news is None or news.state not in {"sent", "removed", "confirmed"}:
        return None
    routes = audiences.routes(scope, db, news.id)
    return SentPost(
        id=news.id,
        class_id=news.class_id,
        staff_id=news.staff_id,
        audience=news.audience,
        pupil_id=news.pupil_id,
        kind=news.kind,
        body=news.body,
        state=news.state,
        readers=sum(number for route, number in routes.items() if route != "none"),
        by_sms=routes.get("sms", 0),
        comment_by=comment.guardian_id if comment else None,
    )


_OF_COMMENT = frozenset({"cremove", "cwhy", "cshow", "cblock"})
_RECENT = 5


def recent(scope: Scope, db: Db, arrival: Arrival, member: Staff | None) -> tuple[int, ...]:
    """The newest posts of a person's classes; of all for leaders."""
    if member is None or arrival.event.text.strip().casefold() not in {"/pages", "/page"}:
        return ()
    duties = {one.class_id for one in roll.duties(scope, db, arrival.day) if one.staff_id == member.id}
    leads = bool(member.roles & {Role.HEAD, Role.DEPUTY, Role.SENIOR_LEADER, *arrival.rules.policy.monitor.roles})
    return tuple(reversed(news_.standing(scope, db, None if leads else duties, _RECENT)))


def draft(scope: Scope, db: Db, arrival: Arrival, news_id: int | None, staff_id: int) -> DraftFacts | None:
    """A post of this author's, with whom it reaches as it stands; or one that waits for a second person."""
    news = announcements.one(scope, db, news_id) if news_id is not None else None
    asked = pressed(arrival.event.choice)[0] in {"approve", "discard"}
    if news is None or (news.staff_id != staff_id and not asked):
        return None
    everybody = serving.everybody(scope, db, news, arrival.day, arrival.rules.policy)
    picked = audiences.picked(scope, db, news.id) & {one.guardian_id for one in everybody}
    return DraftFacts(
        id=news.id,
        class_id=news.class_id,
        state=news.state,
        families=len(picked) or len(everybody),
        due_at=news.due_at,
        readers=tuple(one.guardian_id for one in everybody),
        picked=picked,
        post=posts.as_draft(scope, db, news),
    )
