"""The command line: `bookbag run`, `demo`, `init`, `import`, `invites`, `check`, `doctor`, `backup`, `restore`, `dead`, `triage`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot.cli.absence import absence
from bot.cli.absences import absences
from bot.cli.adults import extra_adult, pupil_number, trial
from bot.cli.audit import audit
from bot.cli.backup import backup
from bot.cli.breach import breach, disclose
from bot.cli.check import check
from bot.cli.conduct import conduct_
from bot.cli.consent import consent
from bot.cli.dates import dates
from bot.cli.dead import dead
from bot.cli.doctor import doctor
from bot.cli.erase import erase
from bot.cli.export import export
from bot.cli.families import families
from bot.cli.import_ import import_
from bot.cli.init import init
from bot.cli.invites import invites
from bot.cli.keys import keys
from bot.cli.moving import import_school, migrate_store, school_out
from bot.cli.number import number
from bot.cli.oneline import OneLine
from bot.cli.out import plain_faults
from bot.cli.papers import papers
from bot.cli.photos import photos
from bot.cli.policy import policy
from bot.cli.posts import posts_
from bot.cli.processors import processors
from bot.cli.restore import restore
from bot.cli.retention import retention
from bot.cli.rights import rights
from bot.cli.rollover import rollovers_
from bot.cli.run import run
from bot.cli.staff import staff
from bot.cli.triage import triage
from bot.cli.upgrade import upgrade

cli = typer.Typer(
    name="bookbag",
    cls=OneLine,
    help="The messaging hub between home and school.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
COMMANDS: dict[str, Callable[..., None]] = {
    "init": init,
    "import": import_,
    "import-school": import_school,
    "migrate-store": migrate_store,
    "run": run,
    "upgrade": upgrade,
    "invites": invites,
    "families": families,
    "extra-adult": extra_adult,
    "pupil-number": pupil_number,
    "number": number,
    "dates": dates,
    "check": check,
    "doctor": doctor,
    "backup": backup,
    "restore": restore,
    "absences": absences,
}
GROUPS = {
    "policy": policy, "staff": staff, "rollover": rollovers_, "dead": dead, "consent": consent, "trial": trial,
    "absence": absence, "triage": triage, "export": export, "rights": rights, "audit": audit, "erase": erase,
    "keys": keys, "photos": photos, "posts": posts_, "conduct": conduct_,
    "retention": retention, "processors": processors, "breach": breach, "disclose": disclose, "papers": papers,
}  # fmt: skip
export.command("school")(school_out)
for name, command in COMMANDS.items():
    cli.command(name)(command)
for name, group in GROUPS.items():
    cli.add_typer(group, name=name)


@cli.command("demo")
def demo(
    port: int = 8090,
    seed: int = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Print where it listens as JSON.")] = False,
) -> None:
    """A sample school with sandbox phones on a web page; nothing to prepare, nothing leaves this machine."""
    from bot.demo import serve_demo  # the sandbox is not loaded by the real hub

    with plain_faults():
        serve_demo(port, seed, as_json=as_json)


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
