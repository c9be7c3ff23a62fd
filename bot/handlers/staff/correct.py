"""Undo, send now, and "wrong recipient" on an answer just given."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Action
from bot.domain.decision import CancelSend, Decision, HastenSend, Record
from bot.domain.messages import Kind
from bot.domain.refs import pressed
from bot.domain.sending import Retraction
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder

_VERBS = {"undo", "wrong", "now"}


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in _VERBS


def handle(context: StaffContext) -> Decision:
    """What has left cannot be unsent, only taken back where the carrier can; the echo says which it was."""
    verb, numbers = pressed(context.event.choice)
    builder, letter = Builder(context, verb), context.letter
    if letter is None or not numbers:
        builder.reply(say("staff.not_yours"))
        return builder.done()
    waiting = letter.state in {"queued", "retry"}
    if verb == "now":
        builder.add(HastenSend(letter.outbox_id, context.now + timedelta(seconds=context.policy.send.undo_s)))
        builder.reply(say("staff.sending_now"))
    elif waiting:
        builder.add(
            CancelSend(letter.outbox_id), Record(action="undone", subject_kind="outbox", subject_id=letter.outbox_id)
        )
        builder.reply(say("staff.undone"))
    elif verb == "wrong":
        _take_back(builder, letter.outbox_id, letter.guardian_id)
    else:
        builder.reply(say("staff.too_late"))
    return builder.done()


def _take_back(builder: Builder, outbox_id: int, guardian_id: int | None) -> None:
    """Told to the wrong family: delete where possible, and a record for the head and DPO (DPIA45)."""
    builder.send(Retraction(outbox_id), guardian_id=guardian_id, intent=f"retract:{outbox_id}")
    builder.add(Record(action="wrong_recipient", subject_kind="outbox", subject_id=outbox_id, reason="breach"))
    builder.reply(say("staff.taking_back"))


HANDLER = Handler("correct", Action.ANSWER, matches, handle)
