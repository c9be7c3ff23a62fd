"""When an operator is told that something is wrong: once it has lasted, once only, again when worse, and when it is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.wording import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """Something wrong now. A higher `level` is worse.

    It is told once it has lasted `patience`; worse is told again, but not within `again` of the last time.
    """

    name: str
    words: Phrase
    level: int = 1
    patience: timedelta = timedelta()
    again: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Known:
    """A symptom seen before: since when, and what was told of it."""

    name: str
    since: datetime
    told_level: int = 0
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`tell` and `over` are for people; `keep` is what to remember once they are told, `forget` the names to drop."""

    tell: tuple[tuple[Symptom, timedelta], ...]
    over: tuple[Known, ...]
    keep: tuple[Known, ...]
    forget: tuple[str, ...]


def plan(symptoms: Iterable[Symptom], known: Iterable[Known], unsure: frozenset[str], now: datetime) -> Plan:
    """`unsure` names what could not be looked at: it is neither news nor over. `now` is aware, the machine's clock."""
    before = {one.name: one for one in known}
    tell, keep = [], []
    present = set(unsure)
    for symptom in symptoms:
        present.add(symptom.name)
        was = before.get(symptom.name, Known(symptom.name, now))
        if _is_news(symptom, was, now):
            tell.append((symptom, now - was.since))
            keep.append(Known(was.name, was.since, symptom.level, now))
        else:
            keep.append(Known(was.name, was.since, min(was.told_level, symptom.level), was.told_at))
    gone = [one for one in before.values() if one.name not in present]
    over = tuple(one for one in gone if one.told_at is not None)
    return Plan(tuple(tell), over, tuple(keep), tuple(one.name for one in gone))


def _is_news(symptom: Symptom, was: Known, now: datetime) -> bool:
    if was.told_at is None:
        return now - was.since >= symptom.patience
    return symptom.level > was.told_level and now - was.told_at >= symptom.again
