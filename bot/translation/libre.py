"""LibreTranslate, self-hosted: the recommended engine.

deep-translator 1.11.4 would put the text and the key into the address, wait for ever, obey proxy variables, know 17
languages and, should `custom_url` be missing, send everything to a host its own maker disowns. Hence the subclass.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

import requests
from deep_translator import LibreTranslator

from bot.translation import wire
from bot.translation.base import PairError, Unavailable
from bot.translation.pieces import LONGEST
from bot.translation.scripts import base, script_of

# Codes LibreTranslate uses or used for a tag of ours, besides the tag, language-script and language.
_OTHER_CODES = {"pt-br": ("pb",), "zh-hant": ("zt",), "nb": ("no",), "no": ("nb",), "fil": ("tl",), "tl": ("fil",)}
_ASK_AGAIN_S = 3_600.0

Pairs = Mapping[tuple[str, str], tuple[str, str]]  # in lower case → as the server spells them


class _Call(LibreTranslator):  # type: ignore[misc]  # deep-translator has no types
    """One call: the library's class with its network part replaced."""

    def __init__(
        self, url: str, key: str, http: requests.Session, timeouts: wire.Timeouts, pair: tuple[str, str]
    ) -> None:
        # The base class insists on a key and keeps it; a server without keys gets none.
        super().__init__(source=pair[0], target=pair[1], api_key=key or "none", custom_url=url)
        self._key, self._http, self._timeouts = key, http, timeouts

    def _map_language_to_code(self, *languages: str) -> tuple[str, ...]:
        return languages

    def translate(self, text: str, **_: object) -> str:
        body = {"q": text, "source": self._source, "target": self._target, "format": "text"}
        if self._key:
            body["api_key"] = self._key
        answer = wire.ask(self._http, "POST", self._base_url + "translate", body, self._timeouts)
        translated = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(translated, str):
            raise Unavailable("NoTranslation")
        return translated


class LibreEngine:
    """A LibreTranslate server at `url` (ends in "/", already checked by `hosts.checked`)."""

    name = "libretranslate"
    limit = LONGEST

    def __init__(
        self,
        url: str,
        key: str = "",
        *,
        timeouts: wire.Timeouts = wire.TIMEOUTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url, self._key, self._timeouts, self._clock = url, key, timeouts, clock
        self._http = wire.session()
        self._pairs: Pairs | None = None
        self._asked_at = 0.0

    def prepare(self) -> None:
        """Ask which pairs the server has. A server that will not say is asked to translate all the same."""
        try:
            answer = wire.ask(self._http, "GET", self._url + "languages", None, self._timeouts)
        except Unavailable as error:
            if error.transient or not error.kind.startswith("Http"):
                raise
            answer = []
        self._asked_at = self._clock()
        self._pairs = _pairs(answer)

    def supports(self, source: str, target: str) -> bool:
        stale = self._clock() - self._asked_at > _ASK_AGAIN_S  # a model may have been added since
        return not self._pairs or stale or self._codes(source, target) is not None

    def translate(self, text: str, source: str, target: str) -> str:
        if self._pairs is None or self._clock() - self._asked_at > _ASK_AGAIN_S:
            self.prepare()
        pair = self._codes(source, target)
        if pair is None:
            raise PairError
        return _Call(self._url, self._key, self._http, self._timeouts, pair).translate(text)

    def _codes(self, source: str, target: str) -> tuple[str, str] | None:
        if not self._pairs:
            return base(source), base(target)
        known = (self._pairs.get((left, right)) for left in _candidates(source) for right in _candidates(target))
        return next((pair for pair in known if pair), None)


def _candidates(tag: str) -> Iterator[str]:
    """What a server may call a language, the closest first: "zh", "zh-hans" …"""
    whole, language, script = tag.replace("_", "-").lower(), base(tag), (script_of(tag) or "").lower()
    for code in (whole, f"{language}-{script}"):
        yield code
        yield from _OTHER_CODES.get(code, ())
    if script != "hant":  # "zh" alone is the simplified script
        yield language
        yield from _OTHER_CODES.get(language, ())


def _pairs(answer: object) -> Pairs:
    """`GET /languages`: code and targets each; servers before 1.3 name no targets and translate between all."""
    listed = [entry for entry in answer if isinstance(entry, dict)] if isinstance(answer, list) else []
    codes = [str(entry.get("code")) for entry in listed]
    return {
        (str(entry.get("code")).lower(), str(target).lower()): (str(entry.get("code")), str(target))
        for entry in listed
        for target in entry.get("targets") or codes
    }
