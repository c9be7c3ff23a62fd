"""Possible safeguarding: to the designated lead at once, whoever wrote and whenever (law 6).

It comes before everything but a change of membership: no question, suspension, quiet hour or school mode delays it.
"""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.routing import danger_routes, possible_danger
from bot.domain.sending import Lane
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, replies


def matches(context: FamilyContext) -> bool:
    return possible_danger(context.triage) is not None


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "danger")
    finding = possible_danger(context.triage)
    if finding is None:
        return builder.done()
    pupils = arrival.attributed(context)
    pupil = pupils[0] if len(pupils) == 1 else None
    thread = context.thread(pupil) if pupil else None
    burst = context.conversation.running_burst(context.at, context.policy.messages.burst_s)
    message = builder.keep(thread=thread)
    for route in danger_routes(finding, context.policy, context.now):
        earlier = burst.message_ids if burst else ()
        builder.open_item(route, (*earlier, message), thread=thread, pupil_id=pupil.id if pupil else None)
    builder.reply(*replies.neutral(context), lane=Lane.DANGER, even_when_capped=True)
    return builder.done()


HANDLER = Handler("danger", None, matches, handle)
