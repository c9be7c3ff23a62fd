"""The phones page: what it shows, what it streams, and that nothing on it can run or leak."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox import phones
from bot.sandbox.markup import to_html
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import TOKEN, Web

STATIC = Path(phones.__file__).parent / "static"


async def send(web: Web, sandbox: Sandbox, **message: Any) -> None:
    status, answer = await web.post(
        f"/bot{TOKEN}/sendMessage", json={"chat_id": sandbox.phone("Ewa").user_id, **message}
    )
    assert status == 200, answer


async def page_of(web: Web) -> str:
    status, text = await web.get("/")
    assert status == 200
    return str(text)


async def test_every_phone_is_on_the_page_with_its_name_role_and_carrier(web: Web, sandbox: Sandbox) -> None:
    sandbox.add_phone("Hidden", on_page=False)
    text = await page_of(web)
    for words in ("Ewa", "grandmother", "Ms Hill", "Oak Lane staff", "START", "No texts yet"):
        assert words in text
    assert "Hidden" not in text


async def test_bubbles_carry_text_buttons_quotes_and_ticks(web: Web, sandbox: Sandbox) -> None:
    sandbox.start("Ewa")
    keys = [[{"text": "Tak", "callback_data": "y"}, {"text": "Strona", "url": "https://school.example"}]]
    await send(
        web,
        sandbox,
        text="<b>Jutro</b>?",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": keys},
        reply_parameters={"message_id": 1},
        protect_content=True,
        disable_notification=True,
    )
    sandbox.type("Ewa", "شكرا")
    text = await page_of(web)
    assert "<b>Jutro</b>?" in text and 'data-press="y"' in text and "<blockquote" in text
    assert 'rel="noreferrer"' in text and "protected" in text and "silent" in text
    assert 'dir="auto">شكرا' in text and "On its way" in text
    await web.get(f"/bot{TOKEN}/getUpdates", params={"offset": "-1"})


async def test_attachments_keyboards_and_blocked_chats_are_shown(web: Web, sandbox: Sandbox) -> None:
    for kind in ("voice", "photo", "video", "document", "sticker", "location"):
        sandbox.attach("Ewa", kind)
    sandbox.share_contact("Ewa")
    await send(web, sandbox, text="Number?", reply_markup={"keyboard": [[{"text": "Share", "request_contact": True}]]})
    text = await page_of(web)
    for words in ("<audio", "<img", "Video", "Document", "Location", "Phone number", "Share"):
        assert words in text
    sandbox.block("Ewa")
    assert "Unblock the bot" in await page_of(web)


async def test_sms_phones_show_no_buttons_and_say_when_they_are_off(web: Web, sandbox: Sandbox) -> None:
    sandbox.type("Rosa", "hola")
    sandbox.switch_off("Rosa")
    rosa = (await page_of(web)).partition('id="phone-rosa"')[2].partition("</article>")[0]
    assert "hola" in rosa and "Switched off" in rosa
    assert "data-press" not in rosa and 'data-act="reply"' not in rosa and "Sticker" not in rosa


async def test_what_people_write_is_text_and_never_markup(web: Web, sandbox: Sandbox) -> None:
    sandbox.add_phone("<img src=x>", role="<script>")
    sandbox.type("Ewa", '<script>alert(1)</script> "quoted" \u202e')
    sandbox.type("Rosa", "<b>not bold</b>")
    text = await page_of(web)
    assert "<script>alert" not in text and "<b>not bold" not in text and "<img src=x>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


async def test_the_page_asks_for_nothing_from_elsewhere(web: Web, url: str) -> None:
    async with web.session.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        text = await answer.text()
    assert "default-src 'none'" in policy and "unsafe" not in policy
    addresses = re.findall(r"""(?:src|href)="([^"]+)""", text)
    assert addresses and all(address.startswith(("/", "#")) for address in addresses)
    for name in ("phones.css", "phones.js", "patch.js", "icon.svg"):
        status, body = await web.get(f"/sandbox/static/{name}")
        assert status == 200 and "//cdn" not in body and "@import" not in body
    assert (await web.get("/sandbox/static/sample.ogg"))[0] == 404
    assert (await web.get("/sandbox/static/..%2fserver.py"))[0] == 404


async def test_files_are_shown_when_harmless_and_offered_for_download_when_not(web: Web, sandbox: Sandbox) -> None:
    sandbox.attach("Ewa", "photo")
    sandbox.attach("Ewa", "document", content=b"<svg onload=alert(1)>", mime="image/svg+xml", name="x.svg")
    shown, offered = (bubble.file for bubble in sandbox.screen("Ewa"))
    async with web.session.get(f"/sandbox/file/{shown}") as answer:
        assert answer.content_type == "image/jpeg" and "Content-Disposition" not in answer.headers
    async with web.session.get(f"/sandbox/file/{offered}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (await web.get("/sandbox/file/none"))[0] == 404


async def until_event(answer: aiohttp.ClientResponse, last: str) -> dict[str, list[Any]]:
    """News by kind, up to and with the first event of kind `last`."""
    found: dict[str, list[Any]] = {}
    while last not in found:
        lines = (await answer.content.readuntil(b"\n\n")).decode().splitlines()
        if lines[0].startswith("event: "):
            found.setdefault(lines[0].removeprefix("event: "), []).append(json.loads(lines[1].removeprefix("data: ")))
    return found


async def test_changes_stream_to_the_page_and_only_what_changed(web: Web, sandbox: Sandbox) -> None:
    async with web.session.get("/sandbox/events") as answer:
        first = await until_event(answer, "cast")
        assert {phone["key"] for phone in first["phone"]} == {"ewa", "rosa", "ms-hill"}
        assert first["clock"][0]["zone"] == "Europe/London" and first["cast"]
        sandbox.type("Rosa", "una pregunta")
        (changed,) = (await until_event(answer, "phone"))["phone"]
        assert changed["key"] == "rosa" and "una pregunta" in changed["html"]
        await sandbox.clock.move(3600)
        sandbox.world.bell.ring()
        assert abs((await until_event(answer, "clock"))["clock"][0]["drift"] - 3600) < 5
        sandbox.add_phone("Noor")
        assert "noor" in (await until_event(answer, "cast"))["cast"][0]
        await sandbox.world.stop()
        assert b"event" not in await answer.read()


async def test_an_empty_sandbox_says_how_to_begin() -> None:
    assert "No phones yet" in phones.Page(Sandbox()).whole()


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("a<b", [], "a&lt;b"),
        ("😀 bold", [("bold", 3, 4)], "😀 <b>bold</b>"),
        ("both", [("bold", 0, 4), ("italic", 0, 2)], "<b><i>bo</i>th</b>"),
        ("x", [("mention", 0, 1)], "x"),
        ("ab", [("bold", 0, 1), ("italic", 1, 1)], "<b>a</b><i>b</i>"),
    ],
)
def test_entities_become_tags_from_a_fixed_list(text: str, entities: list[tuple[str, int, int]], html: str) -> None:
    given = tuple({"type": kind, "offset": offset, "length": length} for kind, offset, length in entities)
    assert str(to_html(text, given)) == html


def _tokens(css: str) -> list[dict[str, str]]:
    """The light tokens, and the light ones overlaid by the dark ones."""
    blocks = [
        dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", block))
        for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    ]
    return [blocks[0], blocks[0] | blocks[1]]


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[a:b], 16) / 255 for a, b in pairwise(range(0, 7, 2))]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


PAIRS = [
    *[
        ("ink", ground)
        for ground in ("paper", "paper-2", "glass", "field", "tg-mine", "tg-theirs", "tg-key", "sms-theirs")
    ],
    *[("soft", ground) for ground in ("paper", "paper-2", "glass", "field")],
    *[("meta", ground) for ground in ("tg-wall", "tg-mine", "tg-theirs", "sms-wall", "sms-theirs", "glass")],
    *[("quote", ground) for ground in ("tg-mine", "tg-theirs", "glass")],
    ("tick", "tg-mine"),
    ("warn", "glass"),
    ("brand-ink", "brand"),
    ("sms-mine-ink", "sms-mine"),
    *[("brand-ink", f"h{number}") for number in range(6)],
    ("paper", "ink"),
]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("front", "ground"), PAIRS)
def test_every_text_pair_keeps_wcag_aa_contrast(front: str, ground: str, dark: bool) -> None:
    tokens = _tokens((STATIC / "phones.css").read_text())[dark]
    light, low = sorted((_luminance(tokens[front]), _luminance(tokens[ground])), reverse=True)
    assert (light + 0.05) / (low + 0.05) >= 4.5
