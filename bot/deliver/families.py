"""Whether an adult may still have what was queued for them: links, papers, court orders, suspension."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import serving, spending
from bot.deliver.outcomes import Gathered, Nobody, OnPage, Outcome
from bot.deliver.ways import reached
from bot.domain import digesting, emergency
from bot.domain.access import Action, Facts, Scope, may
from bot.domain.messages import Carrier
from bot.domain.people import Role
from bot.domain.scope import reaches, trial_over
from bot.domain.sending import AskAway, Letter, NewsDigest, Notice, Picture, Verdict
from bot.hub import Hub
from bot.privacy import transfers
from bot.rules import SchoolRules, local_day
from bot.serving import Served
from storage import announcements, asks, choices, contacts, messages, outbox_state, posts, processors, rights, roll
from storage.db import Db
from storage.outbox import OutboxRow

_A_WHILE = timedelta(minutes=1)


def adult(hub: Hub, scope: Scope, db: Db, row: OutboxRow, rules: SchoolRules, now: datetime) -> Outcome:
    day = local_day(rules.policy, now)
    served = serving.guardian(scope, db, row.guardian_id or 0, day, rules.policy)
    if served is None:
        return Nobody("left")
    guardian = served.guardian
    if isinstance(row.content, Letter) and (trial_over(rules.policy.scope, day) or _unserved(scope, db, row, served)):
        return Nobody("not_allowed")
    suspended = guardian.suspended and not isinstance(row.content, Verdict)
    if _frozen(scope, db, row, now):
        return Nobody("not_allowed")
    if _barred(scope, db, row, now, day_restricted=_restricted(scope, db, row), suspended=suspended):
        return Nobody("not_allowed")
    if isinstance(row.content, Notice | Picture) and not _still_meant(scope, db, row, rules, now):
        return Nobody("not_allowed")
    if isinstance(row.content, AskAway) and not _still_asked(scope, db, row.content, guardian.id, rules, now):
        return Nobody("moved_on")
    known = [one for one in contacts.of_guardian(scope, db, guardian.id) if reaches(rules.policy, one.address.carrier)]
    if not known:
        return Nobody("no_route", lost=True)
    register = processors.register(scope, db)
    barred = [transfers.why_not(register, one.address.carrier, rules.policy, served.papers, day) for one in known]
    found = [one for one, why in zip(known, barred, strict=True) if why is None]
    if not found:
        return Nobody(barred[0] or "no_route", lost=True)
    by_text = found[0].address.carrier is Carrier.SMS
    if by_text and isinstance(row.content, Notice) and spending.stops(scope, db, row, rules.policy, now):
        return Nobody("over_limit")
    carried = [one for one in found if one.address.carrier is not Carrier.WEB]
    if not carried:
        return OnPage(found[0].id, found[0].key_id)
    if isinstance(row.content, Notice) and _gathers(scope, db, row):
        return Gathered(now)
    return reached(hub, scope, carried[0], guardian.language, row.content)


def _frozen(scope: Scope, db: Db, row: OutboxRow, now: datetime) -> bool:
    """Their data is kept and not used, or they object to news (DPIA35): what they object to is news, not safety."""
    stops = rights.switches(scope, db, row.guardian_id or 0, now)
    if ("restrict", "") in stops:
        return True
    return ("object", "news") in stops and isinstance(row.content, Notice | Picture | NewsDigest) and not _urgent(scope, db, row)


def _urgent(scope: Scope, db: Db, row: OutboxRow) -> bool:
    news = announcements.one(scope, db, row.announcement_id or 0)
    return news is not None and news.kind == emergency.KIND


def _barred(scope: Scope, db: Db, row: OutboxRow, now: datetime, *, day_restricted: bool, suspended: bool) -> bool:
    facts = Facts(own=True, linked=True, restricted=day_restricted, suspended=suspended)
    asked = Scope(scope.school_id, row.guardian_id, Role.GUARDIAN, "send")
    return not may(asked, Action.RECEIVE, facts, now)


def _unserved(scope: Scope, db: Db, row: OutboxRow, served: Served) -> bool:
    """Whether the adult took back their agreement for the child since this was queued."""
    letter = messages.one(scope, db, row.message_id) if row.message_id else None
    thread = messages.thread_of(scope, db, letter.thread_id) if letter and letter.thread_id else None
    return thread is not None and any(pupil.id == thread.pupil_id for pupil in served.awaiting)


def _restricted(scope: Scope, db: Db, row: OutboxRow) -> bool:
    """Whether a court order, or the end of the tie, came between since this was queued."""
    letter = messages.one(scope, db, row.message_id) if isinstance(row.content, Letter) and row.message_id else None
    thread = messages.thread_of(scope, db, letter.thread_id) if letter and letter.thread_id else None
    if letter is not None and thread is None:
        return roll.cut_off(scope, db, row.guardian_id or 0)
    return thread is not None and roll.restricted(scope, db, thread.guardian_id, thread.pupil_id)


def _still_meant(scope: Scope, db: Db, row: OutboxRow, rules: SchoolRules, now: datetime) -> bool:
    news = announcements.one(scope, db, row.announcement_id or 0)
    if news is None or row.guardian_id is None:
        return False
    day = local_day(rules.policy, now)
    return serving.still_meant(scope, db, news, row.guardian_id, day, rules.policy)


def _gathers(scope: Scope, db: Db, row: OutboxRow) -> bool:
    """A post that waited for the adult's digest, without pictures of its own, is told in it."""
    made = outbox_state.made_at(scope, db, row.id)
    waited = made is not None and row.due_at - made > _A_WHILE and row.intent.startswith("news:")
    chosen = waited and bool(choices.choice(scope, db, row.guardian_id or 0, digesting.CHOICE))
    return chosen and not posts.files(scope, db, row.announcement_id or 0)


def _still_asked(
    scope: Scope, db: Db, content: AskAway, guardian_id: int, rules: SchoolRules, now: datetime
) -> bool:
    """The child is still missing without a word, and this adult may hear of it."""
    ask = asks.one(scope, db, content.ask_id)
    if ask is None or ask.state != "asked" or ask.guardian_id != guardian_id or ask.day != local_day(rules.policy, now):
        return False
    allowed = guardian_id in asks.adults(scope, db, ask.pupil_id)
    return allowed and ask.pupil_id not in asks.covered(scope, db, ask.day)
