"""`bookbag init`: a school from nothing to its first joining codes, and what is left to do before going live."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import opening
from bot.cli import envfile
from bot.cli import init_options as flag
from bot.cli.init_options import Given
from bot.cli.init_questions import answers, tokens
from bot.cli.out import fail, load_settings, note, plain_faults, say, say_json
from bot.cli.wires import STAFF, Told, ask
from bot.domain.people import Role
from bot.founding.answers import Answers, Member
from bot.founding.golive import Ready, steps
from bot.founding.store import Founded, found, refuse_second
from bot.inviting import Issued
from bot.policyfile import warnings
from bot.policyfile.english import ROLE_WORDS
from bot.rules import local_day
from bot.settings import Settings
from storage.clock import lease_now
from storage.crypto import make_master_key
from storage.db import Db
from storage.engine import make_engines
from storage.setup import first_school
from storage.writer import Writer

ENV_FILE = Path(".env")


def init(
    name: flag.Name = None,
    short_name: flag.ShortName = None,
    slug: flag.Slug = None,
    preset: flag.Preset = None,
    policy_file: flag.PolicyFile = None,
    office_phone: flag.OfficePhone = None,
    out_of_hours_line: flag.OutOfHours = None,
    teacher_hours: flag.TeacherHours = None,
    office_hours: flag.OfficeHours = None,
    languages: flag.Languages = None,
    dsl: flag.Dsl = None,
    deputy_dsl: flag.DeputyDsl = None,
    head: flag.Head = None,
    office: flag.Office = None,
    dates: flag.Dates = None,
    terms: flag.Terms = None,
    insets: flag.Insets = None,
    parent_bot_token: flag.ParentToken = None,
    staff_bot_token: flag.StaffToken = None,
    twilio_account_sid: flag.TwilioSid = None,
    twilio_auth_token: flag.TwilioToken = None,
    twilio_number: flag.TwilioNumber = None,
    data_folder: flag.DataFolder = None,
    key_file: flag.KeyFile = None,
    offline: flag.Offline = False,
    as_json: flag.Json = False,
) -> None:
    """Set a school up: policy, key, database, first people, dates, tokens. Asks on a terminal what flags leave open."""
    given = Given(**locals())
    with plain_faults():
        _init(given)


def _init(given: Given) -> None:
    paths = {name: path for name in ("data_folder", "key_file") if (path := getattr(given, name))}
    _refuse_second(load_settings(**paths))
    wanted = answers(given)
    said = tokens(given, load_settings(**paths))
    settings = load_settings(**paths, **said)
    told = [] if given.offline else _tested(settings)
    make_key(settings)
    envfile.write(ENV_FILE, {f"BOOKBAG_{name.upper()}": str(value) for name, value in {**paths, **said}.items()})
    made = store(settings, wanted)
    todo = steps(ready(settings, wanted, checked=bool(told)))
    if given.as_json:
        say_json(_as_json(settings, wanted, made, told, todo))
    else:
        _tell(settings, wanted, made, told, todo)


def _refuse_second(settings: Settings) -> None:
    engines = make_engines(settings.database)
    try:
        refuse_second(first_school(engines.read))
    finally:
        engines.dispose()


def _tested(settings: Settings) -> list[Told]:
    """Ends the command for the first token a carrier does not accept."""
    told = ask(settings)
    for one in told:
        if one.trouble:
            fail(f"{one.why}: {one.fix}; nothing was set up (--offline goes on without testing)")
    return told


def make_key(settings: Settings) -> None:
    """A key that is there is kept: without it nothing sealed could be opened again."""
    if not settings.key_file.exists() and not settings.key_command.get_secret_value():
        make_master_key(settings.key_file)
    opening.master_key(settings)


def store(settings: Settings, wanted: Answers) -> Founded:
    keys, engines = opening.open_keys(settings), opening.open_database(settings)
    writer, now = Writer(engines.write), lease_now()
    try:
        day = local_day(wanted.policy, now)
        return writer.run(lambda connection: found(Db(connection, keys), wanted, now, day))
    finally:
        writer.close()
        engines.dispose()
        keys.close()


def ready(settings: Settings, wanted: Answers, *, checked: bool) -> Ready:
    return Ready(
        policy=wanted.policy,
        dates=wanted.dates,
        bots=bool(settings.parent_bot_token.get_secret_value()),
        sms=bool(settings.twilio_account_sid),
        checked=checked,
        key_file=str(settings.key_file),
    )


def _tell(settings: Settings, wanted: Answers, made: Founded, told: list[Told], todo: list[str]) -> None:
    say(f"{wanted.policy.school.name} is set up ({made.school.slug}).")
    say(f"  key file   {settings.key_file}")
    say(f"  database   {settings.data_folder if not settings.database_url else 'as BOOKBAG_DATABASE_URL says'}")
    for one in told:
        say(f"  tested     {one.what}: {one.name}")
    say("Joining codes for the staff, each good once:")
    username = _staff_bot(told)
    for member, issued in made.codes:
        say(f"  {issued.invite.printed}  {member.person.name}, {roles_in_words(member)}{_link(username, issued)}")
    if not wanted.dates.terms:
        note("No term dates: in school holidays parents are told that the next opening is not known.")
    say("Before you go live:")
    for number, step in enumerate(todo, 1):
        say(f"  {number}. {step}")


def roles_in_words(member: Member) -> str:
    return " and ".join(
        ROLE_WORDS.get(role, str(role)) if role is not Role.OFFICE else "the office" for role in member.roles
    )


def _staff_bot(told: list[Told]) -> str:
    return next((one.username for one in told if one.what == STAFF), "")


def _link(username: str, issued: Issued) -> str:
    return f"  https://t.me/{username}?start={issued.invite.link}" if username else ""


def _as_json(
    settings: Settings, wanted: Answers, made: Founded, told: list[Told], todo: list[str]
) -> Mapping[str, Any]:
    return {
        "school": {"id": str(made.school.id), "slug": made.school.slug, "name": wanted.policy.school.name},
        "policy_version": str(made.policy_version),
        "key_file": str(settings.key_file),
        "carriers": {one.what: one.name for one in told},
        "staff": [
            {
                "staff_id": str(issued.staff_id),
                "name": member.person.name,
                "roles": [str(role) for role in member.roles],
                "code": issued.invite.printed,
                "link": issued.invite.link,
                "expires_at": issued.invite.expires_at.isoformat(),
            }
            for member, issued in made.codes
        ],
        "dates": {"terms": len(wanted.dates.terms), "closures": len(wanted.dates.closures)},
        "warnings": warnings(wanted.policy),
        "todo": todo,
    }
