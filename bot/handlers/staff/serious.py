"""A draft about serious behaviour: better by phone or at a meeting, and never to a class; the author decides (DPIA52)."""

from __future__ import annotations

from bot.domain.behaviour import serious
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.refs import button
from bot.domain.wording import Option, say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import ItemFacts

_MINUTES = 30


def looks_serious(context: StaffContext, text: str) -> bool:
    return context.policy.routing.serious_behaviour is not None and serious(text) is not None


def ask(builder: Builder, context: StaffContext, item: ItemFacts, text: str) -> Decision:
    """Nothing is sent until the author chooses; the draft is kept."""
    kept = builder.keep(body=text, kind="draft", staff_id=context.staff.id if context.staff else None)
    labels = ((say("staff.option.send_anyway"), "send", None), (say("staff.option.cancel"), "cancel", None))
    sure = builder.ask(Asked.STAFF_SURE, labels, _MINUTES, (item.id,), {"message": kept})
    other = tuple(Option(say(f"staff.option.{verb}"), button(verb, item.id)) for verb in ("phone", "meet"))
    builder.reply(say("staff.serious", words=serious(text) or ""), options=(*other, *sure))
    return builder.done()


def confirmed(context: StaffContext) -> tuple[Question, Option] | None:
    asked = context.conversation.open_question(context.now)
    if asked is None or asked.kind is not Asked.STAFF_SURE or context.event.kind is not Kind.CHOICE:
        return None
    option = asked.chosen(None, context.event.choice)
    return (asked, option) if option else None
