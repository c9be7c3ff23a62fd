"""/remind Mon 15:00 TEXT: the same reminder every week in term time, looked through and confirmed like any post (LT4)."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.news import EndRepeat
from bot.domain.messages import Kind
from bot.domain.refs import button, pressed
from bot.domain.repeating import written
from bot.domain.wording import ClassName, Option, Phrase, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.staff import post_rights
from bot.handlers.staff.post_flow import begin

WORD = "/remind"


def begins(text: str) -> bool:
    return text.strip().casefold().split(maxsplit=1)[:1] == [WORD]


def matches(context: StaffContext) -> bool:
    return context.event.kind is Kind.TEXT and begins(context.event.text)


def handle(context: StaffContext) -> Decision:
    builder, rest = Builder(context, "remind"), context.event.text.strip()[len(WORD) :].strip()
    mine, meant = post_rights.classes(context), written(rest)
    if not mine:
        builder.reply(say("staff.no_class"))
    elif meant is None or len(mine) != 1:
        _listed(builder, context)
    else:
        weekly, words = meant
        ready = words.casefold().replace(" ", "_")
        body = READY[ready] if ready in context.policy.feed.templates and ready in READY else words
        begin(builder, context, body, class_id=mine[0].id, kind="reminder", weekly=weekly)
    return builder.done()


READY = {
    "swimming": "Swimming is tomorrow. Please bring a towel and swimming things.",
    "pe": "PE is tomorrow. Please bring PE kit.",
    "home_learning": "Home learning is due tomorrow.",
    "trip": "The trip is tomorrow. Please bring a packed lunch and a coat.",
    "assembly": "Our assembly is tomorrow. You are welcome to come.",
    "event": "Tomorrow is our event. You are welcome to come.",
}
"""Ready reminders; a school names those it uses (`feed.templates`)."""


def how(context: StaffContext) -> Phrase:
    ready = ", ".join(one.replace("_", " ") for one in context.policy.feed.templates) or "-"
    return say("staff.remind_how", ready=ready)


def _listed(builder: Builder, context: StaffContext) -> None:
    lines = [how(context)]
    options = []
    for one in context.repeats:
        name = ClassName(one.class_id)
        lines.append(say("staff.repeats", school_class=name, day=DAYS[one.weekday], time=f"{one.at:%H:%M}", text=one.body))
        options.append(Option(say("staff.option.stop_repeat", day=DAYS[one.weekday], time=f"{one.at:%H:%M}"), button("stoprepeat", one.id)))
    builder.reply(*lines, options=tuple(options))


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _stops(context: StaffContext) -> bool:
    return context.event.kind is Kind.CHOICE and pressed(context.event.choice)[0] == "stoprepeat"


def stop(context: StaffContext) -> Decision:
    builder, (_, numbers) = Builder(context, "stop_repeat"), pressed(context.event.choice)
    found = next((one for one in context.repeats if numbers and one.id == numbers[0]), None)
    if found is None or not post_rights.for_class(context, found.class_id):
        builder.reply(say("staff.not_yours"))
    else:
        builder.add(EndRepeat(found.id))
        builder.reply(say("staff.repeat_stopped"))
    return builder.done()


HANDLER = Handler("remind", Action.ANNOUNCE, matches, handle)
STOP = Handler("stop_repeat", Action.ANNOUNCE, _stops, stop)
