from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.domain.people import DutyKind, Role
from bot.domain.roster import Roll, RollClass, RollContact, RollDuty, RollGuardian, RollStaff
from bot.roster.answers import Answers, read_answers
from bot.roster.changes import Difference, FieldChange, Kind
from bot.roster.diff import compare
from bot.roster.findings import Level
from bot.roster.plan import RosterPlan
from tests.roster.files import MARTA, OLA, PIOTR, WIDE, csv_source, plan_of
from tests.roster.rolls import roll_of

ONE = WIDE[:10]
JAN = ("Jan", "Zielony", "5A", "5")
ZAIN = ("Zain", "Qamar", "3B", "3")
SANA = ("Sana", "Qamar", "Mother", "parental", "07700 900103", "Urdu")
STAFF = ("First name", "Last name", "Roles", "Classes", "Days", "Phone")
COVER = ("Class", "Cover", "Day", "Start", "End", "First day", "Last day", "Instead of")
TESS = ("Tess", "Harrow", "Class teacher", "3B", "", "07700 900118")
CASS = ("Cass", "Weir", "PPA cover", "", "", "07700 900119")
SLOT = ("3B", "Cass Weir", "Wed", "13:00", "15:15", "", "", "")


def families(*rows: tuple[str, ...], header: tuple[str, ...] = WIDE) -> RosterPlan:
    return plan_of(csv_source(header, *rows))


def diff(before: RosterPlan | Roll, after: RosterPlan, answers: str = "") -> Difference:
    roll = before if isinstance(before, Roll) else roll_of(before)
    return compare(roll, after, read_answers(answers) if answers else Answers())


def changes(difference: Difference) -> list[tuple[str, Kind, str]]:
    """(pupils|guardians|staff, kind, first name)."""
    found = [("pupils", one.kind, one.first_name) for one in difference.pupils]
    found += [("guardians", one.kind, one.first_name) for one in difference.guardians]
    return found + [("staff", one.kind, one.first_name) for one in difference.staff]


def guardian(roll: Roll, first_name: str) -> RollGuardian:
    return next(one for one in roll.guardians if one.first_name == first_name)


def with_guardian(roll: Roll, changed: RollGuardian) -> Roll:
    return replace(roll, guardians=tuple(changed if one.id == changed.id else one for one in roll.guardians))


def asked(difference: Difference) -> list[str]:
    return [finding.code for finding in difference.findings if finding.level is Level.QUESTION]


def noted(difference: Difference) -> list[str]:
    return [finding.code for finding in difference.findings if finding.level is Level.NOTICE]


SCHOOL = ((*OLA, *MARTA, *PIOTR), (*ZAIN, *SANA))


def test_the_same_file_again_changes_nothing() -> None:
    plan = families(*SCHOOL)
    assert not diff(plan, plan)


def test_into_an_empty_hub_everything_is_new() -> None:
    difference = diff(Roll(), families(*SCHOOL))
    assert {kind for _, kind, _ in changes(difference)} == {Kind.NEW}
    assert [(one.kind, one.plan.name) for one in difference.classes] == [(Kind.NEW, "3B")]
    assert len(difference.guardians) == 3
    assert difference.guardians[0].contacts.new
    assert not difference.stopped


def test_a_pupil_who_is_not_in_the_file_leaves_and_so_does_an_adult_without_other_children() -> None:
    difference = diff(families(*SCHOOL), families(SCHOOL[0]))
    assert changes(difference) == [("pupils", Kind.LEFT, "Zain"), ("guardians", Kind.LEFT, "Sana")]
    assert len(difference.guardians[0].ties_ended) == 1


def test_an_adult_with_another_child_here_stays_and_loses_only_the_tie() -> None:
    before = families((*OLA, *MARTA), (*JAN, *MARTA), header=ONE)
    difference = diff(before, families((*OLA, *MARTA), header=ONE))
    assert changes(difference) == [("pupils", Kind.LEFT, "Jan"), ("guardians", Kind.CHANGED, "Marta")]
    assert len(difference.guardians[0].ties_ended) == 1
    assert [(one.kind, one.plan.name) for one in difference.classes] == [(Kind.LEFT, "5A")]


def test_an_adult_the_school_took_off_one_child_is_cut_from_it() -> None:
    difference = diff(families(SCHOOL[0]), families((*OLA, *MARTA), header=ONE))
    assert changes(difference) == [("guardians", Kind.LEFT, "Piotr")]


def test_a_pupil_in_another_class_moved() -> None:
    difference = diff(families(*SCHOOL), families(SCHOOL[0], ("Zain", "Qamar", "4A", "4", *SANA)))
    [zain] = difference.pupils
    assert (zain.kind, zain.class_name) == (Kind.MOVED, "4A")
    assert zain.fields == (FieldChange("class", "3B", "4A"),)
    assert not difference.guardians


def test_a_whole_school_moves_up_in_september_and_namesakes_do_not_swap() -> None:
    ali = ("Ali", "Khan", "3A", "3", *MARTA)
    other = ("Ali", "Khan", "4A", "4", *SANA)
    before = families(ali, other, header=ONE)
    after = families(("Ali", "Khan", "4A", "4", *MARTA), ("Ali", "Khan", "5A", "5", *SANA), header=ONE)
    difference = diff(before, after)
    assert [(one.id, one.kind, one.class_name) for one in difference.pupils] == [
        (100, Kind.MOVED, "4A"), (101, Kind.MOVED, "5A"),
    ]  # fmt: skip
    assert not difference.guardians


def test_a_returning_family_is_recognised() -> None:
    plan = families(*SCHOOL)
    roll = roll_of(plan)
    sana = guardian(roll, "Sana")
    gone = with_guardian(roll, replace(sana, left=True, ties=tuple(replace(tie, ended=True) for tie in sana.ties)))
    gone = replace(
        gone,
        pupils=tuple(
            replace(one, left=one.first_name == "Zain", class_id=None if one.first_name == "Zain" else one.class_id)
            for one in gone.pupils
        ),
    )
    difference = diff(gone, plan)
    assert changes(difference) == [("pupils", Kind.RETURNED, "Zain"), ("guardians", Kind.RETURNED, "Sana")]
    [tie] = difference.guardians[0].ties_changed
    assert tie.reopened
    assert difference.pupils[0].id == 101


def test_a_leaver_of_the_same_name_with_other_adults_is_another_child() -> None:
    roll = roll_of(families((*ZAIN, *SANA), header=ONE))
    roll = replace(roll, pupils=tuple(replace(one, left=True, class_id=None) for one in roll.pupils))
    difference = diff(roll, families(("Zain", "Qamar", "3B", "3", *MARTA), header=ONE))
    assert [one.kind for one in difference.pupils] == [Kind.NEW]
    assert not asked(difference)


def test_a_namesake_in_another_class_with_other_adults_is_asked_about() -> None:
    before = families((*ZAIN, *SANA), header=ONE)
    after = families(("Zain", "Qamar", "4A", "4", *MARTA), header=ONE)
    assert asked(diff(before, after)) == ["same_pupil"]
    same = diff(before, after, '[same_pupil]\n"Zain Qamar 4A" = "3B"')
    assert [one.kind for one in same.pupils] == [Kind.MOVED]
    new = diff(before, after, '[same_pupil]\n"Zain Qamar 4A" = "new"')
    assert [one.kind for one in new.pupils] == [Kind.NEW, Kind.LEFT]
    assert not asked(same)
    assert not asked(new)


def test_a_child_whose_adults_all_changed_in_the_same_class_is_the_same_child() -> None:
    difference = diff(families((*ZAIN, *SANA), header=ONE), families((*ZAIN, *MARTA), header=ONE))
    assert changes(difference) == [("guardians", Kind.NEW, "Marta"), ("guardians", Kind.LEFT, "Sana")]


def test_a_corrected_spelling_is_not_a_new_child() -> None:
    before = families(("Sofia", "Qamar", "3B", "3", *SANA), header=ONE)
    difference = diff(before, families(("Zofia", "Qamar", "3B", "3", *SANA), header=ONE))
    assert [(one.kind, one.fields) for one in difference.pupils] == [
        (Kind.CHANGED, (FieldChange("first_name", "Sofia", "Zofia"),))
    ]


def test_a_new_surname_is_not_a_new_child_or_adult() -> None:
    before = families(("Ola", "Zielona", "3B", "3", *SANA), header=ONE)
    renamed = ("Sana", "Dar", *SANA[2:])
    difference = diff(before, families(("Ola", "Dar", "3B", "3", *renamed), header=ONE))
    assert [(one.kind, one.fields[0].field) for one in difference.pupils] == [(Kind.CHANGED, "last_name")]
    assert [(one.kind, one.fields[0].field) for one in difference.guardians] == [(Kind.CHANGED, "last_name")]


def test_an_initial_that_becomes_a_name_is_the_same_adult() -> None:
    before = families((*ZAIN, "S", "Qamar", *SANA[2:]), header=ONE)
    difference = diff(before, families((*ZAIN, *SANA), header=ONE))
    assert changes(difference) == [("guardians", Kind.CHANGED, "Sana")]


def test_a_brother_is_not_a_corrected_spelling() -> None:
    before = families((*ZAIN, *SANA), header=ONE)
    difference = diff(before, families(("Hamza", "Qamar", "3B", "3", *SANA), header=ONE))
    assert [one.kind for one in difference.pupils] == [Kind.NEW, Kind.LEFT]


def test_a_stranger_on_a_former_number_is_a_new_adult() -> None:
    before = families((*ZAIN, *SANA), header=ONE)
    stranger = ("Beth", "Marlow", "Mother", "parental", SANA[4], "English")
    difference = diff(before, families((*ZAIN, *stranger), header=ONE))
    assert changes(difference) == [("guardians", Kind.NEW, "Beth"), ("guardians", Kind.LEFT, "Sana")]


def test_father_and_grandfather_of_one_name_stay_who_they_are() -> None:
    father = ("Omar", "Rashid", "Father", "parental", "07700 900105", "")
    grandfather = ("Omar", "Rashid", "Grandfather", "none", "07700 900106", "")
    plan = families((*ZAIN, *father, *grandfather))
    turned = families((*ZAIN, *grandfather, *father))
    difference = diff(plan, turned)
    assert [(one.kind, [field.field for tie in one.ties_changed for field in tie.fields]) for one in difference.guardians] == [
        (Kind.CHANGED, ["priority"]), (Kind.CHANGED, ["priority"]),
    ]  # fmt: skip


def test_a_new_number_is_listed_and_an_unproved_old_one_ends() -> None:
    after = families((*ZAIN, *SANA[:4], "07700 900133", "Urdu"), header=ONE)
    [sana] = diff(families((*ZAIN, *SANA), header=ONE), after).guardians
    assert [phone.e164 for phone in sana.contacts.new] == ["+447700900133"]
    assert len(sana.contacts.ended) == 1
    assert sana.contacts.quarantined == ()


def test_a_number_proved_by_texting_is_set_aside_and_one_the_office_proved_stays() -> None:
    roll = roll_of(families((*ZAIN, *SANA), header=ONE))
    sana = guardian(roll, "Sana")
    contacts = (
        *sana.contacts,
        RollContact(1, "sms", "+447700900103", "verified", "sender_number"),
        RollContact(2, "sms", "+447700900177", "verified", "office"),
        RollContact(3, "telegram", "5001", "verified", "contact_share"),
        RollContact(4, "sms", "+447700900103", "stopped", "sender_number"),
        RollContact(5, "sms", "+447700900178", "ended"),
    )
    after = families((*ZAIN, *SANA[:4], "07700 900133", "Urdu"), header=ONE)
    difference = diff(with_guardian(roll, replace(sana, contacts=contacts)), after)
    [changed] = difference.guardians
    assert changed.contacts.quarantined == (1,)
    assert changed.contacts.ended == (sana.contacts[0].id,)
    assert noted(difference) == ["number_gone"]


def test_a_number_that_was_ended_is_listed_anew() -> None:
    plan = families((*ZAIN, *SANA), header=ONE)
    roll = roll_of(plan)
    sana = guardian(roll, "Sana")
    ended = replace(sana, contacts=tuple(replace(one, state="ended") for one in sana.contacts))
    [changed] = diff(with_guardian(roll, ended), plan).guardians
    assert [phone.e164 for phone in changed.contacts.new] == ["+447700900103"]


def test_a_language_is_filled_or_changed_until_the_family_has_joined() -> None:
    unknown = families((*ZAIN, *SANA[:5], ""), header=ONE)
    urdu, panjabi = families((*ZAIN, *SANA), header=ONE), families((*ZAIN, *SANA[:5], "Panjabi"), header=ONE)
    assert [one.language for one in diff(unknown, urdu).guardians] == ["ur"]
    assert [one.language for one in diff(urdu, panjabi).guardians] == ["pa"]
    assert not diff(urdu, unknown)
    roll = roll_of(urdu)
    sana = guardian(roll, "Sana")
    joined = with_guardian(
        roll, replace(sana, contacts=(*sana.contacts, RollContact(1, "telegram", "5003", "verified", "office")))
    )
    difference = diff(joined, panjabi)
    assert not difference
    assert noted(difference) == ["language_kept"]


def test_changed_facts_of_a_tie_are_named() -> None:
    before = families((*ZAIN, *SANA), header=ONE)
    after = families((*ZAIN, "Sana", "Qamar", "Grandmother", "care", *SANA[4:]), header=ONE)
    [sana] = diff(before, after).guardians
    assert sana.ties_changed[0].fields == (
        FieldChange("relation", "mother", "grandparent"), FieldChange("responsibility", "parental", "care"),
    )  # fmt: skip


def test_a_file_can_set_a_restriction_but_never_lift_one() -> None:
    header = (*ONE, "Contact 1 court order")
    free, blocked = families((*ZAIN, *SANA, ""), header=header), families((*ZAIN, *SANA, "yes"), header=header)
    [sana] = diff(free, blocked).guardians
    assert sana.ties_changed[0].tie.restricted is True
    kept = diff(blocked, free)
    assert not kept
    assert noted(kept) == ["restriction_kept"]
    silent = diff(blocked, families((*ZAIN, *SANA), header=ONE))
    assert not silent
    assert not noted(silent)


def test_a_sibling_who_starts_adds_a_tie_to_the_known_adult() -> None:
    difference = diff(
        families((*ZAIN, *SANA), header=ONE), families((*ZAIN, *SANA), ("Huda", "Qamar", "RA", "R", *SANA), header=ONE)
    )
    assert changes(difference) == [("pupils", Kind.NEW, "Huda"), ("guardians", Kind.CHANGED, "Sana")]
    assert [tie.pupil for tie in difference.guardians[0].ties_new] == [1]


def many(count: int) -> list[tuple[str, ...]]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [
        (
            f"Kid{letters[n]}",
            "Marlow",
            "3B",
            "3",
            f"Mum{letters[n]}",
            "Marlow",
            "Mother",
            "parental",
            f"07700 9002{n:02}",
            "English",
        )
        for n in range(count)
    ]


def test_a_file_of_one_class_does_not_make_leavers_of_the_school_without_asking() -> None:
    before, after = families(*many(20), header=ONE), families(*many(10), header=ONE)
    difference = diff(before, after)
    assert asked(difference) == ["whole_school"]
    assert difference.stopped
    assert "10 of 20 pupils" in difference.findings[0].reason
    confirmed = diff(before, after, "whole_school = true")
    assert not confirmed.stopped
    assert sum(one.kind is Kind.LEFT for one in confirmed.pupils) == 10


def test_a_few_leavers_need_no_question() -> None:
    assert not asked(diff(families(*many(20), header=ONE), families(*many(16), header=ONE)))


def test_a_file_without_staff_leaves_the_staff_alone_and_the_other_way_round() -> None:
    everyone = plan_of(csv_source(ONE, (*ZAIN, *SANA)), csv_source(STAFF, TESS, CASS), csv_source(COVER, SLOT))
    assert not diff(everyone, families((*ZAIN, *SANA), header=ONE))
    only_staff = diff(everyone, plan_of(csv_source(STAFF, TESS, CASS)))
    assert not only_staff
    assert noted(only_staff) == ["role_empty"] * 3
    assert not diff(everyone, plan_of(csv_source(COVER, SLOT)))


def staffed(*rows: tuple[str, ...], slots: tuple[tuple[str, ...], ...] = (SLOT,)) -> RosterPlan:
    return plan_of(
        csv_source(ONE, (*ZAIN, *SANA), ("Jan", "Zielony", "5A", "5", *MARTA)),
        csv_source(STAFF, *rows),
        csv_source(COVER, *slots),
    )


def test_a_list_that_knows_no_head_office_or_safeguarding_lead_takes_none_away() -> None:
    dora = ("Dora", "Lee", "DSL", "", "", "07700 900141")
    olive = ("Olive", "Stone", "Office; SENCO", "", "", "07700 900142")
    before = staffed(TESS, CASS, dora, olive)
    silent = staffed(TESS, CASS, ("Olive", "Stone", "SENCO", "", "", "07700 900142"))
    difference = diff(before, silent)
    assert not difference.staff
    assert sorted(noted(difference)) == ["lead_stays", "lead_stays", "role_empty"]  # a head there never was
    assert {one.detail for one in difference.findings} >= {"Dora Lee", "Olive Stone"}
    [gone] = diff(before, staffed(TESS, CASS, olive, ("Dan", "Ross", "DSL", "", "", "07700 900143"))).staff[1:]
    assert (gone.kind, gone.first_name) == (Kind.LEFT, "Dora")  # the list names her successor
    assert len(diff(before, silent, "whole_school = true").staff) == 2  # the school says so itself


def test_staff_change_roles_classes_names_and_numbers() -> None:
    before = staffed(TESS, CASS)
    after = staffed(("Tess", "Rowan", "Class teacher; SENCO", "5A", "", "07700 900118"), CASS)
    [tess] = diff(before, after).staff
    assert tess.kind is Kind.CHANGED
    assert tess.fields == (FieldChange("last_name", "Harrow", "Rowan"),)
    assert tess.roles_new == (Role.SENCO,)
    assert [post.class_name for post in tess.posts_new] == ["5A"]
    assert len(tess.duties_ended) == 1
    [dropped] = diff(after, before).staff
    assert len(dropped.roles_ended) == 1
    [number] = diff(before, staffed((*TESS[:5], "07700 900150"), CASS)).staff
    assert len(number.contacts.new) == len(number.contacts.ended) == 1


def test_staff_leave_and_return() -> None:
    before = staffed(TESS, CASS)
    assert changes(diff(before, staffed(CASS))) == [("staff", Kind.LEFT, "Tess")]
    roll = roll_of(before)
    staff = [replace(one, left=True, roles=(), duties=()) if one.first_name == "Tess" else one for one in roll.staff]
    gone = replace(roll, staff=tuple(staff))
    difference = diff(gone, before)
    [tess] = difference.staff
    assert tess.kind is Kind.RETURNED
    assert "staff_back" in noted(difference)
    assert tess.roles_new == (Role.CLASS_TEACHER,)


def test_a_new_colleague_is_new() -> None:
    difference = diff(staffed(CASS), staffed(TESS, CASS))
    [tess] = difference.staff
    assert (tess.kind, tess.roles_new, len(tess.posts_new), len(tess.contacts.new)) == (
        Kind.NEW,
        (Role.CLASS_TEACHER,),
        1,
        1,
    )


def test_dated_and_timed_duties_made_in_the_hub_are_not_the_files_to_end() -> None:
    plan = staffed(TESS, CASS)
    roll = roll_of(plan)
    dated = RollDuty(id=1, class_id=2, kind=DutyKind.TEACHES, last_day=date(2026, 7, 1))
    timed = RollDuty(id=2, class_id=2, kind=DutyKind.SUPPORTS, start=time(9), end=time(10))
    stand_in = RollDuty(id=3, class_id=2, kind=DutyKind.COVERS, first_day=date(2026, 3, 1), last_day=date(2026, 3, 2))
    roll = replace(roll, staff=tuple(replace(one, duties=(*one.duties, dated, timed, stand_in)) for one in roll.staff))
    assert not diff(roll, plan)


def test_cover_slots_come_and_go_with_the_timetable() -> None:
    before = staffed(TESS, CASS)
    moved = ("3B", "Cass Weir", "Thu", "13:00", "15:15", "", "", "Tess Harrow")
    difference = diff(before, staffed(TESS, CASS, slots=(moved,)))
    assert [slot.weekdays for slot in difference.cover_new] == [frozenset({3})]
    assert len(difference.cover_ended) == 1
    newcomer = diff(
        before,
        staffed(
            TESS,
            CASS,
            ("New", "Comer", "PPA", "", "", ""),
            slots=(SLOT, ("3B", "New Comer", "Mon", "13:00", "15:15", "", "", "New Comer")),
        ),
    )
    assert len(newcomer.cover_new) == 1
    assert newcomer.cover_ended == ()


def test_names_the_hub_does_not_know_are_errors_when_their_lists_did_not_come() -> None:
    roll = Roll(classes=(RollClass(1, "3B", "3"), RollClass(2, "OLD", "3", ended=True)))
    difference = diff(roll, plan_of(csv_source(STAFF, TESS, (*CASS[:2], "TA", "OLD", "", ""))))
    assert [finding.code for finding in difference.findings if finding.level is Level.ERROR] == ["class_unknown"]
    cover = diff(
        roll, plan_of(csv_source(COVER, SLOT, ("9Z", "Cass Weir", "Wed", "13:00", "15:15", "", "", "Tess Harrow")))
    )
    assert [finding.code for finding in cover.findings if finding.level is Level.ERROR] == [
        "class_unknown", "staff_unknown", "staff_unknown", "staff_unknown",
    ]  # fmt: skip
    known = replace(roll, staff=(RollStaff(id=7, first_name="Cass", last_name="Weir"),))
    fits = diff(known, plan_of(csv_source(COVER, SLOT)))
    assert not fits.stopped
    assert len(fits.cover_new) == 1


def test_a_class_gets_its_new_year_and_an_old_name_is_used_again() -> None:
    plan = families((*ZAIN, *SANA), header=ONE)
    other = Roll(
        classes=(RollClass(1, "3B", "2"), RollClass(2, "3B", "3", ended=True), RollClass(3, "9Z", "6", ended=True))
    )
    assert [(one.kind, one.id, one.fields) for one in diff(other, plan).classes] == [
        (Kind.CHANGED, 1, (FieldChange("year", "2", "3"),))
    ]
    again = Roll(classes=(RollClass(2, "3B", "3", ended=True),))
    assert [(one.kind, one.id) for one in diff(again, plan).classes] == [(Kind.RETURNED, 2)]


def test_two_children_of_one_name_and_one_adult_each_keep_their_own_history() -> None:
    """Namesakes whose adults share a name only: the one with the shared number wins, the other is matched by class."""
    amina = ("Amina", "Begum", "Mother", "parental", "07700 900141", "")
    other = ("Amina", "Begum", "Mother", "parental", "07700 900142", "")
    before = families(("Ali", "Khan", "3A", "3", *amina), ("Ali", "Khan", "4A", "4", *other), header=ONE)
    after = families(("Ali", "Khan", "4A", "4", *amina), ("Ali", "Khan", "5A", "5", *other), header=ONE)
    difference = diff(before, after)
    assert [(one.id, one.class_name) for one in difference.pupils] == [(100, "4A"), (101, "5A")]
    assert not difference.guardians


def test_two_new_children_cannot_both_be_the_corrected_spelling_of_one() -> None:
    before = families(("Sofia", "Qamar", "3B", "3", *SANA), header=ONE)
    after = families(("Zofia", "Qamar", "3B", "3", *SANA), ("Sofie", "Qamar", "3B", "3", *SANA), header=ONE)
    assert sorted(one.kind for one in diff(before, after).pupils) == [Kind.CHANGED, Kind.NEW]


def test_a_number_the_office_wrote_in_the_hub_outlives_a_stale_file() -> None:
    stale = families((*ZAIN, *SANA), header=ONE)
    roll = roll_of(stale)
    sana = guardian(roll, "Sana")
    contacts = (
        *(replace(one, state="ended") for one in sana.contacts),
        RollContact(1, "sms", "+447700900155", "listed"),
        RollContact(2, "sms", "+447700900155", "verified", "sender_number"),
    )
    roll = with_guardian(roll, replace(sana, contacts=contacts))
    difference = diff(roll, stale)
    assert not difference
    assert noted(difference) == ["number_kept"]
    newer = diff(roll, families((*ZAIN, *SANA[:4], "07700 900166", "Urdu"), header=ONE))
    [changed] = newer.guardians
    assert [phone.e164 for phone in changed.contacts.new] == ["+447700900166"]
    assert (changed.contacts.ended, changed.contacts.quarantined) == ((1,), (2,))
    assert not diff(roll, families((*ZAIN, *SANA[:4], "07700 900155", "Urdu"), header=ONE))


def test_a_landline_in_the_file_does_not_end_the_mobile_the_office_wrote() -> None:
    roll = roll_of(families((*ZAIN, *SANA[:4], "", "Urdu"), header=ONE))
    sana = guardian(roll, "Sana")
    roll = with_guardian(roll, replace(sana, contacts=(RollContact(1, "sms", "+447700900155", "listed"),)))
    [changed] = diff(roll, families((*ZAIN, *SANA[:4], "01632 960155", "Urdu"), header=ONE)).guardians
    assert [phone.e164 for phone in changed.contacts.new] == ["+441632960155"]
    assert changed.contacts.ended == ()
