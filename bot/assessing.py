"""The impact assessment on record, who signed it, and the register of who handles data (DPIA1, DPIA51, M29, LT31)."""

from __future__ import annotations

from datetime import date, datetime

from bot import agreeing
from bot.domain.access import TABLE, Action, Scope
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.protection.processors import Processor, problems
from bot.permit import demand
from bot.privacy import papers
from bot.privacy.papers import Lack
from storage import audit, books, policies, processors, slips
from storage.db import Db

SAYS = ("approves", "against", "overrules")


def left(scope: Scope, db: Db, policy: Policy, day: date) -> list[Lack]:
    """What stands between the school and going live."""
    changes = [version.made_at for version in policies.versions(scope, db)][1:]
    changed = processors.changed_since(scope, db)
    return papers.not_ready(scope, db, policy, day, max([*changes, *([changed] if changed else [])], default=None))


def keep(scope: Scope, db: Db, now: datetime, day: date) -> None:
    """Put on record that the assessment was made from the running system on this day."""
    demand(scope, Action.KEEP_REGISTER, now)
    books.write(scope, db, now, "dpia", day)


def sign(scope: Scope, db: Db, now: datetime, day: date, what: str, says: str, reason: str) -> None:
    """The DPO advises; the head who overrules says why. Raises ValueError, in one sentence, and NotAllowed."""
    demand(scope, Action.SIGN_OFF, now)
    if what not in papers.SIGNERS or says not in SAYS:
        raise ValueError("sign as head, slt_it or dpo_advice; --says is approves, against or overrules")
    if says == "overrules" and what != "head":
        raise ValueError("only the head can overrule the DPO")
    if says == "overrules" and not reason.strip():
        raise ValueError("overruling the DPO needs a --reason")
    if what not in signs_as(scope.role):
        raise ValueError(f"{what} can be signed by them alone")
    books.write(scope, db, now, "sign_off", day, outcome=f"{what}:{says}", detail=reason)
    audit.record(scope, db, now, "signed_off", "school", scope.school_id, reason=f"{what}:{says}")


def signs_as(role: Role | None) -> tuple[str, ...]:
    """Nobody signs for somebody else."""
    if role not in TABLE[Action.SIGN_OFF]:
        return ()
    return {Role.DPO: ("dpo_advice",), Role.HEAD: ("head", "slt_it")}.get(role, ("slt_it",))


def enter(scope: Scope, db: Db, now: datetime, policy: Policy, one: Processor, basis: str) -> str:
    """A processor, new or in place of what was said of it; returns the version of the privacy notice that families are told of
    now, for it has changed in substance (LT31, DPIA32). Raises ValueError, in one sentence, and NotAllowed.
    """
    demand(scope, Action.KEEP_REGISTER, now)
    if wrong := "; ".join(problems(one)):
        raise ValueError(f"{one.name}: {wrong}")
    processors.add(scope, db, now, one, basis)
    audit.record(scope, db, now, "processor_added", "processor", None, reason=one.kind)
    school = Scope(scope.school_id, None, Role.HEAD, scope.reason)  # the notice follows by itself, whoever entered it
    known = [paper.label for paper in slips.versions(school, db, "families")]
    number = next((int(label) for label in reversed(known) if label.isdecimal()), 1) + 1
    agreeing.change_notice(school, db, now, policy, str(number))
    return str(number)


def end(scope: Scope, db: Db, now: datetime, name: str) -> None:
    """From now on it gets nothing. Raises ValueError for one that is not in the register, and NotAllowed."""
    demand(scope, Action.KEEP_REGISTER, now)
    gone = processors.register(scope, db).get(name)
    if gone is None:
        raise ValueError(f"{name} is not in the register")
    if not processors.end(scope, db, name, now):  # as shipped: a row of our own that is over takes its place
        processors.add(scope, db, now, gone, "")
        processors.end(scope, db, name, now)
    audit.record(scope, db, now, "processor_ended", "processor", None, reason=gone.kind)
