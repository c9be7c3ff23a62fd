"""Who gets a row is asked anew at every send: role, cover, link, suspension, restriction, hours. Default deny."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.deliver.outcomes import Everyone, Later, Nobody, To
from bot.deliver.recipients import resolve
from bot.deliver.theirs import may_have
from bot.domain.effects.items import OpenItem, ThreadOf
from bot.domain.effects.news import DraftAnnouncement
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import DutyKind, Role
from bot.domain.refs import button
from bot.domain.sending import Lane, Letter, Notice, Parcel, Teaser, Words
from bot.domain.subjects import Subject
from bot.domain.wording import Option, say
from bot.hub import as_hub
from storage import announcements, contacts, itemfacts, items, people, roll, tables
from storage.db import Db
from storage.ids import new_id
from tests.handlers.builders import NIGHT, NOW, OPENING
from tests.still import Still, whose

HELLO = Words((say("language.set"),))


async def opened(still: Still, **changes: Any) -> int:
    """A note about Mira for the teacher of 5A, or as the changes say."""
    cast = still.cast
    thread = ThreadOf(cast.guardians["lena"], cast.pupils["mira"], cast.classes["5A"])
    facts: dict[str, Any] = {
        "id": new_id(), "role": Role.CLASS_TEACHER, "subject": Subject.NOTE, "visible_from": NOW - timedelta(minutes=1),
        "class_id": cast.classes["5A"], "thread": thread, "guardian_id": thread.guardian_id, "pupil_id": thread.pupil_id,
    }  # fmt: skip
    item = OpenItem(**(facts | changes))
    await still.write(lambda db: items.open_item(cast.scope, db, item, NOW))
    return item.id


async def outcome(still: Still, content: Any, **parcel: Any) -> object:
    more = {key: parcel.pop(key) for key in ("account_id", "to_value", "to_key") if key in parcel}
    row_id = await still.put(Parcel(content=content, due_at=NOW, **parcel), **more)
    row = await still.row(row_id)
    scope = as_hub(still.cast.school_id, "test")
    hub, now = still.hub, still.hub.now()
    return await hub.read(lambda db: resolve(hub, scope, db, row, hub.rules.of(db, row.school_id, now), now))


async def for_role(still: Still, item_id: int, role: Role = Role.CLASS_TEACHER, **parcel: Any) -> object:
    class_id = still.cast.classes["5A"] if role is Role.CLASS_TEACHER else None
    return await outcome(still, Teaser(item_id), **{"role": role, "class_id": class_id} | parcel)


async def change(still: Still, model: Any, where: Any, **values: Any) -> None:
    await still.write(lambda db: db.run(update(model).where(where(model.c)).values(**values)))


def staff(still: Still, *names: str) -> tuple[int, ...]:
    return tuple(sorted(still.cast.staff[name] for name in names))


async def test_a_note_is_for_the_classs_teacher(oak_lane: Still) -> None:
    assert await for_role(oak_lane, await opened(oak_lane)) == Everyone(staff(oak_lane, "t5"), Role.CLASS_TEACHER)


async def test_whoever_covers_the_class_now_gets_it_instead(oak_lane: Still) -> None:
    cast = oak_lane.cast
    await oak_lane.write(
        lambda db: people.add_duty(cast.scope, db, cast.staff["c3"], cast.classes["5A"], DutyKind.COVERS, NOW)
    )
    assert await for_role(oak_lane, await opened(oak_lane)) == Everyone(staff(oak_lane, "c3"), Role.CLASS_TEACHER)


async def test_a_role_is_for_everybody_who_holds_it(oak_lane: Still) -> None:
    item_id = await opened(oak_lane, role=Role.OFFICE, class_id=None)
    assert await for_role(oak_lane, item_id, Role.OFFICE) == Everyone(staff(oak_lane, "office", "office2"), Role.OFFICE)


async def test_class_teacher_without_a_class_is_whoever_was_appointed_so(oak_lane: Still) -> None:
    item_id = await opened(oak_lane, class_id=None)
    found = await for_role(oak_lane, item_id, class_id=None)
    assert found == Everyone(staff(oak_lane, "office", "office2"), Role.OFFICE)  # nobody holds it as a role


async def test_whoever_is_meant_by_two_roles_hears_a_thing_once(oak_lane: Still) -> None:
    for role in (Role.OFFICE, Role.CLASS_TEACHER):  # nobody is a class teacher without a class: the office stands in
        await oak_lane.put(Parcel(content=HELLO, due_at=NOW, role=role, intent=f"reported:7|{role}"))
    await oak_lane.turn()
    assert [len(oak_lane.texts(who)) for who in ("office", "office2")] == [1, 1]


async def test_the_office_is_told_whose_question_it_is_and_cannot_answer_it(oak_lane: Still) -> None:
    asks = Words((say("staff.cancelled"),), (Option(say("staff.option.keep_post"), button("keeppost", 7)),))
    await oak_lane.put(Parcel(content=asks, due_at=NOW, role=Role.SENCO))
    await oak_lane.turn()
    assert "for the senco, whom no phone reaches" in oak_lane.texts("office")[-1]
    assert oak_lane.buttons("office") == []


@pytest.mark.parametrize("lead,stands_in", [(Role.DSL, "ddsl"), (Role.SENCO, None)])
async def test_who_stands_in_when_nobody_holds_a_role(oak_lane: Still, lead: Role, stands_in: str | None) -> None:
    item_id = await opened(oak_lane, role=lead, class_id=None, subject=Subject.SAFEGUARDING)
    await change(oak_lane, tables.staff_role, lambda c: c.role == "dsl", last_day=(NOW - timedelta(days=1)).date())
    found = await for_role(oak_lane, item_id, lead)
    wanted = staff(oak_lane, stands_in) if stands_in else staff(oak_lane, "office", "office2")
    assert found == Everyone(wanted, Role.DEPUTY_DSL if stands_in else Role.OFFICE)


async def test_a_school_nobody_can_be_reached_at_is_told_as_lost(oak_lane: Still) -> None:
    await change(oak_lane, tables.contact, lambda c: c.side == "staff", state="ended")
    assert await for_role(oak_lane, await opened(oak_lane)) == Nobody("nobody_holds_role", lost=True)


@pytest.mark.parametrize(
    "changes",
    [{"role": Role.OFFICE, "class_id": None}, {"visible_from": NOW + timedelta(hours=1)}],
)
async def test_a_notice_of_what_moved_on_or_is_held_again_tells_nobody(
    oak_lane: Still, changes: dict[str, Any]
) -> None:
    assert await for_role(oak_lane, await opened(oak_lane, **changes)) == Nobody("moved_on")
    assert await for_role(oak_lane, 1) == Nobody("moved_on")


async def test_nobodys_evening_rings_for_a_row_that_waited_too_long_but_for_danger(oak_lane: Still) -> None:
    note = await opened(oak_lane)
    danger = await opened(oak_lane, role=Role.DSL, class_id=None, subject=Subject.SAFEGUARDING)
    oak_lane.at(NIGHT)
    assert await for_role(oak_lane, note) == Later(OPENING)
    assert await for_role(oak_lane, danger, Role.DSL) == Everyone(staff(oak_lane, "dsl"), Role.DSL)
    assert await for_role(oak_lane, note, lane=Lane.DANGER) == Everyone(staff(oak_lane, "t5"), Role.CLASS_TEACHER)
    assert await outcome(oak_lane, HELLO, role=Role.OFFICE) == Everyone(
        staff(oak_lane, "office", "office2"), Role.OFFICE
    )


async def test_a_person_is_reached_on_their_own_phone(oak_lane: Still) -> None:
    found = await outcome(oak_lane, HELLO, staff_id=oak_lane.cast.staff["t5"])
    assert isinstance(found, To)
    assert (found.address, found.language) == (whose("t5")[1], "en")


async def test_staff_who_left_or_were_never_linked_get_nothing(oak_lane: Still) -> None:
    t5 = oak_lane.cast.staff["t5"]
    await change(oak_lane, tables.staff, lambda c: c.id == t5, left_at=NOW)
    assert await outcome(oak_lane, HELLO, staff_id=t5) == Nobody("no_route")


async def test_a_persons_notice_ends_with_their_right_to_see_it(oak_lane: Still) -> None:
    t3, t5, item_id = oak_lane.cast.staff["t3"], oak_lane.cast.staff["t5"], await opened(oak_lane)
    assert isinstance(await outcome(oak_lane, Teaser(item_id), staff_id=t5), To)
    assert await outcome(oak_lane, Teaser(item_id), staff_id=t3) == Nobody("moved_on")
    assert await outcome(oak_lane, Teaser(1), staff_id=t5) == Nobody("moved_on")


async def test_who_may_see_an_item_now(oak_lane: Still) -> None:
    item_id, cast = await opened(oak_lane, role=Role.OFFICE, class_id=None), oak_lane.cast
    rules = await oak_lane.hub.read(lambda db: oak_lane.hub.rules.of(db, cast.school_id, NOW))

    def asked(db: Db) -> list[bool]:
        item = itemfacts.one(cast.scope, db, item_id)
        members = [roll.staff(cast.scope, db, cast.staff[name], NOW.date()) for name in ("office", "t5")]
        return [may_have(cast.scope, db, one, item, rules, NOW) for one in members if one and item]

    assert await oak_lane.hub.read(asked) == [True, False]


async def letter(still: Still) -> Parcel:
    """An answer about Mira that waits to go to Lena."""
    await still.hear("lena", "Mira has left her reading book at home")
    await still.turn()
    await still.press("t5", "Open")
    await still.hear("t5", "On the peg", reply_to=still.sent("t5")[-1][0])
    await still.turn()
    row = next(row for row in await still.rows("lena") if isinstance(row.content, Letter))
    return Parcel(content=row.content, due_at=NOW, guardian_id=row.guardian_id)


async def test_a_letter_goes_to_its_adult_in_their_language(oak_lane: Still) -> None:
    parcel = await letter(oak_lane)
    found = await outcome(oak_lane, parcel.content, guardian_id=parcel.guardian_id)
    assert isinstance(found, To)
    assert (found.address, found.language) == (whose("lena")[1], "uk")


@pytest.mark.parametrize(
    "model,values,reason",
    [
        (tables.guardian, {"suspended_at": NOW}, "not_allowed"),
        (tables.guardian, {"left_on": NOW.date()}, "left"),
        (tables.guardianship, {"restricted": True}, "not_allowed"),
        (tables.guardianship, {"ended_on": NOW.date()}, "not_allowed"),
    ],
)
async def test_what_came_between_stops_a_letter(
    oak_lane: Still, model: Any, values: dict[str, Any], reason: str
) -> None:
    parcel, lena = await letter(oak_lane), oak_lane.cast.guardians["lena"]
    key = "guardian_id" if model is tables.guardianship else "id"
    await change(oak_lane, model, lambda c: c[key] == lena, **values)
    assert await outcome(oak_lane, parcel.content, guardian_id=lena) == Nobody(reason)


async def test_an_adult_without_a_way_to_reach_them_is_lost(oak_lane: Still) -> None:
    lena = oak_lane.cast.guardians["lena"]
    await change(oak_lane, tables.contact, lambda c: c.guardian_id == lena, state="stopped")
    assert await outcome(oak_lane, HELLO, guardian_id=lena) == Nobody("no_route", lost=True)


async def test_news_are_for_those_the_class_still_means(oak_lane: Still) -> None:
    cast, news_id = oak_lane.cast, new_id()
    lena = cast.guardians["lena"]

    def draft(db: Db) -> None:
        begun = DraftAnnouncement(
            id=news_id, class_id=cast.classes["5A"], staff_id=cast.staff["t5"], body="Trip on Friday"
        )
        announcements.draft(cast.scope, db, begun, NOW)

    await oak_lane.write(draft)
    assert isinstance(await outcome(oak_lane, Notice(news_id), guardian_id=lena), To)
    assert await outcome(oak_lane, Notice(1), guardian_id=lena) == Nobody("not_allowed")
    await change(oak_lane, tables.guardianship, lambda c: c.guardian_id == lena, restricted=True)
    assert await outcome(oak_lane, Notice(news_id), guardian_id=lena) == Nobody("not_allowed")


async def test_an_answer_goes_back_the_way_the_question_came(oak_lane: Still) -> None:
    families = oak_lane.account(Side.FAMILIES, Carrier.TELEGRAM)
    back = {"account_id": families.id, "to_key": families.key_id}
    known = await outcome(oak_lane, HELLO, to_value="5005", **back)
    stranger = await outcome(oak_lane, HELLO, to_value="999", **back)
    assert isinstance(known, To)
    assert isinstance(stranger, To)
    assert (known.language, known.guardian_id) == ("uk", oak_lane.cast.guardians["lena"])
    assert (stranger.language, stranger.guardian_id, stranger.person_key) == (None, None, families.key_id)
    team = oak_lane.account(Side.STAFF, Carrier.TELEGRAM)
    colleague = await outcome(oak_lane, HELLO, to_value="6001", account_id=team.id, to_key=team.key_id)
    assert isinstance(colleague, To)
    assert (colleague.language, colleague.staff_id) == ("en", oak_lane.cast.staff["t3"])


async def test_an_account_that_is_gone_leads_nowhere(oak_lane: Still) -> None:
    families = oak_lane.account(Side.FAMILIES, Carrier.TELEGRAM)
    del oak_lane.hub.accounts[families.id]
    assert await outcome(oak_lane, HELLO, to_value="5005", account_id=families.id, to_key=families.key_id) == Nobody(
        "no_route"
    )
    lena = oak_lane.cast.guardians["lena"]
    assert await outcome(oak_lane, HELLO, guardian_id=lena) == Nobody("no_route", lost=True)
    t5, item_id = oak_lane.cast.staff["t5"], await opened(oak_lane)
    team = oak_lane.account(Side.STAFF, Carrier.TELEGRAM)
    del oak_lane.hub.accounts[team.id]
    assert await outcome(oak_lane, Teaser(item_id), staff_id=t5) == Nobody("no_route")


async def test_a_contact_of_a_replaced_account_is_reached_by_the_new_one(oak_lane: Still) -> None:
    families, lena = oak_lane.account(Side.FAMILIES, Carrier.TELEGRAM), oak_lane.cast.guardians["lena"]
    del oak_lane.hub.accounts[families.id]
    oak_lane.hub.accounts[77] = replace(families, id=77, school_id=None)
    oak_lane.hub.accounts[78] = replace(families, id=78, school_id=12345)
    found = await outcome(oak_lane, HELLO, guardian_id=lena)
    assert isinstance(found, To)
    assert found.account.id == 77


async def test_a_number_that_changed_hands_belongs_to_its_new_owner(oak_lane: Still) -> None:
    cast, sms = oak_lane.cast, oak_lane.account(Side.FAMILIES, Carrier.SMS)
    number = Address(Carrier.SMS, "+447700900104")
    sana = {"guardian_id": cast.guardians["sana"], "staff_id": None, "address": number, "proof": "office"}
    await oak_lane.write(
        lambda db: contacts.link(cast.scope, db, NOW, side=Side.FAMILIES, account_id=sms.id, **sana)  # type: ignore[arg-type]
    )
    assert await outcome(oak_lane, HELLO, guardian_id=cast.guardians["beth"]) == Nobody("no_route", lost=True)
    found = await outcome(oak_lane, HELLO, to_value=number.value, account_id=sms.id, to_key=sms.key_id)
    assert isinstance(found, To)
    assert found.language == "ur"
