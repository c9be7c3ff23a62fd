"""Who is at a page, and what a page is made with. Everything is asked of `may` for the roles held at this moment."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import act
from bot.act import Actor
from bot.deliver.desk import Desk, reader_for
from bot.deliver.outcomes import To
from bot.domain.access import TABLE, Action, Facts, Scope
from bot.domain.messages import Address, Carrier
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.sending import Words
from bot.domain.wording import ClassName, Name, Phrase, Who
from bot.handlers.base import StaffContext
from bot.handlers.staff import rights
from bot.hub import Hub
from bot.phrases import Reader, render
from bot.phrases.render import language_name, say_when
from bot.rules import SchoolRules
from storage import audit
from storage.db import Db
from storage.outbox import OutboxRow
from storage.sessions import Session

_ANOTHER_YEAR = timedelta(days=330)


class NotHere(Exception):  # noqa: N818 - an answer, not a bug
    """There is no such thing, or it is not this person's to see: the page says the same of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A member of staff whose session holds and whose rights were looked up for this very request."""

    hub: Hub
    session: Session
    token: str
    context: StaffContext

    @property
    def actor(self) -> Actor:
        return Actor(self.session.school_id, self.session.staff_id)

    @property
    def policy(self) -> Policy:
        return self.context.policy

    @property
    def now(self) -> datetime:
        return self.context.now

    @property
    def roles(self) -> frozenset[Role]:
        return rights.roles(self.context)

    @property
    def name(self) -> str:
        staff = self.context.staff
        return f"{staff.first_name} {staff.last_name}" if staff else ""

    def may(self, action: Action, facts: Facts | None = None) -> bool:
        return rights.allowed(self.context, action, facts or Facts(linked=True, own=True))

    def could(self, action: Action) -> bool:
        """Whether any role of theirs may at all; what a page or deed is about is asked again with its own facts."""
        return self.may(action, Facts(linked=True, own=True, on_duty=True, of_class=True, holds_role=True, granted=True))

    def acting(self, action: Action) -> Scope:
        """For use cases that ask `may` themselves: as the role of theirs that allows it."""
        fitting = sorted(role for role in self.roles if role in TABLE[action])
        return Scope(self.session.school_id, self.session.staff_id, fitting[0] if fitting else Role.SUPPORT_STAFF, "console")

    def scope(self) -> Scope:
        """The person themselves; the role only says that it was somebody of the staff."""
        return Scope(self.session.school_id, self.session.staff_id, Role.SUPPORT_STAFF, "console")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One reading of the database for one page. `path` and `query` are what the address says."""

    visitor: Visitor
    db: Db
    desk: Desk
    path: Mapping[str, int] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        return self.visitor.scope()

    @property
    def now(self) -> datetime:
        return self.visitor.now

    @property
    def day(self) -> date:
        return self.visitor.context.day

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.visitor.policy.school.zone)

    @property
    def context(self) -> StaffContext:
        return self.visitor.context

    def say(self, phrase: Phrase) -> str:
        return render(phrase, self.desk.reader)

    def name(self, who: Who, person_id: int | None) -> str:
        return self.desk.reader.look_up(Name(who, person_id)) if person_id is not None else ""

    def class_name(self, class_id: int | None) -> str:
        return self.desk.reader.look_up(ClassName(class_id)) if class_id is not None else ""

    def when(self, at: datetime | None) -> str:
        """With the year once a date alone could be last year's."""
        if at is None:
            return ""
        if self.now - at > _ANOTHER_YEAR:
            return f"{at.astimezone(self.zone):on %-d %B %Y at %-H:%M}"
        return say_when(at, self.desk.reader)

    def language(self, tag: str | None) -> str:
        return language_name(tag or "en", "en_GB")


def look_at(
    visitor: Visitor, db: Db, path: Mapping[str, int] | None = None, query: Mapping[str, str] | None = None
) -> Look:
    """What the staff bot's composers work with, for a reader at a page; a name is looked up once."""
    rules = SchoolRules(visitor.policy, visitor.context.calendars)
    staff_id, key_id = visitor.session.staff_id, visitor.session.key_id
    account = act.account_of(db, visitor.session.school_id)
    to = To(account, Address(Carrier.WEB, str(staff_id)), None, None, staff_id, None, key_id)
    reader = reader_for(visitor.scope(), db, rules, to, visitor.now)
    once: Reader = replace(reader, look_up=functools.cache(reader.look_up))
    desk = Desk(visitor.hub, visitor.scope(), db, _no_row(visitor), to, rules, visitor.now, once)
    return Look(visitor=visitor, db=db, desk=desk, path=path or {}, query=query or {})


def _no_row(visitor: Visitor) -> OutboxRow:
    """Composers speak of the row they compose; at a page nothing is sent."""
    return OutboxRow(
        school_id=visitor.session.school_id, id=0, intent="", lane=0, content=Words(()), account_id=0, contact_id=None,
        staff_id=visitor.session.staff_id, guardian_id=None, role=None, class_id=None, to_value=None, item_id=None,
        message_id=None, announcement_id=None, due_at=visitor.now, expires_at=None, state="", attempts=0, resent=False,
        sent_ids=(), sent_to=None, sent_contact_id=None, trouble=None,
    )  # fmt: skip


def put_on_record(
    visitor: Visitor, db: Db, action: str, kind: str, subject: int | None, *, reason: str = "", detail: str = ""
) -> None:
    """One entry of the trail, as the person themselves. `detail` is sealed."""
    audit.record(visitor.scope(), db, visitor.now, action, kind, subject, reason=reason, detail=detail)
