"""What can be done with an item in one tap: the buttons under its card."""

from __future__ import annotations

from bot.deliver.desk import Desk
from bot.domain.absence import is_absence
from bot.domain.conduct import offers
from bot.domain.people import Role
from bot.domain.refs import button, pressed
from bot.domain.subjects import Subject
from bot.domain.wording import Option, say
from bot.handlers.families.page_post import POST
from bot.handlers.known import ItemFacts
from bot.handlers.staff.item import switched_off
from bot.rules import local_day
from storage import absences, conduct, roll

_TEACHERS_TAPS = ("office", "phone", "meet", "seen", "danger")
_OFFICE_TAPS = ("take", "done", "meet", "give", "back", "danger")
_OWN_WAYS = frozenset(
    {"meeting", "appointment", "call", "call_back", "paper_copy", "concern", "staff_issue", "data_request", "withdrawn"}
)
_DANGER_TAPS = ("take", "done")


def taps(desk: Desk, item: ItemFacts) -> tuple[Option, ...]:
    if item.state in {"done", "withdrawn"}:
        return ()
    return tuple(one for one in _offered(desk, item) if item.state != "taken" or pressed(one.data)[0] != "take")


def _offered(desk: Desk, item: ItemFacts) -> tuple[Option, ...]:
    verbs: tuple[str, ...] = _TEACHERS_TAPS if item.role is Role.CLASS_TEACHER else _OFFICE_TAPS
    if item.subject is Subject.SAFEGUARDING:
        verbs = _DANGER_TAPS
    if item.claims and item.kind == "join":
        return _claim_taps(item)
    if item.kind == "conduct":
        return _conduct_taps(desk, item)
    if item.kind == POST:
        verbs = ("putpage", *verbs)
    if item.role is Role.CLASS_TEACHER and desk.rules.policy.conduct.report:
        verbs = (*verbs, "report")
    if is_absence(item.subject) and item.role is not Role.CLASS_TEACHER and absences.of_item(desk.scope, desk.db, item.id):
        verbs = ("confirm", *verbs)  # of words that name no day there is nothing to take over
    off = switched_off(desk.rules.policy)
    verbs = tuple(verb for verb in verbs if verb not in off and not (verb == "back" and item.kind in _OWN_WAYS))
    options = tuple(Option(say(f"staff.option.{verb}"), button(verb, item.id)) for verb in verbs)
    if item.guardian_id is not None and item.subject is not Subject.SAFEGUARDING:
        options += (Option(say("staff.option.ready"), button("ready", item.id)),)
    if item.subject is Subject.SAFEGUARDING:
        options += (Option(say("staff.option.not_danger"), button("back", item.id)),)
    return options


def _conduct_taps(desk: Desk, item: ItemFacts) -> tuple[Option, ...]:
    """The policy's next step for those who decide; the others pass it on to them."""
    policy, day = desk.rules.policy, local_day(desk.rules.policy, desk.now)
    member = roll.staff(desk.scope, desk.db, desk.to.staff_id or 0, day)
    if member is None or not member.roles & set(policy.conduct.decider):
        return (Option(say("staff.option.decide"), button("decide", item.id)),)
    entries = conduct.of(desk.scope, desk.db, item.guardian_id or 0)
    return tuple(
        Option(say(f"staff.option.judge_{one}"), button(f"judge_{one}", item.id))
        for one in offers(policy.conduct, entries, desk.now, policy.school.zone)
    )


def _claim_taps(item: ItemFacts) -> tuple[Option, ...]:
    """Whose phone it is has two answers; "take" tells a colleague that somebody is ringing up."""
    return (
        Option(say("staff.option.link"), button("link", item.id)),
        Option(say("staff.option.not_link"), button("done", item.id)),
        Option(say("staff.option.take"), button("take", item.id)),
    )
