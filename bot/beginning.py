"""The first thing a hub does with its database: nothing that earlier lives of the machine or of a hub left may hold it up."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from storage import ids, inbox, leases, putback
from storage.clock import lease_now
from storage.db import Db
from storage.steady import Steady, of_this_boot


def begin(db: Db, owner: str, offset: timedelta) -> Steady:
    """What is left of earlier lives of this machine and its hubs holds nothing up. Returns lease time."""
    steady, first = of_this_boot(db)
    bury_the_dead(db, owner, steady.now(), rebooted=first)
    if first:
        putback.new_boot(db, steady, lease_now(), offset)
    else:
        putback.look(db, steady, lease_now(), offset)
    ids.begin_after(inbox.newest(db))
    return steady


def bury_the_dead(db: Db, owner: str, now: datetime, *, rebooted: bool) -> None:
    """After a crash the hub goes on at once instead of waiting for the leases of its own dead process to run out.

    Once the machine has `rebooted` all of them are dead, whoever has their numbers now.
    """
    host, pid, _ = owner.rsplit(":", 2)
    for other in leases.owners(db):
        other_host, other_pid, _ = other.rsplit(":", 2)
        gone = rebooted or other_pid == pid or not _alive(int(other_pid))
        if other != owner and other_host == host and gone:
            leases.end_of(db, other, now)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
