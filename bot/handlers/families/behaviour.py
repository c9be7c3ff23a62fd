"""Serious behaviour as a parent writes of it, at a school that deals with that apart: the office, not the class (DPIA52)."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.behaviour import serious
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.subjects import Subject
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, kept_back, replies


def matches(context: FamilyContext) -> bool:
    apart = context.policy.routing.serious_behaviour is not None
    return (
        apart and context.event.kind is Kind.TEXT and bool(context.pupils) and serious(context.event.text) is not None
    )


def handle(context: FamilyContext) -> Decision:
    builder, place = Builder(context, "behaviour"), context.policy.routing.serious_behaviour
    if place is None:
        return builder.done()
    pupils = arrival.attributed(context)
    route = kept_back.to_office(context, Subject.OTHER, serious(context.event.text) or "", place.role)
    pupil_id = pupils[0].id if len(pupils) == 1 else None
    builder.open_item(route, (builder.keep(),), pupil_id=pupil_id)
    builder.reply(*replies.passed(context, route, pupils), *(() if route.held else (say("urgent.phone_now"),)))
    return builder.done()


HANDLER = Handler("behaviour", Action.WRITE_HOME_TO_SCHOOL, matches, handle)
