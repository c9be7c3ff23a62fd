"""/emergency: closed, closing early, the coach is late. One person, one typed word, at any hour and from anywhere.

The words are ready in every language of families, so nothing waits for a translation, a second person or the morning.
"""

from __future__ import annotations

from bot.domain.access import Action, Facts
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.news import ConfirmAnnouncement, DraftAnnouncement
from bot.domain.effects.people import Record
from bot.domain.effects.school import CloseDay
from bot.domain.emergency import KIND, WORDS, day_closed, of_notice, offered, read
from bot.domain.messages import Kind
from bot.domain.people import SchoolClass
from bot.domain.posting import Audience
from bot.domain.refs import button, pressed
from bot.domain.scope import serves
from bot.domain.sending import Preview
from bot.domain.wording import Option, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder, meaning
from bot.handlers.known import DraftFacts
from bot.handlers.staff import rights

COMMANDS = frozenset({"/emergency", "/urgent"})
_MINUTES, _VERB = 30, "em"


def _typed(context: StaffContext) -> bool:
    first = context.event.text.strip().casefold().split(maxsplit=1)[:1]
    return context.event.kind is Kind.TEXT and bool(COMMANDS & set(first))


def _pressed(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == _VERB


def matches(context: StaffContext) -> bool:
    return _typed(context) or _pressed(context)


def for_school(context: StaffContext) -> bool:
    return rights.allowed(context, Action.EMERGENCY, Facts())


def classes(context: StaffContext) -> tuple[SchoolClass, ...]:
    """Those whose families this person may warn; of leaders and the office every class that is served."""
    return tuple(
        one
        for one in context.classes
        if serves(context.policy.scope, one)
        and rights.allowed(context, Action.EMERGENCY, rights.class_facts(context, one.id))
    )


def handle(context: StaffContext) -> Decision:
    builder, (_, numbers) = Builder(context, "emergency"), pressed(context.event.choice)
    ready = offered(context.day)
    if _pressed(context):
        body = ready[numbers[0]] if numbers and numbers[0] < len(ready) else ""
    else:
        _, _, words = context.event.text.strip().partition(" ")
        body = read(words, context.day) if words.strip() else ""
    if not classes(context):
        builder.reply(say("staff.not_yours"))
    elif body:
        _whom(builder, context, body)
    else:
        options = tuple(Option(text, button(_VERB, at)) for at, text in enumerate(ready))
        builder.reply(say("staff.emergency_how"), options=options)
    return builder.done()


def _whom(builder: Builder, context: StaffContext, body: str) -> None:
    """A closure is the whole school's; a coach is a class's, and it is asked which."""
    meant, mine = of_notice(body, context.day), classes(context)
    of_class = meant is not None and meant[1].of_class
    if not of_class and not for_school(context):
        builder.reply(say("staff.emergency_not_school"))
    elif not of_class:
        _draft(builder, context, body, None)
    elif len(mine) == 1 and not for_school(context):
        _draft(builder, context, body, mine[0].id)
    else:
        labels = [(say("staff.option.announce_to", school_class=one.name), f"class{one.id}", None) for one in mine]
        labels += [(say("staff.option.whole_school"), "school", None)] if for_school(context) else []
        labels.append((say("staff.option.cancel"), "cancel", None))
        builder.reply(
            say("staff.which_class"),
            options=builder.ask(Asked.EMERGENCY_FOR, tuple(labels), _MINUTES, data={"body": body}),
        )


def _draft(builder: Builder, context: StaffContext, body: str, class_id: int | None) -> None:
    """Kept, shown with whom it reaches, and sent when its word is typed."""
    meant = of_notice(body, context.day)
    if meant is None or context.staff is None:
        return
    made, audience = builder.new_id(), Audience.CLASS if class_id else Audience.SCHOOL
    builder.add(
        DraftAnnouncement(
            id=made, class_id=class_id, staff_id=context.staff.id, body=body, kind=KIND, audience=str(audience)
        )
    )
    builder.ask(Asked.EMERGENCY, (), _MINUTES, data={"draft": made, "word": meant[1].word})
    builder.send(Preview(made))


def _chooses(context: StaffContext) -> bool:
    asked = context.conversation.open_question(context.now)
    return (
        asked is not None
        and asked.kind is Asked.EMERGENCY_FOR
        and asked.chosen(None, context.event.choice or "") is not None
    )


def chosen(context: StaffContext) -> Decision:
    builder, asked = Builder(context, "emergency_for"), context.conversation.open_question(context.now)
    option = asked.chosen(None, context.event.choice or "") if asked else None
    builder.settle_question()
    wanted = meaning(option) if option else ""
    ours = {f"class{one.id}": one.id for one in classes(context)}
    body = str(asked.data["body"]) if asked else ""
    if wanted in ours:
        _draft(builder, context, body, ours[wanted])
    elif wanted == "school" and for_school(context):
        _draft(builder, context, body, None)
    else:
        builder.reply(say("staff.cancelled"))
    return builder.done()


def _types(context: StaffContext) -> bool:
    """One of the words, or one word in its place: nothing else is swallowed."""
    asked = context.conversation.open_question(context.now)
    if (
        asked is None
        or asked.kind is not Asked.EMERGENCY
        or context.event.kind is not Kind.TEXT
        or context.item is not None
    ):
        return False
    typed = context.event.text.strip()
    return typed.upper() in WORDS or (" " not in typed and not typed.startswith("/"))


def word(context: StaffContext) -> Decision:
    builder, found = Builder(context, "emergency_word"), context.draft
    asked = context.conversation.open_question(context.now)
    wanted = str(asked.data["word"]) if asked else ""
    if found is None or found.state != "draft":
        builder.settle_question()
        builder.reply(say("staff.announcement_gone"))
    elif not _may(context, found):
        builder.settle_question()
        builder.reply(say("staff.not_yours"))
    elif context.event.text.strip().upper() != wanted:
        builder.reply(say("staff.emergency_type", word=wanted))
    else:
        builder.settle_question()
        _goes(builder, context, found)
    return builder.done()


def _may(context: StaffContext, found: DraftFacts) -> bool:
    return found.class_id in {one.id for one in classes(context)} if found.class_id else for_school(context)


def _goes(builder: Builder, context: StaffContext, found: DraftFacts) -> None:
    """At once: no undo window, no quiet hours. A closed day is closed in the calendar too, by whoever may do that."""
    builder.add(
        ConfirmAnnouncement(found.id, context.now),
        Record(action="emergency_sent", subject_kind="announcement", subject_id=found.id),
    )
    builder.reply(say("staff.emergency_goes", n=found.families))
    day = day_closed(found.post.body, context.day) if found.post else None
    if day is not None and rights.allowed(context, Action.DECLARE_CLOSURE, Facts()):
        builder.add(
            CloseDay(day),
            Record(action="closure_declared", subject_kind="school", subject_id=context.school_id, reason="snow"),
        )


HANDLER: Handler[StaffContext] = Handler("emergency", Action.EMERGENCY, matches, handle)
CHOSEN: Handler[StaffContext] = Handler("emergency_for", Action.EMERGENCY, _chooses, chosen)
WORD: Handler[StaffContext] = Handler("emergency_word", Action.EMERGENCY, _types, word)
