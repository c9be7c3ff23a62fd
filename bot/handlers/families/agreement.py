"""The family's agreement in the chat: asked line by line when joining and when the text changes, reviewed at any time.

Until an adult has agreed where the school asks for it, nothing about a child is shown and every text of theirs is
answered with the open question (PH13). What they write is not lost: the office gets it.
"""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.agreeing import FIRST, RENEWAL, REVIEW, ask, asked_about, following, given, shown_in, signed
from bot.domain.consent import WITHDRAWN, YES, Asking, Papers, Signed, changeable, lines_of, open_questions, standing
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.effects.items import OpenItem
from bot.domain.effects.people import EndLinks, Refuse, Sign
from bot.domain.effects.telling import Notify
from bot.domain.messages import Kind
from bot.domain.people import Pupil, Role
from bot.domain.routing import route_to
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import Names, Phrase, Who, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning
from bot.handlers.families import replies

# "consent" as families write it.
WORDS = frozenset({"consent", "/consent", "consents", "/consents"}) | spoken.keywords("consent")


def _question(context: FamilyContext) -> Question | None:
    asked = context.conversation.open_question(context.now)
    return asked if asked is not None and asked.kind is Asked.AGREE else None


def _answers(context: FamilyContext) -> bool:
    asked = _question(context)
    return asked is not None and asked.chosen(context.event.text, context.event.choice) is not None


def _waits(context: FamilyContext) -> bool:
    """Nobody of theirs is served yet, and there is something to ask them."""
    if context.pupils or not context.awaiting:
        return False
    return bool(open_questions(context.papers, lines_of(context.policy), _ids(context.awaiting)))


def matches(context: FamilyContext) -> bool:
    if context.guardian is None or not lines_of(context.policy):
        return False
    reviews = context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in WORDS
    return reviews or _answers(context) or _waits(context)


def handle(context: FamilyContext) -> Decision:
    builder, asked = Builder(context, "agreement"), _question(context)
    if asked is not None and _answers(context):
        _answered(builder, context, asked)
    elif context.event.text.strip().casefold() in WORDS:
        _review(builder, context)
    else:
        _keep_for_office(builder, context)
        start(builder, context.papers, _ids(context.children), FIRST, say("agree.first"))
    return builder.done()


def _ids(pupils: tuple[Pupil, ...]) -> tuple[int, ...]:
    return tuple(pupil.id for pupil in pupils)


def start(builder: Builder, papers: Papers, pupils: tuple[int, ...], why: str, *lead: Phrase) -> bool:
    """Ask the first open question as the reply; False when there is none."""
    lines = lines_of(builder.context.policy)
    first = next(iter(open_questions(papers, lines, pupils)), None)
    if first is not None:
        _put(builder, first, why, *lead)
    return first is not None


def _put(builder: Builder, asking: Asking, why: str, *lead: Phrase) -> None:
    builder.conversation, words = ask(builder.conversation, asking, why, builder.context.now, *lead)
    builder.reply(*words.phrases, options=words.options)


def _review(builder: Builder, context: FamilyContext) -> None:
    """First what is still open; then what may be said otherwise."""
    pupils = _ids(context.children)
    if start(builder, context.papers, pupils, FIRST if context.awaiting else RENEWAL, say("agree.first")):
        return
    choices = changeable(lines_of(context.policy), pupils)
    if choices:
        _put(builder, choices[0], REVIEW, say("agree.review"))


def _answered(builder: Builder, context: FamilyContext, asked: Question) -> None:
    option, lines = asked.chosen(context.event.text, context.event.choice), lines_of(context.policy)
    asking, guardian = asked_about(asked, lines), context.guardian
    builder.settle_question()
    if option is None or asking is None or guardian is None:
        builder.reply(say("agree.kept"))
        return
    why = str(asked.data.get("why", FIRST))
    new = _signed(builder, context, asking, given(context.papers, asking, meaning(option), lines))
    builder.add(Sign(signed=new, guardian_id=guardian.id))
    _tell_office(builder, context, asking, new)
    papers, pupils = signed(context.papers, new), _ids(context.children)
    served = tuple(pupil for pupil in context.children if standing(context.policy, papers, pupil.id).served)
    struck = meaning(option) != YES and not asking.line.refusable
    next_one = None if struck and not served and not _others(context, asking) else following(
        papers, lines, pupils, asking, why
    )  # fmt: skip
    if next_one is not None:
        _put(builder, next_one, why)
    else:
        _finish(builder, context, papers, served, why)


def _tell_office(builder: Builder, context: FamilyContext, asking: Asking, new: Signed) -> None:
    """A yes to pictures taken back: it counts at once, and the office, where families should tell it, hears so (BNV22)."""
    photos, said = context.policy.photos, new.answers[asking.line.name]
    if said != WITHDRAWN or photos.withdraw_via != "office" or asking.line.name not in photos.permissions:
        return
    finding = Finding(Subject.ADMIN, 1.0, (f"no longer: {asking.line.name.replace('_', ' ')}",))
    route = route_to(Role.OFFICE, None, finding, context.calendars, context.now, context.now)
    builder.open_item(route, (), pupil_id=asking.pupil_id, kind="withdrawn")


def _others(context: FamilyContext, asking: Asking) -> bool:
    """Whether a "no" about this child leaves another to be asked about."""
    return asking.pupil_id is not None and len(context.children) > 1


def _signed(builder: Builder, context: FamilyContext, asking: Asking, said: str) -> Signed:
    guardian, (label, version_id) = context.guardian, context.papers.current
    class_id = next((one.school_class.id for one in context.children if one.id == asking.pupil_id), None)
    return Signed(
        id=builder.new_id(),
        at=context.now,
        answers={asking.line.name: said},
        pupil_id=asking.pupil_id,
        class_id=class_id,
        version=label,
        version_id=version_id,
        language=shown_in(guardian.language if guardian else None),
        channel=str(context.sender.carrier),
        form="e_slip",
        signer=f"{guardian.first_name} {guardian.last_name}" if guardian else "",
        signed_on=context.day,
    )


def _finish(builder: Builder, context: FamilyContext, papers: Papers, served: tuple[Pupil, ...], why: str) -> None:
    guardian = context.guardian
    if guardian is None:
        return
    if not served:
        builder.add(Refuse(guardian.id))
        end_links(builder, context, guardian.id, "consent")
        builder.reply(say("agree.none"), *replies.emergency(context))
    elif why == FIRST:
        names = Names(Who.PUPIL, _ids(served))
        builder.reply(say("agree.kept"), say("join.done", names=names), what_now(context))
    else:
        builder.reply(say("agree.kept"), say("agree.change"))


def what_now(context: FamilyContext) -> Phrase:
    writes = context.policy.mode == "two_way" and context.policy.messages.parent_to_teacher
    return say("join.what_now" if writes else "help.news_only")


def end_links(builder: Builder, context: FamilyContext, guardian_id: int, reason: str) -> None:
    """Nothing goes to any phone of theirs any more; what is held about them is for the office to delete (BNV5)."""
    guardian = context.guardian
    builder.remember(language=guardian.language if guardian else None)
    builder.add(EndLinks(guardian_id, reason))
    if reason == "consent":
        made = builder.new_id()
        builder.add(
            OpenItem(
                id=made,
                role=Role.OFFICE,
                subject=Subject.ADMIN,
                visible_from=context.now,
                guardian_id=guardian_id,
                kind="deletion",
            ),
            Notify(made, Role.OFFICE, None, context.now),
        )


def _keep_for_office(builder: Builder, context: FamilyContext) -> None:
    """Not lost, and not with a teacher before the family has agreed; a school that only announces keeps nothing (PH17)."""
    event = context.event
    writes = context.policy.mode == "two_way" and context.policy.messages.parent_to_teacher
    if not writes or event.kind is not Kind.TEXT or len(event.text.strip()) < 3:
        return
    finding = Finding(Subject.OTHER, 0.0, ("has not agreed yet",))
    role = context.policy.routing.doubtful.role
    route = route_to(role, None, finding, context.calendars, context.at, context.now)
    builder.open_item(route, (builder.keep(),))


HANDLER = Handler("agreement", None, matches, handle)
