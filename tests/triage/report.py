"""`make triage-report`: how well triage does on messages nothing was learnt from, printed and written into docs/triage.md."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bot.domain.heads import LABELS
from bot.domain.policy import Thresholds
from bot.learned.files import WORDS, shipped
from bot.learned.fusing import Level
from bot.triage import Triager
from tests.triage.labelled import messages
from tests.triage.scoring import Figures, Outcome, figures, outcome

PAGE = Path(__file__).parents[2] / "docs" / "triage.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
LEVELS = (Level.RULES, Level.WORDS, Level.MEANING)
NAMES = {Level.RULES: "rules alone", Level.WORDS: "rules and words", Level.MEANING: "the default install"}
AIMS = ("97 %", "80 %", "96 %", "2 %", "2 %", "2 %", "3 %", "5 %", "3 %")
BARS = {
    "danger": "danger", "sure": "sure", "note": "note", "second": "second", "watch": "watch", "taken": "taken from the teacher",
}  # fmt: skip
_SURE = (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9)


def main() -> None:
    measured = {level: Measured(level, "blind") for level in LEVELS}
    lines = [line for part in _parts(measured) for line in part]
    print("\n".join(lines))
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", encoding="utf-8")


class Measured:
    """What one level tells of the messages of a folder."""

    def __init__(self, level: Level, which: str) -> None:
        triager = Triager(level=level)
        self.found = [(message, triager(message.text, message.lang)) for message in messages(which)]

    def outcomes(self, bars: Thresholds | None = None) -> list[Outcome]:
        return [outcome(message, told, bars) for message, told in self.found]


@dataclass(frozen=True)
class Cost:
    """`times`: milliseconds of one processor a message; `memory`: MB at the most, of a process that does nothing else."""

    times: list[float]
    memory: float


def cost(level: Level) -> Cost:
    """Kept to itself: a process that holds what three levels told of all messages is no hub."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        return alone.submit(_cost, level).result()


def _cost(level: Level) -> Cost:
    triager, those, times = Triager(level=level), messages("blind"), list[float]()
    triager(those[0].text, those[0].lang)
    for message in those:
        began = time.process_time()
        triager(message.text, message.lang)
        times.append(1000 * (time.process_time() - began))
    # not ru_maxrss, which counts what the process had been before it was this program
    held = next(line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return Cost(times, int(held.split()[1]) / 1024)


def _parts(measured: dict[Level, Measured]) -> Iterator[list[str]]:
    unseen, ordinary = (
        {level: Measured(level, which).outcomes() for level in LEVELS} for which in ("unseen", "ordinary")
    )
    outcomes = {level: found.outcomes() for level, found in measured.items()}
    best = outcomes[Level.MEANING]
    yield from (bars(), _summary(unseen, "messages of an unseen post"), _languages(unseen, "Of these, by language"))
    yield from (_summary(ordinary, "messages of an ordinary post"), _left_out(), _summary(outcomes, "blind messages"))
    yield from (_costs({level: cost(level) for level in LEVELS}), _languages(outcomes, "Blind messages by language"))
    yield from (_labels(outcomes), _confusion(best), _thresholds(measured[Level.MEANING]))


def bars() -> list[str]:
    """The bars of each level, as they are shipped."""
    made = {level: shipped(WORDS).facts["heads"][level]["bars"] for level in LEVELS}
    rows = [[NAMES[level], *(f"{made[level][name]:.2f}" for name in BARS)] for level in LEVELS]
    return _table("Bars", ["", *BARS.values()], rows)


def _table(title: str, head: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> list[str]:
    ruled = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return ["", f"### {title}", "", *ruled]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _rows(found: Figures) -> list[tuple[str, str]]:
    return [
        ("correct, or asked with the right choice among three", _percent(found.served)),
        ("decided without asking", _percent(found.decided)),
        ("right, of those decided", _percent(found.right)),
        *((f"{label} missed outright", _percent(share)) for label, share in found.missed.items()),
        ("told as danger though it is none", _percent(found.alarmed)),
        ("something told that it is not about", _percent(found.strayed)),
        ("teacher's notes taken elsewhere without asking", _percent(found.notes_taken)),
    ]


def _summary(outcomes: dict[Level, list[Outcome]], what: str) -> list[str]:
    columns = [_rows(figures(outcomes[level])) for level in LEVELS]
    rows = [
        [name, *(column[at][1] for column in columns), AIMS[at]] for at, (name, _) in enumerate(columns[0])
    ]
    return _table(f"{len(outcomes[Level.RULES])} {what}", ["", *(NAMES[level] for level in LEVELS), "aim"], rows)


def _left_out() -> list[str]:
    """What the build wrote down of messages it left out. The given ones are read without the rules, which were written against them."""
    made = {level: shipped(WORDS).facts["heads"][level]["left_out"] for level in LEVELS}
    picked = [(Level.WORDS, "given"), (Level.MEANING, "given"), *((level, "post") for level in LEVELS)]
    found = [Figures(**made[level][which]) for level, which in picked]
    names = [f"{one.messages} {which}: {NAMES[level]}" for one, (level, which) in zip(found, picked, strict=True)]
    names = [name.replace("rules and words", "words", 1) if which == "given" else name for name, (_, which) in zip(names, picked, strict=True)]
    columns = [_rows(one) for one in found]
    rows = [[name, *(column[at][1] for column in columns), AIMS[at]] for at, (name, _) in enumerate(columns[0])]
    return _table("Messages that were learnt from, each while it was left out", ["", *names, "aim"], rows)


def _costs(found: dict[Level, Cost]) -> list[str]:
    rows = [
        [NAMES[level], f"{statistics.median(one.times):.1f} ms", f"{_high(one.times):.1f} ms", f"{one.memory:.0f} MB"]
        for level, one in found.items()
    ]
    return _table("Processor time a message and memory of a process of its own", ["", "median", "99 of 100", "memory"], rows)


def _high(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def _languages(outcomes: dict[Level, list[Outcome]], what: str) -> list[str]:
    names = sorted({one.message.lang for one in outcomes[Level.RULES]})
    picks = [(name, {name}) for name in names] + [("all but English", set(names) - {"en"})]
    rows = [
        [name, str(len(_of(outcomes[Level.MEANING], held))), *_shares([_of(outcomes[level], held) for level in LEVELS])]
        for name, held in picks
    ]
    return _table(f"{what}: served, and decided without asking", ["", "messages", *(NAMES[v] for v in LEVELS)], rows)


def _labels(outcomes: dict[Level, list[Outcome]]) -> list[str]:
    rows = []
    for label in LABELS:
        found = [[one for one in outcomes[level] if one.message.label == label] for level in LEVELS]
        rows.append([label, str(len(found[0])), *_shares(found)])
    return _table("Blind messages by label: served, and decided without asking", ["", "messages", *(NAMES[v] for v in LEVELS)], rows)


def _of(found: Sequence[Outcome], languages: set[str]) -> list[Outcome]:
    return [one for one in found if one.message.lang in languages]


def _shares(columns: Sequence[Sequence[Outcome]]) -> list[str]:
    return [f"{_percent(f.served)}, {_percent(f.decided)}" for f in map(figures, columns)]


def _confusion(found: Sequence[Outcome]) -> list[str]:
    told = Counter((one.message.label, "asked" if one.asked else one.told[0]) for one in found)
    columns = (*LABELS, "asked")
    rows = [[label, *(str(told[label, column] or "") for column in columns)] for label in LABELS]
    return _table("Blind messages: what was done (across) with what it was (down), default install", ["", *columns], rows)


def _thresholds(measured: Measured) -> list[str]:
    rows = []
    for bar in _SURE:
        found = figures(measured.outcomes(Thresholds(sure=bar)))
        rows.append([f"{bar:.2f}", _percent(found.decided), _percent(found.right), _percent(found.served)])
    return _table("Blind messages by threshold of `triage.sure`", ["", "decided", "right of those", "served"], rows)


if __name__ == "__main__":
    main()
