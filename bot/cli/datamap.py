"""`bookbag papers data-map`: where data lies and goes, and whether the running hub has anything else open (DPIA2)."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot.cli.export import By, Json, School
from bot.cli.finding import acting_for
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.access import Action
from bot.privacy import places, watching
from storage import leases, processors


def data_map(
    by: By,
    compare: Annotated[
        bool, typer.Option("--compare", help="Look at what the running hub has open; what is on no line is an error.")
    ] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Every store and every outside host: where, in which country, how encrypted, who can read it."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.READ_PAPERS)
        register = work.read(lambda db: processors.register(scope, db))
        told = places.stores(work.settings, register)
        wrong = list(_in_use(work, told)) if compare else []
    if wrong:
        fail("; ".join(wrong))
    if as_json:
        say_json(told)
        return
    for one in told:
        say(f"{one['store']}: {one['where']} ({one['country']}), {one['encrypted']}; read by {one['readers']}")


def _in_use(work: Desk, told: list[dict[str, Any]]) -> Iterator[str]:
    """What each hub running on this machine has open beyond the map. Raises ValueError when none runs here."""
    owners = [one.rsplit(":", 2) for one in work.read(leases.owners)]
    here = sorted({int(pid) for host, pid, _ in owners if host == socket.gethostname() and watching.runs(int(pid))})
    if not here:
        raise ValueError("no hub runs on this machine: start it, then compare")
    for pid in here:
        yield from watching.missing(watching.opened(pid), told)
