"""What is exported reads back to the same policy, whatever the policy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.people import Role
from bot.domain.policy import (
    Absences,
    Alternative,
    Clock,
    Conduct,
    Consent,
    Contacts,
    Desk,
    Document,
    Enrolment,
    FamilyHours,
    Feed,
    Governance,
    GroupHours,
    Hours,
    InScope,
    MediaRules,
    Meetings,
    Messages,
    Monitoring,
    Naming,
    Office,
    Period,
    Photos,
    Place,
    Policy,
    Receipts,
    Replies,
    Reports,
    Retention,
    Rights,
    Routing,
    Safeguarding,
    SchoolFacts,
    Sending,
    Staffing,
    Step,
    Thresholds,
    Translation,
)
from bot.domain.subjects import Subject
from bot.policyfile import diff, dump, explain, load, vocabulary
from bot.policyfile.words import ADVICE, CLOSED_ON, LEADS, OPEN_ON, ROLES

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
ROUTABLE = [subject for subject in Subject if subject not in {Subject.SAFEGUARDING, Subject.URGENT, Subject.NOTE}]
ANY_ROLE, LEADING = st.sampled_from(sorted(set(ROLES.values()))), st.sampled_from(sorted(set(LEADS.values())))
WALL = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = sorted(draw(st.lists(WALL, min_size=2, max_size=2, unique=True)))
    return draw(st.frozensets(st.integers(0, 6), min_size=1)), first, last


HOURS = st.builds(
    Hours,
    periods=st.lists(periods(), max_size=3).map(tuple),
    closed_on=st.frozensets(st.sampled_from(CLOSED_ON)),
    open_on=st.frozensets(st.sampled_from(OPEN_ON)),
)
PLACES = st.builds(Place, ANY_ROLE, st.booleans(), st.sampled_from([None, *ADVICE]))
URGENT = PLACES.filter(lambda place: place.role is not Role.OFFICE or place.advise is not None)
POLICIES = st.builds(
    Policy,
    school=st.builds(
        SchoolFacts,
        name=TEXT,
        short_name=TEXT,
        office_phone=st.just("01632 960100"),
        controller=TEXT,
        zone=st.sampled_from(["Europe/London", "Asia/Kathmandu"]),
        languages=st.lists(st.sampled_from(["en", "pl", "pt-BR", "zh-Hans"]), min_size=1, unique=True).map(tuple),
    ),
    mode=st.just("two_way"),
    hours=st.builds(
        lambda hours, first, then: replace(hours, hold_incoming=first, hold_replies=then),
        HOURS,
        st.booleans(),
        st.booleans(),
    ),
    office_hours=HOURS,
    routing=st.builds(
        lambda places, urgent, default, doubtful: Routing(
            places | ({Subject.URGENT: urgent} if urgent else {}), default, doubtful
        ),
        st.dictionaries(st.sampled_from(ROUTABLE), PLACES),
        st.none() | URGENT,
        PLACES,
        PLACES,
    ),
    safeguarding=st.builds(
        Safeguarding,
        lead=st.lists(LEADING, min_size=1, unique=True).map(tuple),
        deputy=st.lists(LEADING, unique=True).map(tuple),
        out_of_hours_line=st.sampled_from(["", "+44 1632 960199"]),
    ),
    messages=st.builds(
        Messages,
        parent_to_teacher=st.booleans(),
        brief_chars=st.integers(0, 10_000),
        burst_s=st.integers(0, 600),
        remember_child_h=st.integers(0, 72),
        question_min=st.integers(1, 1440),
        quiet_after_teacher_min=st.integers(0, 1440),
    ),
    replies=st.builds(Replies, promise_hours=st.none() | st.integers(1, 240), clock=st.sampled_from(Clock)),
    send=st.builds(Sending, undo_s=st.integers(0, 600), confirm_above=st.integers(0, 500)),
    enrol=st.builds(Enrolment, code_days=st.integers(1, 365), max_adults=st.integers(0, 20)),
    family=st.builds(
        FamilyHours,
        start=st.sampled_from([time(0), time(7, 30)]),
        end=st.sampled_from([time(20), time(21, 15), time(0)]),
    ).filter(lambda family: family.start != family.end),
    translation=st.builds(Translation, inbound=st.booleans(), outbound=st.booleans()),
)


def some(words: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(words)), unique=True).map(tuple)


def least_one(words: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(words)), unique=True, min_size=1).map(tuple)


def one(words: Iterable[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(words))


ROLES_SOME = st.lists(LEADING, unique=True).map(tuple)
PAPERS = st.builds(
    Document, st.sampled_from(["A paper", 'Its "other" name']), st.sampled_from(["", "https://a.example/x"])
)
YEARS, CLASSES = st.frozensets(st.sampled_from(["N", "R", "3"])), st.frozensets(st.sampled_from(["3B", "Owls"]))
GROUPS = st.builds(GroupHours, years=YEARS, classes=CLASSES, periods=st.lists(periods(), max_size=2).map(tuple)).filter(
    lambda group: bool(group.years or group.classes)
)
DESKS = st.builds(
    Desk,
    name=st.just("Infant office"),
    phone=st.just("01632 960101"),
    years=YEARS,
    classes=CLASSES,
    periods=st.just(()),
)
STEPS = st.builds(Step, ANY_ROLE, st.sampled_from(["message", "meeting", "appointment"]))
OFTEN = st.sampled_from(["never", "termly"])
DAYS_OR_NONE = st.none() | st.dates(min_value=date(2000, 1, 1))
BARS = st.integers(1, 100).map(lambda percent: percent / 100)
CHANCE = st.none() | BARS
SORTED = st.sampled_from([Subject.URGENT, Subject.NOTE, Subject.SEN, Subject.COMPLAINT])
WORKED_OUT = st.fixed_dictionaries(
    {
        "channels": least_one(vocabulary.CHANNELS),
        "contacts": st.builds(
            Contacts, some(vocabulary.HELP), TEXT, TEXT, TEXT, policy=st.none() | PAPERS, complaints=st.none() | PAPERS
        ),
        "scope": st.builds(
            InScope,
            years=some(["N", "R", "1"]),
            classes_excluded=some(["3B", "Owls"]),
            trial_end=DAYS_OR_NONE,
            after_trial=one(vocabulary.AFTER_TRIAL),
        ),
        "office": st.builds(
            Office,
            urgent_ack_min=st.integers(0, 240),
            log_channels=some(vocabulary.LOG_CHANNELS),
            desks=st.lists(DESKS, max_size=2).map(tuple),
        ),
        "triage": st.builds(Thresholds, CHANCE, CHANCE, CHANCE, CHANCE, st.dictionaries(SORTED, BARS, max_size=3)),
        "receipts": st.builds(Receipts, one(vocabulary.SEEN)),
        "meetings": st.builds(Meetings, one(vocabulary.MEETINGS), ROLES_SOME),
        "absence": st.builds(Absences, st.none() | WALL, st.booleans(), st.booleans()),
        "enrol": st.builds(
            Enrolment,
            code_days=st.integers(1, 365),
            max_adults=st.integers(0, 20),
            extra_adult=one(vocabulary.EXTRA_ADULT),
            requires=some(["slip", "our_own_form"]),
            methods=least_one(vocabulary.METHODS),
            eligible=some(vocabulary.ELIGIBLE),
            login_sharing=one(vocabulary.LOGIN_SHARING),
        ),
        "consent": st.builds(
            Consent,
            items=st.just(("photo", "our_line")),
            refusable=some(["photo"]),
            wording=st.just({"our_line": "We return the bag"}),
            record=some(vocabulary.RECORD),
            transfer=one(vocabulary.TRANSFER),
            renew_on=one(vocabulary.RENEW_ON),
            reminder=OFTEN,
        ),
        "staff": st.builds(
            Staffing,
            quiet_hours=one(vocabulary.QUIET_HOURS),
            may_widen=st.booleans(),
            direct_messages=st.booleans(),
            audiences=some(vocabulary.AUDIENCES),
            devices=some(vocabulary.DEVICES),
            personal_device=one(vocabulary.PERSONAL_DEVICE),
            push=one(vocabulary.PUSH),
            reply_scope=least_one(vocabulary.REPLY_SCOPE),
            agreement=some(["aup"]),
            phone_school=st.booleans(),
            forward_to_office=st.booleans(),
            line_managers=st.dictionaries(st.sampled_from(["", "R", "3B"]), ANY_ROLE),
            photo_list_ack=st.sampled_from(["never", "on_change"]),
            training_months=st.integers(0, 60),
            sar_notice=OFTEN,
        ),
        "feed": st.builds(
            Feed,
            comments=st.booleans(),
            comment_window=one(vocabulary.COMMENT_WINDOW),
            likes=st.booleans(),
            class_authors=some(vocabulary.AUTHORS),
            celebrations_via=some(vocabulary.CELEBRATIONS),
            posts_mode=one(vocabulary.POSTS_MODE),
            reminder_every_days=st.integers(0, 60),
            pictures_per_week=st.sampled_from([(0, 0), (2, 5)]),
            nudge_at=st.none() | st.tuples(st.integers(0, 6), WALL),
            media=some(vocabulary.MEDIA),
            types=some(vocabulary.POST_TYPES),
            templates=some(vocabulary.TEMPLATES),
            sensitive_check=one(vocabulary.SENSITIVE),
        ),
        "photos": st.builds(
            Photos,
            permissions=st.just(("photo", "group_photos")),
            group_requires=st.sampled_from(["", "group_photos"]),
            basis=one(vocabulary.BASIS),
            purposes=some(vocabulary.PURPOSES),
            withdraw_via=one(vocabulary.WITHDRAW_VIA),
            withdraw_past=st.booleans(),
        ),
        "names": st.builds(Naming, one(vocabulary.NAMES_RULE), one(vocabulary.CLASH)),
        "media": st.builds(
            MediaRules, st.booleans(), st.booleans(), st.booleans(), TEXT, photo_link_days=st.integers(1, 60)
        ),
        "alternative": st.builds(Alternative, st.booleans(), some(vocabulary.FORMATS)),
        "conduct": st.builds(
            Conduct,
            misuse=st.sampled_from([(), ("warning", "removal"), ("warning", "warning", "suspension", "removal")]),
            warnings_last=one(vocabulary.WARNINGS_LAST),
            image_breach=one(vocabulary.OUTCOMES),
            sharing=one(vocabulary.OUTCOMES),
            breach=one(vocabulary.OUTCOMES),
            comment=some(vocabulary.COMMENT),
            decider=st.lists(LEADING, unique=True, min_size=1).map(tuple),
            remove_roles=ROLES_SOME,
            report=st.booleans(),
            report_to=st.none() | LEADING,
        ),
        "monitor": st.builds(Monitoring, ROLES_SOME, st.integers(0, 200)),
        "reports": st.builds(Reports, OFTEN, OFTEN),
        "governance": st.builds(
            Governance,
            policy_review=OFTEN,
            next_review=DAYS_OR_NONE,
            review_owner=one(vocabulary.REVIEW_OWNERS),
            privacy_notice=some(vocabulary.PRIVACY_NOTICES),
            linked_policies=st.lists(PAPERS, max_size=2).map(tuple),
        ),
        "retention": st.builds(
            Retention,
            one(vocabulary.LEAVER),
            st.integers(0, 365),
            st.integers(0, 120),
            feedback_days=st.integers(0, 99),
        ),
        "rights": st.builds(Rights, LEADING, st.integers(1, 3), some(vocabulary.SELF_SERVICE)),
        "titles": st.dictionaries(LEADING, st.sampled_from(["the principal", "the bursar"])),
    }
)
ROUTES = st.fixed_dictionaries(
    {
        "needs_discussion": st.none() | PLACES,
        "serious_behaviour": st.none() | PLACES,
        "topics": some(vocabulary.TOPICS),
        "topic": st.dictionaries(st.sampled_from(["learning", "admin"]), PLACES),
        "ladders": st.dictionaries(one(vocabulary.TOPICS), st.lists(STEPS, min_size=1, max_size=4).map(tuple)),
        "last_rung": st.sampled_from(["", "chair of governors"]),
        "service_concern": ROLES_SOME,
        "concern_form": some(vocabulary.CONCERN_FORM),
        "complaint_copy": some(vocabulary.COMPLAINT_COPY),
    }
)
WHOLE = st.builds(
    lambda policy, more, routes, groups, lessons: replace(
        policy,
        **more,
        routing=replace(policy.routing, **routes),
        hours=replace(policy.hours, groups=tuple(groups), lessons=tuple(lessons)),
    ),
    POLICIES,
    WORKED_OUT,
    ROUTES,
    st.lists(GROUPS, max_size=2),
    st.lists(periods(), max_size=2),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine makes policies slowly
@given(WHOLE)
def test_what_a_school_has_worked_out_reads_back_the_same(policy: Policy) -> None:
    assert load(dump(policy), "exported.toml") == policy


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine makes policies slowly
@given(WHOLE)
def test_everything_a_school_has_worked_out_can_be_said(policy: Policy) -> None:
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in explain(policy))


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine makes policies slowly
@given(POLICIES)
def test_what_is_written_reads_back_the_same(policy: Policy) -> None:
    assert load(dump(policy), "exported.toml") == policy


def test_the_policy_that_turns_nothing_on_reads_back_the_same() -> None:
    assert load(dump(Policy()), "exported.toml") == Policy()


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine makes policies slowly
@given(POLICIES)
def test_every_policy_can_be_said_in_plain_sentences(policy: Policy) -> None:
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in explain(policy))
    assert diff(policy, policy) == []


def test_one_period_is_written_the_short_way_and_places_by_their_word() -> None:
    routing = Routing({Subject.URGENT: Place(Role.OFFICE, teacher_too=True, advise="phone_office")})
    hours = Hours(periods=((frozenset({0, 1}), time(8), time(0)),))
    written = tomllib.loads(dump(Policy(routing=routing, hours=hours)))
    assert written["routing"]["urgent"] == "phone_office"
    assert written["hours"]["days"] == ["Mon", "Tue"]
    assert (written["hours"]["open"], written["hours"]["close"]) == ("08:00", "00:00")
    assert "redirect" not in written["routing"]
