"""What a carrier answers and what becomes of the row: every trouble ends in a named state, nothing goes out twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.deliver import preparing
from bot.deliver.sender import run_once
from bot.deliver.troubles import recover
from bot.domain.messages import Address, Carrier, SendError, SendState, Sent, Side, Trouble
from bot.domain.sending import Lane, Letter, Parcel, Teaser, Words
from bot.domain.wording import say
from storage import contacts, leases, sending, tables
from storage.clock import lease_now
from storage.db import Db
from tests.still import Still
from tests.town import TUESDAY

_out = tables.outbox
HELLO = Words((say("language.set"),))


async def to(still: Still, who: str, content: Words = HELLO, **more: object) -> int:
    """Queue one row for a family of the cast."""
    due = {"due_at": TUESDAY} | more
    parcel = Parcel(content=content, guardian_id=still.cast.guardians[who], **due)  # type: ignore[arg-type]
    return await still.put(parcel)


async def test_a_row_is_sent_once_and_remembers_how(anywhere: Still) -> None:
    row_id = await to(anywhere, "marta")
    await anywhere.turn()
    await anywhere.turn()
    assert len(anywhere.sent("marta")) == 1
    row = await anywhere.row(row_id)
    assert (row.state, row.sent_ids, row.sent_to, row.attempts) == ("sent", ("telegram-1",), "5001", 1)


async def test_hubs_that_died_before_they_asked_the_carrier_make_a_message_wait_no_longer(anywhere: Still) -> None:
    row_id = await to(anywhere, "marta")
    for life in range(8):

        def dies(db: Db, owner: str = f"host:{life}:1") -> int:
            claimed = sending.claim(db, owner, anywhere.hub.now(), lease_now(), 90.0, 10)
            leases.end_of(db, owner, lease_now())
            return len(claimed)

        assert await anywhere.hub.write(dies) == 1
    anywhere.wire("marta").answers.append(SendError(Trouble.UNREACHABLE))
    await anywhere.turn()
    again = await anywhere.hub.read(lambda db: db.value(select(_out.c.retry_at).where(_out.c.id == row_id)))
    assert again - lease_now() <= timedelta(seconds=2)


async def test_what_cannot_be_prepared_waits_longer_each_time(anywhere: Still, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise ValueError("no such words")

    monkeypatch.setattr(preparing, "settled", fails)
    row_id = await to(anywhere, "marta")
    for _ in range(5):
        await anywhere.later()
        await anywhere.turn()
    again = await anywhere.hub.read(lambda db: db.value(select(_out.c.retry_at).where(_out.c.id == row_id)))
    assert timedelta(seconds=10) < again - lease_now() <= timedelta(seconds=16)


async def test_a_carrier_that_says_wait_pauses_its_whole_account(anywhere: Still) -> None:
    anywhere.wire("marta").answers.append(SendError(Trouble.THROTTLED, retry_after=30.0))
    first, other = await to(anywhere, "marta"), await to(anywhere, "lena")
    await run_once(anywhere.hub, anywhere.pacer)
    await to(anywhere, "omar")
    await run_once(anywhere.hub, anywhere.pacer)
    assert [row.trouble for row in await anywhere.rows("omar")] == ["throttled"]
    paused = anywhere.hub.accounts[anywhere.account(Side.FAMILIES, Carrier.TELEGRAM).id].paused_until
    assert paused is not None
    assert timedelta(seconds=25) < paused - lease_now() <= timedelta(seconds=30)
    await anywhere.later()
    await anywhere.turn()
    assert [(await anywhere.row(one)).state for one in (first, other)] == ["sent", "sent"]
    assert [len(anywhere.sent(who)) for who in ("marta", "lena", "omar")] == [1, 1, 1]


async def test_a_wrong_token_waits_a_minute_for_the_operator(oak_lane: Still) -> None:
    oak_lane.wire("marta").answers.append(SendError(Trouble.MISCONFIGURED))
    row_id = await to(oak_lane, "marta")
    await oak_lane.turn()
    assert (await oak_lane.row(row_id)).trouble == "misconfigured"
    assert (await oak_lane.row(row_id)).state == "retry"


async def test_what_surely_did_not_leave_is_simply_sent_again(oak_lane: Still) -> None:
    oak_lane.wire("marta").answers.append(SendError(Trouble.UNREACHABLE))
    row_id = await to(oak_lane, "marta")
    await oak_lane.turn()
    assert ((await oak_lane.row(row_id)).state, oak_lane.texts("marta")) == ("retry", [])
    await oak_lane.later()
    await oak_lane.turn()
    assert ((await oak_lane.row(row_id)).state, (await oak_lane.row(row_id)).resent) == ("sent", False)


async def test_a_timeout_on_telegram_is_resent_once_and_then_left_unknown(anywhere: Still) -> None:
    anywhere.wire("marta").answers.extend([SendError(Trouble.AMBIGUOUS), SendError(Trouble.AMBIGUOUS)])
    row_id = await to(anywhere, "marta")
    for _ in range(3):
        await anywhere.turn()
        await anywhere.later()
        await recover(anywhere.hub)
    row = await anywhere.row(row_id)
    assert (row.state, row.resent, row.trouble) == ("unknown", True, "ambiguous")
    assert anywhere.texts("marta") == []


async def test_an_outage_does_not_use_up_the_one_resend(anywhere: Still) -> None:
    wire = anywhere.wire("marta")
    wire.answers.append(SendError(Trouble.AMBIGUOUS))
    wire.found = SendError(Trouble.AMBIGUOUS)  # whatever is asked, it answers nothing of sense
    row_id = await to(anywhere, "marta")
    for _ in range(6):
        await anywhere.turn()
        await anywhere.later()
        await recover(anywhere.hub)
    assert ((await anywhere.row(row_id)).state, (await anywhere.row(row_id)).resent) == ("unknown", False)
    await anywhere.later()
    anywhere.wire("marta").found = None
    await recover(anywhere.hub)
    await anywhere.later()
    await anywhere.turn()
    assert ((await anywhere.row(row_id)).state, len(anywhere.texts("marta"))) == ("sent", 1)


async def test_what_is_in_doubt_stays_in_doubt_while_its_account_is_paused(oak_lane: Still) -> None:
    row_id = await to(oak_lane, "marta")
    await dies_while_sending(oak_lane, ago=timedelta(minutes=5))
    account = oak_lane.account(Side.FAMILIES, Carrier.TELEGRAM)
    oak_lane.hub.accounts[account.id] = replace(account, paused_until=lease_now() + timedelta(minutes=1))
    await recover(oak_lane.hub)
    assert ((await oak_lane.row(row_id)).state, (await oak_lane.row(row_id)).resent) == ("unknown", False)


async def test_a_timeout_on_sms_is_read_back_and_not_sent_twice(anywhere: Still) -> None:
    wire = anywhere.wire("beth")
    wire.answers.append(SendError(Trouble.AMBIGUOUS))
    wire.found = Sent("SM9", SendState.SENT, parts=2)
    row_id = await to(anywhere, "beth")
    await anywhere.turn()
    row = await anywhere.row(row_id)
    assert (row.state, row.sent_ids) == ("sent", ("SM9",))
    assert wire.taken == []


async def test_what_the_carrier_took_while_the_database_went_away_is_written_down_when_it_is_back(
    anywhere: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = OperationalError("UPDATE", {}, Exception("terminated"))
    monkeypatch.setattr(sending, "sent", mock.Mock(wraps=sending.sent, side_effect=[gone, mock.DEFAULT]))
    row_id = await to(anywhere, "beth")
    await anywhere.turn()
    row = await anywhere.row(row_id)
    assert (row.state, row.resent, len(anywhere.wire("beth").taken)) == ("sent", False, 1)


async def test_a_read_back_that_fails_is_asked_again_later(anywhere: Still) -> None:
    wire = anywhere.wire("beth")
    wire.answers.append(SendError(Trouble.AMBIGUOUS))
    wire.found = SendError(Trouble.UNREACHABLE)
    row_id = await to(anywhere, "beth")
    await anywhere.turn()
    assert (await anywhere.row(row_id)).state == "unknown"
    wire.found = None  # it never arrived there
    await anywhere.later()
    await recover(anywhere.hub)
    assert ((await anywhere.row(row_id)).state, (await anywhere.row(row_id)).resent) == ("retry", True)
    await anywhere.later()
    await anywhere.turn()
    assert len(anywhere.texts("beth")) == 1


async def dies_while_sending(still: Still, ago: timedelta = timedelta()) -> None:
    """Another process takes what is due, begins to send it, and is never heard of again."""
    now, lease = still.hub.now(), lease_now() - ago

    def unit(db: Db) -> None:
        for row in sending.claim(db, "host:2:dead", now, lease, 60.0, 5):
            assert sending.begin(db, row, "host:2:dead", lease, 60.0)

    await still.write(unit)


async def test_a_sender_that_died_mid_send_leaves_an_ambiguous_row(anywhere: Still) -> None:
    row_id = await to(anywhere, "beth")
    await dies_while_sending(anywhere)
    await recover(anywhere.hub)
    assert (await anywhere.row(row_id)).state == "sending"  # its lease still runs
    await anywhere.write(lambda db: leases.end_of(db, "host:2:dead", lease_now()))
    anywhere.wire("beth").found = Sent("SM7")
    await recover(anywhere.hub)
    assert ((await anywhere.row(row_id)).state, (await anywhere.row(row_id)).sent_ids) == ("sent", ("SM7",))


async def test_what_a_dead_sender_was_sending_to_somebody_who_left_is_dropped(oak_lane: Still) -> None:
    row_id = await to(oak_lane, "beth", expires_at=TUESDAY + timedelta(minutes=1))
    await dies_while_sending(oak_lane, ago=timedelta(minutes=5))
    oak_lane.at(TUESDAY + timedelta(minutes=2))
    await recover(oak_lane.hub)
    assert ((await oak_lane.row(row_id)).state, (await oak_lane.row(row_id)).trouble) == ("cancelled", "expired")


async def test_a_chat_that_moved_is_followed(anywhere: Still) -> None:
    anywhere.wire("marta").answers.append(SendError(Trouble.MIGRATED, new_address="-100777"))
    row_id = await to(anywhere, "marta")
    await anywhere.turn()
    await anywhere.later()
    await anywhere.turn()
    assert (await anywhere.row(row_id)).state == "sent"
    assert len(anywhere.texts(Address(Carrier.TELEGRAM, "-100777"))) == 1


async def test_a_chat_that_moved_nobody_knows_where_is_tried_again(oak_lane: Still) -> None:
    oak_lane.wire("marta").answers.append(SendError(Trouble.MIGRATED))
    await to(oak_lane, "marta")
    await oak_lane.turn()
    await oak_lane.later()
    await oak_lane.turn()
    assert len(oak_lane.texts("marta")) == 1


@pytest.mark.parametrize("trouble,state", [(Trouble.BLOCKED, "blocked"), (Trouble.GONE, "ended")])
async def test_a_blocked_telegram_goes_by_sms_instead(anywhere: Still, trouble: Trouble, state: str) -> None:
    scope, marta = anywhere.cast.scope, anywhere.cast.guardians["marta"]
    number = Address(Carrier.SMS, "+447700900150")
    account = anywhere.account(Side.FAMILIES, Carrier.SMS)
    linked = {"guardian_id": marta, "staff_id": None, "address": number, "account_id": account.id, "proof": "office"}
    await anywhere.write(lambda db: contacts.link(scope, db, TUESDAY, side=Side.FAMILIES, **linked))  # type: ignore[arg-type]
    anywhere.wire("marta").answers.append(SendError(trouble))
    row_id = await to(anywhere, "marta")
    await anywhere.turn()
    await anywhere.later()
    await anywhere.turn()
    assert (await anywhere.row(row_id)).state == "sent"
    assert len(anywhere.texts(number)) == 1
    known = contacts.by_address
    found = await anywhere.hub.read(lambda db: known(db, Address(Carrier.TELEGRAM, "5001"), Side.FAMILIES, None))
    assert [one.state for one in found] == (["blocked"] if state == "blocked" else [])


async def test_a_family_without_another_way_becomes_a_call_for_the_office(anywhere: Still) -> None:
    anywhere.wire("lena").answers.append(SendError(Trouble.BLOCKED))
    row_id = await to(anywhere, "lena")
    await anywhere.turn()
    assert ((await anywhere.row(row_id)).state, (await anywhere.row(row_id)).trouble) == ("failed", "blocked")
    assert any("could not reach" in text for text in anywhere.texts("office"))


async def test_a_message_the_carrier_never_takes_ends_failed_and_keeps_the_contact(oak_lane: Still) -> None:
    oak_lane.wire("beth").answers.append(SendError(Trouble.REFUSED))
    row_id = await to(oak_lane, "beth")
    await oak_lane.turn()
    assert (await oak_lane.row(row_id)).state == "failed"
    assert oak_lane.texts("office") != []
    found = await oak_lane.hub.read(
        lambda db: contacts.of_guardian(oak_lane.cast.scope, db, oak_lane.cast.guardians["beth"])
    )
    assert [one.state for one in found] == ["verified"]


async def test_the_author_of_an_answer_hears_that_it_did_not_arrive(oak_lane: Still) -> None:
    await oak_lane.hear("lena", "Mira has left her reading book at home")
    await oak_lane.turn()
    await oak_lane.press("t5", "Open")
    card = oak_lane.sent("t5")[-1][0]
    await oak_lane.hear("t5", "It is on the peg", reply_to=card)
    await oak_lane.turn()
    oak_lane.at(TUESDAY + timedelta(minutes=2))
    oak_lane.wire("lena").answers.append(SendError(Trouble.BLOCKED))
    await oak_lane.turn()
    assert [row.state for row in await oak_lane.rows("lena") if isinstance(row.content, Letter)] == ["failed"]
    assert any("Mira" in text and "peg" not in text for text in oak_lane.texts("t5")[-2:])


async def test_a_card_too_old_to_edit_is_sent_anew(oak_lane: Still) -> None:
    await oak_lane.hear("lena", "Mira has left her reading book at home")
    await oak_lane.turn()
    oak_lane.wire("t5").answers.append(SendError(Trouble.REFUSED))
    await oak_lane.press("t5", "Open")
    _, newest = oak_lane.sent("t5")[-1]
    assert (newest.edits, "Mira Dubova" in newest.text) == (None, True)


async def test_a_card_that_can_neither_be_edited_nor_sent_anew_fails(oak_lane: Still) -> None:
    await oak_lane.hear("lena", "Mira has left her reading book at home")
    await oak_lane.turn()
    oak_lane.wire("t5").answers.extend([SendError(Trouble.REFUSED), SendError(Trouble.GONE)])
    await oak_lane.press("t5", "Open")
    assert [row.state for row in await oak_lane.rows("t5")][-1] == "failed"


async def test_one_rows_bug_does_not_take_its_neighbours_along(oak_lane: Still) -> None:
    oak_lane.wire("marta").answers.append(RuntimeError("a bug"))
    first = await to(oak_lane, "marta")
    second = await to(oak_lane, "beth")
    await run_once(oak_lane.hub, oak_lane.pacer)
    # It came from where the carrier is asked: the message may have left.
    assert ((await oak_lane.row(first)).state, (await oak_lane.row(first)).trouble) == ("unknown", "RuntimeError")
    assert (await oak_lane.row(second)).state == "sent"


async def test_a_hub_that_stops_hands_its_rows_back_unsent(oak_lane: Still) -> None:
    row_id = await to(oak_lane, "marta")
    oak_lane.hub.stopping.set()
    assert await run_once(oak_lane.hub, oak_lane.pacer) == 1
    row = await oak_lane.row(row_id)
    assert (row.state, row.resent, oak_lane.texts("marta")) == ("queued", False, [])


async def test_what_came_too_late_to_be_of_use_is_not_sent(oak_lane: Still) -> None:
    row_id = await to(oak_lane, "marta", expires_at=TUESDAY - timedelta(minutes=1))
    await oak_lane.turn()
    assert ((await oak_lane.row(row_id)).state, (await oak_lane.row(row_id)).trouble) == ("cancelled", "expired")


async def test_danger_goes_first(oak_lane: Still) -> None:
    await to(oak_lane, "marta", lane=Lane.NEWS)
    await to(oak_lane, "marta", Words((say("started"),)), lane=Lane.DANGER)
    await oak_lane.turn()
    assert oak_lane.texts("marta")[0] != oak_lane.texts("marta")[1]
    assert [row.lane for row in await oak_lane.rows("marta")] == [2, 0]
    wire = oak_lane.wire("marta")
    assert wire.taken[0][1].text == oak_lane.texts("marta")[0]
    first = next(row for row in await oak_lane.rows("marta") if row.lane == 0)
    assert first.sent_ids == (wire.taken[0][0],)


async def test_a_teaser_for_nobody_is_looked_up_again_and_again_never_lost(oak_lane: Still) -> None:
    row_id = await oak_lane.put(Parcel(content=Teaser(1), due_at=TUESDAY, staff_id=oak_lane.cast.staff["t3"]))
    await oak_lane.turn()
    assert ((await oak_lane.row(row_id)).state, (await oak_lane.row(row_id)).trouble) == ("cancelled", "moved_on")
