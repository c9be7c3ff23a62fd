"""How the hub is, for the technician: counts, ages and our own words. Never a name, a number or a text (DPIA29)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.access import Action
from bot.domain.wording import say
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look, put_on_record
from storage import alerts, dead, inbox, outbox_state
from storage.clock import lease_now
from storage.db import Db

PATH = "/console/health"
_CAME: Mapping[str, str] = {
    "new": "Being handled", "parked": "Waits for which school is meant", "done": "Handled", "dead": "Could not be handled",
}  # fmt: skip
_GOES: Mapping[str, str] = {
    "queued": "Waits for its time", "retry": "Will be tried again", "sending": "On its way", "sent": "Taken by the carrier",
    "delivered": "Arrived", "unknown": "Nobody knows whether it arrived", "failed": "Did not arrive",
    "cancelled": "Taken back before it left", "expanded": "Passed on to each person of a role",
}  # fmt: skip


def view(look: Look) -> Values:
    hub = look.visitor.hub
    return {
        "inbound": _said(_CAME, inbox.counts(look.db)),
        "outbound": _said(_GOES, outbox_state.counts(look.db)),
        "waiting": _age(look.now, inbox.oldest_waiting(look.db)),
        "due": _age(look.now, outbox_state.oldest_due(look.db, look.now)),
        "accounts": [
            {"what": f"{one.carrier} for {one.side}", "trouble": one.trouble or ""} for one in hub.accounts.values()
        ],
        "alerts": [{"name": one.name.replace("_", " "), "since": f"{one.since:%d %b %H:%M} UTC"} for one in alerts.known(look.db)],
        "dead": [
            {"way": f"{one.carrier} ({one.side})", "error": one.error, "age": _age(lease_now(), one.received_at)}
            for one in dead.letters(look.scope, look.db)
        ],
        "database": "SQLite" if hub.engines.sqlite else "PostgreSQL",
        "translation": hub.translation.available,
    }


def _said(words: Mapping[str, str], counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """In the order in which things happen."""
    known = [(said, counts[state]) for state, said in words.items() if state in counts]
    return known + [(state, n) for state, n in counts.items() if state not in words]


async def again(post: Post) -> str:
    """What could not be handled goes back into its sender's queue, as `bookbag dead retry --all` does."""
    visitor, scope = post.visitor, post.visitor.acting(Action.OPERATE)

    def unit(db: Db) -> int:
        done = [one.id for one in dead.letters(scope, db) if dead.again(db, one.id)]
        for inbox_id in done:
            put_on_record(visitor, db, "dead_letter_retried", "inbox", inbox_id)
        return len(done)

    done = await visitor.hub.write(unit)
    visitor.hub.handle_bell.ring()
    await post.say(say("staff.dead_again", n=done))
    return PATH


def _age(now: datetime, then: datetime | None) -> str:
    if then is None:
        return "nothing waits"
    seconds = max(0, int((now - then).total_seconds()))
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
