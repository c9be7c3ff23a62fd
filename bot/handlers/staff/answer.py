"""Only Telegram's own reply to a parent's card is an answer. It is echoed with everything that could be wrong with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.access import Action
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.items import SettleItem
from bot.domain.effects.people import Record
from bot.domain.effects.telling import RefreshCards
from bot.domain.hours import is_open, next_opening
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.quiet import holds_replies
from bot.domain.ready import recognise
from bot.domain.refs import button
from bot.domain.sending import Letter, Words
from bot.domain.wording import ClassName, LanguageName, Name, Option, Phrase, When, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder, meaning
from bot.handlers.known import ItemFacts
from bot.handlers.staff import rights, serious
from bot.handlers.staff.item import refuse

_MINUTES = 30


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and context.event.reply_to is not None and context.item is not None


def handle(context: StaffContext) -> Decision:
    builder, item = Builder(context, "answer"), context.item
    if item is None or not rights.allowed(context, Action.ANSWER, rights.item_facts(context, item)):
        return refuse(builder, context, Action.ANSWER)
    return write(builder, context, item, context.event.text)


def write(builder: Builder, context: StaffContext, item: ItemFacts, text: str) -> Decision:
    """Serious behaviour is better told by phone: the author is asked first (DPIA52)."""
    if item.guardian_id is not None and serious.looks_serious(context, text):
        return serious.ask(builder, context, item, text)
    if context.policy.send.ask_english_only and item.guardian_id is not None and _unread(context, item, text):
        return _english_only(builder, context, item, text)
    return send(builder, context, item, text)


def _english_only(builder: Builder, context: StaffContext, item: ItemFacts, text: str) -> Decision:
    """Nothing is sent until the author chooses: words that are ready, the office with an interpreter, or English all the same."""
    kept = builder.keep(body=text, kind="draft", staff_id=context.staff.id if context.staff else None)
    labels = ((say("staff.option.send_anyway"), "send", None), (say("staff.option.cancel"), "cancel", None))
    sure = builder.ask(Asked.STAFF_SURE, labels, _MINUTES, (item.id,), {"message": kept})
    builder.reply(*_in_their_language(context, item, text), options=(*_instead(item), *sure))
    return builder.done()


def _instead(item: ItemFacts) -> tuple[Option, ...]:
    return (
        Option(say("staff.option.ready"), button("ready", item.id)),
        Option(say("staff.option.interpreter"), button("interpreter", item.id)),
    )


def send(builder: Builder, context: StaffContext, item: ItemFacts, text: str) -> Decision:
    """Keep the answer, queue it after the undo window (or for the opening), and show what was understood."""
    if item.guardian_id is None:
        builder.reply(say("staff.cannot_answer"))
        return builder.done()
    if not text.strip():
        builder.reply(say("staff.empty_answer"))
        return builder.done()
    staff_id = context.staff.id if context.staff else None
    # Without a thread the child is not known yet: the office may ask which it is.
    to = None if item.thread else item.guardian_id
    message = builder.keep(thread=item.thread, body=text, staff_id=staff_id, guardian_id=to)
    due = leaves_at(context, item)
    letter = builder.send(Letter(message, item.id), guardian_id=item.guardian_id, due_at=due)
    builder.add(
        SettleItem(item_id=item.id, state="done", outcome="answered", staff_id=staff_id, seen=True, answered=True)
    )
    builder.add(RefreshCards(item.id), Record(action="answered", subject_kind="item", subject_id=item.id))
    echo(builder, context, item, letter, due, text)
    return builder.done()


def leaves_at(context: StaffContext, item: ItemFacts) -> datetime:
    """The undo window; in quiet hours the next opening, for teachers, unless the school lets replies go (LT15)."""
    soon = context.now + timedelta(seconds=context.policy.send.undo_s)
    calendar = context.calendars.of(Role.CLASS_TEACHER, item.thread.class_id if item.thread else None)
    if item.role is not Role.CLASS_TEACHER or not holds_replies(context.policy) or is_open(calendar, context.now):
        return soon
    return next_opening(calendar, context.now) or soon


def echo(builder: Builder, context: StaffContext, item: ItemFacts, letter: int, due: datetime, text: str) -> None:
    child = Name(Who.PUPIL, item.pupil_id) if item.pupil_id else "-"
    school_class = ClassName(item.thread.class_id) if item.thread else "-"
    adult = Name(Who.GUARDIAN, item.guardian_id or 0)
    where = say(f"staff.route.{item.route}")
    lines = [say("staff.echo_when", when=When(due))]
    if context.policy.send.confirm_recipient:  # DPIA45
        whom = say("staff.echo", adult=adult, child=child, school_class=school_class)
        reads = say("staff.echo_how", route=where, language=LanguageName(item.language or "en"))
        # What goes in English only says so below, and not that it is in their language.
        lines = [whom, say("staff.echo_by", route=where) if _unread(context, item, text) else reads, *lines]
    options = [
        Option(say("staff.option.undo"), button("undo", letter)),
        Option(say("staff.option.wrong"), button("wrong", letter)),
    ]
    lines += _in_their_language(context, item, text)
    if _unread(context, item, text):
        options += _instead(item)
    if _better_by_phone(context, item):
        lines.append(say("staff.better_by_phone"))
        options.append(Option(say("staff.option.call"), button("call", item.id)))
    if context.policy.replies.allow_in_quiet and due > context.now + timedelta(seconds=context.policy.send.undo_s):
        options.append(Option(say("staff.option.send_now"), button("now", letter)))
    builder.send(Words(tuple(lines), tuple(options)))


def _foreign(item: ItemFacts) -> bool:
    return (item.language or "en").split("-")[0].lower() != "en"


def _ready(context: StaffContext, text: str) -> bool:
    return context.by_hand and recognise(text, context.day) is not None


def _unread(context: StaffContext, item: ItemFacts, text: str) -> bool:
    """Whether it goes in English to somebody who reads another language."""
    return _foreign(item) and not context.by_engine and not _ready(context, text)


def _in_their_language(context: StaffContext, item: ItemFacts, text: str) -> list[Phrase]:
    """Ready by hand, by an engine, or in English only: staff know before it leaves."""
    if not _foreign(item):
        return []
    how = "ready" if _ready(context, text) else "engine" if context.by_engine else "english"
    return [say(f"staff.goes_as.{how}", language=LanguageName(item.language or "en"))]


def _better_by_phone(context: StaffContext, item: ItemFacts) -> bool:
    """After so many exchanges in a day, each way (LT8); sending stays possible."""
    after = context.policy.messages.thread_nudge_after
    return bool(after) and item.thread is not None and min(context.exchanged) >= after


def sure(context: StaffContext) -> Decision:
    """The author of a draft about serious behaviour has chosen."""
    builder, found = Builder(context, "serious_chosen"), serious.confirmed(context)
    builder.settle_question()
    if found is None or meaning(found[1]) != "send" or context.item is None:
        builder.reply(say("staff.cancelled"))
        return builder.done()
    if not rights.allowed(context, Action.ANSWER, rights.item_facts(context, context.item)):
        return refuse(builder, context, Action.ANSWER)
    return send(builder, context, context.item, context.kept_text)


SURE: Handler[StaffContext] = Handler(
    "serious_chosen", Action.ANSWER, lambda context: serious.confirmed(context) is not None, sure
)
HANDLER = Handler("answer", Action.ANSWER, matches, handle)
