"""What a family does with a post: like it, read what others wrote, write under it, say that it should not be there.

A reply to a post is a comment only where the school has comments; elsewhere it is nobody's to see, and may be given to the
class teacher instead (M4, BNV13).
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.access import Action
from bot.domain.agreeing import RENEWAL
from bot.domain.consent import standing
from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.effects.posts import LikePost, ReportPost, WriteComment
from bot.domain.hours import is_open, next_opening
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.refs import button, pressed
from bot.domain.sending import CommentNote, Notice, Original, Replies, Words
from bot.domain.subjects import Subject
from bot.domain.wording import LanguageName, Name, Option, When, Who, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import agreement, kept_back, redirect, replies
from bot.handlers.known import PostFacts

VERBS = frozenset({"like", "comments", "reportpost", "original", "mistranslated"})


TYPED = {"original": "original", "wrong": "mistranslated"}
"""What an adult without buttons types about the newest post that a machine translated for them."""


def presses(context: FamilyContext) -> bool:
    if context.guardian is None:
        return False
    if context.event.kind is Kind.TEXT:
        return context.post is not None and context.post.typed
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in VERBS


def typed(text: str) -> str | None:
    """The verb of a typed word."""
    return TYPED.get(text.strip().rstrip(".!").casefold())


def press(context: FamilyContext) -> Decision:
    verb, numbers = pressed(context.event.choice)
    if context.post is not None and context.post.typed:
        verb, numbers = typed(context.event.text) or "original", (context.post.id,)
    builder, post = Builder(context, verb), context.post
    if post is None or numbers[:1] != (post.id,):  # a number that did not come with the message it is pressed under
        builder.add(
            Record(
                action="refused", subject_kind="announcement", subject_id=next(iter(numbers), None), reason="not_theirs"
            )
        )
        builder.reply(say("news.removed"))
    elif post.removed or context.guardian is None:
        builder.reply(say("news.removed"))
    elif verb == "like":
        _like(builder, context, post)
    elif verb == "comments":
        _comments(builder, context, post)
    elif verb == "reportpost":
        _report(builder, context, post)
    else:
        _original(builder, context, post, wrong=verb == "mistranslated")
    return builder.done()


def _like(builder: Builder, context: FamilyContext, post: PostFacts) -> None:
    """Pressed again it is taken back; the button says which. Nobody else sees a number (BNV24)."""
    if not context.policy.feed.likes or context.guardian is None:
        return
    builder.add(LikePost(post.id, context.guardian.id, not post.liked))
    builder.send(Notice(post.id, replaces=post.outbox_id, version=post.version), guardian_id=context.guardian.id)


def _comments(builder: Builder, context: FamilyContext, post: PostFacts) -> None:
    if context.policy.feed.comments and context.guardian is not None:
        builder.send(Replies(post.id), guardian_id=context.guardian.id)


def _report(builder: Builder, context: FamilyContext, post: PostFacts) -> None:
    """A person decides; whoever may take posts down hears of it (PH26)."""
    if context.guardian is None:
        return
    builder.add(
        ReportPost(post.id, context.guardian.id),
        Record(action="post_reported", subject_kind="announcement", subject_id=post.id),
    )
    options = (
        Option(say("staff.option.remove_post"), button("rmpost", post.id)),
        Option(say("staff.option.keep_post"), button("keeppost", post.id)),
    )
    who = Name(Who.GUARDIAN, context.guardian.id)
    for role in context.policy.conduct.remove_roles:
        words = Words((say("staff.post_reported", adult=who, text=post.body),), options)
        builder.send(words, role=role, intent=f"reported:{post.id}:{context.guardian.id}|{role}")
    builder.reply(say("report.thanks"))


def _original(builder: Builder, context: FamilyContext, post: PostFacts, *, wrong: bool) -> None:
    if context.guardian is None:
        return
    builder.send(Original(post.id, wrong), guardian_id=context.guardian.id)
    if wrong:
        language = context.guardian.language or "en"
        builder.add(
            Record(action="translation_wrong", subject_kind="announcement", subject_id=post.id, reason=language)
        )
        builder.send(
            Words((say("staff.translation_wrong", language=LanguageName(language), text=post.body),)),
            role=Role.OFFICE,
            intent=f"wrongly:{post.id}:{language}",
        )


def answers(context: FamilyContext) -> bool:
    """A text in reply to a post, of somebody who got it."""
    typed = context.event.kind is Kind.TEXT and bool(context.event.text.strip())
    return typed and context.event.reply_to is not None and context.post is not None


def answer(context: FamilyContext) -> Decision:
    builder, post = Builder(context, "comment"), context.post
    if post is None or context.guardian is None:
        return builder.done()
    if post.removed:
        builder.reply(say("news.removed"), *replies.if_closed(context))
    elif not context.policy.feed.comments or post.audience == "child" or post.no_comments:
        labels = ((say("option.to_teacher"), "note", None),)
        kept_back.keep_back(
            builder, context, "post_reply", (say("comment.privately"), *replies.if_closed(context)), labels
        )
    elif _must_agree(context, post) and agreement.start(
        builder, context.papers, _ids(context), RENEWAL, say("agree.renewed")
    ):
        builder.keep(kind="comment")
    elif _complains(context):
        _for_leaders(builder, context, post)
    else:
        _write(builder, context, post)
    return builder.done()


def _ids(context: FamilyContext) -> tuple[int, ...]:
    return tuple(pupil.id for pupil in context.children)


def _must_agree(context: FamilyContext, post: PostFacts) -> bool:
    """A new text waits for their answer: until then they write under no post (LT23)."""
    own = [one for one in context.children if post.class_id in (None, one.school_class.id)]
    return bool(own) and not any(standing(context.policy, context.papers, one.id).hears_news for one in own)


def _complains(context: FamilyContext) -> bool:
    """A complaint, where the school has a way of its own for them (LT27)."""
    return Subject.COMPLAINT in context.policy.routing.places and any(
        one.subject is Subject.COMPLAINT for one in context.sure
    )


def _for_leaders(builder: Builder, context: FamilyContext, post: PostFacts) -> None:
    """Hidden until a leader has looked: no teacher reads it, and its writer hears the way complaints go (LT27)."""
    comment = _store(builder, context, post, context.now, "waiting")
    for role in context.policy.monitor.roles or context.policy.conduct.remove_roles:
        builder.send(CommentNote(comment), role=role, intent=f"comment:{comment}|{role}")
    ways = (*redirect.stages(context), say("comment.leader_reads"), *replies.emergency(context))
    kept_back.keep_back(builder, context, "complaint", ways, redirect.complaint_labels(context)[:-1])


def _write(builder: Builder, context: FamilyContext, post: PostFacts) -> None:
    """Shown at once in teachers' hours, else from the next opening on; what may be private waits for the teacher."""
    guardian = context.guardian
    if guardian is None:
        return
    calendar = context.calendars.of(Role.CLASS_TEACHER, post.class_id)
    opens = None if is_open(calendar, context.now) else next_opening(calendar, context.now)
    shown_from = context.now if context.policy.feed.comment_window == "any_time" else opens or context.now
    state = "waiting" if post.doubtful else "shown"
    made = _store(builder, context, post, shown_from, state)
    note = CommentNote(made)
    if post.class_id is not None:
        builder.send(note, role=Role.CLASS_TEACHER, class_id=post.class_id, due_at=opens, intent=f"comment:{made}")
    else:
        builder.send(note, staff_id=post.staff_id, due_at=opens, intent=f"comment:{made}")
    if state == "waiting":
        builder.reply(say("comment.waits"), *replies.if_closed(context))
    elif shown_from > context.now:
        builder.reply(say("comment.later", when=When(shown_from)), *replies.if_closed(context))
    else:
        builder.reply(say("comment.shown"), *replies.if_closed(context))


def _store(builder: Builder, context: FamilyContext, post: PostFacts, shown_from: datetime, state: str) -> int:
    made, guardian = builder.new_id(), context.guardian
    builder.add(
        WriteComment(
            id=made,
            announcement_id=post.id,
            guardian_id=guardian.id if guardian else 0,
            body=context.event.text,
            language=guardian.language if guardian else None,
            shown_from=shown_from,
            state=state,
        ),
        Record(action="commented", subject_kind="announcement", subject_id=post.id),
    )
    return made


PRESS = Handler("feed", Action.RECEIVE, presses, press)
REPLY = Handler("comment", Action.WRITE_HOME_TO_SCHOOL, answers, answer)
