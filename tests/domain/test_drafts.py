"""Nine hundred drafts of teachers through the guards: every planted breach is stopped, and at most one clean draft in fifty.

Names, numbers and addresses are rules and hold for words nobody has seen. Private matters are families of words and shapes of
sentences, which miss what they do not know: `drafts_unseen.txt` says how much. A file's name needs no guard: it never leaves (BNV34).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot import presets
from bot.domain.guarding import Guard
from bot.domain.messages import Kind
from bot.domain.posting import Board, Draft, File, Step, findings, next_step
from bot.domain.showing import Child
from bot.policyfile import load

POLICY = load(presets.read("bentley-new-village"), "bentley-new-village.toml")
NAMES = (
    "Ada Kowalska", "Ada Marsh", "Ben Tully", "Cal Reed", "Dee Lloyd", "Will Baker", "May Chen", "Hope Wilk", "Rose Green",
    "Faith Adeyemi", "Grace Hill", "Amina Begum", "Muhammad Khan", "Zoë O'Brien", "Anne-Marie Dupont", "Jack Wood",
    "Lily Field", "Siân Price-Lewis", "José García", "Priya Patel", "Summer Short", "Łukasz Nowak",
)  # fmt: skip
EVERY = frozenset(POLICY.photos.permissions)


def _child(at: int, name: str, class_id: int) -> Child:
    """Cal is never shown; nobody has said yes to anything for Dee."""
    first, last = name.split(" ", 1)
    no = first in {"Cal", "Dee"}
    return Child(at, first, last, class_id, EVERY if no else frozenset(), first == "Cal")


CLASS = tuple(_child(at, name, 4) for at, name in enumerate(NAMES, 1))
OTHERS = (_child(40, "Sam Okafor", 5), _child(41, "Kim Lowe", 5))
GUARD = Guard(
    frozenset({"01632960100"}),
    frozenset({"office@oaklane.example"}),
    frozenset({"four", "field", "green", "wood", "price"}),
    ("12 School Lane",),
)
BOARD = Board(children=(*CLASS, *OTHERS), guard=GUARD)
UNREAD = Board(children=(*CLASS, *OTHERS), guard=GUARD, lists={4: "as it stands"})


@dataclass(frozen=True, slots=True)
class Line:
    want: str
    words: str
    alt: str
    shows: tuple[str, ...]


def lines(file: str = "drafts.txt") -> Iterator[Line]:
    for text in Path(__file__).with_name(file).read_text("utf-8").splitlines():
        if text and not text.startswith("#"):
            want, words, alt, shows, *_ = (part.strip() for part in f"{text}|||".split("|"))
            yield Line(want, words, alt, tuple(one.strip() for one in shows.split(",") if one))


def known() -> list[Line]:
    """What the rules were written for."""
    return [*lines("drafts.txt"), *lines("drafts_second.txt")]


def draft(line: Line) -> Draft:
    """With every question answered but those about its words and who is in it."""
    ids = {f"{one.first_name} {one.last_name}": one.id for one in CLASS}
    return Draft(
        id=1,
        staff_id=1,
        body=line.words,
        class_id=4,
        kind="notice",
        purpose="learning",
        files=(File(Kind.PHOTO),) if line.alt else (),
        alts=(line.alt,) if line.alt else (),
        tagged=frozenset(ids[name] for name in line.shows),
        checked=frozenset({"whom", "tags", "shows:children", "sound:no", "over"}),
    )


@cache
def outcome(line: Line) -> set[str]:
    made, board = draft(line), UNREAD if line.want == "list" else BOARD
    step = next_step(made, board, POLICY)
    if step is Step.WORDS:
        return {str(one.why) for one in findings(made, board, POLICY)}
    return {"clean" if step is Step.PREVIEW else str(step)}


def test_every_planted_breach_is_stopped_and_for_its_own_reason() -> None:
    planted = [one for one in known() if one.want != "clean"]
    assert len(planted) >= 300
    assert [(one, outcome(one)) for one in planted if one.want not in outcome(one)] == []


def test_at_most_one_clean_draft_in_fifty_is_stopped() -> None:
    clean = [one for one in known() if one.want == "clean"]
    assert len(clean) >= 300
    stopped = [(one.words, outcome(one)) for one in clean if outcome(one) != {"clean"}]
    assert len(stopped) <= len(clean) / 50, stopped


def test_drafts_nobody_tuned_the_rules_on_say_what_a_list_of_words_misses() -> None:
    """All sixty plain private matters and 9 of 24 told in a roundabout way, 2 of 125 innocent ones stopped: the author's own eyes stay the guard."""
    unseen = [(one, outcome(one)) for one in lines("drafts_unseen.txt")]
    private = [one.want in found for one, found in unseen if one.want != "clean"]
    stopped = [one.words for one, found in unseen if one.want == "clean" and found != {"clean"}]
    assert (len(private), len(unseen)) == (84, 209)
    assert sum(private) >= 69
    assert len(stopped) <= 125 / 50, stopped
