"""Twilio's routes, /2010-04-01/Accounts/…, with Basic auth."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox import twilio_json as shape
from bot.sandbox import twilio_send as send
from bot.sandbox.answering import Asked, answer
from bot.sandbox.faults import Fault, Rule
from bot.sandbox.shapes import Json, dump
from bot.sandbox.sms_state import Line, SmsAccount, SmsMedia, SmsMessage
from bot.sandbox.twilio_errors import TwilioError
from bot.sandbox.twilio_list import matching, page
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    world: World
    request: Request
    account: SmsAccount
    form: FormData

    @property
    def path(self) -> str:
        return self.request.url.path

    @property
    def fields(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.form.multi_items()}

    @property
    def query(self) -> dict[str, str]:
        return dict(self.request.query_params)

    def message(self) -> SmsMessage:
        found = self.account.messages.get(self.request.path_params["sid"])
        if found is None:
            raise TwilioError(20404, self.path)
        return found

    def media(self) -> SmsMedia:
        for media in self.message().media:
            if media.sid == self.request.path_params["media"]:
                return media
        raise TwilioError(20404, self.path)

    def line(self) -> Line:
        for line in self.account.lines.values():
            if line.sid == self.request.path_params["sid"]:
                return line
        raise TwilioError(20404, self.path)


Act = Callable[[Call], Response]


def _json(body: Json, status: int = 200) -> Response:
    return Response(dump(body), status, media_type="application/json")


def _refused(error: TwilioError) -> Response:
    return _json(error.json, error.http)


def _spoil(rule: Rule) -> Response:
    if rule.fault is Fault.THROTTLE:
        return _refused(TwilioError(20429))
    return _refused(TwilioError(rule.code or 20500, status=rule.status, message=rule.message))


def fetch_account(call: Call) -> Response:
    return _json(shape.account_json(call.account))


def list_numbers(call: Call) -> Response:
    wanted = call.query.get("PhoneNumber", "")
    lines = [line for line in call.account.lines.values() if wanted in line.number]
    return _json(
        page(call.path, call.query, "incoming_phone_numbers", lines, lambda line: shape.line_json(call.account, line))
    )


def fetch_number(call: Call) -> Response:
    return _json(shape.line_json(call.account, call.line()))


def update_number(call: Call) -> Response:
    line = call.line()
    line.sms_url = call.fields.get("SmsUrl", line.sms_url)
    line.sms_method = call.fields.get("SmsMethod", line.sms_method)
    line.status_callback = call.fields.get("StatusCallback", line.status_callback)
    return _json(shape.line_json(call.account, line))


def create_message(call: Call) -> Response:
    media_urls = [str(url) for url in call.form.getlist("MediaUrl")]
    message = send.create(call.world, call.account, call.fields, media_urls)
    return _json(shape.message_json(message), 201)


def list_messages(call: Call) -> Response:
    found = matching(list(call.account.messages.values()), call.query)
    return _json(page(call.path, call.query, "messages", found, shape.message_json))


def fetch_message(call: Call) -> Response:
    return _json(shape.message_json(call.message()))


def update_message(call: Call) -> Response:
    return _json(shape.message_json(send.update(call.world, call.message(), call.fields)))


def delete_message(call: Call) -> Response:
    send.delete(call.world, call.account, call.message())
    return Response(status_code=204)


def list_media(call: Call) -> Response:
    message = call.message()
    return _json(
        page(call.path, call.query, "media_list", message.media, lambda media: shape.media_json(message, media))
    )


def fetch_media_info(call: Call) -> Response:
    return _json(shape.media_json(call.message(), call.media()))


def fetch_media(call: Call) -> Response:
    """The bytes live elsewhere, behind a redirect that wants no password."""
    return RedirectResponse(f"/sandbox/file/{call.media().file.path}", 307)


def delete_media(call: Call) -> Response:
    call.message().media.remove(call.media())
    return Response(status_code=204)


def _login(world: World, request: Request) -> SmsAccount:
    """Raises TwilioError(20003) unless the password is this account's token."""
    scheme, _, blob = request.headers.get("authorization", "").partition(" ")
    try:
        user, _, password = base64.b64decode(blob, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise TwilioError(20003) from error
    account = world.store.accounts.get(request.path_params["account"])
    if scheme.lower() != "basic" or account is None or user != account.sid:
        raise TwilioError(20003)
    if not hmac.compare_digest(password.encode(), account.auth_token.encode()):
        raise TwilioError(20003)
    return account


def _endpoint(world: World, name: str, act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            account = _login(world, request)
        except TwilioError as error:
            return _refused(error)
        call = Call(world, request, account, await request.form())
        fields = call.fields

        async def run() -> Response:
            try:
                return act(call)
            except TwilioError as error:
                return _refused(error)

        return await answer(world, request, Asked(account.sid, name, fields.pop("To", ""), _spoil, fields), run)

    return endpoint


_PATHS: tuple[tuple[str, str, str, Act], ...] = (
    ("GET", ".json", "account.fetch", fetch_account),
    ("GET", "/IncomingPhoneNumbers.json", "numbers.list", list_numbers),
    ("GET", "/IncomingPhoneNumbers/{sid}.json", "numbers.fetch", fetch_number),
    ("POST", "/IncomingPhoneNumbers/{sid}.json", "numbers.update", update_number),
    ("POST", "/Messages.json", "messages.create", create_message),
    ("GET", "/Messages.json", "messages.list", list_messages),
    ("GET", "/Messages/{sid}.json", "messages.fetch", fetch_message),
    ("POST", "/Messages/{sid}.json", "messages.update", update_message),
    ("DELETE", "/Messages/{sid}.json", "messages.delete", delete_message),
    ("GET", "/Messages/{sid}/Media.json", "media.list", list_media),
    ("GET", "/Messages/{sid}/Media/{media}.json", "media.fetch", fetch_media_info),
    ("DELETE", "/Messages/{sid}/Media/{media}.json", "media.delete", delete_media),
    ("GET", "/Messages/{sid}/Media/{media}", "media.content", fetch_media),
)


def _nothing(call: Call) -> Response:
    raise TwilioError(20404, call.path)


def twilio_routes(world: World) -> list[Route]:
    root = f"/{shape.API}/Accounts/{{account}}"
    known = [Route(root + path, _endpoint(world, name, act), methods=[method]) for method, path, name, act in _PATHS]
    rest = Route(root + "{rest:path}", _endpoint(world, "unknown", _nothing), methods=["GET", "POST", "DELETE"])
    return [*known, rest]
