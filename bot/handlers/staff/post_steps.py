"""What the author answers on the way to the preview: each button changes the draft and asks what is still open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.access import Action
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.news import Acknowledge, ShapeDraft, TagPupil
from bot.domain.effects.people import Record
from bot.domain.guarding import remedies
from bot.domain.messages import Kind
from bot.domain.posting import Audience, Draft, findings, shown, to_whom, unread
from bot.domain.ready import suggest
from bot.domain.refs import pressed
from bot.domain.showing import kinds_needed, lacking
from bot.domain.wording import Name, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_rights
from bot.handlers.staff.post_checking import board_of, without_list
from bot.handlers.staff.post_flow import advance
from bot.handlers.staff.post_showing import cannot_appear, tags
from bot.handlers.staff.post_words import STEPS

_PRIVATE_MINUTES = 30
Numbers = tuple[int, ...]


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in STEPS


def handle(context: StaffContext) -> Decision:
    """Only the author's own draft, whatever a button says; two steps need none."""
    builder, (verb, numbers) = Builder(context, "post_step"), pressed(context.event.choice)
    found = context.draft
    if verb in _WITHOUT and (not numbers or not numbers[0]):
        _WITHOUT[verb](builder, context, numbers)
    elif found is None or found.post is None or not _mine(context, found.post):
        builder.reply(say("staff.not_yours"))
    elif found.state != "draft":
        builder.reply(say("staff.announcement_gone"))
    else:
        _STEPS[verb](builder, context, found.post, numbers[1:])
    return builder.done()


def _mine(context: StaffContext, draft: Draft) -> bool:
    return post_rights.may_post(context, draft.class_id, str(draft.audience))


def _shape(builder: Builder, context: StaffContext, draft: Draft, effect: ShapeDraft) -> None:
    """Store the change and go on with the draft as it is now."""
    builder.add(effect)
    changes = {
        name: value
        for name in ("body", "kind", "class_id", "pupil_id", "purpose", "checked")
        if (value := getattr(effect, name)) is not None
    }
    if effect.audience is not None:
        changes["audience"] = Audience(effect.audience)
    advance(builder, context, replace(draft, **changes))


def _checked(draft: Draft, word: str) -> frozenset[str]:
    return draft.checked | {word}


def _chosen(options: tuple[str, ...], numbers: Numbers) -> str | None:
    return options[numbers[0]] if numbers and numbers[0] < len(options) else None


def _kind(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    wanted = _chosen(context.policy.feed.types, numbers)
    if wanted:
        _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, kind=wanted))


def _audience(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    """Only what this kind of post may have (PH8)."""
    offered = to_whom(draft, context.policy)
    if numbers and numbers[0] < len(offered):
        whom, known = str(offered[numbers[0]]), _checked(draft, "whom")
        _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, audience=whom, checked=known))
    else:
        builder.reply(say("staff.not_yours"))


def _where(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    class_id = numbers[0] if numbers else 0
    if class_id and class_id in {one.id for one in post_rights.classes(context)}:
        change = ShapeDraft(announcement_id=draft.id, audience="class", class_id=class_id)
        _shape(builder, context, draft, change)
    elif not class_id and post_rights.for_school(context):
        _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, audience="school"))
    else:
        builder.reply(say("staff.not_yours"))


def _child(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    ours = {child.id for child in board_of(context).of(draft.class_id)}
    if numbers and numbers[0] in ours and draft.audience is Audience.CHILD:
        _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, pupil_id=numbers[0]))
    else:
        builder.reply(say("staff.not_yours"))


def _purpose(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    wanted = _chosen(context.policy.photos.purposes, numbers)
    if wanted:
        _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, purpose=wanted))


def _stored(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    builder.add(Acknowledge(draft.staff_id, "may_be_stored"))
    advance(builder, replace(context, board=replace(board_of(context), told_stored=True)), draft)


def _list(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    read = unread(draft, board_of(context), context.policy)
    _confirm_lists(builder, context, read)
    advance(builder, without_list(context, read), draft)


def _confirm_lists(builder: Builder, context: StaffContext, class_ids: tuple[int, ...]) -> None:
    staff_id = context.staff.id if context.staff else 0
    for class_id in class_ids:
        builder.add(Acknowledge(staff_id, "photo_list", board_of(context).lists[class_id], class_id))


def _sound(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    word = "sound:yes" if numbers != (0,) else "sound:no"
    _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, checked=_checked(draft, word)))


def _shows(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    word = "shows:work" if numbers == (1,) else "shows:children"
    _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, checked=_checked(draft, word)))


def _tag(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    """A child who may not appear is refused at once, before anything is sent; a second tap takes a child off again."""
    pupil_id, class_id = (*numbers, 0, 0)[:2]
    place = context.answered.outbox_id if context.answered else None
    child = board_of(context).child(pupil_id)
    if child is None or (draft.class_id is not None and child.class_id != draft.class_id):
        tags(builder, context, draft, class_id=class_id or None)
        return
    now_in = pupil_id not in draft.tagged
    after = replace(draft, tagged=draft.tagged | {pupil_id} if now_in else draft.tagged - {pupil_id})
    what = lacking(child, kinds_needed(shown(after, context.policy), context.policy.photos)) if now_in else ""
    if what:
        builder.add(Record(action="post_refused", subject_kind="announcement", subject_id=draft.id, reason=what))
        builder.reply(cannot_appear(pupil_id, what), say("staff.nothing_sent"))
        if context.signed_in:  # on a phone the list of children stands above; on a page it is asked anew
            tags(builder, context, draft, class_id=class_id or None)
        return
    builder.add(TagPupil(draft.id, pupil_id, now_in))
    tags(builder, context, after, class_id=class_id or None, replaces=place)


def _tagged(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, checked=_checked(draft, "tags")))


def _over(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, checked=_checked(draft, "over")))


def _put_right(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    offered = remedies(draft.body, findings(draft, board_of(context), context.policy))
    if numbers and numbers[0] < len(offered):
        _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, body=offered[numbers[0]].text))
    else:
        advance(builder, context, draft)


def _ready(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    """The notice its words look like, written by hand in every language, instead of them."""
    offered = suggest(draft.body, context.day)
    if offered:
        _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, body=offered))
    else:
        advance(builder, context, draft)


def _as_it_is(builder: Builder, context: StaffContext, draft: Draft, numbers: Numbers) -> None:
    builder.add(Record(action="post_confirmed_words", subject_kind="announcement", subject_id=draft.id))
    _shape(builder, context, draft, ShapeDraft(announcement_id=draft.id, checked=_checked(draft, "words")))


def _privately(builder: Builder, context: StaffContext, numbers: Numbers) -> None:
    """The teacher writes to the family instead; the stopped words were not kept (BNV21)."""
    child = board_of(context).child(numbers[1] if len(numbers) > 1 else None)
    direct = context.policy.staff.direct_messages
    if child is None or not direct or not post_rights.for_class(context, child.class_id):
        builder.reply(say("staff.not_yours"))
        return
    builder.ask(Asked.PRIVATE, (), _PRIVATE_MINUTES, data={"pupil": child.id})
    builder.reply(say("staff.write_family_now", child=Name(Who.PUPIL, child.id)))


def _list_alone(builder: Builder, context: StaffContext, numbers: Numbers) -> None:
    """Read without a post in hand."""
    mine = tuple(one.id for one in post_rights.classes(context) if one.id in board_of(context).lists)
    _confirm_lists(builder, context, mine)
    builder.reply(say("staff.list_confirmed"))


_WITHOUT: dict[str, Callable[[Builder, StaffContext, Numbers], None]] = {"pq": _privately, "pl": _list_alone}
_STEPS: dict[str, Callable[[Builder, StaffContext, Draft, Numbers], None]] = {
    "pk": _kind,
    "pa": _audience,
    "pw": _where,
    "pc": _child,
    "pp": _purpose,
    "pi": _stored,
    "pl": _list,
    "ps": _sound,
    "ph": _shows,
    "pt": _tag,
    "pd": _tagged,
    "po": _over,
    "px": _put_right,
    "py": _as_it_is,
    "pr": _ready,
    "pq": lambda builder, context, draft, numbers: _privately(builder, context, (0, *numbers)),
}
HANDLER: Handler[StaffContext] = Handler("post_step", Action.ANNOUNCE, matches, handle)
