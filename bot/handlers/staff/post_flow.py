"""The way of a post to its preview: one question at a time, each only where the school's policy wants an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.domain.effects.news import DraftAnnouncement, DropAnnouncement, ShapeDraft
from bot.domain.effects.people import Record
from bot.domain.eventdays import day_in
from bot.domain.guarding import Found, remedies
from bot.domain.posting import (
    Audience,
    Board,
    Draft,
    File,
    Step,
    findings,
    next_step,
    over,
    refusals,
    split_alt,
    to_whom,
    unread,
)
from bot.domain.refs import button
from bot.domain.repeating import Weekly
from bot.domain.scope import serves
from bot.domain.sending import Preview, Words
from bot.domain.showing import Child, not_to_show
from bot.domain.wording import ClassName, Name, Names, Option, Phrase, Who, say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_rights, serious
from bot.handlers.staff.post_words import command

_MOST_LINES = 12


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
        happens_on=happens_on or day_in(body, context.day),
        checked=frozenset({weekly.word} if weekly else {"whom"} if files is not None else ()),
    )
    if _stopped(builder, context, draft):
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


def board_of(context: StaffContext) -> Board:
    return context.board or Board()


def advance(builder: Builder, context: StaffContext, draft: Draft) -> None:
    step = next_step(draft, board_of(context), context.policy)
    if step is Step.WORDS and _stopped(builder, context, draft):
        builder.add(DropAnnouncement(draft.id))
    elif step is Step.PREVIEW:
        builder.send(Preview(draft.id))
    else:
        _ASKING[step](builder, context, draft)


def _stopped(builder: Builder, context: StaffContext, draft: Draft) -> bool:
    """A private matter beside a child: never to a page; its own family may be written to instead."""
    found = findings(draft, board_of(context), context.policy)
    private = [one for one in found if not one.why.may_be_confirmed(context.policy)]
    if not private:
        return False
    builder.add(Record(action="post_stopped", subject_kind="class", subject_id=draft.class_id, reason="private_matter"))
    words = ", ".join(dict.fromkeys(one.words for one in private))
    ids = tuple(dict.fromkeys(pupil for one in private for pupil in one.pupil_ids))
    mine = tuple(one for one in ids if context.policy.staff.direct_messages and _adults(context, one))
    lines = [say("staff.stopped_private", words=words)]
    lines += [_family(context, one) for one in mine]
    options = tuple(
        Option(say("staff.option.write_family", child=Name(Who.PUPIL, one)), button("pq", 0, one)) for one in mine
    )
    builder.reply(*lines, options=options)
    return True


def _adults(context: StaffContext, pupil_id: int) -> tuple[int, ...]:
    return board_of(context).adults.get(pupil_id, ())


def _family(context: StaffContext, pupil_id: int) -> Phrase:
    child = board_of(context).child(pupil_id)
    adults = Names(Who.GUARDIAN, _adults(context, pupil_id))
    where = ClassName(child.class_id) if child else "-"
    return say("staff.family_of", child=Name(Who.PUPIL, pupil_id), school_class=where, adults=adults)


def ask(builder: Builder, draft: Draft, lines: tuple[Phrase, ...], options: list[Option]) -> None:
    """A question about a draft; it can always be thrown away instead."""
    leave = Option(say("staff.option.discard"), button("discard", draft.id))
    builder.reply(*lines, options=(*options, leave))


def _where(builder: Builder, context: StaffContext, draft: Draft) -> None:
    options = [
        Option(say("staff.option.announce_to", school_class=one.name), button("pw", draft.id, one.id))
        for one in post_rights.classes(context)
    ]
    if post_rights.for_school(context):
        options.append(Option(say("staff.option.whole_school"), button("pw", draft.id, 0)))
    ask(builder, draft, (say("staff.which_class"),), options)


def _kind(builder: Builder, context: StaffContext, draft: Draft) -> None:
    options = [
        Option(say(f"staff.post_kind.{kind}"), button("pk", draft.id, at))
        for at, kind in enumerate(context.policy.feed.types)
    ]
    ask(builder, draft, (say("staff.which_kind"),), options)


def _to_whom(builder: Builder, context: StaffContext, draft: Draft) -> None:
    name = {Audience.CLASS: "staff.option.class_page", Audience.CHILD: "staff.option.one_family"}
    options = [
        Option(say(name[one], school_class=ClassName(draft.class_id or 0)), button("pa", draft.id, at))
        for at, one in enumerate(to_whom(draft, context.policy))
    ]
    ask(builder, draft, (say("staff.to_whom"),), options)


def _child(builder: Builder, context: StaffContext, draft: Draft) -> None:
    options = [
        Option(Name(Who.PUPIL, child.id), button("pc", draft.id, child.id))
        for child in board_of(context).of(draft.class_id)
        if _adults(context, child.id)
    ]
    ask(builder, draft, (say("staff.whose_family"),), options)


def _purpose(builder: Builder, context: StaffContext, draft: Draft) -> None:
    options = [
        Option(say(f"staff.purpose.{one}"), button("pp", draft.id, at))
        for at, one in enumerate(context.policy.photos.purposes)
    ]
    ask(builder, draft, (say("staff.which_purpose"),), options)


def _stored(builder: Builder, context: StaffContext, draft: Draft) -> None:
    understood = Option(say("staff.option.understood"), button("pi", draft.id))
    ask(builder, draft, (say("staff.may_be_stored"),), [understood])


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


def _list(builder: Builder, context: StaffContext, draft: Draft) -> None:
    lines = list_lines(context, unread(draft, board_of(context), context.policy))
    read = Option(say("staff.option.list_read"), button("pl", draft.id))
    ask(builder, draft, (say("staff.read_list"), *lines), [read])


def _sound(builder: Builder, context: StaffContext, draft: Draft) -> None:
    options = [
        Option(say("staff.option.with_sound"), button("ps", draft.id, 1)),
        Option(say("staff.option.without_sound"), button("ps", draft.id, 0)),
    ]
    ask(builder, draft, (say("staff.has_sound"),), options)


def _shows(builder: Builder, context: StaffContext, draft: Draft) -> None:
    options = [
        Option(say("staff.option.shows_children"), button("ph", draft.id, 0)),
        Option(say("staff.option.shows_work"), button("ph", draft.id, 1)),
    ]
    ask(builder, draft, (say("staff.what_shows"),), options)


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


def _tags(builder: Builder, context: StaffContext, draft: Draft) -> None:
    tags(builder, context, draft)


def cannot_appear(child: int, what: str) -> Phrase:
    """The same words for everybody who may not: why is nobody's business (LT9)."""
    kind = say(f"staff.shown.{what}") if what in _KNOWN else say("staff.shown.other")
    return say("staff.cannot_appear", child=Name(Who.PUPIL, child), what=kind)


def _refused(builder: Builder, context: StaffContext, draft: Draft) -> None:
    found = refusals(draft, board_of(context), context.policy)
    builder.add(Record(action="post_refused", subject_kind="announcement", subject_id=draft.id, reason=found[0].what))
    lines = tuple(cannot_appear(one.child.id, one.what) for one in found[:_MOST_LINES])
    again = [Option(say("staff.option.tag_again"), button("pt", draft.id))] if draft.files and draft.tagged else []
    ask(builder, draft, (*lines, say("staff.nothing_sent")), again)


def _over(builder: Builder, context: StaffContext, draft: Draft) -> None:
    most = context.policy.feed.pictures_per_week[1]
    anyway = Option(say("staff.option.post_anyway"), button("po", draft.id))
    builder.add(Record(action="pictures_over", subject_kind="class", subject_id=draft.class_id))
    ask(builder, draft, (say("staff.over_pictures", n=over(draft, board_of(context), context.policy), most=most),), [anyway])


def _words(builder: Builder, context: StaffContext, draft: Draft) -> None:
    """What was found, and one tap that puts it right; meant so, where the policy lets it be."""
    found = findings(draft, board_of(context), context.policy)
    offered = remedies(draft.body, found)
    lines = [say("staff.before_it_goes"), *(_said(one) for one in found[:_MOST_LINES])]
    if len(offered) == 1 and not offered[0].label:
        lines.append(say("staff.put_right_as", text=offered[0].text))
    options = [
        Option(say("staff.option.say_name", name=one.label) if one.label else say("staff.option.put_right"), button("px", draft.id, at))
        for at, one in enumerate(offered)
    ]  # fmt: skip
    options.append(Option(say("staff.option.as_it_is"), button("py", draft.id)))
    for why in dict.fromkeys(str(one.why) for one in found):
        builder.add(Record(action="post_questioned", subject_kind="announcement", subject_id=draft.id, reason=why))
    ask(builder, draft, tuple(lines), options)


def _said(one: Found) -> Phrase:
    if len(one.suggests) > 1:
        return say(f"staff.found.{one.why}", words=one.words, suggests=", ".join(one.suggests))
    return say(f"staff.found.{one.why}", words=one.words, suggests=one.suggests[0] if one.suggests else "-")


_ASKING: dict[Step, Callable[[Builder, StaffContext, Draft], None]] = {
    Step.WHERE: _where,
    Step.KIND: _kind,
    Step.TO_WHOM: _to_whom,
    Step.CHILD: _child,
    Step.PURPOSE: _purpose,
    Step.STORED: _stored,
    Step.LIST: _list,
    Step.SOUND: _sound,
    Step.SHOWS: _shows,
    Step.TAGS: _tags,
    Step.REFUSED: _refused,
    Step.OVER: _over,
    Step.WORDS: _words,
}


def without_list(context: StaffContext, class_ids: tuple[int, ...]) -> StaffContext:
    """As things stand once these lists have been read."""
    board = board_of(context)
    left = {one: version for one, version in board.lists.items() if one not in class_ids}
    return replace(context, board=replace(board, lists=left))
