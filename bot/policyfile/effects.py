"""Who is touched when one policy takes the place of another: plain sentences with counts of the running school."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.policy_census import Census, ClassCount
from bot.domain.subjects import Subject
from bot.policyfile.english import SUBJECT_WORDS, Voice, count, listed, opened
from bot.policyfile.said_messages import promise, writes


def effects(old: Policy, new: Policy, census: Census) -> list[str]:
    """Most pressing first; empty when nobody is touched."""
    parts = (_danger, _writing, _taking_part, _hours, _places, _promises, _agreeing, _joining, _languages)
    return [sentence for part in parts for sentence in part(old, new, census)]


def _danger(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    """Colleagues are touched too: whoever is called at night had better know it before."""
    if old.safeguarding.lead != new.safeguarding.lead:
        yield f"Possible danger to a child calls {Voice(new).roles(new.safeguarding.lead)} at any hour from now on."


def _places(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    """Who gets what from now on, and who no longer does."""
    if not (writes(old) and writes(new)):
        return
    moved: dict[tuple[Role | None, Role | None], list[str]] = {}
    for subject in dict.fromkeys((*old.routing.places, *new.routing.places)):
        before, after = (_place(policy, subject) for policy in (old, new))
        if before != after:
            moved.setdefault((before, after), []).append(SUBJECT_WORDS[subject])
    for (before, after), words in moved.items():
        gets = Voice(new).role(after) if after else "nobody"
        had = Voice(old).role(before) if before else "nobody"
        yield f"What {_families(census.families)} write about {listed(words)} goes to {gets} from now on; it went to {had}."


def _place(policy: Policy, subject: Subject) -> Role | None:
    place = policy.routing.places.get(subject, policy.routing.default)
    return place.role


def _writing(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    if writes(old) == writes(new):
        return
    if writes(new):
        yield f"{_families(census.families)} will be able to write."
        return
    yield f"{_families(census.families)} will no longer be able to write; each is told so when they try."
    if census.held or census.promised:
        yield f"{_messages(census.held + census.promised)} still without an answer stay with the teachers."


def _taking_part(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    leaving = [one for one in census.classes if _takes_part(old, one) and not _takes_part(new, one)]
    joining = [one for one in census.classes if not _takes_part(old, one) and _takes_part(new, one)]
    if leaving:
        yield f"{_named(leaving)} will no longer take part."
    if joining:
        yield f"{_named(joining)} will take part."


def _takes_part(policy: Policy, one: ClassCount) -> bool:
    scope = policy.scope
    out = {name.casefold() for name in scope.classes_excluded}
    return (not scope.years or one.year in scope.years) and one.name.casefold() not in out


def _named(classes: list[ClassCount]) -> str:
    names = listed(one.name for one in classes)
    return f"{names} ({_families(sum(one.families for one in classes))})"


def _hours(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    if not writes(new):
        return
    touched = [one for one in census.classes if _hours_of(old, one) != _hours_of(new, one)]
    if touched:
        times = opened(new.hours.periods) if new.hours.periods else "at no time"
        families = _families(sum(one.families for one in touched))
        yield f"Teachers' hours change for {_classes(len(touched))} and {families}; the school's are {times}."
    if census.held and (touched or old.hours.hold_incoming != new.hours.hold_incoming):
        yield f"{_messages(census.held)} held now will be passed on at the next opening by the new hours."


def _hours_of(policy: Policy, one: ClassCount) -> object:
    kept = policy.hours
    own = next((g.periods for g in kept.groups if one.year in g.years or one.name in g.classes), kept.periods)
    return own, kept.closed_on, kept.open_on, kept.hold_incoming


def _promises(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    before, after = promise(old), promise(new)
    if writes(new) and before != after:
        waiting = census.promised + census.held
        yield f"{_families(census.families)} will be told: {after}"
        if waiting:
            yield f"{_messages(waiting)} without an answer {_came(waiting)} when it was said: {before}"


def _came(number: int) -> str:
    return "came" if number == 1 else "all came"


def _agreeing(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    added = [one for one in new.consent.items if one not in old.consent.items]
    if not added:
        return
    again = new.consent.renew_on != "never"
    asked = "will be asked to agree again" if again else "are not asked again; only those who join later are"
    yield f"The agreement has {count(len(added), 'new line')}: {_families(census.families)} {asked}."


def _joining(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    most = new.enrol.max_adults
    if not most or (old.enrol.max_adults and most >= old.enrol.max_adults):
        return
    over = sum(1 for adults in census.adults_of_each_child if adults > most)
    if over:
        children = "1 child has" if over == 1 else f"{over} children have"
        yield f"{children} more than {count(most, 'adult')} already: they stay, and no more can be added."


def _languages(old: Policy, new: Policy, census: Census) -> Iterator[str]:
    if old.translation.outbound == new.translation.outbound or not census.other_languages:
        return
    how = "in their own language by machine" if new.translation.outbound else "as it was written, untranslated"
    yield f"{_families(census.other_languages)} of another language will read what the school writes {how}."


def _families(number: int) -> str:
    return "1 parent or carer" if number == 1 else f"{number} parents and carers"


def _messages(number: int) -> str:
    return count(number, "message")


def _classes(number: int) -> str:
    return "1 class" if number == 1 else f"{number} classes"
