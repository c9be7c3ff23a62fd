"""The service as the use cases see it: facts unchanged, names at home, failures labelled, nobody kept waiting."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from bot.translation import Direction, NameIndex, Reason, Status, Translated, TranslationService, Translator, build
from bot.translation.base import PairError, Reach, Unavailable
from bot.translation.cache import Cache
from bot.translation.lane import Lane
from tests.translation.stub import FakeEngine, Stub, failing, spanish

NAMES = NameIndex.of(["Will Smith", "May Chen", "Rose Green", "Hope Adeyemi", "Faith Okafor", "Amina Begum"])
NOTICE = (
    "Well done Hope, May and Rose Green.\n\n- PE is on Tuesday 5 March at 9 am\n- Bring £4.50 👍\n"
    "See https://x.invalid/trip or ring 01632 960100."
)
FACTS = (
    "Hope",
    "May",
    "Rose Green",
    "5 de marzo",
    "martes",
    "9 am",
    "£4.50",
    "👍",
    "https://x.invalid/trip",
    "01632 960100",
)
Ask = Callable[..., "asyncio.Future[Translated]"]


@pytest.fixture
async def service(stub: Stub) -> AsyncIterator[TranslationService]:
    made = build(libre_url=stub.url, libre_key="CANARY-key", timeout_s=30, call_timeouts=(5, 5))
    yield made
    stub.released.set()
    made.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., TranslationService]]:
    """A service over engines in memory."""
    made: list[TranslationService] = []

    def over(*engines: FakeEngine, reach: Reach = Reach.OWN_NETWORK, deadline_s: float = 30.0) -> TranslationService:
        lanes = [Lane(engine, reach, clock=time.monotonic, pause=lambda _: 0.001) for engine in engines]
        made.append(TranslationService(lanes, deadline_s=deadline_s))
        return made[-1]

    yield over
    for each in made:
        each.close()


async def ask(
    service: TranslationService,
    text: str,
    source: str | None = "en",
    target: str | None = "es",
    direction: Direction = Direction.OUTBOUND,
    **more: object,
) -> Translated:
    return await service.translate(text, source, target, names=NAMES, direction=direction, **more)  # type: ignore[arg-type]


def untranslated(text: str, reason: Reason) -> Translated:
    return Translated(text, Status.UNTRANSLATED, "", (), reason)


async def test_a_notice_comes_back_with_every_fact_and_its_layout(service: TranslationService, stub: Stub) -> None:
    made = await ask(service, NOTICE)
    assert (made.status, made.engine, made.warnings, made.reason) == (Status.TRANSLATED, "libretranslate", (), None)
    assert all(fact in made.text for fact in FACTS)
    assert [line[:2] for line in made.text.split("\n")][1:4] == ["", "- ", "- "]
    assert not re.search(r"\d", re.sub(r"\[\[\d+]]", "", "".join(stub.asked)))
    sent = "".join(seen.body for seen in stub.seen)
    assert not any(name in sent for name in ("Hope", "May", "Rose", "Green", "960100", "x.invalid", "March"))


async def test_1600_characters_keep_their_facts(service: TranslationService, stub: Stub) -> None:
    text = " ".join(
        f"Please bring {at} pencils and £{at}.50 for Will to the school at {at % 12 + 1} pm." for at in range(26)
    )
    assert len(text) > 1_600
    made = await ask(service, text)
    assert made.status is Status.TRANSLATED
    facts = re.findall(r"£[\d.]+|\d+ pm|\bWill\b|\b\d+\b", text)
    assert sorted(re.findall(r"£[\d.]+|\d+ pm|\bWill\b|\b\d+\b", made.text)) == sorted(facts)
    assert len(stub.asked) > 1
    assert all(len(asked) <= 1_000 for asked in stub.asked)


@pytest.mark.parametrize(
    "text", ["👍", "...", "?!", "01632 960100", "£4.50", "9 am", "Amina", "https://x.invalid/", " ", ""]
)
async def test_what_cannot_be_translated_is_not_asked_and_not_called_a_failure(
    service: TranslationService, stub: Stub, text: str
) -> None:
    assert await ask(service, text) == Translated(text, Status.SAME_LANGUAGE)
    assert not stub.seen


async def test_the_same_language_is_not_asked(service: TranslationService, stub: Stub) -> None:
    assert (await ask(service, "the school", "en_GB", "en")).status is Status.SAME_LANGUAGE
    assert (await ask(service, "ਸਕੂਲ ਬੰਦ ਹੈ ਜੀ", "pa", "pa-Arab")).reason is Reason.PAIR
    assert (await ask(service, "the school", None)).reason is Reason.UNKNOWN_LANGUAGE
    assert (await ask(service, "the school", "en", "")).reason is Reason.UNKNOWN_LANGUAGE
    assert not stub.asked


async def test_without_an_engine_nothing_is_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    service: Translator = build()

    def connect(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    assert isinstance(service, TranslationService)
    assert not service.available
    assert await service.prepare()
    assert await ask(service, NOTICE) == untranslated(NOTICE, Reason.NO_ENGINE)
    assert await ask(build(libre_url="", libre_key=None), NOTICE) == untranslated(NOTICE, Reason.NO_ENGINE)


def lost(text: str) -> str:
    return spanish(text).replace("[[0]]", "").replace("<x0/>", "").replace("4719031", "")


def doubled(text: str) -> str:
    return spanish(text) + str((re.findall(r"\[\[0]]|<x0/>|4719031", text) or [" 7"])[0])


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"status": [500]}, Reason.UNAVAILABLE),
        ({"status": [429] * 9}, Reason.UNAVAILABLE),
        ({"raw": b"<html>captcha</html>"}, Reason.UNAVAILABLE),
        ({"raw": b'{"translatedText": ""}'}, Reason.DAMAGED),
        ({"translate": lambda text: text}, Reason.DAMAGED),
        ({"translate": lost}, Reason.DAMAGED),
        ({"translate": doubled}, Reason.DAMAGED),
        ({"translate": lambda text: spanish(text) + " a las 10"}, Reason.DAMAGED),
    ],
)
async def test_each_fault_ends_in_the_labelled_original(
    service: TranslationService, stub: Stub, caplog: pytest.LogCaptureFixture, fault: dict[str, object], reason: Reason
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, value in fault.items():
        setattr(stub, name, value)
    text = "Please bring 2 pencils to the school, CANARY-child"
    assert await ask(service, text) == untranslated(text, reason)
    assert "CANARY" not in caplog.text
    assert "pencils" not in caplog.text


async def test_a_hung_server_ends_in_the_labelled_original(stub: Stub) -> None:
    service = build(libre_url=stub.url, call_timeouts=(5, 0.2))
    stub.hang = True
    assert await ask(service, "the school") == untranslated("the school", Reason.UNAVAILABLE)
    service.close()


async def test_a_fault_that_passes_is_not_noticed(service: TranslationService, stub: Stub) -> None:
    stub.status = [429, 503]
    assert (await ask(service, "Please bring the coat")).status is Status.TRANSLATED
    assert len(stub.asked) == 3


async def test_an_engine_may_move_the_facts_about(service: TranslationService, stub: Stub) -> None:
    stub.translate = lambda text: " ".join(reversed(spanish(text).split(" ")))
    made = await ask(service, "Please bring 2 pencils and £3 for Amina")
    assert made.text == "Amina foro £3 y pencilso 2 traiga por favor".replace("por favor", "favor por")


@pytest.mark.parametrize(
    ("broken", "warning"), [(r"\[\[(\d)]]", "second_form"), (r"\[\[(\d)]]|<x(\d)/>", "third_form")]
)
async def test_the_next_form_of_placeholders_is_tried(
    service: TranslationService, stub: Stub, broken: str, warning: str
) -> None:
    stub.translate = lambda text: spanish(re.sub(broken, "", text))
    made = await ask(service, "Please bring 2 pencils")
    assert (made.text, made.warnings) == ("por favor traiga 2 pencilso", (warning,))
    assert len(stub.asked) <= 3


async def test_no_name_phone_or_key_stays_behind(serve: Callable[..., TranslationService]) -> None:
    cache = Cache()
    engine = FakeEngine()
    service = TranslationService([Lane(engine, Reach.OWN_NETWORK, clock=time.monotonic)], cache=cache)
    text = "Please ring Amina Begum on 07700 900123 and bring £4.50"
    assert "Amina Begum" in (await ask(service, text)).text
    kept = repr(cache._kept)
    assert "Amina" not in kept
    assert "900123" not in kept
    assert "Amina" not in repr(engine.asked)
    service.forget()
    assert not cache._kept
    service.close()


async def test_eight_at_once_each_get_their_own(service: TranslationService, stub: Stub) -> None:
    async def family(number: int) -> list[bool]:
        texts = [f"Please bring the {chr(97 + number) * 3}{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(50)]
        return [(await ask(service, text)).text == spanish(text) for text in texts]

    assert all(all(right) for right in await asyncio.gather(*(family(number) for number in range(8))))
    assert len(stub.asked) == 400


async def test_thirty_families_of_one_language_are_one_call(serve: Callable[..., TranslationService]) -> None:
    engine = FakeEngine()
    service = serve(engine)
    made = await asyncio.gather(*(ask(service, "Please bring 2 pencils") for _ in range(30)))
    assert {each.text for each in made} == {"por favor traiga 2 pencilso"}
    assert (await ask(service, "Please bring 7 pencils")).text == "por favor traiga 7 pencilso"
    assert len(engine.asked) == 1


async def test_what_a_parent_wrote_is_not_kept(serve: Callable[..., TranslationService]) -> None:
    engine = FakeEngine()
    service = serve(engine)
    for _ in range(2):
        assert (await ask(service, "ella come", direction=Direction.INBOUND)).status is Status.TRANSLATED
    assert len(engine.asked) == 2


@pytest.mark.parametrize("reach", [Reach.ALLOWED, Reach.PER_SCHOOL])
async def test_what_a_parent_wrote_and_what_is_sensitive_stays_on_the_own_network(
    serve: Callable[..., TranslationService], reach: Reach
) -> None:
    engine = FakeEngine(name="outside")
    service = serve(engine, reach=reach)
    text = "the school and the bring"
    for more in ({"direction": Direction.INBOUND}, {"sensitive": True}):
        made = await ask(service, text, switched_on={"outside"}, **more)
        assert made == untranslated(text, Reason.NO_ENGINE)
    assert not engine.asked


async def test_an_outside_engine_is_for_schools_that_switched_it_on(serve: Callable[..., TranslationService]) -> None:
    engine = FakeEngine(name="outside")
    service = serve(engine, reach=Reach.PER_SCHOOL)
    text = "Please bring the coat to Zara Malik"
    assert (await ask(service, text)).reason is Reason.NO_ENGINE
    made = await ask(service, text, switched_on=["outside"])
    assert made.text == "por favor traiga el coato too Zara Malik"
    assert "Zara" not in engine.asked[0]
    allowed = serve(FakeEngine(), reach=Reach.ALLOWED)
    assert (await ask(allowed, text)).status is Status.TRANSLATED


async def test_a_text_that_holds_nothing_but_unknown_names_goes_nowhere(
    serve: Callable[..., TranslationService],
) -> None:
    engine = FakeEngine()
    service = serve(engine, reach=Reach.ALLOWED)
    assert (await ask(service, "Amina Tanaka")).status is Status.SAME_LANGUAGE
    assert not engine.asked


async def test_romanised_text_is_shown_and_not_mangled(serve: Callable[..., TranslationService]) -> None:
    engine = FakeEngine()
    made = await ask(serve(engine), "Mera beta aaj bimar hai", "ur", "en", Direction.INBOUND)
    assert made == untranslated("Mera beta aaj bimar hai", Reason.OTHER_SCRIPT)
    assert not engine.asked


async def test_names_are_isolated_for_a_reader_from_right_to_left(serve: Callable[..., TranslationService]) -> None:
    engine = FakeEngine(lambda text: text.replace("is at school today", "اليوم في المدرسة"))
    made = await ask(serve(engine), "Amina is at school today", target="ar")
    assert made.text == "\u2068Amina\u2069 اليوم في المدرسة"


async def test_the_next_engine_is_asked_when_one_fails_or_lacks_the_pair(
    serve: Callable[..., TranslationService],
) -> None:
    lacks, down = FakeEngine(name="a", pairs=False), FakeEngine(failing(Unavailable("Http500")), name="b")
    found_out, up = FakeEngine(failing(PairError()), name="c"), FakeEngine(name="d")
    assert (await ask(serve(lacks, down, found_out, up), "the school")).engine == "d"
    assert not lacks.asked
    assert (await ask(serve(lacks, found_out), "the school")).reason is Reason.PAIR
    assert (await ask(serve(found_out, down), "the school")).reason is Reason.UNAVAILABLE


async def test_hung_calls_end_at_the_deadline_and_do_not_delay_another_engine(
    serve: Callable[..., TranslationService],
) -> None:
    release = threading.Event()
    hung = serve(FakeEngine(lambda text: str(release.wait(30)) and text), deadline_s=1.0)
    waiting = [asyncio.create_task(ask(hung, f"the school {chr(97 + at)}")) for at in range(6)]
    await asyncio.sleep(0)
    assert (await ask(serve(FakeEngine()), "the school")).status is Status.TRANSLATED
    assert not any(task.done() for task in waiting)
    assert await asyncio.to_thread(lambda: "at once") == "at once"
    assert {made.reason for made in await asyncio.gather(*waiting)} == {Reason.DEADLINE}
    release.set()


async def test_a_caller_may_have_less_patience(serve: Callable[..., TranslationService]) -> None:
    release = threading.Event()
    service = serve(FakeEngine(lambda text: str(release.wait(30)) and text), deadline_s=30)
    made = await ask(service, "the school is", direction=Direction.INBOUND, deadline_s=0.05)
    assert made == untranslated("the school is", Reason.DEADLINE)
    release.set()


async def test_a_call_that_was_given_up_leaves_no_stray_error(serve: Callable[..., TranslationService]) -> None:
    release = threading.Event()
    service = serve(FakeEngine(lambda text: str(release.wait(30)) and text))
    task = asyncio.create_task(ask(service, "the school is"))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    release.set()
    gc.collect()


async def test_after_five_failures_nobody_waits_for_the_engine(serve: Callable[..., TranslationService]) -> None:
    engine = FakeEngine(failing(Unavailable("ReadTimeout")))
    service = serve(engine)
    made = [await ask(service, f"the school {chr(97 + at)}") for at in range(8)]
    assert {each.reason for each in made} == {Reason.UNAVAILABLE}
    assert len(engine.asked) == 5


async def test_our_own_mistake_sends_the_original(serve: Callable[..., TranslationService]) -> None:
    class Wrong(FakeEngine):
        def supports(self, source: str, target: str) -> bool:
            raise KeyError(source)

    assert await ask(serve(Wrong()), "the school") == untranslated("the school", Reason.INTERNAL)


async def test_an_engine_is_prepared_at_start_or_asked_later(service: TranslationService, stub: Stub) -> None:
    assert await service.prepare()
    assert await ask(service, "the school", target="so") == untranslated("the school", Reason.PAIR)
    assert not stub.asked
    down = build(libre_url="http://127.0.0.1:1/", call_timeouts=(0.2, 0.2))
    assert not await down.prepare()
    assert down.available
    down.close()


async def test_nothing_but_the_masked_text_travels(service: TranslationService, stub: Stub) -> None:
    await ask(service, "Please bring Will to the school at 9 am on Tuesday 5 March, £4.50")
    assert [json.loads(seen.body)["q"] for seen in stub.seen if seen.body] == [
        "Please bring [[0]] to the school at [[1]] on [[2]], [[3]]"
    ]
