"""In plain English: who the school is, whom it serves, when it reads, and danger. Topic → statement."""

from __future__ import annotations

from bot.domain.policy import Desk, Document, GroupHours, Hours, Policy
from bot.policyfile import vocabulary
from bot.policyfile.english import Voice, clock, count, day, hours, language, listed, opened, phrases, years


def school(policy: Policy) -> dict[str, str]:
    facts, office = policy.school, policy.school.office_phone
    begin = f"automatic texts begin “{facts.short_name}”" if facts.short_name else "automatic texts name no school"
    return {
        "School": f"The school is {facts.name or 'not named'}; {begin}.",
        "Office number": f"The office's telephone number is {office}." if office else "No office number is given.",
        "Data controller": f"The data controller is {facts.controller or 'not named'}.",
        "Time zone": f"All times are the time in {facts.zone}.",
        "Languages": f"The school's languages are {listed(map(language, facts.languages))}.",
        "Help": _help(policy),
        **_papers(policy),
    }


def _help(policy: Policy) -> str:
    contacts = policy.contacts
    known = {"email": contacts.email, "website": contacts.website, "council": contacts.council}
    named = [vocabulary.HELP[word] + (f" ({known[word]})" if known.get(word) else "") for word in contacts.help]
    return f"A family that asks for help is told how to reach {listed(named)}." if named else "Help names nobody."


def _papers(policy: Policy) -> dict[str, str]:
    kept, linked = policy.contacts, policy.governance.linked_policies
    said = {}
    if kept.policy:
        said["How to contact the school"] = f"Families are referred to {paper(kept.policy)} for contacting the school."
    if kept.complaints:
        said["Complaints procedure"] = f"Complaints follow {paper(kept.complaints)}."
    if linked:
        said["Other policies"] = f"Families can ask for these: {listed(map(paper, linked))}."
    return said


def paper(document: Document) -> str:
    return document.title + (f" ({document.link})" if document.link else "")


def scope(policy: Policy) -> dict[str, str]:
    kept = policy.scope
    whole = f"Families of {years(kept.years)} take part." if kept.years else "Families of every year take part."
    but = f" {listed(kept.classes_excluded)} {'do' if len(kept.classes_excluded) > 1 else 'does'} not take part."
    said = {
        "Who takes part": whole + (but if kept.classes_excluded else ""),
        "Channels": f"Families are reached by {phrases(policy.channels, vocabulary.CHANNELS, 'or')}.",
    }
    if kept.trial_end:
        after = vocabulary.AFTER_TRIAL[kept.after_trial]
        said["Trial"] = f"This is a trial until {day(kept.trial_end)}. After that {after}."
    return said


def office(policy: Policy) -> dict[str, str]:
    kept = policy.office
    said = {"Office hours": f"The office answers {hours(policy.office_hours)}."}
    if kept.desks:
        said["Offices"] = " ".join(map(_desk, kept.desks))
    if kept.log_channels:
        by = phrases(kept.log_channels, vocabulary.LOG_CHANNELS, "or")
        said["Other ways to the office"] = f"What a family says {by} is written down with its messages."
    if kept.urgent_ack_min:
        again = count(kept.urgent_ack_min, "minute")
        said["Urgent and not taken"] = (
            f"An urgent message nobody has taken rings again after {again}, "
            f"and after {count(2 * policy.office.urgent_ack_min, 'minute')} the deputy head and the head teacher hear of it."
        )
    return said


def _desk(desk: Desk) -> str:
    when = f", open {opened(desk.periods)}" if desk.periods else ""
    return f"{desk.name} ({desk.phone}) serves {_whom(desk)}{when}."


def _whom(group: Desk | GroupHours) -> str:
    named = [*([years(group.years)] if group.years else []), *sorted(group.classes)]
    return listed(named) if named else "the whole school"


def when(policy: Policy) -> dict[str, str]:
    held = "wait for the next opening, and the parent is told when that is"
    incoming = held if policy.hours.hold_incoming else "reach the teacher all the same"
    replies = "wait for the next opening" if policy.hours.hold_replies else "leave at once"
    return {
        "Teachers' hours": f"Teachers read messages {hours(policy.hours)}.",
        **_other_hours(policy.hours),
        "Messages outside hours": f"Messages that come at other times {incoming}.",
        "Answers outside hours": f"Answers that teachers write at other times {replies}.",
    }


def _other_hours(kept: Hours) -> dict[str, str]:
    said = {}
    if kept.groups:
        ends = (f"For {_whom(g)} it is {opened(g.periods) if g.periods else 'at no time'}." for g in kept.groups)
        said["Other hours"] = " ".join(ends)
    if kept.lessons:
        said["Lessons"] = (
            f"During lessons ({opened(kept.lessons)}) teachers' phones stay silent; they hear at the end of each lesson."
        )
    return said


def _possible(policy: Policy) -> dict[str, str]:
    bar = policy.triage.danger
    if bar is None:
        return {}
    words = f"A message is told as possible danger when {100 * bar:g} of 100 like it are, if not sooner."
    return {"What is possible danger": words}


def danger(policy: Policy) -> dict[str, str]:
    voice, guarding = Voice(policy), policy.safeguarding
    line = guarding.out_of_hours_line
    after = count(guarding.escalate_min, "minute")
    deputy = f" If nobody has taken it within {after}: {voice.roles(guarding.deputy)}." if guarding.deputy else ""
    about = f" One about them goes to {voice.roles(guarding.alternate)}." if guarding.alternate else ""
    out = f"Out of hours, parents are given {line}." if line else "No out-of-hours number is given."
    lead = voice.roles(guarding.lead)
    return {
        **_possible(policy),
        "Safeguarding": f"Possible danger to a child goes to {lead} at once, at any hour.{deputy}{about}",
        "Out of hours": f"{out} In danger they are told to call 999.",
    }


def absence(policy: Policy) -> dict[str, str]:
    kept = policy.absence
    said = {}
    if kept.register_by:
        said["Register"] = f"The office has the list of absences by class at {clock(kept.register_by)}."
    if kept.sms_unconfirmed:
        said["Absence by text"] = "An absence told by text message alone counts as unconfirmed."
    if kept.first_day_question:
        said["First-day call"] = "Families of children who are missing without a word are asked."
    return said
