"""Possible safeguarding: to the designated lead at once, whoever wrote and whenever (law 6).

It comes before everything but a change of membership: no question, suspension, quiet hour or school mode delays it.
What the same person writes within the minute goes along: the second half of "he hits him" names nobody.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.conversation import Burst, typed_digit
from bot.domain.decision import Decision
from bot.domain.effects.items import AddToItem, ThreadOf
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.routing import danger_routes, possible_danger
from bot.domain.sending import Lane
from bot.domain.subjects import Finding, Subject
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, concern, meeting, minute, papers, replies, rights, steps

_KEYWORDS = papers.POLICIES | papers.COMPLAINT | papers.PAPER | steps.WORDS | meeting.WORDS | concern.WORDS
_SAYS = {Kind.TEXT, Kind.PHOTO, Kind.VIDEO, Kind.FILE, Kind.VOICE}


def matches(context: FamilyContext) -> bool:
    """A joining code is twelve letters of chance and may look like anything; only one that was issued is let through."""
    if context.invite is not None and context.invite.typed:
        return False
    return (possible_danger(context.triage) is not None or _goes_along(context)) and not _is_keyword(context)


def _goes_along(context: FamilyContext) -> bool:
    """Triage reads the end of a minute; what began it may be out of its sight. A digit answers a question of ours.

    Not where a lead has found that it is no danger and has passed it on.
    """
    burst = minute.burst_of(context)
    worded = context.event.kind in _SAYS and typed_digit(context.event.text) is None
    return worded and burst is not None and bool(burst.danger) and bool(set(burst.item_ids) & _guarded(context))


def _guarded(context: FamilyContext) -> frozenset[int]:
    """Items of the minute that are a lead's still."""
    return frozenset(item.id for item in context.burst_items if item.subject is Subject.SAFEGUARDING)


def _is_keyword(context: FamilyContext) -> bool:
    """A word we told the family to send ("Reply STEPS") says nothing of itself."""
    return context.event.text.strip().strip(".!").casefold() in _KEYWORDS


def though_in_its_minute(command: Handler[FamilyContext]) -> Handler[FamilyContext]:
    """A command sent in the minute after words that may mean danger, itself none: STOP and MYDATA count all the same."""

    def harmless(context: FamilyContext) -> bool:
        return context.alone is not None and possible_danger(context.alone) is None and matches(context)

    name = f"{command.name}_beside_danger"
    return replace(command, name=name, matches=lambda context: harmless(context) and command.matches(context))


def handle(context: FamilyContext) -> Decision:
    builder, finding = Builder(context, "danger"), possible_danger(context.triage)
    if finding is None and not _goes_along(context):
        return builder.done()
    pupils = arrival.attributed(context)
    thread = context.thread(pupils[0]) if len(pupils) == 1 else None
    edited = next((version for version in context.earlier if version.thread in {thread, None}), None)
    replaces = edited.message_id if edited else None
    message = builder.keep(thread=thread, kind=str(context.event.kind), replaces=replaces)
    known = [item_id for version in context.earlier for item_id in version.lead_item_ids]
    if known:  # an edit of what the lead has already
        builder.add(*(AddToItem(item_id, message) for item_id in known))
    else:
        _tell(builder, context, finding or Finding(Subject.SAFEGUARDING, 1.0), message, thread)
    return builder.done()


def _tell(builder: Builder, context: FamilyContext, finding: Finding, message: int, thread: ThreadOf | None) -> None:
    """Each lead's item; opened, and answered, once a minute. Whom the minute has named hears nothing more of it."""
    burst = minute.burst_of(context)
    places = _places(context, burst)
    about = context.about | frozenset(Role(role) for role in (burst.named if burst else ()))
    earlier, pupil_id = (*burst.message_ids, *burst.danger) if burst else (), thread.pupil_id if thread else None
    fresh, noted = False, rights.also_asked(builder, context)
    for route in danger_routes(finding, context.policy, context.now, about):
        place = f"{route.place}:{minute.NOBODYS}"
        if place in places:
            builder.add(AddToItem(places[place], message))
        else:
            fresh = True
            words, stranger = (*earlier, message), context.guardian is None  # the lead may have to ring back
            places[place] = builder.open_item(route, words, thread=thread, pupil_id=pupil_id, claims=stranger)
    if fresh or noted:
        said = replies.neutral(context) if fresh else ()
        builder.reply(*said, *noted, lane=Lane.DANGER, even_when_capped=True)
    made = Burst(
        started_at=burst.started_at if burst else context.at,
        text=minute.minute_of(context),
        message_ids=burst.message_ids if burst else (),
        pupil_ids=burst.pupil_ids if burst else (),
        item_ids=tuple(places.values()),
        places=tuple(places),
        answered=True,
        told=burst.told if burst else (),
        danger=(*(burst.danger if burst else ()), message),
        named=tuple(sorted(str(role) for role in about)),  # as it is stored
    )
    builder.remember(burst=made)


def _places(context: FamilyContext, burst: Burst | None) -> dict[str, int]:
    """Where the minute's words are; not what a lead has passed on, for that is somebody else's now."""
    if burst is None:
        return {}
    here, leads = zip(burst.places, burst.item_ids, strict=True), _guarded(context)
    return {place: one for place, one in here if one in leads or not place.endswith(minute.NOBODYS)}


HANDLER = Handler("danger", None, matches, handle)
