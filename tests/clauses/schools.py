"""A second school on the clauses' host, with two of the same parents: P1's Zoe and P2's Max are in its Elm class."""

from __future__ import annotations

from datetime import date

from bot.domain.people import DutyKind, Role
from tests.cast import Roll
from tests.clauses.cast import ROLL

NEXT_DOOR = Roll(
    families={
        "P1": (*ROLL.families["P1"][:5], ("zoe",)),
        "P2": (*ROLL.families["P2"][:5], ("max",)),
    },
    pupils={"zoe": ("Zoe", "Kowalska", "Elm"), "max": ("Max", "Marsh", "Elm")},
    staff={
        "E-T": ("Edie", "Elm", "8101", ()),
        "E-OFF": ("Eve", "Hatch", "8102", (Role.OFFICE,)),
        "E-DSL": ("Ed", "Guard", "8103", (Role.DSL,)),
    },
    classes={"Elm": "3"},
    duties=(("E-T", "Elm", DutyKind.TEACHES, {}),),
    terms=((date(2024, 1, 4), date(2024, 3, 28)),),
)
