"""The command line: `bookbag run`, `demo`, `init`, `import`, `invites`, `check`, `doctor`, `backup`, `restore`, `triage`."""

from __future__ import annotations

import typer

from bot.cli.run import run
from bot.cli.triage import triage

cli = typer.Typer(
    name="bookbag",
    help="The messaging hub between home and school.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
COMMANDS = {"run": run, "triage": triage}
for name, command in COMMANDS.items():
    cli.command(name)(command)


@cli.command("demo")
def demo(port: int = 8090, seed: int = 7) -> None:
    """A sample school with sandbox phones on a web page; nothing to prepare, nothing leaves this machine."""
    from bot.demo import serve_demo  # the sandbox is not loaded by the real hub

    serve_demo(port, seed)


def main() -> None:
    cli()


if __name__ == "__main__":
    main()
