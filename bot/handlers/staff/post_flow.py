"""The way of a post to its preview: one question at a time, each only where the school's policy wants an answer."""

from __future__ import annotations

from datetime import date

from bot.domain.effects.news import DraftAnnouncement, DropAnnouncement, ShapeDraft
from bot.domain.eventdays import day_in
from bot.domain.posting import Audience, Draft, File, Step, next_step, split_alt
from bot.domain.repeating import Weekly
from bot.domain.sending import Preview
from bot.domain.wording import say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import serious
from bot.handlers.staff.post_asking import ASKING
from bot.handlers.staff.post_checking import board_of, stopped
from bot.handlers.staff.post_words import command


def begin(
    builder: Builder,
    context: StaffContext,
    body: str,
    *,
    class_id: int | None = None,
    audience: Audience = Audience.CLASS,
    kind: str = "",
    pupil_id: int | None = None,
    message_id: int | None = None,
    alt: str = "",
    happens_on: date | None = None,
    weekly: Weekly | None = None,
    class_ids: tuple[int, ...] = (),
    files: tuple[File, ...] | None = None,
) -> None:
    """Keep what was written as a draft and ask the first question, or show whom it would reach.

    `files`: those of `message_id`, when it is not the author's own but a family's (DPIA14).
    A private matter that belongs to no page is not kept at all (BNV21).
    """
    if serious.looks_serious(context, body) and audience is not Audience.CHILD:
        builder.reply(say("staff.never_to_class"))
        return
    sent = tuple(File(one.kind, one.mime) for one in context.event.media) if message_id is not None else ()
    carried = sent if files is None else files
    draft = Draft(
        id=builder.new_id(),
        staff_id=context.staff.id if context.staff else 0,
        body=body,
        class_id=class_id,
        audience=audience,
        kind=kind or _usual_kind(context, media=bool(carried)),
        pupil_id=pupil_id,
        files=carried,
        alts=(alt,) if alt else (),
        class_ids=class_ids,
        happens_on=happens_on or day_in(body, context.day),
        checked=frozenset({weekly.word} if weekly else {"whom"} if files is not None else ()),
    )
    if stopped(builder, context, draft):
        return
    builder.add(
        DraftAnnouncement(
            id=draft.id,
            class_id=class_id,
            staff_id=draft.staff_id,
            body=body,
            kind=draft.kind,
            audience=str(audience),
            pupil_id=pupil_id,
            happens_on=draft.happens_on,
            message_id=message_id,
            alt=alt,
            class_ids=class_ids,
        )
    )
    if draft.checked:
        builder.add(ShapeDraft(announcement_id=draft.id, checked=draft.checked))
    builder.remember(draft_id=draft.id, draft_album=context.event.album or "")
    advance(builder, context, draft)


def _usual_kind(context: StaffContext, *, media: bool) -> str:
    """A school that wants kinds chosen is asked (PH28)."""
    if context.policy.feed.types:
        return ""
    return "learning" if media else "notice"


def body_of(text: str) -> str:
    """A message's words without the command and the descriptions of pictures."""
    caption, _ = split_alt(text)
    typed = command(caption)
    return typed[1] if typed else caption


def advance(builder: Builder, context: StaffContext, draft: Draft) -> None:
    step = next_step(draft, board_of(context), context.policy)
    if step is Step.WORDS and stopped(builder, context, draft):
        builder.add(DropAnnouncement(draft.id))
    elif step is Step.PREVIEW:
        builder.send(Preview(draft.id))
    else:
        ASKING[step](builder, context, draft)
