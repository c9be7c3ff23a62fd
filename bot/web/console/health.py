"""How the hub is, for the technician: counts, ages and our own words. Never a name, a number or a text (DPIA29)."""

from __future__ import annotations

from datetime import datetime

from bot.web.console.door import Values
from bot.web.console.visit import Look
from storage import alerts, inbox, outbox_state
from storage.clock import lease_now


def view(look: Look) -> Values:
    hub = look.visitor.hub
    return {
        "inbound": inbox.counts(look.db),
        "outbound": outbox_state.counts(look.db),
        "waiting": _age(look.now, inbox.oldest_waiting(look.db)),
        "due": _age(look.now, outbox_state.oldest_due(look.db, look.now)),
        "accounts": [
            {
                "what": f"{one.carrier} for {one.side}",
                "heard": _age(lease_now(), one.last_heard_at),
                "trouble": one.trouble or "",
            }
            for one in hub.accounts.values()
        ],
        "alerts": [{"name": one.name.replace("_", " "), "since": f"{one.since:%d %b %H:%M} UTC"} for one in alerts.known(look.db)],
        "database": "SQLite" if hub.engines.sqlite else "PostgreSQL",
        "translation": hub.translation.available,
    }


def _age(now: datetime, then: datetime | None) -> str:
    if then is None:
        return "nothing waits"
    seconds = max(0, int((now - then).total_seconds()))
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
