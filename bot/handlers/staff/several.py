"""/classes 3B, 5A: TEXT. One post for several classes, by those who may write to the whole school (LT22)."""

from __future__ import annotations

import re

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.posting import Audience
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_rights
from bot.handlers.staff.post_flow import begin

WORD = "/classes"
_FORM = re.compile(r"/classes\s+([^:\n]+):\s*(.+)", re.IGNORECASE | re.DOTALL)


def begins(text: str) -> bool:
    return text.strip().casefold().split(maxsplit=1)[:1] == [WORD]


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and begins(context.event.text)


def handle(context: StaffContext) -> Decision:
    builder, match = Builder(context, "several"), _FORM.match(context.event.text.strip())
    known = {one.name.casefold(): one.id for one in post_rights.several(context)}
    named = [part.strip().casefold() for part in re.split(r",|\band\b", match[1])] if match else []
    chosen = tuple(dict.fromkeys(known[name] for name in named if name in known))
    if not post_rights.for_school(context):
        builder.reply(say("staff.several_not_yours"))
    elif match is None or len(chosen) < 2 or not set(named) <= set(known):
        builder.reply(say("staff.several_how", classes=", ".join(sorted(name.upper() for name in known))))
    else:
        begin(builder, context, match[2].strip(), audience=Audience.CLASSES, class_ids=chosen)
    return builder.done()


HANDLER: Handler[StaffContext] = Handler("several", Action.ANNOUNCE_SCHOOL, matches, handle)
