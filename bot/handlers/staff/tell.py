"""/tell NAME TEXT: to one child's own family; namesakes are told apart before anything leaves (DPIA45)."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.names import fold_name
from bot.domain.posting import Audience
from bot.domain.showing import Child
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_flow, post_rights
from bot.handlers.staff.post_checking import board_of

WORD = "/tell"


def begins(text: str) -> bool:
    return text.strip().casefold().split(maxsplit=1)[:1] == [WORD]


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and begins(context.event.text)


def handle(context: StaffContext) -> Decision:
    builder, rest = Builder(context, "tell"), context.event.text.strip()[len(WORD) :].strip()
    mine = {one.id for one in post_rights.classes(context)}
    name, _, words = rest.partition(" ")
    named = [one for one in board_of(context).children if one.class_id in mine and _fits(one, name)]
    if not context.policy.staff.direct_messages:
        not_here(builder, context)
    elif not named or not words.strip():
        builder.reply(say("staff.tell_how"))
    else:
        _begin(builder, context, named, words.strip())
    return builder.done()


def not_here(builder: Builder, context: StaffContext) -> None:
    """This school's staff begin no conversation with one parent."""
    paper = context.policy.contacts.policy
    builder.reply(say("staff.no_direct"), *((say("staff.use_policy", title=paper.title),) if paper else ()))


def _fits(child: Child, name: str) -> bool:
    return bool(name) and fold_name(name) in {fold_name(child.first_name), fold_name(child.first_name).split(" ")[0]}


def _begin(builder: Builder, context: StaffContext, named: list[Child], words: str) -> None:
    """With one child of that name the preview comes at once; else the author is asked whose family it is for."""
    alone = named[0] if len(named) == 1 else None
    post_flow.begin(
        builder, context, words, class_id=named[0].class_id, audience=Audience.CHILD, kind="notice",
        pupil_id=alone.id if alone else None,
    )  # fmt: skip


HANDLER = Handler("tell", Action.ANNOUNCE, matches, handle)
