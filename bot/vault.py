"""Files families sent: fetched soon by a claimed job, pictures drawn anew, sealed, kept under random names in the data folder."""

from __future__ import annotations

import asyncio
import os
import secrets
from datetime import timedelta

import structlog

from bot.domain.messages import Kind, MediaRef, SendError
from bot.hub import Hub, as_hub
from bot.redrawing import kind_of, redrawn
from storage import medias
from storage.db import Db
from storage.medias import MediaRow, WantedMedia

log = structlog.get_logger()
PLACE = medias.PLACE
LIMIT = 20 * 1024 * 1024  # what Telegram lets a bot download (Bot API getFile)
_TRIES, _PAUSE = 6, timedelta(seconds=30)


async def fetch_wanted(hub: Hub) -> int:
    """Fetch what is due; returns how many were tried."""
    wanted = await hub.write(lambda db: medias.claim_wanted(db, hub.steady.now(), _PAUSE))
    await asyncio.gather(*(_fetch(hub, media) for media in wanted))
    return len(wanted)


async def _fetch(hub: Hub, media: WantedMedia) -> None:
    scope = as_hub(media.school_id, "media")
    channel = hub.channels.get(media.account_id)
    if channel is None:
        return
    if (media.size or 0) > LIMIT:
        await hub.write(lambda db: medias.settle(scope, db, media.id, "refused", None))
        return
    try:
        raw = await channel.fetch(MediaRef(Kind(media.kind), media.carrier_id, media.mime, media.size), LIMIT)
    except SendError as error:
        state = "gone" if error.permanent or media.attempts >= _TRIES else "wanted"
        log.warning("media_not_fetched", media_id=media.id, trouble=str(error.trouble), state=state)
        await hub.write(lambda db: medias.settle(scope, db, media.id, state, None))
        return
    try:
        fit = await asyncio.to_thread(redrawn, raw) if kind_of(raw) else raw
    except ValueError as error:
        log.warning("picture_refused", media_id=media.id, why=str(error))
        await hub.write(lambda db: medias.settle(scope, db, media.id, "refused", None))
        return
    name = await asyncio.to_thread(store, hub, media.key_id, fit)
    await hub.write(lambda db: medias.settle(scope, db, media.id, "stored", name))
    hub.deliver_bell.ring()


def store(hub: Hub, key_id: int, raw: bytes) -> str:
    """On disk when it returns, under the random name it returns."""
    folder = hub.data_folder / "media"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = secrets.token_hex(16)
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(hub.keys.seal_bytes(key_id, PLACE, raw))
        file.flush()
        os.fsync(file.fileno())
    return name


def drop(hub: Hub, name: str) -> None:
    (hub.data_folder / "media" / name).unlink(missing_ok=True)


def read(hub: Hub, db: Db, media: MediaRow) -> bytes:
    """Raises FileNotFoundError when the blob is missing and ErasedError when its key is."""
    sealed = (hub.data_folder / "media" / str(media.blob)).read_bytes()
    return db.keys.open_bytes(PLACE, sealed)
