"""A post's last steps: see whom it reaches, send, have a second person agree, undo."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import emergency
from bot.domain.access import Action, Facts
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.news import AskApproval, ConfirmAnnouncement, DropAnnouncement, Repeat
from bot.domain.effects.people import Record
from bot.domain.hours import next_family_time
from bot.domain.messages import Kind
from bot.domain.posting import Audience, Draft, Step, next_step
from bot.domain.refs import button, pressed
from bot.domain.repeating import Weekly, next_time, remembered
from bot.domain.sending import Preview, Words
from bot.domain.wording import Option, When, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import DraftFacts
from bot.handlers.staff import post_flow, post_rights, rights
from bot.handlers.staff.post_checking import board_of

_COUNT_WORDS = 2
_COUNT_MINUTES = 30
_MANY = frozenset({Audience.SCHOOL, Audience.CLASSES})


def _names_draft(context: StaffContext) -> bool:
    verb, _ = pressed(context.event.choice)
    return context.event.kind is Kind.CHOICE and verb in {"publish", "discard", "recall", "approve"}


def confirm(context: StaffContext) -> Decision:
    verb, _ = pressed(context.event.choice)
    builder, found = Builder(context, verb), context.draft
    if found is None or not _may(context, found, verb):
        builder.reply(say("staff.not_yours"))
    elif verb == "publish":
        _publish(builder, context, found)
    elif verb == "approve":
        _approve(builder, context, found)
    elif found.state in {"draft", "asked", "confirmed"}:
        builder.add(
            DropAnnouncement(found.id),
            Record(action="announcement_undone", subject_kind="announcement", subject_id=found.id),
        )
        _undone(builder, context, found)
    else:
        builder.reply(say("staff.announcement_gone"))
    return builder.done()


def _may(context: StaffContext, found: DraftFacts, verb: str) -> bool:
    if found.post is None:
        return False
    if verb == "approve" or (verb == "discard" and _of_another(context, found)):
        return _of_another(context, found) and rights.allowed(context, Action.APPROVE_POST, Facts()) and _asked(found, verb)
    return post_rights.may_post(context, found.class_id, str(found.post.audience))


def _undone(builder: Builder, context: StaffContext, found: DraftFacts) -> None:
    """Who did not agree says so to the author."""
    builder.reply(say("staff.announcement_undone"))
    if found.post is not None and _of_another(context, found):
        builder.send(Words((say("staff.not_agreed"),)), staff_id=found.post.staff_id, intent=f"not_agreed:{found.id}")


def _of_another(context: StaffContext, found: DraftFacts) -> bool:
    return context.staff is not None and found.post is not None and context.staff.id != found.post.staff_id


def _asked(found: DraftFacts, verb: str) -> bool:
    """A second person says no only to what they were asked about."""
    return verb == "approve" or found.state == "asked"


def _publish(builder: Builder, context: StaffContext, found: DraftFacts) -> None:
    """A second press, or an old button, publishes nothing more; what is still open is asked first."""
    post = found.post
    if post is None or found.state != "draft":
        builder.reply(say("staff.announcement_already"))
    elif post.kind == emergency.KIND:
        builder.reply(say("staff.not_yours"))  # only its word sends it
    elif next_step(post, board_of(context), context.policy) is not Step.PREVIEW:
        post_flow.advance(builder, context, post)
    elif post.audience is Audience.CLASS and not found.picked and "class" not in context.policy.staff.audiences:
        builder.reply(say("staff.pick_first"))
    elif _to_one(post, found) and not context.policy.staff.direct_messages:
        builder.reply(say("staff.no_direct"))
    elif found.families > context.policy.send.confirm_above:
        _ask_count(builder, found, "staff.type_count")
    else:
        _leaves(builder, context, found)


def _ask_count(builder: Builder, found: DraftFacts, key: str) -> None:
    builder.ask(Asked.ANNOUNCE_COUNT, (), _COUNT_MINUTES, data={"draft": found.id})
    builder.reply(say(key, n=found.families))


def _to_one(post: Draft, found: DraftFacts) -> bool:
    return post.audience is Audience.CHILD or len(found.picked) == 1


def _leaves(builder: Builder, context: StaffContext, found: DraftFacts) -> None:
    """What goes to more than a class needs a second person, where the school has one."""
    weekly = remembered(found.post.checked) if found.post else None
    if weekly is not None:
        _repeats(builder, context, found, weekly)
        return
    board = board_of(context)
    others = board.approvers
    somebody = bool(others) or board.approved_at_console
    if found.post is None or found.post.audience not in _MANY or not context.policy.send.approve_school or not somebody:
        _confirmed(builder, context, found)
        return
    builder.add(
        AskApproval(found.id), Record(action="approval_asked", subject_kind="announcement", subject_id=found.id)
    )
    for staff_id in others:
        builder.send(Preview(found.id), staff_id=staff_id, intent=f"approve:{found.id}:{staff_id}")
    options = (Option(say("staff.option.undo"), button("recall", found.id)),)
    builder.send(Words((say("staff.waits_for_approval", n=found.families),), options))


def _approve(builder: Builder, context: StaffContext, found: DraftFacts) -> None:
    if found.state != "asked":
        builder.reply(say("staff.announcement_already"))
        return
    due = _due(context)
    staff_id = context.staff.id if context.staff else None
    builder.add(
        ConfirmAnnouncement(found.id, due, approved_by=staff_id),
        Record(action="approved", subject_kind="announcement", subject_id=found.id),
    )
    leaves = say("staff.announcement_leaves", n=found.families, when=When(due))
    builder.reply(leaves)
    options = (Option(say("staff.option.undo"), button("recall", found.id)),)
    author = found.post.staff_id if found.post else None
    builder.send(Words((say("staff.approved"), leaves), options), staff_id=author, intent=f"approved:{found.id}")


def _due(context: StaffContext) -> datetime:
    """After the undo window, within the families' hours."""
    soon = context.now + timedelta(seconds=context.policy.send.undo_s)
    return next_family_time(context.policy.family, context.policy.school.zone, soon)


def _repeats(builder: Builder, context: StaffContext, found: DraftFacts, weekly: Weekly) -> None:
    first = next_time(weekly, context.policy.school.zone, context.now)
    builder.add(
        Repeat(id=builder.new_id(), announcement_id=found.id, weekday=weekly.weekday, at=weekly.at, first=first),
        Record(action="repeats", subject_kind="announcement", subject_id=found.id),
    )
    builder.reply(say("staff.repeat_set", when=When(first)))


def _confirmed(builder: Builder, context: StaffContext, found: DraftFacts) -> None:
    due = _due(context)
    builder.add(
        ConfirmAnnouncement(found.id, due),
        Record(action="announced", subject_kind="announcement", subject_id=found.id),
    )
    options = (Option(say("staff.option.undo"), button("recall", found.id)),)
    builder.send(Words((say("staff.announcement_leaves", n=found.families, when=When(due)),), options))


def _counts(context: StaffContext) -> bool:
    asked = context.conversation.open_question(context.now)
    waiting = asked is not None and asked.kind is Asked.ANNOUNCE_COUNT
    typed = context.event.kind is Kind.TEXT and _may_be_a_count(context.event.text)
    return waiting and typed and context.item is None  # "25" in reply to a card is an answer to a parent


def _may_be_a_count(text: str) -> bool:
    """ "50", and what somebody types who is asked for it: "fifty", "50 adults". A sentence is a text of its own."""
    return not text.startswith("/") and 1 <= len(text.split()) <= _COUNT_WORDS


def _counted(text: str) -> int | None:
    numbers = [word for word in text.split() if word.isdecimal()]
    return int(numbers[0]) if len(numbers) == 1 else None


def count(context: StaffContext) -> Decision:
    builder, found = Builder(context, "announce_count"), context.draft
    builder.settle_question()
    if found is None or found.state != "draft":
        builder.reply(say("staff.announcement_gone"))
    elif not _may(context, found, "publish"):
        builder.reply(say("staff.not_yours"))
    elif _counted(context.event.text) == found.families:
        _leaves(builder, context, found)
    else:
        _ask_count(builder, found, "staff.count_differs")
    return builder.done()


CONFIRM = Handler("announce_confirm", Action.ANNOUNCE, _names_draft, confirm)
COUNT = Handler("announce_count", Action.ANNOUNCE, _counts, count)
