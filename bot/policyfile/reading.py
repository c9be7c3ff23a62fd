"""TOML → policy: every key checked, then what only makes sense together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace

from pydantic import ValidationError

from bot.domain.people import Role
from bot.domain.policy import (
    Enrolment,
    FamilyHours,
    Hours,
    Messages,
    Place,
    Policy,
    Replies,
    Routing,
    Safeguarding,
    SchoolFacts,
    Sending,
    Translation,
)
from bot.domain.subjects import Subject
from bot.policyfile.models import MessagesKeys, OfficeHoursKeys, PolicyKeys, RoutingKeys, SchoolKeys
from bot.policyfile.problems import PolicyProblems, Problem, found_by_pydantic, shown


def load(text: str, filename: str) -> Policy:
    """The policy a file describes. Raises PolicyProblems with everything that is wrong; nothing is half taken."""
    keys = _keys(text, filename)
    problems = list(_together(keys, filename))
    if problems:
        raise PolicyProblems(problems)
    return policy_of(keys)


def _keys(text: str, filename: str) -> PolicyKeys:
    try:
        return PolicyKeys.model_validate(tomllib.loads(text.removeprefix("\ufeff")))
    except tomllib.TOMLDecodeError as error:
        hint = "Times and words stand in quotes, true and false do not"
        raise PolicyProblems([Problem(filename, "", None, f"is not TOML: {error}. {hint}")]) from None
    except ValidationError as error:
        raise PolicyProblems(found_by_pydantic(error, PolicyKeys, filename)) from None


def _together(keys: PolicyKeys, filename: str) -> Iterator[Problem]:
    """Faults that no single key shows."""
    needing = _needs_phone(keys)
    if needing and not keys.school.office_phone:
        number = shown(keys.school.office_phone) if "office_phone" in keys.school.model_fields_set else None
        reason = f"the office's telephone number is needed, as {needing}. Allowed: the number as a person dials it"
        yield Problem(filename, "school.office_phone", number, reason)
    if keys.mode == "announcements_only" and keys.messages.parent_to_teacher:
        reason = 'parents cannot write when mode is "announcements_only". Allowed: false, or mode = "two_way"'
        yield Problem(filename, "messages.parent_to_teacher", "true", reason)


def _needs_phone(keys: PolicyKeys) -> str | None:
    """Why the office's number must be known, None when no text would name it (M15, LT41, PH4)."""
    if keys.mode == "two_way":
        return "every answer in quiet time names it"
    sent = {f"routing.redirect.{name}": place for name, place in keys.routing.redirect if place}
    sent |= {"routing.default": keys.routing.default}
    if keys.routing.urgent:
        sent["routing.urgent"] = keys.routing.urgent
    return next((f"{key} sends to the office" for key, place in sent.items() if place.role is Role.OFFICE), None)


def policy_of(keys: PolicyKeys) -> Policy:
    quiet = keys.family.quiet_hours
    return Policy(
        school=_school(keys.school),
        mode=keys.mode,
        hours=replace(_hours(keys.hours), hold_incoming=keys.hours.hold_incoming, hold_replies=keys.hours.hold_replies),
        office_hours=_hours(keys.office.hours or keys.hours),
        routing=_routing(keys.routing),
        safeguarding=Safeguarding(**dict(keys.safeguarding)),
        messages=_messages(keys.messages, two_way=keys.mode == "two_way"),
        replies=Replies(**dict(keys.replies)),
        send=Sending(**dict(keys.send)),
        enrol=Enrolment(**dict(keys.enrol)),
        family=FamilyHours(start=quiet.end, end=quiet.start),
        translation=Translation(inbound=keys.translation.inbound, outbound=keys.translation.posts),
        texts=keys.texts,
    )


def _school(keys: SchoolKeys) -> SchoolFacts:
    given = dict(keys) | {"short_name": keys.short_name or keys.name, "controller": keys.controller or keys.name}
    return SchoolFacts(**given)


def _hours(keys: OfficeHoursKeys) -> Hours:
    return Hours(periods=keys.all_periods(), closed_on=keys.closed_on, open_on=keys.open_on)


def _routing(keys: RoutingKeys) -> Routing:
    places: dict[Subject, Place] = {Subject(name): place for name, place in keys.redirect if place}
    if keys.urgent:
        places[Subject.URGENT] = _with_phone(keys.urgent)
    return Routing(places=places, default=keys.default, doubtful=keys.doubtful)


def _with_phone(place: Place) -> Place:
    """Whoever sends an urgent text to the office is also asked to ring: nobody may be looking (BNV20)."""
    return replace(place, advise="phone_office") if place.role is Role.OFFICE and not place.advise else place


def _messages(keys: MessagesKeys, *, two_way: bool) -> Messages:
    may_write = two_way if keys.parent_to_teacher is None else keys.parent_to_teacher
    return Messages(**(dict(keys) | {"parent_to_teacher": may_write}))
