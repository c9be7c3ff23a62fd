"""Twilio's refusals: the body its REST API returns."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.shapes import Json

MESSAGES: dict[int, tuple[int, str]] = {
    20003: (401, "Authenticate"),
    20009: (409, "Cannot delete message because delivery has not been completed."),
    20404: (404, "The requested resource {0} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "An internal server error has occurred"),
    20001: (400, "Invalid parameter: {0}"),
    21211: (400, "Invalid 'To' Phone Number: {0}"),
    21266: (400, "'To' and 'From' number cannot be the same: {0}"),
    21408: (400, "Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {0}."),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (
        400,
        "The 'From' phone number provided ({0}) is not a valid, message-capable Twilio phone number "
        "for this destination.",
    ),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21611: (429, "This 'From' number has exceeded the maximum number of queued messages"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    21701: (404, "The Messaging Service {0} could not be found."),
}
DELIVERY: dict[int, str] = {
    30001: "Queue overflow",
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Carrier violation",
    30008: "Unknown error",
}


@dataclass(slots=True)
class TwilioError(Exception):
    """`about` fills the gap in the message; `status` and `message` may be forced by a fault."""

    code: int
    about: str = ""
    status: int | None = None
    message: str | None = None

    @property
    def http(self) -> int:
        return self.status or MESSAGES.get(self.code, (400, ""))[0]

    @property
    def json(self) -> Json:
        text = MESSAGES.get(self.code, (400, DELIVERY.get(self.code, "Error")))[1].format(self.about)
        return {
            "code": self.code,
            "message": self.message or text,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.http,
        }
