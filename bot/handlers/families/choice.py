"""A digit or a pressed button answers the one open question. A late one never acts: it is asked again."""

from __future__ import annotations

from bot.domain.conversation import Asked, Question, typed_digit
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.people import Pupil
from bot.domain.wording import Option, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning
from bot.handlers.families import answers, arrival, ring_me


def _answer(context: FamilyContext) -> tuple[Question, Option] | None:
    asked = context.conversation.open_question(context.now)
    option = asked.chosen(context.event.text, context.event.choice) if asked else None
    return (asked, option) if asked and option else None


def _named_answer(context: FamilyContext) -> tuple[Pupil, ...]:
    """ "Ola" typed in answer to "who is this about?" is an answer; "Ola has a cold" is a new message."""
    asked = context.conversation.open_question(context.now)
    if asked is None or asked.kind is not Asked.WHICH_CHILD or len(context.event.text.split()) > 2:
        return ()
    return tuple(pupil for pupil in context.pupils if pupil.id in context.mentioned)


def matches(context: FamilyContext) -> bool:
    if context.event.kind is Kind.CHOICE:
        return True
    if context.event.kind is not Kind.TEXT:
        return False
    digit = typed_digit(context.event.text)
    return _answer(context) is not None or bool(_named_answer(context)) or (digit is not None and digit != 0)


def handle(context: FamilyContext) -> Decision:
    builder, found = Builder(context, "choice"), _answer(context)
    if found is None:
        named = _named_answer(context)
        asked = context.conversation.open_question(context.now)
        if named and asked:
            answers.child_chosen(builder, context, asked, named)
        else:
            _too_late(builder, context, asked)
        return builder.done()
    asked, option = found
    chosen = meaning(option)
    if chosen == "ring":
        return ring_me.handle(context)
    if asked.kind is Asked.WHICH_CHILD:
        wanted = context.pupils if chosen == "all" else tuple(p for p in context.pupils if f"p{p.id}" == chosen)
        answers.child_chosen(builder, context, asked, wanted)
    elif asked.kind is Asked.NOT_THAT and chosen == "child":
        builder.reply(say("ask.which_child"), options=arrival.which_child_options(builder, context, asked.item_ids))
    elif asked.kind is Asked.NOT_THAT:
        answers.not_that(builder, context, asked)
    elif asked.kind is Asked.VOICE_SUBJECT:
        answers.voice_sorted(builder, context, asked, chosen)
    return builder.done()


def _too_late(builder: Builder, context: FamilyContext, asked: Question | None) -> None:
    """Kept, so that nothing a parent wrote is lost; never acted upon."""
    if context.event.text:
        builder.keep(kind="digit")
    if asked is not None and asked.kind is Asked.WHICH_CHILD:
        options = arrival.which_child_options(builder, context, asked.item_ids)
        builder.reply(say("ask.which_child"), options=options)
        return
    builder.reply(say("choice.nothing_open"))


HANDLER = Handler("choice", None, matches, handle)
