"""What is wrong now: one small look for each thing, none of them at anybody's words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.alerts import certificates
from bot.channels.wire import Wire
from bot.doctor.carriers import hear
from bot.domain.alerting import Symptom
from bot.domain.messages import Carrier, Side, Trouble
from bot.domain.wording import say
from bot.hub import Hub
from bot.mail import Mailer
from bot.shipping import STALE
from storage import accounts, inbox, outbox_state
from storage.accounts import AccountRow
from storage.backup import newest
from storage.db import Db
from storage.shipping import chains

CARRIER_DOWN, QUEUE_OLD, BACKUP_OLD = timedelta(minutes=10), timedelta(minutes=15), timedelta(hours=26)
DISK_LOW, DISK_VERY_LOW = 0.15, 0.05
CERTIFICATE_EVERY = timedelta(hours=6)
MOST_SKEW, CLOCK_EVERY = timedelta(seconds=60), timedelta(minutes=15)
DEAD_AGAIN = timedelta(hours=1)
_HEAD_ALONE = 1  # byte of what the carrier, or a filter in its place, says below its date
_NAMES = {
    (Carrier.TELEGRAM, Side.FAMILIES): "Telegram (the parents' bot)",
    (Carrier.TELEGRAM, Side.STAFF): "Telegram (the staff bot)",
    (Carrier.SMS, Side.FAMILIES): "Twilio (SMS)",
}
_REFUSALS = {str(Trouble.MISCONFIGURED)}


@dataclass(slots=True)
class Clock:
    """The last comparison of this machine's clock with a carrier's: `skew` is None until one succeeded."""

    asked_at: datetime | None = None
    skew: timedelta | None = None


@dataclass(slots=True)
class Certificate:
    """The last look at it: `ends` is None until one succeeded."""

    asked_at: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to tell and what to look at. Without a mailer alerts stand in the log alone.

    `backup_folder` is None while no backups are wanted, `changes_folder` while nothing is shipped;
    `clock_url` is a carrier's, whose answers say the time.
    """

    mailer: Mailer | None = None
    to: tuple[str, ...] = ()
    backup_folder: Path | None = None
    changes_folder: Path | None = None
    clock_url: str = ""
    public_url: str = ""
    certificate_file: Path | None = None
    trust_proxy: bool = False
    disk_usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage
    clock: Clock = field(default_factory=Clock)
    certificate: Certificate = field(default_factory=Certificate)


@dataclass(frozen=True, slots=True)
class Seen:
    """`unsure` names what could not be looked at."""

    symptoms: tuple[Symptom, ...]
    unsure: frozenset[str]


async def look(watch: Watch, hub: Hub, now: datetime) -> Seen:
    """`now` is the machine's clock; how long messages have waited goes by school time, as they are due."""
    await _ask_the_time(watch, now)
    await _look_at_the_certificate(watch, now)
    found = await hub.read(lambda db: _in_the_database(hub, db))
    founded = await hub.read(accounts.founded_at)
    disk = _disk(watch, hub.data_folder)
    copies = [*_backup(watch.backup_folder, founded, now), *_changes(watch.changes_folder, founded, now)]
    found += [*disk, *copies, *_clock(watch.clock), *_certificate(watch.certificate.ends, now)]
    return Seen(tuple(found), frozenset() if watch.clock.skew is not None else frozenset({"clock"}))


def _in_the_database(hub: Hub, db: Db) -> list[Symptom]:
    dead = inbox.dead_now(db)
    found = [Symptom(name="dead", words=say("alert.dead", n=dead), level=dead, again=DEAD_AGAIN)] if dead else []
    found += [_carrier(account) for account in accounts.accounts(db) if account.trouble and account.id in hub.accounts]
    now = hub.now()
    waiting = [moment for moment in (inbox.oldest_waiting(db), outbox_state.oldest_due(db, now)) if moment is not None]
    if waiting and now - min(waiting) > QUEUE_OLD:
        found.append(Symptom(name="queue", words=say("alert.queue_old", minutes=_minutes(now - min(waiting)))))
    return found


def _carrier(account: AccountRow) -> Symptom:
    key = "alert.carrier_refuses" if account.trouble in _REFUSALS else "alert.carrier_down"
    return Symptom(name=f"carrier:{account.id}", words=say(key, carrier=carrier_name(account)), patience=CARRIER_DOWN)


def carrier_name(account: AccountRow) -> str:
    return _NAMES.get((account.carrier, account.side), str(account.carrier))


def _minutes(duration: timedelta) -> int:
    return int(duration / timedelta(minutes=1))


def _disk(watch: Watch, folder: Path) -> list[Symptom]:
    total, _, free = watch.disk_usage(folder)
    part = free / total
    if part >= DISK_LOW:
        return []
    words = say("alert.disk", percent=int(part * 100))
    return [Symptom(name="disk", words=words, level=2 if part < DISK_VERY_LOW else 1)]


def _backup(folder: Path | None, founded: datetime | None, now: datetime) -> list[Symptom]:
    """A school founded today is given a day to make its first."""
    if folder is None or founded is None:
        return []
    last = newest(folder)
    age = now - (last.made_at if last else founded)
    if age <= BACKUP_OLD:
        return []
    words = say("alert.backup_old", hours=int(age / timedelta(hours=1))) if last else say("alert.backup_none")
    return [Symptom(name="backup", words=words)]


def _changes(folder: Path | None, founded: datetime | None, now: datetime) -> list[Symptom]:
    if folder is None or founded is None:
        return []
    last = next(reversed(chains(folder)), None)
    age = now - (last.made_at if last else founded)
    if age <= STALE:
        return []
    return [Symptom(name="changes", words=say("alert.changes_old", minutes=_minutes(age)))]


def _clock(clock: Clock) -> list[Symptom]:
    if clock.skew is None or abs(clock.skew) <= MOST_SKEW:
        return []
    seconds = round(abs(clock.skew).total_seconds())
    key = "alert.clock_fast" if clock.skew > timedelta() else "alert.clock_slow"
    return [Symptom(name="clock", words=say(key, seconds=seconds))]


async def _ask_the_time(watch: Watch, now: datetime) -> None:
    """A carrier that does not answer leaves the last comparison standing."""
    asked = watch.clock.asked_at
    if not watch.clock_url or (asked is not None and timedelta() <= now - asked < CLOCK_EVERY):
        return
    watch.clock.asked_at = now
    wire = Wire(trust_env=watch.trust_proxy)
    try:
        heard = await hear(wire, watch.clock_url, limit=_HEAD_ALONE)
    finally:
        await wire.close()
    try:
        watch.clock.skew = heard.at - parsedate_to_datetime(heard.date)
    except (ValueError, TypeError):  # no answer, no date, or one without a zone
        return


async def _look_at_the_certificate(watch: Watch, now: datetime) -> None:
    """One that cannot be looked at leaves the last look standing."""
    last = watch.certificate
    if last.asked_at is not None and timedelta() <= now - last.asked_at < CERTIFICATE_EVERY:
        return
    last.asked_at = now
    last.ends = await certificates.ends(watch.public_url, watch.certificate_file) or last.ends


def _certificate(ends: datetime | None, now: datetime) -> list[Symptom]:
    if ends is None or ends - now > certificates.SOON:
        return []
    words = say("alert.certificate", n=max(0, (ends - now).days))
    return [Symptom(name="certificate", words=words, level=2 if ends - now < certificates.VERY_SOON else 1)]
