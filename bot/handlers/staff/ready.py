"""Answers that stand ready in every language: by code in reply to a card, or by button; a day and a time are asked for."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.ready import READY, by_code, slots
from bot.domain.ready_replies import REPLIES, SUBJECTS, code_of, of_subject
from bot.domain.refs import button, pressed
from bot.domain.wording import Option, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import ItemFacts
from bot.handlers.staff import answer, rights
from bot.handlers.staff.item import refuse

VERBS = frozenset({"ready", "readyof", "readyis"})
_MINUTES = 30


def _presses(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in VERBS


def press(context: StaffContext) -> Decision:
    """Subject, then answer; one without a day or time is written at once and can be undone like any other."""
    verb, numbers = pressed(context.event.choice)
    builder, item = Builder(context, verb), context.item
    if item is None or not rights.allowed(context, Action.ANSWER, rights.item_facts(context, item)):
        return refuse(builder, context, Action.ANSWER)
    keys, chosen = list(REPLIES), numbers[1] if len(numbers) > 1 else 0
    if verb == "readyis" and chosen < len(keys):
        return _meant(builder, context, item, keys[chosen])
    if verb == "readyof" and chosen < len(SUBJECTS):
        options = tuple(_answer(item, keys, key) for key in of_subject(list(SUBJECTS)[chosen]))
    else:
        options = tuple(
            Option(say(f"staff.ready.{subject}"), button("readyof", item.id, at)) for at, subject in enumerate(SUBJECTS)
        )
    builder.reply(say("staff.ready_which"), options=options)
    return builder.done()


def _answer(item: ItemFacts, keys: list[str], key: str) -> Option:
    return Option(f"{code_of(key)} {REPLIES[key]}", button("readyis", item.id, keys.index(key)))


def _meant(builder: Builder, context: StaffContext, item: ItemFacts, key: str) -> Decision:
    english = READY[f"ready.{key}"]
    if not slots(english):
        return answer.write(builder, context, item, english)
    builder.ask(Asked.STAFF_READY, (), _MINUTES, (item.id,), {"code": code_of(key)})
    builder.reply(say("staff.ready_needs", text=english, needs=_needs(english)))
    return builder.done()


def _needs(english: str) -> str:
    return " and ".join(slots(english))


def _fills(context: StaffContext) -> bool:
    """The day and time of the answer that was chosen, typed without replying to anything."""
    asked = context.conversation.open_question(context.now)
    typed = (
        context.event.kind is Kind.TEXT and context.event.reply_to is None and not context.event.text.startswith("/")
    )
    return asked is not None and asked.kind is Asked.STAFF_READY and typed


def fill_in(context: StaffContext) -> Decision:
    builder, item = Builder(context, "ready_filled"), context.item
    asked = context.conversation.open_question(context.now)
    meant = by_code(f"{asked.data['code']} {context.event.text}", context.day) if asked else None
    if item is None or meant is None or not rights.allowed(context, Action.ANSWER, rights.item_facts(context, item)):
        return refuse(builder, context, Action.ANSWER)
    if not meant.text:
        builder.reply(say("staff.ready_needs", text=meant.english, needs=_needs(meant.english)))
        return builder.done()
    builder.settle_question()
    return answer.write(builder, context, item, meant.text)


def _coded(context: StaffContext) -> bool:
    return answer.matches(context) and by_code(context.event.text, context.day) is not None


def code(context: StaffContext) -> Decision:
    """ "r12", or "r34 Friday 15:30", in reply to a parent's card."""
    builder, item = Builder(context, "ready_code"), context.item
    meant = by_code(context.event.text, context.day)
    if item is None or meant is None or not rights.allowed(context, Action.ANSWER, rights.item_facts(context, item)):
        return refuse(builder, context, Action.ANSWER)
    if not meant.text:
        builder.reply(say("staff.ready_needs", text=meant.english, needs=_needs(meant.english)))
        return builder.done()
    return answer.write(builder, context, item, meant.text)


PRESS: Handler[StaffContext] = Handler("ready", Action.ANSWER, _presses, press)
FILL: Handler[StaffContext] = Handler("ready_filled", Action.ANSWER, _fills, fill_in)
CODE: Handler[StaffContext] = Handler("ready_code", Action.ANSWER, _coded, code)
