"""A digit or a pressed button answers the one open question. A late one never acts: it is asked again."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Action
from bot.domain.conversation import Asked, Question, typed_digit
from bot.domain.decision import Decision
from bot.domain.mentions import mentioned
from bot.domain.messages import Kind
from bot.domain.names import fold_name
from bot.domain.people import Pupil
from bot.domain.wording import Option, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning
from bot.handlers.families import answers, arrival, replies, ring_me

_TALK = timedelta(days=2)
_AND = frozenset(
    fold_name(word)
    for word in ("and", "i", "a", "oraz", "și", "y", "e", "та", "і", "و", "اور", "aur", "iyo", "ও", "અને", "ਤੇ")
)


def _answer(context: FamilyContext) -> tuple[Question, Option] | None:
    asked = context.conversation.open_question(context.now)
    option = asked.chosen(context.event.text, context.event.choice) if asked else None
    return (asked, option) if asked and option else None


def _named_answer(context: FamilyContext) -> tuple[Pupil, ...]:
    """ "Ola and Jan" typed in answer to "who is this about?" is an answer; "Ola ill" is a new message."""
    asked = context.conversation.open_question(context.now)
    if asked is None or asked.kind is not Asked.WHICH_CHILD:
        return ()
    names = {name for pupil in context.pupils for name in (*pupil.first_name.split(), pupil.school_class.name)}
    words = [word for word in fold_name(context.event.text).split() if word not in _AND]
    if not all(mentioned(word, {name: name for name in names}) for word in words):
        return ()
    return tuple(pupil for pupil in context.pupils if pupil.id in context.mentioned)


def matches(context: FamilyContext) -> bool:
    if context.event.kind is Kind.CHOICE:
        return True
    if context.event.kind is not Kind.TEXT:
        return False
    return _answer(context) is not None or bool(_named_answer(context)) or _late_digit(context)


def _late_digit(context: FamilyContext) -> bool:
    """A digit that answers no question of ours. While staff and family are talking it may answer one of theirs."""
    asked = context.conversation.open_question(context.now)
    offers_only = asked is None or asked.kind is Asked.NOT_THAT
    talking = any(context.now - wrote <= _TALK for wrote in context.staff_wrote.values())
    return typed_digit(context.event.text) is not None and not (offers_only and talking)


def handle(context: FamilyContext) -> Decision:
    builder, found = Builder(context, "choice"), _answer(context)
    if found is None:
        named = _named_answer(context)
        asked = context.conversation.open_question(context.now)
        if named and asked:
            builder.keep(kind="answer")
            answers.child_chosen(builder, context, asked, named)
        else:
            _too_late(builder, context, asked)
        return builder.done()
    asked, option = found
    chosen = meaning(option)
    if chosen == "ring":
        return ring_me.handle(context)
    if asked.kind is Asked.WHICH_CHILD:
        wanted = tuple(p for p in context.pupils if chosen in {"all", f"p{p.id}"})
        answers.child_chosen(builder, context, asked, wanted)
    elif asked.kind is Asked.NOT_THAT and chosen == "child":
        arrival.ask_again(builder, context, asked.item_ids)
    elif asked.kind is Asked.NOT_THAT and chosen in {"back", "unsure"}:
        answers.expected(builder, context, sure=chosen == "back")
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
        arrival.ask_again(builder, context, asked.item_ids)
        return
    builder.reply(say("choice.nothing_open"), *replies.if_closed(context))


HANDLER = Handler("choice", Action.WRITE_HOME_TO_SCHOOL, matches, handle)
