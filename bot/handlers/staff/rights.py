"""The facts `may` needs about a member of staff and an item, and the question itself for each role they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain import standing
from bot.domain.access import Action, Facts, Scope, may
from bot.domain.cover import on_duty, teacher_of
from bot.domain.people import DutyKind, Role
from bot.domain.subjects import Subject
from bot.handlers.base import Context, StaffContext
from bot.handlers.known import ItemFacts

_IMPLIED = {
    DutyKind.TEACHES: Role.CLASS_TEACHER,
    DutyKind.COVERS: Role.PPA_COVER,
    DutyKind.SUPPORTS: Role.SUPPORT_STAFF,
}


def roles(context: StaffContext) -> frozenset[Role]:
    """Roles held by appointment, and those a duty at a class brings."""
    if context.staff is None:
        return frozenset()
    implied = {_IMPLIED[duty.kind] for duty in context.duties if duty.staff_id == context.staff.id}
    return context.staff.roles | implied


def stands_at(context: Context, staff_id: int, class_id: int | None) -> bool:
    """Whether this person teaches the class, or covers it at this moment (BNV16, BNV35)."""
    if class_id is None:
        return False
    local = context.now.astimezone(ZoneInfo(context.policy.school.zone))
    scope = context.policy.staff.reply_scope
    own = teacher_of(context.duties, class_id, local.date()) if "own_class" in scope else ()
    covering = on_duty(context.duties, class_id, local) if "ppa_cover_slot" in scope else ()
    return staff_id in own or staff_id in covering


def has_post(context: StaffContext, staff_id: int, item: ItemFacts) -> bool:
    """Whether a message to a class's teacher is this person's to open now (BNV16)."""
    zone, waits = ZoneInfo(context.policy.school.zone), item.state in {"open", "taken"}
    at, came = context.now.astimezone(zone), item.visible_from.astimezone(zone)
    begun = item.id in context.begun
    return standing.has_post(context.duties, item.class_id or 0, staff_id, at, came, waits=waits, begun=begun)


def item_facts(context: StaffContext, item: ItemFacts) -> Facts:
    return _item_facts(context, roles(context), item)


def of_these(context: StaffContext, action: Action, items: Iterable[ItemFacts]) -> list[ItemFacts]:
    """Those with which a role this person holds may do it; what they hold is looked up once for a long list."""
    held = roles(context)
    return [one for one in items if _any_may(context, held, action, _item_facts(context, held, one))]


def _item_facts(context: StaffContext, held: frozenset[Role], item: ItemFacts) -> Facts:
    staff_id = context.staff.id if context.staff else 0
    for_class = item.role is Role.CLASS_TEACHER or Role.CLASS_TEACHER in item.also
    return Facts(
        linked=context.present,
        on_duty=for_class and has_post(context, staff_id, item),
        holds_role=item.belongs_to(held),
        visible_from=item.visible_from,
        danger=item.subject is Subject.SAFEGUARDING,
        trial_over=context.trial_over,
        trial_closed=context.trial_over and context.policy.scope.after_trial == "closed",
        training=context.training.state,
    )


def class_facts(context: StaffContext, class_id: int) -> Facts:
    staff_id = context.staff.id if context.staff else 0
    belongs = any(duty.staff_id == staff_id and duty.class_id == class_id for duty in context.duties)
    return Facts(linked=True, of_class=belongs, on_duty=stands_at(context, staff_id, class_id))


def allowed(context: StaffContext, action: Action, facts: Facts) -> bool:
    """Whether any role this person holds allows it."""
    return _any_may(context, roles(context), action, facts)


def _any_may(context: StaffContext, held: frozenset[Role], action: Action, facts: Facts) -> bool:
    actor, state = context.staff.id if context.staff else None, context.training.state
    facts = facts if facts.training is state else replace(facts, training=state)
    return any(may(Scope(context.school_id, actor, role), action, facts, context.now) for role in held)
