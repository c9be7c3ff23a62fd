"""Policy groups: how families and staff join, and what they agree to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.people import Role


@dataclass(frozen=True, slots=True)
class Enrolment:
    """How adults join. `requires`: papers that must be complete before a code is made. `methods`: "code", "link",
    "email_invite", "sms_invite". `eligible`: relations that may be invited; none listed: whoever the roll names.

    `extra_adult` is how more than `max_adults` may join: "never", "office_with_reason", "head_approval_with_reason".
    `login_sharing`: "forbidden" or "immediate_family" (the partner is offered a code of their own: LT28).
    """

    code_days: int = 14
    max_adults: int = 0  # per pupil; 0: no cap
    extra_adult: str = "never"
    requires: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("code",)
    eligible: tuple[str, ...] = ()
    login_sharing: str = "forbidden"


@dataclass(frozen=True, slots=True)
class Consent:
    """The lines of the agreement, in order, each with its own yes or no. Those in `refusable` may be refused without
    losing the account; the rest are needed (LT24, M25, B9). `wording` has a line of the school's own, in English.

    `record`: what must be known before a paper counts: "child", "signer", "signed_on", "recorded_by", "form",
    "parent_of", "class", "version". `transfer`: data leaving the country: "none", "safeguard_required" or
    "required_explicit" (LT30). `renew_on`: "never", "new_version" or "material_change". `reminder`: how often families
    are reminded of the lines: "never", "termly", "yearly" (PH18).
    """

    items: tuple[str, ...] = ()
    refusable: tuple[str, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    record: tuple[str, ...] = ()
    transfer: str = "none"
    renew_on: str = "never"
    reminder: str = "never"


@dataclass(frozen=True, slots=True)
class Staffing:
    """Rules for staff. `quiet_hours`: "mandatory" (the school's hours are everybody's; `may_widen` lets a person keep
    shorter ones: LT7) or "off". `direct_messages`: staff may start a conversation with a parent (PH9). `audiences`:
    "class", "selected", "one". `push`: "hours_only" or "never". `reply_scope`: "own_class", "ppa_cover_slot" (BNV35).

    `line_managers`: year or class name → role, "" for all others; who hears of an abusive message (BNV26).
    `training_months`: how long training counts; 0: none is asked for. `training_link`: where it is. `photo_list_ack`:
    "never" or "on_change". `sar_notice`: "never", "termly" or "annual". `personal_device`: "not_required" or "not_allowed".
    """

    quiet_hours: str = "mandatory"
    may_widen: bool = True
    direct_messages: bool = False
    audiences: tuple[str, ...] = ("class",)
    devices: tuple[str, ...] = ()
    personal_device: str = "not_required"
    push: str = "hours_only"
    reply_scope: tuple[str, ...] = ("own_class", "ppa_cover_slot")
    agreement: tuple[str, ...] = ()
    phone_school: bool = True
    forward_to_office: bool = True
    line_managers: Mapping[str, Role] = field(default_factory=dict)
    photo_list_ack: str = "on_change"
    training_months: int = 0
    training_link: str = ""
    sar_notice: str = "never"
