"""The Bot API's routes: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import telegram_edit as edit
from bot.sandbox import telegram_more as more
from bot.sandbox import telegram_poll as poll
from bot.sandbox import telegram_send as send
from bot.sandbox.answering import Asked, answer
from bot.sandbox.faults import Fault, Rule
from bot.sandbox.shapes import Json, dump
from bot.sandbox.telegram_call import Call
from bot.sandbox.telegram_errors import BotApiError, too_many
from bot.sandbox.telegram_params import Params, read_params
from bot.sandbox.telegram_state import TelegramBot
from bot.sandbox.telegram_updates import Update
from bot.sandbox.world import World

Method = Callable[[Call], Awaitable[Any]]
METHODS: dict[str, Method] = {
    "getMe": more.get_me,
    "getUpdates": poll.get_updates,
    "setWebhook": poll.set_webhook,
    "deleteWebhook": poll.delete_webhook,
    "getWebhookInfo": poll.get_webhook_info,
    "sendMessage": send.send_message,
    "sendPhoto": send.send_photo,
    "sendVoice": send.send_voice,
    "sendVideo": send.send_video,
    "sendDocument": send.send_document,
    "sendChatAction": more.send_chat_action,
    "editMessageText": edit.edit_message_text,
    "editMessageCaption": edit.edit_message_caption,
    "editMessageReplyMarkup": edit.edit_message_reply_markup,
    "deleteMessage": edit.delete_message,
    "deleteMessages": edit.delete_messages,
    "getFile": more.get_file,
    "getChat": more.get_chat,
    "answerCallbackQuery": more.answer_callback_query,
    "leaveChat": more.leave_chat,
    "setMyCommands": more.set_my_commands,
    "getMyCommands": more.get_my_commands,
    "deleteMyCommands": more.accept,
    "setMyName": more.accept,
    "setMyDescription": more.accept,
    "setMyShortDescription": more.accept,
    "setChatMenuButton": more.accept,
}
_BY_LOWER = {name.lower(): (name, method) for name, method in METHODS.items()}
_TOKEN = re.compile(r"[1-9]\d*:[\w-]+")


def _json(body: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, "application/json")


def _refused(error: BotApiError) -> Response:
    wait = error.parameters.get("retry_after")
    return _json(dump(error.json), error.code, {"Retry-After": str(wait)} if wait else None)


def _result(value: Any) -> Response:
    if isinstance(value, list) and value and isinstance(value[0], Update):
        payloads = ",".join(update.payload for update in value for _ in range(update.copies))
        return _json(f'{{"ok":true,"result":[{payloads}]}}')
    return _json(dump({"ok": True, "result": value}))


def _spoil(rule: Rule) -> Response:
    if rule.fault is Fault.THROTTLE:
        return _refused(too_many(rule.retry_after))
    return _refused(BotApiError(rule.status or 500, rule.message or ""))


def _bot(world: World, token: str) -> TelegramBot:
    if not _TOKEN.fullmatch(token):
        raise BotApiError(404)
    if token not in world.store.tokens:
        raise BotApiError(401)
    return world.store.tokens[token]


def _method(name: str) -> tuple[str, Method]:
    """Names are taken in any case, as the real server does."""
    if name.lower() not in _BY_LOWER:
        raise BotApiError(404)
    return _BY_LOWER[name.lower()]


async def _run(method: Method, call: Call) -> Response:
    try:
        return _result(await method(call))
    except BotApiError as error:
        return _refused(error)


def _log_params(params: Params) -> Json:
    return {key: value for key, value in params.loggable().items() if key != "chat_id"}


def telegram_routes(world: World) -> list[Route]:
    async def method(request: Request) -> Response:
        try:
            bot = _bot(world, request.path_params["token"])
            name, run = _method(request.path_params["method"])
            params = await read_params(request)
        except BotApiError as error:
            return _refused(error)
        asked = Asked(bot.username, name, str(params.values.get("chat_id", "")), _spoil, _log_params(params))
        return await answer(world, request, asked, lambda: _run(run, Call(world, bot, params)))

    async def download(request: Request) -> Response:
        try:
            bot = _bot(world, request.path_params["token"])
        except BotApiError as error:
            return _refused(error)

        async def act() -> Response:
            stored = world.store.files.by_path(request.path_params["path"])
            if stored is None:
                return _refused(BotApiError(404, "file not found"))
            return Response(stored.content, media_type="application/octet-stream")

        return await answer(world, request, Asked(bot.username, "file", "", _spoil), act)

    return [
        Route("/file/bot{token}/{path:path}", download),
        Route("/bot{token}/{method}", method, methods=["GET", "POST"]),
    ]
