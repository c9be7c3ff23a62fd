"""Undo, send now, and "wrong recipient" on an answer just given."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.items import ReopenItem
from bot.domain.effects.people import Record
from bot.domain.effects.telling import HastenSend, RefreshCards
from bot.domain.messages import Kind
from bot.domain.refs import pressed
from bot.domain.sending import Retraction
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import SentFacts

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
    if verb == "now":
        _hasten(builder, context, letter)
    elif _waits(letter):
        _undo(builder, letter)
    elif verb == "wrong":
        _take_back(builder, letter)
    else:
        builder.reply(say("staff.too_late"))
    return builder.done()


def _waits(letter: SentFacts) -> bool:
    return letter.state in {"queued", "retry"}


def _hasten(builder: Builder, context: StaffContext, letter: SentFacts) -> None:
    """Only where the school lets replies go in quiet hours, whatever an old button says."""
    if not _waits(letter):
        builder.reply(say("staff.gone"))
    elif not context.policy.replies.allow_in_quiet:
        builder.reply(say("staff.not_in_quiet"))
    else:
        soon = context.now + timedelta(seconds=context.policy.send.undo_s)
        builder.add(HastenSend(letter.outbox_id, min(soon, letter.due_at)))
        builder.reply(say("staff.sending_now"))


def _undo(builder: Builder, letter: SentFacts) -> None:
    """The message waits again, as if nobody had answered it."""
    builder.cancel(letter.outbox_id)
    if letter.item_id is not None:
        builder.add(ReopenItem(letter.item_id), RefreshCards(letter.item_id))
    builder.add(Record(action="undone", subject_kind="outbox", subject_id=letter.outbox_id))
    builder.reply(say("staff.undone"))


def _take_back(builder: Builder, letter: SentFacts) -> None:
    """Told to the wrong family: delete where possible, and a record for the head and DPO (DPIA45)."""
    builder.add(Record(action="wrong_recipient", subject_kind="outbox", subject_id=letter.outbox_id, reason="breach"))
    # Sent for an SMS too: what cannot be taken back is listed for the office when that is tried.
    builder.send(Retraction(letter.outbox_id), guardian_id=letter.guardian_id, intent=f"retract:{letter.outbox_id}")
    builder.reply(say("staff.taking_back" if letter.recallable else "staff.cannot_take_back"))


HANDLER = Handler("correct", Action.ANSWER, matches, handle)
