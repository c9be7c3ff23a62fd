"""The office's one-minute actions: a new number, a lost phone, somebody starts, somebody leaves."""

from __future__ import annotations

import pytest

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.signing_in.factors import plain
from storage import contacts, numbers, people, signin, staffing, tables
from storage.clock import lease_now
from storage.db import Db
from tests.cast import FIRST_DAY, Cast
from tests.cli.house import House


def reached(house: House, cast: Cast, who: str) -> list[str]:
    """Proved ways to reach a family adult."""
    return [
        str(one.address.carrier)
        for one in house.read(lambda db: contacts.of_guardian(cast.scope, db, cast.guardians[who]))
    ]


def listed(house: House, cast: Cast, who: str) -> set[str]:
    found = house.read(lambda db: contacts.numbers_on_roll(cast.scope, db, guardian_id=cast.guardians[who]))
    return set(found)


def actions(house: House) -> list[str]:
    return [row.action for row in house.read(lambda db: db.all(tables.audit.select().order_by(tables.audit.c.id)))]


def test_a_new_number_takes_the_old_ones_place_and_ends_what_rested_on_it(house: House) -> None:
    cast = house.settle(linked=True)
    said = house.ok("number", "Beth Marlow", "07700 900777", "--class", "3B")
    assert "The number is changed." in said
    assert "Links ended: 1" in said
    assert "new code" in said
    assert listed(house, cast, "beth") == {"+447700900777"}
    assert reached(house, cast, "beth") == []
    assert actions(house) == ["number_changed"]


def test_a_lost_phone_ends_its_telegram_too(house: House) -> None:
    cast = house.settle(linked=True)
    house.ok("number", "Marta Zielona", "07700 900777", "--class", "5A")
    assert reached(house, cast, "marta") == []


def test_telegram_goes_on_when_only_the_number_is_new(house: House) -> None:
    cast = house.settle(linked=True)
    house.ok("number", "Marta Zielona", "07700 900777", "--class", "5A", "--keep-telegram")
    assert reached(house, cast, "marta") == ["telegram"]


def test_the_same_number_again_changes_nothing(house: House) -> None:
    cast = house.settle(linked=True)
    told = house.json("number", "Sana Qamar", "07700 900103", "--class", "3B")
    assert (told["numbers_ended"], told["links_ended"]) == (0, 0)
    assert reached(house, cast, "sana") == ["sms"]


def test_a_landline_is_kept_for_ringing_and_ends_no_mobile(house: House) -> None:
    cast = house.settle(linked=True)
    said = house.ok("number", "Beth Marlow", "01632 960555", "--class", "3B")
    assert "landline" in said
    assert reached(house, cast, "beth") == ["sms"]
    kinds = house.read(lambda db: numbers.of(cast.scope, db, guardian_id=cast.guardians["beth"]))
    assert sorted(one.carrier for one in kinds if one.state == "listed") == ["phone", "sms"]


def test_a_code_can_be_handed_over_at_once(house: House) -> None:
    cast = house.settle()
    told = house.json("number", "zielona marta", "07700 900777", "--class", "3b", "--code")
    assert told["guardian_id"] == str(cast.guardians["marta"])
    assert len(told["code"]) == 14
    assert "first name and class" in house.ok("number", "Beth", "07700 900778", "--class", "3B", "--code")


def test_a_number_of_another_adult_is_refused_without_naming_anybody(house: House) -> None:
    house.settle()
    said = house.fails("number", "Beth Marlow", "07700 900103", "--class", "3B")
    assert "somebody else's" in said
    assert "Qamar" not in said
    assert "900103" not in said


@pytest.mark.parametrize("number", ["", "nonsense", "0770", "07700 900777 / 07700 900778"])
def test_what_is_not_one_number_is_refused(house: House, number: str) -> None:
    house.settle()
    assert house.fails("number", "Beth Marlow", number, "--class", "3B")


def test_nobody_of_the_name_in_the_class_says_what_to_do(house: House) -> None:
    house.settle()
    assert "nobody of that name" in house.fails("number", "Beth Marlow", "07700 900777", "--class", "5A")
    assert "nobody of that name" in house.fails("number", " ", "07700 900777", "--class", "5A")


def test_several_of_a_name_are_listed_and_chosen_by_id(house: House) -> None:
    cast = house.settle()
    scope = Scope(cast.school_id, None, Role.SYSTEM, "test")

    def twin(db: Db) -> int:
        pupil = people.add_pupil(scope, db, "Kit", "Marlow", cast.classes["3B"], FIRST_DAY)
        made = people.add_guardian(scope, db, "Beth", "Marlow", "en")
        people.tie(scope, db, made, pupil)
        return made

    made = house.write(twin)
    done = house.run("number", "Beth Marlow", "07700 900777", "--class", "3B")
    assert done.exit_code == 1
    assert f"--id {made}" in done.stdout
    assert "2 adults fit" in done.stderr
    told = house.json("number", "Beth Marlow", "07700 900777", "--class", "3B", "--id", str(made))
    assert told["guardian_id"] == str(made)


def test_staff_are_listed_with_what_they_do(house: House) -> None:
    house.settle()
    said = house.ok("staff", "list")
    assert "Orla Penn: office (not joined)" in said
    assert "Tess Harrow: teaches 3B (not joined)" in said
    by_name = {one["name"]: one for one in house.json("staff", "list")}
    assert by_name["Dana Brook"]["roles"] == ["dsl"]
    assert by_name["Cass Weir"]["classes"] == [{"kind": "covers", "class": "3B"}]


def test_somebody_starts_with_roles_and_classes_and_a_code(house: House) -> None:
    cast = house.settle()
    told = house.json(
        "staff",
        "add",
        "Nova Quill",
        "07700 900888",
        "--role",
        "senco",
        "--role",
        "reception",
        "--teaches",
        "5A",
        "--supports",
        "3B",
    )
    found = next(
        one
        for one in house.read(lambda db: staffing.members(cast.scope, db, FIRST_DAY))
        if str(one.id) == told["staff_id"]
    )
    assert found.roles == (Role.OFFICE, Role.SENCO)
    assert [(str(kind), name) for kind, name in found.classes] == [("supports", "3B"), ("teaches", "5A")]
    assert len(told["code"]) == 14
    assert "Code: " in house.ok("staff", "add", "Madonna", "07700 900889")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("Orla Penn", "07700 900888"), "on the staff already"),
        (("Nova Quill", "01632 960100"), "landline"),
        (("Nova Quill", "07700 900250"), "another member of staff's"),
        (("Nova Quill", "07700 900888", "--role", "wizard"), "is not a role"),
        (("Nova Quill", "07700 900888", "--teaches", "9Z"), "no class 9Z"),
    ],
)
def test_who_cannot_be_added_is_said_why(house: House, words: tuple[str, ...], why: str) -> None:
    house.settle()
    before = house.json("staff", "list")
    assert why in house.fails("staff", "add", *words)
    assert house.json("staff", "list") == before


def test_leaving_ends_access_that_minute(house: House) -> None:
    cast = house.settle(linked=True)
    told = house.json("staff", "leave", "Hollis Wood")
    assert told["roles_nobody_holds"] == ["head"]
    assert told["links_ended"] == 1
    assert house.read(lambda db: contacts.of_staff(cast.scope, db, cast.staff["head"])) == []
    assert house.read(lambda db: numbers.of(cast.scope, db, staff_id=cast.staff["head"])) == []
    assert "nobody of that name" in house.fails("staff", "leave", "Hollis Wood")
    assert actions(house) == ["staff_left"]


def test_leaving_names_what_nobody_does_now(house: House) -> None:
    house.settle()
    assert "They taught 3B" in house.ok("staff", "leave", "Tess Harrow")
    house.ok("staff", "leave", "Olive Stone")
    assert "Nobody holds the role office" in house.ok("staff", "leave", "Orla Penn")


def test_a_code_of_somebody_who_left_is_dead(house: House) -> None:
    cast = house.settle()
    from storage import invites

    code = next(
        one["code"] for one in house.json("invites", "--staff")["invites"] if one["staff_id"] == str(cast.staff["head"])
    )
    house.ok("staff", "leave", "Hollis Wood")
    now = lease_now()
    found = house.read(lambda db: invites.find(db, code.replace("-", ""), now, now.date()))
    assert found is not None
    assert not found[1].usable


def test_a_number_of_somebody_who_left_is_free_again(house: House) -> None:
    house.settle()
    house.ok("staff", "leave", "Tess Harrow")
    house.ok("staff", "add", "Nova Quill", "07700 900250")


def test_a_staff_members_new_number_comes_with_a_new_code(house: House) -> None:
    cast = house.settle(linked=True)
    told = house.json("staff", "number", "Orla", "07700 900999")
    assert told["staff_id"] == str(cast.staff["office"])
    assert told["links_ended"] == 1
    assert len(told["code"]) == 14
    assert "The number is changed." in house.ok("staff", "number", "Orla", "07700 900998", "--keep-telegram")


def test_several_staff_of_a_name_are_chosen_by_id(house: House) -> None:
    cast = house.settle()
    house.ok("staff", "add", "Orla Penny", "07700 900888")
    done = house.run("staff", "leave", "Orla")
    assert done.exit_code == 1
    assert "2 members of staff fit" in done.stderr
    house.ok("staff", "leave", "Orla", "--id", str(cast.staff["office"]))


def test_a_console_code_is_made_for_one_person_and_a_new_one_ends_it(house: House) -> None:
    cast = house.settle(linked=True)
    first = house.json("staff", "console-invite", "Tess Harrow")["code"]
    said = house.ok("staff", "console-invite", "Tess Harrow")
    second = said.split("Code: ")[1].split(",")[0]
    assert "good for 7 days and once" in said
    found = house.read(lambda db: [signin.find_invite(db, plain(code), lease_now()) for code in (first, second)])
    assert found[0] is None
    assert found[1] is not None
    assert found[1][2] == cast.staff["t3"]
    assert actions(house) == ["console_invited", "console_invited"]
