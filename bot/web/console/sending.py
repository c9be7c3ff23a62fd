"""Other ways than a post to a class: to one child's own family, the same every week, and what has gone out (DPIA45, LT4, PH26)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.deliver import feeds
from bot.deliver.desk import Gone
from bot.domain.refs import button
from bot.domain.sending import PostCard
from bot.handlers.staff import post_rights, remind
from bot.handlers.staff import posts as posts_
from bot.handlers.staff.post_checking import board_of
from bot.handlers.staff.post_words import FOR_FAMILY, WEEKLY
from bot.web.console import announce
from bot.web.console.asking import context_of
from bot.web.console.door import Post, Values
from bot.web.console.item import translates
from bot.web.console.pressing import shown
from bot.web.console.visit import Look, Visitor, put_on_record

FAMILY, EVERY_WEEK, OUT = (f"{announce.PATH}/{name}" for name in ("family", "weekly", "out"))
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def family(look: Look) -> Values:
    context = context_of(look, "/tell")
    children = sorted(board_of(context).children, key=lambda one: (one.last_name, one.first_name))
    by_class = [(one.name, [child for child in children if child.class_id == one.id]) for one in post_rights.classes(context)]
    paper = look.visitor.policy.contacts.policy
    return {
        "allowed": look.visitor.policy.staff.direct_messages,
        "paper": paper.title if paper else "",
        "by_class": [(name, found) for name, found in by_class if found],
        "translates": translates(look),
    }


async def to_family(post: Post) -> str:
    pupil = post.form.get("child", "")
    answer = await post.act(choice=button(FOR_FAMILY, int(pupil) if pupil.isdecimal() else 0), text=post.form.get("text", ""))
    return shown(answer) or FAMILY


def weekly(look: Look) -> Values:
    """What comes every week in the classes this person posts to, each with its stop."""
    context = context_of(look, remind.WORD)
    mine = post_rights.classes(context)
    ready = [remind.READY[one] for one in look.visitor.policy.feed.templates if one in remind.READY]
    return {
        "classes": mine,
        "days": _DAYS,
        "ready": ready,
        "repeats": [
            {
                "school_class": look.class_name(one.class_id),
                "when": f"{remind.DAYS[one.weekday]} {one.at:%H:%M}",
                "text": one.body,
                "stop": button("stoprepeat", one.id),
            }
            for one in context.repeats
            if one.class_id in {own.id for own in mine}
        ],
    }


async def set_weekly(post: Post) -> str:
    form, class_id = post.form, post.form.get("class", "")
    words = f"{form.get('day', '')} {form.get('at', '')} {form.get('text', '').strip() or form.get('ready', '')}"
    answer = await post.act(choice=button(WEEKLY, int(class_id) if class_id.isdecimal() else 0), text=words)
    return shown(answer) or EVERY_WEEK


def out(look: Look) -> Values:
    """The newest posts of the classes somebody looks after, as /pages has them, and how much a class got, as /posts counts it."""
    context = context_of(look, "/pages")
    cards = [_card(look, one) for one in reversed(context.recent_posts)]
    counted = posts_.counted(context_of(look, posts_.WORD))
    return {
        "posts": [one for one in cards if one],
        "counts": [
            {
                "school_class": look.class_name(one.class_id),
                "n": one.posts,
                "kinds": ", ".join(f"{n} {kind}" for kind, n in one.kinds),
                "below": one.below_minimum,
            }
            for one in counted
        ],
    }


def _card(look: Look, news_id: int) -> dict[str, object] | None:
    try:
        made = feeds.post_card(look.desk, PostCard(news_id))
    except Gone:
        return None
    head, *lines = made.text.splitlines()
    return {"head": head, "lines": lines, "buttons": [(one.label, one.data) for row in made.buttons for one in row]}


async def looked(visitor: Visitor, _: Mapping[str, int], __: Mapping[str, str]) -> None:
    await visitor.hub.write(lambda db: put_on_record(visitor, db, "pages_viewed", "staff", visitor.session.staff_id))
