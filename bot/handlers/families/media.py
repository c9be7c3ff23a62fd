"""Voice notes, photos, films and files: kept, and given to a person with whatever was written beside them.

A voice note cannot be sorted by its words, so its sender is asked with three buttons; unanswered, the office has it.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Action
from bot.domain.asking import Label
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.items import AddToItem
from bot.domain.messages import Kind
from bot.domain.routing import route_to
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, hears, note, replies

_KINDS = {Kind.VOICE, Kind.PHOTO, Kind.VIDEO, Kind.FILE}
_SORTS: tuple[Label, ...] = (
    (say("option.voice_absence"), "absence", None),
    (say("option.voice_urgent"), "urgent", None),
    (say("option.voice_note"), "note", None),
    (say("option.ring_me"), "ring", hears.RING_DIGIT),
)


def matches(context: FamilyContext) -> bool:
    return context.event.kind in _KINDS


def handle(context: FamilyContext) -> Decision:
    burst = context.conversation.running_burst(context.at, context.policy.messages.burst_s)
    if context.event.kind is not Kind.VOICE and burst and burst.item_ids and not context.event.text:
        return _beside(context, burst.item_ids[0])
    if context.event.kind is Kind.VOICE and not context.event.text:
        return _voice(context)
    return note.handle(context)


def _beside(context: FamilyContext, item_id: int) -> Decision:
    """The second to thirtieth picture of an album belongs to the item of the first; nobody is answered thirty times."""
    builder = Builder(context, "media")
    pupils = arrival.attributed(context)
    thread = context.thread(pupils[0]) if len(pupils) == 1 else None
    builder.add(AddToItem(item_id, builder.keep(thread=thread, kind=str(context.event.kind))))
    return builder.done()


def _voice(context: FamilyContext) -> Decision:
    builder = Builder(context, "voice")
    pupils = arrival.attributed(context)
    pupil = pupils[0] if len(pupils) == 1 else None
    thread = context.thread(pupil) if pupil else None
    message = builder.keep(thread=thread, kind=str(Kind.VOICE))
    role = context.policy.routing.doubtful.role
    route = route_to(role, None, Finding(Subject.OTHER, 0.0), context.calendars, context.at, context.now)
    waits = context.now + timedelta(minutes=context.policy.messages.question_min)
    pupil_id = pupil.id if pupil else None
    item = builder.open_item(route, (message,), thread=thread, pupil_id=pupil_id, visible_from=waits)
    options = builder.ask(Asked.VOICE_SUBJECT, _SORTS, 24 * 60, (item,), prompt="voice.what_about")
    builder.reply(*replies.if_closed(context), say("voice.what_about"), options=options)
    return builder.done()


HANDLER = Handler("media", Action.WRITE_HOME_TO_SCHOOL, matches, handle)
