"""Opens a question: its options, the digits and buttons that answer them, and the conversation that remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.conversation import Asked, Conversation, Question
from bot.domain.refs import button
from bot.domain.wording import ClassName, Name, Option, Phrase, When

Label = tuple[Phrase | Name | ClassName | When | str, str, int | None]
"""What it says, what it means, and its digit on SMS (None: its place in the list)."""


def asked(
    conversation: Conversation,
    kind: Asked,
    labels: tuple[Label, ...],
    expires_at: datetime,
    item_ids: tuple[int, ...] = (),
    data: Mapping[str, str | int] | None = None,
    prompt: str = "",
) -> tuple[Conversation, tuple[Option, ...]]:
    """Any other open question is closed. Each option's button carries the question's number and its meaning."""
    number = conversation.questions + 1
    options = tuple(Option(label, f"{button('q', number)}.{meaning}", digit) for label, meaning, digit in labels)
    question = Question(
        id=number, kind=kind, options=options, expires_at=expires_at, item_ids=item_ids, data=data or {}, prompt=prompt
    )
    return conversation.ask(question), options
