"""Where an engine may be."""

from __future__ import annotations

import pytest

from bot.translation import AllowedHost, EngineAddressError, EngineNameError, OutsideEngine, build, is_private_host
from bot.translation.base import Reach
from bot.translation.hosts import checked


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:5000",
        "http://127.9.9.9/",
        "http://[::1]:5000/lt/",
        "http://10.1.2.3",
        "http://172.31.0.9",
        "https://192.168.1.5",
        "http://[fd00::5]",
        "http://[::ffff:10.0.0.1]",
        "http://localhost:5000",
        "http://libretranslate:5000",
        "http://mt.school.internal",
        "http://mt.local.",
    ],
)
def test_the_installations_own_network_is_private(url: str) -> None:
    assert is_private_host(url)
    assert checked(url)[1] is Reach.OWN_NETWORK


@pytest.mark.parametrize(
    "url",
    [
        "https://libretranslate.com/",
        "http://8.8.8.8/",
        "http://172.32.0.1/",
        "http://169.254.169.254/",  # a cloud's secrets
        "http://0.0.0.0/",
        "http://[::ffff:8.8.8.8]/",
        "http://[2001:db8::1]/",
        "http://2130706433/",  # numbers that resolve as addresses
        "http://0x08080808/",
        "http://127.1/",
        "http://127.0.0.1.nip.example/",
        "http://localhost.example/",
        "http://127.0.0.1@example.org/",
        "http://example.org\\@127.0.0.1/",
        "http://127.0.0.1/?next=x",
        "http://127.0.0.1/#x",
        "http://127.0.0.1:port/",
        "http://127.0.0.1 /",
        "http://[::1/",
        "ftp://127.0.0.1/",
        "127.0.0.1:5000",
        "http://",
        "http://bad..label/",
        "",
    ],
)
def test_everything_else_is_not_private_and_refused_at_start(url: str) -> None:
    assert not is_private_host(url)
    with pytest.raises(EngineAddressError):
        checked(url)


def test_a_refusal_does_not_repeat_what_may_hold_a_password() -> None:
    with pytest.raises(EngineAddressError) as error:
        checked("http://office:s3cret@127.0.0.1/")
    assert "s3cret" not in str(error.value)


def test_a_host_outside_is_allowed_by_name_and_purpose_over_https() -> None:
    allowed = [AllowedHost("MT.trust.example", "announcements to families")]
    assert checked("https://mt.trust.example/lt", allowed) == ("https://mt.trust.example/lt/", Reach.ALLOWED)
    with pytest.raises(EngineAddressError, match="https"):
        checked("http://mt.trust.example/", allowed)
    with pytest.raises(EngineAddressError, match="purpose"):
        checked("https://other.trust.example/", allowed)
    with pytest.raises(EngineAddressError, match="purpose"):
        checked("https://mt.trust.example/", [AllowedHost("mt.trust.example", " ")])


def test_the_school_may_say_that_a_public_name_is_its_own_network() -> None:
    own = [AllowedHost("mt.trust.example", "our own server", own_network=True)]
    assert checked("https://mt.trust.example/", own)[1] is Reach.OWN_NETWORK


def test_settings_write_an_allowed_host_with_its_purpose() -> None:
    assert AllowedHost.parse("mt.example = news") == AllowedHost("mt.example", "news")
    assert AllowedHost.parse(AllowedHost("mt.example", "news")).purpose == "news"
    service = build(libre_url="https://mt.example", allowed_hosts=["mt.example=news"])
    assert service.available
    service.close()
    with pytest.raises(EngineAddressError):
        build(libre_url="https://mt.example", allowed_hosts=["mt.example"])


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        (OutsideEngine("deepl", "good"), "stopped accepting"),
        (OutsideEngine("Yandex", "good"), "switched off"),
        (OutsideEngine("chatgpt", "good"), "openai"),
        (OutsideEngine("libre", "good"), "stranger"),
        (OutsideEngine("bing", "good"), "google, microsoft, mymemory"),
        (OutsideEngine("google", " "), "reason"),
        (OutsideEngine("microsoft", "good"), "key"),
    ],
)
def test_dead_and_unexplained_outside_engines_are_refused_by_name(engine: OutsideEngine, words: str) -> None:
    with pytest.raises(EngineNameError, match=words):
        build(outside=[engine])


def test_a_key_is_not_in_what_python_prints_of_an_engine() -> None:
    assert "s3cret" not in repr(OutsideEngine("microsoft", "why", key="s3cret"))
