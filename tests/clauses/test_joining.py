"""Who may join, how often, and how they leave (LT28, PH16, PH18, PH19, PH27, BNV10-BNV12, BNV27, DPIA3, DPIA4, M21)."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from bot.domain.messages import Address, Carrier
from bot.domain.people import Role
from storage import audit, contacts, people, tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_private_page import fetch


async def _adult(
    school: School, name: str, child: str, *, responsibility: str, relation: str, number: str, phone: str = ""
) -> None:
    town = school.town

    def add(db: Db) -> None:
        scope, cast = town.cast.scope, town.cast
        first, last = name.split()
        made = cast.guardians[name] = people.add_guardian(scope, db, first, last, "en")
        key_id = contacts.person_key(scope, db, guardian_id=made, staff_id=None)
        people.list_number(scope, db, town.hub.now(), Address(Carrier.SMS, number), key_id, guardian_id=made)
        people.tie(scope, db, made, cast.pupils[child], relation=relation, responsibility=responsibility, priority=5)

    await town.hub.write(add)
    if phone:
        town.sandbox.add_phone(phone, carrier=Carrier.SMS, number=number, opens="+447700900001")


async def _code(school: School, name: str, *more: str) -> str:
    made = await desk.told(school, "invites", "--adult", name, *more)
    return str(made["invites"][0]["code"])


async def _actions(school: School) -> list[tuple[str, str]]:
    rows = tables.audit
    found = await school.town.read(lambda db: db.all(select(rows.c.action, rows.c.reason).order_by(rows.c.id)))
    return [(row.action, row.reason) for row in found]


async def test_M21_the_code_works_once_and_not_on_the_fifteenth_day(school: Opens) -> None:
    async with school("misson", "Wed 20 Feb 2019 10:00") as misson:
        await desk.paper(misson, "Kit Lowe")
        code = await _code(misson, "Kit Lowe")
        await misson.say("P5", f"JOIN {code}")
        assert "linked for: Kim" in (await misson.heard("P5"))[-1]
        misson.town.sandbox.add_phone("X", carrier=Carrier.SMS, number="+447700900399", opens="+447700900001")
        misson.town.say("X", f"JOIN {code}")
        await misson.town.settled()
        assert "does not work" in misson.town.texts("X")[-1]
        second = await _code(misson, "Mary Marsh", "--all")
        await misson.at("Thu 7 Mar 2019 10:00")  # day 15
        misson.town.say("X", f"JOIN {second}")
        await misson.town.settled()
        assert "ask the school office for a new one" in misson.town.texts("X")[-1]


async def test_LT28_a_partner_with_a_used_code_is_refused_and_offered_their_own(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await desk.paper(thurrock, "Kit Lowe", "--signed-on", "2024-03-04")
        code = await _code(thurrock, "Kit Lowe")
        await thurrock.say("P5", f"JOIN {code}")
        thurrock.mark()
        thurrock.town.sandbox.add_phone("PARTNER", carrier=Carrier.SMS, number="+447700900398", opens="+447700900001")
        thurrock.town.say("PARTNER", f"JOIN {code}")
        await thurrock.town.settled()
        told = thurrock.town.texts("PARTNER")
        assert len(told) == 1
        assert "Each adult has a code of their own" in told[0]
        assert "Kim" not in told[0]
        assert "your partner" in await thurrock.only("P5")
        assert "partner may need a code" in (await thurrock.hears("OFF"))[-1]
        await thurrock.say("P5", "Kim cannot find her reading book")
        assert "About: Kim" in (await thurrock.heard("P5"))[-1]  # the first phone stays linked

        await _adult(thurrock, "Dan Lowe", "kim", responsibility="parental", relation="parent", number="+447700900395")
        for who, user in (("DAN", 7091), ("FRIEND", 7092)):  # the same on Telegram
            number = "+447700900395" if who == "DAN" else "+447700900394"
            thurrock.town.sandbox.add_phone(who, user_id=user, number=number, opens="oak_lane_bot")
            thurrock.town.sandbox.met(who)
        await desk.paper(thurrock, "Dan Lowe", "--signed-on", "2024-03-04")
        code = await _code(thurrock, "Dan Lowe")
        thurrock.town.say("DAN", f"/start {code}")
        await thurrock.sees("DAN", "share your phone number")
        thurrock.town.sandbox.share_contact("DAN")
        await thurrock.sees("DAN", "linked for: Kim")
        thurrock.mark()
        thurrock.town.say("FRIEND", f"/start {code}")
        await thurrock.sees("FRIEND", "Each adult has a code of their own")
        await thurrock.town.settled()
        assert "Kim" not in "".join(thurrock.town.texts("FRIEND"))
        assert "your partner" in thurrock.town.texts("DAN")[-1]
        assert "partner may need a code" in (await thurrock.hears("OFF"))[-1]


async def test_PH16_an_emergency_contact_is_refused_and_a_carers_link_opens_for_the_carer_alone(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        await _adult(
            papworth, "Gran Lowe", "kim", responsibility="none", relation="grandparent", number="+447700900396"
        )
        await _adult(
            papworth,
            "Fay Foster",
            "kim",
            responsibility="care",
            relation="foster_carer",
            number="+447700900397",
            phone="FAY",
        )
        assert "responsibility" in await desk.refused(papworth, "invites", "--adult", "Gran Lowe", "--json")
        made = await desk.told(papworth, "invites", "--adult", "Fay Foster")
        invite = made["invites"][0]
        papworth.town.sandbox.add_phone("TG", user_id=8060, number="+447700900395", opens="oak_lane_bot")
        papworth.town.sandbox.start("TG", invite["link"])
        await papworth.town.sees("TG", "share your phone number")
        papworth.town.sandbox.share_contact("TG")
        await papworth.town.sees("TG", "will check and be in touch")
        assert not any("Kim" in text for text in papworth.town.texts("TG"))
        papworth.town.say("FAY", f"JOIN {invite['code']}")
        assert "use this service" in await papworth.town.sees("FAY", "use this service")


@pytest.mark.parametrize("who", ["P1", "P2"])
async def test_PH18_one_reminder_at_the_start_of_term_and_unlink_stops_all_at_once(school: Opens, who: str) -> None:
    async with school("papworth-hall", "Fri 12 Apr 2024 10:00") as papworth:
        await papworth.at("Mon 15 Apr 2024 07:59")
        await papworth.silent(who)
        await papworth.at("Mon 15 Apr 2024 08:01")
        told = (await papworth.hears(who))[-1]
        assert ("Przypomnienie" if who == "P1" else "do not let your child use this account") in told
        assert "UNLINK" in told
        await papworth.at("Tue 16 Apr 2024 10:00")
        await papworth.silent(who)  # one, no more
        await papworth.say(who, "/unlink")
        said = await papworth.only(who)
        assert ("Połączenie zostało zakończone" if who == "P1" else "not linked any more") in said
        papworth.mark()
        await desk.announce(papworth, "T4", "Bring a coat", "Tue 16 Apr 2024 10:10")
        await papworth.sees("PBen", "Bring a coat")
        await papworth.silent(who)


@pytest.mark.parametrize(
    ("preset", "paper"), [("papworth-hall", False), ("bentley-new-village", True)], ids=["PH19", "BNV10"]
)
async def test_PH19_BNV10_a_young_persons_own_number_is_never_invited(school: Opens, preset: str, paper: bool) -> None:
    async with school(preset, "Tue 5 Mar 2024 10:00") as opened:
        if paper:
            await desk.paper(opened, "Kit Lowe")
        await desk.ok(opened, "pupil-number", "Kit Lowe", "+44 7700 900305")  # P5's only number is Kim's own
        said = await desk.refused(opened, "invites", "--adult", "Kit Lowe", "--json", "--handed-over")
        assert said == "refused: with no number but a young person's own; pupils have no accounts"
        said = await desk.refused(opened, "number", "Mary Marsh", "+44 7700 900305", "--class", "Y4")
        assert "young person's own" in said
        assert "pupil" not in {str(role) for role in Role}
        added = await desk.run(opened, "staff", "add", "Kim Lowe", "07700 900410", "--role", "pupil")
        assert "is not a role" in added.stderr
        columns = {"pupil_id"} & {column.name for column in contacts._contact.columns}
        assert columns == set()  # a contact is an adult's or a colleague's: there is no pupil log-in in the schema


async def test_a_second_account_is_refused_and_logged_for_families_and_staff(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        code = await _code(papworth, "Kit Lowe")
        await papworth.say("P5", f"JOIN {code}")
        papworth.town.sandbox.add_phone("X", carrier=Carrier.SMS, number="+447700900399", opens="+447700900001")
        papworth.town.say("X", f"JOIN {code}")
        await papworth.town.settled()
        assert "does not work" in papworth.town.texts("X")[-1]
        added = await desk.told(papworth, "staff", "add", "Nia New", "07700 900410")
        papworth.town.sandbox.add_phone("Y", user_id=8051, number="+447700900411", opens="oak_lane_staff_bot")
        papworth.town.sandbox.start("Y")
        papworth.town.say("Y", added["code"])
        await papworth.town.sees("Y", "share your phone number")
        papworth.town.sandbox.share_contact("Y")  # the code without the phone the school knows
        await papworth.town.sees("Y", "not the number the school has")
        assert ("code_refused", "used") in await _actions(papworth)


async def test_BNV2_BNV11_BNV24_a_childminder_gets_no_code_and_a_parent_joins_reads_likes_and_writes_in_a_browser(
    school: Opens,
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await _adult(
            bentley, "Cher Minder", "kim", responsibility="none", relation="childminder", number="+447700900396"
        )
        assert "responsibility" in await desk.refused(bentley, "invites", "--adult", "Cher Minder", "--json")
        await desk.paper(bentley, "Kit Lowe")
        code = await _code(bentley, "Kit Lowe", "--handed-over")
        bentley.town.hub.public_url = bentley.town.address
        join = bentley.town.address + "/join"
        assert "Your joining code" in (await fetch(join))[2].decode()
        for child in ("Ada Y4", "Kim Y5"):  # somebody who found the code
            assert (await fetch(join, form={"joining": code, "child": child}))[0] == 403
        status, headers, body = await fetch(join, form={"joining": code, "child": "Kim, Y4"})
        assert status == 200
        page, cookie = re.search(r'href="(http://[^"]+/p/\w+)"', body.decode()), headers["set-cookie"].split(";")[0]
        assert page
        assert (await fetch(join, form={"joining": code, "child": "Kim, Y4"}))[0] == 403  # single use
        await _on_their_page(bentley, page[1], cookie)


async def _on_their_page(bentley: School, page: str, cookie: str) -> None:
    """News, a like, a message to the class teacher and the answer: nothing but a browser, and nothing to pay."""
    await desk.announce(bentley, "T4", "We planted beans", "Tue 5 Mar 2024 10:05")
    shown = (await fetch(page, cookie=cookie))[2].decode()
    assert "We planted beans" in shown
    post = re.search(r'name="post" value="(\d+)">Like<', shown)
    assert post
    assert (await fetch(page + "/like", cookie=cookie, form={"post": post[1]}))[0] == 303
    assert "You like this" in (await fetch(page, cookie=cookie))[2].decode()
    await _no_race_for_likes(bentley, page, cookie)
    assert (await fetch(page + "/say", form={"words": "who am I", "once": "1"}))[0] == 303  # not without the code
    form = {"words": "Kim forgot her reading book, persimmon", "once": "77"}
    told = (await fetch(page + "/say", cookie=cookie, form=form))[2].decode()
    assert "Passed to the Y4 teacher" in told
    await fetch(page + "/say", cookie=cookie, form=form)  # pressed twice
    assert len(set(await bentley.listed("T4"))) == 1
    assert await bentley.waits_for("T4", "persimmon")
    card = next(bubble for bubble in reversed(bentley.town.screen("T4")) if "persimmon" in bubble.text)
    await bentley.say("T4", "It is on her peg", reply_to=card.id)
    await bentley.at("Tue 5 Mar 2024 10:15")
    await bentley.town.settled()
    assert "It is on her peg" in (await fetch(page, cookie=cookie))[2].decode()
    await desk.taps(bentley, "T4", "Wrong recipient")  # what was taken back is gone from the page
    assert "It is on her peg" not in (await fetch(page, cookie=cookie))[2].decode()
    assert bentley.town.texts("P5") == []  # no text message is paid for


async def _no_race_for_likes(bentley: School, page: str, cookie: str) -> None:
    """BNV24: of three posts the liked one stays where its time puts it, without a number, and no child has a page."""
    await desk.announce(bentley, "T4", "We watered them", "Tue 5 Mar 2024 10:07")
    await desk.announce(bentley, "T4", "We counted leaves", "Tue 5 Mar 2024 10:09")
    await bentley.press("P1b", "Like")
    shown = (await fetch(page, cookie=cookie))[2].decode()
    places = [shown.index(words) for words in ("We counted leaves", "watered them", "We planted beans")]
    assert places == sorted(places)
    assert not re.search(r"\d+\s*(?:</?\w+>)?\s*(?:likes?|like this)\b", shown, re.IGNORECASE)
    for child in ("ada_k", "ben"):
        other = bentley.town.cast.pupils[child]
        assert str(other) not in shown
        for path in (f"{page}/{other}", f"{page}/pupils/{other}", f"{bentley.town.address}/p/{other}"):
            assert (await fetch(path, cookie=cookie))[0] in {401, 404}, path


async def test_BNV12_two_of_two_then_one_more_by_the_head_with_a_reason_and_once(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await _adult(
            bentley,
            "Stef Parent",
            "ada_k",
            responsibility="care",
            relation="step_parent",
            number="+447700900396",
            phone="STEP",
        )
        await desk.paper(bentley, "Stef Parent")
        said = await desk.refused(bentley, "invites", "--adult", "Stef Parent", "--json")
        assert "2 of 2: beyond the number of adults" in said
        words = ("extra-adult", "Stef Parent", "--reason", "shared care, court order")
        assert "only the head may" in await desk.refused(bentley, *words, "--by", "Olive Desk")
        await desk.ok(bentley, *words, "--by", "Hal Head")
        assert ("extra_adult", "head") in await _actions(bentley)
        code = await _code(bentley, "Stef Parent")
        bentley.town.say("STEP", f"JOIN {code}")
        await bentley.town.sees("STEP", "linked for: Ada")
        await bentley.say("P1b", "/unlink")  # a place is free: two are linked, and the exception is spent
        said = await desk.refused(bentley, "invites", "--adult", "Adam Kowalski", "--json", "--all")
        assert "number of adults" in said


@pytest.mark.parametrize("who", ["P1", "P2"])
async def test_BNV27_off_the_roll_ends_that_childs_link_and_no_other(school: Opens, who: str) -> None:
    first = "ada_k" if who == "P1" else "ada_m"
    async with school("bentley-new-village", "Fri 1 Mar 2024 10:00") as bentley:
        town, adult = bentley.town, "Anna Kowalska" if who == "P1" else "Mary Marsh"

        def sibling_and_leaver(db: Db) -> None:
            scope, cast, pupil = town.cast.scope, town.cast, tables.pupil
            cast.pupils["sib"] = people.add_pupil(scope, db, "Sib", "Ling", cast.classes["Y5"], town.hub.now().date())
            people.tie(scope, db, cast.guardians[who], cast.pupils["sib"])
            left = pupil.update().where(pupil.c.id == cast.pupils[first])
            db.run(left.values(left_on=town.hub.now().date()))

        await town.hub.write(sibling_and_leaver)
        await desk.paper(bentley, adult, "--child", "Sib Ling")
        await bentley.at("Mon 4 Mar 2024 08:30")
        told = (await bentley.hears(who))[-1]
        assert ("usuniemy" if who == "P1" else "What we hold is deleted after") in told
        tie = tables.guardianship
        rows = await town.read(
            lambda db: db.all(
                select(tie.c.pupil_id, tie.c.ended_on).where(tie.c.guardian_id == town.cast.guardians[who])
            )
        )
        ended = {row.pupil_id for row in rows if row.ended_on is not None}
        assert ended == {town.cast.pupils[first]}
        bentley.mark()
        await bentley.say("HD", "News for all")
        await bentley.press("HD", "Announce to Y5")
        await desk.send(bentley, "HD", "Mon 4 Mar 2024 09:00")
        assert any("News for all" in text for text in await bentley.heard(who))
        bentley.mark()
        await desk.announce(bentley, "T4", "Only for Y4", "Mon 4 Mar 2024 09:10")
        await bentley.silent(who)


async def test_DPIA3_nothing_is_listed_and_an_invitation_links_the_invited_number_alone(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        greenfield.town.sandbox.add_phone("TG", user_id=8060, number="+447700900395", opens="oak_lane_bot")
        greenfield.town.sandbox.start("TG")
        for words in ("Year 4 teacher", "/search Tara Four", "Greenfield"):
            greenfield.town.say("TG", words)
            await greenfield.town.settled()
        shown = " ".join(greenfield.town.texts("TG"))
        assert "Four" not in shown
        assert "Y4" not in shown
        told = await desk.told(greenfield, "invites", "--text", "--adult", "Kit Lowe")
        assert told["invited"] == 1
        asked = await greenfield.only("P5")
        assert "YES" in asked
        assert "Kim" not in asked
        greenfield.town.sandbox.add_phone("X", carrier=Carrier.SMS, number="+447700900399", opens="+447700900001")
        greenfield.town.say("X", "YES")
        await greenfield.town.settled()
        assert "do not know your number" in greenfield.town.texts("X")[-1]
        await greenfield.say("P5", "YES")
        for _ in range(5):
            if "1 yes" in greenfield.town.texts("P5")[-1]:
                await greenfield.say("P5", "1")
        assert "linked for: Kim" in greenfield.town.texts("P5")[-1]


def _waiting_for_families(db: Db) -> int:
    out = tables.outbox
    return int(db.value(select(func.count()).select_from(out).where(out.c.guardian_id.is_not(None))))


async def test_DPIA4_importing_invites_nobody_and_a_no_is_remembered(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        greenfield.mark()
        rows = "\n".join(f"Pupil{n},Import{n},Y4,4,Parent{n} Import{n},{7700930000 + n},mother" for n in range(300))
        path = greenfield.town.hub.data_folder / "roll.csv"
        head = "First name,Last name,Class,Year,Parent 1 name,Parent 1 mobile,Parent 1 relation"
        path.write_text(f"{head}\n{rows}\n", encoding="utf-8")
        done = await desk.run(greenfield, "import", str(path), "--json")
        assert done.stdout
        await greenfield.silent("P1", "P2", "P3", "P5")
        assert await greenfield.town.read(_waiting_for_families) == 0  # nor is anything on its way to the new ones
        await desk.ok(greenfield, "invites", "--text", "--adult", "Kit Lowe")
        await greenfield.only("P5")
        await greenfield.say("P5", "NO")
        assert "not ask again" in (await greenfield.heard("P5"))[-1]
        assert "said no" in await desk.refused(greenfield, "invites", "--text", "--adult", "Kit Lowe", "--json")
        listed = await desk.told(greenfield, "families", "--without-account", "--class", "Y4")
        assert ("Kit Lowe", "refused") in {(one["adult"], one["why"]) for one in listed}
        assert ("refused_to_join", "sms") in await _actions(greenfield)
        made = await desk.told(
            greenfield, "invites", "--adult", "Kit Lowe", "--asked-for"
        )  # unless they ask themselves
        assert len(made["invites"]) == 1
        assert await greenfield.town.read(lambda db: audit.broken_at(db, greenfield.town.cast.school_id)) is None
