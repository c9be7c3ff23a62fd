"""The people of the clauses. Ada K and Ada M share a first name and a class; P1b is Ada K's second adult; P5 has no account."""

from __future__ import annotations

from datetime import date, time

from bot.domain.messages import Carrier
from bot.domain.people import DutyKind, Role
from tests.cast import Roll

_WEDNESDAY = {"weekdays": frozenset({2}), "start": time(13, 0), "end": time(15, 15)}

ROLL = Roll(
    families={
        "P1": ("Anna", "Kowalska", "pl", Carrier.TELEGRAM, "7001", ("ada_k",)),
        "P1b": ("Adam", "Kowalski", "en", Carrier.TELEGRAM, "7002", ("ada_k",)),
        "P2": ("Mary", "Marsh", "en", Carrier.SMS, "+447700900302", ("ada_m",)),
        "P3": ("Sola", "Okafor", "en", Carrier.TELEGRAM, "7003", ("sam",)),
        "P5": ("Kit", "Lowe", "en", Carrier.SMS, "+447700900305", ("kim",)),
        "PBen": ("Bea", "Tully", "en", Carrier.TELEGRAM, "7006", ("ben",)),
        "PCal": ("Cora", "Reed", "en", Carrier.TELEGRAM, "7007", ("cal",)),
    },
    pupils={
        "ada_k": ("Ada", "Kowalska", "Y4"),
        "ada_m": ("Ada", "Marsh", "Y4"),
        "sam": ("Sam", "Okafor", "Y5"),
        "kim": ("Kim", "Lowe", "Y4"),
        "ben": ("Ben", "Tully", "Y4"),
        "cal": ("Cal", "Reed", "Y4"),
    },
    staff={
        "T4": ("Tara", "Four", "8001", ()),
        "T5": ("Theo", "Five", "8002", ()),
        "C4": ("Chris", "Cover", "8003", ()),
        "A4": ("Alex", "Helper", "8004", ()),
        "OFF": ("Olive", "Desk", "8005", (Role.OFFICE,)),
        "SL": ("Sue", "Leader", "8006", (Role.SENIOR_LEADER,)),
        "DH": ("Dev", "Deputy", "8007", (Role.DEPUTY,)),
        "HD": ("Hal", "Head", "8008", (Role.HEAD,)),
        "DPO": ("Dot", "Data", "8009", (Role.DPO,)),
        "DSL": ("Dana", "Safe", "8010", (Role.DSL,)),
        "DDSL": ("Drew", "Safe", "8011", (Role.DEPUTY_DSL,)),
        "PL": ("Pat", "Pastoral", "8012", (Role.PASTORAL_LEAD,)),
        "SENCO": ("Sen", "Needs", "8013", (Role.SENCO,)),
        "SO": ("Sid", "Support", "8014", (Role.SUPPORT_OFFICER,)),
    },
    classes={"Early Years": "R", "Y4": "4", "Y5": "5"},
    duties=(
        ("T4", "Y4", DutyKind.TEACHES, {}),
        ("T5", "Y5", DutyKind.TEACHES, {}),
        ("A4", "Y4", DutyKind.SUPPORTS, {}),
        ("C4", "Y4", DutyKind.COVERS, _WEDNESDAY),
    ),
    terms=(
        (date(2019, 1, 7), date(2019, 2, 15)),
        (date(2019, 2, 25), date(2019, 4, 5)),
        (date(2019, 4, 23), date(2019, 5, 24)),
        (date(2019, 6, 3), date(2019, 7, 24)),
        (date(2019, 9, 4), date(2019, 10, 25)),
        (date(2024, 1, 4), date(2024, 2, 9)),
        (date(2024, 2, 19), date(2024, 3, 28)),
        (date(2024, 4, 15), date(2024, 5, 24)),
        (date(2024, 6, 3), date(2024, 7, 24)),
        (date(2024, 9, 4), date(2024, 10, 25)),
    ),
    first_day=date(2018, 9, 3),
    no_account=frozenset({"P5"}),
)
