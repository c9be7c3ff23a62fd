"""In plain English: broken rules, oversight, records and rights. Topic → statement."""

from __future__ import annotations

from bot.domain.people import Role
from bot.domain.policy import Conduct, Policy
from bot.policyfile import vocabulary
from bot.policyfile.english import Voice, count, day, phrases, upper


def conduct(policy: Policy) -> dict[str, str]:
    kept, voice = policy.conduct, Voice(policy)
    down = f"{upper(voice.roles(kept.remove_roles, 'or'))} may take a post down at once." if kept.remove_roles else ""
    report = "Families can report a post." if kept.report else "Families cannot report a post."
    to = voice.role(kept.report_to, short=True) if kept.report_to else "the teacher's line manager"
    return {
        "Misuse of messages": _misuse(kept),
        "Pictures shared elsewhere": f"If a family shares pictures elsewhere, {vocabulary.OUTCOMES[kept.image_breach]}.",
        "Messages shared elsewhere": f"If a family shares messages or work, {vocabulary.OUTCOMES[kept.sharing]}.",
        "Other breaches": f"For any other breach of the agreement, {vocabulary.OUTCOMES[kept.breach]}.",
        "Who decides": f"What follows is decided by {voice.roles(kept.decider, 'or')}; nothing happens by itself.",
        "Abusive messages": f"An abusive message is reported to {to}.",
        "Reports": report,
        **({"Unsuitable posts": down} if down else {}),
        **_comments(policy),
    }


def _misuse(kept: Conduct) -> str:
    if not kept.misuse:
        return "For misuse of messages nothing is laid down."
    warnings = kept.warnings_before
    rest = [vocabulary.MISUSE[step] for step in kept.misuse if step != "warning"]
    first = f"{count(warnings, 'warning')}, then " if warnings else ""
    lasts = f" A warning counts {vocabulary.WARNINGS_LAST[kept.warnings_last]}." if warnings else ""
    return f"For misuse of messages: {first}{', then '.join(rest) or 'nothing more'}.{lasts}"


def _comments(policy: Policy) -> dict[str, str]:
    if not policy.feed.comments:
        return {}
    may = phrases(policy.conduct.comment, vocabulary.COMMENT, "or")
    return {"Comments": f"Staff may {may}." if may else "Comments stay."}


def oversight(policy: Policy) -> dict[str, str]:
    voice, kept, reports = Voice(policy), policy.monitor, policy.reports
    every = f" at least every {count(kept.every_days, 'day')}" if kept.every_days else ""
    look = f"{upper(voice.roles(kept.roles))} look at every class page{every}; each look is recorded."
    said = {"Looking after class pages": look if kept.roles else "Nobody is named to look at class pages."}
    if reports.teacher_load != "never":
        said["Teachers' load"] = f"{_often(reports.teacher_load)} there is a count of what teachers got; never a text."
    if reports.effectiveness != "never":
        said["Whether it works"] = f"{_often(reports.effectiveness)} there is a count of families reached, by class."
    return said | _governance(policy)


def _often(word: str) -> str:
    return upper(vocabulary.OFTEN[word])


def _governance(policy: Policy) -> dict[str, str]:
    kept, owners = policy.governance, vocabulary.REVIEW_OWNERS
    owner = Voice(policy).role(Role.HEAD) if kept.review_owner == Role.HEAD else owners[kept.review_owner]
    due = f", next by {day(kept.next_review)}" if kept.next_review else ""
    never = "No review of this policy is laid down."
    review = f"{upper(owner)} reviews this policy {vocabulary.OFTEN[kept.policy_review]}{due}."
    notices = phrases(kept.privacy_notice, vocabulary.PRIVACY_NOTICES)
    return {
        "Review": never if kept.policy_review == "never" else review,
        "Privacy notice": f"There is a privacy notice {notices}." if notices else "There is no privacy notice.",
    }


def records(policy: Policy) -> dict[str, str]:
    kept, rights, voice = policy.retention, policy.rights, Voice(policy)
    notice = (
        f", {count(kept.leaver_notice_days, 'day')} after the family has been told." if kept.leaver == "delete" else ""
    )
    said = {"Leavers": vocabulary.LEAVER[kept.leaver] + notice}
    if kept.inactive_months:
        told = count(kept.inactive_notice_days, "day")
        unused = count(kept.inactive_months, "month")
        said["Unused accounts"] = f"An account unused for {unused} is deleted, {told} after the family has been told."
    if kept.feedback_days:
        said["Celebrations of one child"] = (
            f"What was sent in praise of one child is deleted after {count(kept.feedback_days, 'day')}."
        )
    logged = count(kept.access_log_years, "year")
    said["Access log"] = f"The log of who read, sent or changed something is deleted after {logged}."
    said["Backups"] = f"What is deleted is gone from backups after {count(kept.backup_purge_days, 'day')}."
    due = count(rights.due_months, "month")
    alone = phrases(rights.self_service, vocabulary.SELF_SERVICE)
    self_service = f" Families can {alone} what is held about them themselves." if alone else ""
    whom = voice.role(rights.contact, short=True)
    said["Own data"] = f"Questions about personal data go to {whom} and are answered within {due}.{self_service}"
    return said
