"""The command line: `bookbag run`, `demo`, `init`, `import`, `invites`, `check`, `doctor`, `backup`, `restore`, `dead`, `triage`."""

from __future__ import annotations

import typer

from bot.cli.oneline import OneLine

COMMANDS = {
    "init": "bot.cli.init:init",
    "import": "bot.cli.import_:import_",
    "import-school": "bot.cli.moving:import_school",
    "migrate-store": "bot.cli.moving:migrate_store",
    "run": "bot.cli.run:run",
    "demo": "bot.cli.demo:demo",
    "upgrade": "bot.cli.upgrade:upgrade",
    "invites": "bot.cli.invites:invites",
    "families": "bot.cli.families:families",
    "extra-adult": "bot.cli.adults:extra_adult",
    "pupil-number": "bot.cli.adults:pupil_number",
    "number": "bot.cli.number:number",
    "dates": "bot.cli.dates:dates",
    "check": "bot.cli.check:check",
    "doctor": "bot.cli.doctor:doctor",
    "backup": "bot.cli.backup:backup",
    "restore": "bot.cli.restore:restore",
    "absences": "bot.cli.absences:absences",
    "policy": "bot.cli.policy:policy",
    "staff": "bot.cli.staff:staff",
    "rollover": "bot.cli.rollover:rollovers_",
    "dead": "bot.cli.dead:dead",
    "consent": "bot.cli.consent:consent",
    "trial": "bot.cli.adults:trial",
    "absence": "bot.cli.absence:absence",
    "triage": "bot.cli.triage:triage",
    "export": "bot.cli.moving:export",  # with `export school`, which is there
    "rights": "bot.cli.rights:rights",
    "audit": "bot.cli.audit:audit",
    "erase": "bot.cli.erase:erase",
    "keys": "bot.cli.keys:keys",
    "photos": "bot.cli.photos:photos",
    "posts": "bot.cli.posts:posts_",
    "conduct": "bot.cli.conduct:conduct_",
    "retention": "bot.cli.retention:retention",
    "processors": "bot.cli.processors:processors",
    "breach": "bot.cli.breach:breach",
    "disclose": "bot.cli.breach:disclose",
    "papers": "bot.cli.papers:papers",
}
"""Where each command is; it is loaded when it is asked for."""


class Bookbag(OneLine):
    places = COMMANDS


cli = typer.Typer(name="bookbag", cls=Bookbag, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


@cli.callback()
def bookbag() -> None:
    """The messaging hub between home and school."""


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
