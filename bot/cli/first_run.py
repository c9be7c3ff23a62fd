"""`bookbag run` where no school is yet: a page in the browser does what `bookbag init` does, and then the hub starts."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from bot import app, opening
from bot.cli import envfile
from bot.cli.init import ENV_FILE, make_key, ready, roles_in_words, store
from bot.cli.out import problem_of, say
from bot.cli.wires import ask
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.founding.filled import filled
from bot.founding.golive import steps
from bot.founding.store import REASON, AlreadySetUp, Founded
from bot.hub import Hub
from bot.settings import Settings
from bot.signing_in import factors, making
from bot.web.first_run import PATH, TOKENS, Installed, Switch, create_app
from bot.web.server import listening
from storage.engine import make_engines
from storage.invites import ALPHABET
from storage.setup import first_school

_LETTERS = 12  # 60 bits
_STARTS_S = 60.0


def is_due(settings: Settings) -> bool:
    """Whether there is no school here."""
    engines = make_engines(settings.database)
    try:
        return first_school(engines.read) is None
    finally:
        engines.dispose()


class _Installer:
    """`stored` holds the settings once a school is there; `hub` is set when it answers."""

    def __init__(self, settings: Settings) -> None:
        loop = asyncio.get_running_loop()
        self._before = settings
        self._busy = False
        self.stored: asyncio.Future[Settings] = loop.create_future()
        self.hub: asyncio.Future[Hub] = loop.create_future()

    @property
    def held(self) -> frozenset[str]:
        return frozenset(name for name in TOKENS if _plain(getattr(self._before, name)))

    async def troubles(self, tokens: Mapping[str, str], *, test: bool) -> list[str]:
        try:
            settings = _settings(tokens)
        except ValidationError as error:
            return [problem_of(one) for one in error.errors()]
        if not opening.configured(settings):
            return ["give the tokens of the two bots, or Twilio's three values: without a carrier nobody can write"]
        told = await asyncio.to_thread(ask, settings) if test else []
        return [f"{one.why}: {one.fix}" for one in told if one.trouble]

    async def install(self, typed: Mapping[str, str], tokens: Mapping[str, str]) -> Installed:
        wanted = filled(typed)
        if self._busy:
            raise AlreadySetUp("somebody is setting this hub up at this moment")
        self._busy = True
        try:
            settings = _settings(tokens)
            made = await asyncio.to_thread(self._store, settings, wanted, tokens)
        finally:
            self._busy = self.stored.done()
        self._busy = True
        self.stored.set_result(settings)
        hub = await asyncio.wait_for(asyncio.shield(self.hub), _STARTS_S)
        there = ready(settings, wanted, checked=typed.get("untested") != "1")
        return Installed(
            hub=hub,
            staff=tuple((member.person.name, roles_in_words(member), issued.invite.printed) for member, issued in made.codes),
            invite=await _administrator(hub, made, Role(typed.get("me") or Role.HEAD)),
            todo=tuple(steps(replace(there, running=True))),
        )

    @staticmethod
    def _store(settings: Settings, wanted: Any, tokens: Mapping[str, str]) -> Founded:
        make_key(settings)
        made = store(settings, wanted)
        envfile.write(ENV_FILE, {f"BOOKBAG_{name.upper()}": value for name, value in tokens.items()})
        return made


def _settings(tokens: Mapping[str, str]) -> Settings:
    """Raises ValidationError."""
    given: dict[str, Any] = dict(tokens)
    return Settings(**given)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else str(value.get_secret_value())


async def _administrator(hub: Hub, made: Founded, role: Role) -> str:
    """A code with which that person makes their sign-in to the console."""
    staff_id = next(issued.staff_id for member, issued in made.codes if role in member.roles and issued.staff_id)
    scope = Scope(made.school.id, None, Role.HEAD, REASON)
    return await hub.write(lambda db: making.invite(scope, db, staff_id))


async def serve(settings: Settings, stop: asyncio.Event, *, as_json: bool) -> None:
    """Waits for the page, then runs the hub at the same address until `stop`."""
    switch, installer = Switch(), _Installer(settings)
    code = factors.grouped("".join(secrets.choice(ALPHABET) for _ in range(_LETTERS)))
    switch.app = create_app(installer, code, settings.public_url)
    async with listening(switch, settings.listen_host, settings.listen_port, app.tls_of(settings)) as address:
        _invite(address, code, as_json=as_json)
        if not await _before(stop, installer.stored):
            return
        settings = installer.stored.result()
        hub = await asyncio.to_thread(app.build, settings)
        async with app.running(settings, hub, serve=switch.serves(address)):
            installer.hub.set_result(hub)
            say(json.dumps({"listening": address}) if as_json else f"listening on {address}")
            await stop.wait()


def _invite(address: str, code: str, *, as_json: bool) -> None:
    if as_json:
        say(json.dumps({"set_up": address + PATH, "code": code}))
        return
    say("There is no school here yet. Open this page in a browser on this machine and give it the code,")
    say("or stop and use `bookbag init`:")
    say(f"  {address}{PATH}")
    say(f"  code: {code}")


async def _before(stop: asyncio.Event, wanted: Awaitable[Any]) -> bool:
    """Whether what is wanted came before the end."""
    ending, coming = asyncio.ensure_future(stop.wait()), asyncio.ensure_future(wanted)
    done, _ = await asyncio.wait({ending, coming}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    return coming in done
