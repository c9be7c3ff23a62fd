"""Alerts told: one mail for all that is new, worse or over. What could not be mailed is tried at the next tick."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.alerts.looking import Watch, carrier_name, look
from bot.domain.alerting import Known, Plan, plan
from bot.domain.people import Role
from bot.domain.sending import Parcel, Words
from bot.domain.wording import ClassName, Name, Phrase, say
from bot.hub import Hub, as_hub
from bot.mail import Mail, MailProblem
from bot.phrases import Reader, render
from storage import accounts, alerts, contacts, outbox, roll
from storage.clock import lease_now
from storage.db import Db
from storage.ids import new_id

log = structlog.get_logger()
EVERY_S = 60.0
_NOBODY: dict[Name | ClassName, str] = {}  # an alert names nobody


async def run_once(watch: Watch, hub: Hub) -> int:
    """Look, tell, remember; returns how many things were told."""
    now = lease_now()
    seen = await look(watch, hub, now)
    todo = plan(seen.symptoms, await hub.read(alerts.known), seen.unsure, now)
    mailed = await _told(watch, hub, todo, now)
    if not await hub.write(lambda db: _by_bot(hub, db, todo) or mailed):
        return 0
    await hub.write(lambda db: alerts.remember(db, todo))
    hub.deliver_bell.ring()
    for symptom, lasted in todo.tell:
        log.error("alert", alert=symptom.name, level=symptom.level, seconds=round(lasted.total_seconds()))
    for known in todo.over:
        log.warning("alert_over", alert=known.name)
    return len(todo.tell) + len(todo.over)


async def _told(watch: Watch, hub: Hub, todo: Plan, now: datetime) -> bool:
    """Whether the plan may be remembered: True also when nobody is to be told by mail."""
    if watch.mailer is None or not watch.to or not (todo.tell or todo.over):
        return True
    try:
        refused = await watch.mailer.post(written(watch, hub, todo, now))
    except MailProblem as problem:
        names = [symptom.name for symptom, _ in todo.tell]
        log.error("alert_not_mailed", why=str(problem), alerts=names)  # noqa: TRY400 - its words say it all
        return False
    if refused:
        log.warning("alert_recipients_refused", number=refused)
    return True


def _by_bot(hub: Hub, db: Db, todo: Plan) -> bool:
    """To every school's technician who is in the staff bot; True when there is one, whatever became of the mail."""
    if not (todo.tell or todo.over):
        return False
    reached, now = False, hub.now()
    for school in accounts.schools(db):
        scope = as_hub(school.id, "alert")
        holders = roll.holders(scope, db, Role.TECHNICIAN, now.date())
        if any(contacts.of_staff(scope, db, one) for one in holders):
            words = Words((*_news(todo), *_ended(hub, todo)))
            parcel = Parcel(content=words, due_at=now, role=Role.TECHNICIAN)
            outbox.add(scope, db, parcel, new_id(), now)
            reached = True
    return reached


def _news(todo: Plan) -> list[Phrase]:
    return [_lasting(symptom.words, lasted) for symptom, lasted in todo.tell]


def _ended(hub: Hub, todo: Plan) -> list[Phrase]:
    return [say(f"alert.over.{known.name.partition(':')[0]}", **_of_carrier(hub, known)) for known in todo.over]


def written(watch: Watch, hub: Hub, todo: Plan, now: datetime) -> Mail:
    """One paragraph for each thing; no name, number or word of anybody."""
    paragraphs = [*_news(todo), *_ended(hub, todo), say("alert.foot")]
    subject = say("alert.subject", what=_heading(todo))
    return Mail(watch.to, _said([subject], now), _said(paragraphs, now, "\n\n") + "\n")


def _lasting(words: Phrase, lasted: timedelta) -> Phrase:
    return Phrase(words.key, {"minutes": int(lasted / timedelta(minutes=1)), **words.fields})


def _of_carrier(hub: Hub, known: Known) -> dict[str, str]:
    _, _, account_id = known.name.partition(":")
    account = hub.accounts.get(int(account_id)) if account_id else None
    return {"carrier": carrier_name(account) if account else "?"}


def _heading(todo: Plan) -> Phrase:
    """The worst is first in the subject; all clear only when nothing new stands beside it."""
    names = [symptom.name.partition(":")[0] for symptom, _ in todo.tell]
    if len(names) > 1:
        return say("alert.what.several", n=len(names))
    return say(f"alert.what.{names[0]}") if names else say("alert.what.over")


def _said(phrases: Iterable[Phrase], now: datetime, between: str = "") -> str:
    reader = Reader("en", "UTC", now, _NOBODY.__getitem__)
    return between.join(render(phrase, reader) for phrase in phrases)
