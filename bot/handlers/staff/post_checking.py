"""What is known about the classes of a post, and what stops one before anything is asked: a private matter beside a child."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.effects.people import Record
from bot.domain.posting import Board, Draft, findings
from bot.domain.refs import button
from bot.domain.wording import ClassName, Name, Names, Option, Phrase, Who, say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder


def board_of(context: StaffContext) -> Board:
    return context.board or Board()


def without_list(context: StaffContext, class_ids: tuple[int, ...]) -> StaffContext:
    """As things stand once these lists have been read."""
    board = board_of(context)
    left = {one: version for one, version in board.lists.items() if one not in class_ids}
    return replace(context, board=replace(board, lists=left))


def stopped(builder: Builder, context: StaffContext, draft: Draft) -> bool:
    """A private matter beside a child: never to a page; its own family may be written to instead."""
    found = findings(draft, board_of(context), context.policy)
    private = [one for one in found if not one.why.may_be_confirmed(context.policy)]
    if not private:
        return False
    builder.add(Record(action="post_stopped", subject_kind="class", subject_id=draft.class_id, reason="private_matter"))
    words = ", ".join(dict.fromkeys(one.words for one in private))
    ids = tuple(dict.fromkeys(pupil for one in private for pupil in one.pupil_ids))
    mine = tuple(one for one in ids if context.policy.staff.direct_messages and adults_of(context, one))
    lines = [say("staff.stopped_private", words=words)]
    lines += [_family(context, one) for one in mine]
    options = tuple(
        Option(say("staff.option.write_family", child=Name(Who.PUPIL, one)), button("pq", 0, one)) for one in mine
    )
    builder.reply(*lines, options=options)
    return True


def adults_of(context: StaffContext, pupil_id: int) -> tuple[int, ...]:
    return board_of(context).adults.get(pupil_id, ())


def _family(context: StaffContext, pupil_id: int) -> Phrase:
    child = board_of(context).child(pupil_id)
    adults = Names(Who.GUARDIAN, adults_of(context, pupil_id))
    where = ClassName(child.class_id) if child else "-"
    return say("staff.family_of", child=Name(Who.PUPIL, pupil_id), school_class=where, adults=adults)
