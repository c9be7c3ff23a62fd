"""In plain English: how families and staff join and what they agree to. Topic → statement."""

from __future__ import annotations

from bot.domain.policy import Policy, Staffing
from bot.policyfile import vocabulary
from bot.policyfile.english import Voice, count, listed, phrases, upper


def joining(policy: Policy) -> dict[str, str]:
    kept = policy.enrol
    whom = phrases(kept.eligible, vocabulary.ELIGIBLE) if kept.eligible else "the adults whom the school's roll names"
    first = f" {upper(phrases(kept.requires, vocabulary.PAPERS))} must be complete first." if kept.requires else ""
    most = f"At most {count(kept.max_adults, 'adult')}" if kept.max_adults else "Any number of adults"
    extra = f" {vocabulary.EXTRA_ADULT[kept.extra_adult]}." if kept.max_adults else ""
    code = f"A joining code is good for {count(kept.code_days, 'day')} and works once."
    return {
        "Joining": f"Invited are {whom}, by {phrases(kept.methods, vocabulary.METHODS, 'or')}.{first} {code}",
        "How many adults": f"{most} may be linked to one child.{extra}",
        "Sharing an account": vocabulary.LOGIN_SHARING[kept.login_sharing],
    }


def consent(policy: Policy) -> dict[str, str]:
    kept = policy.consent
    words = {**vocabulary.LINES, **kept.wording}
    if not kept.items:
        return {
            "Agreement": "Families are not asked to agree to anything.",
            "Abroad": vocabulary.TRANSFER[kept.transfer],
        }
    needed = [f"“{words[one]}”" for one in kept.items if one not in kept.refusable]
    free = [f"“{words[one]}”" for one in kept.items if one in kept.refusable]
    said = {
        "Agreement": f"Every family agrees to this: {listed(needed)}."
        if needed
        else "No line is required of families.",
        **({"Free to refuse": f"Each of these may be refused: {listed(free)}."} if free else {}),
        "Agreeing again": f"{vocabulary.RENEW_ON[kept.renew_on]}.",
        "Abroad": vocabulary.TRANSFER[kept.transfer],
    }
    if kept.record:
        said["Paper slips"] = f"A paper counts when these are known: {phrases(kept.record, vocabulary.RECORD)}."
    if kept.reminder != "never":
        said["Reminders of the agreement"] = f"Families are reminded of it {vocabulary.OFTEN[kept.reminder]}."
    return said


def staff(policy: Policy) -> dict[str, str]:
    kept, voice = policy.staff, Voice(policy)
    return {
        "Staff's hours": vocabulary.QUIET_HOURS[kept.quiet_hours],
        "Staff's own hours": _own_hours(kept),
        "Staff's devices": _devices(kept),
        "Writing to parents": _writing(kept),
        "Whose messages a teacher opens": f"A teacher opens messages of {phrases(kept.reply_scope, _SCOPE)} only.",
        "One-tap replies": _taps(kept),
        **_papers(kept),
        **_managers(kept, voice),
    }


_SCOPE = vocabulary.REPLY_SCOPE


def _own_hours(kept: Staffing) -> str:
    may = "A person may keep shorter hours than the school's, never longer."
    return may if kept.may_widen else "Nobody can change their hours."


def _devices(kept: Staffing) -> str:
    on = f"Staff work on {phrases(kept.devices, vocabulary.DEVICES, 'or')}. " if kept.devices else ""
    return f"{on}{vocabulary.PERSONAL_DEVICE[kept.personal_device]} {vocabulary.PUSH[kept.push]}"


def _writing(kept: Staffing) -> str:
    to = (
        f"Staff may write to {phrases(kept.audiences, vocabulary.AUDIENCES, 'or')}."
        if kept.audiences
        else "Staff do not write first."
    )
    return f"{to} They {'may' if kept.direct_messages else 'may not'} start a private conversation with a parent."


def _taps(kept: Staffing) -> str:
    taps = [
        *(["ask the parent to ring the school"] if kept.phone_school else []),
        *(["pass a message on to the office"] if kept.forward_to_office else []),
    ]
    return f"With one tap a teacher can {listed(taps)}." if taps else "There are no one-tap replies."


def _papers(kept: Staffing) -> dict[str, str]:
    said = {}
    if kept.agreement:
        said["Staff agreement"] = f"Before anything else staff agree to {phrases(kept.agreement, vocabulary.PAPERS)}."
    if kept.training_months:
        said["Training"] = _training(kept)
    if kept.sar_notice != "never":
        often = vocabulary.OFTEN[kept.sar_notice]
        said["What staff write"] = f"Staff are reminded {often} that a family may ask to see what was written of it, and say that they have read so."
    return said


def _training(kept: Staffing) -> str:
    where = f" It is at {kept.training_link}." if kept.training_link else ""
    rest = "When it has lapsed they write to no family; they can read for a fortnight, and then nothing but danger."
    return f"Staff need training that is at most {count(kept.training_months, 'month')} old.{where} {rest}"


def _managers(kept: Staffing, voice: Voice) -> dict[str, str]:
    if not kept.line_managers:
        return {}
    named = (
        f"for {name} {voice.role(role, short=True)}" if name else f"otherwise {voice.role(role, short=True)}"
        for name, role in sorted(kept.line_managers.items(), key=lambda pair: pair[0] == "")
    )
    words = listed(named).removeprefix("otherwise ")
    return {"Line managers": f"A teacher's line manager is {words}."}
