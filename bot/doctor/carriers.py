"""The carriers from here: can they be reached, does Telegram still post to a webhook, does Twilio answer parents itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from bot.channels.jsons import loads
from bot.channels.sms_http import basic
from bot.channels.wire import ANSWER_LIMIT, UnansweredError, UnsentError, Wire
from bot.doctor.results import Fault, Ok, Result
from storage.clock import lease_now

_FRESH = timedelta(hours=1)
_REASONS = {
    "ClientConnectorDNSError": (
        "its name is not found",
        "see that this machine has internet and DNS, and that a filter allows it",
    ),
    "ClientConnectorCertificateError": (
        "its certificate is not trusted here: a filter reads encrypted traffic",
        "have the filter let it through unread, or set SSL_CERT_FILE to the filter's certificate",
    ),
    "ClientConnectorSSLError": ("no encrypted connection comes about", "have the school's filter let it through"),
    "ClientHttpProxyError": ("the proxy refuses", "see that HTTPS_PROXY is right and that the proxy allows it"),
}
_UNKNOWN = ("no connection", "see that this machine has internet, and that a firewall or filter allows it")


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer. `why` is the HTTP library's word when there was none; `at` is halfway, aware UTC."""

    status: int = 0
    body: Any = None
    date: str = ""
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    why: str = ""


async def hear(wire: Wire, url: str, headers: Mapping[str, str] | None = None, limit: int = ANSWER_LIMIT) -> Heard:
    """GET, whatever comes of it. No more than `limit` bytes of it are read: a filter may answer with anything."""
    began = lease_now()
    try:
        answer = await wire.call("GET", url, headers=headers, limit=limit)
    except (UnsentError, UnansweredError) as error:
        return Heard(why=str(error))
    try:
        body = loads(answer.body)
    except ValueError:
        body = answer.body[:100]
    return Heard(answer.status, body, answer.headers.get("Date", ""), began + (lease_now() - began) / 2)


async def hear_webhook(wire: Wire, base_url: str, token: str) -> Heard:
    return await hear(wire, f"{base_url.rstrip('/')}/bot{token}/getWebhookInfo")


async def hear_number(wire: Wire, base_url: str, sid: str, token: str, number: str) -> Heard:
    return await _twilio(wire, base_url, sid, token, "IncomingPhoneNumbers", {"PhoneNumber": number})


async def hear_sent(wire: Wire, base_url: str, sid: str, token: str, number: str) -> Heard:
    """What our number sent lately, newest first."""
    return await _twilio(wire, base_url, sid, token, "Messages", {"From": number, "PageSize": "50"})


async def _twilio(wire: Wire, base_url: str, sid: str, token: str, what: str, query: Mapping[str, str]) -> Heard:
    url = f"{base_url.rstrip('/')}/2010-04-01/Accounts/{quote(sid, safe='')}/{what}.json?{urlencode(query)}"
    return await hear(wire, url, {"Authorization": basic(sid, token)})


def reachable(host: str, heard: Heard) -> Result:
    """Any answer of the carrier's own will do; a login page is a filter's."""
    if heard.why:
        what, fix = _REASONS.get(heard.why, _UNKNOWN)
        return Fault(f"{host} cannot be reached: {what}", fix)
    if 300 <= heard.status < 400 or not isinstance(heard.body, dict):
        return Fault(
            f"something else answers in place of {host}", "a filter's login or block page: have it let the hub through"
        )
    return Ok(f"{host} answers")


def webhook(which: str, heard: Heard, public_url: str, now: datetime) -> Result:
    """`which` is the bot in words. Polling gets nothing while a webhook is set, and the other way round."""
    info = heard.body.get("result") if isinstance(heard.body, dict) else None
    if not isinstance(info, dict):
        return Ok("not asked: the token is not accepted")
    url = str(info.get("url") or "")
    if not public_url and url:
        return Fault(
            f"Telegram posts what comes for {which} to {urlsplit(url).hostname}, so polling gets nothing",
            "restart `bookbag run`, which takes the webhook away; if it comes back, another program has this token:"
            " make a new one with BotFather",
        )
    if public_url and not url.startswith(f"{public_url.rstrip('/')}/in/"):
        return Fault(
            f"Telegram does not post to BOOKBAG_PUBLIC_URL for {which}", "restart `bookbag run`, which sets it"
        )
    failed = datetime.fromtimestamp(int(info.get("last_error_date") or 0), UTC)
    if url and now - failed < _FRESH:
        return Fault(
            f"Telegram could not deliver to the public address for {which}: {str(info.get('last_error_message'))[:100]}",
            "see that the proxy before the hub passes /in/ on and that its certificate is complete",
        )
    return Ok("webhook set" if url else "polled")


def number(heard: Heard, public_url: str) -> Result:
    """Two-way, and nobody but the hub answers what parents write to it."""
    lines = heard.body.get("incoming_phone_numbers") if isinstance(heard.body, dict) else None
    line = lines[0] if isinstance(lines, list) and lines else None
    if not isinstance(line, dict):
        return Fault(
            "this Twilio account has no such number", "correct BOOKBAG_TWILIO_NUMBER, or buy a number for texts"
        )
    if not (isinstance(line.get("capabilities"), dict) and line["capabilities"].get("sms")):
        return Fault("the number cannot send and receive texts", "buy a number with SMS in the Twilio console")
    elsewhere = _elsewhere(line, public_url)
    if elsewhere:
        ours = f"{public_url.rstrip('/')}/in/… (see `bookbag run`)" if public_url else "nothing (leave it empty)"
        return Fault(
            f"Twilio gives each text to {elsewhere}, which answers parents in our place",
            f"in the Twilio console, Phone numbers, set 'A message comes in' to {ours}",
        )
    if public_url and not str(line.get("sms_url") or "").startswith(public_url.rstrip("/")):
        return Fault(
            "Twilio does not post texts to BOOKBAG_PUBLIC_URL: they come minutes late, by polling",
            f"in the Twilio console set 'A message comes in' to {public_url.rstrip('/')}/in/ with the account's id",
        )
    return Ok("two-way; Twilio itself answers STOP, START and HELP unless its support has switched that off")


def _elsewhere(line: Mapping[str, Any], public_url: str) -> str:
    """Who else gets the texts: its sample page, a TwiML bin, a flow, another system. Empty for nobody."""
    url = str(line.get("sms_url") or "")
    if line.get("sms_application_sid"):
        return "a TwiML application"
    if not url or (public_url and url.startswith(public_url.rstrip("/"))):
        return ""
    host = urlsplit(url).hostname or "another system"
    return f"its own sample or flow ({host})" if host.endswith("twilio.com") else host


def own_replies(heard: Heard) -> Result:
    """Replies the hub did not write: Twilio's sample text, its HELP and STOP texts, a flow somebody left behind."""
    sent = heard.body.get("messages") if isinstance(heard.body, dict) else None
    if not isinstance(sent, Sequence):
        return Ok("not asked")
    count = sum(isinstance(one, dict) and one.get("direction") == "outbound-reply" for one in sent)
    if count:
        return Fault(
            f"Twilio answered {count} of the newest texts by itself",
            "empty 'A message comes in', and ask Twilio's support to switch off its own STOP and HELP replies",
        )
    return Ok("nobody else answers parents")


def public_address(heard: Heard) -> Result:
    """Our own /healthz, over the address the carriers use."""
    if heard.why or heard.status != 200:
        what = _REASONS.get(heard.why, _UNKNOWN)[0] if heard.why else f"it answers {heard.status}"
        return Fault(
            f"BOOKBAG_PUBLIC_URL does not lead to the hub: {what}",
            "see that `bookbag run` is running and that the proxy before it passes everything on",
        )
    return Ok("the public address leads to the hub")
