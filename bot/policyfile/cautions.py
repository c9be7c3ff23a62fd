"""What a policy allows but a school should know before it goes live."""

from __future__ import annotations

import re

from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.subjects import Subject

_LONGEST_SHORT_NAME = 20
# Numbers Ofcom keeps for drama: nobody answers them. 01632 960xxx, 01xx 496 0xxx, 020 7946 0xxx, 07700 900xxx, …
_DRAMA = re.compile(
    r"0?(1632960\d{3}|1\d{2}4960\d{3}|1914980\d{3}|2079460\d{3}|2896496\d{3}|2920180\d{3}|7700900\d{3}|8081570\d{3}|3069990\d{3})"
)

_NOWHERE = re.compile(r"^https?://(?:[^/]+\.)?(?:example\.(?:com|org|net)|[^/.]+\.example)(?=[/:]|$)")  # RFC 2606


def warnings(policy: Policy) -> list[str]:
    """Plain sentences, most pressing first; empty when there is nothing to say."""
    found = [*_dangers(policy), *_numbers(policy), *_closed_doors(policy), *_times(policy), *_small(policy)]
    return [sentence for holds, sentence in found if holds]


def _dangers(policy: Policy) -> list[tuple[bool, str]]:
    guarding = policy.safeguarding
    return [
        (not guarding.out_of_hours_line, "No out-of-hours line: when the school is closed, parents are told only 999."),
        (not guarding.deputy, "No deputy safeguarding lead: nobody is told when the lead does not answer."),
        (Subject.URGENT not in policy.routing.places and _writes(policy), "Urgent messages have no place of their own:"
         " they wait with all others. Set routing.urgent."),
        (Subject.COMPLAINT not in policy.routing.places and _to_teacher(policy), "Complaints go to the class teacher,"
         " even one about the class teacher. Set routing.redirect.complaint."),
        (_halved(policy), "Absence has a place of its own and sickness has none: a note that a child is ill, which most"
         " absences are, goes to the class teacher. Set routing.redirect.sickness."),
        (policy.routing.doubtful.role is Role.CLASS_TEACHER, "routing.doubtful is the class teacher, but while it is open"
         " which child is meant no class is known: the office gets such messages."),
    ]  # fmt: skip


def _halved(policy: Policy) -> bool:
    places = policy.routing.places
    return _to_teacher(policy) and Subject.ABSENCE in places and Subject.SICKNESS not in places


def _numbers(policy: Policy) -> list[tuple[bool, str]]:
    school, line = policy.school, policy.safeguarding.out_of_hours_line
    return [
        (not school.office_phone, "No office number: texts cannot tell parents whom to ring. Set school.office_phone."),
        (_is_placeholder(school.office_phone), f"school.office_phone {school.office_phone} is a placeholder that nobody"
         " answers: set the school's own number before going live."),
        (_is_placeholder(line), f"safeguarding.out_of_hours_line {line} is a placeholder that nobody answers: set a real"
         " number, or leave it empty."),
        *((True, f"{key} is {address}, a placeholder that nobody can open: set the school's own.") for key, address in _links(policy).items()),
    ]  # fmt: skip


def _links(policy: Policy) -> dict[str, str]:
    """The first placeholder of each key: families would be sent an address that leads nowhere."""
    kept, known = policy.contacts, (policy.contacts.policy, policy.contacts.complaints)
    addresses = [("contacts.website", kept.website)]
    addresses += [(f"contacts.{name}", one.link) for name, one in zip(("policy", "complaints"), known, strict=True) if one]
    addresses += [("governance.linked_policies", one.link) for one in reversed(policy.governance.linked_policies)]
    return {key: address for key, address in addresses if _NOWHERE.search(address)}


def _is_placeholder(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return bool(_DRAMA.fullmatch(digits.removeprefix("44") if number.strip().startswith("+") else digits))


def _closed_doors(policy: Policy) -> list[tuple[bool, str]]:
    return [
        (policy.mode == "two_way" and not _writes(policy), "mode is two_way, yet messages.parent_to_teacher is false:"
         " families cannot write."),
        (_writes(policy) and policy.hours.hold_incoming and not policy.hours.periods, "No hours are set: messages never"
         " reach a teacher. Set [hours]."),
        (_writes(policy) and not policy.office_hours.periods, "No office hours are set: nobody at the office is told of a"
         " message. Set [office.hours]."),
    ]  # fmt: skip


def _times(policy: Policy) -> list[tuple[bool, str]]:
    holds = _writes(policy) and policy.hours.hold_incoming and bool(policy.hours.periods)
    return [
        (holds and "school_holidays" not in policy.hours.closed_on, "Teachers' hours go on through the school holidays."
         " To stop that, add school_holidays to hours.closed_on."),
        (holds and "bank_holidays" not in policy.hours.closed_on, "Teachers' hours go on through bank holidays."
         " To stop that, add bank_holidays to hours.closed_on."),
    ]  # fmt: skip


def _small(policy: Policy) -> list[tuple[bool, str]]:
    school = policy.school
    ends = policy.scope.trial_end
    return [
        (ends is not None, f"This is a trial: after {ends:%d %B %Y} nobody can write or post. Is scope.trial_end right?" if ends else ""),
        (not school.name, "The school has no name. Set school.name."),
        (len(school.short_name) > _LONGEST_SHORT_NAME, f"school.short_name is long ({len(school.short_name)} letters):"
         " it begins every SMS, and SMS are paid by length."),
        (policy.send.undo_s == 0, "send.undo_s is 0: a message to the wrong person cannot be taken back."),
    ]  # fmt: skip


def _writes(policy: Policy) -> bool:
    return policy.mode == "two_way" and policy.messages.parent_to_teacher


def _to_teacher(policy: Policy) -> bool:
    return _writes(policy) and policy.routing.default.role is Role.CLASS_TEACHER
