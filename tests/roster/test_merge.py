from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.roster import Relation, Responsibility
from bot.roster.answers import Answers
from bot.roster.contacts import Mention
from bot.roster.findings import Ledger, Level
from bot.roster.merge import merge
from bot.roster.phones import Phone, Use
from tests.roster.files import LONG, MARTA, NOBODY, OLA, PIOTR, WIDE, adults, codes, csv_source, outcome, plan_of, told

ONE = WIDE[:10]
JAN = ("Jan", "Zielony", "5A", "5")


def adult(name: str, phone: str = "", relation: str = "Mother", language: str = "Polish") -> tuple[str, ...]:
    first, _, last = name.partition(" ")
    return (first, last, relation, "parental", phone, language)


def test_one_adult_on_siblings_rows_becomes_one_guardian() -> None:
    plan = plan_of(csv_source(WIDE, (*OLA, *MARTA, *PIOTR), (*JAN, *PIOTR, *adult("MARTA ZIELONA", "+44 7700 900101"))))
    assert {name: sorted(tie.pupil for tie in one.ties) for name, one in adults(plan).items()} == {
        "Marta Zielona": [0, 1], "Piotr Zielony": [0, 1],
    }  # fmt: skip
    assert [tie.priority for tie in adults(plan)["Marta Zielona"].ties] == [1, 2]


def test_the_spelling_with_accents_is_kept() -> None:
    rows = [
        (*OLA, *adult("Lukasz Zurek", "07700 900101", "Father")),
        (*JAN, *adult("Łukasz Żurek", "07700 900101", "Father")),
    ]
    assert list(adults(plan_of(csv_source(ONE, *rows)))) == ["Łukasz Żurek"]


def test_a_mobile_on_two_names_stops_and_asks_with_both_lines() -> None:
    rows = [(*OLA, *adult("Marta Zielona", "07700 900101")), (*JAN, *adult("Piotr Zielony", "07700 900101", "Father"))]
    made = outcome(csv_source(ONE, *rows))
    assert made.plan is None
    [question] = made.of(Level.QUESTION)
    assert question.code == "shared_number"
    assert "lines 2, 3" in question.reason
    assert "0900101" not in question.reason
    assert "Marta Zielona" in question.detail
    assert "Piotr Zielony" in question.detail


def test_the_office_says_whose_number_it_is() -> None:
    rows = [(*OLA, *adult("Marta Zielona", "07700 900101")), (*JAN, *adult("Piotr Zielony", "07700 900101", "Father"))]

    def routes(answer: str) -> dict[str, tuple[str, ...]]:
        plan = plan_of(csv_source(ONE, *rows), answers=f'[shared_number]\n"07700 900101" = "{answer}"')
        return {name: one.routes for name, one in adults(plan).items()}

    assert routes("marta zielona") == {"Marta Zielona": ("+447700900101",), "Piotr Zielony": ()}
    assert routes("nobody") == {"Marta Zielona": (), "Piotr Zielony": ()}
    assert routes("same person") == {"Marta Zielona": ("+447700900101",)}


def test_whoever_does_not_own_a_shared_mobile_is_still_rung_on_it() -> None:
    rows = [(*OLA, *adult("Marta Zielona", "07700 900101")), (*JAN, *adult("Piotr Zielony", "07700 900101", "Father"))]
    plan = plan_of(csv_source(ONE, *rows), answers='[shared_number]\n"07700 900101" = "Marta Zielona"')
    assert adults(plan)["Piotr Zielony"].phones == (Phone("+447700900101", Use.RING),)


def test_an_answer_that_names_neither_adult_is_no_answer() -> None:
    rows = [(*OLA, *adult("Marta Zielona", "07700 900101")), (*JAN, *adult("Piotr Zielony", "07700 900101", "Father"))]
    made = outcome(csv_source(ONE, *rows), answers='[shared_number]\n"07700 900101" = "Sana Qamar"')
    assert codes(made, Level.QUESTION) == ["shared_number"]


def test_a_household_landline_on_two_names_is_nothing_to_ask() -> None:
    rows = [(*OLA, *adult("Marta Zielona", "01632 960101"), *adult("Piotr Zielony", "01632 960101", "Father"))]
    assert len(plan_of(csv_source(WIDE, *rows)).guardians) == 2


def test_a_landline_joins_one_name_only_in_one_relation() -> None:
    same = [(*OLA, *adult("Marta Zielona", "01632 960101")), (*JAN, *adult("Marta Zielona", "01632 960101"))]
    assert len(plan_of(csv_source(ONE, *same)).guardians) == 1
    other = [same[0], (*JAN, *adult("Marta Zielona", "01632 960101", "Grandmother"))]
    made = outcome(csv_source(ONE, *other))
    assert made.plan is not None
    assert len(made.plan.guardians) == 2
    assert told(made, "look_alike") == [(3, "")]


def test_one_name_without_anything_shared_stays_two_people_and_is_listed() -> None:
    rows = [
        (*OLA, *adult("Amina Begum", "07700 900101")),
        ("Zain", "Qamar", "3B", "3", *adult("Amina Begum", "07700 900102")),
    ]
    made = outcome(csv_source(ONE, *rows))
    assert made.plan is not None
    assert len(made.plan.guardians) == 2
    assert told(made, "look_alike") == [(3, "")]


def test_a_name_without_number_joins_its_namesake_beside_the_same_adult() -> None:
    rows = [
        (*OLA, *MARTA, *adult("Piotr Zielony", "07700 900102", "Father")),
        (*JAN, *MARTA, *adult("Piotr Zielony", "", "Father")),
    ]
    plan = plan_of(csv_source(WIDE, *rows))
    assert len(plan.guardians) == 2
    assert len(adults(plan)["Piotr Zielony"].ties) == 2


def test_a_name_without_number_alone_joins_nobody() -> None:
    rows = [(*OLA, *adult("Amina Begum")), ("Zain", "Qamar", "3B", "3", *adult("Amina Begum", "07700 900102"))]
    assert len(plan_of(csv_source(ONE, *rows)).guardians) == 2


def test_a_name_without_number_that_fits_two_namesakes_joins_neither() -> None:
    rows = [
        (*OLA, *MARTA, *adult("Piotr Zielony", "07700 900102", "Father")),
        (*JAN, *MARTA, *adult("Piotr Zielony", "07700 900103", "Father")),
        ("Ewa", "Zielona", "1A", "1", *MARTA, *adult("Piotr Zielony", "", "Father")),
    ]
    assert len(plan_of(csv_source(WIDE, *rows)).guardians) == 4


def test_a_row_for_each_number_of_one_contact_is_one_contact() -> None:
    rows = [(*OLA, *MARTA, "1"), (*OLA, *MARTA[:4], "01632 960101", "Polish", "1"), (*OLA, *PIOTR, "2")]
    plan = plan_of(csv_source(LONG, *rows))
    assert [phone.e164 for phone in adults(plan)["Marta Zielona"].phones] == ["+447700900101", "+441632960101"]
    assert len(adults(plan)["Marta Zielona"].ties) == 1


def test_rows_that_disagree_about_responsibility_for_one_child_are_an_error() -> None:
    rows = [(*OLA, *MARTA, "1"), (*OLA, *MARTA[:3], "none", *MARTA[4:], "1")]
    made = outcome(csv_source(LONG, *rows))
    assert told(made, "responsibility_differs") == [(3, "")]
    assert made.plan is None


def test_responsibility_may_differ_between_two_children() -> None:
    rows = [(*OLA, *MARTA), (*JAN, "Marta", "Zielona", "Aunt", "none", "07700 900101", "Polish")]
    plan = plan_of(csv_source(ONE, *rows))
    assert {(tie.relation, tie.responsibility) for tie in plan.guardians[0].ties} == {
        (Relation.MOTHER, Responsibility.PARENTAL), (Relation.AUNT_UNCLE, Responsibility.NONE),
    }  # fmt: skip


def test_rows_that_disagree_about_the_language_leave_it_open_and_listed() -> None:
    rows = [
        (*OLA, *adult("Marta Zielona", "07700 900101")),
        (*JAN, *adult("Marta Zielona", "07700 900101", language="English")),
    ]
    made = outcome(csv_source(ONE, *rows))
    assert made.plan is not None
    assert made.plan.guardians[0].language is None
    assert codes(made) == ["language_differs"]


def test_a_language_on_one_row_is_enough() -> None:
    rows = [
        (*OLA, *adult("Marta Zielona", "07700 900101", language="")),
        (*JAN, *adult("Marta Zielona", "07700 900101")),
    ]
    assert plan_of(csv_source(ONE, *rows)).guardians[0].language == "pl"


def test_an_adult_without_a_number_is_imported_and_listed_as_unreachable() -> None:
    made = outcome(csv_source(WIDE, (*OLA, *adult("Marta Zielona"), *NOBODY)))
    assert made.plan is not None
    assert codes(made) == ["no_route"]


people = st.builds(
    Mention,
    pupil=st.integers(0, 5),
    first_name=st.sampled_from(["Anna", "anna", "Ben", "Cleo"]),
    last_name=st.sampled_from(["Zielona", "Marlow"]),
    phones=st.lists(
        st.sampled_from([Phone(f"+44770090010{n}", Use.SMS) for n in range(3)] + [Phone("+441632960101", Use.RING)]),
        max_size=2, unique=True,
    ).map(tuple),
    relation=st.sampled_from([Relation.MOTHER, Relation.FATHER, Relation.OTHER]),
    responsibility=st.just(Responsibility.PARENTAL),
)  # fmt: skip


@given(st.lists(people, max_size=12))
def test_merging_loses_no_tie_and_no_number_and_never_joins_two_names(mentions: list[Mention]) -> None:
    ledger = Ledger()
    guardians = merge(mentions, ledger, Answers())
    assert {(mention.folded, mention.pupil) for mention in mentions} == {
        (one.folded, tie.pupil) for one in guardians for tie in one.ties
    }
    assert {phone.e164 for mention in mentions for phone in mention.phones} == {
        phone.e164 for one in guardians for phone in one.phones
    }
    routes = [number for one in guardians for number in one.routes]
    assert len(routes) == len(set(routes)) or ledger.stopped


@given(st.lists(people, max_size=12), st.randoms())
def test_the_order_of_the_rows_does_not_change_who_is_one_person(mentions: list[Mention], rng: object) -> None:
    shuffled = list(mentions)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]

    def families(rows: list[Mention]) -> list[tuple[str, list[int], list[str]]]:
        merged = merge(rows, Ledger(), Answers())
        return sorted(
            (one.folded, sorted(tie.pupil for tie in one.ties), sorted(phone.e164 for phone in one.phones))
            for one in merged
        )

    assert families(mentions) == families(shuffled)
