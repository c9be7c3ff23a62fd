"""A carrier's later word only moves a row forward; a failure is made good elsewhere."""

from __future__ import annotations

import pytest

from bot.deliver import statuses
from bot.domain.messages import Carrier, SendState, Side, StatusReport
from bot.domain.sending import Parcel, Words
from bot.domain.wording import say
from storage import inbox, leases
from storage.clock import lease_now
from tests.still import Still
from tests.town import TUESDAY

HELLO = Words((say("language.set"),))


async def sent(still: Still) -> tuple[int, str]:
    row_id = await still.put(Parcel(content=HELLO, due_at=TUESDAY, guardian_id=still.cast.guardians["beth"]))
    await still.turn()
    return row_id, still.sent("beth")[-1][0]


@pytest.mark.parametrize(
    "reports,state",
    [
        ([SendState.DELIVERED], "delivered"),
        ([SendState.DELIVERED, SendState.SENT], "delivered"),
        ([SendState.SENT], "sent"),
        ([SendState.FAILED, SendState.DELIVERED], "delivered"),
    ],
)
async def test_reports_in_any_order_end_at_the_furthest(anywhere: Still, reports: list[SendState], state: str) -> None:
    row_id, message_id = await sent(anywhere)
    for report in reports:
        await anywhere.report(message_id, report)
    assert (await anywhere.row(row_id)).state == state


async def test_a_failure_reported_later_becomes_a_call_for_the_office(anywhere: Still) -> None:
    row_id, message_id = await sent(anywhere)
    await anywhere.report(message_id, SendState.FAILED, "30003")
    assert ((await anywhere.row(row_id)).state, (await anywhere.row(row_id)).trouble) == ("failed", "30003")
    assert len(anywhere.texts("office")) == 1
    await anywhere.report(message_id, SendState.FAILED, "30003")
    assert len(anywhere.texts("office")) == 1


async def test_a_report_of_somebody_elses_message_is_only_marked_handled(oak_lane: Still) -> None:
    await oak_lane.report("SM-of-another-hub", SendState.DELIVERED)
    assert await oak_lane.inbox_states() == ["done"]


async def test_a_report_two_workers_took_counts_once(oak_lane: Still) -> None:
    row_id, message_id = await sent(oak_lane)
    account = oak_lane.account(Side.FAMILIES, Carrier.SMS)
    told = StatusReport(provider_id="s1", message_id=message_id, state=SendState.FAILED)
    await oak_lane.take(account, told, None)
    ((_, sender),) = await oak_lane.write(lambda db: leases.claim_senders(db, "w", lease_now(), 60.0, 5))
    (waiting,) = (await oak_lane.hub.read(lambda db: inbox.waiting(db, [sender], most=5)))[sender]
    for _ in range(2):
        await oak_lane.write(lambda db: statuses.record(oak_lane.hub, db, account, waiting.id, told, TUESDAY))
    assert (await oak_lane.row(row_id)).state == "failed"
    await oak_lane.turn()
    assert len(oak_lane.texts("office")) == 1
