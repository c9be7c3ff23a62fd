"""Ladders: whom a matter goes to next. A step opens only when the one before is on record (LT34, LT35, LT36, LT39)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.people import Role
from bot.domain.policy import Policy, Step
from bot.domain.subjects import Subject

_ON_RECORD = frozenset({"answered", "by_phone", "meeting", "met", "done"})
_TOPICS = {Subject.PROGRESS: "learning", Subject.SEN: "sen_physical", Subject.ADMIN: "admin"}
_SUBJECTS = {topic: subject for subject, topic in _TOPICS.items()}


@dataclass(frozen=True, slots=True)
class Rung:
    """One item of a matter, as storage knows it."""

    pupil_id: int
    topic: str
    rung: int
    item_id: int
    state: str
    outcome: str
    answered: bool = False

    @property
    def on_record(self) -> bool:
        return self.answered or (self.state == "done" and self.outcome in _ON_RECORD)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a family raised about a child under one topic. `reached`: the last step on record, -1 for none.

    `waiting`: the step that somebody is asked for now, None when nobody is.
    """

    pupil_id: int
    topic: str
    reached: int
    waiting: int | None
    item_ids: tuple[int, ...]


def gathered(rungs: Iterable[Rung]) -> tuple[Matter, ...]:
    """One matter for each child and topic, the one that moved last at the end."""
    found: dict[tuple[int, str], list[Rung]] = {}
    for one in rungs:
        if one.state != "withdrawn":
            found[one.pupil_id, one.topic] = [*found.pop((one.pupil_id, one.topic), []), one]
    return tuple(_matter(place, tuple(items)) for place, items in found.items())


def _matter(place: tuple[int, str], items: tuple[Rung, ...]) -> Matter:
    reached = max((one.rung for one in items if one.on_record), default=-1)
    waiting = max((one.rung for one in items if one.state in {"open", "taken"} and one.rung > reached), default=None)
    return Matter(*place, reached, waiting, tuple(one.item_id for one in items))


def steps(policy: Policy, topic: str) -> tuple[Step, ...]:
    return policy.routing.ladders.get(topic, ())


def next_step(policy: Policy, matter: Matter) -> Step | None:
    """None: the ladder is used up, and only the policy's last person is left."""
    ladder, place = steps(policy, matter.topic), matter.reached + 1
    return ladder[place] if place < len(ladder) else None


def used_up(policy: Policy, matter: Matter) -> bool:
    return next_step(policy, matter) is None


def asked_already(matter: Matter) -> bool:
    return matter.waiting is not None and matter.waiting > matter.reached


def topic_of(subject: Subject, policy: Policy) -> str:
    """The topic that a recognised subject belongs to, where the school has a ladder for it."""
    topic = _TOPICS.get(subject, "")
    return topic if topic in policy.routing.ladders else ""


def subject_of(topic: str) -> Subject:
    """How staff see a topic; a matter of needs names no need (LT36)."""
    return _SUBJECTS.get(topic, Subject.NOTE)


def rung_of_meeting(policy: Policy, topic: str, rung: int | None) -> int | None:
    """A meeting with the class teacher held early counts as the step it is."""
    ladder = steps(policy, topic)
    later = (rung or 0) + 1
    if later < len(ladder) and ladder[later] == Step(Role.CLASS_TEACHER, "meeting"):
        return later
    return None
