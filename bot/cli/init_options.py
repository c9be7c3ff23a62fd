"""The flags of `bookbag init`. What none of them says is asked on a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

Name = Annotated[str | None, typer.Option(help="The school's full name.")]
ShortName = Annotated[str | None, typer.Option(help="How automatic texts begin, at most 20 letters.")]
Slug = Annotated[str | None, typer.Option(help="A short word for the school in commands; made from its name.")]
Preset = Annotated[str | None, typer.Option(help="The policy to start from; `bookbag policy presets` shows them.")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="The school's own policy file instead of a preset.")]
OfficePhone = Annotated[str | None, typer.Option(help="The office's telephone number, as a person dials it.")]
OutOfHours = Annotated[
    str | None, typer.Option("--out-of-hours-line", help="Number for danger when closed; '' for none.")
]
TeacherHours = Annotated[str | None, typer.Option(help='Such as "Mon-Fri 08:00-17:00"; parts with ;')]
OfficeHours = Annotated[str | None, typer.Option(help="When the office answers, in the same form.")]
Languages = Annotated[str | None, typer.Option(help='The families\' languages: "en, pl, ur".')]
Dsl = Annotated[str | None, typer.Option(help='Designated safeguarding lead: "Name, mobile number".')]
DeputyDsl = Annotated[str | None, typer.Option(help='Deputy safeguarding lead: "Name, mobile number".')]
Head = Annotated[str | None, typer.Option(help='Head teacher: "Name, mobile number".')]
Office = Annotated[str | None, typer.Option(help='First person of the office: "Name, mobile number".')]
Dates = Annotated[Path | None, typer.Option(help="File with term dates and INSET days.")]
Terms = Annotated[list[str] | None, typer.Option("--term", help="2025-09-02..2025-10-24; may be repeated.")]
Insets = Annotated[list[str] | None, typer.Option("--inset", help="2025-09-01; may be repeated.")]
ParentToken = Annotated[str | None, typer.Option("--parent-bot-token", help="BotFather's token of the parents' bot.")]
StaffToken = Annotated[str | None, typer.Option("--staff-bot-token", help="BotFather's token of the staff bot.")]
TwilioSid = Annotated[str | None, typer.Option("--twilio-account-sid", help="Twilio's account SID, for SMS.")]
TwilioToken = Annotated[str | None, typer.Option("--twilio-auth-token", help="Twilio's auth token.")]
TwilioNumber = Annotated[str | None, typer.Option("--twilio-number", help="The school's two-way number, +44….")]
DataFolder = Annotated[Path | None, typer.Option(help="Where database, media and backups live.")]
KeyFile = Annotated[Path | None, typer.Option(help="Where the master key is made; never in the data folder.")]
Offline = Annotated[bool, typer.Option(help="Do not ask the carriers whether the tokens are right.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the flags said; None was not said."""

    name: str | None
    short_name: str | None
    slug: str | None
    preset: str | None
    policy_file: Path | None
    office_phone: str | None
    out_of_hours_line: str | None
    teacher_hours: str | None
    office_hours: str | None
    languages: str | None
    dsl: str | None
    deputy_dsl: str | None
    head: str | None
    office: str | None
    dates: Path | None
    terms: list[str] | None
    insets: list[str] | None
    parent_bot_token: str | None
    staff_bot_token: str | None
    twilio_account_sid: str | None
    twilio_auth_token: str | None
    twilio_number: str | None
    data_folder: Path | None
    key_file: Path | None
    offline: bool
    as_json: bool
