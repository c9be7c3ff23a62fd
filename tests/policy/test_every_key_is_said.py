"""Whatever a school changes, `bookbag check` reads differently: nothing is decided that the head does not sign."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, time
from typing import Any

import pytest

from bot import presets
from bot.domain.people import Role
from bot.domain.policy import Clock, Desk, Document, GroupHours, Place, Policy, Step
from bot.domain.subjects import Subject
from bot.policyfile import always, diff, explain, load, sections, vocabulary
from tests.policy.reads import TEACHERS_ONLY, keys

SCHOOL = load(presets.read("little-thurrock"), "p")
# Values of a kind that the present one does not show; anything else is changed by its own type.
OTHER: dict[str, Any] = {
    "mode": "announcements_only",
    "channels": ("web",),
    "titles": {Role.HEAD: "the principal"},
    **dict.fromkeys(("triage.danger", "triage.sure", "triage.second", "triage.watch"), 0.3),
    "triage.subjects": {Subject.SEN: 0.8},
    "contacts.help": ("ico",),
    "contacts.policy": Document("A paper"),
    "contacts.complaints": Document("Another"),
    "contacts.council": "01632 960555",
    "scope.years": ("1",),
    "scope.classes_excluded": ("Owls",),
    "scope.trial_end": date(2026, 7, 22),
    "scope.after_trial": "closed",
    "hours.periods": ((frozenset({1}), time(9), time(10)),),
    "office_hours.periods": ((frozenset({1}), time(9), time(10)),),
    "hours.lessons": ((frozenset({1}), time(9), time(10)),),
    "hours.groups": (GroupHours(years=frozenset({"N"}), periods=((frozenset({1}), time(9), time(10)),)),),
    "office.desks": (Desk(name="Infant office", phone="01632 960111", years=frozenset({"R"})),),
    "routing.places": {Subject.DINNERS: Place(Role.OFFICE)},
    "routing.topic": {"learning": Place(Role.HEAD)},
    "routing.ladders": {"learning": (Step(Role.HEAD),)},
    "safeguarding.out_of_hours_line": "01632 960199",
    "messages.announcements_take": frozenset({Subject.ABSENCE}),
    "absence.register_by": time(9, 15),
    "consent.wording": {"policy_read": "I read it all"},
    "staff.line_managers": {"R": Role.HEAD, "": Role.DEPUTY},
    "staff.photo_list_ack": "never",
    "feed.nudge_at": (4, time(14)),
    "feed.pictures_per_week": (1, 3),
    "photos.group_requires": "images_work_comments",
    "conduct.misuse": ("warning", "warning", "removal"),
    "conduct.report_to": Role.HEAD,
    "governance.next_review": date(2026, 2, 28),
    "governance.linked_policies": (Document("Safeguarding"),),
    "family.start": time(6),
    "family.end": time(22),
    "school.zone": "Europe/Dublin",
    "conduct.sharing": "suspend",
    "consent.reminder": "termly",
    "enrol.extra_adult": "office_with_reason",
    "enrol.login_sharing": "forbidden",
    "messages.other_staff": "ignored",
    "names.rule": "no_names",
    "office_hours.open_on": frozenset(),
    "photos.withdraw_via": "account",
    "replies.clock": Clock.WORKING_DAY,
    "reports.teacher_load": "weekly",
    "staff.sar_notice": "termly",
}
NEEDS: dict[str, dict[str, Any]] = {  # what must hold before a key has anything to say
    "contacts.council": {"contacts.help": ("council",)},
    "contacts.website": {"contacts.help": ("website",)},
    "scope.after_trial": {"scope.trial_end": date(2026, 7, 22)},
    "messages.announcements_take": {"mode": "announcements_only"},
    "translation.max_delay_s": {"translation.outbound": True},
    "enrol.extra_adult": {"enrol.max_adults": 2},
    "names.clash": {"names.rule": "first_name_only"},
    "conduct.warnings_last": {"conduct.misuse": ("warning", "removal")},
    "retention.leaver_notice_days": {"retention.leaver": "delete"},
    "retention.inactive_notice_days": {"retention.inactive_months": 12},
    "media.protect_staff": {"media.protect": True},
    "staff.training_link": {"staff.training_months": 12},
}
TAKEN_TOGETHER = {"texts"}  # a school's own wordings are shown by themselves


def put(policy: Policy, key: str, value: Any) -> Policy:
    group, _, name = key.partition(".")
    if not name:
        return replace(policy, **{group: value})
    return replace(policy, **{group: replace(getattr(policy, group), **{name: value})})


def changed(policy: Policy, key: str) -> object:
    group, _, name = key.partition(".")
    value = getattr(getattr(policy, group), name) if name else getattr(policy, group)
    if key in OTHER:
        return OTHER[key]
    return another(value, key)


def another(value: object, key: str) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) or value is None:
        return (value or 0) + 7
    if isinstance(value, Place) or (value is None and key.startswith("routing.")):
        return Place(Role.DPO)
    if isinstance(value, Role):
        return Role.DPO
    if isinstance(value, frozenset):
        return frozenset({"weekends"}) if "closed" in key else frozenset({"inset_days"})
    tables = (
        [table for table in vars(vocabulary).values() if isinstance(table, dict) and value in table]
        if isinstance(value, str)
        else []
    )
    if tables:
        return next(word for word in tables[0] if word != value)
    if isinstance(value, tuple):
        return value[1:] if len(value) > 1 else ROLE_OR_WORD.get(key, ())
    return f"other{value}"


ROLE_OR_WORD: dict[str, Any] = {
    "safeguarding.alternate": (Role.HEAD,),
    "safeguarding.lead": (Role.HEAD,),
    "feed.types": ("event",),
    "photos.purposes": ("learning",),
    "rights.self_service": ("access",),
    "staff.agreement": ("aup",),
    "school.languages": ("pl",),
    "enrol.methods": ("link",),
    "conduct.decider": (Role.DEPUTY,),
}
SAID = sorted(keys() - TAKEN_TOGETHER)


@pytest.mark.parametrize("key", SAID)
def test_a_change_of_this_key_changes_what_the_head_signs(key: str) -> None:
    before = SCHOOL
    for needed, value in NEEDS.get(key, {}).items():
        before = put(before, needed, value)
    value = (
        Place(Role.DPO) if key in {"routing.needs_discussion", "routing.serious_behaviour"} else changed(before, key)
    )
    after = put(before, key, value)
    assert after != before
    assert explain(after) != explain(before)
    assert diff(before, after) != []


@pytest.mark.parametrize("name", presets.names())
def test_nothing_a_head_reads_is_a_key_or_a_word_of_the_file(name: str) -> None:
    text = " ".join([*explain(load(presets.read(name), name)), *always()])
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", text) == []
    assert "  " not in text
    assert " ." not in text
    assert "None" not in text


def test_a_head_reads_under_headings_and_empty_ones_are_left_out() -> None:
    said = sections(load(presets.read("papworth-hall"), "p"))
    assert "Where messages go" not in said
    assert all(said.values())
    assert {one.name for one in fields(SCHOOL.hours)} > TEACHERS_ONLY
