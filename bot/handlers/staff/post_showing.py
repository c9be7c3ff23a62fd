"""Children in a post's pictures: who is not to appear, whom it shows, and the words for a child who may not (LT9, LT10, BNV37)."""

from __future__ import annotations

from bot.domain.posting import Draft
from bot.domain.refs import button
from bot.domain.scope import serves
from bot.domain.sending import Words
from bot.domain.showing import Child, not_to_show
from bot.domain.wording import ClassName, Name, Option, Phrase, Who, say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff.post_checking import board_of


def list_lines(context: StaffContext, class_ids: tuple[int, ...]) -> list[Phrase]:
    """Who is not to appear, class by class, and in what; never why (BNV37)."""
    board, every = board_of(context), frozenset(context.policy.photos.permissions)
    lines: list[Phrase] = []
    for class_id in class_ids:
        listed = not_to_show(board.of(class_id))
        lines += [say("staff.do_not_show", school_class=ClassName(class_id))] if listed else []
        lines += [_listed(child, every) for child in listed]
    return lines


def _listed(child: Child, every: frozenset[str]) -> Phrase:
    name = Name(Who.PUPIL, child.id)
    if child.never or child.lacks >= every:
        return say("staff.not_at_all", child=name)
    kinds = [say(f"staff.shown.{one}") if one in _KNOWN else say("staff.shown.other") for one in sorted(child.lacks)]
    return say("staff.not_in", child=name, what=kinds[0]) if len(kinds) == 1 else say("staff.not_in_several", child=name, n=len(kinds), what=kinds[0], more=kinds[1])  # noqa: E501 - one sentence


_KNOWN = frozenset(
    {"photo", "video", "audio", "recording", "images", "group_photos", "images_work_comments", "work_sample", "message"}
)


def tags(
    builder: Builder, context: StaffContext, draft: Draft, *, class_id: int | None = None, replaces: int | None = None
) -> None:
    """Everybody who can be recognised, or whose work it is; of a post for more than a class, class by class."""
    board, within = board_of(context), class_id or draft.class_id
    if within is None:
        options = [
            Option(say("staff.option.children_of", school_class=one.name), button("pt", draft.id, 0, one.id))
            for one in board.classes
            if serves(context.policy.scope, one)
        ]
    else:
        options = [_tag(draft, child, within) for child in board.of(within)]
    options.append(Option(say("staff.option.tags_done", n=len(draft.tagged)), button("pd", draft.id)))
    options.append(Option(say("staff.option.discard"), button("discard", draft.id)))
    key = "staff.whose_work" if "shows:work" in draft.checked else "staff.who_is_in_it"
    builder.send(Words((say(key),), tuple(options), replaces=replaces))


def _tag(draft: Draft, child: Child, class_id: int) -> Option:
    name = Name(Who.PUPIL, child.id)
    key = "staff.option.picked" if child.id in draft.tagged else "staff.option.unpicked"
    return Option(say(key, adult=name), button("pt", draft.id, child.id, class_id))


def cannot_appear(child: int, what: str) -> Phrase:
    """The same words for everybody who may not: why is nobody's business (LT9)."""
    kind = say(f"staff.shown.{what}") if what in _KNOWN else say("staff.shown.other")
    return say("staff.cannot_appear", child=Name(Who.PUPIL, child), what=kind)
