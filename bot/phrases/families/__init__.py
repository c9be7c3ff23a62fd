"""Everything Bookbag says to families, in English. `make locales` carries it into every catalogue.

How these texts speak: what happened, what next and by which role, what if it cannot wait. On SMS the school's short
name comes first by itself. Straight quotes and no dashes, so that English, French and Italian stay in GSM-7.
"""

from __future__ import annotations

from bot.phrases.families.absences import ABSENCES
from bot.phrases.families.account import ACCOUNT
from bot.phrases.families.asking import ASKING
from bot.phrases.families.happened import HAPPENED
from bot.phrases.families.joining import JOINING
from bot.phrases.families.posts import POSTS
from bot.phrases.families.safety import SAFETY
from bot.phrases.text import Text

FAMILIES: dict[str, Text] = HAPPENED | ABSENCES | ASKING | SAFETY | POSTS | JOINING | ACCOUNT
