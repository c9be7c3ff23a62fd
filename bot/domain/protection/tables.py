"""The map itself, tables in the order in which somebody's rows are found: what leads to others stands before them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.protection.datamap import Table
from bot.domain.protection.mapped_people import PEOPLE
from bot.domain.protection.mapped_records import KEPT
from bot.domain.protection.mapped_running import NOBODYS
from bot.domain.protection.mapped_words import WRITTEN

TABLES: tuple[Table, ...] = (*PEOPLE, *WRITTEN, *KEPT, *NOBODYS)
BY_NAME: Mapping[str, Table] = {one.name: one for one in TABLES}
