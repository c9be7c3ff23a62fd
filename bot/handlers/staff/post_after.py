"""A post that has gone out: put right, taken down, recalled from the wrong family; comments under it (DPIA30, DPIA45, LT18, PH26)."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.access import Action, Facts
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.effects.posts import BlockComments, DecideComment, EditPost, KeepPost, OpenBreach, RemovePost
from bot.domain.guarding import examine
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.posting import Audience
from bot.domain.refs import button, pressed
from bot.domain.sending import PostCard, Words
from bot.domain.wording import Name, Option, Phrase, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import SentPost
from bot.handlers.staff import post_flow, post_rights, rights
from bot.handlers.staff.post_checking import board_of

VERBS = frozenset({"rmpost", "keeppost", "wrongpost", "rightpost", "editpost", "cremove", "cwhy", "cshow", "cblock"})
WHYS = ("rude", "private", "other")
_MINUTES = 30
Numbers = tuple[int, ...]


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in VERBS


def handle(context: StaffContext) -> Decision:
    verb, numbers = pressed(context.event.choice)
    builder, post = Builder(context, verb), context.sent_post
    if post is None or not _may(context, post, verb):
        builder.add(
            Record(action="refused", subject_kind="announcement", subject_id=post.id if post else None, reason=verb)
        )
        builder.reply(say("staff.not_yours"))
    else:
        _ACTS[verb](builder, context, post, numbers)
    return builder.done()


def _may(context: StaffContext, post: SentPost, verb: str) -> bool:
    """Authors and their class's staff; leaders everywhere, where the school lets them take posts down."""
    author = context.staff is not None and context.staff.id == post.staff_id
    if verb in {"wrongpost", "rightpost", "editpost"}:
        return author and post_rights.may_post(context, post.class_id, post.audience)
    if verb == "cblock":
        return bool(rights.roles(context) & set(context.policy.conduct.decider))
    facts = rights.class_facts(context, post.class_id) if post.class_id else Facts()
    named = bool(rights.roles(context) & {*context.policy.conduct.remove_roles, *context.policy.conduct.decider})
    return (author or named or facts.of_class) and rights.allowed(context, Action.REMOVE_POST, facts)


def _remove(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    if post.state == "removed":
        builder.reply(say("staff.already_removed"))
        return
    staff_id = context.staff.id if context.staff else None
    builder.add(
        RemovePost(post.id, staff_id, "removed"),
        Record(action="post_removed", subject_kind="announcement", subject_id=post.id),
    )
    builder.reply(say("staff.post_removed"))


def _keep(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    builder.add(
        KeepPost(post.id, context.staff.id if context.staff else None),
        Record(action="post_kept", subject_kind="announcement", subject_id=post.id),
    )
    builder.reply(say("staff.post_kept"))


def _wrong(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    """Recalled where that is possible, on the breach register, and the head and DPO hear of it (DPIA45)."""
    if post.state == "removed":
        builder.reply(say("staff.already_removed"))
        return
    staff_id = context.staff.id if context.staff else None
    builder.add(
        RemovePost(post.id, staff_id, "wrong_recipient"),
        OpenBreach("wrong_recipient", post.id, staff_id, post.readers),
        Record(action="wrong_recipient", subject_kind="announcement", subject_id=post.id, reason="breach"),
    )
    for role in (Role.HEAD, Role.DPO):
        builder.send(Words((say("staff.breach_opened"),)), role=role, intent=f"breach:{post.id}|{role}")
    board = board_of(context)
    wrong = board.child(post.pupil_id)
    others = [one for one in board.of(post.class_id) if wrong is None or one.id != wrong.id]
    alike = [one for one in others if wrong is not None and one.first_name == wrong.first_name] or others
    options = tuple(Option(Name(Who.PUPIL, one.id), button("rightpost", post.id, one.id)) for one in alike)
    builder.reply(say("staff.taking_back"), say("staff.whose_was_it"), options=options)


def _right(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    """The same words drafted for the right family; they leave only when their author says so."""
    child = board_of(context).child(numbers[1] if len(numbers) > 1 else None)
    if child is None or child.class_id != post.class_id:
        builder.reply(say("staff.not_yours"))
        return
    post_flow.begin(
        builder, context, post.body, class_id=post.class_id, audience=Audience.CHILD, kind=post.kind, pupil_id=child.id
    )


def _comment_why(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    options = tuple(
        Option(say(f"staff.comment_why.{why}"), button("cwhy", numbers[0], at)) for at, why in enumerate(WHYS)
    )
    builder.reply(say("staff.why_remove"), options=options)


def _comment_removed(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    """Gone for everybody; its author hears why; what follows is for whoever decides, never the machine (LT18, law 7)."""
    why = WHYS[numbers[1]] if len(numbers) > 1 and numbers[1] < len(WHYS) else "other"
    staff_id = context.staff.id if context.staff else None
    if post.comment_by is None:
        builder.reply(say("staff.not_yours"))
        return
    builder.add(
        DecideComment(numbers[0], "removed", why, staff_id),
        Record(action="comment_removed", subject_kind="comment", subject_id=numbers[0], reason=why),
    )
    paper = next(iter(context.policy.governance.linked_policies), None) or context.policy.contacts.policy
    link = context.policy.contacts.website
    rules: tuple[Phrase, ...] = (
        (say("comment.rules", title=paper.title, link=paper.link),)
        if paper
        else (say("comment.rules", title="", link=link),)
        if link
        else ()
    )
    told = Words((say("comment.removed", why=say(f"comment.why.{why}")), *rules))
    builder.send(told, guardian_id=post.comment_by, intent=f"uncommented:{numbers[0]}")
    who = Name(Who.GUARDIAN, post.comment_by)
    if "block" in context.policy.conduct.comment:
        options = (Option(say("staff.option.block_comments"), button("cblock", numbers[0])),)
        words = Words((say("staff.comment_next", adult=who),), options)
        builder.send(words, role=context.policy.conduct.decider[0], intent=f"commentnext:{numbers[0]}")
    builder.reply(say("staff.comment_removed"))


def _comment_shown(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    builder.add(
        DecideComment(numbers[0], "shown", "", context.staff.id if context.staff else None),
        Record(action="comment_shown", subject_kind="comment", subject_id=numbers[0]),
    )
    builder.reply(say("staff.comment_shown"))


def _block(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    if post.comment_by is None:
        return
    builder.add(
        BlockComments(post.comment_by),
        Record(action="comments_blocked", subject_kind="guardian", subject_id=post.comment_by),
    )
    builder.reply(say("staff.comments_blocked"))


def _edited(builder: Builder, context: StaffContext, post: SentPost, numbers: Numbers) -> None:
    asked = context.conversation.open_question(context.now)
    builder.settle_question()
    if asked is None or asked.kind is not Asked.CORRECTION or not context.kept_text or post.state != "sent":
        builder.reply(say("staff.announcement_gone"))
        return
    staff_id = context.staff.id if context.staff else None
    builder.add(
        EditPost(post.id, context.kept_text, staff_id),
        Record(action="post_edited", subject_kind="announcement", subject_id=post.id),
    )
    builder.reply(say("staff.post_edited"))


def _edits(context: StaffContext) -> bool:
    return context.event.kind is Kind.EDIT and context.sent_post is not None and context.policy.feed.edit_propagates


def edit(context: StaffContext) -> Decision:
    """The author changes their own message: looked through like a new one, and sent round once they say so (DPIA30)."""
    builder, post = Builder(context, "edit_post"), context.sent_post
    if post is None or post.state != "sent" or not _may(context, post, "editpost"):
        builder.reply(say("staff.edit_changes_nothing"))
        return builder.done()
    body = post_flow.body_of(context.event.text)
    board = board_of(context)
    if examine(body, board.of(post.class_id), board.children, board.guard, context.policy, own=post.pupil_id):
        builder.reply(say("staff.edit_not_allowed"))
        return builder.done()
    kept = builder.keep(body=body, kind="draft", staff_id=post.staff_id)
    builder.ask(Asked.CORRECTION, (), _MINUTES, data={"message": kept, "post": post.id})
    options = (Option(say("staff.option.correct", n=post.readers), button("editpost", post.id)),)
    builder.reply(say("staff.correct_how", n=post.by_sms), options=options)
    return builder.done()


def _lists(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in {"/pages", "/page"}


def pages(context: StaffContext) -> Decision:
    """The newest posts of the classes a person looks after, each with what can be done about it."""
    builder = Builder(context, "pages")
    builder.add(
        Record(action="pages_viewed", subject_kind="staff", subject_id=context.staff.id if context.staff else None)
    )
    for one in context.recent_posts:
        builder.send(PostCard(one), staff_id=context.staff.id if context.staff else None)
    if not context.recent_posts:
        builder.reply(say("staff.no_posts"))
    return builder.done()


_ACTS: dict[str, Callable[[Builder, StaffContext, SentPost, Numbers], None]] = {
    "rmpost": _remove,
    "keeppost": _keep,
    "wrongpost": _wrong,
    "rightpost": _right,
    "editpost": _edited,
    "cremove": _comment_why,
    "cwhy": _comment_removed,
    "cshow": _comment_shown,
    "cblock": _block,
}
HANDLER: Handler[StaffContext] = Handler("post_after", Action.USE_STAFF_BOT, matches, handle)
EDIT = Handler("edit_post", Action.ANNOUNCE, _edits, edit)
PAGES = Handler("pages", Action.USE_STAFF_BOT, _lists, pages)
