"""A thumb under one of our text messages. The phone sends it as a text of its own: Liked “Oak Lane: We have your message …”.

The words in it are ours, an emergency line among them, and say nothing of the family: it rings nobody and is not answered.
What asks or complains ("Questioned", "Disliked") goes the way of any message. Seen from iPhones and Google's Messages.
"""

from __future__ import annotations

import re

from bot.domain.decision import Decision
from bot.domain.effects.people import Record
from bot.domain.messages import Carrier, Kind
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder

_MARKS = "\u200a-\u200f\u202a-\u202e\u2066-\u2069\ufe0f"  # hair spaces and direction marks that phones and we put in
_LEAD = r"(?:liked|loved|laughed at|emphasi[sz]ed|reacted [^\s\w]+ to|removed an? \w+ from|(?:[^\s\w]+ )?(?:to|from)|removed [^\s\w]+ from)"
_SHAPE = re.compile(rf"{_LEAD} [“\"„«] ?(?P<quoted>.+?) ?[”\"“»]", re.IGNORECASE | re.DOTALL)
_BLANK = re.compile(f"[{_MARKS}]")


def matches(context: FamilyContext) -> bool:
    by_text = context.event.kind is Kind.TEXT and context.sender.carrier is Carrier.SMS
    found = _SHAPE.fullmatch(_BLANK.sub("", context.event.text).strip()) if by_text else None
    school = context.policy.school.short_name or context.policy.school.name
    return found is not None and found["quoted"].startswith(f"{school}:")


def handle(context: FamilyContext) -> Decision:
    builder = Builder(context, "reaction")
    guardian = context.guardian
    if guardian is not None and context.policy.messages.parent_to_teacher:
        builder.keep(kind="reaction")
    builder.add(Record(action="reacted", subject_kind="guardian", subject_id=guardian.id if guardian else None))
    return builder.done()


HANDLER = Handler("reaction", None, matches, handle)
