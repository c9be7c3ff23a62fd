"""Policy → TOML that `load` reads back to the same policy: for export, versions and hand-editing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from bot.domain.policy import Hours, Period, Place, Policy
from bot.domain.subjects import Subject
from bot.policyfile.tomltext import inline, toml
from bot.policyfile.words import DAYS, PLACES


def dump(policy: Policy) -> str:
    """Every key with its value, tables in the order of the documentation."""
    return "\n".join(
        (f"mode = {toml(policy.mode)}", *(line for name, keys in _tables(policy) for line in _table(name, keys)))
    )


def _tables(policy: Policy) -> Iterable[tuple[str, Mapping[str, str]]]:
    """Each table with its keys, values already written as TOML."""
    school, routing, family = policy.school, policy.routing, policy.family
    yield "school", _plain(school)
    holds = {"hold_incoming": toml(policy.hours.hold_incoming), "hold_replies": toml(policy.hours.hold_replies)}
    yield "hours", _hours(policy.hours) | holds
    yield "office.hours", _hours(policy.office_hours)
    urgent = routing.places.get(Subject.URGENT)
    ends = {"default": _place(routing.default), "doubtful": _place(routing.doubtful)}
    yield "routing", ends | ({"urgent": _place(urgent)} if urgent else {})
    places = routing.places.items()
    yield "routing.redirect", {s.value: _place(place) for s, place in places if s is not Subject.URGENT}
    yield "safeguarding", _plain(policy.safeguarding)
    yield "messages", _plain(policy.messages)
    promise = policy.replies.promise_hours
    yield "replies", _plain(policy.replies) | {"promise_hours": toml("none" if promise is None else promise)}
    yield "send", _plain(policy.send)
    yield "enrol", _plain(policy.enrol)
    yield "family.quiet_hours", {"start": _clock(family.end), "end": _clock(family.start)}
    yield "translation", {"posts": toml(policy.translation.outbound), "inbound": toml(policy.translation.inbound)}
    for language, wordings in policy.texts.items():
        yield f"texts.{language}", {toml(key): toml(wording) for key, wording in wordings.items()}


def _plain(group: object) -> dict[str, str]:
    names: Iterable[str] = getattr(group, "__slots__", ())
    return {name: toml(getattr(group, name)) for name in names}


def _table(name: str, keys: Mapping[str, str]) -> list[str]:
    return ["", f"[{name}]", *(f"{key} = {value}" for key, value in keys.items())] if keys else []


def _hours(hours: Hours) -> dict[str, str]:
    listed = {"closed_on": toml(sorted(hours.closed_on)), "open_on": toml(sorted(hours.open_on))}
    if len(hours.periods) != 1:
        periods = ", ".join(inline(_period(one)) for one in hours.periods)
        return {"periods": f"[{periods}]"} | listed
    return _period(hours.periods[0]) | listed


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
