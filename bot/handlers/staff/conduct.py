"""A message nobody should have to read twice: reported by its reader, decided by a person, told to the adult kindly.

Until it is decided the adult's notes go to whoever hears of it, not to the teacher (BNV26). What is offered is the
policy's next step (BNV29); the hub itself never takes one (law 7).
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.access import Action
from bot.domain.conduct import Outcome, hears, offers
from bot.domain.decision import Decision
from bot.domain.effects.items import MoveItem, OpenItem, SettleItem
from bot.domain.effects.people import Record
from bot.domain.effects.school import JudgeConduct
from bot.domain.effects.telling import RefreshCards
from bot.domain.messages import Kind
from bot.domain.refs import pressed
from bot.domain.routing import route_to
from bot.domain.sending import Verdict
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import ItemFacts
from bot.handlers.staff import rights

REPORT, TO_DECIDER = "report", "decide"
JUDGE = {f"judge_{outcome}": outcome for outcome in Outcome}
VERBS = frozenset({REPORT, TO_DECIDER, *JUDGE})


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] in VERBS


def handle(context: StaffContext) -> Decision:
    verb, item = pressed(context.event.choice)[0], context.item
    builder = Builder(context, verb)
    if item is None or item.guardian_id is None or not _may(context, verb, item):
        builder.add(Record(action="refused", subject_kind="item", subject_id=item.id if item else None, reason=verb))
        builder.reply(say("staff.not_yours"))
    elif item.state in {"done", "withdrawn"}:
        builder.reply(say("staff.already_done"))
    else:
        _act(verb)(builder, context, item)
    return builder.done()


def _may(context: StaffContext, verb: str, item: ItemFacts) -> bool:
    facts = rights.item_facts(context, item)
    if verb in JUDGE:
        decides = bool(rights.roles(context) & set(context.policy.conduct.decider))
        return decides and rights.allowed(context, Action.JUDGE_CONDUCT, facts)
    return rights.allowed(context, Action.REPORT_CONDUCT, facts)


def _act(verb: str) -> Callable[[Builder, StaffContext, ItemFacts], None]:
    return {REPORT: _report, TO_DECIDER: _to_decider}.get(verb, _judge)


def _report(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    """The message leaves the teacher's list; whoever hears of it rings in their own hours (BNV26)."""
    role = hears(context.policy.conduct, context.policy.staff, context.class_of(item.class_id))
    made, finding = builder.new_id(), Finding(Subject.ABUSE, 1.0)
    route = route_to(role, None, finding, context.calendars, context.now, context.now)
    opened = OpenItem(
        id=made,
        role=role,
        subject=Subject.ABUSE,
        visible_from=context.now,
        thread=item.thread,
        guardian_id=item.guardian_id,
        pupil_id=item.pupil_id,
        kind="conduct",
        message_ids=item.message_ids,
    )
    builder.add(opened, SettleItem(item_id=item.id, state="done", outcome="reported", seen=True), RefreshCards(item.id))
    builder.notify(made, route, route.push_at)
    _on_record(builder, context, item, Outcome.REPORT)
    builder.reply(say("staff.reported"))


def _to_decider(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    role = context.policy.conduct.decider[0]
    route = route_to(role, None, Finding(Subject.ABUSE, 1.0), context.calendars, context.now, context.now)
    builder.add(
        MoveItem(
            item_id=item.id,
            role=role,
            subject=item.subject,
            visible_from=context.now,
            thread=item.thread,
            pupil_id=item.pupil_id,
        ),
        RefreshCards(item.id),
        Record(action="moved", subject_kind="item", subject_id=item.id, reason=f"to {role}"),
    )
    builder.notify(item.id, route, route.push_at)


def _judge(builder: Builder, context: StaffContext, item: ItemFacts) -> None:
    outcome = JUDGE[pressed(context.event.choice)[0]]
    policy = context.policy
    if outcome not in offers(policy.conduct, context.conduct, context.now, policy.school.zone):
        builder.reply(say("staff.conduct_not_offered"))
        return
    staff_id = context.staff.id if context.staff else None
    builder.add(
        SettleItem(item_id=item.id, state="done", outcome=str(outcome), staff_id=staff_id, seen=True),
        RefreshCards(item.id),
    )
    _on_record(builder, context, item, outcome)
    if outcome is not Outcome.DISMISSED:
        builder.send(Verdict(outcome), guardian_id=item.guardian_id, intent=f"told:{item.id}:{outcome}")


def _on_record(builder: Builder, context: StaffContext, item: ItemFacts, outcome: Outcome) -> None:
    staff_id = context.staff.id if context.staff else None
    if item.guardian_id is not None:
        builder.add(JudgeConduct(item.guardian_id, outcome, staff_id, item.id))
    builder.add(Record(action=f"conduct_{outcome}", subject_kind="guardian", subject_id=item.guardian_id))


HANDLER = Handler("conduct", Action.REPORT_CONDUCT, matches, handle)
