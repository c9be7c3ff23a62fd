"""A policy file is taken whole or refused with everything that is wrong with it."""

from __future__ import annotations

from datetime import time

import pytest

from bot.domain.people import Role
from bot.domain.policy import Clock, Place, Policy
from bot.domain.subjects import Subject
from bot.policyfile import PolicyProblems, load
from bot.policyfile.keys_messages import RedirectKeys

TWO_WAY = 'mode = "two_way"\nschool.office_phone = "01632 960100"\n'
SCHOOL_DAYS = frozenset(range(5))
LATER = 'Allowed: a later time, or "00:00" for midnight.'


def problems(text: str) -> list[str]:
    with pytest.raises(PolicyProblems) as caught:
        load(text, "policy.toml")
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [str(problem) for problem in caught.value.problems]


def test_dpia31_an_empty_policy_turns_nothing_on() -> None:
    assert load("", "policy.toml") == Policy()


def test_dpia31_with_only_a_name_the_school_merely_announces() -> None:
    policy = load('[school]\nname = "Hill Top"\n', "policy.toml")
    assert (policy.mode, policy.messages.parent_to_teacher) == ("announcements_only", False)
    assert (policy.school.short_name, policy.school.controller) == ("Hill Top", "Hill Top")


def test_a_two_way_school_lets_parents_write_unless_it_says_otherwise() -> None:
    assert load(TWO_WAY, "p").messages.parent_to_teacher
    assert not load(TWO_WAY + "messages.parent_to_teacher = false", "p").messages.parent_to_teacher


@pytest.mark.parametrize(
    "text",
    [
        'mode = "two_way"',
        '[routing]\nurgent = "phone_office"',
        '[routing]\ndefault = "office"',
        '[routing.redirect]\nabsence = "reception"',
        'mode = "two_way"\n[school]\noffice_phone = ""',
    ],
)
def test_m15_lt41_without_the_office_number_a_school_that_needs_it_cannot_start(text: str) -> None:
    found = problems(text)
    assert len(found) == 1
    assert "school.office_phone" in found[0]
    assert "telephone number is needed" in found[0]


@pytest.mark.parametrize("number", ['"required"', '"0137..."', "5", '"12"', '"call us"'])
def test_lt41_an_office_number_is_never_guessed(number: str) -> None:
    assert problems(f'mode = "two_way"\n[school]\noffice_phone = {number}')[0].startswith(
        f"policy.toml: school.office_phone = {number}: is not a telephone number."
    )


def test_parents_cannot_write_to_a_school_that_only_announces() -> None:
    assert problems("[messages]\nparent_to_teacher = true") == [
        'policy.toml: messages.parent_to_teacher = true: parents cannot write when mode is "announcements_only".'
        ' Allowed: false, or mode = "two_way".'
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1", "policy.toml: x = 1: is not a key of a policy. Allowed here: mode, channels, school, contacts,"),
        ("[send]\nundo = 5", "policy.toml: send.undo = 5: is not a key of a policy; did you mean send.undo_s?"),
        ('office_phone = "1"', "did you mean school.office_phone?"),
        ("[hours]\nopens = 1", "did you mean hours.open?"),
        ('[hours]\nchannels = ["sms"]', "did you mean channels? It stands before the first [table]."),
        ('open = "8:00"', "did you mean hours.open?"),
        ('[routing.redirect]\nabsense = "office"', "did you mean routing.redirect.absence?"),
        ('[routing.redirect]\nurgent = "office"', "did you mean routing.urgent?"),
        ('[routing.redirect]\nsafeguarding = "office"', "did you mean safeguarding?"),
        ('[routin]\nurgent = "office"', "did you mean routing?"),
        ('[[hours.periods]]\nopen = "8:00"\nclose = "9:00"\nday = "Mon"', 'hours.periods[1].day = "Mon"'),
        ("[messages]\nundo_secs = 3", "did you mean send.undo_s?"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_valid_one(text: str, expected: str) -> None:
    assert expected in problems(text)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('mode = "both"', "mode = \"both\": is not allowed here. Allowed: 'two_way' or 'announcements_only'."),
        ("school = 5", "school = 5: is not allowed here. Allowed: a table of keys."),
        ("[school]\nname = 5", "school.name = 5: is not allowed here. Allowed: text in quotes."),
        (f'[school]\nname = "{"x" * 201}"', "is too long. Allowed: at most 200 letters."),
        ('[school]\nzone = "Europe/Londn"', 'is not a time zone. Allowed: names such as "Europe/London".'),
        ('[school]\nzone = "../etc"', "is not a time zone."),
        ('[school]\nlanguages = ["english"]', '"english" is not a language. Allowed: tags such as "en"'),
        ("[school]\nlanguages = []", "school.languages = []: is empty. Allowed: at least one."),
        ('[hours]\nopen = "8:00"', "policy.toml: hours: open and close come together. Allowed: both, or neither."),
        ('[hours]\ndays = "Mon"', "hours: days needs open and close. Allowed: all three, or periods."),
        ('[hours]\nopen = "17:00"\nclose = "8:00"', f'hours: close "8:00" must be later than open "17:00". {LATER}'),
        ('[[hours.periods]]\nopen = "9:00"\nclose = "9:00"', f'hours.periods[1]: close "9:00" must be later than open "9:00". {LATER}'),
        ('[replies]\n"reply\\nkey" = 1', "replies.reply\\nkey = 1: is not a key of a policy"),
        ('[[hours.periods]]\nopen = "9:00"', "hours.periods[1].close: is missing."),
        (
            '[hours]\nopen = "8:00"\nclose = "9:00"\nperiods = [{ open = "1:00", close = "2:00" }]',
            "hours: give either open, close and days, or periods, not both. Allowed: one of the two.",
        ),
        ("[hours]\nopen = 08:00:30\nclose = 17:00:00", "hours.open = 08:00:30: is not a time of day."),
        ("[hours]\nopen = 8\nclose = 17", "hours.open = 8: is not a time of day."),
        ('[hours]\nopen = "8"\nclose = "17:00"', 'hours.open = "8": is not a time of day.'),
        ('[hours]\nopen = "8:00"\nclose = "24:30"', 'hours.close = "24:30": is not a time of day.'),
        ('[hours]\nopen = "13:00pm"\nclose = "17:00"', "is not a time of day."),
        ('[hours]\nopen = "8:60"\nclose = "17:00"', "is not a time of day."),
        ('[hours]\nopen = "8:00"\nclose = "9:00"\ndays = "Mon-Wed-Fri"', "is not a span of days."),
        ('[hours]\nopen = "8:00"\nclose = "9:00"\ndays = "Mo"', '"Mo" is not a day.'),
        ('[hours]\nopen = "8:00"\nclose = "9:00"\ndays = 3', '"3" is not a day.'),
        ('[hours]\nopen = "8:00"\nclose = "9:00"\ndays = []', "hours.days = []: is empty."),
        ('[hours]\nclosed_on = ["holidays"]', 'is not a kind of day; did you mean "bank_holidays"?'),
        ('[hours]\nhold_incoming = "yes"', "Allowed: true or false, without quotes."),
        ("[hours]\nhold_incoming = 1", "Allowed: true or false, without quotes."),
        ("[messages]\nburst_s = 1.5", "Allowed: a whole number, without quotes."),
        ("[messages]\nburst_s = -1", "messages.burst_s = -1: is too small. Allowed: 0 or more."),
        ("[enrol]\ncode_days = 400", "enrol.code_days = 400: is too large. Allowed: 365 or less."),
        ('[replies]\npromise_hours = "soon"', 'is not a number of hours. Allowed: 1 to 720, or "none".'),
        ("[replies]\npromise_hours = true", "is not a number of hours."),
        ("[replies]\npromise_hours = 0", "is not a number of hours."),
        ('[replies]\nclock = "x"', "Allowed: 'school_day_24h', 'working_day_48h', 'open_hours' or 'every_hour'."),
        ('[routing]\nurgent = "recpetion"', 'is not a place; did you mean "reception"? Allowed: class_teacher, office'),
        ('[routing]\nurgent = { to = "office", x = 1 }', 'routing.urgent = { to = "office", x = 1 }: is not a key of'),
        ("[routing]\nurgent = { teacher_too = true }", "is not a role"),
        ('[routing]\nurgent = { to = "office", teacher_too = "yes" }', "Allowed for teacher_too: true or false."),
        ('[routing]\nurgent = { to = "office", advise = "run" }', "is not something to advise"),
        ('[safeguarding]\nlead = "headd"', 'is not a role; did you mean "head"?'),
        ('[safeguarding]\nlead = "class_teacher"', "is not a role"),
        ("[safeguarding]\nlead = []", "safeguarding.lead = []: is empty."),
        (
            '[family.quiet_hours]\nstart = "8:00"\nend = "20:00"',
            "family.quiet_hours: quiet hours run over the night: end must be earlier in the day than start.",
        ),
    ],
)
def test_a_bad_value_is_refused_with_key_value_and_what_is_allowed(text: str, expected: str) -> None:
    found = problems(text)[0]
    assert found.startswith("policy.toml: ")
    assert expected in found


def test_every_problem_is_told_at_once() -> None:
    assert len(problems('mode = "x"\n[send]\nundo_s = "x"\n[enrol]\ncode_days = 0\nx = 1')) == 4


def test_a_file_that_is_not_toml_says_where_and_what_is_often_forgotten() -> None:
    assert problems("mode = two_way") == [
        "policy.toml: is not TOML: Invalid value (at line 1, column 8). Times and words stand in quotes, true and"
        " false do not."
    ]


def test_a_long_value_is_cut_in_the_message() -> None:
    assert "…: is not a time of day" in problems(f'[hours]\nopen = "{"9" * 500}"\nclose = "9:00"')[0]


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert load('\ufeff[school]\nname = "A"', "p").school.name == "A"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"8:00"', time(8)),
        ('"08.05"', time(8, 5)),
        ('"8am"', time(8)),
        ('"12 am"', time(0)),
        ('"12:15pm"', time(12, 15)),
        ("08:30:00", time(8, 30)),
    ],
)
def test_times_are_read_as_people_write_them(written: str, meant: time) -> None:
    policy = load(f'[hours]\nopen = {written}\nclose = "24:00"', "p")
    assert policy.hours.periods == ((SCHOOL_DAYS, meant, time(0)),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"Mon-Fri"', {0, 1, 2, 3, 4}),
        ('"monday to wednesday"', {0, 1, 2}),
        ('"Mon, Wed – Fri"', {0, 2, 3, 4}),
        ('["Tues", "Thursday"]', {1, 3}),
        ('"Sat-Mon"', {5, 6, 0}),
        ('"weekdays"', {0, 1, 2, 3, 4}),
        ('"every day"', {0, 1, 2, 3, 4, 5, 6}),
        ('["weekends", "Mon"]', {5, 6, 0}),
    ],
)
def test_days_are_read_as_people_write_them(written: str, meant: set[int]) -> None:
    policy = load(f'[hours]\nopen = "8:00"\nclose = "9:00"\ndays = {written}', "p")
    assert policy.hours.periods[0][0] == meant


def test_several_periods_a_day_and_the_office_s_own() -> None:
    policy = load(
        '[[hours.periods]]\nopen = "8:00"\nclose = "12:00"\n[[hours.periods]]\nopen = "13:00"\nclose = "17:00"\n'
        'days = "Mon"\n[office.hours]\nopen = "8:00"\nclose = "16:00"\nclosed_on = "bank_holidays"\n'
        'open_on = "inset_days"',
        "p",
    )
    assert policy.hours.periods == (
        (SCHOOL_DAYS, time(8), time(12)),
        (frozenset({0}), time(13), time(17)),
    )
    assert policy.office_hours.periods == ((SCHOOL_DAYS, time(8), time(16)),)
    assert (set(policy.office_hours.closed_on), set(policy.office_hours.open_on)) == ({"bank_holidays"}, {"inset_days"})


def test_without_its_own_hours_the_office_keeps_the_teachers() -> None:
    policy = load('[hours]\nopen = "8:00"\nclose = "17:00"\nclosed_on = ["weekends"]', "p")
    assert policy.office_hours.periods == policy.hours.periods
    assert policy.office_hours.closed_on == {"weekends"}


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ('"reception"', Place(Role.OFFICE, advise="phone_office")),  # BNV20: told to phone as well
        (
            '"phone_office"',
            Place(Role.OFFICE, teacher_too=True, advise="phone_office"),
        ),  # M15: still reaches the teacher
        ('"contact_office"', Place(Role.OFFICE, teacher_too=True, advise="phone_office")),  # LT17
        ('"class_teacher"', Place(Role.CLASS_TEACHER)),
        ('"head"', Place(Role.HEAD)),
        ('{ to = "office", teacher_too = true, advise = "meeting" }', Place(Role.OFFICE, True, "meeting")),
    ],
)
def test_urgent_matters_go_where_the_policy_says(word: str, place: Place) -> None:
    assert load(f"{TWO_WAY}routing.urgent = {word}", "p").routing.places == {Subject.URGENT: place}


def test_bnv19_lt27_lt38_subjects_go_where_the_policy_says() -> None:
    policy = load(
        TWO_WAY + '[routing]\ndefault = "teacher"\ndoubtful = "support_officer"\n[routing.redirect]\n'
        'absence = "reception"\ncomplaint = "trust_complaints_procedure"\nadmin = "support_officer"\n'
        'learning_question = "door_or_appointment"',
        "p",
    )
    assert policy.routing.places == {
        Subject.ABSENCE: Place(Role.OFFICE),
        Subject.COMPLAINT: Place(Role.OFFICE, advise="procedure"),
        Subject.ADMIN: Place(Role.SUPPORT_OFFICER),
        Subject.PROGRESS: Place(Role.OFFICE, advise="appointment"),
    }
    assert (policy.routing.default, policy.routing.doubtful) == (Place(Role.CLASS_TEACHER), Place(Role.SUPPORT_OFFICER))


def test_every_subject_but_danger_urgency_and_notes_can_be_redirected() -> None:
    apart = {Subject.SAFEGUARDING, Subject.URGENT, Subject.NOTE}
    by_hand = {"needs_discussion", "serious_behaviour"}  # not what triage finds: a parent or a teacher says so
    assert set(RedirectKeys.model_fields) - by_hand == {subject.value for subject in Subject if subject not in apart}


def test_promises_and_the_families_night_are_read() -> None:
    policy = load(
        '[replies]\npromise_hours = 48\nclock = "working_day_48h"\n[family.quiet_hours]\nstart = "21:00"\nend = "7:00"',
        "p",
    )
    assert (policy.replies.promise_hours, policy.replies.clock) == (48, Clock.WORKING_DAY)
    assert (policy.family.start, policy.family.end) == (time(7), time(21))
    assert load('replies.promise_hours = "none"', "p").replies.promise_hours is None
