"""LibreTranslate and deep-translator's others over a loopback server: what leaves, and how failures look."""

from __future__ import annotations

import json
import logging
import threading
import traceback
from collections.abc import Iterator

import deep_translator
import pytest
import requests

from bot.translation import OutsideEngine, deep, wire
from bot.translation.base import PairError, Unavailable
from bot.translation.libre import LibreEngine
from tests.translation.stub import LANGUAGES, Stub

CALM = (5.0, 5.0)  # seconds; a busy machine must not look like a hung server
QUICK = (5.0, 0.2)
TEXT = "The trip of CANARY-Amina is off"
KEY = "CANARY-key"


def libre(stub: Stub, key: str = KEY) -> LibreEngine:
    return LibreEngine(stub.url, key, timeouts=CALM)


def failure(engine: LibreEngine | deep.DeepEngine) -> Unavailable:
    """The failure of a call, after making sure that nothing written is in it or anywhere behind it."""
    with pytest.raises(Unavailable) as caught:
        engine.translate(TEXT, "en", "es")
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    assert "CANARY" not in "".join(traceback.format_exception(error))
    return error


def test_text_and_key_travel_in_the_body_only(stub: Stub) -> None:
    assert libre(stub).translate(TEXT, "en_GB", "es")
    (languages, asked) = stub.seen
    assert (languages.method, languages.path) == ("GET", "/languages")
    assert (asked.method, asked.path) == ("POST", "/translate")
    assert json.loads(asked.body) == {"q": TEXT, "source": "en", "target": "es", "format": "text", "api_key": KEY}
    assert "CANARY" not in str(asked.headers)


def test_a_server_without_keys_gets_none(stub: Stub) -> None:
    libre(stub, key="").translate(TEXT, "en", "es")
    assert "api_key" not in json.loads(stub.seen[-1].body)


def test_proxies_netrc_and_cookies_are_not_used(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    monkeypatch.setenv("LIBRE_API_KEY", "CANARY-env")
    stub.headers["Set-Cookie"] = "a=b"
    engine = libre(stub, key="")
    engine.translate(TEXT, "en", "es")
    engine.translate(TEXT, "en", "es")
    assert not any("Cookie" in seen.headers or "Authorization" in seen.headers for seen in stub.seen)


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("en_GB", "zh", ("en", "zh-Hans")),
        ("pl-PL", "pt-BR", ("pl", "pb")),
        ("ur", "en", ("ur", "en")),
    ],
)
def test_tags_become_the_servers_own_codes(stub: Stub, source: str, target: str, codes: tuple[str, str]) -> None:
    libre(stub).translate("x", source, target)
    body = json.loads(stub.seen[-1].body)
    assert (body["source"], body["target"]) == codes


def test_a_pair_the_server_lacks_is_known_without_asking_it(stub: Stub) -> None:
    engine = libre(stub)
    assert engine.supports("en", "so")  # nothing is known yet
    engine.prepare()
    assert engine.supports("en", "es")
    assert not engine.supports("en", "so")
    assert not engine.supports("en", "zh-TW")
    with pytest.raises(PairError):
        engine.translate("x", "en", "so")
    assert not stub.asked


def test_an_old_server_without_targets_translates_between_all(stub: Stub) -> None:
    stub.languages = [{"code": code} for code in LANGUAGES]
    engine = libre(stub)
    engine.prepare()
    assert engine.supports("ur", "pl")


def test_a_server_that_names_no_languages_is_asked_all_the_same(stub: Stub) -> None:
    stub.languages_status = 404
    engine = libre(stub)
    assert engine.translate("x", "so_SO", "en")
    assert json.loads(stub.seen[-1].body)["source"] == "so"
    assert engine.supports("so", "en")


def test_languages_are_asked_again_after_an_hour(stub: Stub) -> None:
    now = [0.0]
    engine = LibreEngine(stub.url, timeouts=CALM, clock=lambda: now[0])
    engine.prepare()
    stub.languages = [{"code": "en", "targets": ["so"]}]
    now[0] = 3_601.0
    assert engine.supports("en", "so")
    assert engine.translate("x", "en", "so")
    assert not engine.supports("en", "es")


@pytest.mark.parametrize(
    ("status", "transient"),
    [(429, True), (502, True), (503, True), (504, True), (500, False), (403, False), (400, False), (302, False)],
)
def test_a_status_is_a_failure_and_only_some_may_pass(stub: Stub, status: int, transient: bool) -> None:
    stub.status = [status]
    stub.headers["Location"] = "http://127.0.0.1:1/"
    error = failure(libre(stub))
    assert (error.kind, error.transient) == (f"Http{status}", transient)
    assert len(stub.asked) == 1


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"<html>captcha CANARY</html>", "JSONDecodeError"),
        (b"", "JSONDecodeError"),
        (b"null", "NoTranslation"),
        (b"{}", "NoTranslation"),
        (b'{"translatedText": null}', "NoTranslation"),
        (b'{"translatedText": ["a"]}', "NoTranslation"),
        (b"[" * 100_000, "RecursionError"),
        (b'"' + b"x" * (1 << 20) + b'"', "TooLarge"),
    ],
)
def test_an_answer_that_is_none_is_a_failure(stub: Stub, raw: bytes, kind: str) -> None:
    stub.raw = raw
    assert failure(libre(stub)).kind == kind


def test_a_hung_server_is_given_up(stub: Stub) -> None:
    engine = LibreEngine(stub.url, KEY, timeouts=QUICK)
    stub.get_hang = stub.hang = True
    assert failure(engine).kind == "ReadTimeout"


def test_an_answer_that_drips_in_is_given_up(stub: Stub) -> None:
    engine = LibreEngine(stub.url, KEY, timeouts=(0.2, 0.2))
    stub.drip = True
    assert failure(engine).kind == "TooSlow"


def test_a_refused_connection_may_pass() -> None:
    error = failure(LibreEngine("http://127.0.0.1:1/", KEY, timeouts=CALM))
    assert (error.kind, error.transient) == ("ConnectionError", True)


def test_nothing_written_is_logged(stub: Stub, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    engine = libre(stub)
    engine.translate(TEXT, "en", "es")
    stub.raw = b"x"
    failure(engine)
    assert "CANARY" not in caplog.text


def test_eight_threads_each_get_their_own_text(stub: Stub) -> None:
    engine, wrong = libre(stub), []
    stub.translate = lambda text: f"es: {text}"

    def family(number: int) -> None:
        for at in range(50):
            text = f"family {number} message {at}"
            if engine.translate(text, "en", "es") != f"es: {text}":
                wrong.append(text)

    threads = [threading.Thread(target=family, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(stub.asked) == 400


# deep-translator's outside engines


@pytest.fixture
def google(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> Iterator[deep.DeepEngine]:
    """The real GoogleTranslator, asking the loopback server."""
    monkeypatch.setitem(deep_translator.constants.BASE_URLS, "GOOGLE_TRANSLATE", stub.url + "m")
    yield deep.build(OutsideEngine("google", "a test"), CALM)
    logging.getLogger("urllib3.connectionpool").filters.clear()


def page(text: str) -> bytes:
    return f'<html><div class="result-container">{text}</div></html>'.encode()


def test_an_outside_engine_answers_through_the_same_door(stub: Stub, google: deep.DeepEngine) -> None:
    stub.languages = None
    stub.get_raw = page("El viaje es mañana")
    assert google.translate("The trip is tomorrow", "en_GB", "es") == "El viaje es mañana"
    assert "sl=en" in stub.seen[-1].path


def test_an_outside_engines_address_is_not_logged(
    stub: Stub, google: deep.DeepEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stub.get_raw = page("x")
    google.translate(TEXT, "en", "es")
    assert "CANARY" in stub.seen[-1].path  # the library's way, and why these engines are off
    assert "CANARY" not in caplog.text


@pytest.mark.parametrize("status", [302, 429, 500])
def test_an_outside_engines_failure_says_nothing(stub: Stub, google: deep.DeepEngine, status: int) -> None:
    stub.languages_status = status
    stub.headers["Location"] = "http://127.0.0.1:1/"
    assert failure(google).transient is (status == 429)
    assert len(stub.seen) == 1


def test_an_outside_engine_that_finds_nothing_or_hangs_is_a_failure(stub: Stub, google: deep.DeepEngine) -> None:
    stub.get_raw = b"<html></html>"
    assert failure(google).kind == "TranslationNotFound"
    stub.get_hang = True
    assert failure(deep.build(OutsideEngine("google", "a test"), QUICK)).kind == "ReadTimeout"


class Says:
    def __init__(self, answer: object) -> None:
        self._answer = answer

    def translate(self, text: str) -> object:
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (None, "NoTranslation"),
        ("", "NoTranslation"),
        (["x"], "NoTranslation"),
        ("MYMEMORY WARNING: YOU USED ALL", "NoTranslation"),
        (deep_translator.exceptions.NotValidLength("CANARY", 0, 1), "NotValidLength"),
    ],
)
def test_an_outside_engines_nonsense_is_a_failure(answer: object, kind: str) -> None:
    assert failure(deep.DeepEngine("x", lambda _s, _t: Says(answer), None, 10)).kind == kind


def test_an_outside_engine_is_made_anew_for_each_call() -> None:
    made: list[Says] = []

    def make(source: str, target: str) -> Says:
        made.append(Says(f"{source} {target}"))
        return made[-1]

    engine = deep.DeepEngine("x", make, None, 10)
    engine.prepare()
    assert engine.translate("a", "en_GB", "pl") == engine.translate("b", "en", "pl") == "en pl"
    assert len(made) == 2


@pytest.mark.parametrize(
    ("name", "tag", "known"),
    [
        ("google", "pl", True),
        ("google", "zh", True),
        ("google", "zh-TW", True),
        ("google", "he", True),
        ("google", "tlh", False),
        ("mymemory", "pa", True),
        ("mymemory", "zh", True),
        ("mymemory", "xx-yy-zz", False),
        ("microsoft", "so", True),
    ],
)
def test_an_outside_engines_languages_are_found_by_code_or_name(name: str, tag: str, known: bool) -> None:
    engine = deep.build(OutsideEngine(name, "a test", key="k"))
    assert engine.supports("en_GB", tag) is known
    if not known:
        with pytest.raises(PairError):
            engine.translate("x", "en", tag)


def test_mymemory_is_asked_over_https(monkeypatch: pytest.MonkeyPatch) -> None:
    urls: list[str] = []

    def request(_: requests.Session, method: str, url: str, **options: object) -> requests.Response:
        urls.append(url)
        assert options["timeout"] == wire.TIMEOUTS
        assert options["allow_redirects"] is False
        raise requests.ConnectTimeout

    monkeypatch.setattr(requests.Session, "request", request)
    error = failure(deep.build(OutsideEngine("mymemory", "a test")))
    assert error.transient
    assert urls == ["https://api.mymemory.translated.net/get"]


def test_microsoft_gets_its_key_in_a_header(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, object]] = []

    def request(_: requests.Session, method: str, url: str, **options: object) -> requests.Response:
        sent.append({"method": method, **options})
        answer = requests.Response()
        answer.status_code = 200
        languages = {"translation": {"en": {"name": "English"}, "es": {"name": "Spanish"}}}
        translated = [{"translations": [{"text": "hola"}]}]
        answer._content = json.dumps(languages if method == "GET" else translated).encode()
        return answer

    monkeypatch.setattr(requests.Session, "request", request)
    engine = deep.build(OutsideEngine("microsoft", "a test", key=KEY, region="uksouth"))
    assert engine.translate("hello", "en", "es") == "hola"
    assert sent[1]["headers"] == {
        "Ocp-Apim-Subscription-Key": KEY,
        "Content-type": "application/json",
        "Ocp-Apim-Subscription-Region": "uksouth",
    }
