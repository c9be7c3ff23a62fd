"""A policy in plain English, one statement for each thing a school decides; two policies compared the same way.

`bookbag check` prints it for the head teacher to sign, so it has to say everything the policy says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.policy import Policy
from bot.policyfile import said_conduct, said_joining, said_messages, said_pages, said_school
from bot.policyfile.laws import LAWS


def sections(policy: Policy) -> dict[str, list[str]]:
    """Heading → sentences of what is in force, in the order a reader wants them."""
    return {heading: list(said.values()) for heading, said in _sections(policy).items() if said}


def explain(policy: Policy) -> list[str]:
    """The sentences alone."""
    return [sentence for said in sections(policy).values() for sentence in said]


def always() -> list[str]:
    """What holds at every school, whatever its policy says."""
    return [law.words for law in LAWS.values()]


def diff(old: Policy, new: Policy) -> list[str]:
    """What changes from `old` to `new`, one line for each statement that does; empty when nothing does."""
    before, after = _statements(old), _statements(new)
    topics = list(dict.fromkeys((*before, *after)))
    return [line for topic in topics for line in _changed(topic, before.get(topic), after.get(topic))]


def _changed(topic: str, before: str | None, after: str | None) -> Iterable[str]:
    if before != after:
        yield f"{topic}: before: {before or 'nothing was said.'} Now: {after or 'nothing is said.'}"


def kept(policy: Policy) -> list[str]:
    """How long things are kept, and who answers questions about it."""
    return [sentence for sentence in said_conduct.records(policy).values() if sentence]


def _statements(policy: Policy) -> dict[str, str]:
    """Topic → sentence."""
    return {topic: sentence for said in _sections(policy).values() for topic, sentence in said.items()}


def _sections(policy: Policy) -> dict[str, Mapping[str, str]]:
    """What cannot happen, because families may not write, is not talked about."""
    writes = said_messages.writes(policy)
    return {
        "The school": said_school.school(policy),
        "Who takes part": said_school.scope(policy),
        "Who may write": said_messages.who(policy),
        "When staff read": {**(said_school.when(policy) if writes else {}), **said_school.office(policy)},
        "Where messages go": said_messages.where(policy) if writes else {},
        "What parents may expect": {**said_messages.answers(policy), **said_messages.taking(policy)} if writes else {},
        "Absence": said_school.absence(policy),
        "Danger": said_school.danger(policy),
        "Announcements": said_pages.announcements(policy),
        "Class and school pages": said_pages.pages(policy),
        "Pictures and names": said_pages.photos(policy),
        "How families join": said_joining.joining(policy),
        "What families agree to": said_joining.consent(policy),
        "Staff": said_joining.staff(policy),
        "When rules are broken": said_conduct.conduct(policy),
        "Looking after it": said_conduct.oversight(policy),
        "What is kept, and families' rights": said_conduct.records(policy),
    }
