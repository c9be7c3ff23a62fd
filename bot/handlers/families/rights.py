"""MYDATA, CORRECT, DELETE, PRIVACY, KEEP: a family's rights over what is held about them, on any carrier, at any hour.

A request in other words ("send me everything you hold") counts as much: it gets a row with a clock and a date (M30).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.domain import spoken
from bot.domain.asking import Label
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.people import AskRights, KeepAccount, OpenOwnPage
from bot.domain.messages import Kind as Medium
from bot.domain.protection.requests import Kind, asked_in, due_on
from bot.domain.routing import route_to
from bot.domain.sending import OwnPage
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import Day, Phrase, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning
from bot.handlers.families import agreement, replies

_KINDS = {
    "mydata": Kind.ACCESS, "/mydata": Kind.ACCESS, "my data": Kind.ACCESS, "/correct": Kind.CORRECTION,
    "correct": Kind.CORRECTION, "delete": Kind.ERASURE, "/delete": Kind.ERASURE,
}  # fmt: skip
_PRIVACY = frozenset({"privacy", "/privacy", "privacy notice"}) | spoken.keywords("privacy")
_KEEP = frozenset({"keep", "/keep"})
_SURE, _REALLY = "sure", "really"
_MINUTES = 30
_AGAIN_AFTER = timedelta(minutes=10)
PAGE_LASTS = timedelta(days=2)
_YES: tuple[Label, ...] = ((say("option.delete"), "delete", None), (say("option.keep_account"), "keep", None))


def _word(context: FamilyContext) -> str:
    typed = context.event.kind is Medium.TEXT
    return context.event.text.strip().strip(".!").casefold() if typed else ""


def _kind(context: FamilyContext) -> Kind | None:
    """Which right is asked for: by its word, by a text that begins with CORRECT, or in the sender's own words."""
    word = _word(context)
    if word in _KINDS:
        return _KINDS[word]
    if context.event.text.lstrip().startswith(("CORRECT ", "/correct ")):
        return Kind.CORRECTION
    return asked_in(context.event.text) if context.event.kind is Medium.TEXT else None


def by_word(context: FamilyContext) -> bool:
    return _word(context) in _KINDS


def asks(context: FamilyContext) -> bool:
    return _kind(context) is not None


def ask(context: FamilyContext) -> Decision:
    builder, kind = Builder(context, "rights"), _kind(context)
    if kind is None:
        return builder.done()
    if context.guardian is None:
        _stranger(builder, context, kind)
    elif kind is Kind.CORRECTION and _word(context) in _KINDS:
        builder.reply(say("rights.correct_how"), *replies.if_closed(context))
    elif kind is Kind.ACCESS and context.has_pages and "access" in context.policy.rights.self_service:
        _open_page(builder, context, context.guardian.id)
    elif kind is Kind.ERASURE and "delete" in context.policy.rights.self_service:
        _ask_again(builder, context, _SURE)
    else:
        _note(builder, context, kind)
    return builder.done()


def _stranger(builder: Builder, context: FamilyContext, kind: Kind) -> None:
    """Whoever asks is checked by the office first; whether we know the person they say they are is not told (DPIA33)."""
    told = context.conversation.replies_since
    if told is not None and context.now - told < _AGAIN_AFTER and context.conversation.replies:
        return
    item = _item(builder, context, ())
    builder.add(AskRights(id=builder.new_id(), kind=kind, item_id=item, due_on=_due(context)))
    builder.reply(say("rights.office_checks"), *replies.if_closed(context))


def _note(builder: Builder, context: FamilyContext, kind: Kind) -> None:
    guardian = context.guardian.id if context.guardian else None
    kept = (builder.keep(),) if context.policy.messages.parent_to_teacher else ()
    item, due = _item(builder, context, kept), _due(context)
    builder.add(AskRights(id=builder.new_id(), kind=kind, guardian_id=guardian, item_id=item, due_on=due))
    builder.settle_question()
    builder.reply(_noted(due), *replies.if_closed(context), even_when_capped=True)


def also_asked(builder: Builder, context: FamilyContext) -> tuple[Phrase, ...]:
    """A right asked for in words that go to the safeguarding lead: its clock runs (M30), and whoever answers reads none of them.

    Returns what its sender is told besides.
    """
    guardian, kind = context.guardian, _kind(context)
    if guardian is None or kind is None:
        return ()
    due, item = _due(context), _item(builder, context, ())
    builder.add(AskRights(id=builder.new_id(), kind=kind, guardian_id=guardian.id, item_id=item, due_on=due))
    return (_noted(due),)


def _noted(due: date) -> Phrase:
    return say("rights.noted", date=Day(datetime.combine(due, time(12), UTC)))


def _open_page(builder: Builder, context: FamilyContext, guardian_id: int) -> None:
    """At once and at any hour: an address where it can be read and taken along (BNV8). What may not be given without a
    look keeps the request open for whoever decides.
    """
    until, link_id = context.now + PAGE_LASTS, builder.new_id()
    builder.add(
        AskRights(id=builder.new_id(), kind=Kind.ACCESS, guardian_id=guardian_id, due_on=_due(context)),
        OpenOwnPage(id=link_id, guardian_id=guardian_id, until=until),
    )
    builder.settle_question()
    builder.send(OwnPage(link_id))


def _item(builder: Builder, context: FamilyContext, message_ids: tuple[int, ...]) -> int:
    """For the contact the policy names; listed at once, their phone rings in hours."""
    finding, contact = Finding(Subject.ADMIN, 1.0), context.policy.rights.contact
    route = route_to(contact, None, finding, context.calendars, context.now, context.now)
    return builder.open_item(route, message_ids, kind="data_request")


def _due(context: FamilyContext) -> date:
    return due_on(context.day, context.policy.rights.due_months)


def _ask_again(builder: Builder, context: FamilyContext, step: str) -> None:
    key = "rights.delete_sure" if step == _SURE else "rights.delete_really"
    options = builder.ask(Asked.DELETE, _YES, _MINUTES, data={"step": step}, prompt=key)
    builder.reply(say("rights.delete_sure") if step == _SURE else say("rights.delete_really"), options=options)


def answers(context: FamilyContext) -> bool:
    asked = context.conversation.open_question(context.now)
    fits = asked is not None and asked.kind is Asked.DELETE and context.guardian is not None
    return bool(fits and asked and asked.chosen(context.event.text, context.event.choice))


def answer(context: FamilyContext) -> Decision:
    """Twice yes: the link ends at once, and what they wrote goes; what a hold keeps is named (BNV8, B14)."""
    builder, asked = Builder(context, "delete"), context.conversation.open_question(context.now)
    option = asked.chosen(context.event.text, context.event.choice) if asked else None
    if asked is None or option is None or context.guardian is None:
        return builder.done()
    builder.settle_question()
    if meaning(option) != "delete":
        builder.reply(say("keep.kept"))
    elif asked.data.get("step") == _SURE:
        _ask_again(builder, context, _REALLY)
    else:
        _delete(builder, context, context.guardian.id)
    return builder.done()


def _delete(builder: Builder, context: FamilyContext, guardian_id: int) -> None:
    due = _due(context)
    builder.add(AskRights(id=builder.new_id(), kind="self_erasure", guardian_id=guardian_id, due_on=due))
    agreement.end_links(builder, context, guardian_id, "erasure")
    builder.reply(say("rights.deleting"), *_held(context), even_when_capped=True)


def _held(context: FamilyContext) -> tuple[Phrase, ...]:
    """Named unless naming it could harm a child."""
    shown = (one for one in context.holds if one.kind != "safeguarding")
    return tuple(_kept(one.kind, Day(datetime.combine(one.until, time(12), UTC))) for one in shown)


def _kept(kind: str, until: Day) -> Phrase:
    matter = say("matter.complaint") if kind == "complaint" else say("matter.legal")
    return say("rights.kept", date=until, matter=matter)


def asks_notice(context: FamilyContext) -> bool:
    return context.guardian is not None and _word(context).removesuffix(" en") in _PRIVACY


def notice(context: FamilyContext) -> Decision:
    """Controller, purposes, version and rights in the reader's language; the English one counts (M28, DPIA37)."""
    builder, english = Builder(context, "privacy"), _word(context).endswith(" en")
    school = context.policy.school
    lines = [
        say("privacy.who", controller=school.controller or school.name),
        say("privacy.why"),
        say("privacy.never"),
        say("privacy.version", version=context.papers.current[0]),
        say("privacy.rights"),
    ]
    if english:
        builder.reply(*lines, language="en")
    else:
        builder.reply(*lines, say("privacy.english"))
    return builder.done()


def keeps(context: FamilyContext) -> bool:
    return context.guardian is not None and _word(context) in _KEEP


def keep(context: FamilyContext) -> Decision:
    builder = Builder(context, "keep")
    if context.guardian is not None:
        builder.add(KeepAccount(context.guardian.id))
    builder.reply(say("keep.kept"))
    return builder.done()


ASK: Handler[FamilyContext] = Handler("rights", None, asks, ask)
BY_WORD: Handler[FamilyContext] = Handler("rights", None, by_word, ask)
SURE: Handler[FamilyContext] = Handler("delete", None, answers, answer)
NOTICE: Handler[FamilyContext] = Handler("privacy", None, asks_notice, notice)
KEEP: Handler[FamilyContext] = Handler("keep", None, keeps, keep)
