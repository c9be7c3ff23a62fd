"""Papers made from the running system: what is held where, why, by whom, how long, and what is missing (DPIA1, DPIA2, DPIA5).

Counts and our own words; never a name of a family, never a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, inspect

from bot.domain.access import TABLE, Scope
from bot.domain.policy import Policy
from bot.domain.protection.activities import ACTIVITIES, BASES, PURPOSES
from bot.domain.protection.datamap import INVENTORY, problems
from bot.domain.protection.processors import WARN_DAYS, why_paused
from bot.domain.protection.tables import TABLES
from storage import books, processors
from storage.db import Db

_YEAR = timedelta(days=365)
SIGNERS = {"head": "The head", "slt_it": "Whoever leads or runs IT", "dpo_advice": "The data protection officer"}
_CHANNELS = {"telegram": "telegram", "twilio": "sms"}  # a carrier of a channel the school does not use handles nothing
_OURS = frozenset({"alembic_version"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where data lies. `words`: who can read it there."""

    store: str
    where: str
    country: str
    encrypted: str
    readers: str


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that stands between the school and going live, and the command that ends it, where there is one."""

    words: str
    command: str = ""

    def __str__(self) -> str:
        return f"{self.words}: `{self.command}`" if self.command else self.words


def inventory(engine: Engine) -> dict[str, Any]:
    """The published inventory beside the running database's own columns (M24)."""
    looked = inspect(engine)
    schema = {
        name: frozenset(column["name"] for column in looked.get_columns(name))
        for name in looked.get_table_names()
        if name not in _OURS
    }
    lines = {line: sorted(one.name for one in TABLES if one.line == line) for line in INVENTORY}
    return {
        "lines": {line: {"what": INVENTORY[line], "tables": tables} for line, tables in lines.items()},
        "problems": list(problems(TABLES, schema, frozenset(ACTIVITIES))),
    }


def processing() -> list[dict[str, str]]:
    """The record of processing."""
    return [{**asdict(one), "purpose": PURPOSES[one.purpose], "basis": BASES[one.basis]} for one in ACTIVITIES.values()]


def register(scope: Scope, db: Db, day: date) -> list[dict[str, Any]]:
    """Every processor with what is missing or near its end."""
    return [
        {
            **asdict(one),
            "paused": why_paused(one, day),
            "ends_soon": one.valid_to is not None and day <= one.valid_to <= day + timedelta(days=WARN_DAYS),
            "missing": list(_missing(one.contract_on, one.kind, one.certificate)),
        }
        for one in processors.register(scope, db).values()
    ]


def _missing(contract_on: date | None, kind: str, certificate: str) -> Iterator[str]:
    if contract_on is None:
        yield "contract date"
    if kind == "host" and not certificate:
        yield "certificate"


def roles() -> dict[str, dict[str, str]]:
    """The published table of who may do what."""
    return {str(action): {str(role): str(reach) for role, reach in row.items()} for action, row in TABLE.items()}


def dpia(scope: Scope, db: Db, policy: Policy, day: date) -> dict[str, Any]:
    """Need, flows, risks, solutions, sign-off (DPIA1)."""
    handled = [one for one in register(scope, db, day) if _CHANNELS.get(one["name"]) in {None, *policy.channels}]
    return {
        "need": {"school": policy.school.name, "controller": policy.school.controller, "mode": policy.mode},
        "flows": [
            {"to": one["name"], "kind": one["kind"], "country": one["country"], "purpose": one["purpose"]}
            for one in handled
        ],
        "processors": handled,
        "risks": [
            *(
                f"{one['name']}: data leaves the UK and the EEA for {one['country']}; authorities there may ask for it"
                for one in handled
                if one["safeguard"]
            ),
            *(f"{one['name']}: {', '.join(one['missing'])} missing" for one in handled if one["missing"]),
            *(f"{one['name']}: paused, {one['paused']}" for one in handled if one["paused"]),
            *(f"{one['name']}: the DPO has recorded no basis" for one in handled if not one["basis"]),
        ],
        "solutions": ["sealed columns, a key for each person", "roles, default deny", "retention", "erasure by key"],
        "retention": asdict(policy.retention),
        "roles": roles(),
        "tests": _tests(scope, db, day),
        "drills": [{"day": row.day.isoformat(), "how": row.outcome} for row in books.lines(scope, db, "drill")],
        "consultations": [
            {"day": row.day.isoformat(), "outcome": books.opened(db, books.DETAIL, row.detail), "by": str(row.made_by)}
            for row in books.lines(scope, db, "consultation")
        ],
        "sign_off": signed(scope, db),
    }  # fmt: skip


def _tests(scope: Scope, db: Db, day: date) -> dict[str, Any]:
    found = books.last(scope, db, "security_test")
    lines = [
        {"day": row.day.isoformat(), "detail": books.opened(db, books.DETAIL, row.detail)}
        for row in books.lines(scope, db, "security_test")
    ]
    overdue = found is None or found.day + _YEAR < day
    return {"last": found.day.isoformat() if found else None, "overdue": overdue, "lines": lines}


def signed(scope: Scope, db: Db) -> dict[str, dict[str, Any]]:
    """The newest signature of each who must sign."""
    return {
        row.outcome.split(":")[0]: {"day": row.day.isoformat(), "says": row.outcome.partition(":")[2], "at": row.at}
        for row in books.lines(scope, db, "sign_off")
    }


def not_ready(scope: Scope, db: Db, policy: Policy, day: date, changed: datetime | None) -> list[Lack]:
    """What stands between the school and going live; empty when nothing does (DPIA1, DPIA51)."""
    return list(_gate(scope, db, policy, day, changed))


def _gate(scope: Scope, db: Db, policy: Policy, day: date, changed: datetime | None) -> Iterator[Lack]:
    made = books.last(scope, db, "dpia")
    if made is None:
        yield Lack("there is no data protection impact assessment", "bookbag papers dpia --keep")
    elif changed is not None and made.at < changed:
        yield Lack("the impact assessment is older than the last material change: make it again")
    signatures = signed(scope, db)
    for who, name in SIGNERS.items():
        if who not in signatures:
            yield Lack(f"{name} has not signed", f"bookbag papers sign {who}")
    advice = signatures.get("dpo_advice", {}).get("says", "")
    if advice == "against" and signatures.get("head", {}).get("says") != "overrules":
        yield Lack("the DPO advises against it, and the head has given no reason for overruling")
    for one in register(scope, db, day):
        if one["paused"]:
            yield Lack(f"{one['name']} is paused: {one['paused'].replace('_', ' ')}")
    if not policy.school.controller and not policy.school.name:
        yield Lack("the policy names no controller")
