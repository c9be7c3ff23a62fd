"""Rows of a school's long past, table by table: a family's message and all that the hub keeps of it, and of the answer to it."""

from __future__ import annotations

import hmac
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Table

from bot.domain import finding as words
from bot.domain.effects.items import ThreadOf
from bot.domain.people import Role
from bot.domain.sending import CONTENT, Letter, Teaser
from bot.domain.subjects import Subject
from storage import tables
from storage.crypto import Keyring
from storage.db import Db
from storage.finding import TOKEN_BYTES
from storage.ids import new_id
from storage.items import BECAUSE
from storage.messages import BODY

OPEN = 40  # left to do
APART = 1 << 36  # ids from one message to the next: half a minute, or five million would have come today
FOUND = "quetzal"  # in one message of a thousand
_FAMILY, _GROUP = 3, 5  # of five messages three are families', two answer them
_NAMED = 4  # in one of so many messages the child's name is written
_ANSWERED_AFTER = timedelta(minutes=50)
_AWAY = 6  # of so many messages of sickness one begins an absence that nobody has written down yet
_COMMON = (
    "reading", "coat", "swimming", "tomorrow", "please", "forgot", "lunch", "bag", "letter", "trip", "grandma", "collect",
    "Tuesday", "homework", "spelling", "water", "bottle", "shoes", "hall", "thank", "morning", "dentist", "museum", "maths",
)  # fmt: skip
_RARE = tuple("".join(parts) for parts in ((a + b, c + d) for a in "bdfglmnprst" for b in "aeiou" for c in "bdklmnrt" for d in "aeo"))
_SUBJECTS = (Subject.NOTE, Subject.NOTE, Subject.NOTE, Subject.SICKNESS, Subject.DINNERS, Subject.COMPLAINT)
WRITTEN = (
    tables.inbox, tables.message, tables.item, tables.item_message, tables.outbox, tables.absence_report, tables.absence,
    tables.absence_source, tables.audit, tables.search_token,
)  # fmt: skip
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A thread that is there already; `names`: whom it is about, as the search finds them."""

    of: ThreadOf
    thread_id: int
    key_id: int
    teacher: int
    office: int
    names: tuple[str, ...]


@dataclass(slots=True)
class Asked:
    """A family's message that waits for its answer."""

    place: Place
    item: Row
    words: str


@dataclass(slots=True)
class History:
    school_id: int
    keys: Keyring
    search_key: bytes
    account_id: int
    now: datetime
    total: int
    span: timedelta  # in which they came, until now
    first: int = 0
    _tokens: dict[tuple[str, str, str], frozenset[bytes]] = field(default_factory=dict)
    _away: set[tuple[int, date]] = field(default_factory=set)
    _rows: dict[Table, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.first = new_id() - self.total * APART  # before everything that comes after

    def some(self, chance: random.Random, places: list[Place], numbers: range) -> Callable[[Db], None]:
        """A unit that writes these; the oldest have the smallest numbers."""
        self._rows.clear()
        asked: list[Asked] = []
        for number in numbers:
            if number % _GROUP == 0:
                asked.clear()
            if number % _GROUP < _FAMILY:
                asked.append(self._message(chance, chance.choice(places), number))
            elif asked:
                self._answer(chance, asked.pop(0), number)
        rows = {model: self._rows[model] for model in WRITTEN}
        rows[tables.search_token].sort(key=lambda row: row["token"])  # neighbours of one page, written together

        def unit(db: Db) -> None:
            for model, some in rows.items():
                db.many(model.insert(), some)

        return unit

    def _at(self, number: int) -> datetime:
        return self.now - self.span * ((self.total - number) / self.total)

    def _add(self, model: Table, **values: Any) -> Row:
        row = {"school_id": self.school_id, **values}
        self._rows[model].append(row)
        return row

    def _message(self, chance: random.Random, place: Place, number: int) -> Asked:
        at, ids, subject = self._at(number), self.first + number * APART, chance.choice(_SUBJECTS)
        told = [place.names[0].split()[0]] if number % _NAMED == 0 else []
        text = " ".join([*told, *chance.choices(_COMMON, k=5), *chance.choices(_RARE, k=2), *([FOUND] if number % 1000 == 0 else [])])
        self._add(
            tables.inbox, id=ids, account_id=self.account_id, provider_id=f"SM{number:032x}", sender_blind=chance.randbytes(32),
            payload_hash=chance.randbytes(32), state="done", attempts=0, received_at=at, handled_at=at,
        )  # fmt: skip
        self._write(chance, place, ids, text, at, guardian_id=place.of.guardian_id, staff_id=None, inbox_id=ids)
        item = self._item(place, ids, subject, at, is_open=number >= self.total - OPEN * _GROUP // _FAMILY)
        self._add(tables.item_message, item_id=ids, message_id=ids)
        staff = place.teacher if subject is Subject.NOTE else place.office
        self._send(chance, ids, f"notify:{ids}", CONTENT.dump(Teaser(ids)), at, item_id=ids, staff_id=staff)
        if subject is Subject.SICKNESS and number % _AWAY == 0:
            self._absent(place, ids, at)
        if subject is not Subject.NOTE:
            self._add(
                tables.audit, id=ids, at=at, actor_kind="guardian", actor_id=place.of.guardian_id, action="sensitive",
                subject_kind="message", subject_id=ids, reason="local_only", chain=chance.randbytes(32),
            )  # fmt: skip
        self._find(item, place, text, names=place.names)
        return Asked(place, item, text)

    def _answer(self, chance: random.Random, asked: Asked, number: int) -> None:
        item, place, ids = asked.item, asked.place, self.first + number * APART
        if item["state"] == "open":
            return
        at, text = item["made_at"] + _ANSWERED_AFTER, " ".join(chance.choices(_COMMON, k=5))
        item |= {"outcome": "answered", "answered_at": at}
        self._write(chance, place, ids, text, at, guardian_id=None, staff_id=place.teacher, inbox_id=None)
        letter = CONTENT.dump(Letter(ids, item["id"]))
        self._send(chance, ids, f"row:{ids}", letter, at, item_id=item["id"], message_id=ids, guardian_id=place.of.guardian_id)
        self._find(item, place, text, known=(asked.words,))

    def _write(self, chance: random.Random, place: Place, id_: int, text: str, at: datetime, **by: int | None) -> None:
        self._add(
            tables.message, id=id_, thread_id=place.thread_id, kind="text", body=self.keys.seal(place.key_id, BODY, text),
            language="en", carrier_blind=chance.randbytes(32), sent_at=at, stored_at=at, **by,
        )  # fmt: skip

    def _item(self, place: Place, id_: int, subject: Subject, at: datetime, *, is_open: bool) -> Row:
        ours, done = subject is Subject.NOTE, at + _ANSWERED_AFTER
        return self._add(
            tables.item, id=id_, kind="message", role=str(Role.CLASS_TEACHER if ours else Role.OFFICE), topic="", passed="",
            class_id=place.of.class_id if ours else None, thread_id=place.thread_id, guardian_id=place.of.guardian_id,
            pupil_id=place.of.pupil_id, subject=str(subject), because=self.keys.seal(place.key_id, BECAUSE, "read"),
            key_id=place.key_id, made_at=at, visible_from=at, state="open" if is_open else "done",
            outcome=None if is_open else "seen", seen_at=None if is_open else done, answered_at=None,
            ended_at=None if is_open else done,
        )  # fmt: skip

    def _send(self, chance: random.Random, id_: int, intent: str, content: str, at: datetime, **of: int) -> None:
        to = {"item_id": None, "message_id": None, "guardian_id": None, "staff_id": None}
        self._add(
            tables.outbox, id=id_, intent=intent, lane=1, content=content, account_id=self.account_id, due_at=at, state="delivered",
            attempts=1, resent=False, sent_blind=chance.randbytes(32), parts=1, made_at=at, sent_at=at, ended_at=at, **to | of,
        )  # fmt: skip

    def _absent(self, place: Place, id_: int, at: datetime) -> None:
        child = {"pupil_id": place.of.pupil_id, "class_id": place.of.class_id}
        if (place.of.pupil_id, at.date()) in self._away:
            return
        self._away.add((place.of.pupil_id, at.date()))
        self._add(
            tables.absence_report, id=id_, **child, source="sms", guardian_id=place.of.guardian_id, item_id=id_, reason="illness",
            first_day=at.date(), last_day=at.date(), part="all", open_end=False, unconfirmed=False, key_id=place.key_id, made_at=at,
        )  # fmt: skip
        for place_, session in enumerate(("am", "pm")):
            self._add(
                tables.absence, id=id_ + place_, **child, day=at.date(), session=session, code="I", state="reported", differs=False,
                made_at=at,
            )  # fmt: skip
            self._add(tables.absence_source, absence_id=id_ + place_, report_id=id_)

    def _find(self, item: Row, place: Place, text: str, known: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> None:
        """`known`: what was written down before."""
        readers = f"{item['role']}:{place.of.class_id}" if item["role"] == Role.CLASS_TEACHER else str(item["role"])
        there, fresh = self._hashed(readers, *known), self._hashed(readers, text, names=names)
        self._rows[tables.search_token] += [
            {"school_id": self.school_id, "token": token, "item_id": item["id"]} for token in fresh - there
        ]

    def _hashed(self, readers: str, *texts: str, names: tuple[str, ...] = ()) -> set[bytes]:
        asked = [(readers, word, "") for word in " ".join(texts).split()] + [(readers, "", word) for word in " ".join(names).split()]
        found: set[bytes] = set()
        for one in asked:
            kept = self._tokens.get(one)
            if kept is None:
                kept = self._tokens[one] = frozenset(
                    hmac.digest(self.search_key, f"{readers}\0{term}".encode(), "sha256")[:TOKEN_BYTES]
                    for term in words.terms([one[1]], [one[2]])
                )
            found |= kept
        return found
