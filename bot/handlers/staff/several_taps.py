"""Several classes for a post by buttons: one tap for each, then Done (LT22)."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.news import PickClass, ShapeDraft
from bot.domain.messages import Kind
from bot.domain.posting import Audience, Draft
from bot.domain.refs import button, pressed
from bot.domain.sending import Words
from bot.domain.wording import Option, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_rights
from bot.handlers.staff.post_flow import advance
from bot.handlers.staff.post_words import CLASSES

_DONE = 1


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == CLASSES


def handle(context: StaffContext) -> Decision:
    """Of a draft that has no class yet; only classes the school serves, whatever a button says."""
    builder, found = Builder(context, "several_taps"), context.draft
    class_id, done = (*pressed(context.event.choice)[1], 0, 0)[1:3]
    known = {one.id for one in post_rights.several(context)}
    if found is None or found.post is None or not known:
        builder.reply(say("staff.not_yours"))
    elif found.state != "draft" or found.post.audience is not Audience.UNKNOWN:
        builder.reply(say("staff.announcement_gone"))
    elif done == _DONE:
        _settle(builder, context, found.post)
    elif class_id and class_id not in known:
        builder.reply(say("staff.not_yours"))
    else:
        _tap(builder, context, found.post, class_id)
    return builder.done()


def _tap(builder: Builder, context: StaffContext, draft: Draft, class_id: int) -> None:
    """The question itself, or the same one with a class more or less, in its place."""
    if not class_id:
        _show(builder, context, draft, None)
        return
    chosen = class_id not in draft.class_ids
    builder.add(PickClass(draft.id, class_id, chosen))
    left = tuple(one for one in draft.class_ids if one != class_id)
    place = context.answered.outbox_id if context.answered else None
    _show(builder, context, replace(draft, class_ids=(*left, class_id) if chosen else left), place)


def _show(builder: Builder, context: StaffContext, draft: Draft, place: int | None) -> None:
    options = [_option(draft, one.id, one.name) for one in post_rights.several(context)]
    done = Option(say("staff.option.tags_done", n=len(draft.class_ids)), button(CLASSES, draft.id, 0, _DONE))
    leave = Option(say("staff.option.discard"), button("discard", draft.id))
    builder.send(Words((say("staff.several_which"),), (*options, done, leave), replaces=place))


def _option(draft: Draft, class_id: int, name: str) -> Option:
    key = "staff.option.class_picked" if class_id in draft.class_ids else "staff.option.class_unpicked"
    return Option(say(key, school_class=name), button(CLASSES, draft.id, class_id))


def _settle(builder: Builder, context: StaffContext, draft: Draft) -> None:
    """One class alone is a post for that class."""
    if not draft.class_ids:
        builder.reply(say("staff.several_few"))
        return
    single = draft.class_ids[0] if len(draft.class_ids) == 1 else None
    whom = Audience.CLASS if single else Audience.CLASSES
    builder.add(ShapeDraft(announcement_id=draft.id, audience=str(whom), class_id=single))
    if single:
        builder.add(PickClass(draft.id, single, chosen=False))
    advance(builder, context, replace(draft, audience=whom, class_id=single))


HANDLER: Handler[StaffContext] = Handler("several_taps", Action.ANNOUNCE_SCHOOL, matches, handle)
