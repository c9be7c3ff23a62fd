"""The console's composer: where a post goes is chosen beside its words, and files are added to a draft (LT2, PH5, LT22)."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.news import AddFiles
from bot.domain.messages import Kind
from bot.domain.posting import Audience, File
from bot.domain.refs import pressed
from bot.domain.scope import serves
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_rights
from bot.handlers.staff.post import CARRIES
from bot.handlers.staff.post_flow import advance, begin
from bot.handlers.staff.post_words import ADD_FILES, TO_CLASS

_SCHOOL = (0,)


class _Where(TypedDict, total=False):
    class_id: int
    class_ids: tuple[int, ...]
    audience: Audience


def _chosen(context: StaffContext, numbers: tuple[int, ...]) -> _Where | None:
    """One class of theirs; 0 for the whole school, or several classes, by those who may write to every family."""
    every, school = {one.id for one in context.classes if serves(context.policy.scope, one)}, post_rights.for_school(context)
    if len(numbers) == 1 and numbers[0] in {one.id for one in post_rights.classes(context)}:
        return _Where(class_id=numbers[0])
    if numbers == _SCHOOL and school:
        return _Where(audience=Audience.SCHOOL)
    if len(numbers) > 1 and school and set(numbers) <= every:
        return _Where(audience=Audience.CLASSES, class_ids=numbers)
    return None


def _writes(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == TO_CLASS


def write(context: StaffContext) -> Decision:
    builder, (_, numbers) = Builder(context, "post"), pressed(context.event.choice)
    where, words = _chosen(context, tuple(dict.fromkeys(numbers))), context.event.text.strip()
    if where is None:
        builder.reply(say("staff.no_class") if len(numbers) < 2 else say("staff.several_not_yours"))
    elif not words:
        builder.reply(say("staff.empty_answer"))
    else:
        begin(builder, context, words, **where)
    return builder.done()


def _adds(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == ADD_FILES


def add(context: StaffContext) -> Decision:
    """To the author's own draft; then whatever pictures make the school ask: what for, who is in it, the list."""
    builder, found = Builder(context, "post_files"), context.draft
    kinds = {one.kind for one in context.event.media}
    if found is None or found.post is None or not post_rights.may_post(context, found.post.class_id, str(found.post.audience)):
        builder.reply(say("staff.not_yours"))
    elif found.state != "draft":
        builder.reply(say("staff.announcement_gone"))
    elif not kinds or any(CARRIES[kind] not in context.policy.feed.media for kind in kinds - {Kind.FILE}):
        builder.reply(say("staff.no_such_files"))
    else:
        kept, alt = builder.keep(body="", kind="draft", staff_id=context.staff.id if context.staff else None), context.event.text.strip()
        builder.add(AddFiles(found.post.id, kept, alt))
        files = tuple(File(one.kind, one.mime) for one in context.event.media)
        alts = (*found.post.alts, alt) if alt else found.post.alts
        advance(builder, context, replace(found.post, files=(*found.post.files, *files), alts=alts))
    return builder.done()


WRITTEN = Handler("announce_to", Action.ANNOUNCE, _writes, write)
FILES = Handler("post_files", Action.ANNOUNCE, _adds, add)
