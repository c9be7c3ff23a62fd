"""The control API's acts on one phone, /sandbox/phones/<name or key>/…"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import asdict

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.shapes import Json

_ROOT = "/sandbox/phones/{phone}"


def _chat(given: Json) -> str:
    return str(given.get("chat") or "")


def screen(sandbox: Sandbox, given: Json) -> object:
    """All conversations of the phone, or the one `?chat=` names."""
    if given.get("chat"):
        return asdict(sandbox.conversation(given["phone"], _chat(given)))
    return {"conversations": [asdict(found) for found in sandbox.conversations(given["phone"])]}


def write(sandbox: Sandbox, given: Json) -> object:
    sent = sandbox.type(given["phone"], given["text"], reply_to=given.get("reply_to"), chat=_chat(given))
    return {"messages": sent}


def press(sandbox: Sandbox, given: Json) -> object:
    query = sandbox.press(given["phone"], given["button"], message=given.get("message"), chat=_chat(given))
    return {"callback": query}


def contact(sandbox: Sandbox, given: Json) -> object:
    """The own contact, or with `number` (and `user_id`) somebody else's."""
    number, user_id = given.get("number", ""), given.get("user_id")
    sent = sandbox.share_contact(given["phone"], number=number, user_id=user_id, chat=_chat(given))
    return {"messages": [sent]}


def attach(sandbox: Sandbox, given: Json) -> object:
    """`kind`, and if wished `content` (base64), `mime`, `name`, `caption`, `seconds`, `size`; `count` photos make albums."""
    phone, kind, chat = given.pop("phone"), given.pop("kind"), _chat(given)
    given.pop("chat", None)
    if "count" in given:
        return {"messages": sandbox.send_photos(phone, int(given["count"]), chat=chat)}
    if "content" in given:
        given["content"] = base64.b64decode(given["content"], validate=True)
    return {"messages": [sandbox.attach(phone, kind, chat=chat, **given)]}


def edit(sandbox: Sandbox, given: Json) -> object:
    sandbox.edit(given["phone"], given["message"], given["text"], chat=_chat(given))
    return {"messages": [str(given["message"])]}


def _simple(act: Callable[[Sandbox, Json], None]) -> Callable[[Sandbox, Json], object]:
    def run(sandbox: Sandbox, given: Json) -> object:
        act(sandbox, given)
        return {"ok": True}

    return run


def _fail(sandbox: Sandbox, given: Json) -> None:
    """SMS to this phone fail with `code`; null heals it."""
    sandbox.sms_fails(sandbox.phone(given["phone"]).number, given["code"])


PHONE_ACTS: tuple[tuple[str, str, Callable[[Sandbox, Json], object]], ...] = (
    ("GET", f"{_ROOT}/screen", screen),
    ("POST", f"{_ROOT}/type", write),
    ("POST", f"{_ROOT}/press", press),
    ("POST", f"{_ROOT}/contact", contact),
    ("POST", f"{_ROOT}/attach", attach),
    ("POST", f"{_ROOT}/edit", edit),
    ("POST", f"{_ROOT}/block", _simple(lambda sandbox, given: sandbox.block(given["phone"], chat=_chat(given)))),
    ("POST", f"{_ROOT}/unblock", _simple(lambda sandbox, given: sandbox.unblock(given["phone"], chat=_chat(given)))),
    ("POST", f"{_ROOT}/off", _simple(lambda sandbox, given: sandbox.switch_off(given["phone"]))),
    ("POST", f"{_ROOT}/on", _simple(lambda sandbox, given: sandbox.switch_on(given["phone"]))),
    ("POST", f"{_ROOT}/fail", _simple(_fail)),
)
