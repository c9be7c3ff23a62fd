"""Who may post where: the school's own words for authors, within what the roles may at all (LT22, BNV33)."""

from __future__ import annotations

from bot.domain.access import Action, Facts
from bot.domain.people import Role, SchoolClass
from bot.domain.scope import serves
from bot.handlers.base import StaffContext
from bot.handlers.staff import rights

_LEADERS = frozenset({Role.HEAD, Role.DEPUTY})
_AS_TEACHER = frozenset({Role.CLASS_TEACHER, Role.PPA_COVER})


def classes(context: StaffContext) -> tuple[SchoolClass, ...]:
    """The classes this person may post to; those the school does not serve are not among them (M9)."""
    return tuple(one for one in context.classes if serves(context.policy.scope, one) and for_class(context, one.id))


def for_class(context: StaffContext, class_id: int | None) -> bool:
    facts = rights.class_facts(context, class_id) if class_id is not None else Facts()
    return rights.allowed(context, Action.ANNOUNCE, facts) and _is_author(context, class_id)


def _is_author(context: StaffContext, class_id: int | None) -> bool:
    """Leaders may always tell a class something; others as the policy's list of authors says."""
    held = rights.roles(context)
    named = frozenset(context.policy.feed.class_authors)
    if held & _LEADERS:
        return True
    if Role.SUPPORT_STAFF in held and not held & _AS_TEACHER:
        return "support_staff" in named
    teaches = bool(held & _AS_TEACHER) and bool(named & {"class_teacher", "ppa_cover"})
    return teaches or bool({str(role) for role in held} & named)


def for_school(context: StaffContext) -> bool:
    """Whether this person writes for every family at once (LT22)."""
    if not context.policy.feed.school_story or not rights.allowed(context, Action.ANNOUNCE_SCHOOL, Facts()):
        return False
    return bool({str(role) for role in rights.roles(context)} & set(context.policy.feed.school_authors))


def several(context: StaffContext) -> tuple[SchoolClass, ...]:
    """The classes whose families may be told together, for who writes to the whole school."""
    served = tuple(one for one in context.classes if serves(context.policy.scope, one))
    return served if for_school(context) else ()


def may_post(context: StaffContext, class_id: int | None, audience: str) -> bool:
    if audience == "":
        return bool(classes(context)) or for_school(context)
    return for_school(context) if audience in {"school", "classes"} and class_id is None else for_class(context, class_id)
