"""Everything Bookbag says to staff. In English; extractable. Nothing personal stands in what a lock screen may show."""

from __future__ import annotations

from bot.phrases.staff.absences import ABSENCES
from bot.phrases.staff.alerts import ALERTS
from bot.phrases.staff.messages import MESSAGES
from bot.phrases.staff.posts import POSTS
from bot.phrases.staff.school import SCHOOL
from bot.phrases.text import Text

STAFF: dict[str, Text] = MESSAGES | ABSENCES | POSTS | SCHOOL | ALERTS
