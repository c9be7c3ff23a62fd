"""What is asked of a post's author: one function for each question of `posting.next_step`."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.effects.people import Record
from bot.domain.guarding import Found, remedies
from bot.domain.posting import Audience, Draft, Step, findings, over, refusals, to_whom, unread
from bot.domain.refs import button
from bot.domain.wording import ClassName, Name, Option, Phrase, Who, say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_rights
from bot.handlers.staff.post_checking import adults_of, board_of
from bot.handlers.staff.post_showing import cannot_appear, list_lines, tags
from bot.handlers.staff.post_words import CLASSES

_MOST_LINES = 12


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
        if len(post_rights.several(context)) > 1:
            options.append(Option(say("staff.option.several"), button(CLASSES, draft.id)))
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
        if adults_of(context, child.id)
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


def _tags(builder: Builder, context: StaffContext, draft: Draft) -> None:
    tags(builder, context, draft)


def _refused(builder: Builder, context: StaffContext, draft: Draft) -> None:
    found = refusals(draft, board_of(context), context.policy)
    builder.add(Record(action="post_refused", subject_kind="announcement", subject_id=draft.id, reason=found[0].what))
    lines = tuple(cannot_appear(one.child.id, one.what) for one in found[:_MOST_LINES])
    if any(one.child.id not in draft.tagged and one.what != "message" for one in found):
        lines += (say("staff.named_is_shown"),)
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


ASKING: dict[Step, Callable[[Builder, StaffContext, Draft], None]] = {
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
