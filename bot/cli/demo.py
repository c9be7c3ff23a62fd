"""`bookbag demo`: the whole hub beside a sandbox's carriers."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.out import plain_faults
from bot.demo import serve_demo


def demo(
    port: int = 8090,
    seed: int = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Print where it listens as JSON.")] = False,
) -> None:
    """A sample school with sandbox phones on a web page; nothing to prepare, nothing leaves this machine."""
    with plain_faults():
        serve_demo(port, seed, as_json=as_json)
