"""Twilio's REST API, driven by Twilio's own client."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]

from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import AUTH, NUMBER, SID, Twilio, Web

ROSA = "+447700900001"


def basic(user: str = SID, password: str = AUTH) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


async def refused(twilio: Twilio, to: str, body: str = "hello", **more: Any) -> tuple[int, int]:
    with pytest.raises(TwilioRestException) as told:
        await twilio.send(to, body, **more)
    return told.value.status, told.value.code


async def test_a_message_is_queued_then_delivered_and_stands_on_the_phone(sandbox: Sandbox, twilio: Twilio) -> None:
    sent = await twilio.send(ROSA, "Oak Lane: hello")
    assert (sent.status, sent.direction, sent.num_segments, len(sent.sid)) == ("queued", "outbound-api", "1", 34)
    assert sent.sid.startswith("SM") and sent.date_sent is None
    await sandbox.until(lambda: sandbox.received("Rosa"))
    found = await twilio.do(lambda client: client.messages(sent.sid).fetch())
    assert (found.status, found.body, found.error_code) == ("delivered", "Oak Lane: hello", None)
    assert sandbox.received("Rosa") == ("Oak Lane: hello",)


async def test_a_messaging_service_accepts_first_and_picks_the_number(sandbox: Sandbox, twilio: Twilio) -> None:
    sent = await twilio.send(ROSA, messaging_service_sid="MG" + "1" * 32, from_=None)
    assert (sent.status, sent.messaging_service_sid) == ("accepted", "MG" + "1" * 32)
    await sandbox.until(lambda: sandbox.received("Rosa"))
    assert await refused(twilio, ROSA, messaging_service_sid="MG" + "2" * 32) == (404, 21701)


@pytest.mark.parametrize(
    ("to", "body", "more", "verdict"),
    [
        ("", "x", {}, (400, 21604)),
        ("not a number", "x", {}, (400, 21211)),
        ("+44", "x", {}, (400, 21211)),
        ("+4477009000011111", "x", {}, (400, 21211)),
        (ROSA, "", {}, (400, 21602)),
        (ROSA, "x" * 1601, {}, (400, 21617)),
        (ROSA, "x", {"from_": "+447700900555"}, (400, 21606)),
        (ROSA, "x", {"from_": ""}, (400, 21603)),
        (NUMBER, "x", {}, (400, 21266)),
    ],
)
async def test_what_twilio_does_not_take_has_its_own_code(
    twilio: Twilio, to: str, body: str, more: dict[str, str], verdict: tuple[int, int]
) -> None:
    assert await refused(twilio, to, body, **more) == verdict


async def test_error_bodies_have_the_four_fields_twilio_writes(web: Web) -> None:
    status, body = await web.get(f"/2010-04-01/Accounts/{SID}.json", headers=basic(password="wrong"))
    assert status == 401
    assert body == {
        "code": 20003,
        "message": "Authenticate",
        "more_info": "https://www.twilio.com/docs/errors/20003",
        "status": 401,
    }


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Basic !!"}, {"Authorization": "Bearer x"}, basic("AC" + "6" * 32), basic(password="")],
)
async def test_without_the_right_password_everything_is_401(web: Web, headers: dict[str, str]) -> None:
    assert (await web.get(f"/2010-04-01/Accounts/{SID}/Messages.json", headers=headers))[0] == 401


async def test_a_bearer_with_valid_credentials_is_still_401(web: Web) -> None:
    headers = {"Authorization": basic()["Authorization"].replace("Basic", "Digest")}
    assert (await web.get(f"/2010-04-01/Accounts/{SID}.json", headers=headers))[0] == 401


async def test_countries_that_are_not_enabled_are_refused(sandbox: Sandbox, twilio: Twilio) -> None:
    sandbox.store.accounts[SID].countries = frozenset({"GB"})
    assert await refused(twilio, "+48601234567") == (400, 21408)
    assert (await twilio.send(ROSA)).status == "queued"


async def test_a_name_can_send_but_nobody_can_answer_it(sandbox: Sandbox, twilio: Twilio) -> None:
    await twilio.send(ROSA, from_="Oak Lane")
    await sandbox.until(lambda: len(sandbox.conversations("Rosa")) == 2)
    assert sandbox.received("Rosa", "sms:Oak Lane") == ("hello",)
    with pytest.raises(KeyError):
        sandbox.type("Rosa", "thanks", chat="sms:Oak Lane")


async def test_messages_are_listed_newest_first_in_pages(sandbox: Sandbox, twilio: Twilio) -> None:
    for number in range(7):
        sandbox.type("Rosa", f"text {number}")
        await sandbox.clock.move(1)
    found = await twilio.do(lambda client: client.messages.list(to=NUMBER, page_size=3))
    assert [message.body for message in found] == [f"text {number}" for number in reversed(range(7))]
    assert {(message.direction, message.status) for message in found} == {("inbound", "received")}


async def test_the_list_filters_by_numbers_and_dates(sandbox: Sandbox, twilio: Twilio) -> None:
    sunday = datetime(2026, 3, 8, 19, 0, tzinfo=UTC)
    for day in range(3):
        await sandbox.clock.set(sunday + timedelta(days=day))
        sandbox.type("Rosa", f"day {day}")
    await twilio.send(ROSA, "answer")
    await sandbox.until(lambda: sandbox.received("Rosa"))

    async def bodies(**query: Any) -> list[str]:
        found = await twilio.do(lambda client: client.messages.list(**query))
        return sorted(message.body for message in found)

    assert await bodies(from_=NUMBER) == ["answer"]
    assert await bodies(to=NUMBER, date_sent_after=sunday + timedelta(days=1)) == ["day 1", "day 2"]
    assert await bodies(date_sent_before=sunday) == ["day 0"]
    assert await bodies(date_sent=sunday) == ["day 0"]
    assert await bodies(to=NUMBER, date_sent="2026-03-09") == ["day 1"]
    assert await bodies(to=NUMBER, date_sent_after=str(date(2026, 3, 9))) == ["day 1", "day 2"]


async def test_a_filter_or_page_size_that_cannot_be_read_is_a_400(web: Web) -> None:
    path = f"/2010-04-01/Accounts/{SID}/Messages.json"
    for query in ({"DateSent>": "yesterday"}, {"PageSize": "many"}):
        assert (await web.get(path, params=query, headers=basic()))[0] == 400


async def test_pages_do_not_shift_when_new_messages_arrive(sandbox: Sandbox, web: Web) -> None:
    for number in range(4):
        sandbox.type("Rosa", str(number))
    _, first = await web.get(
        f"/2010-04-01/Accounts/{SID}/Messages.json", params={"PageSize": "2", "To": NUMBER}, headers=basic()
    )
    sandbox.type("Rosa", "late")
    _, second = await web.get(first["next_page_uri"], headers=basic())
    assert [message["body"] for message in first["messages"] + second["messages"]] == ["3", "2", "1", "0"]
    assert second["next_page_uri"] is None and second["previous_page_uri"] and second["page"] == 1


async def test_a_message_can_be_redacted_and_deleted_at_the_carrier_but_not_on_the_phone(
    sandbox: Sandbox, twilio: Twilio
) -> None:
    sent = await twilio.send(ROSA, "about Tomás")
    await sandbox.until(lambda: sandbox.received("Rosa"))
    redacted = await twilio.do(lambda client: client.messages(sent.sid).update(body=""))
    assert redacted.body == ""
    with pytest.raises(TwilioRestException, match="Body"):
        await twilio.do(lambda client: client.messages(sent.sid).update(body="other"))
    assert await twilio.do(lambda client: client.messages(sent.sid).delete())
    with pytest.raises(TwilioRestException) as gone:
        await twilio.do(lambda client: client.messages(sent.sid).fetch())
    assert (gone.value.status, gone.value.code) == (404, 20404)
    assert sandbox.received("Rosa") == ("about Tomás",)


async def test_a_message_under_way_cannot_be_deleted(sandbox: Sandbox, twilio: Twilio) -> None:
    sandbox.world.sms_step_s = 30
    sent = await twilio.send(ROSA)
    with pytest.raises(TwilioRestException) as told:
        await twilio.do(lambda client: client.messages(sent.sid).delete())
    assert told.value.code == 20009


async def test_account_and_numbers_can_be_read_and_the_webhook_set(sandbox: Sandbox, twilio: Twilio) -> None:
    account = await twilio.do(lambda client: client.api.v2010.accounts(SID).fetch())
    assert (account.status, account.sid) == ("active", SID)
    (line,) = await twilio.do(lambda client: client.incoming_phone_numbers.list(phone_number=NUMBER))
    assert line.capabilities["sms"] is True and line.sms_url == ""
    url = "http://127.0.0.1:9/sms"
    await twilio.do(lambda client: client.incoming_phone_numbers(line.sid).update(sms_url=url))
    found = await twilio.do(lambda client: client.incoming_phone_numbers(line.sid).fetch())
    assert found.sms_url == url == sandbox.store.accounts[SID].lines[NUMBER].sms_url
    with pytest.raises(TwilioRestException):
        await twilio.do(lambda client: client.incoming_phone_numbers("PN" + "0" * 32).fetch())


async def test_media_hides_behind_a_password_and_a_redirect(sandbox: Sandbox, twilio: Twilio, web: Web) -> None:
    sid = sandbox.attach("Rosa", "photo", caption="his coat", content=b"jpeg bytes")
    (media,) = await twilio.do(lambda client: client.messages(sid).media.list())
    assert media.content_type == "image/jpeg" and sid.startswith("MM")
    path = f"/2010-04-01/Accounts/{SID}/Messages/{sid}/Media/{media.sid}"
    assert (await web.get(path))[0] == 401
    async with web.session.get(path, headers=basic(), allow_redirects=False) as answer:
        assert answer.status == 307
        assert (await web.get(answer.headers["Location"]))[1] == "jpeg bytes"
    fetched = await twilio.do(lambda client: client.messages(sid).media(media.sid).fetch())
    assert fetched.parent_sid == sid
    assert await twilio.do(lambda client: client.messages(sid).media(media.sid).delete())
    with pytest.raises(TwilioRestException):
        await twilio.do(lambda client: client.messages(sid).media(media.sid).fetch())


async def test_outbound_media_is_counted_and_never_fetched(sandbox: Sandbox, twilio: Twilio) -> None:
    sent = await twilio.send(ROSA, "", media_url=["https://pictures.example/a.jpg", "https://pictures.example/b.jpg"])
    assert sent.num_media == "2" and sent.sid.startswith("MM")
    await sandbox.until(lambda: len(sandbox.screen("Rosa")) == 1)


async def test_unknown_resources_are_404_in_twilios_shape(web: Web) -> None:
    status, body = await web.get(f"/2010-04-01/Accounts/{SID}/Calls.json", headers=basic())
    assert (status, body["code"]) == (404, 20404)


async def test_dates_are_rfc_2822_in_utc(sandbox: Sandbox, web: Web) -> None:
    await sandbox.clock.set(datetime(2026, 3, 8, 19, 0, 5, tzinfo=UTC))
    sid = sandbox.type("Rosa", "hello")[0]
    _, body = await web.get(f"/2010-04-01/Accounts/{SID}/Messages/{sid}.json", headers=basic())
    assert body["date_sent"].startswith("Sun, 08 Mar 2026 19:00:0") and body["date_sent"].endswith("+0000")


async def test_several_bodies_at_once_get_sids_of_their_own(sandbox: Sandbox, web: Web) -> None:
    sids = {(await _create(web))["sid"] for _ in range(20)}
    assert len(sids) == 20
    await sandbox.until(lambda: len(sandbox.received("Rosa")) == 20)


async def _create(web: Web) -> Any:
    data = {"To": ROSA, "From": NUMBER, "Body": "x"}
    return (await web.post(f"/2010-04-01/Accounts/{SID}/Messages.json", data=data, headers=basic()))[1]
