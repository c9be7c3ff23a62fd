"""What a joining sheet says of one code and of the school, wherever it is printed."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.messages import Carrier
from bot.domain.policy import Policy
from bot.domain.scope import reaches
from bot.inviting import Issued
from bot.sheets.page import Place, Ticket


def ticket(issued: Issued, policy: Policy) -> Ticket:
    """The code ends during a day, at the hour it was made: the day before is the last whole one."""
    local = issued.invite.expires_at.astimezone(ZoneInfo(policy.school.zone))
    return Ticket(
        code=issued.invite.printed,
        link=issued.invite.link,
        last_day=(local - timedelta(days=1)).date(),
        language=issued.language,
        name=issued.name,
        classes=issued.classes,
        handed_over=issued.handed_over,
        staff=issued.staff_id is not None,
    )


def place(policy: Policy, slug: str, *, bot: str, number: str, staff: bool = False) -> Place:
    """`bot` is the username without @; `number` the SMS number, or empty. A way families are not reached by is left out."""
    return Place(
        school=policy.school.name or slug,
        office_phone=policy.school.office_phone,
        zone=policy.school.zone,
        bot=bot if staff or reaches(policy, Carrier.TELEGRAM) else "",
        number=number if staff or reaches(policy, Carrier.SMS) else "",
        two_way=policy.mode == "two_way" and policy.messages.parent_to_teacher,
    )
