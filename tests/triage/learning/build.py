"""`make triage-model`: learns from `tests/triage/corpus` and writes the files of `bot/learned`. Takes some minutes.

Every score the heads are fitted on is what the message was told by a fit on others: a part is left out each time.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import bot.learned
from bot.domain.bars import Bars
from bot.domain.heads import LABELS, Head, rule_evidence
from bot.domain.signs import Signs
from bot.domain.subjects import Triage
from bot.domain.tongue import Spoken, Tongues
from bot.domain.triage import triage
from bot.learned.embedding import NAME
from bot.learned.files import MEANING, TONGUES, WORDS, packed
from bot.lexiconfiles import SIGNS, load
from tests.triage.labelled import HERE, Labelled, messages, read
from tests.triage.learning import bars, kernels, signs, softmax, tongues
from tests.triage.learning.embeddings import embedded
from tests.triage.learning.weighing import head

FOLDER = Path(bot.learned.__file__).parent
TUNED = ("early", "given", "post-*", "near-*", "told-*", "ways-*", "side-*", "many-[1-4]")
"""Files of messages the rules were written against: they say nothing of how far to trust the rules."""

RIDGES = {"words": 0.03, "meaning": 0.01}
STEPS = {"words": 20, "meaning": 50}
PARTS = 4  # the signs are found that many times, each time with a part of the messages left out
THINNED = 3  # heads and bars are fitted on so many times fewer of them: some hundred weights need no more
USUAL = "dev-"
"""Ids of the messages whose labels come about as often as in a school's post."""
ORDINARY = ("week-", "more-", *(f"many-{n}-" for n in range(5, 11)))
"""Ids of a school's week and of more of its post, which no rule was written against."""
RULED = 2 * len(LABELS)  # how much of the evidence is what the rules say


def corpus_hash() -> str:
    """Of all training messages, in the order of their files."""
    files = sorted((HERE / "corpus").glob("*.jsonl"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@dataclass(frozen=True)
class Made:
    """One source, ready to be written, and what it says of messages left out."""

    unseen: Any
    facts: dict[str, Any]
    parts: dict[str, array[Any]]


def build() -> None:
    found = list(messages("corpus"))
    facts = {"trained_on": corpus_hash(), "messages": len(found), "labels": list(LABELS)}
    words, meaning = _readers(found)
    languages, unit, weights = tongues.learnt(found)
    by_rules = _unseen_by_rules(found, Tongues(languages, weights, unit))
    _write(WORDS, {**facts, **words.facts, "heads": _weighed(found, by_rules, words, meaning)}, words.parts)
    _write(MEANING, {**facts, **meaning.facts, "embedder": NAME}, meaning.parts)
    _write_signs(facts, signs.found(found))
    _write(TONGUES, {**facts, "languages": languages, "unit": unit}, {"weights": weights})


def _readers(found: list[Labelled]) -> tuple[Made, Made]:
    """What words say, and what words and meaning say together."""
    main, _ = _targets(found)
    table = kernels.word_table([message.text for message in found])
    likeness = kernels.word_likeness(table)
    words = _words(table, likeness, main)
    return words, _meaning(found, table, likeness, main)


def _weighed(found: list[Labelled], by_rules: list[Triage], words: Made, meaning: Made) -> dict[str, Any]:
    """A head and its bars for each level of reading."""
    main, parts = _targets(found)
    usual = np.array([message.id.startswith(USUAL) for message in found])
    fresh = _fresh(found) & _thinned(found)
    rows: dict[str, Any] = {}
    for level, told in _evidence(by_rules, words, meaning).items():
        made = head(told[fresh], main[fresh], parts[fresh], main[usual].mean(axis=0))
        alone = told[:, RULED:]  # the rules were written against the usual messages: there the readers speak alone
        bare = head(alone[~usual], main[~usual], parts[~usual], main[usual].mean(axis=0))
        rows[level] = {"rows": made.rows, "also": made.also}
        post = _post(found, by_rules, (made, told), (bare, alone))
        rows[level]["bars"] = bars.fitted(post, level)
        rows[level]["left_out"] = _left_out(post, Bars(**rows[level]["bars"]))
    return rows


def _left_out(post: list[bars.Read], fitted: Bars) -> dict[str, Any]:
    """What was reached on messages that were left out, for the page."""
    usual = [one for one in post if one.message.id.startswith(USUAL)]
    others = [one for one in post if not one.message.id.startswith(USUAL)]
    return {"given": bars.reached(usual, fitted), "post": bars.reached(others, fitted)}


Told = tuple[Head, Any]
"""A head, and one row of evidence per message."""


def _post(found: list[Labelled], by_rules: list[Triage], whole: Told, alone: Told) -> list[bars.Read]:
    """An ordinary post: the usual messages by the readers alone, and the rest by all."""
    usual = [message.id.startswith(USUAL) for message in found]
    read_by_rules = _thinned(found)
    thinned = [at for at, one in enumerate(found) if usual[at] or (one.id.startswith(ORDINARY) and read_by_rules[at])]
    weights = bars.ordinary([found[at] for at in thinned], lambda message: message.id.startswith(USUAL))
    by_all, readers = whole[1].tolist(), alone[1].tolist()
    read: list[bars.Read] = []
    for at, weight in zip(thinned, weights, strict=True):
        if usual[at]:
            read.append(bars.read(alone[0], readers[at], Triage(), found[at], weight))
        else:
            read.append(bars.read(whole[0], by_all[at], by_rules[at], found[at], weight))
    return read


def _evidence(by_rules: list[Triage], words: Made, meaning: Made) -> dict[str, Any]:
    rules = np.array([rule_evidence(said) for said in by_rules])
    return {
        "rules": rules,
        "words": np.hstack([rules, words.unseen]),
        "meaning": np.hstack([rules, words.unseen, meaning.unseen]),
    }


def _fresh(found: list[Labelled]) -> Any:
    """Which messages the rules were not written against."""
    paths = (path for name in TUNED for path in (HERE / "corpus").glob(f"{name}.jsonl"))
    tuned = {message.id for path in paths for message in read(path)}
    return np.array([message.id not in tuned for message in found])


def _thinned(found: list[Labelled]) -> Any:
    """Which messages the rules are asked about: they take longer than everything else."""
    return np.arange(len(found)) % THINNED == 0


def _unseen_by_rules(found: list[Labelled], known: Tongues) -> list[Triage]:
    """What the rules say of each message they are asked about, with the signs that the others show."""
    said, asked = [Triage()] * len(found), _thinned(found)
    for part in range(PARTS):
        others = [message for at, message in enumerate(found) if at % PARTS != part]
        lexicon = load(signs=signs.found(others))
        for at in range(part, len(found), PARTS):
            if not asked[at]:
                continue
            text, language = found[at].text, found[at].lang
            said[at] = triage(text, lexicon, language, Spoken(known, text, language))
    return said


def _write_signs(facts: dict[str, Any], held: Signs) -> None:
    raw = json.dumps({"trained_on": facts["trained_on"], "signs": held}, ensure_ascii=False, sort_keys=True, indent=0)
    (FOLDER / SIGNS).write_text(raw + "\n", encoding="utf-8")
    print(f"{SIGNS}: {sum(len(w) for of in held.values() for by in of.values() for w in by.values())} signs")


def _targets(found: list[Labelled]) -> tuple[Any, Any]:
    main = np.array([[float(label == message.label) for label in LABELS] for message in found])
    parts = np.array([[float(label in {message.label, *message.also}) for label in LABELS] for message in found])
    return main, parts


def _words(table: kernels.WordTable, likeness: Any, main: Any) -> Made:
    fit = softmax.fitted(likeness, main, RIDGES["words"], STEPS["words"])
    return Made(fit.unseen, *_pieces(table, fit.says, fit.base))


def _pieces(table: kernels.WordTable, says: Any, base: Any) -> tuple[dict[str, Any], dict[str, array[Any]]]:
    """What the pieces of words say, in whole numbers, as `bot.learned.words` reads it."""
    weights = kernels.word_weights(table, says)
    scale = float(np.quantile(np.abs(weights), 0.9999)) / 127
    steps = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    facts = {"scale": scale, "rarities": table.rarities, "base": [round(float(level), 5) for level in base]}
    return facts, {"rarity": array("B", table.rarity.astype(np.uint8).tobytes()), "weights": array("b", steps.tobytes())}


def _meaning(found: list[Labelled], table: kernels.WordTable, likeness: Any, main: Any) -> Made:
    """`likeness`: of the words; that of the meaning is added to it in place."""
    vectors, languages = embedded([message.text for message in found]), [message.lang for message in found]
    means = kernels.language_means(vectors, languages)
    points = kernels.centred(vectors, languages, means).astype(np.float32)
    kernels.add_likeness_of_meaning(likeness, points)
    fit = softmax.fitted(likeness, main, RIDGES["meaning"], STEPS["meaning"])
    facts, parts = _pieces(table, kernels.SHARE * fit.says, fit.base)
    facts |= {"size": int(points.shape[1]), "width": kernels.WIDTH, "languages": list(means)}
    known = np.rint(points / np.abs(points).max(axis=1, keepdims=True) * 127).astype(np.int8)
    parts |= {
        "known": array("b", known.tobytes()),
        "says": array("f", fit.says.astype(np.float32).tobytes()),
        "means": array("f", np.array(list(means.values()), np.float32).tobytes()),
    }
    return Made(fit.unseen, facts, parts)


def _write(name: str, facts: dict[str, Any], parts: dict[str, array[Any]]) -> None:
    raw = packed(facts, parts)
    (FOLDER / name).write_bytes(raw)
    print(f"{name}: {len(raw) / 1e6:.2f} MB")


if __name__ == "__main__":
    build()
