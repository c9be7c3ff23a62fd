"""Faults that no single key shows."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.people import Role
from bot.policyfile.models import PolicyKeys
from bot.policyfile.problems import Problem, shown
from bot.policyfile.vocabulary import LINES
from bot.policyfile.words import nearest


def together(keys: PolicyKeys, filename: str) -> Iterator[Problem]:
    for key, value, reason in (*_phone(keys), *_writing(keys), *_lines(keys), *_photos(keys), *_topics(keys)):
        yield Problem(filename, key, value, reason)


Fault = tuple[str, str | None, str]


def _phone(keys: PolicyKeys) -> Iterator[Fault]:
    needing = _needs_phone(keys)
    if needing and not keys.school.office_phone:
        number = shown(keys.school.office_phone) if "office_phone" in keys.school.model_fields_set else None
        reason = f"the office's telephone number is needed, as {needing}. Allowed: the number as a person dials it"
        yield "school.office_phone", number, reason


def _needs_phone(keys: PolicyKeys) -> str | None:
    """Why the office's number must be known, None when no text would name it (M15, LT41, PH4)."""
    if keys.mode == "two_way":
        return "every answer in quiet time names it"
    if keys.contacts.policy:
        return "every answer names it beside the policy on how to contact the school"
    sent = {f"routing.redirect.{name}": place for name, place in keys.routing.redirect if place}
    sent |= {"routing.default": keys.routing.default}
    if keys.routing.urgent:
        sent["routing.urgent"] = keys.routing.urgent
    return next((f"{key} sends to the office" for key, place in sent.items() if place.role is Role.OFFICE), None)


def _writing(keys: PolicyKeys) -> Iterator[Fault]:
    if keys.mode == "announcements_only" and keys.messages.parent_to_teacher:
        reason = 'parents cannot write when mode is "announcements_only". Allowed: false, or mode = "two_way"'
        yield "messages.parent_to_teacher", "true", reason
    if keys.mode == "two_way" and keys.messages.announcements_take:
        reason = 'is for a school that only announces. Allowed: [], or mode = "announcements_only"'
        yield "messages.announcements_take", shown(sorted(keys.messages.announcements_take)), reason
    blocked = [str(role) for role in keys.messages.to if role in keys.messages.blocked_roles]
    if blocked:
        yield "messages.blocked_roles", shown(blocked), "is in messages.to as well. Allowed: each role in one of them"


def _lines(keys: PolicyKeys) -> Iterator[Fault]:
    """Every line of the agreement must have words, and only listed lines can be refusable."""
    items, refusable = keys.consent.lines()
    for one in items:
        if one not in LINES and one not in keys.consent.wording:
            guess = nearest(one, LINES)
            hint = f'; did you mean "{guess}"?' if guess else "."
            yield (
                "consent.items",
                shown(one),
                f"has no words{hint} Allowed: {', '.join(LINES)}, or your own with a text in consent.wording",
            )
    for one in refusable:
        if one not in items:
            yield "consent.refusable", shown(one), "is not a line. Allowed: lines that consent.items lists"


def _photos(keys: PolicyKeys) -> Iterator[Fault]:
    group = keys.photos.group_requires
    if group and group not in keys.photos.permissions:
        allowed = ", ".join(keys.photos.permissions) or "nothing while photos.permissions is empty"
        yield "photos.group_requires", shown(group), f"is not a kind that families are asked about. Allowed: {allowed}"


def _topics(keys: PolicyKeys) -> Iterator[Fault]:
    """A matter about staff must not reach the person's class (LT37)."""
    place = keys.routing.topic.staff
    if place and (place.teacher_too or place.role is Role.CLASS_TEACHER):
        reason = "would show a matter about staff to the class teacher. Allowed: the office or another role"
        yield "routing.topic.staff", shown("class_teacher"), reason
