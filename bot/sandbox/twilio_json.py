"""Twilio's resources as its REST API writes them."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from bot.sandbox.shapes import Json
from bot.sandbox.sms_state import Line, SmsAccount, SmsMedia, SmsMessage

API = "2010-04-01"


def rfc2822(at: datetime | None) -> str | None:
    return format_datetime(at) if at else None


def account_uri(sid: str) -> str:
    return f"/{API}/Accounts/{sid}"


def message_json(message: SmsMessage) -> Json:
    uri = f"{account_uri(message.account_sid)}/Messages/{message.sid}"
    return {
        "account_sid": message.account_sid,
        "api_version": API,
        "body": message.body,
        "date_created": rfc2822(message.created_at),
        "date_sent": rfc2822(message.sent_at),
        "date_updated": rfc2822(message.updated_at),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": message.error_message,
        "from": message.sender or None,
        "messaging_service_sid": message.service_sid,
        "num_media": str(len(message.media)),
        "num_segments": str(message.segments),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status.value,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": message.to,
        "uri": f"{uri}.json",
    }


def media_json(message: SmsMessage, media: SmsMedia) -> Json:
    return {
        "account_sid": message.account_sid,
        "content_type": media.file.mime,
        "date_created": rfc2822(media.at),
        "date_updated": rfc2822(media.at),
        "parent_sid": message.sid,
        "sid": media.sid,
        "uri": f"{account_uri(message.account_sid)}/Messages/{message.sid}/Media/{media.sid}.json",
    }


def account_json(account: SmsAccount) -> Json:
    created = rfc2822(account.created_at)
    uri = account_uri(account.sid)
    parts = ("messages", "incoming_phone_numbers", "calls", "balance")
    paths = {name: f"{uri}/{name.title().replace('_', '')}.json" for name in parts}
    return {
        "auth_token": account.auth_token,
        "date_created": created,
        "date_updated": created,
        "friendly_name": account.name,
        "owner_account_sid": account.sid,
        "sid": account.sid,
        "status": "active",
        "subresource_uris": paths,
        "type": "Full",
        "uri": f"{uri}.json",
    }


def line_json(account: SmsAccount, line: Line) -> Json:
    created = rfc2822(line.created_at)
    return {
        "account_sid": account.sid,
        "address_requirements": "none",
        "api_version": API,
        "beta": False,
        "capabilities": {"fax": False, "mms": False, "sms": True, "voice": True},
        "date_created": created,
        "date_updated": created,
        "friendly_name": line.number,
        "phone_number": line.number,
        "sid": line.sid,
        "sms_fallback_method": "POST",
        "sms_fallback_url": "",
        "sms_method": line.sms_method,
        "sms_url": line.sms_url,
        "status": "in-use",
        "status_callback": line.status_callback,
        "status_callback_method": "POST",
        "uri": f"{account_uri(account.sid)}/IncomingPhoneNumbers/{line.sid}.json",
        "voice_url": "",
    }
