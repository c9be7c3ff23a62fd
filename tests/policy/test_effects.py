"""Before a policy takes effect: who is touched, in counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot import presets
from bot.domain.people import Role
from bot.domain.policy import GroupHours, Place, Policy
from bot.domain.policy_census import Census, ClassCount
from bot.domain.subjects import Subject
from bot.policyfile import effects, load

SCHOOL = load(presets.read("bentley-new-village"), "p")
CENSUS = Census(
    classes=(ClassCount("Owls", "N", 20), ClassCount("3B", "3", 41)),
    families=58,
    other_languages=12,
    adults_of_each_child=(2, 3, 1),
    held=4,
    promised=6,
)


def touched(new: Policy, old: Policy = SCHOOL) -> list[str]:
    return effects(old, new, CENSUS)


def test_nothing_changes_for_nobody() -> None:
    assert touched(SCHOOL) == []


def test_families_who_may_no_longer_write_and_what_they_wrote() -> None:
    assert touched(replace(SCHOOL, mode="announcements_only")) == [
        "58 parents and carers will no longer be able to write; each is told so when they try.",
        "10 messages still without an answer stay with the teachers.",
    ]
    assert (
        touched(SCHOOL, replace(SCHOOL, mode="announcements_only"))[0] == "58 parents and carers will be able to write."
    )


def test_only_classes_whose_hours_change_are_counted() -> None:
    mornings = GroupHours(years=frozenset({"N"}), periods=((frozenset({0}), time(9), time(12)),))
    said = touched(replace(SCHOOL, hours=replace(SCHOOL.hours, groups=(mornings,))))
    assert said[0].startswith("Teachers' hours change for 1 class and 20 parents and carers")
    assert said[1] == "4 messages held now will be passed on at the next opening by the new hours."


def test_a_class_that_leaves_is_named() -> None:
    out = replace(SCHOOL, scope=replace(SCHOOL.scope, classes_excluded=("owls",)))
    assert touched(out) == ["Owls (20 parents and carers) will no longer take part."]
    assert touched(SCHOOL, out) == ["Owls (20 parents and carers) will take part."]


def test_promises_already_made_are_counted() -> None:
    said = touched(replace(SCHOOL, replies=replace(SCHOOL.replies, promise_hours=None)))
    assert said[0] == "58 parents and carers will be told: No reply time is promised."
    assert said[1].startswith("10 messages without an answer all came when it was said: Parents may expect a reply")


def test_new_lines_fewer_adults_and_languages() -> None:
    lines = replace(SCHOOL.consent, items=(*SCHOOL.consent.items, "respectful"))
    assert touched(replace(SCHOOL, consent=lines)) == [
        "The agreement has 1 new line: 58 parents and carers will be asked to agree again."
    ]
    once = replace(lines, renew_on="never")
    assert "are not asked again" in touched(replace(SCHOOL, consent=once))[0]
    free = replace(SCHOOL, enrol=replace(SCHOOL.enrol, max_adults=0))
    assert touched(SCHOOL, free) == ["1 child has more than 2 adults already: they stay, and no more can be added."]
    plain = replace(SCHOOL, translation=replace(SCHOOL.translation, outbound=False))
    assert touched(plain) == [
        "12 parents and carers of another language will read what the school writes as it was written, untranslated."
    ]


def test_who_gets_what_from_now_on_is_named() -> None:
    places = {**SCHOOL.routing.places, Subject.COMPLAINT: Place(Role.HEAD), Subject.DINNERS: Place(Role.HEAD)}
    assert touched(replace(SCHOOL, routing=replace(SCHOOL.routing, places=places))) == [
        "What 58 parents and carers write about complaints and school dinners goes to the head teacher from now on; "
        "it went to the school office."
    ]


def test_whoever_is_called_for_danger_is_named_first() -> None:
    lead = replace(SCHOOL.safeguarding, lead=(Role.HEAD,))
    assert touched(replace(SCHOOL, safeguarding=lead, mode="announcements_only"))[0] == (
        "Possible danger to a child calls the head teacher at any hour from now on."
    )
