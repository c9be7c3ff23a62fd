"""Checked keys → the frozen groups of `bot/domain/policy.py`."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.domain.people import Role
from bot.domain.policy import (
    Absences,
    Alternative,
    Conduct,
    Consent,
    Contacts,
    Enrolment,
    FamilyHours,
    Feed,
    Governance,
    Hours,
    InScope,
    MediaRules,
    Meetings,
    Messages,
    Monitoring,
    Naming,
    Office,
    Photos,
    Place,
    Policy,
    Receipts,
    Replies,
    Reports,
    Retention,
    Rights,
    Routing,
    Safeguarding,
    SchoolFacts,
    Sending,
    Staffing,
    Thresholds,
    Translation,
)
from bot.domain.subjects import Subject
from bot.policyfile.keys_hours import HoursKeys, OfficeHoursKeys
from bot.policyfile.keys_messages import MessagesKeys, RepliesKeys, RoutingKeys, TriageKeys
from bot.policyfile.keys_school import SchoolKeys
from bot.policyfile.models import PolicyKeys

G = TypeVar("G")


def policy_of(keys: PolicyKeys) -> Policy:
    return Policy(
        mode=keys.mode,
        channels=keys.channels,
        titles=keys.titles,
        texts=keys.texts,
        **_people(keys),
        **_writing(keys),
        **_home(keys),
        **_care(keys),
    )


def _people(keys: PolicyKeys) -> dict[str, Any]:
    items, refusable = keys.consent.lines()
    return {
        "school": _school(keys.school),
        "contacts": _same(Contacts, keys.contacts),
        "scope": _same(InScope, keys.scope),
        "safeguarding": _same(Safeguarding, keys.safeguarding),
        "enrol": _same(Enrolment, keys.enrol),
        "consent": _same(Consent, keys.consent, items=items, refusable=refusable),
        "staff": _same(
            Staffing,
            keys.staff,
            line_managers=keys.staff.line_manager,
            phone_school=keys.staff.canned.phone_school,
            sar_notice=keys.staff.notice.sar,
        ),
    }


def _writing(keys: PolicyKeys) -> dict[str, Any]:
    return {
        "hours": _teachers(keys.hours),
        "office_hours": _hours(keys.office.hours or keys.hours),
        "office": _same(Office, keys.office, desks=tuple(one.desk() for one in keys.office.desks)),
        "routing": _routing(keys.routing),
        "triage": _triage(keys.triage),
        "messages": _messages(keys.messages, two_way=keys.mode == "two_way"),
        "replies": _replies(keys.replies),
        "receipts": _same(Receipts, keys.receipts),
        "meetings": _same(Meetings, keys.meetings),
        "absence": _same(Absences, keys.absence),
    }


def _home(keys: PolicyKeys) -> dict[str, Any]:
    quiet, posts = keys.family.quiet_hours, keys.feed.posts
    return {
        "feed": _same(Feed, keys.feed, posts_mode=posts.mode, reminder_every_days=posts.reminder_every_days),
        "photos": _same(Photos, keys.photos),
        "names": _same(Naming, keys.names),
        "media": _same(MediaRules, keys.media, photo_link_days=keys.sms.photo_link_days),
        "send": _same(Sending, keys.send),
        "family": FamilyHours(start=quiet.end, end=quiet.start),
        "translation": _same(Translation, keys.translation, outbound=keys.translation.posts),
        "alternative": _same(Alternative, keys.alternative),
    }


def _care(keys: PolicyKeys) -> dict[str, Any]:
    breach = keys.conduct.service_removal or keys.conduct.breach
    return {
        "conduct": _same(Conduct, keys.conduct, misuse=keys.conduct.steps(), breach=breach),
        "monitor": _same(Monitoring, keys.monitor),
        "reports": _same(Reports, keys.reports),
        "governance": _same(Governance, keys.governance),
        "retention": _same(Retention, keys.retention),
        "rights": _same(Rights, keys.rights),
    }


def _same(group: type[G], keys: BaseModel, **given: object) -> G:
    """A group whose fields are named like the file's keys; `given` are those that are not."""
    named = {one.name: getattr(keys, one.name) for one in fields(group) if hasattr(keys, one.name)}  # type: ignore[arg-type]
    return group(**(named | given))


def _school(keys: SchoolKeys) -> SchoolFacts:
    return _same(SchoolFacts, keys, short_name=keys.short_name or keys.name, controller=keys.controller or keys.name)


def _teachers(keys: HoursKeys) -> Hours:
    return replace(
        _hours(keys),
        hold_incoming=keys.hold_incoming,
        hold_replies=keys.hold_replies,
        lessons=tuple(one.period() for one in keys.lessons),
        groups=tuple(one.group() for one in keys.groups),
    )


def _hours(keys: OfficeHoursKeys) -> Hours:
    return Hours(periods=keys.all_periods(), closed_on=keys.closed_on, open_on=keys.open_on)


def _routing(keys: RoutingKeys) -> Routing:
    apart = {"needs_discussion": keys.redirect.needs_discussion, "serious_behaviour": keys.redirect.serious_behaviour}
    places: dict[Subject, Place] = {
        Subject(name): place for name, place in keys.redirect if place and name not in apart
    }
    if keys.urgent:
        places[Subject.URGENT] = _with_phone(keys.urgent)
    return _same(
        Routing,
        keys,
        places=places,
        topic={name: place for name, place in keys.topic if place},
        ladders={name: steps for name, steps in keys.ladder if steps and name != "last"},
        last_rung=keys.ladder.last,
        **apart,
    )


def _with_phone(place: Place) -> Place:
    """Whoever sends an urgent text to the office is also asked to ring: nobody may be looking (BNV20)."""
    return replace(place, advise="phone_office") if place.role is Role.OFFICE and not place.advise else place


def _messages(keys: MessagesKeys, *, two_way: bool) -> Messages:
    may_write = two_way if keys.parent_to_teacher is None else keys.parent_to_teacher
    return _same(Messages, keys, parent_to_teacher=may_write)


def _triage(keys: TriageKeys) -> Thresholds:
    named = {Subject(name): chance for name, chance in keys.subjects if chance is not None}
    return _same(Thresholds, keys, subjects=named)


def _replies(keys: RepliesKeys) -> Replies:
    hours, clock = keys.promised()
    return _same(Replies, keys, promise_hours=hours, clock=clock)
