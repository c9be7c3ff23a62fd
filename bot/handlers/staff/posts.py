"""/posts: for leaders, how much went home in a fortnight, class by class; for others, of their own classes (PH28, LT3)."""

from __future__ import annotations

from bot.domain.access import Action, Facts
from bot.domain.decision import Decision
from bot.domain.messages import Kind
from bot.domain.wording import ClassName, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import PostCount
from bot.handlers.staff import rights

WORD = "/posts"


def asks(text: str) -> bool:
    return text.strip().casefold() == WORD


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and asks(context.event.text)


def handle(context: StaffContext) -> Decision:
    """Counts, never a ranking; only a school with a minimum has anything to fall below."""
    builder = Builder(context, "posts")
    lines = []
    for one in counted(context):
        kinds = ", ".join(f"{kind} {n}" for kind, n in one.kinds) or "-"
        key = "staff.posts_below" if one.below_minimum else "staff.posts_count"
        lines.append(say(key, n=one.posts, school_class=ClassName(one.class_id), kinds=kinds))
    builder.reply(*(lines or [say("staff.no_class")]))
    return builder.done()


def counted(context: StaffContext) -> list[PostCount]:
    """One's own classes; all for leaders."""
    leads = rights.allowed(context, Action.READ_POSTS, Facts())
    return [one for one in context.counts if leads or rights.class_facts(context, one.class_id).of_class]


HANDLER = Handler("posts", Action.USE_STAFF_BOT, matches, handle)
