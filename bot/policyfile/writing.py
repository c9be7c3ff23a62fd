"""Policy → TOML, such that reading it back gives the same policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, time
from typing import Any

from bot.domain.policy import Desk, Document, GroupHours, Hours, Period, Place, Policy, Step
from bot.domain.subjects import Subject
from bot.policyfile.tomltext import inline, toml
from bot.policyfile.words import DAYS, PLACES

_RENAMED: Mapping[str, str] = {
    "feed.posts_mode": "posts.mode",
    "feed.reminder_every_days": "posts.reminder_every_days",
    "staff.phone_school": "canned.phone_school",
    "staff.sar_notice": "notice.sar",
    "staff.line_managers": "line_manager",
    "translation.outbound": "posts",
}
_ELSEWHERE = {"media.photo_link_days"}
_PLAIN = (
    "contacts", "scope", "office", "safeguarding", "messages", "replies", "receipts", "meetings", "absence", "enrol",
    "consent", "staff", "feed", "photos", "names", "media", "send", "translation", "alternative", "conduct", "monitor",
    "reports", "governance", "retention", "rights",
)  # fmt: skip


def dump(policy: Policy) -> str:
    """Every key with its value, tables in the order of the documentation."""
    top = [f"mode = {toml(policy.mode)}", f"channels = {toml(policy.channels)}"]
    return "\n".join((*top, *(line for name, keys in _tables(policy) for line in _table(name, keys))))


def _tables(policy: Policy) -> Iterable[tuple[str, Mapping[str, str]]]:
    """Each table with its keys, values already written as TOML."""
    yield "school", _plain("school", policy.school)
    yield "hours", _hours(policy.hours) | _holding(policy.hours)
    yield "office.hours", _hours(policy.office_hours)
    yield from _routing(policy)
    yield from _triage(policy)
    for name in _PLAIN:
        yield name, _plain(name, getattr(policy, name))
    yield "sms", {"photo_link_days": toml(policy.media.photo_link_days)}
    yield "family.quiet_hours", {"start": _clock(policy.family.end), "end": _clock(policy.family.start)}
    yield "titles", {str(role): toml(title) for role, title in policy.titles.items()}
    for language, wordings in policy.texts.items():
        yield f"texts.{language}", {toml(key): toml(wording) for key, wording in wordings.items()}


def _routing(policy: Policy) -> Iterable[tuple[str, Mapping[str, str]]]:
    routing = policy.routing
    urgent = routing.places.get(Subject.URGENT)
    plain = {
        name: written(getattr(routing, name))
        for name in ("default", "doubtful", "topics", "service_concern", "concern_form", "complaint_copy")
    }
    yield "routing", plain | ({"urgent": _place(urgent)} if urgent else {})
    apart = {"needs_discussion": routing.needs_discussion, "serious_behaviour": routing.serious_behaviour}
    places = {s.value: place for s, place in routing.places.items() if s is not Subject.URGENT}
    yield "routing.redirect", {name: _place(place) for name, place in (places | apart).items() if place}
    yield "routing.topic", {name: _place(place) for name, place in routing.topic.items()}
    last = {"last": toml(routing.last_rung)} if routing.last_rung else {}
    yield "routing.ladder", {name: written(steps) for name, steps in routing.ladders.items()} | last


def _triage(policy: Policy) -> Iterable[tuple[str, Mapping[str, str]]]:
    keys = _plain("triage", policy.triage)
    keys.pop("subjects")
    yield "triage", keys
    yield "triage.subjects", {str(subject): toml(bar) for subject, bar in policy.triage.subjects.items()}


def _plain(name: str, group: Any) -> dict[str, str]:
    """A group whose fields are the file's keys. None is left out: a key that says nothing."""
    keys: dict[str, str] = {}
    for one in fields(group):
        value, path = getattr(group, one.name), f"{name}.{one.name}"
        if value is not None and path not in _ELSEWHERE:
            keys[_RENAMED.get(path, one.name)] = written(value, path)
    if name == "replies":
        keys.setdefault("promise_hours", toml("none"))
    return keys


def written(value: object, path: str = "") -> str:
    """A value as TOML has it."""
    match value:
        case Place():
            return _place(value)
        case Step():
            return toml(f"{value.role} ({value.by})")
        case Document():
            return inline({"title": toml(value.title), "link": toml(value.link)})
        case Desk() | GroupHours():
            return inline({key: text for key, text in _opening(value).items() if text})
        case (int(weekday), time() as at):
            return toml(f"{DAYS[weekday]} {at:%H:%M}")
        case time():
            return _clock(value)
        case date():
            return value.isoformat()
        case frozenset():
            return toml(sorted(map(str, value)))
        case tuple():
            return f"[{', '.join(written(one) for one in value)}]"
        case Mapping():
            rest = "others" if path == "staff.line_managers" else ""
            return inline({toml(str(key) or rest): toml(one) for key, one in value.items()})
        case _:
            return toml(value)


def _opening(one: Desk | GroupHours) -> dict[str, str]:
    named = {"name": toml(one.name), "phone": toml(one.phone)} if isinstance(one, Desk) else {}
    whom = {"years": toml(sorted(one.years)), "classes": toml(sorted(one.classes))}
    return named | whom | {"periods": _periods(one.periods)}


def _table(name: str, keys: Mapping[str, str]) -> list[str]:
    return ["", f"[{name}]", *(f"{key} = {value}" for key, value in keys.items())] if keys else []


def _holding(hours: Hours) -> dict[str, str]:
    return {
        "hold_incoming": toml(hours.hold_incoming),
        "hold_replies": toml(hours.hold_replies),
        "lessons": _periods(hours.lessons),
        "groups": written(hours.groups),
    }


def _hours(hours: Hours) -> dict[str, str]:
    listed = {"closed_on": toml(sorted(hours.closed_on)), "open_on": toml(sorted(hours.open_on))}
    if len(hours.periods) != 1:
        return {"periods": _periods(hours.periods)} | listed
    return _period(hours.periods[0]) | listed


def _periods(periods: tuple[Period, ...]) -> str:
    return f"[{', '.join(inline(_period(one)) for one in periods)}]"


def _period(period: Period) -> dict[str, str]:
    days, start, end = period
    return {"open": _clock(start), "close": _clock(end), "days": toml([DAYS[day] for day in sorted(days)])}


def _place(place: Place) -> str:
    """The plainest word for it: a role's own name first, as PLACES lists them."""
    word = next((word for word, known in PLACES.items() if known == place), None)
    if word:
        return toml(word)
    keys = {"to": toml(place.role), "teacher_too": toml(place.teacher_too)}
    advice = {"advise": toml(place.advise)} if place.advise else {}
    return inline(keys | advice)


def _clock(at: time) -> str:
    return toml(f"{at:%H:%M}")
