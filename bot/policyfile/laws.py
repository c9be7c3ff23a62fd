"""What Bookbag does for every school: a policy file may say it, but not otherwise. And other names some keys go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.policyfile.problems import Problem, shown


@dataclass(frozen=True, slots=True)
class Law:
    value: object
    words: str  # a plain sentence


LAWS: Mapping[str, Law] = {
    "access.public": Law(False, "Nothing is public: no page, picture or message can be opened without an account."),
    "privacy.member_list": Law(False, "Families cannot look each other up."),
    "messages.accept": Law("always", "Families may write at any hour; the hours say when somebody reads."),
    "messages.visible_to": Law(
        ["sender", "addressed_staff"], "A message is seen by its sender and by the staff it is for, by no other parent."
    ),
    "messages.inbound_stored": Law(False, "What a school that only announces is sent is not kept."),
    "roles.pupil": Law(False, "Pupils have no accounts."),
    "roles.default": Law("deny", "Staff may do only what their role allows."),
    "scope.registered_only": Law(True, "Only families of children on the roll can join."),
    "enrol.single_use": Law(True, "A joining code works once."),
    "enrol.per_adult_link": Law(True, "Each adult has an account of their own."),
    "enrol.opt_in": Law(True, "Nobody is joined without having said yes."),
    "enrol.refusal_remembered": Law(True, "A family that said no is not asked again."),
    "enrol.teacher_directory": Law(False, "Nobody can look up teachers or schools."),
    "photos.default": Law("deny", "A child appears in no picture without a yes on record."),
    "photos.looked_after": Law("never", "A child in care appears in no picture, and the reason is never shown."),
    "feed.like_counts_public": Law(False, "Families do not see how often a post is liked."),
    "conduct.automated": Law(False, "A warning or removal is always a person's decision."),
    "conduct.case_file": Law(True, "What was decided, by whom and why is kept."),
    "translation.per_parent": Law(True, "Each family reads its own language."),
    "translation.mask_names": Law(True, "Names are hidden from translators."),
    "translation.no_training": Law(True, "Translators may not keep or learn from what they are sent."),
    "translation.sensitive": Law("local_only", "Health and private matters are never sent to an outside translator."),
    "data.special_category": Law(False, "Nothing about health, religion or origin is asked for."),
    "tenancy.isolated": Law(True, "Schools on one installation cannot see each other."),
    "audit.reads": Law(True, "Who looked at what is on record."),
    "audit.append_only": Law(True, "The record cannot be changed."),
    "security.tls": Law(">=1.2", "Everything travels over TLS 1.2 or newer, and a webhook without its proof is not taken."),
    "security.hsts": Law(True, "Browsers are told never to come back without encryption."),
    "support.access": Law("approved_and_logged", "Whoever runs the machine reads nothing, but for an hour the school has approved, on record."),
    "telemetry": Law(False, "Nothing is reported to the makers of the software."),
    "ads": Law(False, "There is no advertising."),
    "cost.parent": Law(0, "Families pay nothing to the school."),
}

MOVED: Mapping[str, str] = {
    "agreement.lines": "consent.items",
    "agreement.reminder": "consent.reminder",
    "photos.kinds": "feed.media",
    "sms.link_days": "sms.photo_link_days",
}


def settle(raw: dict[str, Any], file: str) -> Iterator[Problem]:
    """Take the laws out of what TOML gave and give moved keys their place; yields a problem for each law contradicted."""
    for key, law in LAWS.items():
        table, name = _holder(raw, key)
        if name in table:
            given = table.pop(name)
            if given != law.value or isinstance(given, bool) is not isinstance(law.value, bool):
                reason = f"is the same for every school: {law.words[:-1]}. Allowed: {shown(law.value)}, or leave it out"
                yield Problem(file, key, shown(given), reason)
    for old, new in MOVED.items():
        table, name = _holder(raw, old)
        if name in table:
            _put(raw, new, table.pop(name))
    for name in {key.split(".")[0] for key in (*LAWS, *MOVED) if "." in key}:
        if raw.get(name) == {}:
            del raw[name]


def _holder(raw: dict[str, Any], key: str) -> tuple[dict[str, Any], str]:
    table, _, name = key.rpartition(".")
    found = raw.get(table, {}) if table else raw
    return (found if isinstance(found, dict) else {}), name


def _put(raw: dict[str, Any], key: str, value: object) -> None:
    table, _, name = key.rpartition(".")
    group = raw.setdefault(table, {})
    if isinstance(group, dict) and name not in group:
        group[name] = value
    elif isinstance(group, dict) and isinstance(group[name], list) and isinstance(value, list):
        group[name] = [*group[name], *(one for one in value if one not in group[name])]
