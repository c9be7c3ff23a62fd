"""A policy in plain English, one statement for each thing a school decides; two policies compared the same way.

`bookbag check` prints it for the head teacher to sign, so it has to say everything the policy says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.domain.people import Role
from bot.domain.policy import Clock, Place, Policy
from bot.domain.subjects import Subject
from bot.policyfile.english import ADVICE, ROLE_WORDS, SUBJECT_WORDS, clock, count, hours, language, listed


def explain(policy: Policy) -> list[str]:
    """Sentences, in the order a reader wants them."""
    return list(_statements(policy).values())


def diff(old: Policy, new: Policy) -> list[str]:
    """What changes from `old` to `new`, one line for each statement that does; empty when nothing does."""
    before, after = _statements(old), _statements(new)
    topics = list(dict.fromkeys((*before, *after)))
    return [line for topic in topics for line in _changed(topic, before.get(topic), after.get(topic))]


def _changed(topic: str, before: str | None, after: str | None) -> Iterable[str]:
    if before != after:
        yield f"{topic}: before: {before or 'nothing was said.'} Now: {after or 'nothing is said.'}"


def _statements(policy: Policy) -> dict[str, str]:
    """Topic → sentence. What cannot happen, because families may not write, is not talked about."""
    writing = {**_when(policy), **_where(policy), **_answers(policy), **_taking(policy)} if _writes(policy) else {}
    return {**_school(policy), **writing, **_danger(policy), **_announcements(policy)}


def _writes(policy: Policy) -> bool:
    return policy.mode == "two_way" and policy.messages.parent_to_teacher


def _school(policy: Policy) -> dict[str, str]:
    school, office = policy.school, policy.school.office_phone
    begin = f"automatic texts begin “{school.short_name}”" if school.short_name else "automatic texts name no school"
    closed = (
        "Families hear from the school and may not write: a text is answered at once with the office's number and not"
        " kept, unless it may mean danger to a child."
    )
    return {
        "School": f"The school is {school.name or 'not named'}; {begin}.",
        "Office number": f"The office's telephone number is {office}." if office else "No office number is given.",
        "Office hours": f"The office answers {hours(policy.office_hours)}.",
        "Data controller": f"The data controller is {school.controller or 'not named'}.",
        "Time zone": f"All times are the time in {school.zone}.",
        "Languages": f"The school's languages are {listed(map(language, school.languages))}.",
        "Who may write": "Families and the school may write to each other." if _writes(policy) else closed,
    }


def _when(policy: Policy) -> dict[str, str]:
    held = "wait for the next opening, and the parent is told when that is"
    incoming = held if policy.hours.hold_incoming else "reach the teacher all the same"
    replies = "wait for the next opening" if policy.hours.hold_replies else "leave at once"
    return {
        "Teachers' hours": f"Teachers read messages {hours(policy.hours)}.",
        "Messages outside hours": f"Messages that come at other times {incoming}.",
        "Answers outside hours": f"Answers that teachers write at other times {replies}.",
    }


def _where(policy: Policy) -> dict[str, str]:
    places: dict[Place, list[str]] = defaultdict(list)
    for subject, place in policy.routing.places.items():
        if subject is not Subject.URGENT:
            places[place].append(SUBJECT_WORDS[subject])
    urgent = policy.routing.places.get(Subject.URGENT)
    redirects = [f"Messages about {listed(found, 'and')} {_go(place)}." for place, found in places.items()]
    return {
        "Urgent matters": f"Urgent messages {_go(urgent)}." if urgent else "Urgent messages go with all others.",
        **({"Redirected subjects": " ".join(redirects)} if redirects else {}),
        "All others": f"All other messages {_go(policy.routing.default)}.",
        "In doubt": f"Messages that leave open which child is meant {_go(policy.routing.doubtful)}.",
    }


def _go(place: Place) -> str:
    apart = place.role is not Role.CLASS_TEACHER
    teacher = (" and to the class teacher too" if place.teacher_too else ", not to the class teacher") if apart else ""
    advice = f"; {ADVICE.get(place.advise, place.advise)}" if place.advise else ""
    return f"go to {ROLE_WORDS.get(place.role, place.role)}{teacher}{advice}"


def _danger(policy: Policy) -> dict[str, str]:
    guarding = policy.safeguarding
    line = guarding.out_of_hours_line
    deputy = f" In their absence: {_roles(guarding.deputy)}." if guarding.deputy else ""
    out = f"Out of hours, parents are given {line}." if line else "No out-of-hours number is given."
    return {
        "Safeguarding": f"Possible danger to a child goes to {_roles(guarding.lead)} at once, at any hour.{deputy}",
        "Out of hours": f"{out} In danger they are told to call 999.",
    }


def _roles(roles: Iterable[Role]) -> str:
    return listed([ROLE_WORDS.get(role, role) for role in roles], "and")


def _answers(policy: Policy) -> dict[str, str]:
    replies = policy.replies
    kind = "school days" if replies.clock is Clock.SCHOOL_DAY else "working days, INSET days included"
    promise = f"Parents may expect a reply within {count(replies.promise_hours or 0, 'hour')}, counted on {kind}."
    choice = "may choose to" if replies.allow_in_quiet else "cannot"
    return {
        "Reply promise": promise if replies.promise_hours else "No reply time is promised.",
        "Sending in quiet time": f"A teacher {choice} send an answer in quiet time.",
    }


def _announcements(policy: Policy) -> dict[str, str]:
    family, above, enrol = policy.family, policy.send.confirm_above, policy.enrol
    undo = f"can be taken back for {count(policy.send.undo_s, 'second')}" if policy.send.undo_s else "cannot be undone"
    most = f"At most {count(enrol.max_adults, 'adult')}" if enrol.max_adults else "Any number of adults"
    written = "may" if policy.translation.outbound else "may not"
    parents = "may be too, on the school's own network only" if policy.translation.inbound else "is not translated"
    return {
        "Announcements": f"Announcements reach families from {clock(family.start)} until {clock(family.end, ends=True)}.",
        "Undo": f"What staff send {undo}.",
        "Large announcements": f"For more than {count(above, 'family')} the sender types the number to confirm.",
        "Translation": f"What the school writes {written} be translated by machine. What parents write {parents}.",
        "Joining": f"A joining code is good for {count(enrol.code_days, 'day')}. {most} may be linked to one child.",
    }


def _taking(policy: Policy) -> dict[str, str]:
    taken = policy.messages
    brief = f"After {taken.brief_chars} letters parents hear about appointments." if taken.brief_chars else ""
    silence = count(taken.quiet_after_teacher_min, "minute")
    return {
        "Long notes": brief or "Notes may be of any length.",
        "Several at once": f"One parent's messages within {count(taken.burst_s, 'second')} are answered as one.",
        "Which child": f"The child last spoken of is remembered for {count(taken.remember_child_h, 'hour')}.",
        "Questions": f"A question to a parent waits {count(taken.question_min, 'minute')} for the answer.",
        "No interrupting": f"For {silence} after a teacher wrote, the parent gets no automatic text.",
    }
