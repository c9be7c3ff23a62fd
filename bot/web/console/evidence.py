"""The evidence pack: how data is kept, who handles it, why, how long, what was tested, who signed, what still lacks (PH22, DPIA1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from starlette.responses import Response

from bot.domain.access import Action
from bot.domain.protection.processors import SAFEGUARDS
from bot.domain.wording import Who
from bot.policyfile import plain
from bot.privacy import counting, papers
from bot.web.console import packs
from bot.web.console.door import Values
from bot.web.console.packs import Row, Section
from bot.web.console.visit import Look
from storage import books, policies, revision

PATH = "/console/papers"
_HOW = (
    "The head and the data protection officer put contracts, grounds and signatures on record under Sign, contracts; "
    "tests whoever runs the hub, with bookbag papers note."
)
_HELD = (
    ("Database, pictures, what is held", "AES-256-GCM, a key for each person", "staff by their role"),
    ("Keys", "wrapped by a master key that lies apart from the data", "the hub alone"),
    ("Backups", "AES-256-GCM under the master key", "whoever holds the master key"),
    ("Logs", "no words, no names, no numbers", "the technician"),
    ("On the way", "TLS 1.2 or newer; webhooks are proved before they are taken", "nobody"),
    ("Passwords", "argon2id, salted; a second key besides", "nobody"),
)


def view(look: Look) -> Values:
    found = papers.dpia(look.scope, look.db, look.visitor.policy, look.day)
    beside = {"beside": ("/console/papers/sign", "Sign, contracts")} if look.visitor.could(Action.SIGN_OFF) else {}
    return packs.values(look, "Evidence pack", PATH, list(_evidence(look, found))) | beside


def _evidence(look: Look, found: Mapping[str, Any]) -> Iterator[Section]:
    tests, handled = found["tests"], found["processors"]
    lacks = _lacks(found)
    yield Section(heading="What still lacks", missing=lacks, lines=(_HOW,) if lacks else ("Nothing that the hub knows of.",))
    yield Section(heading="Risks that are known", lines=_risks_known(found) or ("None.",))
    yield Section(heading="Who is responsible", lines=_responsible(look, found))
    yield Section(heading="How it is kept", columns=("What", "How", "Who can read it"), rows=_HELD)
    yield Section(
        heading="Who handles data for the school",
        columns=("Who", "What for", "Country", "Safeguard, until", "Contract", "Certificate", "Passes it on to"),
        rows=[_processor(one) for one in handled],
    )
    yield Section(heading="Why it is processed", columns=("What", "Purpose", "Ground", "To"), rows=[_activity(one) for one in papers.processing()])
    yield Section(heading="How long it is kept", lines=plain.kept(look.visitor.policy))
    yield Section(heading="Tests of its security", columns=("Day", "What was found"), rows=[(one["day"], one["detail"]) for one in tests["lines"]])
    yield Section(heading="Restore drills", columns=("Day", "How it went"), rows=[(one["day"], one["how"]) for one in found["drills"]])
    yield Section(heading="Who was asked", columns=("Day", "Outcome", "Noted by"), rows=[*_consultations(look)])
    signed = [(papers.SIGNERS.get(who, who), one["day"], one["says"]) for who, one in found["sign_off"].items()]
    yield Section(heading="Breaches, by term", columns=counting.COLUMNS, rows=_breaches(look))
    yield Section(heading="Signed off", columns=("Who", "Day", "Says"), rows=signed)


def _lacks(found: Mapping[str, Any]) -> list[str]:
    unsigned = [f"{name} has not signed" for who, name in papers.SIGNERS.items() if who not in found["sign_off"]]
    tested = ["The yearly security test is overdue"] if found["tests"]["overdue"] else []
    return [*(one for one in found["risks"] if one not in _risks_known(found)), *tested, *unsigned]


def _risks_known(found: Mapping[str, Any]) -> list[str]:
    """Where data goes, with a safeguard: to be lived with, not to be done."""
    return [one for one in found["risks"] if ": data leaves" in one]


def _responsible(look: Look, found: Mapping[str, Any]) -> list[str]:
    rules = policies.versions(look.scope, look.db)
    newest = f"{max(one.made_at for one in rules):%-d %B %Y}" if rules else "none"
    return [
        f"Controller: {found['need']['controller'] or found['need']['school']}",
        f"Software: Bookbag {_release()}, database schema {_schema(look)}",
        f"Rules: version {len(rules)}, made on {newest}",
    ]


def _schema(look: Look) -> str:
    return revision.of(look.visitor.hub.engines.read) or "none"


def _release() -> str:
    try:
        return version("bookbag")
    except PackageNotFoundError:  # run from its sources
        return "from its sources"


def _processor(one: Mapping[str, Any]) -> Row:
    until = f", until {one['valid_to']}" if one["valid_to"] else ""
    safeguard = SAFEGUARDS.get(one["safeguard"], one["safeguard"]) or "none needed"
    contract = str(one["contract_on"]) if one["contract_on"] else "no date"
    return (
        one["name"], one["purpose"], one["country"], f"{safeguard}{until}", contract,
        one["certificate"] or ("missing" if "certificate" in one["missing"] else ""), one["sub_processors"],
    )  # fmt: skip


def _activity(one: Mapping[str, str]) -> Row:
    return one["name"].replace("_", " ").capitalize(), one["purpose"], one["basis"], one["recipients"]


def _breaches(look: Look) -> list[Row]:
    return [one.row for one in counting.by_term(look.scope, look.db, look.zone, look.day)]


def _consultations(look: Look) -> Iterator[Row]:
    for row in books.lines(look.scope, look.db, "consultation"):
        yield row.day.isoformat(), books.opened(look.db, books.DETAIL, row.detail), look.name(Who.STAFF, row.made_by)


def take(look: Look) -> Response:
    return packs.file(look, view(look), "evidence")
