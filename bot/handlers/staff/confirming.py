"""The school takes an absence over: the codes stand, the items end, and every adult who reported hears by role that it is noted.

None of them learns that somebody else reported too.
"""

from __future__ import annotations

from bot.domain.effects.absences import ConfirmAbsences
from bot.domain.effects.items import SettleItem
from bot.domain.effects.people import Record
from bot.domain.effects.telling import RefreshCards
from bot.domain.people import Role
from bot.domain.sending import Words
from bot.domain.wording import Names, RoleName, Who, say
from bot.handlers.base import StaffContext
from bot.handlers.building import Builder
from bot.handlers.known import AbsenceLine, ReportLine


def confirm(
    builder: Builder, context: StaffContext, lines: tuple[AbsenceLine, ...], *, but: frozenset[int] = frozenset()
) -> int:
    """Returns how many children it was. `but`: items that the caller ends itself."""
    waiting = tuple(line for line in lines if line.state != "confirmed")
    staff_id = context.staff.id if context.staff else None
    if not waiting:
        return 0
    builder.add(ConfirmAbsences(absence_ids=tuple(line.id for line in waiting), staff_id=staff_id))
    told: dict[tuple[int, int], ReportLine] = {}
    for line in waiting:
        builder.add(Record(action="absence_confirmed", subject_kind="absence", subject_id=line.id, reason=line.code))
        for report in line.reports:
            told.setdefault((line.pupil_id, report.guardian_id or 0), report)
    for item_id in dict.fromkeys(report.item_id for report in told.values()):
        if item_id is not None and item_id not in but:
            settled = SettleItem(item_id=item_id, state="done", outcome="confirmed", staff_id=staff_id, seen=True)
            builder.add(settled, RefreshCards(item_id))
    for (pupil_id, guardian_id), report in told.items():
        _tell(builder, pupil_id, guardian_id, report)
    return len({line.pupil_id for line in waiting})


def _tell(builder: Builder, pupil_id: int, guardian_id: int, report: ReportLine) -> None:
    if not guardian_id:
        return
    noted = say("absence.confirmed", place=RoleName(Role.OFFICE), names=Names(Who.PUPIL, (pupil_id,)), days=report.days)
    # Once for each report of each child: a second tap, or the other half day, says nothing new.
    intent = f"told:{report.item_id or report.days.first}:confirmed:{pupil_id}:{guardian_id}"
    builder.send(Words((noted,)), guardian_id=guardian_id, intent=intent)
