"""Alerts of a real hub: what is looked at, what the mail says, what it never says."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from starlette.applications import Starlette

from bot import alerts
from bot.alerts import Watch, looking, telling
from bot.app import watch_of
from bot.domain.messages import Carrier, Received
from bot.hub import Hub
from bot.mail import Mailer, Server
from bot.scheduler import ticks
from bot.settings import Settings
from bot.web.server import listening
from bot.web.transport import context
from storage import accounts as account_rows
from storage import alerts as rows
from storage import inbox
from storage.backup import name_for
from storage.clock import lease_now
from storage.shipping.chain import name_for as shipped_name
from tests.clauses.test_transport import certificate
from tests.operations.conftest import ONE_DATABASE
from tests.operations.postoffice import PostOffice, post_office
from tests.town import Town, town

GB = 1 << 30
OPS = "it@oak-lane.example"


class Machine:
    """The machine's clock and disk as this test has them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = lease_now()
        self.free = 50
        monkeypatch.setattr(telling, "lease_now", lambda: self.now)

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def usage(self, _folder: Path) -> tuple[int, int, int]:
        return 100 * GB, (100 - self.free) * GB, self.free * GB


class Desk:
    """A watched hub, its machine, and what the post office got."""

    def __init__(self, place: Town, office: PostOffice, machine: Machine, watch: Watch) -> None:
        self.town, self.office, self.machine, self.watch = place, office, machine, watch

    @property
    def hub(self) -> Hub:
        return self.town.hub

    async def look(self) -> int:
        return await alerts.run_once(self.watch, self.hub)

    async def mailed(self) -> tuple[str, str]:
        """Look once; the subject and text of the mail it made."""
        before = len(self.office.mails)
        await self.look()
        assert len(self.office.mails) == before + 1
        mail = self.office.mails[-1]
        return str(mail["Subject"]), mail.get_content().replace("\r\n", "\n")

    async def silent(self) -> None:
        before = len(self.office.mails)
        assert await self.look() == 0
        assert len(self.office.mails) == before

    async def set_trouble(self, what: str | None) -> None:
        account = next(one for one in self.hub.accounts.values() if one.carrier is Carrier.SMS)
        await self.hub.write(lambda db: account_rows.set_trouble(db, account.id, what))


@pytest.fixture
async def desk(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    machine = Machine(monkeypatch)
    with post_office() as office:
        mailer = Mailer(Server("smtp", "127.0.0.1", office.port), "hub@oak-lane.example")
        watch = Watch(mailer=mailer, to=(OPS,), disk_usage=machine.usage)
        async with town(database_url, tmp_path, now=machine.now) as place:
            yield Desk(place, office, machine, watch)


async def test_a_hub_in_order_tells_nothing(desk: Desk) -> None:
    await desk.silent()
    assert await desk.hub.read(rows.known) == ()


async def test_a_full_disk_is_told_once_again_when_worse_and_when_it_has_room(desk: Desk) -> None:
    desk.machine.free = 14
    assert await desk.mailed() == (
        "Bookbag: the disk is nearly full",
        "14 % of the disk is free. When it is full the hub can take no message. Make room, or give it a larger disk."
        "\n\nYou hear of each thing once, and again when it is worse or over.\n",
    )
    await desk.silent()
    desk.machine.free = 4
    assert "4 % of the disk is free" in (await desk.mailed())[1]
    desk.machine.free = 9
    await desk.silent()
    desk.machine.free = 15
    subject, text = await desk.mailed()
    assert subject == "Bookbag: back in order"
    assert text.startswith("Over: the disk has room again.")
    await desk.silent()


@ONE_DATABASE
async def test_a_carrier_that_comes_back_soon_is_nobodys_business_and_one_that_stays_away_is(desk: Desk) -> None:
    await desk.set_trouble("unreachable")
    await desk.silent()
    desk.machine.later(minutes=9)
    await desk.silent()
    desk.machine.later(minutes=3)
    subject, text = await desk.mailed()
    assert subject == "Bookbag: a carrier is down"
    assert text.startswith("Twilio (SMS) has not answered for 12 minutes.")
    await desk.set_trouble(None)
    assert (await desk.mailed())[1].startswith("Over: Twilio (SMS) answers again.")
    await desk.set_trouble("misconfigured")
    await desk.silent()
    desk.machine.later(minutes=10)
    assert "Twilio (SMS) has refused the hub for 10 minutes: the token" in (await desk.mailed())[1]


@ONE_DATABASE
async def test_every_unreadable_message_is_told_but_not_each_in_a_mail_of_its_own(desk: Desk) -> None:
    hub = desk.hub
    account = next(iter(hub.accounts.values()))

    async def unreadable(number: int) -> None:
        update = Received(
            provider_id=f"dead-{number}", sender="5001", payload=b"Zephyrine is +447700900999", readable=False
        )
        await hub.write(lambda db: inbox.insert(db, account.id, account.key_id, (update,), hub.now()))

    await unreadable(1)
    subject, text = await desk.mailed()
    assert subject == "Bookbag: a message could not be read"
    assert text.startswith("1 message from a carrier could not be read. It is kept")
    await unreadable(2)
    await desk.silent()
    desk.machine.later(minutes=61)
    assert (await desk.mailed())[1].startswith("2 messages from a carrier could not be read.")
    for mail in desk.office.mails:
        assert not any(word in mail.as_string() for word in ("Zephyrine", "4477009", "Oak Lane"))


@ONE_DATABASE
async def test_a_message_that_waits_too_long_is_told_and_one_that_is_held_is_not(desk: Desk) -> None:
    hub = desk.hub
    desk.town.say("beth", "Finn forgot his reading book")
    await desk.town.settled()
    await desk.silent()
    account = next(one for one in hub.accounts.values() if one.carrier is Carrier.SMS)
    hub.accounts.pop(account.id)  # nobody handles its mail any more
    update = Received(provider_id="late-1", sender="+447700900104", payload=b"{}", readable=True)
    earlier = hub.now() - timedelta(minutes=16)
    await hub.write(lambda db: inbox.insert(db, account.id, account.key_id, (update,), earlier))
    subject, text = await desk.mailed()
    assert subject == "Bookbag: messages wait too long"
    assert text.startswith("A message has waited 16 minutes that should have gone.")


@ONE_DATABASE
async def test_a_backup_older_than_26_hours_is_told_where_backups_are_wanted(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    desk.watch = replace(desk.watch, backup_folder=folder)
    await desk.silent()  # founded today: there is a day for the first
    desk.machine.later(hours=27)
    assert (await desk.mailed())[1].startswith("There is no backup in the backup folder.")
    folder.mkdir()
    (folder / name_for("data", desk.machine.now)).touch()
    assert (await desk.mailed())[1].startswith("Over: there is a recent backup.")
    desk.machine.later(hours=25)
    await desk.silent()
    desk.machine.later(hours=3)
    assert (await desk.mailed())[1].startswith("The newest backup is 28 hours old.")
    (folder / name_for("data", desk.machine.now)).touch()
    await desk.look()
    desk.watch = replace(desk.watch, changes_folder=tmp_path / "away")
    assert "Changes were last shipped" in (await desk.mailed())[1]
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / shipped_name(desk.machine.now, 0, desk.machine.now)).touch()
    assert (await desk.mailed())[1].startswith("Over: changes are shipped again.")


@ONE_DATABASE
@pytest.mark.parametrize("ahead_s,said", [(90, "90 seconds fast"), (-120, "120 seconds slow")])
async def test_a_clock_that_differs_from_the_carriers_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, ahead_s: int, said: str
) -> None:
    from email.utils import format_datetime

    from bot.doctor.carriers import Heard

    answers: list[Heard] = []

    async def hear(_wire: object, _url: str, limit: int) -> Heard:
        return answers.pop(0)

    monkeypatch.setattr(looking, "hear", hear)
    desk.watch = replace(desk.watch, clock_url="http://127.0.0.1:1", clock=looking.Clock())
    now = desk.machine.now.replace(microsecond=0)
    skewed = Heard(200, None, format_datetime(now - timedelta(seconds=ahead_s)), now)
    answers.append(skewed)
    assert said in (await desk.mailed())[1]
    desk.machine.later(minutes=14)
    await desk.silent()
    assert answers == []  # asked every quarter of an hour
    desk.machine.later(minutes=2)
    answers.append(Heard(why="ClientConnectorDNSError"))
    await desk.silent()  # the last comparison stands
    desk.machine.later(minutes=16)
    answers.append(Heard(200, None, format_datetime(now), now))
    assert (await desk.mailed())[1].startswith("Over: the clock is right.")


@ONE_DATABASE
async def test_a_real_carriers_answer_says_the_time_and_a_missing_one_decides_nothing(desk: Desk) -> None:
    desk.watch = replace(desk.watch, clock_url=desk.town.address, clock=looking.Clock())
    desk.machine.now = lease_now()
    await desk.silent()
    assert desk.watch.clock.skew is not None
    assert abs(desk.watch.clock.skew) < timedelta(seconds=30)
    desk.watch = replace(desk.watch, clock_url="http://127.0.0.1:1", clock=looking.Clock())
    seen = await looking.look(desk.watch, desk.hub, lease_now())
    assert seen.unsure == {"clock"}


@ONE_DATABASE
async def test_of_what_a_filter_answers_in_a_carriers_place_the_date_is_read_and_not_its_page(desk: Desk) -> None:
    sent: list[int] = []

    async def answers(request: web.Request) -> web.StreamResponse:
        page = web.StreamResponse()
        await page.prepare(request)
        with contextlib.suppress(ConnectionError):
            for _ in range(48):
                await page.write(bytes(1 << 20))
                sent.append(1 << 20)
        return page

    site = web.Application()
    site.router.add_get("/", answers)
    async with TestServer(site) as server:
        desk.watch = replace(desk.watch, clock_url=str(server.make_url("/")), clock=looking.Clock())
        desk.machine.now = lease_now()
        await desk.silent()
        assert desk.watch.clock.skew is not None
    assert sum(sent) < 24 << 20  # what lies in the buffers of both ends, not what the wire would take


@ONE_DATABASE
async def test_several_things_share_a_mail_and_what_could_not_be_mailed_is_tried_again(
    desk: Desk, tmp_path: Path
) -> None:
    desk.machine.free = 3
    desk.watch = replace(desk.watch, backup_folder=tmp_path / "usb")
    desk.machine.later(hours=30)
    desk.office.answers["DATA"] = "451 try later"
    await desk.silent()
    assert [known.told_at for known in await desk.hub.read(rows.known)] == []
    desk.office.answers["DATA"], desk.office.answers["RCPT"] = "", "550 nobody"
    await desk.silent()
    desk.office.answers.clear()
    subject, text = await desk.mailed()
    assert subject == "Bookbag: 2 things need attention"
    assert len(text.split("\n\n")) == 3


@ONE_DATABASE
async def test_a_recipient_the_server_refuses_does_not_keep_the_alert_from_the_others(desk: Desk) -> None:
    desk.watch = replace(desk.watch, to=("nobody@oak-lane.example", OPS))
    desk.office.refused = {"nobody@oak-lane.example"}
    desk.machine.free = 3
    await desk.mailed()
    assert desk.office.envelopes[-1][1] == [OPS]


@ONE_DATABASE
async def test_without_a_mail_server_alerts_stand_in_the_log_once(desk: Desk) -> None:
    desk.watch = replace(desk.watch, mailer=None)
    desk.machine.free = 3
    assert await desk.look() == 1
    assert await desk.look() == 0
    assert desk.office.mails == []


@ONE_DATABASE
async def test_the_scheduler_looks_once_a_minute_and_outlives_a_look_that_fails(desk: Desk) -> None:
    job = ticks.build(desk.hub, desk.watch).get_job("alerts")
    assert job.trigger.interval == timedelta(minutes=1)
    desk.machine.free = 3
    await job.func(*job.args)
    assert [str(mail["Subject"]) for mail in desk.office.mails] == ["Bookbag: the disk is nearly full"]

    def broken(_folder: Path) -> tuple[int, int, int]:
        raise OSError

    job = ticks.build(desk.hub, replace(desk.watch, disk_usage=broken)).get_job("alerts")
    await job.func(*job.args)
    assert len(desk.office.mails) == 1


async def test_another_process_knows_what_was_told(desk: Desk) -> None:
    desk.machine.free = 3
    await desk.mailed()
    known = await desk.hub.read(rows.known)
    assert [(one.name, one.told_level, one.told_at) for one in known] == [("disk", 2, desk.machine.now)]


def test_the_settings_say_whom_to_tell(tmp_path: Path) -> None:
    watch = watch_of(Settings(_env_file=None))
    assert (watch.mailer, watch.to, watch.backup_folder, watch.changes_folder) == (None, (), None, None)
    assert watch.clock_url == "https://api.twilio.com"
    sent = {"smtp_url": "smtp://localhost:25", "smtp_from": "hub@oak-lane.example", "alert_to": f"{OPS}, x@y.example"}
    tokens = {"staff_bot_token": "1:s", "parent_bot_token": "2:p"}
    watch = watch_of(Settings(_env_file=None, backup_folder=tmp_path, **sent, **tokens))  # type: ignore[arg-type]
    assert watch.mailer is not None
    assert watch.to == (OPS, "x@y.example")
    assert watch.clock_url == "https://api.telegram.org"
    assert watch.backup_folder == tmp_path


@pytest.mark.parametrize(
    "wrong,name",
    [
        ({"smtp_url": "http://x"}, "BOOKBAG_SMTP_URL must be smtp"),
        ({"smtp_url": "smtp://localhost"}, "BOOKBAG_SMTP_FROM must be"),
        ({"alert_to": OPS}, "BOOKBAG_ALERT_TO needs BOOKBAG_SMTP_URL"),
        ({"smtp_url": "smtp://localhost", "smtp_from": OPS, "alert_to": "Ivy <a@b>"}, "BOOKBAG_ALERT_TO must hold"),
    ],
)
def test_a_setting_that_could_not_send_a_mail_stops_the_start(wrong: dict[str, str], name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings(_env_file=None, **wrong)  # type: ignore[arg-type]


@ONE_DATABASE
async def test_a_certificate_is_told_before_it_ends_wherever_it_is_served_and_once_it_is_renewed(
    desk: Desk, tmp_path: Path
) -> None:
    file, key = certificate(tmp_path, days=10.5)
    async with listening(Starlette(), "127.0.0.1", 0, context(file, key)) as address:
        desk.watch = replace(desk.watch, public_url=address)
        subject, text = await desk.mailed()
        assert subject == "Bookbag: the certificate ends soon"
        assert "ends in 10 days. Renew it" in text
        desk.machine.later(hours=1)
        await desk.silent()
    desk.watch = replace(desk.watch, public_url="", certificate_file=file)
    desk.machine.later(days=8)
    assert "ends in 2 days" in (await desk.mailed())[1]
    certificate(tmp_path, days=90)
    desk.machine.later(hours=7)
    assert "Over: the certificate has been renewed." in (await desk.mailed())[1]
    file.unlink()
    desk.machine.later(hours=7)
    await desk.silent()
