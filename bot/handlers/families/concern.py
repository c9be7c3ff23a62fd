"""A concern in three prompts, any of which may be left out; the person who reads it sees three headings (LT42, LT29)."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import spoken
from bot.domain.access import Action
from bot.domain.asking import Label
from bot.domain.conversation import Asked, Question, typed_digit
from bot.domain.decision import Decision
from bot.domain.effects.items import AddToItem, MoveItem
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.refs import pressed, short
from bot.domain.routing import Route
from bot.domain.subjects import Subject
from bot.domain.wording import RoleName, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, kept_back, minute, replies

WORDS = frozenset({"concern", "/concern"}) | spoken.keywords("concern")
VERB = "concern"
KINDS = {"background": "concern.background", "who": "concern.who", "outcome": "concern.outcome"}
_MINUTES = 60
_ALL = ("background",)  # a school that names no prompts asks the one


def _starts(context: FamilyContext) -> bool:
    if not (context.policy.routing.concern_form or context.policy.routing.service_concern) or context.guardian is None:
        return False
    typed = context.event.kind is Kind.TEXT and context.event.text.strip().strip(".!").casefold() in WORDS
    return typed or (context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == VERB)


def start(context: FamilyContext) -> Decision:
    """From the keyword, or from "concern about this" under a post, which goes along by its number (LT29)."""
    builder, (_, numbers) = Builder(context, "concern"), pressed(context.event.choice)
    begin(builder, context, post=numbers[0] if numbers else 0)
    return builder.done()


def begin(builder: Builder, context: FamilyContext, *, post: int = 0, messages: str = "") -> None:
    pupils = arrival.attributed(context)
    data: dict[str, str | int] = {
        "at": 0,
        "post": post,
        "messages": messages,
        "pupil": pupils[0].id if len(pupils) == 1 else 0,
    }
    minute.end(builder, context)
    _prompt(builder, context, data, ())


def _form(context: FamilyContext) -> tuple[str, ...]:
    return context.policy.routing.concern_form or _ALL


def _prompt(builder: Builder, context: FamilyContext, data: dict[str, str | int], items: tuple[int, ...]) -> None:
    prompt = KINDS[_form(context)[int(data["at"])]]
    labels: list[Label] = [(say("option.leave_out"), "skip", None), (say("option.send_now"), "send", None)]
    if context.policy.routing.service_concern and not (data["at"] or items or _of_service(data)):
        labels.append((say("option.topic.service"), "service", None))  # who typed the keyword has no post's button (LT29)
    options = builder.ask(Asked.CONCERN, (*labels, kept_back.RING), _MINUTES, items, data, prompt=prompt)
    builder.reply(say(prompt), say("concern.how"), *replies.if_closed(context), options=options)


def _answers(context: FamilyContext) -> bool:
    asked = context.conversation.open_question(context.now)
    writes = context.event.kind is Kind.TEXT and bool(context.event.text.strip())
    return writes and asked is not None and asked.kind is Asked.CONCERN and typed_digit(context.event.text) is None


def answer(context: FamilyContext) -> Decision:
    """Kept at once where it cannot be lost; whoever stops half-way has it sent as far as it went."""
    builder, asked = Builder(context, "concern_answer"), context.conversation.open_question(context.now)
    if asked is None:
        return builder.done()
    data = dict(asked.data)
    message = builder.keep(kind=f"concern.{_form(context)[int(data['at'])]}")
    if asked.item_ids:
        builder.add(AddToItem(asked.item_ids[0], message))
        _on(builder, context, data, asked.item_ids)
    else:
        earlier = tuple(int(one) for one in str(data.get("messages", "")).split())
        waits = context.now + timedelta(minutes=_MINUTES)
        made = builder.open_item(
            place(context, data),
            (*earlier, message),
            pupil_id=int(data["pupil"]) or None,
            kind="concern",
            visible_from=waits,
        )
        _on(builder, context, data, (made,))
    return builder.done()


def _on(builder: Builder, context: FamilyContext, data: dict[str, str | int], items: tuple[int, ...]) -> None:
    after = int(data["at"]) + 1
    if after < len(_form(context)):
        _prompt(builder, context, data | {"at": after}, items)
    else:
        _send(builder, context, data, items)


def chosen(builder: Builder, context: FamilyContext, asked: Question, wanted: str) -> None:
    if wanted == "skip":
        _on(builder, context, dict(asked.data), asked.item_ids)
    elif wanted == "service":
        _prompt(builder, context, dict(asked.data) | {"service": 1}, asked.item_ids)
    else:
        _send(builder, context, dict(asked.data), asked.item_ids)


def _send(builder: Builder, context: FamilyContext, data: dict[str, str | int], items: tuple[int, ...]) -> None:
    """Nothing written is nothing to send; else it shows itself now, and the parent gets a reference."""
    builder.settle_question()
    if not items:
        builder.reply(say("empty"), *replies.if_closed(context))
        return
    route = place(context, data)
    builder.add(
        MoveItem(
            item_id=items[0],
            role=route.role,
            subject=route.subject,
            visible_from=context.now,
            pupil_id=int(data["pupil"]) or None,
        )
    )
    builder.notify(items[0], route, route.push_at)
    sent = say("concern.sent", place=RoleName(Role.OFFICE), reference=reference(items[0]))
    builder.reply(sent, *replies.if_closed(context))


def place(context: FamilyContext, data: dict[str, str | int]) -> Route:
    """The office; about the service itself it says for whom, and which post (LT29)."""
    if not _of_service(data):
        return kept_back.to_office(context, Subject.COMPLAINT)
    roles = " or ".join(role.replace("_", " ").title() for role in context.policy.routing.service_concern)
    which = f"; post {reference(int(data['post']))}" if data.get("post") else ""
    return kept_back.to_office(context, Subject.OTHER, f"for {roles or 'Head'}{which}")


def _of_service(data: dict[str, str | int]) -> bool:
    """About the messages themselves or a post, not about what happens at school."""
    return bool(data.get("post") or data.get("service"))


def reference(number: int) -> str:
    """Six signs a parent can read out."""
    return short(number)[-6:].upper()


START: Handler[FamilyContext] = Handler("concern", Action.WRITE_HOME_TO_SCHOOL, _starts, start)
ANSWER: Handler[FamilyContext] = Handler("concern_answer", Action.WRITE_HOME_TO_SCHOOL, _answers, answer)
