"""Keys for how families and staff join, and what they agree to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, InstanceOf

from bot.domain.people import Role
from bot.policyfile import picking, vocabulary
from bot.policyfile.picking import many_of, one_of
from bot.policyfile.types import Group, Own, Text

Methods = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.METHODS))]
Eligible = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.ELIGIBLE))]
ExtraAdult = Annotated[str, BeforeValidator(one_of(vocabulary.EXTRA_ADULT))]
LoginSharing = Annotated[str, BeforeValidator(one_of(vocabulary.LOGIN_SHARING))]
Record = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.RECORD, vocabulary.RECORD_TOO))]
Transfer = Annotated[str, BeforeValidator(one_of(vocabulary.TRANSFER))]
RenewOn = Annotated[str, BeforeValidator(one_of(vocabulary.RENEW_ON))]
Audiences = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.AUDIENCES))]
Devices = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.DEVICES))]
PersonalDevice = Annotated[str, BeforeValidator(one_of(vocabulary.PERSONAL_DEVICE))]
Push = Annotated[str, BeforeValidator(one_of(vocabulary.PUSH))]
ReplyScope = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.REPLY_SCOPE))]
QuietHours = Annotated[str, BeforeValidator(one_of(vocabulary.QUIET_HOURS))]
Managers = Annotated[dict[str, InstanceOf[Role]], BeforeValidator(picking.managers)]
Line = Literal["required", "refusable", "not_asked"]


class EnrolKeys(Group):
    """How families join."""

    code_days: int = Field(14, ge=1, le=365, description="Days a code is good for (M21, BNV11).")
    max_adults: int = Field(0, ge=0, le=20, description="Adults linked to one child (BNV12); 0: no limit.")
    extra_adult: ExtraAdult = Field("never", description="How one more may join (BNV12).")
    requires: Own = Field((), description="Papers that must be complete before a code is made (M20, LT11, PH13, BNV5).")
    methods: Methods = Field(("code",), min_length=1, description="How adults join (M21, PH16, DPIA3).")
    eligible: Eligible = Field(
        (), description="Relations that may be invited; whoever the roll names when not given (PH16, BNV11)."
    )
    login_sharing: LoginSharing = Field("forbidden", description="Whether a parent may share an account (LT28, PH27).")


class ConsentKeys(Group):
    """What families agree to, line by line."""

    items: Own = Field((), description="The lines in order (M22, LT23, BNV41): known ones, or your own with `wording`.")
    refusable: Own = Field((), description="Lines that may be refused without losing the account (LT24, M25).")
    wording: dict[str, Text] = Field({}, description="Lines of your own, in English, by name.")
    record: Record = Field((), description="What must be known before a paper counts (M20, LT11).")
    transfer: Transfer = Field("none", description="Information leaving the country (LT30).")
    renew_on: RenewOn = Field("never", description="When families are asked again (LT23, BNV5, DPIA32).")
    reminder: Literal["never", "termly", "annual"] = Field("never", description="Reminders of the lines (PH18).")
    participation: Line | None = Field(None, description="Short for the line of that name (PH14, LT24).")
    no_resharing: Line | None = Field(None, description="Short for the line of that name (M27).")
    account: Line | None = Field(None, description="Short for the line of that name (M25).")

    def lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All lines, and those that may be refused."""
        short = {name: getattr(self, name) for name in ("participation", "no_resharing", "account")}
        items = [one for one in self.items if short.get(one) != "not_asked"]
        items += [name for name, how in short.items() if how in {"required", "refusable"} and name not in items]
        free = [one for one in self.refusable if short.get(one) != "required"]
        free += [name for name, how in short.items() if how == "refusable" and name not in free]
        return tuple(items), tuple(free)


class CannedKeys(Group):
    """Replies of one tap."""

    phone_school: bool = Field(True, description='"Please ring the school" (BNV31).')


class NoticeKeys(Group):
    """What staff are told."""

    sar: Literal["never", "termly", "annual"] = Field(
        "never", description="That what they write may be asked to be seen (DPIA39)."
    )


class StaffKeys(Group):
    """Rules for staff."""

    quiet_hours: QuietHours = Field("mandatory", description="Whether the school's hours are everybody's (LT7).")
    may_widen: bool = Field(True, description="A person may keep shorter hours of their own, never longer (LT7).")
    direct_messages: bool = Field(False, description="Staff may start a conversation with a parent (PH9).")
    audiences: Audiences = Field(("class",), description="To whom a teacher may write (M3).")
    devices: Devices = Field((), description="What staff work on (LT2, PH5).")
    personal_device: PersonalDevice = Field("not_required", description="Phones of their own (LT2, BNV40).")
    push: Push = Field("hours_only", description="When a phone may ring (LT2, BNV40).")
    reply_scope: ReplyScope = Field(
        ("own_class", "ppa_cover_slot"), min_length=1, description="Whose messages a teacher opens (BNV35)."
    )
    agreement: Own = Field((), description="Papers staff agree to first (PH6, BNV36).")
    canned: CannedKeys = Field(CannedKeys(), description="Replies of one tap.")
    forward_to_office: bool = Field(True, description="One tap sends a message on to the office (BNV32).")
    line_manager: Managers = Field(
        {}, description='Who hears of abuse: a role, or a table of years or classes with "others" (BNV26).'
    )
    photo_list_ack: Literal["never", "on_change"] = Field(
        "on_change", description="The do-not-show list is acknowledged before a picture goes (LT10, PH11)."
    )
    training_months: int = Field(0, ge=0, le=60, description="Months a training counts (DPIA46); 0: none asked for.")
    training_link: Text = Field("", description="Where staff find the training (DPIA46).")
    notice: NoticeKeys = Field(NoticeKeys(), description="What staff are told.")
