"""Awkward announcements through a real machine translator, Debian's Apertium, behind LibreTranslate's wire.

English to Spanish, Catalan and Galician, and through Spanish to Portuguese, Italian and French; each where its packages are
installed (apt-get install apertium-eng-spa apertium-eng-cat apertium-en-gl apertium-es-pt apertium-spa-ita apertium-fr-es), and
skipped elsewhere. It is the only real engine tried here: LibreTranslate's, Bergamot's and the large models need files from hubs.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import cache, partial

import pytest

from bot.translation.base import Direction, Reach, Status, Translated
from bot.translation.lane import Lane
from bot.translation.libre import LibreEngine
from bot.translation.service import TranslationService
from tests.translation.announcements import ANNOUNCEMENTS, Announcement
from tests.translation.stub import FakeEngine, Stub
from tests.translation.test_figures import NAMES, TOKEN

WAYS = {
    "es": ("eng-spa",),
    "ca": ("eng-cat",),
    "gl": ("en-gl",),
    "pt": ("eng-spa", "es-pt"),
    "it": ("eng-spa", "spa-ita"),
    "fr": ("eng-spa", "es-fr"),
}
DEADLINE_S = 60.0
LANGUAGES = [{"code": code, "targets": ["en", *WAYS]} for code in ("en", *WAYS)]


@cache
def _pairs() -> frozenset[str]:
    found = shutil.which("apertium")
    listed = subprocess.run([found, "-l"], capture_output=True, text=True, check=False).stdout if found else ""
    return frozenset(listed.split())


def _ways() -> list[object]:
    """Each direction, marked as skipped where one of its packages is missing."""
    reason = "Apertium's packages for this direction are not installed"
    missing = {to: pytest.mark.skipif(not set(pairs) <= _pairs(), reason=reason) for to, pairs in WAYS.items()}
    return [pytest.param(to, marks=missing[to]) for to in WAYS]


async def _asked(target: str) -> tuple[str, ...]:
    """What an engine is asked for, with each form of placeholder: one that loses them is asked three times."""
    engine = FakeEngine(lambda text: f"{TOKEN.sub('', text)} x")
    service = TranslationService([Lane(engine, Reach.OWN_NETWORK, clock=time.monotonic)])
    for said in ANNOUNCEMENTS:
        await service.translate(said.text, "en", target, names=NAMES, direction=Direction.OUTBOUND)
    service.close()
    return tuple(dict.fromkeys(engine.asked))


def _apertium(target: str, text: str) -> str:
    for pair in WAYS[target]:
        text = subprocess.run(["apertium", "-u", pair], input=text, capture_output=True, text=True, check=True).stdout
    return text


class Book(dict[str, str]):
    """Apertium's answers: most in one go, a paragraph each, for a process for each sentence is what costs."""

    def __init__(self, target: str, asked: tuple[str, ...]) -> None:
        said = _apertium(target, "\n\n".join(asked)).split("\n\n")
        super().__init__(zip(asked, (line.strip() for line in said), strict=True))
        self._target = target

    def __missing__(self, text: str) -> str:  # a later line of a text whose first was damaged
        self[text] = _apertium(self._target, text).strip()
        return self[text]


_book = cache(Book)


def _hang(stub: Stub) -> None:
    stub.hang = True


def _status(code: int) -> Callable[[Stub], None]:
    def fault(stub: Stub) -> None:
        stub.status = [code] * 10_000

    return fault


def _body(raw: bytes) -> Callable[[Stub], None]:
    def fault(stub: Stub) -> None:
        stub.raw = raw

    return fault


def _answer(change: Callable[[str], str]) -> Callable[[Stub], None]:
    def fault(stub: Stub) -> None:
        stub.translate = change

    return fault


def _dropped(text: str) -> str:
    return TOKEN.sub("", text, count=1)


def _doubled(text: str) -> str:
    return TOKEN.sub(lambda found: f"{found[0]} {found[0]}", text, count=1)


Change = Callable[[str], str]


def _damaged(damage: Change, engine: Change) -> Callable[[Stub], None]:
    return _answer(lambda text: damage(engine(text)))


FAULTS: dict[str, Callable[[Change], Callable[[Stub], None]]] = {
    "none": _answer,
    "hang": lambda _: _hang,
    "500": lambda _: _status(500),
    "429": lambda _: _status(429),
    "not json": lambda _: _body(b"<html>a proxy says hello</html>"),
    "empty": lambda _: _answer(lambda _: ""),
    "echo": lambda _: _answer(lambda text: text),
    "dropped token": partial(_damaged, _dropped),
    "doubled token": partial(_damaged, _doubled),
}


def _whole(made: Translated, said: Announcement) -> bool:
    """Whether it came out translated, with its name and fact; else it must be the original, which is sent with a label."""
    if made.status is Status.TRANSLATED:
        assert (said.fact in made.text, said.name in made.text) == (True, True), (said.text, made.text)
        return True
    assert (made.status, made.text) == (Status.UNTRANSLATED, said.text)
    return False


def _nothing_told(stub: Stub, said: Announcement) -> None:
    asked = " ".join(stub.asked)
    for part in (*said.name.split(), said.fact):
        known = part == "May" and said.text.startswith("May we")  # the verb, not the child
        assert known or not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", asked), (part, asked)
    stub.seen.clear()


async def _through(stub: Stub, target: str, fault: str, announcements: Sequence[Announcement]) -> tuple[int, list[float]]:
    """How many came out translated, and how long each waited, in seconds."""
    stub.languages = LANGUAGES
    FAULTS[fault](_book(target, await _asked(target)).__getitem__)(stub)
    lane = Lane(LibreEngine(stub.url), Reach.OWN_NETWORK, clock=time.monotonic)
    service, waited, translated = TranslationService([lane]), [], 0
    for said in announcements:
        began = time.monotonic()
        made = await service.translate(
            said.text, "en", target, names=NAMES, direction=Direction.OUTBOUND, deadline_s=DEADLINE_S
        )
        waited.append(time.monotonic() - began)
        translated += _whole(made, said)
        _nothing_told(stub, said)
    service.close()
    return translated, waited


@pytest.mark.parametrize("target", _ways()[:1])
async def test_a_real_engine_alters_no_fact_and_learns_no_name(stub: Stub, target: str) -> None:
    translated, _ = await _through(stub, target, "none", ANNOUNCEMENTS[::37])
    assert translated == len(ANNOUNCEMENTS[::37])


@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("target", _ways())
@pytest.mark.parametrize("fault", FAULTS)
async def test_two_hundred_announcements_through_a_real_engine_and_its_faults(
    stub: Stub, fault: str, target: str, record_property: Callable[[str, object], None]
) -> None:
    translated, waited = await _through(stub, target, fault, ANNOUNCEMENTS)
    assert max(waited) <= DEADLINE_S
    told = f"Apertium en-{target}, {len(waited)} announcements, fault {fault}: {translated} translated, the others in the original and labelled"
    kept = f"0 facts altered, 0 names sent, the longest wait {max(waited):.1f} s"
    if fault == "hang":  # two are waited for, then the engine is left alone for a minute
        kept += f", {sum(wait > 1 for wait in waited)} waited at all"
        assert sum(wait > 1 for wait in waited) <= 3
    record_property("promise", f"{told}; {kept}")
    assert translated == (len(waited) if fault == "none" else 0)
