"""deep-translator's other engines: outside companies, off unless the installation and the school say otherwise.

Each call gets an instance of its own, as these classes keep the text they translate: shared by threads they hand one
family's message to another. Their network calls are replaced by ones that end.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import deep_translator
import requests
from babel import Locale, UnknownLocaleError

from bot.translation import wire
from bot.translation.base import EngineNameError, OutsideEngine, PairError, Unavailable
from bot.translation.scripts import base

_DEAD = {
    "deepl": "deep-translator asks DeepL with the key and the text in the address, which DeepL stopped accepting",
    "yandex": "deep-translator knows only version 1.5 of Yandex, which was switched off",
    "chatgpt": "deep-translator needs an openai package older than 0.28, and a chat model invents facts",
    "libre": "set the LibreTranslate address instead: the class of that name would send texts to a stranger's host",
    "qcri": "it puts key and text into the address and has too few of our languages",
    "papago": "it is abroad and has too few of our languages",
    "baidu": "it puts the text into the address, is abroad and has too few of our languages",
    "pons": "it is a dictionary and knows single words only",
    "linguee": "it is a dictionary and knows single words only",
}
_QUOTA = "MYMEMORY WARNING"  # comes as if it were the translation


class _Library(Protocol):
    def translate(self, text: str) -> object: ...


Make = Callable[[str, str], _Library]


class _Requests:
    """Stands in for the `requests` module inside deep-translator, which knows neither timeouts nor restraint."""

    exceptions = requests.exceptions

    def __init__(self, timeouts: wire.Timeouts = wire.TIMEOUTS) -> None:
        self._timeouts = timeouts

    def get(self, url: str, **options: object) -> requests.Response:
        return self._send("GET", url, options)

    def post(self, url: str, **options: object) -> requests.Response:
        return self._send("POST", url, options)

    def _send(self, method: str, url: str, options: dict[str, object]) -> requests.Response:
        options.pop("proxies", None)
        with wire.session() as http:
            http.headers["Accept"] = "*/*"
            secure = url if "://127.0.0.1" in url else url.replace("http://", "https://", 1)
            sent: requests.Response = http.request(
                method,
                secure,
                timeout=self._timeouts,
                allow_redirects=False,
                **options,  # type: ignore[arg-type]
            )
            return sent


class _NoAddresses(logging.Filter):
    """At DEBUG urllib3 logs whole addresses, and some of these engines carry the text in theirs."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.DEBUG


_NO_ADDRESSES = _NoAddresses()


def _restrain(timeouts: wire.Timeouts) -> None:
    for module in (deep_translator.google, deep_translator.mymemory, deep_translator.microsoft):
        module.requests = _Requests(timeouts)
    logging.getLogger("urllib3.connectionpool").addFilter(_NO_ADDRESSES)


class DeepEngine:
    """An outside engine behind the same port as our own. `make` builds the library's object for one call."""

    def __init__(self, name: str, make: Make, codes: Mapping[str, str] | None, limit: int) -> None:
        self.name, self.limit = name, limit
        self._make = make
        self._codes = None if codes is None else {code.lower(): code for code in codes.values()} | dict(codes)

    def prepare(self) -> None:
        """Nothing to ask: these engines name their languages in code, or not at all."""

    def supports(self, source: str, target: str) -> bool:
        return self._code(source) is not None and self._code(target) is not None

    def translate(self, text: str, source: str, target: str) -> str:
        left, right = self._code(source), self._code(target)
        if left is None or right is None:
            raise PairError
        failed: Unavailable
        try:
            answer = self._make(left, right).translate(text)
        except Exception as error:  # its errors have no common base, and their texts hold the message or the key
            failed = Unavailable(type(error).__name__, transient=_is_transient(error))
        else:
            if isinstance(answer, str) and answer.strip() and not answer.startswith(_QUOTA):
                return answer
            failed = Unavailable("NoTranslation")
        raise failed from None

    def _code(self, tag: str) -> str | None:
        if self._codes is None:
            return base(tag)
        return next((self._codes[name] for name in _names(tag) if name in self._codes), None)


def _is_transient(error: Exception) -> bool:
    return isinstance(error, requests.ConnectionError) or type(error).__name__ == "TooManyRequests"


def _names(tag: str) -> Iterator[str]:
    """What the library may call a language: its code, or its English name."""
    whole = tag.replace("_", "-").lower()
    yield from (whole, base(tag))
    try:
        english = str(Locale.parse(base(tag)).english_name).lower()
    except (ValueError, UnknownLocaleError):
        return
    simple = "traditional" if whole in ("zh-hant", "zh-tw", "zh-hk") else "simplified"
    yield from (english, f"{english} ({simple})", f"{english} {simple}", f"{english} ({simple[:4]}.)")


def build(wanted: OutsideEngine, timeouts: wire.Timeouts = wire.TIMEOUTS) -> DeepEngine:
    """The engine, ready. Raises EngineNameError for a dead or unknown one, or when reason or key are missing."""
    name = wanted.name.strip().lower()
    if name in _DEAD:
        raise EngineNameError(f"the engine {name!r} cannot be used: {_DEAD[name]}")
    if name not in _MAKERS:
        raise EngineNameError(f"there is no engine of that name; there are {', '.join(sorted(_MAKERS))}")
    if not wanted.reason.strip():
        raise EngineNameError(f"the engine {name!r} is outside the school: write down the reason for using it")
    if name == "microsoft" and not wanted.key:
        raise EngineNameError("the engine 'microsoft' needs a key")
    _restrain(timeouts)
    return _MAKERS[name](wanted)


def _google(_: OutsideEngine) -> DeepEngine:
    codes = deep_translator.constants.GOOGLE_LANGUAGES_TO_CODES
    return DeepEngine("google", lambda s, t: deep_translator.GoogleTranslator(source=s, target=t), codes, 1_000)


def _mymemory(_: OutsideEngine) -> DeepEngine:
    codes = deep_translator.constants.MY_MEMORY_LANGUAGES_TO_CODES
    return DeepEngine("mymemory", lambda s, t: deep_translator.MyMemoryTranslator(source=s, target=t), codes, 450)


def _microsoft(wanted: OutsideEngine) -> DeepEngine:
    def make(source: str, target: str) -> _Library:
        made: _Library = deep_translator.MicrosoftTranslator(
            source=source, target=target, api_key=wanted.key, region=wanted.region or None
        )
        return made

    return DeepEngine("microsoft", make, None, 1_000)


_MAKERS: Mapping[str, Callable[[OutsideEngine], DeepEngine]] = {
    "google": _google,
    "microsoft": _microsoft,
    "mymemory": _mymemory,
}
