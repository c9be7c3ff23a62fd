"""What waits for this person now, by kind, the most urgent first; and what was dealt with today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.deliver.teasers import title
from bot.domain.absence import is_absence
from bot.domain.access import Action
from bot.domain.people import Role
from bot.domain.subjects import Subject
from bot.domain.wording import Who, say
from bot.handlers.known import ItemFacts
from bot.handlers.staff import late, rights
from bot.rules import day_began
from bot.web.console import approvals
from bot.web.console.door import Values
from bot.web.console.visit import Look, Visitor
from storage import itemlists

_HEADINGS = (
    ("danger", "Safeguarding"),
    ("urgent", "Urgent"),
    ("ring", "Please ring"),
    ("absence", "Absences"),
    ("complaint", "Complaints and concerns"),
    ("join", "Joining: check who it is"),
    ("meeting", "Meetings"),
    ("dinners", "Dinners"),
    ("message", "Messages"),
    ("other", "Everything else"),
)
_BY_KIND = {
    "call_back": "ring", "not_reached": "ring", "missing": "ring", "call": "ring", "not_recalled": "urgent",
    "join": "join", "partner": "join", "meeting": "meeting", "appointment": "meeting", "concern": "complaint",
    "staff_issue": "complaint", "conduct": "complaint", "logged": "message", "deletion": "other", "paper_copy": "other",
    "withdrawn": "other", "parent_post": "message",
}  # fmt: skip
_BY_SUBJECT = {
    Subject.URGENT: "urgent", Subject.COMPLAINT: "complaint", Subject.ABUSE: "complaint", Subject.DINNERS: "dinners",
    Subject.NOTE: "message", Subject.OTHER: "message", Subject.PROGRESS: "message",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, without a word of what was written: that is read by opening it."""

    id: int
    what: str
    about: str
    school_class: str
    since: datetime
    since_words: str
    state: str
    by: str
    late: bool = False


@dataclass(slots=True)
class Group:
    key: str
    heading: str
    lines: list[Line] = field(default_factory=list)


def view(look: Look) -> Values:
    mine = visible(look.visitor, look.context.open_items)
    return {
        "groups": grouped(look, mine),
        "approvals": approvals.waiting(look),
        "ended": [_line(look, item) for item in _ended(look)],
        "danger_only": not look.visitor.roles,
    }


def visible(visitor: Visitor, found: Iterable[ItemFacts]) -> list[ItemFacts]:
    return rights.of_these(visitor.context, Action.READ_ITEM, found)


def grouped(look: Look, found: Iterable[ItemFacts]) -> list[Group]:
    groups = {key: Group(key, heading) for key, heading in _HEADINGS}
    for item in found:
        groups[group_of(item)].lines.append(_line(look, item))
    return [group for group in groups.values() if group.lines]


def group_of(item: ItemFacts) -> str:
    if item.subject is Subject.SAFEGUARDING:
        return "danger"
    if item.kind in _BY_KIND:
        return _BY_KIND[item.kind]
    return "absence" if is_absence(item.subject) else _BY_SUBJECT.get(item.subject, "other")


def _line(look: Look, item: ItemFacts) -> Line:
    class_id = item.thread.class_id if item.thread else item.class_id
    child, adult = look.name(Who.PUPIL, item.pupil_id), look.name(Who.GUARDIAN, item.guardian_id)
    return Line(
        id=item.id,
        what=look.say(title(item)),
        about=child or adult or "Somebody we do not know",
        school_class=look.class_name(class_id),
        since=item.visible_from,
        since_words=look.when(item.visible_from),
        state=item.state,
        by=_by(look, item),
        late=late.is_late(look.context, item),
    )


def _by(look: Look, item: ItemFacts) -> str:
    if item.state == "taken":
        return look.name(Who.STAFF, item.taken_by)
    if item.state in {"done", "withdrawn"}:
        return look.say(say(f"staff.outcome.{item.outcome}"))
    return ""


def _ended(look: Look) -> list[ItemFacts]:
    """What this person may see of what ended today, the newest first."""
    since = day_began(look.visitor.policy, look.now)
    classes = {one.class_id for one in look.context.duties if one.staff_id == look.visitor.session.staff_id}
    roles = {role for role in look.visitor.roles if role is not Role.CLASS_TEACHER}
    return visible(look.visitor, itemlists.ended_since(look.scope, look.db, since, roles, classes))
