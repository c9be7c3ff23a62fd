"""Reads and checks the shipped lexicons, one TOML file per language, at start.

A file holds `language`, `version`, `author`, `reviewed` (the native speaker who checked it, or empty), `written`,
`markers` (everyday words), `private` (words that are a family's own business, lines of wordings), `[deny]`, `[objects]`
(pronouns that may own the next word, and what may follow them where they do not), `[sets]` and one table
`[subject.name]` per entry with `weight`, `any`, `yes`, `no` and, where needed, `unless`, `needs`, `negatable`, `author`,
`reviewed`, `written`. Patterns are lines; their notation is `bot.domain.patterns`. The table `[none.name]` holds decoys.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bot.collector import at_rest
from bot.domain.folding import fold
from bot.domain.lexicon import Entry, Lexicon, Tongue, compiled
from bot.domain.patterns import PatternError, Phrase, Step, forget_readings, parse, phrases
from bot.domain.signs import Signs, with_signs
from bot.domain.subjects import Subject
from bot.lexiconcache import kept

_DENIABLE = {
    Subject.SICKNESS,
    Subject.ABSENCE,
    Subject.LATENESS,
    Subject.APPOINTMENT,
    Subject.COMPLAINT,
    Subject.ABUSE,
}
_HEAD = {"language", "version", "author", "reviewed", "written", "markers", "private", "deny", "objects", "sets"}
_KEYS = {"weight", "any", "unless", "needs", "negatable", "many", "yes", "no", "author", "reviewed", "written"}
_DECOY = "none"
SIGNS = "signs.json"

Sets = Mapping[str, frozenset[Phrase]]


class LexiconError(ValueError):
    """A lexicon file is not as it should be; the message names the file and the entry."""


def load(folder: Traversable | None = None, signs: Signs | None = None) -> Lexicon:
    """All shipped languages and signs, compiled. Raises LexiconError; the hub must not start with a broken lexicon."""
    shipped = files("bot.lexicons")
    raw = _files(folder or shipped)
    if folder is None and signs is None and isinstance(shipped, Path):
        learned = shipped_signs()
        return kept(shipped, (*raw.values(), repr(learned).encode()), lambda: _made(raw, learned))
    return _made(raw, shipped_signs() if signs is None else signs)


def _files(folder: Traversable) -> dict[str, bytes]:
    found = sorted(folder.iterdir(), key=lambda path: path.name)
    return {path.name: path.read_bytes() for path in found if path.name.endswith(".toml")}


def _made(raw: Mapping[str, bytes], signs: Signs) -> Lexicon:
    with at_rest():
        made = compiled(with_signs([read(name, held) for name, held in raw.items()], signs))
        forget_readings()
        return made


def shipped_signs() -> Signs:
    """What `make triage-model` wrote. Raises LexiconError."""
    try:
        held = json.loads(files("bot.learned").joinpath(SIGNS).read_text(encoding="utf-8"))["signs"]
        return {
            language: {
                Subject(subject): {float(weight): wordings for weight, wordings in by_weight.items()}
                for subject, by_weight in of.items()
            }
            for language, of in held.items()
        }
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise LexiconError(f"{SIGNS}: {type(error).__name__}") from error


def read(name: str, raw: bytes) -> Tongue:
    """One file. `name` is used in errors only."""
    try:
        head = tomllib.loads(raw.decode())
        return _tongue(head)
    except (PatternError, LexiconError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise LexiconError(f"{name}: {error}") from error


def _tongue(head: Mapping[str, Any]) -> Tongue:
    sets: dict[str, frozenset[Phrase]] = {}
    for key, members in head.get("sets", {}).items():
        sets[key] = phrases(members, sets, f"set {key}")
    deny = head.get("deny", {})
    return Tongue(
        language=head["language"],
        version=head["version"],
        entries=tuple(_entries(head, sets)),
        markers=_wordings("|".join(head.get("markers", "").split())),
        before=_wordings(deny.get("before", "")),
        after=_wordings(deny.get("after", "")),
        private=_wordings("|".join(head.get("private", "").split("\n")).strip("|")),
        objects={fold(word): _single(followed) for word, followed in head.get("objects", {}).items()},
    )


def _wordings(members: str) -> frozenset[Phrase]:
    return phrases(members, {}, "list") if members else frozenset()


def _single(members: str) -> frozenset[str]:
    return frozenset(word for phrase in _wordings(members) for word in phrase)


def _entries(head: Mapping[str, Any], sets: Sets) -> list[Entry]:
    kinds: dict[str, Subject | None] = {subject.value: subject for subject in Subject}
    kinds[_DECOY] = None
    unknown = head.keys() - _HEAD - kinds.keys()
    if unknown:
        raise LexiconError(f"unknown tables {sorted(unknown)}")
    return [
        _entry(head, f"{kind}.{name}", kinds[kind], body, sets)
        for kind in kinds
        for name, body in head.get(kind, {}).items()
    ]


def _entry(head: Mapping[str, Any], name: str, subject: Subject | None, body: Mapping[str, Any], sets: Sets) -> Entry:
    unknown = body.keys() - _KEYS
    if unknown:
        raise LexiconError(f"{name}: unknown keys {sorted(unknown)}")
    weight = body.get("weight", 0.9) if subject is None else body["weight"]
    if not 0 < weight < 1:
        raise LexiconError(f"{name}: weight must lie between 0 and 1")
    facts = {key: body.get(key, head.get(key, "")) for key in ("author", "reviewed", "written")}
    entry = Entry(
        language=head["language"],
        name=name,
        subject=subject,
        weight=weight,
        patterns=_patterns(body["any"], sets),
        unless=_patterns(body.get("unless", ""), sets),
        needs=_patterns(body.get("needs", ""), sets),
        negatable=body.get("negatable", subject in _DENIABLE),
        many=body.get("many", False),
        author=facts["author"],
        reviewed=facts["reviewed"],
        written=facts["written"] if isinstance(facts["written"], date) else None,
        example_yes=_examples(body["yes"]),
        example_no=_examples(body["no"]),
    )
    _check(entry)
    return entry


def _check(entry: Entry) -> None:
    for part, held in (
        ("any", entry.patterns),
        ("yes", entry.example_yes),
        ("no", entry.example_no),
        ("author", entry.author),
        ("written", entry.written),
    ):
        if not held:
            raise LexiconError(f"{entry.name}: {part} is missing")


def _patterns(lines: str, sets: Sets) -> tuple[tuple[Step, ...], ...]:
    return tuple(parse(line.strip(), sets) for line in lines.splitlines() if line.strip())


def _examples(lines: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines.splitlines() if line.strip())
