"""A carrier that answers 429, 500, late or not at all: nothing lost, nothing doubled that could be known, every end named."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from unittest import mock

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.deliver.troubles import recover
from bot.domain.messages import Carrier, Side
from bot.hub import Hub
from storage import inbox, outbox_state, tables
from storage.clock import lease_now
from storage.copied import Copies
from storage.db import Db
from tests.town import NUMBER, TUESDAY, Town, town

_out = tables.outbox


async def _states(oak_lane: Town) -> dict[str, int]:
    return await oak_lane.read(outbox_state.counts)


async def _hurry(oak_lane: Town) -> None:
    """Bring retries forward: their times are the machine's, not the school's."""
    soon = lease_now()
    await oak_lane.hub.write(lambda db: db.run(_out.update().where(_out.c.retry_at.is_not(None)).values(retry_at=soon)))
    oak_lane.hub.deliver_bell.ring()


async def _heard(oak_lane: Town, who: str, text: str) -> int:
    return sum(text in shown for shown in oak_lane.texts(who))


@pytest.mark.parametrize(
    "fault,rule,copies",
    [
        ("throttle", {"retry_after": 1}, 1),
        ("error", {"status": 502}, 1),
        ("reset", {}, 1),
        ("deliver_then_500", {}, 2),  # Telegram cannot be asked: one counted resend
        ("garbled", {}, None),
    ],
)
async def test_telegram_in_trouble_loses_nothing(
    oak_lane: Town, fault: str, rule: dict[str, object], copies: int | None
) -> None:
    oak_lane.sandbox.fault(fault, method="sendMessage", times=1, **rule)
    oak_lane.say("omar", "Huda left her scarf on the hook, could she look for it?")
    for _ in range(12):
        await oak_lane.settled()
        await _hurry(oak_lane)
        if await _heard(oak_lane, "omar", "5A") and any("5A" in text for text in oak_lane.texts("t5")):
            break
    await oak_lane.sees("omar", "5A")
    await oak_lane.sees("t5", "Message · 5A")
    await oak_lane.settled()
    total = await _heard(oak_lane, "omar", "5A") + await _heard(oak_lane, "t5", "Message · 5A")
    if copies is not None:
        assert 2 <= total <= 1 + copies
    assert (await _states(oak_lane)).get("failed", 0) == 0


@pytest.mark.parametrize("fault", ["deliver_then_500", "error", "throttle"])
async def test_an_ambiguous_sms_is_read_back_and_never_sent_twice(oak_lane: Town, fault: str) -> None:
    rule = {"retry_after": 1} if fault == "throttle" else {}
    oak_lane.sandbox.fault(fault, method="Messages.create", times=1, **rule)
    oak_lane.say("beth", "Finn left his scarf on the hook, could he look for it?")
    for _ in range(12):
        await oak_lane.settled()
        await _hurry(oak_lane)
        if await _heard(oak_lane, "beth", "Passed to the 3B teacher"):
            break
    await oak_lane.settled()
    assert await _heard(oak_lane, "beth", "Passed to the 3B teacher") == 1


async def test_a_family_that_blocked_the_bot_becomes_a_call_for_the_office(oak_lane: Town) -> None:
    oak_lane.say("omar", "Huda left her scarf on the hook, could she look for it?")
    await oak_lane.sees("t5", "Message · 5A")
    await oak_lane.open_card("t5")
    card = next(bubble.id for bubble in reversed(oak_lane.screen("t5")) if "Huda Rashid" in bubble.text)
    oak_lane.sandbox.block("omar")
    await oak_lane.settled()
    oak_lane.say("t5", "Found it", reply_to=card)
    await oak_lane.sees("t5", "NOT LINKED")
    await oak_lane.at(TUESDAY + timedelta(minutes=5))
    await oak_lane.sees("t5", "could not be delivered")
    await oak_lane.sees("office", "A family we could not reach")
    shown = await oak_lane.open_card("office")
    assert "Found it" in shown
    assert "Omar Rashid" in shown
    oak_lane.sandbox.unblock("omar")
    await oak_lane.settled()
    oak_lane.say("omar", "I am back")
    await oak_lane.sees("omar", "5A")


async def test_a_block_noticed_only_at_sending_ends_the_same_way(oak_lane: Town) -> None:
    oak_lane.sandbox.fault("error", method="sendMessage", to="5006", status=403, times=3)
    oak_lane.say("omar", "Huda left her scarf on the hook, could she look for it?")
    await oak_lane.sees("t5", "Message · 5A")
    await oak_lane.settled()
    states = await _states(oak_lane)
    assert states.get("retry", 0) == 0


async def test_a_number_the_carrier_refuses_ends_in_a_named_state(oak_lane: Town) -> None:
    oak_lane.sandbox.sms_fails("+447700900104", 30005)
    oak_lane.say("t3", "/announce Spelling test on Friday")
    await oak_lane.sees("t3", "family adults")
    oak_lane.press("t3", "Send to 4 adults")
    await oak_lane.sees("t3", "Goes to 4")
    await oak_lane.at(TUESDAY + timedelta(minutes=1))
    await oak_lane.sees("sana", "Spelling")
    await oak_lane.sees("t3", "of 4 reached", within_s=15)


async def test_a_sender_that_died_mid_send_is_made_good_once(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn left his scarf on the hook, could he look for it?")
    await oak_lane.sees("beth", "3B teacher")
    await oak_lane.settled()
    # As if the process had been killed after the carrier took it and before that was recorded.
    gone = lease_now() - timedelta(minutes=5)

    def unrecord(db: Db) -> None:
        row = db.first(select(_out.c.id).where(_out.c.account_id == _sms(oak_lane)).order_by(_out.c.id.desc()).limit(1))
        assert row is not None
        values = {"state": "sending", "lease_owner": "dead", "lease_until": gone, "sent_blind": None, "sent_ref": None}
        db.run(_out.update().where(_out.c.id == row.id).values(**values))

    await oak_lane.hub.write(unrecord)
    await recover(oak_lane.hub)
    await _hurry(oak_lane)
    await oak_lane.settled()
    assert (await _states(oak_lane)).get("sending", 0) == 0
    assert await _heard(oak_lane, "beth", "3B teacher") <= 2


def _sms(oak_lane: Town) -> int:
    return next(one.id for one in oak_lane.hub.accounts.values() if one.carrier is Carrier.SMS)


async def test_an_expired_row_is_never_sent(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn left his scarf on the hook, could he look for it?")
    await oak_lane.settled()
    past = oak_lane.hub.now() - timedelta(hours=1)
    values = {"state": "queued", "expires_at": past, "due_at": past}
    newest = select(func.max(_out.c.id)).scalar_subquery()
    await oak_lane.hub.write(lambda db: db.run(_out.update().where(_out.c.id == newest).values(**values)))
    oak_lane.hub.deliver_bell.ring()
    await oak_lane.settled()
    assert (await _states(oak_lane)).get("cancelled", 0) >= 1


async def test_webhooks_are_proved_bounded_and_stored_before_they_are_answered(database_url: str, tmp_path: Path) -> None:
    secret = "webhook-secret-of-the-test-hub"
    public = "https://hub.example"
    async with town(database_url, tmp_path, start=False, public_url=public, webhook_secret=secret) as oak_lane:
        account = next(
            one.id for one in oak_lane.hub.accounts.values()
            if (one.carrier, one.side) == (Carrier.TELEGRAM, Side.FAMILIES)
        )  # fmt: skip
        url = f"{oak_lane.address}/in/{account}"
        update = {
            "update_id": 900001,
            "message": {
                "message_id": 70, "date": int(TUESDAY.timestamp()), "text": "Huda has left her reading book at home",
                "chat": {"id": 5006, "type": "private"}, "from": {"id": 5006, "is_bot": False, "first_name": "O"},
            },
        }  # fmt: skip
        body = json.dumps(update)
        proved = {"X-Telegram-Bot-Api-Secret-Token": secret}
        before = await oak_lane.read(_rows)
        async with aiohttp.ClientSession() as session:

            async def post(where: str, data: str | bytes, headers: dict[str, str]) -> int:
                async with session.post(where, data=data, headers=headers) as answer:
                    return answer.status

            assert await post(url, body, {}) == 403
            assert await post(url, body, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}) == 403
            assert await post(url, b"x" * 70_000, proved) == 413
            assert await post(f"{oak_lane.address}/in/1", body, proved) == 404
            assert await oak_lane.read(_rows) == before
            assert [await post(url, body, proved) for _ in range(5)] == [200] * 5
            assert await oak_lane.read(_rows) == before + 1
            sms = f"{oak_lane.address}/in/{_sms(oak_lane)}"
            assert await post(sms, f"MessageSid=SM1&From=%2B447700900104&To={NUMBER}&Body=hi", {"X-Twilio-Signature": "no"}) == 403
            oak_lane.hub.copies = Copies(oak_lane.hub.data_folder / "usb")
            for path in ("/healthz", "/readyz", "/metrics"):
                async with session.get(oak_lane.address + path) as answer:
                    assert answer.status in {200, 503}
                    text = await answer.text()
                    assert "Huda" not in text
            assert 'bookbag_backup_age_seconds{kind="whole"} +Inf' in text
        await oak_lane.settled()
        assert (await oak_lane.read(inbox.counts)).get("done", 0) >= 1


def _rows(db: Db) -> int:
    kept = tables.inbox
    return int(db.value(select(func.count()).select_from(kept).where(kept.c.provider_id.like("9000%"))))


async def test_a_database_that_cannot_keep_mail_answers_503_and_forgets_nothing(
    oak_lane: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    def broken(*_: object) -> int:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "insert", broken)
        oak_lane.say("omar", "Huda has left her reading book at home")
        async with aiohttp.ClientSession() as session:
            account = _sms(oak_lane)
            async with session.post(f"{oak_lane.address}/in/{account}", data="x=1") as answer:
                assert answer.status in {403, 503}
        await oak_lane.sandbox.until(lambda: True, 1)
    await oak_lane.sees("t5", "Message · 5A", within_s=20)


async def test_a_dead_letter_given_another_try_is_handled_as_if_nothing_had_happened(
    both: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import handle
    from bot.domain.access import Scope
    from bot.domain.people import Role
    from bot.handlers import families
    from storage import dead

    scope = Scope(both.cast.school_id, None, Role.TECHNICIAN, "test")

    def broken(_: object) -> object:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(handle, "_GIVE_UP", 1)
        patched.setattr(families, "decide", broken)
        both.say("omar", "Huda has left her reading book at home")
        await both.settled()
    (letter,) = await both.read(lambda db: dead.letters(scope, db))
    assert letter.error == "ZeroDivisionError"
    assert await both.hub.write(lambda db: dead.again(db, letter.id))
    await both.sees("t5", "Message · 5A")
    assert await both.read(lambda db: dead.letters(scope, db)) == []


async def test_what_a_number_held_before_the_school_had_it_is_taken_in_and_answered_to_nobody(
    database_url: str, tmp_path: Path
) -> None:
    """A used Twilio number: what was texted to it in another year waits for no answer; what came since does."""
    last_year = TUESDAY - timedelta(days=400)
    async with town(database_url, tmp_path) as oak_lane:
        oak_lane.sandbox.add_phone("stranger", carrier=Carrier.SMS, number="+447700900777", language="en", opens=NUMBER)
        with mock.patch.object(Hub, "now", lambda _hub: last_year):
            oak_lane.say("stranger", "is the flat still free?")
            oak_lane.say("beth", "Finn left his blue jumper in the hall")
        await oak_lane.settled()
        assert oak_lane.texts("stranger") == []
        assert oak_lane.texts("beth") == []
        await oak_lane.sees("t3", "3B. Tap Open")  # a parent's words are nobody's to drop
        oak_lane.say("stranger", "hello?")
        oak_lane.say("beth", "and his book is there too I think, could you look")
        await oak_lane.sees("stranger", "We do not know your number")
        await oak_lane.sees("beth", "3B teacher")
