"""The command line at a clause's school while its hub runs: same database, same keys, same clock."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from typer.testing import CliRunner, Result

from bot.__main__ import cli
from tests import ledger
from tests.clauses.school import School


async def run(school: School, *words: str) -> Result:
    hub = school.town.hub
    environment = {
        "BOOKBAG_DATA_FOLDER": str(hub.data_folder),
        "BOOKBAG_DATABASE_URL": hub.engines.write.url.render_as_string(hide_password=False),
        "BOOKBAG_KEY_FILE": str(hub.data_folder.parent / "keys" / "bookbag.key"),
    }
    ledger.door(ledger.CLI)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:  # commands point the root logger at their own standard error, which ends with them
        done = await asyncio.to_thread(CliRunner().invoke, cli, list(words), env=environment)
    finally:
        root.handlers, root.level = handlers, level
    await school.town.settled()
    return done


async def ok(school: School, *words: str) -> str:
    done = await run(school, *words)
    assert done.exit_code == 0, (done.stdout, done.stderr, done.exception)
    return str(done.stdout)


async def told(school: School, *words: str) -> Any:
    return json.loads(await ok(school, *words, "--json"))


async def refused(school: School, *words: str) -> str:
    """The one line a command says that does not do it."""
    done = await run(school, *words)
    assert done.exit_code == 1, (done.stdout, done.stderr, done.exception)
    lines = [line for line in str(done.stderr).splitlines() if line.startswith("bookbag: ")]  # the hub logs there too
    return lines[-1].removeprefix("bookbag: ").strip()


async def paper(school: School, who: str, *words: str) -> Any:
    """A paper that the office (Olive Desk) records as complete but for `words`."""
    full = ("--agreed", "all", "--signer", who, "--signed-on", "2019-02-20", "--by", "Olive Desk")
    return await told(school, "consent", "record", who, *full, *words)


async def announce(school: School, who: str, text: str, leaves: str) -> None:
    """To the author's one class, sent, and the clock moved to when it has left."""
    await school.say(who, f"/announce {text}")
    await send(school, who, leaves)


async def send(school: School, who: str, leaves: str) -> None:
    """Press the preview's button and wait for the last report; what people heard is counted from before it left."""
    if "Notice" in school.town.screen(who)[-1].labels:  # a school that wants kinds chosen (PH28)
        await school.press(who, "Notice")
    newest = (label for bubble in reversed(school.town.screen(who)) for label in bubble.labels)
    label = next((label for label in newest if label.startswith("Send to")), None)
    assert label, "there is no preview on the phone:\n" + "\n---\n".join(school.town.texts(who))
    reported = _reports(school, who)
    await school.press(who, label)
    await school.at(leaves)
    await school.town.sandbox.until(lambda: _reports(school, who) > reported, 40.0)
    await school.town.settled()  # the carrier has it before the phone
    await school.town.ticking.round()  # every text has left: now the report is final, and comes under nothing later
    await school.town.settled()


def _reports(school: School, who: str) -> int:
    return sum(" reached." in text for text in school.town.texts(who))


async def picture(school: School, who: str, caption: str = "", *, kind: str = "photo", **more: Any) -> None:
    """Sent to the staff bot as a person does."""
    ledger.door(ledger.STAFF_BOT)
    school.town.sandbox.attach(who, kind, caption=caption, **more)
    await school.town.settled()


async def taps(school: School, who: str, *labels: str) -> str:
    """Buttons one after another; what the bot says last."""
    for label in labels:
        await school.press(who, label)
    return school.town.texts(who)[-1]


def shown(school: School, who: str) -> tuple[str, ...]:
    """The buttons of the newest message."""
    return tuple(school.town.screen(who)[-1].labels)
