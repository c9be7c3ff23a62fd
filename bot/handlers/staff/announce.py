"""Announcing to a class: write once, see whom and what it costs, confirm, undo."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Action
from bot.domain.conversation import Asked
from bot.domain.decision import ConfirmAnnouncement, Decision, DraftAnnouncement, DropAnnouncement, Record
from bot.domain.hours import next_family_time
from bot.domain.messages import Kind
from bot.domain.people import SchoolClass
from bot.domain.refs import button, pressed
from bot.domain.scope import serves
from bot.domain.sending import Preview, Words
from bot.domain.wording import Option, When, say
from bot.handlers.base import DraftFacts, Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import rights, serious

_COMMANDS = ("/announce", "announce:", "announce ")
_COUNT_MINUTES = 30
TO_CLASS = "announceto"


def classes(context: StaffContext) -> tuple[SchoolClass, ...]:
    """The classes this person may announce to; those the school does not serve are not among them (M9)."""
    return tuple(
        one
        for one in context.classes
        if serves(context.policy.scope, one)
        and rights.allowed(context, Action.ANNOUNCE, rights.class_facts(context, one.id))
    )


def _starts(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and context.event.text.strip().casefold().startswith(_COMMANDS)


def start(context: StaffContext) -> Decision:
    """ "/announce TEXT": with one class the preview comes at once, else the question which."""
    builder, text = Builder(context, "announce"), context.event.text.strip()
    body = text.split(maxsplit=1)[1] if len(text.split(maxsplit=1)) > 1 else ""
    mine = classes(context)
    if not mine:
        builder.reply(say("staff.no_class"))
    elif not body.strip():
        builder.reply(say("staff.announce_how"))
    elif len(mine) == 1:
        draft(builder, context, mine[0].id, body)
    else:
        from_text(builder, context, body, mine)
    return builder.done()


def from_text(builder: Builder, context: StaffContext, body: str, mine: tuple[SchoolClass, ...]) -> None:
    kept = builder.keep(body=body, kind="draft", staff_id=context.staff.id if context.staff else None)
    labels = [(say("staff.option.announce_to", school_class=one.name), f"class{one.id}", None) for one in mine]
    labels.append((say("staff.option.cancel"), "cancel", None))
    options = builder.ask(Asked.STAFF_MEANING, tuple(labels), _COUNT_MINUTES, data={"message": kept})
    builder.reply(say("staff.which_class"), options=options)


def draft(builder: Builder, context: StaffContext, class_id: int, body: str) -> None:
    """Store the draft and show exactly whom it reaches, in which languages, for how many SMS parts."""
    if serious.looks_serious(context, body):
        builder.reply(say("staff.never_to_class"))
        return
    made = builder.new_id()
    staff_id = context.staff.id if context.staff else 0
    builder.add(DraftAnnouncement(id=made, class_id=class_id, staff_id=staff_id, body=body))
    builder.remember(draft_id=made)
    builder.send(Preview(made))


def _to_class(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == TO_CLASS


def to_class(context: StaffContext) -> Decision:
    """The console's form: the class is chosen beside the text."""
    builder, (_, numbers) = Builder(context, "announce"), pressed(context.event.choice)
    if not numbers or numbers[0] not in {one.id for one in classes(context)}:
        builder.reply(say("staff.no_class"))
    elif not context.event.text.strip():
        builder.reply(say("staff.empty_answer"))
    else:
        draft(builder, context, numbers[0], context.event.text.strip())
    return builder.done()


def _names_draft(context: StaffContext) -> bool:
    verb, _ = pressed(context.event.choice)
    return context.event.kind is Kind.CHOICE and verb in {"publish", "discard", "recall"}


def confirm(context: StaffContext) -> Decision:
    verb, _ = pressed(context.event.choice)
    builder, found = Builder(context, verb), context.draft
    if found is None or not rights.allowed(context, Action.ANNOUNCE, rights.class_facts(context, found.class_id)):
        builder.reply(say("staff.not_yours"))
        return builder.done()
    if verb == "publish":
        _publish(builder, context, found)
    elif found.state in {"draft", "confirmed"}:
        builder.add(
            DropAnnouncement(found.id),
            Record(action="announcement_undone", subject_kind="announcement", subject_id=found.id),
        )
        builder.reply(say("staff.announcement_undone"))
    else:
        builder.reply(say("staff.announcement_gone"))
    return builder.done()


def _publish(builder: Builder, context: StaffContext, found: DraftFacts) -> None:
    if found.state != "draft":  # a second press, or an old button: it happens once
        builder.reply(say("staff.announcement_already"))
    elif not found.picked and "class" not in context.policy.staff.audiences:
        builder.reply(say("staff.pick_first"))
    elif len(found.picked) == 1 and not context.policy.staff.direct_messages:
        builder.reply(say("staff.no_direct"))
    elif found.families > context.policy.send.confirm_above:
        builder.ask(Asked.ANNOUNCE_COUNT, (), _COUNT_MINUTES, data={"draft": found.id})
        builder.reply(say("staff.type_count", n=found.families))
    else:
        _confirmed(builder, context, found)


def _confirmed(builder: Builder, context: StaffContext, found: DraftFacts) -> None:
    """Leaves after the undo window, within the families' hours."""
    soon = context.now + timedelta(seconds=context.policy.send.undo_s)
    due = next_family_time(context.policy.family, context.policy.school.zone, soon)
    builder.add(
        ConfirmAnnouncement(found.id, due),
        Record(action="announced", subject_kind="announcement", subject_id=found.id),
    )
    options = (Option(say("staff.option.undo"), button("recall", found.id)),)
    builder.send(Words((say("staff.announcement_leaves", n=found.families, when=When(due)),), options))


def _counts(context: StaffContext) -> bool:
    asked = context.conversation.open_question(context.now)
    waiting = asked is not None and asked.kind is Asked.ANNOUNCE_COUNT
    typed = context.event.kind is Kind.TEXT and context.event.text.strip().isdecimal()
    return waiting and typed and context.item is None  # "25" in reply to a card is an answer to a parent


def count(context: StaffContext) -> Decision:
    builder, found = Builder(context, "announce_count"), context.draft
    builder.settle_question()
    if found is None or found.state != "draft":
        builder.reply(say("staff.announcement_gone"))
    elif not rights.allowed(context, Action.ANNOUNCE, rights.class_facts(context, found.class_id)):
        builder.reply(say("staff.not_yours"))
    elif int(context.event.text) == found.families:
        _confirmed(builder, context, found)
    else:
        builder.reply(say("staff.count_differs", n=found.families))
    return builder.done()


WRITTEN = Handler("announce_to", Action.ANNOUNCE, _to_class, to_class)
START = Handler("announce", Action.ANNOUNCE, _starts, start)
CONFIRM = Handler("announce_confirm", Action.ANNOUNCE, _names_draft, confirm)
COUNT = Handler("announce_count", Action.ANNOUNCE, _counts, count)
