"""The sentences of an answer to a family, in the order voice asks: what happened, what next, what if it cannot wait."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.domain.hours import is_open, next_opening
from bot.domain.people import Pupil
from bot.domain.policy import Policy
from bot.domain.reminding import promised
from bot.domain.routing import Calendars, Route
from bot.domain.sending import Words
from bot.domain.subjects import Subject
from bot.domain.wording import Day, Names, Phrase, RoleName, When, Who, say
from bot.handlers.base import FamilyContext
from bot.handlers.known import ItemFacts


def emergency(context: FamilyContext) -> tuple[Phrase, ...]:
    return emergency_at(context.policy, context.calendars, context.now)


def emergency_at(policy: Policy, calendars: Calendars, now: datetime) -> tuple[Phrase, ...]:
    """Always the same words, in every closed-hours reply; never names the subject."""
    office = calendars.office
    opens = None if is_open(office, now) else next_opening(office, now)
    line = say("emergency.office_later", when=When(opens)) if opens else say("emergency.office")
    if policy.safeguarding.out_of_hours_line:
        return (line, say("emergency.out_of_hours"))
    return (line,)


def if_closed(context: FamilyContext) -> tuple[Phrase, ...]:
    """For a reply that says something else: while the office is closed it carries the emergency line all the same."""
    return () if is_open(context.calendars.office, context.now) else emergency(context)


def neutral(context: FamilyContext) -> tuple[Phrase, ...]:
    """For anything that may mean danger: on a shared phone it looks like any other answer (law 6)."""
    return (say("received"), *emergency(context))


def about(pupils: tuple[Pupil, ...], subject: Subject) -> tuple[Phrase, ...]:
    named = _named(subject)
    if not pupils:
        return (say("about.subject", subject=named),) if named else ()
    names = Names(Who.PUPIL, tuple(pupil.id for pupil in pupils))
    return (say("about.both", names=names, subject=named) if named else say("about.names", names=names),)


def _named(subject: Subject) -> Phrase | None:
    quiet = {Subject.NOTE, Subject.OTHER, Subject.SAFEGUARDING, Subject.ABUSE, Subject.SEN}
    return None if subject in quiet else say(f"subject.{subject}")


def passed(context: FamilyContext, route: Route, pupils: tuple[Pupil, ...]) -> tuple[Phrase, ...]:
    """The acknowledgement of one route, as things really stand."""
    classes = {pupil.school_class.id for pupil in pupils}
    place = RoleName(route.role, route.class_id if len(classes) < 2 else None)  # two classes: "the class teacher"
    if route.subject is Subject.URGENT:
        return _urgent(context, route, place, pupils)
    if not route.held:
        last = _when_read(context, route, pupils) if route.to_teacher else say("passed.office_answers")
        # "Office matter" is the office's word: beside "passed to the 3B teacher" it only puzzles.
        named = Subject.NOTE if route.to_teacher and route.subject is Subject.ADMIN else route.subject
        said = (say("passed.to", place=place), *about(pupils, named), last, *_advice(context, route))
        return (*said, *_after_hours(context, route))
    if route.to_teacher:
        return (*_held(context, route, place, pupils), *emergency(context))
    # When the office reads again stands in the emergency line; said twice it would cost a third SMS part.
    return (
        say("passed.to", place=place),
        *about(pupils, route.subject),
        say("held.nobody_reads"),
        *emergency(context),
    )


def _after_hours(context: FamilyContext, route: Route) -> tuple[Phrase, ...]:
    """Where nothing is held for the hours, an answer at 20:00 says all the same whom to ring (law 6)."""
    if context.calendars.holds or is_open(context.calendars.of(route.role, route.class_id), context.now):
        return ()
    return emergency(context)


def _when_read(context: FamilyContext, route: Route, pupils: tuple[Pupil, ...]) -> Phrase:
    """By when, where the school promises it: of the oldest that still waits, so that writing again moves nothing (LT26)."""
    taught = context.calendars.lesson_end(route.class_id, context.now)
    if taught is not None:
        return say("held.until", place=RoleName(route.role, route.class_id), when=When(taught))
    waiting = [context.waiting[pupil.id] for pupil in pupils if pupil.id in context.waiting]
    since = min((route.visible_from, *waiting))
    due = promised(route.role, route.class_id, since, context.policy, context.calendars)
    if due is None or due <= context.now:
        return say("passed.when_lessons_allow")
    return say("passed.answer_by", when=When(due))


def _advice(context: FamilyContext, route: Route) -> tuple[Phrase, ...]:
    """What the policy has the reply ask of the parent besides (M12, BNV18): an appointment, or to ring."""
    if context.diverted_to is not None:
        return (say("conduct.ring_office"),)
    place = context.policy.routing.places.get(route.subject)
    if place is None or place.advise is None:
        return ()
    return (say("urgent.phone_now" if place.advise == "phone_office" else "brief.appointment"),)


def _held(context: FamilyContext, route: Route, place: RoleName, pupils: tuple[Pupil, ...]) -> tuple[Phrase, ...]:
    # The subject stays out: a held notice may be read by a child on a shared phone.
    when = (say("held.until", place=place, when=When(route.opens_at)),) if route.opens_at else (say("held.unknown"),)
    return (say("received"), *when, say("held.nobody_reads"))


def _urgent(context: FamilyContext, route: Route, place: RoleName, pupils: tuple[Pupil, ...]) -> tuple[Phrase, ...]:
    """The office number comes first (M15, LT17); out of hours nobody is promised. A closed office is not to be rung "now"."""
    if route.held:
        return (*emergency(context), say("held.nobody_reads"), say("urgent.phone_later"))
    if not is_open(context.calendars.office, context.now):
        return (*emergency(context), say("passed.to", place=place), say("urgent.phone_later"))
    return (say("urgent.phone_now"), say("passed.to", place=place), *about(pupils, route.subject))


def is_held_notice(route: Route) -> bool:
    return route.held and route.to_teacher


def closed_door(context: FamilyContext) -> tuple[Phrase, ...]:
    """Announcements only: the text was not kept, and the parent hears whom to ring and which paper says how (PH4, PH17).

    Or a trial has ended (M8).
    """
    ended = context.policy.scope.trial_end
    if context.trial_over and ended is not None:
        return (say("trial.ended", date=Day(noon(ended))), *emergency(context))
    paper = context.policy.contacts.policy
    how = (say("closed_door.policy", title=paper.title, link=paper.link),) if paper else ()
    return (say("closed_door"), *how, *emergency(context))


def noon(day: date) -> datetime:
    """A moment that is the same date in every zone schools are in."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def item_news(key: str, item: ItemFacts) -> Words:
    """News about a family's item, with whom it is about."""
    about_whom = (say("about.names", names=Names(Who.PUPIL, (item.pupil_id,))),) if item.pupil_id else ()
    return Words((say(key), *about_whom))
