"""Posting: words, a picture, a film, a sound or a paper, begun with a command or by sending it (M1, PH2, LT22)."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.news import AddFiles
from bot.domain.messages import Kind
from bot.domain.people import SchoolClass
from bot.domain.posting import FILES, Audience, split_alt
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_rights
from bot.handlers.staff.post_flow import begin
from bot.handlers.staff.post_words import COMMANDS, command

_MINUTES = 30
CARRIES = {Kind.PHOTO: "photo", Kind.VIDEO: "video", Kind.VOICE: "audio", Kind.FILE: "document"}


def _starts(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and command(context.event.text) is not None


def start(context: StaffContext) -> Decision:
    """ "/announce TEXT", "/reminder TEXT", "/school TEXT": with one class the preview comes at once."""
    builder, (word, body) = Builder(context, "post"), command(context.event.text) or ("", "")
    mine = post_rights.classes(context)
    if word == "school":
        _school(builder, context, body)
    elif not mine:
        builder.reply(say("staff.no_class"))
    elif not body:
        builder.reply(say("staff.announce_how"))
    elif len(mine) == 1:
        begin(builder, context, body, class_id=mine[0].id, kind=COMMANDS[word])
    elif post_rights.for_school(context):
        begin(builder, context, body, audience=Audience.UNKNOWN, kind=COMMANDS[word])
    else:
        from_text(builder, context, body, mine, kind=COMMANDS[word])
    return builder.done()


def _school(builder: Builder, context: StaffContext, body: str) -> None:
    if not post_rights.for_school(context):
        builder.reply(say("staff.not_for_school", who=_authors(context)))
    elif not body:
        builder.reply(say("staff.announce_how"))
    else:
        begin(builder, context, body, audience=Audience.SCHOOL)


def _authors(context: StaffContext) -> str:
    return ", ".join(one.replace("_", " ") for one in context.policy.feed.school_authors) or "nobody"


def from_text(
    builder: Builder, context: StaffContext, body: str, mine: tuple[SchoolClass, ...], *, kind: str = ""
) -> None:
    kept = builder.keep(body=body, kind="draft", staff_id=context.staff.id if context.staff else None)
    labels = [(say("staff.option.announce_to", school_class=one.name), f"class{one.id}", None) for one in mine]
    labels.append((say("staff.option.cancel"), "cancel", None))
    options = builder.ask(Asked.STAFF_MEANING, tuple(labels), _MINUTES, data={"message": kept, "kind": kind})
    builder.reply(say("staff.which_class"), options=options)


def _carries(context: StaffContext) -> bool:
    return context.event.kind in FILES and bool(context.event.media)


def media(context: StaffContext) -> Decision:
    """A file with or without a caption. The pictures of one album are one post, however many messages they come in."""
    builder, kind = Builder(context, "post_file"), context.event.kind
    if CARRIES[kind] not in context.policy.feed.media and kind is not Kind.FILE:
        builder.reply(say("staff.no_such_files"))
        return builder.done()
    staff_id = context.staff.id if context.staff else None
    if context.draft is not None and context.draft.state == "draft" and _same_album(context):
        builder.add(AddFiles(context.draft.id, builder.keep(body="", kind="draft", staff_id=staff_id)))
        return builder.done()
    asked = context.conversation.open_question(context.now)
    mine = post_rights.classes(context)
    if not mine and not post_rights.for_school(context):
        builder.reply(say("staff.no_class"))
        return builder.done()
    caption, alt = split_alt(context.event.text)
    typed = command(caption)
    word, body = typed or ("", caption)
    kept = builder.keep(body="", kind="draft", staff_id=staff_id)
    if asked is not None and asked.kind is Asked.PRIVATE:
        builder.settle_question()
        pupil = _pupil(context, int(asked.data["pupil"]))
        begin(builder, context, body, class_id=pupil, audience=Audience.CHILD, pupil_id=int(asked.data["pupil"]), message_id=kept, alt=alt)
        return builder.done()
    where = mine[0].id if len(mine) == 1 and word != "school" else None
    audience = Audience.SCHOOL if word == "school" and post_rights.for_school(context) else Audience.CLASS if where else Audience.UNKNOWN
    begin(builder, context, body, class_id=where, audience=audience, kind=COMMANDS.get(word, ""), message_id=kept, alt=alt)
    return builder.done()


def _pupil(context: StaffContext, pupil_id: int) -> int | None:
    child = context.board.child(pupil_id) if context.board else None
    return child.class_id if child else None


def _same_album(context: StaffContext) -> bool:
    return bool(context.event.album) and context.event.album == context.conversation.draft_album


def _private(context: StaffContext) -> bool:
    asked = context.conversation.open_question(context.now)
    typed = context.event.kind is Kind.TEXT and context.event.reply_to is None and bool(context.event.text.strip())
    return typed and asked is not None and asked.kind is Asked.PRIVATE and not context.event.text.startswith("/")


def private(context: StaffContext) -> Decision:
    """What a teacher writes to one child's family instead of a page (BNV21)."""
    builder, asked = Builder(context, "post_private"), context.conversation.open_question(context.now)
    builder.settle_question()
    pupil_id = int(asked.data["pupil"]) if asked else 0
    class_id = _pupil(context, pupil_id)
    if class_id is None or not post_rights.for_class(context, class_id):
        builder.reply(say("staff.not_yours"))
    else:
        begin(builder, context, context.event.text, class_id=class_id, audience=Audience.CHILD, pupil_id=pupil_id)
    return builder.done()


START = Handler("post", Action.ANNOUNCE, _starts, start)
MEDIA = Handler("post_file", Action.ANNOUNCE, _carries, media)
PRIVATE = Handler("post_private", Action.ANNOUNCE, _private, private)
