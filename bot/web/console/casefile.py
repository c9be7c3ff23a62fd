"""A case file put together: what, who, evidence, contacts, decisions and who has looked at it; redacted when it leaves (PH30)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from starlette.responses import Response

from bot.domain.subjects import Subject
from bot.domain.wording import Who
from bot.privacy.exporting import redactor
from bot.web.console import cases, safety
from bot.web.console.door import Values
from bot.web.console.rendering import page
from bot.web.console.visit import Look
from storage import cases as kept
from storage import conduct, itemfacts, persons, trail
from storage.cases import Case

_KINDS = {
    "post": "Post", "message": "Message that was reported", "call": "Call", "meeting": "Meeting", "letter": "Letter",
    "email": "E-mail", "note": "Note", "outcome": "How it ended",
}  # fmt: skip
CONTACTS = ("call", "meeting", "letter", "email")
_DECIDED = {"conduct_report": "reported", "access_removed": "access ended"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated line, as it is read."""

    at: str
    kind: str
    by: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    id: int
    who: str
    children: tuple[str, ...]
    begun: str
    begun_by: str
    words: str
    evidence: tuple[Entry, ...]
    contacts: tuple[Entry, ...]
    decisions: tuple[Entry, ...]
    notes: tuple[Entry, ...]
    outcome: tuple[Entry, ...]
    viewers: tuple[Entry, ...]
    ended: str


def gather(look: Look, case: Case, *, redacted: bool) -> File:
    """`redacted`: other families' names, numbers and addresses are taken out."""
    clean = _cleaner(look, case) if redacted else str
    lines = sorted([*_kept(look, case), *_reported(look, case)], key=lambda one: one[0])
    made = [(kind, Entry(stamp(look, at), _KINDS[kind], look.name(Who.STAFF, by), clean(words))) for at, kind, by, words in lines]

    def some(*kinds: str) -> tuple[Entry, ...]:
        return tuple(entry for kind, entry in made if kind in kinds)

    return File(
        id=case.id,
        who=cases.whose(look, case),
        children=_children(look, case),
        begun=stamp(look, case.made_at),
        begun_by=look.name(Who.STAFF, case.made_by),
        words=clean(case.words),
        evidence=some("post", "message"),
        contacts=some(*CONTACTS),
        decisions=tuple(_decisions(look, case, clean)),
        notes=some("note"),
        outcome=some("outcome"),
        viewers=tuple(_viewers(look, case)),
        ended=stamp(look, case.ended_at) if case.ended_at else "",
    )


def stamp(look: Look, at: datetime) -> str:
    return at.astimezone(look.zone).strftime("%a %-d %b %Y %H:%M")


def _cleaner(look: Look, case: Case) -> Callable[[str], str]:
    kind = "staff" if case.staff_id else "guardian"
    who = persons.one(look.scope, look.db, kind, case.staff_id or case.guardian_id or 0)
    return redactor(look.scope, look.db, who, None) if who else lambda _: ""


def _kept(look: Look, case: Case) -> Iterator[tuple[datetime, str, int | None, str]]:
    yield from ((one.at, one.kind, one.made_by, one.words) for one in kept.lines(look.scope, look.db, case.id))


def _reported(look: Look, case: Case) -> Iterator[tuple[datetime, str, int | None, str]]:
    """Messages of theirs that staff reported; what is the safeguarding lead's is in no file but theirs."""
    if case.guardian_id is None:
        return
    for item in itemfacts.several(look.scope, look.db, conduct.reported(look.scope, look.db, case.guardian_id)):
        if item.subject is not Subject.SAFEGUARDING:
            found = itemfacts.full_messages(look.scope, look.db, item.id)
            yield from ((one.sent_at, "message", None, one.body) for one in found)


def _children(look: Look, case: Case) -> tuple[str, ...]:
    if case.guardian_id is None:
        return ()
    ids = persons.in_care_of(look.scope, look.db, case.guardian_id, look.day)
    return tuple(look.name(Who.PUPIL, one) for one in ids)


def _decisions(look: Look, case: Case, clean: Callable[[str], str]) -> Iterator[Entry]:
    for row in trail.about(look.scope, look.db, case.guardian_id or case.staff_id or 0):
        if row.action.startswith("conduct_") or row.action == "access_removed":
            what = _DECIDED.get(row.action, row.action.removeprefix("conduct_"))
            yield _entry(look, row, what, clean(_detail(look, row)))


def _detail(look: Look, row: Row[Any]) -> str:
    return look.db.keys.open("audit.detail", row.detail) if row.detail else str(row.reason).replace("_", " ")


def _viewers(look: Look, case: Case) -> Iterator[Entry]:
    """Everybody who opened, changed or took the file with them, and when."""
    for row in trail.of(look.scope, look.db, "case", case.id):
        yield _entry(look, row, row.action.removeprefix("case_").replace("_", " "), "")


def _entry(look: Look, row: Row[Any], what: str, words: str) -> Entry:
    by = look.name(Who.STAFF, row.actor_id) if row.actor_id and row.actor_kind == "staff" else "the hub"
    return Entry(stamp(look, row.at), what, by, words)


def view(look: Look) -> Values:
    """As it would leave: to be read, printed or downloaded."""
    return {"file": gather(look, cases.find(look, look.path["case"]), redacted=True), "made": stamp(look, look.now)}


def download(look: Look) -> Response:
    """One file that opens in any browser, without the hub."""
    values = view(look)
    made = page("casefile-alone", 200, {**values, "school": look.visitor.policy.school.name})
    name = f"case-{look.day.isoformat()}.html"
    made.headers.update(safety.HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'})
    return made
