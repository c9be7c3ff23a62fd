"""What a family hears of where its message went: one reply, and what can be put right with a tap or a digit."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.absence import is_absence
from bot.domain.asking import Label
from bot.domain.conversation import Asked
from bot.domain.people import Pupil
from bot.domain.routing import Route, current_quiet
from bot.domain.sending import Lane
from bot.domain.subjects import Subject
from bot.domain.wording import Option, say
from bot.handlers.base import FamilyContext
from bot.handlers.building import Builder
from bot.handlers.families import absent, minute, replies
from bot.handlers.families.absent import Told

MEET_DIGIT, TOPIC_DIGIT, CHANGE_DIGIT, NOT_THAT_DIGIT, RING_DIGIT = 6, 7, 8, 9, 0
SETTLE_MINUTES = 24 * 60  # "not that" stays possible for a day


def answer(
    builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...], fresh: list[tuple[Route, int]], told: Told
) -> int | None:
    """One reply for all routes: the most pressing speaks, office and urgent items always have their own word.

    Returns the send that says that the class teacher has it.
    """
    burst = minute.burst_of(context)
    own = [part for part in fresh if _has_own_word(part[0])]
    teacher = [part for part in fresh if not _has_own_word(part[0])]
    if own:
        route, items = _most_pressing([one for one, _ in own]), tuple(item for _, item in own)
        away = told if is_absence(route.subject) else {}
        options = _corrections(builder, context, pupils, route, items, away)
        lane = Lane.DANGER if route.subject is Subject.URGENT else Lane.TALK
        said = absent.phrases(context, route, away) if away else replies.passed(context, route, pupils)
        sent = builder.reply(*said, options=options, lane=lane)
        return sent if route.to_teacher else None
    if teacher and not (burst and burst.answered) and not _teacher_is_writing(context, pupils):
        return _answer_for_teacher(builder, context, pupils, teacher)
    return None


def _has_own_word(route: Route) -> bool:
    return not route.to_teacher or route.subject is Subject.URGENT


def _most_pressing(own: list[Route]) -> Route:
    """What is urgent speaks first, and of its places one where somebody reads now."""
    urgent = [route for route in own if route.subject is Subject.URGENT]
    return min(urgent, key=lambda route: route.held, default=own[0])


def _answer_for_teacher(
    builder: Builder, context: FamilyContext, pupils: tuple[Pupil, ...], parts: list[tuple[Route, int]]
) -> int | None:
    route = parts[0][0]
    if told_before(builder, context, route):
        return None
    phrases = replies.passed(context, route, pupils)
    if _is_long(context):
        phrases = (*phrases, say("brief.appointment"))
    options = _corrections(builder, context, pupils, route, tuple(item for _, item in parts))
    return builder.reply(*phrases, options=options)


def _is_long(context: FamilyContext) -> bool:
    return 0 < context.policy.messages.brief_chars < len(context.event.text)


def told_before(builder: Builder, context: FamilyContext, route: Route) -> bool:
    """Whether this quiet period's one held-notice has gone; if not, it goes now and that is remembered."""
    if not replies.is_held_notice(route):
        return False
    quiet = current_quiet(context.calendars, route, context.now)
    if quiet and builder.conversation.held_since == quiet.start:
        return True
    builder.remember(held_since=quiet.start if quiet else None)
    return False


def _teacher_is_writing(context: FamilyContext, pupils: tuple[Pupil, ...]) -> bool:
    window = timedelta(minutes=context.policy.messages.quiet_after_teacher_min)
    return any(
        pupil.id in context.staff_wrote and context.now - context.staff_wrote[pupil.id] <= window for pupil in pupils
    )


def _corrections(
    builder: Builder,
    context: FamilyContext,
    pupils: tuple[Pupil, ...],
    route: Route,
    items: tuple[int, ...],
    told: Told | None = None,
) -> tuple[Option, ...]:
    """ "Not about an absence? Reply 9" and, for a remembered child, "someone else? Reply 8" (law 8)."""
    labels: list[Label] = absent.back_labels() if told and absent.asks_back(context, route, told) else []
    if route.to_teacher and not route.held and context.policy.routing.topics:
        labels.append((say("option.other_topic"), "topic", TOPIC_DIGIT))
    if route.to_teacher and _is_long(context):
        labels.append((say("option.appointment"), "meet", MEET_DIGIT))
    if len(context.pupils) > 1 and not context.mentioned:
        labels.append((say("option.other_child"), "child", CHANGE_DIGIT))
    if not route.to_teacher and context.policy.routing.default.role is not route.role:
        labels.append((say("option.not_that"), "not_that", NOT_THAT_DIGIT))
    asked = context.conversation.open_question(context.now)
    if not labels or (asked is not None and asked.kind is not Asked.NOT_THAT):
        return ()  # a real question stays open; an earlier offer gives way to this one
    return builder.ask(Asked.NOT_THAT, tuple(labels), SETTLE_MINUTES, items)
