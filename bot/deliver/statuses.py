"""A carrier's later word on what we sent: it only moves a row forward, and a failure is made good elsewhere."""

from __future__ import annotations

from datetime import datetime

from bot.deliver.recovery import not_delivered
from bot.domain.delivery import after_report
from bot.domain.messages import SendState, StatusReport
from bot.hub import Hub, as_hub
from storage import inbox, on_phones, sending
from storage.accounts import AccountRow
from storage.db import Db


def record(hub: Hub, db: Db, account: AccountRow, inbox_id: int, report: StatusReport, now: datetime) -> None:
    """A report for a message we do not know is only marked handled: another hub may share the account."""
    if not inbox.done(db, inbox_id, account.school_id, now):
        return
    row = on_phones.by_sent(db, account.id, "", report.message_id)
    if row is None:
        return
    state = after_report(SendState(row.state), report.state)
    if state == row.state:
        return
    sending.end(db, row, state, row.trouble or report.error, now)
    if state is SendState.FAILED:
        not_delivered(hub, as_hub(row.school_id, "status"), db, row, now)
