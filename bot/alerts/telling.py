"""Alerts told: one mail for all that is new, worse or over. What could not be mailed is tried at the next tick."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.alerts.looking import Watch, carrier_name, look
from bot.domain.alerting import Known, Plan, plan
from bot.domain.wording import ClassName, Name, Phrase, say
from bot.hub import Hub
from bot.mail import Mail, MailProblem
from bot.phrases import Reader, render
from storage import alerts
from storage.clock import lease_now

log = structlog.get_logger()
EVERY_S = 60.0
_NOBODY: dict[Name | ClassName, str] = {}  # an alert names nobody


async def run_once(watch: Watch, hub: Hub) -> int:
    """Look, tell, remember; returns how many things were told."""
    now = lease_now()
    seen = await look(watch, hub, now)
    todo = plan(seen.symptoms, await hub.read(alerts.known), seen.unsure, now)
    if not await _told(watch, hub, todo, now):
        return 0
    await hub.write(lambda db: alerts.remember(db, todo))
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


def written(watch: Watch, hub: Hub, todo: Plan, now: datetime) -> Mail:
    """One paragraph for each thing; no name, number or word of anybody."""
    news = [_lasting(symptom.words, lasted) for symptom, lasted in todo.tell]
    ended = [say(f"alert.over.{known.name.partition(':')[0]}", **_of_carrier(hub, known)) for known in todo.over]
    paragraphs = [*news, *ended, say("alert.foot")]
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
