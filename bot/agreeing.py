"""Use case: what the office and the head do about papers: record, withdraw, publish; one adult more; a trial's end."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.access import Action, Scope
from bot.domain.consent import NO, WITHDRAWN, YES, Line, Papers, Signed, Standing, lines_of, staff_lines, standing
from bot.domain.faults import Mendable
from bot.domain.inviting import Invitee, Tie
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.scope import TrialChoice
from bot.permissions import pull_posts
from bot.permit import demand
from bot.serving import close_if_unserved
from storage import audit, joining, slips, trials
from storage.db import Db
from storage.ids import new_id


class CannotRecord(Mendable):
    """The paper cannot be recorded as given; the text says why and holds no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A paper that came back. `agreed` and `refused` name lines; "all" in `agreed` is every line not refused."""

    agreed: Collection[str] = ()
    refused: Collection[str] = ()
    signer: str = ""
    signed_on: date | None = None
    form: str = "paper"
    language: str = "en"
    version: str | None = None  # None: the text in force
    recorded_by: int | None = None


def record(
    scope: Scope, db: Db, now: datetime, day: date, policy: Policy, adult: Invitee, tie: Tie, returned: Returned
) -> Standing:
    """Returns where the adult stands for this child now. Raises NotAllowed, CannotRecord."""
    demand(scope, Action.RECORD_CONSENT, now)
    papers = slips.of_guardian(scope, db, adult.guardian_id)
    label, version_id = _version(papers, returned.version)
    signed = Signed(
        id=new_id(),
        at=now,
        answers=_answers(lines_of(policy), returned),
        pupil_id=tie.pupil_id,
        class_id=tie.school_class.id,
        version=label,
        version_id=version_id,
        language=returned.language,
        form=returned.form,
        signer=returned.signer,
        signed_on=returned.signed_on,
        recorded_by=returned.recorded_by,
    )
    slips.sign(scope, db, signed, guardian_id=adult.guardian_id)
    audit.record(scope, db, now, "consent_recorded", "guardian", adult.guardian_id, reason=returned.form)
    pull_posts(scope, db, now, day, policy, tie.pupil_id)
    return _standing_now(scope, db, now, day, policy, adult, tie)


def withdraw(
    scope: Scope,
    db: Db,
    now: datetime,
    day: date,
    policy: Policy,
    adult: Invitee,
    tie: Tie,
    lines: Collection[str],
    recorded_by: int | None,
) -> Standing:
    """At any time, line by line. Raises NotAllowed, CannotRecord."""
    demand(scope, Action.RECORD_CONSENT, now)
    _known(lines_of(policy), lines)
    label, version_id = slips.of_guardian(scope, db, adult.guardian_id).current
    signed = Signed(
        id=new_id(),
        at=now,
        answers=dict.fromkeys(lines, WITHDRAWN),
        pupil_id=tie.pupil_id,
        class_id=tie.school_class.id,
        version=label,
        version_id=version_id,
        recorded_by=recorded_by,
    )
    slips.sign(scope, db, signed, guardian_id=adult.guardian_id)
    audit.record(scope, db, now, "consent_withdrawn", "guardian", adult.guardian_id)
    pull_posts(scope, db, now, day, policy, tie.pupil_id)
    return _standing_now(scope, db, now, day, policy, adult, tie)


def refuse(scope: Scope, db: Db, now: datetime, adult: Invitee) -> None:
    """They told the office that they do not want to be asked (DPIA4). Raises NotAllowed."""
    demand(scope, Action.RECORD_CONSENT, now)
    joining.refuse(scope, db, adult.guardian_id, "office", now)
    audit.record(scope, db, now, "refused_to_join", "guardian", adult.guardian_id, reason="office")


def publish(scope: Scope, db: Db, now: datetime, policy: Policy, audience: str, label: str, *, material: bool) -> int:
    """A new text for families or staff, as the policy words it now. Raises NotAllowed, CannotRecord."""
    demand(scope, Action.PUBLISH_PAPER, now)
    if label == "1" or any(one.label == label for one in slips.versions(scope, db, audience)):
        raise CannotRecord(f"there is a version {label} already: give the new one another name")
    lines = lines_of(policy) if audience == "families" else staff_lines(policy)
    if not lines:
        raise CannotRecord(f"the policy has no agreement for {audience}")
    return _publish(scope, db, now, policy, audience, label, lines, material=material)


def change_notice(scope: Scope, db: Db, now: datetime, policy: Policy, label: str) -> int:
    """The families' privacy notice changed in substance, whether the school has an agreement or not. Raises NotAllowed."""
    demand(scope, Action.PUBLISH_PAPER, now)
    return _publish(scope, db, now, policy, "families", label, lines_of(policy), material=True)


def _publish(
    scope: Scope, db: Db, now: datetime, policy: Policy, audience: str, label: str, lines: tuple[Line, ...], *, material: bool
) -> int:
    renews = policy.consent.renew_on == "new_version" or (policy.consent.renew_on == "material_change" and material)
    text = json.dumps([{"line": one.name, "wording": one.wording} for one in lines], ensure_ascii=False)
    made = slips.publish(scope, db, now, audience, label, text, renews=renews)
    audit.record(scope, db, now, "paper_published", "paper_version", made, reason=audience)
    return made


def approve(scope: Scope, db: Db, now: datetime, policy: Policy, adult: Invitee, tie: Tie, reason: str) -> None:
    """Leave for one adult beyond the cap, for this child (BNV12). Raises NotAllowed, CannotRecord."""
    demand(scope, Action.ADD_ADULT, now)
    allowed = {"office_with_reason": {Role.OFFICE, Role.HEAD}, "head_approval_with_reason": {Role.HEAD}}
    if scope.role not in allowed.get(policy.enrol.extra_adult, set()):
        raise CannotRecord("the policy does not let this be approved" + _by_whom(policy))
    if not reason.strip():
        raise CannotRecord("say why: the reason goes on record")
    joining.approve(scope, db, adult.guardian_id, tie.pupil_id, str(scope.role), reason, now)
    audit.record(scope, db, now, "extra_adult", "guardian", adult.guardian_id, reason=str(scope.role), detail=reason)


def _by_whom(policy: Policy) -> str:
    return ": only the head may" if policy.enrol.extra_adult == "head_approval_with_reason" else ""


def decide_trial(scope: Scope, db: Db, now: datetime, policy: Policy, until: date | None, reason: str) -> None:
    """Go on until a later day, or (None) close. Raises NotAllowed, CannotRecord."""
    demand(scope, Action.DECIDE_TRIAL, now)
    ends = policy.scope.trial_end
    if ends is None:
        raise CannotRecord("the policy has no trial that ends")
    if until is not None and until <= ends:
        raise CannotRecord(f"the trial runs until {ends:%d %B %Y} already")
    if not reason.strip():
        raise CannotRecord("say why: the reason goes on record")
    trials.decide(scope, db, now, TrialChoice(ends, until), reason)
    action = "trial_extended" if until else "trial_closed"
    audit.record(scope, db, now, action, "school", scope.school_id, reason=str(until or ends), detail=reason)


def _standing_now(scope: Scope, db: Db, now: datetime, day: date, policy: Policy, adult: Invitee, tie: Tie) -> Standing:
    found = standing(policy, slips.of_guardian(scope, db, adult.guardian_id), tie.pupil_id)
    if found.served:
        joining.wants_again(scope, db, adult.guardian_id, now)
    close_if_unserved(scope, db, adult.guardian_id, day, policy, now)
    return found


def _version(papers: Papers, label: str | None) -> tuple[str, int]:
    if label is None:
        return papers.current
    known = {"1": 0} | {one.label: one.id for one in papers.versions}
    if label not in known:
        raise CannotRecord(f"there is no version {label}; versions: {', '.join(known)}")
    return label, known[label]


def _answers(lines: tuple[Line, ...], returned: Returned) -> Mapping[str, str]:
    _known(lines, {*returned.agreed, *returned.refused} - {"all"})
    agreed = {line.name for line in lines} if "all" in returned.agreed else set(returned.agreed)
    if both := sorted(set(returned.agreed) & set(returned.refused)):
        raise CannotRecord(f"agreed and refused at once: {', '.join(both)}")
    said = dict.fromkeys(agreed - set(returned.refused), YES) | dict.fromkeys(returned.refused, NO)
    return {line.name: said[line.name] for line in lines if line.name in said}


def _known(lines: tuple[Line, ...], named: Collection[str]) -> None:
    names = [line.name for line in lines]
    if unknown := sorted(set(named) - set(names)):
        raise CannotRecord(f"no line {', '.join(unknown)}; lines: {', '.join(names) or 'none'}")
