"""/privacy in the staff bot: the workforce's notice where the school has one, and that what staff write may be asked for (DPIA37, DPIA39)."""

from __future__ import annotations

from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder


def matches(context: StaffContext) -> bool:
    typed = context.event.kind is Kind.TEXT
    return typed and context.event.text.strip().casefold() in {"/privacy", "privacy"}


def handle(context: StaffContext) -> Decision:
    builder, school = Builder(context, "privacy"), context.policy.school
    if "workforce" not in context.policy.governance.privacy_notice:
        builder.reply(say("staff.privacy.none"), say("staff.sar"))
        return builder.done()
    builder.reply(
        say("staff.privacy.who", controller=school.controller or school.name),
        say("staff.privacy.why"),
        say("staff.privacy.version", version=context.papers.current[0]),
        say("staff.sar"),
    )
    return builder.done()


HANDLER = Handler("staff_privacy", None, matches, handle)
