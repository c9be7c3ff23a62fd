"""What the hub remembers about one sender; sealed, because an open question may hold words of theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.conversation import CONVERSATION, Conversation
from storage import tables
from storage.db import Db
from storage.ids import new_id

_row = tables.conversation
STATE = "conversation.state"
_ONE = select(_row.c.id, _row.c.state).where(
    _row.c.school_id == bindparam("school"),
    _row.c.account_id == bindparam("account"),
    _row.c.sender_blind == bindparam("sender"),
)
_UPDATE = (
    update(_row)
    .where(
        _row.c.school_id == bindparam("school"),
        _row.c.account_id == bindparam("account"),
        _row.c.sender_blind == bindparam("sender"),
    )
    .values(state=bindparam("sealed"), updated_at=bindparam("at"))
)


def load(scope: Scope, db: Db, account_id: int, sender: bytes) -> Conversation:
    row = db.first(_ONE, school=scope.school_id, account=account_id, sender=sender)
    if row is None:
        return Conversation()
    loaded: Conversation = CONVERSATION.load(db.keys.open(STATE, row.state))
    return loaded


def save(
    scope: Scope, db: Db, account_id: int, sender: bytes, key_id: int, conversation: Conversation, now: datetime
) -> None:
    sealed = db.keys.seal(key_id, STATE, CONVERSATION.dump(conversation))
    values = {"school": scope.school_id, "account": account_id, "sender": sender, "sealed": sealed, "at": now}
    if not db.run(_UPDATE, **values):
        db.run(
            _row.insert(),
            school_id=scope.school_id,
            id=new_id(),
            account_id=account_id,
            sender_blind=sender,
            state=sealed,
            updated_at=now,
        )
