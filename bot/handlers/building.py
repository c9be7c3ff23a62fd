"""Collects effects while a handler thinks; local to one call, so handlers stay values in, values out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.asking import Label, asked
from bot.domain.choosing import leans_private
from bot.domain.conversation import Asked, Conversation, answerable, may_reply, replied
from bot.domain.decision import Decision, Effect
from bot.domain.effects.items import Keep, OpenItem, SettleItem, ThreadOf
from bot.domain.effects.people import Record, Remember
from bot.domain.effects.telling import CancelSend, Notify, RefreshCards, Remind, Send
from bot.domain.people import Role
from bot.domain.reminding import Step, reminders
from bot.domain.routing import Route
from bot.domain.sending import Content, Lane, Parcel, Words
from bot.domain.wording import Option, Phrase
from bot.handlers.base import Context, FamilyContext


class Builder:
    """Every automatic reply goes through `reply`, which counts them; at most one a decision is the handler's promise."""

    def __init__(self, context: Context, handler: str) -> None:
        self.context = context
        self.conversation: Conversation = context.conversation
        self._handler = handler
        self._effects: list[Effect] = []
        self._ids: Iterator[int] = iter(context.fresh)

    def new_id(self) -> int:
        return next(self._ids)

    def add(self, *effects: Effect) -> None:
        self._effects.extend(effects)

    def keep(
        self,
        *,
        thread: ThreadOf | None = None,
        kind: str = "text",
        replaces: int | None = None,
        body: str | None = None,
        staff_id: int | None = None,
        guardian_id: int | None = None,
    ) -> int:
        """Store what was written; the whole of it."""
        event, made = self.context.event, self.new_id()
        guardian = self.context.guardian if isinstance(self.context, FamilyContext) else None
        self.add(
            Keep(
                id=made,
                body=event.text if body is None else body,
                kind=kind,
                thread=thread,
                guardian_id=guardian.id if guardian else guardian_id,
                staff_id=staff_id,
                language=guardian.language if guardian else None,
                replaces=replaces,
                media=event.media,
            )
        )
        if guardian and leans_private(self.context.triage):
            self.add(Record(action="sensitive", subject_kind="message", subject_id=made, reason="local_only"))
        return made

    def open_item(
        self,
        route: Route,
        message_ids: tuple[int, ...],
        *,
        thread: ThreadOf | None = None,
        pupil_id: int | None = None,
        kind: str = "message",
        visible_from: datetime | None = None,
        topic: str = "",
        rung: int | None = None,
        class_id: int | None = None,
        claims: bool = False,
    ) -> int:
        """Open an item for a route and tell its role when the route says a phone may ring."""
        made = self.new_id()
        guardian = self.context.guardian if isinstance(self.context, FamilyContext) else None
        self.add(
            OpenItem(
                id=made,
                role=route.role,
                subject=route.subject,
                visible_from=visible_from or route.visible_from,
                class_id=route.class_id or class_id,
                thread=thread,
                guardian_id=guardian.id if guardian else None,
                pupil_id=pupil_id,
                because=", ".join(route.because),
                kind=kind,
                message_ids=message_ids,
                claims=claims,
                topic=topic,
                rung=rung,
            )
        )
        asked = visible_from is not None and visible_from > route.visible_from
        self.notify(made, route, max(route.push_at, visible_from or route.push_at), asked=asked)
        return made

    def withdraw(self, item_id: int) -> None:
        """Take an item back that nobody has seen, after what takes its words over; what shows it on a phone says so."""
        settled = SettleItem(item_id=item_id, state="withdrawn", outcome="merged", only_if_unseen=True)
        self.add(settled, RefreshCards(item_id))

    def notify(self, item_id: int, route: Route, due_at: datetime, *, asked: bool = False) -> None:
        urgent = route.subject in {"safeguarding", "urgent"}
        self.add(Notify(item_id, route.role, route.class_id, due_at, urgent, asked))
        for due in reminders(route, self.context.policy, self.context.calendars):
            opens = due.role is route.role or due.step is Step.ESCALATED or due.step is Step.UNTAKEN
            self.add(Remind(item_id, due.step, due.role, due.class_id, due.at, opens, due.until))

    def reply(
        self,
        *phrases: Phrase,
        options: tuple[Option, ...] = (),
        lane: Lane = Lane.TALK,
        ask_contact: bool = False,
        due_at: datetime | None = None,
        even_when_capped: bool = False,
        language: str | None = None,
    ) -> int | None:
        """Answer the sender; silent once the cap on automatic replies is reached (two machines must not talk for ever)."""
        now = self.context.now
        if not answerable(self.context.sender):
            return None
        if not even_when_capped and not may_reply(self.conversation, now):
            self.add(Record(action="reply_capped", subject_kind="contact", subject_id=self.context.contact_id))
            return None
        self.conversation = replied(self.conversation, now)
        return self.send(Words(phrases, options, ask_contact, language=language), due_at=due_at, lane=lane)

    def send(
        self,
        content: Content,
        *,
        due_at: datetime | None = None,
        lane: Lane = Lane.TALK,
        guardian_id: int | None = None,
        staff_id: int | None = None,
        role: Role | None = None,
        class_id: int | None = None,
        intent: str | None = None,
    ) -> int:
        made = self.new_id()
        parcel = Parcel(
            content=content,
            due_at=due_at or self.context.now,
            lane=lane,
            guardian_id=guardian_id,
            staff_id=staff_id,
            role=role,
            class_id=class_id,
            intent=intent,
        )
        self.add(Send(parcel, made))
        return made

    def cancel(self, outbox_id: int) -> None:
        self.add(CancelSend(outbox_id))

    def ask(
        self,
        kind: Asked,
        labels: tuple[Label, ...],
        minutes: int,
        item_ids: tuple[int, ...] = (),
        data: dict[str, str | int] | None = None,
        prompt: str = "",
    ) -> tuple[Option, ...]:
        """Open a question (closing any other); returns its options for the reply that asks it.

        Each label comes with its meaning, which the button carries, and the SMS digit (None: its place in the list).
        """
        expires = self.context.now + timedelta(minutes=minutes)
        self.conversation, options = asked(self.conversation, kind, labels, expires, item_ids, data, prompt)
        return options

    def remember(self, **changes: object) -> None:
        self.conversation = replace(self.conversation, **changes)  # type: ignore[arg-type]

    def settle_question(self) -> None:
        self.conversation = self.conversation.settled()

    def done(self) -> Decision:
        if self.conversation != self.context.conversation:
            self.add(Remember(self.conversation))
        return Decision(self._handler, tuple(self._effects))


def meaning(option: Option) -> str:
    """What `Builder.ask` put behind an option."""
    return option.data.split(".", 2)[2]
