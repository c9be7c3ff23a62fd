"""A digit or a pressed button answers the one open question. A late one never acts: it is asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain import spoken
from bot.domain.access import Action
from bot.domain.conversation import Asked, Question, typed_digit
from bot.domain.decision import Decision
from bot.domain.mentions import mentioned
from bot.domain.messages import Kind
from bot.domain.names import fold_name
from bot.domain.people import Pupil, Role
from bot.domain.wording import Option, Phrase, RoleName, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning
from bot.handlers.families import (
    answers,
    concern,
    kept_back,
    meeting,
    page_post,
    papers,
    replies,
    ring_me,
    steps,
    topics,
    unsure,
    which_child,
)
from bot.handlers.known import ItemFacts

_TALK = timedelta(days=2)
_AGAIN_MINUTES = 60
_AND = frozenset(fold_name(word) for word in ("and", *spoken.keywords("and")))


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
    if asked.kind in _ANSWERS:
        _ANSWERS[asked.kind](builder, context, asked, chosen)
    return builder.done()


def _which_child(builder: Builder, context: FamilyContext, asked: Question, chosen: str) -> None:
    wanted = tuple(p for p in context.pupils if chosen in {"all", f"p{p.id}"})
    answers.child_chosen(builder, context, asked, wanted)


def _not_that(builder: Builder, context: FamilyContext, asked: Question, chosen: str) -> None:
    if chosen == "child":
        which_child.ask_again(builder, context, asked.item_ids)
    elif chosen in {"back", "unsure"}:
        answers.expected(builder, context, sure=chosen == "back")
    elif chosen == "meet":
        pupils = {item.pupil_id for item in context.burst_items if item.id in asked.item_ids}
        about = [pupil for pupil in context.pupils if pupil.id in pupils]
        meeting.request(builder, context, about[0] if len(about) == 1 else None)
    elif chosen == "topic":
        minutes = context.policy.messages.question_min
        options = topics.ask(builder, context, asked.item_ids, minutes)
        builder.reply(say("topic.ask"), *replies.if_closed(context), options=options)
    else:
        answers.not_that(builder, context, asked)


def _kept_back(builder: Builder, context: FamilyContext, asked: Question, chosen: str) -> None:
    """The ways on from a message that was not passed on."""
    if chosen == "note":
        kept_back.pass_on(builder, context, asked)
    elif chosen == "call":
        kept_back.call_me(builder, context, asked)
    elif chosen == "paper":
        papers.ask_copy(builder, context)
    elif chosen == "form":
        concern.begin(builder, context, messages=str(asked.data.get("messages", "")))
    else:
        pupil = kept_back.pupil_of(context, asked)
        meeting.request(builder, context, pupil, why=str(asked.data.get("why", "")))


_Answer = Callable[[Builder, FamilyContext, Question, str], None]
_ANSWERS: Mapping[Asked, _Answer] = {
    Asked.WHICH_CHILD: _which_child,
    Asked.NOT_THAT: _not_that,
    Asked.KEPT_BACK: _kept_back,
    Asked.VOICE_SUBJECT: answers.voice_sorted,
    Asked.CLASS_PAGE: page_post.chosen,
    Asked.TOPIC: topics.chosen,
    Asked.SUBJECT: unsure.chosen,
    Asked.STEPS: lambda builder, context, asked, _: steps.chosen(builder, context, asked),
    Asked.AGREES: steps.agreed,
    Asked.SUITS: lambda builder, context, asked, _: meeting.suits(builder, context, asked),
    Asked.CONCERN: concern.chosen,
}


def _too_late(builder: Builder, context: FamilyContext, asked: Question | None) -> None:
    """Kept, so that nothing a parent wrote is lost; never acted upon: the last question is asked again."""
    if context.event.text:
        builder.keep(kind="digit")
    if asked is not None and asked.kind is Asked.WHICH_CHILD:
        which_child.ask_again(builder, context, asked.item_ids)
        return
    last = asked or context.conversation.question
    if last is None or not last.prompt or not last.options:
        builder.reply(say("choice.nothing_open"), *replies.if_closed(context))
        return
    about = tuple(item for item in context.burst_items if item.id in last.item_ids)
    if about and all(item.state not in {"open", "taken"} for item in about):
        builder.reply(say("choice.already_dealt_with"), *replies.if_closed(context))
        return
    again(builder, context, last, () if asked else _who_has(context, about))


def _who_has(context: FamilyContext, items: tuple[ItemFacts, ...]) -> tuple[Phrase, ...]:
    """A question that ran out has let the message go its way: who has it comes first, then what can still be said of it.

    When one that is held will be seen was said with the question: a quiet period has one such notice.
    """
    item = next((one for one in items if one.state in {"open", "taken"}), None)
    if item is None or item.visible_from > context.now:
        return ()
    place = RoleName(item.role, item.thread.class_id if item.thread and item.role is Role.CLASS_TEACHER else item.class_id)
    return (say("passed.to", place=place),)


def again(builder: Builder, context: FamilyContext, last: Question, first: tuple[Phrase, ...] = ()) -> None:
    """The same question with the same answers, as long again as it was first open."""
    labels = tuple((option.label, meaning(option), option.digit) for option in last.options)
    data = dict(last.data)
    options = builder.ask(last.kind, labels, _AGAIN_MINUTES, last.item_ids, data, prompt=last.prompt)
    builder.reply(*first, say(last.prompt), *replies.if_closed(context), options=options)


HANDLER = Handler("choice", Action.WRITE_HOME_TO_SCHOOL, matches, handle)
