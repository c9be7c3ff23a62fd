"""How what people do reaches the hub: by webhook."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wirelog import What
from tests.sandbox.conftest import TOKEN, Web
from tests.sandbox.hub import Hub


async def test_updates_are_pushed_with_the_secret_and_confirmed_by_a_2xx(sandbox: Sandbox, bot: Bot, hub: Hub) -> None:
    sandbox.type("Ewa", "before the webhook")
    await bot.set_webhook(hub.url, secret_token="s3cret-1", max_connections=5)
    sandbox.type("Ewa", "after")
    await sandbox.until(lambda: len(sandbox.log.of(What.CONFIRMED)) == 2)
    assert [told.json["message"]["text"] for told in hub.told] == ["before the webhook", "after"]
    assert hub.told[0].headers["X-Telegram-Bot-Api-Secret-Token"] == "s3cret-1"
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (hub.url, 0, 5)
    assert all(bubble.taken for bubble in sandbox.screen("Ewa"))


async def test_a_refused_update_is_pushed_again_and_holds_back_its_own_chat_only(
    sandbox: Sandbox, bot: Bot, hub: Hub
) -> None:
    hub.answers = [(503, {"Retry-After": "1"})]
    await bot.set_webhook(hub.url)
    other = sandbox.add_phone("Noor")
    sandbox.type("Ewa", "first")
    await sandbox.until(lambda: hub.told)
    sandbox.type("Ewa", "second")
    sandbox.type(other, "mine")
    await sandbox.until(lambda: len(sandbox.log.of(What.CONFIRMED)) == 3)
    assert [told.json["message"]["text"] for told in hub.told] == ["first", "mine", "first", "second"]
    assert "503" in ((await bot.get_webhook_info()).last_error_message or "")


async def test_retries_go_on_through_errors_and_a_dead_server(sandbox: Sandbox, bot: Bot, hub: Hub) -> None:
    hub.answers = [(500, {}), (403, {}), (429, {"Retry-After": "soon"}), (302, {})]
    await bot.set_webhook(hub.url)
    sandbox.type("Ewa", "stubborn")
    await sandbox.until(lambda: sandbox.log.of(What.CONFIRMED))
    assert len(hub.told) == 5
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    sandbox.type("Ewa", "hello?")
    await sandbox.until(lambda: len(sandbox.log.of(What.PUSH)) >= 8)
    assert "refused" in ((await bot.get_webhook_info()).last_error_message or "")
    await bot.set_webhook(hub.url)
    await sandbox.until(lambda: len(hub.told) == 6)


async def test_an_update_the_hub_never_takes_expires_after_24_hours(sandbox: Sandbox, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    sandbox.type("Ewa", "hello?")
    await sandbox.until(lambda: sandbox.log.of(What.PUSH))
    await sandbox.clock.move(25 * 3600)
    await sandbox.until(lambda: sandbox.log.of(What.EXPIRED))
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_webhook_off_this_machine_or_with_a_bad_secret_is_refused(bot: Bot, web: Web) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bad webhook"):
        await bot.set_webhook("https://hub.example/hook")
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="not allowed!")
    assert (await web.post(f"/bot{TOKEN}/setWebhook", json={"url": ""}))[1]["result"] is True


async def test_a_public_address_can_be_served_by_this_machine(hub: Hub) -> None:
    sandbox = Sandbox(public={"https://hub.example": hub.url.removesuffix("/hook")})
    assert sandbox.world.post.route("https://hub.example/hook") == hub.url
    assert sandbox.world.post.route(hub.url) == hub.url


async def test_waiting_updates_can_be_dropped_by_either_call(sandbox: Sandbox, bot: Bot, hub: Hub) -> None:
    sandbox.type("Ewa", "one")
    await bot.delete_webhook(drop_pending_updates=True)
    sandbox.type("Ewa", "two")
    await bot.set_webhook(hub.url, drop_pending_updates=True)
    sandbox.type("Ewa", "three")
    await sandbox.until(lambda: hub.told)
    assert hub.told[0].json["message"]["text"] == "three"


async def test_pushes_can_be_lost_delayed_and_doubled(sandbox: Sandbox, bot: Bot, hub: Hub) -> None:
    await bot.set_webhook(hub.url)
    sandbox.fault("drop", method="webhook", times=1)
    sandbox.type("Ewa", "lost once")
    await sandbox.until(lambda: len(hub.told) == 1)
    sandbox.fault("duplicate", method="webhook", times=1)
    sandbox.type("Ewa", "twice")
    await sandbox.until(lambda: len(hub.told) == 3)
    sandbox.fault("delay", method="webhook", seconds=0.01, times=1)
    sandbox.type("Ewa", "late")
    await sandbox.until(lambda: len(hub.told) == 4)
    assert [told.json["message"]["text"] for told in hub.told] == ["lost once", "twice", "twice", "late"]


async def test_a_stopping_sandbox_lets_go_of_everyone_who_waits(sandbox: Sandbox, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await sandbox.until(lambda: sandbox.log.of(What.REQUEST, "getUpdates"))
    await sandbox.world.stop()
    assert await poll == ()
