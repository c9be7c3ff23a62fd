"""The tabs: only what this person may, the most used first."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.access import Action
from bot.domain.people import DutyKind, Role
from bot.web.console.visit import Visitor


@dataclass(frozen=True, slots=True)
class Tab:
    path: str
    label: str
    current: bool = False


_TABS: tuple[tuple[str, str, Action], ...] = (
    ("/console", "To do", Action.USE_CONSOLE),
    ("/console/safeguarding", "Safeguarding", Action.READ_DANGER),
    ("/console/absences", "Absences", Action.READ_ABSENCES),
    ("/console/log", "Write down", Action.LOG_MESSAGE),
    ("/console/threads", "Messages", Action.READ_ITEM),
    ("/console/search", "Search", Action.READ_ITEM),
    ("/console/announce", "Announce", Action.ANNOUNCE),
    ("/console/emergency", "Emergency", Action.EMERGENCY),
    ("/console/cover", "Cover", Action.SET_COVER),
    ("/console/hours", "My hours", Action.USE_CONSOLE),
    ("/console/mine", "My answers", Action.READ_OWN_ANSWERS),
    ("/console/classes", "Classes", Action.VIEW_CLASS_PAGE),
    ("/console/cases", "Cases", Action.KEEP_CASES),
    ("/console/photos", "Photo list", Action.USE_CONSOLE),
    ("/console/meetings", "Meetings", Action.READ_ITEM),
    ("/console/reports", "Reports", Action.READ_REPORTS),
    ("/console/closure", "Close school", Action.DECLARE_CLOSURE),
    ("/console/roster", "Lists, codes", Action.IMPORT_ROSTER),
    ("/console/staff", "Staff", Action.ISSUE_CODE),
    ("/console/school", "Settings", Action.CHANGE_POLICY),
    ("/console/policy", "Our rules", Action.READ_POLICY),
    ("/console/papers", "Evidence", Action.READ_PAPERS),
    ("/console/data", "Data requests", Action.READ_REQUESTS),
    ("/console/release", "To release", Action.REVIEW_EXPORT),
    ("/console/trail", "Who did what", Action.READ_AUDIT),
    ("/console/support", "Support access", Action.SEE_SUPPORT),
    ("/console/health", "Health", Action.OPERATE),
)
_AT_A_CLASS = frozenset({"/console/threads", "/console/hours"})
_NOT_OF_DANGER = frozenset({Role.DSL, Role.DEPUTY_DSL, Role.DPO})  # families meet others


def menu(visitor: Visitor, path: str) -> list[Tab]:
    """`path` is the page's own; a page below a tab counts as that tab."""
    here = max((tab for tab, _, _ in _TABS if path == tab or path.startswith(_below(tab))), key=len, default="")
    return [
        Tab(tab, label, tab == here)
        for tab, label, action in _TABS
        if visitor.could(action) and _is_for(visitor, tab)
    ]


def _below(tab: str) -> tuple[str, ...]:
    """Everything is below /console; what is opened from To do is an item, or a post that waits for a yes."""
    return ("/console/item/", "/console/approve/") if tab == "/console" else (f"{tab}/",)


def _is_for(visitor: Visitor, tab: str) -> bool:
    """What every member of staff may, but only some have anything to do with."""
    if tab == "/console/photos":
        return visitor.could(Action.READ_POSTS) or any(one.staff_id == visitor.session.staff_id for one in visitor.context.duties)
    if tab == "/console/meetings":
        return bool(visitor.roles - _NOT_OF_DANGER)
    return tab not in _AT_A_CLASS or teaches(visitor)


def teaches(visitor: Visitor) -> bool:
    """Whether they teach or cover a class at all."""
    mine = (duty for duty in visitor.context.duties if duty.staff_id == visitor.session.staff_id)
    return any(duty.kind in {DutyKind.TEACHES, DutyKind.COVERS} for duty in mine)
