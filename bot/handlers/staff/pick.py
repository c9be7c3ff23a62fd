"""Choosing some parents of the class instead of all (M3): each gets it alone, nobody learns who else did."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.news import PickReader
from bot.domain.messages import Kind
from bot.domain.posting import Audience
from bot.domain.refs import button, pressed
from bot.domain.sending import Words
from bot.domain.wording import Name, Option, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import DraftFacts
from bot.handlers.staff import post_rights

_VERBS = {"choose", "pick"}


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in _VERBS


def handle(context: StaffContext) -> Decision:
    """Only adults of this class can be picked, whatever a button says."""
    builder, (verb, numbers), found = Builder(context, "pick"), pressed(context.event.choice), context.draft
    if found is None or found.class_id is None or not post_rights.for_class(context, found.class_id):
        builder.reply(say("staff.not_yours"))
    elif found.state != "draft" or not may_choose(context, found):
        builder.reply(say("staff.announcement_gone"))
    elif verb == "choose":
        _show(builder, context, found, found.picked)
    elif len(numbers) < 2 or numbers[1] not in found.readers:
        builder.reply(say("staff.not_yours"))
    else:
        _toggle(builder, context, found, numbers[1])
    return builder.done()


def may_choose(context: StaffContext, found: DraftFacts) -> bool:
    """Celebrations go where the policy says, and nowhere else (PH8)."""
    post = found.post
    if (
        post is None
        or post.audience is not Audience.CLASS
        or not {"selected", "one"} & set(context.policy.staff.audiences)
    ):
        return False
    return post.kind != "celebration" or "individual" in context.policy.feed.celebrations_via


def _toggle(builder: Builder, context: StaffContext, found: DraftFacts, guardian_id: int) -> None:
    chosen = guardian_id not in found.picked
    single = "selected" not in context.policy.staff.audiences
    dropped = found.picked if chosen and single else frozenset[int]()
    builder.add(*(PickReader(found.id, one, chosen=False) for one in sorted(dropped)))
    builder.add(PickReader(found.id, guardian_id, chosen=chosen))
    after = found.picked - dropped
    _show(builder, context, found, after | {guardian_id} if chosen else after - {guardian_id})


def _show(builder: Builder, context: StaffContext, found: DraftFacts, picked: frozenset[int]) -> None:
    """One button for each adult; the list is brought up to date in place."""
    options = [_option(found.id, one, chosen=one in picked) for one in found.readers]
    if picked:
        options.append(Option(say("staff.option.publish", n=len(picked)), button("publish", found.id)))
    options.append(Option(say("staff.option.discard"), button("discard", found.id)))
    shown = context.answered.outbox_id if context.answered and pressed(context.event.choice)[0] == "pick" else None
    builder.send(Words((say("staff.pick_whom", n=len(picked)),), tuple(options), replaces=shown))


def _option(draft_id: int, guardian_id: int, *, chosen: bool) -> Option:
    key = "staff.option.picked" if chosen else "staff.option.unpicked"
    return Option(say(key, adult=Name(Who.GUARDIAN, guardian_id)), button("pick", draft_id, guardian_id))


HANDLER: Handler[StaffContext] = Handler("pick", Action.ANNOUNCE, matches, handle)
