"""Both channels against the sandbox, which speaks the carriers' wires without knowing this code."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels.base import Channel, Polled
from bot.channels.sms import SmsChannel
from bot.channels.telegram import TelegramChannel
from bot.domain.messages import Address, Button, Carrier, Inbound, Kind, Outgoing, SendError, SendState, Sent, Trouble
from bot.sandbox.faults import Fault, Rule
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running
from tests.channels.fakes import nothing_recorded

TOKEN, SID, KEY, NUMBER = "100200:parents-bot", "AC" + "5" * 32, "auth-token", "+447700900111"


@pytest.fixture
def sandbox() -> Sandbox:
    made = Sandbox(seed=7)
    made.add_bot(TOKEN, "oak_bot", "Oak Lane")
    made.add_sms_account(SID, KEY, NUMBER)
    made.add_phone("Ewa", language="pl")
    made.add_phone("Rosa", carrier=Carrier.SMS)
    return made


@pytest.fixture
async def telegram(sandbox: Sandbox) -> AsyncIterator[TelegramChannel]:
    async with running(sandbox) as base:
        channel = TelegramChannel(TOKEN, base, poll_s=1, read_s=0.5, now=sandbox.clock.now)
        yield channel
        await channel.close()


@pytest.fixture
async def sms(sandbox: Sandbox) -> AsyncIterator[SmsChannel]:
    async with running(sandbox) as base:
        channel = SmsChannel(SID, KEY, NUMBER, base, read_s=0.5, now=sandbox.clock.now)
        yield channel
        await channel.close()


def events(channel: Channel, polled: Polled) -> list[Any]:
    return [channel.parse(one.payload) for one in polled.received if one.readable]


def ewa(sandbox: Sandbox, text: str = "Oak Lane: hello", **more: Any) -> Outgoing:
    return Outgoing(to=Address(Carrier.TELEGRAM, str(sandbox.phone("Ewa").user_id)), text=text, reference="1", **more)


def rosa(sandbox: Sandbox, text: str = "Oak Lane: hello", **more: Any) -> Outgoing:
    return Outgoing(to=Address(Carrier.SMS, sandbox.phone("Rosa").number), text=text, reference="1", **more)


async def test_a_telegram_conversation_both_ways(sandbox: Sandbox, telegram: TelegramChannel) -> None:
    assert await telegram.check() == "@oak_bot"
    sandbox.start("Ewa", "invite-code")
    sandbox.type("Ewa", "Ola ma gorączkę 🤒")
    polled = await telegram.poll(None)
    found = events(telegram, polled)
    assert [event.text for event in found] == ["/start invite-code", "Ola ma gorączkę 🤒"]
    question = ewa(sandbox, "Who is this about?", buttons=((Button("Ola", "c:1"), Button("Jan", "c:2")),), protect=True)
    sent = await telegram.send(question)
    sandbox.press("Ewa", "Ola")
    polled = await telegram.poll(polled.cursor)
    (choice,) = events(telegram, polled)
    assert (choice.kind, choice.choice, choice.reply_to) == (Kind.CHOICE, "c:1", sent.message_id)
    await telegram.answer_button(choice.callback_id)
    assert await telegram.send(ewa(sandbox, "Thank you.", edits=sent.message_id)) == sent
    assert await telegram.send(ewa(sandbox, "Thank you.", edits=sent.message_id)) == sent
    assert sandbox.received("Ewa")[-1] == "Thank you."
    assert await telegram.send(ewa(sandbox, "", deletes=sent.message_id)) == sent
    assert "Thank you." not in sandbox.received("Ewa")


async def test_telegrams_other_kinds(sandbox: Sandbox, telegram: TelegramChannel) -> None:
    sandbox.start("Ewa")
    sandbox.share_contact("Ewa")
    sandbox.attach("Ewa", "voice", content=b"ogg-bytes")
    sandbox.attach("Ewa", "sticker")
    sandbox.send_photos("Ewa", 2, caption="the rash")
    polled = await telegram.poll(None)
    _, contact, voice, sticker, first, second = events(telegram, polled)
    assert contact.contact.user_id == contact.sender.value
    assert await telegram.fetch(voice.media[0], 1000) == b"ogg-bytes"
    assert (sticker.kind, sticker.refused) == (Kind.REFUSED, "sticker")
    assert first.album is not None and first.album == second.album
    sandbox.block("Ewa")
    (blocked,) = events(telegram, await telegram.poll(polled.cursor))
    assert blocked.kind is Kind.BLOCKED
    with pytest.raises(SendError) as caught:
        await telegram.send(ewa(sandbox))
    assert caught.value.trouble is Trouble.BLOCKED


async def test_a_group_is_noticed_and_left(sandbox: Sandbox, telegram: TelegramChannel) -> None:
    sandbox.start("Ewa")
    cursor = (await telegram.poll(None)).cursor
    group = sandbox.add_to_group("Ewa", "3B parents")
    polled = await telegram.poll(cursor)
    found = events(telegram, polled)
    assert {event.kind for event in found} == {Kind.GROUP}
    assert {event.sender.value for event in found} == {str(group.id)}
    await telegram.leave(found[0].sender)
    assert events(telegram, await telegram.poll(polled.cursor)) == []


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.RESET, Trouble.AMBIGUOUS),
        (Fault.DONE_THEN_ERROR, Trouble.AMBIGUOUS),
        (Fault.DONE_THEN_DROP, Trouble.AMBIGUOUS),
        (Fault.GARBLED, Trouble.AMBIGUOUS),
        (Fault.THROTTLE, Trouble.THROTTLED),
    ],
)
async def test_telegrams_faults_are_named(
    sandbox: Sandbox, telegram: TelegramChannel, fault: Fault, trouble: Trouble
) -> None:
    sandbox.start("Ewa")
    sandbox.faults.add(Rule(fault=fault, method="sendMessage", times=1, retry_after=3))
    with pytest.raises(SendError) as caught:
        await telegram.send(ewa(sandbox))
    assert caught.value.trouble is trouble


async def test_a_malformed_update_is_dead_and_its_neighbour_arrives(
    sandbox: Sandbox, telegram: TelegramChannel
) -> None:
    sandbox.faults.add(Rule(fault=Fault.MALFORMED, method="update", times=1))
    sandbox.faults.add(Rule(fault=Fault.HUGE, method="update", times=1))
    sandbox.start("Ewa")
    sandbox.type("Ewa", "hello")
    cursor: str | None = None
    texts: list[str] = []
    dead = 0
    while len(texts) < 2:
        polled = await telegram.poll(cursor)
        cursor = polled.cursor
        dead += sum(not one.readable for one in polled.received)
        texts += [event.text for event in events(telegram, polled) if len(event.text) < 100]
    assert texts == ["/start", "hello"]
    assert dead >= 1


async def test_a_text_conversation_both_ways_without_a_public_address(sandbox: Sandbox, sms: SmsChannel) -> None:
    assert (await sms.check()).endswith(NUMBER)
    sandbox.type("Rosa", "Ola is off today")
    polled = await sms.poll(None)
    (message,) = events(sms, polled)
    assert isinstance(message, Inbound)
    assert (message.text, message.sender.value) == ("Ola is off today", sandbox.phone("Rosa").number)
    sent = await sms.send(rosa(sandbox))
    assert sent.state is SendState.SENT
    await sandbox.until(lambda: sandbox.received("Rosa"))
    reports = [event for event in events(sms, await sms.poll(polled.cursor)) if not isinstance(event, Inbound)]
    assert [(one.message_id, one.state) for one in reports] == [(sent.message_id, SendState.DELIVERED)]


async def test_a_picture_message_is_polled_and_fetched(sandbox: Sandbox, sms: SmsChannel) -> None:
    sandbox.attach("Rosa", "photo", content=b"jpeg-bytes", caption="the rash")
    (message,) = events(sms, await sms.poll(None))
    assert (message.kind, message.text) == (Kind.PHOTO, "the rash")
    assert await sms.fetch(message.media[0], 1000) == b"jpeg-bytes"


@pytest.mark.parametrize("fault", [Fault.DONE_THEN_DROP, Fault.DONE_THEN_ERROR, Fault.DONE_THEN_RESET])
async def test_an_ambiguous_text_that_was_taken_is_found(sandbox: Sandbox, sms: SmsChannel, fault: Fault) -> None:
    sandbox.faults.add(Rule(fault=fault, method="messages.create", times=1))
    with pytest.raises(SendError) as caught:
        await sms.send(rosa(sandbox))
    assert caught.value.trouble is Trouble.AMBIGUOUS
    found = await sms.find_sent(rosa(sandbox), 60.0, nothing_recorded)
    assert isinstance(found, Sent)


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.ERROR, Fault.GARBLED])
async def test_an_ambiguous_text_that_was_not_taken_is_not_found(
    sandbox: Sandbox, sms: SmsChannel, fault: Fault
) -> None:
    sandbox.faults.add(Rule(fault=fault, method="messages.create", times=1))
    with pytest.raises(SendError) as caught:
        await sms.send(rosa(sandbox))
    assert caught.value.trouble is Trouble.AMBIGUOUS
    assert await sms.find_sent(rosa(sandbox), 60.0, nothing_recorded) is None


async def test_stop_is_a_block(sandbox: Sandbox, sms: SmsChannel) -> None:
    sandbox.type("Rosa", "STOP")
    with pytest.raises(SendError) as caught:
        await sms.send(rosa(sandbox))
    assert caught.value.trouble is Trouble.BLOCKED
