"""What a parent or carer can do, in the order it is looked for. Adding a keyword is one file and one line here."""

from bot.domain.access import Action, Facts, Scope, may
from bot.domain.decision import Decision
from bot.domain.people import Role
from bot.handlers.base import FamilyContext, Handler, first_match
from bot.handlers.families import (
    agreement,
    asked,
    behaviour,
    choice,
    closed_door,
    concern,
    danger,
    decline,
    digest,
    edit,
    events,
    feed,
    help_,
    join,
    language,
    media,
    meeting,
    membership,
    note,
    others,
    page_post,
    papers,
    reaction,
    redirect,
    refused,
    rights,
    ring_me,
    steps,
    stop,
    topics,
    unknown,
    unlink,
    unsure,
    untranslated,
)

COMMANDS: tuple[Handler[FamilyContext], ...] = (
    stop.HANDLER,
    join.HANDLER,
    language.HANDLER,
    digest.HANDLER,
    help_.HANDLER,
    unlink.HANDLER,
    decline.HANDLER,
    rights.SURE,
    rights.NOTICE,
    rights.KEEP,
    rights.ASK,
)

BESIDE_DANGER: tuple[Handler[FamilyContext], ...] = (
    stop.HANDLER,
    language.HANDLER,
    digest.HANDLER,
    unlink.HANDLER,
    rights.SURE,
    rights.NOTICE,
    rights.KEEP,
    rights.BY_WORD,
)
"""Whole words of ours, none of which could be the second half of a cry for help (HELP could)."""

HANDLERS: tuple[Handler[FamilyContext], ...] = (
    membership.HANDLER,
    reaction.HANDLER,
    asked.SET_OFF,
    *(danger.though_in_its_minute(one) for one in BESIDE_DANGER),
    danger.HANDLER,
    *COMMANDS,
    unknown.HANDLER,
    agreement.HANDLER,
    papers.LIST,
    papers.PROCEDURE,
    ring_me.HANDLER,
    events.HANDLER,
    feed.PRESS,
    closed_door.HANDLER,
    edit.HANDLER,
    feed.REPLY,
    asked.HANDLER,
    papers.COPY,
    steps.HANDLER,
    meeting.ASK,
    meeting.PICK,
    concern.START,
    choice.HANDLER,
    concern.ANSWER,
    meeting.SUITS,
    untranslated.HANDLER,
    refused.HANDLER,
    page_post.HANDLER,
    media.HANDLER,
    others.HANDLER,
    behaviour.HANDLER,
    redirect.HANDLER,
    topics.HANDLER,
    unsure.HANDLER,
    note.HANDLER,
)


def decide(context: FamilyContext) -> Decision:
    """Whoever may not write to the school finds the door closed, whatever they sent."""
    handler = first_match(HANDLERS, context)
    if handler.action is not None and not _may(context, handler.action):
        handler = closed_door.HANDLER
    return handler.handle(context)


def _may(context: FamilyContext, action: Action) -> bool:
    guardian = context.guardian
    facts = Facts(
        own=guardian is not None,
        linked=context.contact_id is not None,
        suspended=guardian is not None and guardian.suspended,
        trial_over=context.trial_over,
    )
    asked = Scope(context.school_id, guardian.id if guardian else None, Role.GUARDIAN)
    return bool(may(asked, action, facts, context.now))
