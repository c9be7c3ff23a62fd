"""Meetings, concerns, and danger with its fixed words."""

from __future__ import annotations

from bot.phrases.text import Text

SAFETY: dict[str, Text] = {
    # meetings and calls
    "meeting.asked": Text("The {place} knows that you would like to meet."),
    "meeting.when": Text("Which days and times suit you? Please write them."),
    "meeting.offer": Text("The {place} can meet you:"),
    "meeting.agreed": Text("Agreed: {when}, with the {place}.", note="{when}: on Thursday at 15:30"),
    "option.any_time": Text("any time"),
    "option.none_of_these": Text("none of these"),
    "call.when": Text("The teacher would rather talk by phone. The office will ring you. When is a good time?"),
    # a concern
    "concern.background": Text("What happened?"),
    "concern.who": Text("Who was part of it?"),
    "concern.outcome": Text("What would you like to happen?"),
    "concern.how": Text("Write it here, or:"),
    "concern.sent": Text("Passed to the {place}. Your reference: {reference}."),
    "option.leave_out": Text("leave this out"),
    "option.send_now": Text("send it now"),
    "option.concern_about": Text("Concern about this"),
    # danger and hurry: always the same words
    "emergency.office": Text("If someone is in danger call 999. Office: {office_phone}."),
    "emergency.office_later": Text("If someone is in danger call 999. Office: {office_phone}, open again {when}."),
    "emergency.call": Text("If someone is in danger call 999.", note="before the school is known"),
    "emergency.out_of_hours": Text("At other times: {out_of_hours}."),
    "urgent.phone_now": Text("Please ring the office now: {office_phone}."),
    "urgent.phone_later": Text("If it cannot wait, please ring. Do not rely on this message."),
}
