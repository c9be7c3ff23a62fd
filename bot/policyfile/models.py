"""The policy file's keys, each with what it means; an unknown one is refused. Defaults are the domain's: deny (DPIA31).

The groups are in `keys_*.py`; what is the same for every school, whatever its file says, is in `laws.py`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf

from bot.domain.people import Role
from bot.policyfile import vocabulary, words
from bot.policyfile.keys_conduct import (
    ConductKeys,
    GovernanceKeys,
    MonitorKeys,
    ReportsKeys,
    RetentionKeys,
    RightsKeys,
)
from bot.policyfile.keys_hours import HoursKeys
from bot.policyfile.keys_joining import ConsentKeys, EnrolKeys, StaffKeys
from bot.policyfile.keys_messages import (
    AbsenceKeys,
    MeetingsKeys,
    MessagesKeys,
    ReceiptsKeys,
    RepliesKeys,
    RoutingKeys,
    TriageKeys,
)
from bot.policyfile.keys_pages import (
    AlternativeKeys,
    FamilyKeys,
    FeedKeys,
    MediaKeys,
    NamesKeys,
    PhotosKeys,
    SendKeys,
    SmsKeys,
    TranslationKeys,
)
from bot.policyfile.keys_school import ContactsKeys, OfficeKeys, SafeguardingKeys, SchoolKeys, ScopeKeys
from bot.policyfile.picking import many_of
from bot.policyfile.types import Group

Channels = Annotated[tuple[str, ...], BeforeValidator(many_of(vocabulary.CHANNELS))]
Titles = Annotated[dict[InstanceOf[Role], str], BeforeValidator(words.titles)]


class PolicyKeys(Group):
    """The whole file."""

    mode: Literal["two_way", "announcements_only"] = Field(
        "announcements_only", description="Whether families may write to the school, or only hear from it."
    )
    channels: Channels = Field(("telegram", "sms"), min_length=1, description="How families are reached (M2, BNV2).")
    school: SchoolKeys = SchoolKeys()
    contacts: ContactsKeys = ContactsKeys()
    scope: ScopeKeys = ScopeKeys()
    hours: HoursKeys = HoursKeys()
    office: OfficeKeys = OfficeKeys()
    routing: RoutingKeys = RoutingKeys()
    triage: TriageKeys = TriageKeys()
    safeguarding: SafeguardingKeys = SafeguardingKeys()
    messages: MessagesKeys = MessagesKeys()
    replies: RepliesKeys = RepliesKeys()
    receipts: ReceiptsKeys = ReceiptsKeys()
    meetings: MeetingsKeys = MeetingsKeys()
    absence: AbsenceKeys = AbsenceKeys()
    enrol: EnrolKeys = EnrolKeys()
    consent: ConsentKeys = ConsentKeys()
    staff: StaffKeys = StaffKeys()
    feed: FeedKeys = FeedKeys()
    photos: PhotosKeys = PhotosKeys()
    names: NamesKeys = NamesKeys()
    media: MediaKeys = MediaKeys()
    sms: SmsKeys = SmsKeys()
    send: SendKeys = SendKeys()
    family: FamilyKeys = FamilyKeys()
    translation: TranslationKeys = TranslationKeys()
    alternative: AlternativeKeys = AlternativeKeys()
    conduct: ConductKeys = ConductKeys()
    monitor: MonitorKeys = MonitorKeys()
    reports: ReportsKeys = ReportsKeys()
    governance: GovernanceKeys = GovernanceKeys()
    retention: RetentionKeys = RetentionKeys()
    rights: RightsKeys = RightsKeys()
    titles: Titles = Field(
        {}, description='What the school calls a role, such as "support_officer" = "the business manager".'
    )
    texts: Annotated[dict[str, dict[str, str]], AfterValidator(words.own_texts)] = Field(
        {}, description='The school\'s own wording by language and key, such as [texts.pl] "received" = "…".'
    )
