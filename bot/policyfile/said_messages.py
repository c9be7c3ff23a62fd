"""In plain English: what families may write, where it goes, what they may expect. Topic → statement."""

from __future__ import annotations

from collections import defaultdict

from bot.domain.people import Role
from bot.domain.policy import Clock, Place, Policy, Step
from bot.domain.quiet import holds_replies
from bot.domain.subjects import Subject
from bot.policyfile import vocabulary
from bot.policyfile.english import ADVICE, SUBJECT_WORDS, Voice, count, listed, phrases, upper

_COUNTED = {
    Clock.SCHOOL_DAY: ", counted on school days",
    Clock.WORKING_DAY: ", counted on working days, INSET days included",
    Clock.OPEN_HOURS: ", counting only the hours in which teachers read",
    Clock.EVERY_HOUR: ", nights and holidays counted",
}


_WAY_ON = {
    "appointment": "may say that it is just a short note for the teacher",
    "meeting": "may say that it is just a short note for the teacher",
    "procedure": "may ask the office to ring them",
}


def writes(policy: Policy) -> bool:
    return policy.mode == "two_way" and policy.messages.parent_to_teacher


def who(policy: Policy) -> dict[str, str]:
    if writes(policy):
        return {"Who may write": "Families and the school may write to each other.", **_to_whom(policy)}
    taken = sorted(policy.messages.announcements_take)
    closed = (
        "Families hear from the school and may not write: a text is answered at once with the office's number and not"
        " kept, unless it may mean danger to a child."
    )
    words = phrases(taken, {str(subject): words for subject, words in SUBJECT_WORDS.items()})
    but = f" Messages about {words} are taken all the same." if taken else ""
    return {"Who may write": closed + but}


def _to_whom(policy: Policy) -> dict[str, str]:
    voice, kept = Voice(policy), policy.messages
    blocked = voice.roles(kept.blocked_roles) if kept.blocked_roles else ""
    met = f" Parents meet {blocked} at the gate or through the office, not by message." if blocked else ""
    seen = vocabulary.SEEN[policy.receipts.seen]
    return {
        "Whom parents write to": f"Parents write to {voice.roles(kept.to, 'or')}.{met}",
        "Other staff": f"A message to anybody else {vocabulary.OTHER_STAFF[kept.other_staff]}.",
        "Seen": seen,
        "Meetings": _meetings(policy, voice),
    }


def _meetings(policy: Policy, voice: Voice) -> str:
    kept = policy.meetings
    only = f" The office makes the appointments with {voice.roles(kept.by_appointment)}." if kept.by_appointment else ""
    return f"Meetings are arranged by {vocabulary.MEETINGS[kept.via]}.{only}"


def where(policy: Policy) -> dict[str, str]:
    voice, routing = Voice(policy), policy.routing
    places: dict[Place, list[str]] = defaultdict(list)
    for subject, place in routing.places.items():
        if subject is not Subject.URGENT:
            places[place].append(SUBJECT_WORDS[subject])
    for words, wanted in (
        ("matters to discuss", routing.needs_discussion),
        ("bad behaviour", routing.serious_behaviour),
    ):
        if wanted:
            places[wanted].append(words)
    urgent = routing.places.get(Subject.URGENT)
    redirects = [f"Messages about {listed(found, 'and')} {_apart(place, voice)}." for place, found in places.items()]
    return {
        "Urgent matters": f"Urgent messages {go(urgent, voice)}." if urgent else "Urgent messages go with all others.",
        **({"Redirected subjects": " ".join(redirects)} if redirects else {}),
        "All others": f"All other messages {go(routing.default, voice)}.",
        "In doubt": f"Messages that leave open which child is meant {go(_without_class(routing.doubtful), voice)}.",
        **_sureness(policy),
        **_topics(policy, voice),
        **_ladders(policy, voice),
    }


def _sureness(policy: Policy) -> dict[str, str]:
    own = policy.triage
    bars = {
        f"Sure of {SUBJECT_WORDS[subject]}": f"That goes for {SUBJECT_WORDS[subject]} from {_in_100(chance)}."
        for subject, chance in own.subjects.items()
    }
    said = {
        "How sure": _own_bar(own.sure, "A message goes its way without doubt when its subject is right in {} like it."),
        "Second subjects": _own_bar(own.second, "A second subject goes its way too when right in {} like it."),
        "Not passed over": _own_bar(
            own.watch, "A message is in doubt while an urgent matter or an absence may be in it in {} like it."
        ),
    }
    return {topic: words for topic, words in said.items() if words} | bars


def _own_bar(chance: float | None, words: str) -> str:
    return words.format(_in_100(chance)) if chance is not None else ""


def _in_100(chance: float) -> str:
    return f"{100 * chance:g} of 100 messages"


def go(place: Place, voice: Voice) -> str:
    apart = place.role is not Role.CLASS_TEACHER
    teacher = (" and to the class teacher too" if place.teacher_too else ", not to the class teacher") if apart else ""
    advice = f"; {ADVICE.get(place.advise, place.advise)}" if place.advise else ""
    return f"go to {voice.role(place.role)}{teacher}{advice}"


def _apart(place: Place, voice: Voice) -> str:
    """Where a subject goes that does not go with all others; what is kept back until its writer says where is said so."""
    if place.advise is None or place.advise not in _WAY_ON:
        return go(place, voice)
    return f"are passed to nobody at first: {ADVICE[place.advise]}, and {_WAY_ON[place.advise]}"


def _without_class(place: Place) -> Place:
    """No class is known while the child is not: what would be a class teacher's is the office's then."""
    return Place(Role.OFFICE) if place.role is Role.CLASS_TEACHER else place


def _topics(policy: Policy, voice: Voice) -> dict[str, str]:
    routing, said = policy.routing, {}
    if routing.topics:
        said["Topics"] = f"A parent may first choose a topic: {phrases(routing.topics, vocabulary.TOPICS, 'or')}."
    if routing.topic:
        ends = (f"{_topic(name)}: messages {go(place, voice)}." for name, place in routing.topic.items())
        said["Where topics go"] = " ".join(ends)
    if routing.service_concern:
        whom = voice.roles(routing.service_concern, "or")
        said["Concerns about this service"] = f"Concerns about this service go through the office to {whom}."
    if routing.concern_form:
        asked = phrases(routing.concern_form, vocabulary.CONCERN_FORM)
        said["Concerns"] = f"A parent with a concern is asked {asked}; any part may be left out."
    if routing.complaint_copy:
        copies = phrases(routing.complaint_copy, vocabulary.COMPLAINT_COPY, "or")
        said["Complaints, where to read"] = f"The complaints procedure is to be had {copies}."
    return said


def _topic(name: str) -> str:
    words = vocabulary.TOPICS[name]
    return upper(words)


def _ladders(policy: Policy, voice: Voice) -> dict[str, str]:
    said = {}
    for name, steps in policy.routing.ladders.items():
        rungs = ", then ".join(_rung(step, voice) for step in steps)
        said[f"Steps: {vocabulary.TOPICS[name]}"] = f"{_topic(name)}: first {rungs}. Each step follows the one before."
    if policy.routing.last_rung:
        said["Last step"] = (
            f"When all steps are used up the office puts a family in touch with the {policy.routing.last_rung}."
        )
    return said


def _rung(step: Step, voice: Voice) -> str:
    return f"{voice.role(step.role, short=True)} {vocabulary.STEPS[step.by]}"


def promise(policy: Policy) -> str:
    replies = policy.replies
    if not replies.promise_hours:
        return "No reply time is promised."
    return f"Parents may expect a reply within {_hours(replies.promise_hours, replies.clock)}."


def answers(policy: Policy) -> dict[str, str]:
    voice, replies = Voice(policy), policy.replies
    late = f" What is late is shown to {voice.roles(replies.late_to)}." if replies.late_to else ""
    soon = count(replies.remind_before_h, "hour")
    reminded = f" The teacher is reminded {soon} before." if replies.remind_before_h else ""
    choice = "may choose to" if replies.allow_in_quiet else "cannot"
    sending = {"Sending in quiet time": f"A teacher {choice} send an answer in quiet time."}
    return {
        "Reply promise": promise(policy) + (reminded + late if replies.promise_hours else ""),
        **(sending if holds_replies(policy) else {}),
    }


def _hours(number: int, clock: Clock) -> str:
    """Whole days from three on as days, where a day counts whole: nobody reads "120 hours" as a school week."""
    if number > 48 and number % 24 == 0 and clock is not Clock.OPEN_HOURS:
        return count(number // 24, "day") + _COUNTED[clock]
    return count(number, "hour") + _COUNTED[clock]


def taking(policy: Policy) -> dict[str, str]:
    taken = policy.messages
    brief = f"After {taken.brief_chars} letters parents hear about appointments." if taken.brief_chars else ""
    silence = count(taken.quiet_after_teacher_min, "minute")
    nudge = taken.thread_nudge_after
    call = f"After {count(nudge, 'message')} each way in a day the teacher is offered a call instead." if nudge else ""
    return {
        "Long notes": brief or "Notes may be of any length.",
        "Long conversations": call or "A conversation may be of any length.",
        "Several at once": f"One parent's messages within {count(taken.burst_s, 'second')} are answered as one.",
        "Which child": f"The child last spoken of is remembered for {count(taken.remember_child_h, 'hour')}.",
        "Questions": f"A question to a parent waits {count(taken.question_min, 'minute')} for the answer.",
        "No interrupting": f"For {silence} after a teacher wrote, the parent gets no automatic text.",
    }
