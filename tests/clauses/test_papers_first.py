"""Papers before codes: what must have come back, what is asked for, what a "no" means (M20-M27, LT11, LT24, BNV5)."""

from __future__ import annotations

import pytest

from storage import slips
from tests.clauses import desk
from tests.clauses.conftest import Opens


async def test_M20_no_code_before_the_slip_and_the_record_shows_all_five(school: Opens) -> None:
    async with school("misson", "Wed 20 Feb 2019 10:00") as misson:
        assert await desk.refused(misson, "invites", "--adult", "Kit Lowe", "--json") == "refused: slip not returned"
        await desk.paper(misson, "Kit Lowe", "--form", "paper")
        made = await desk.told(misson, "invites", "--adult", "Kit Lowe")
        assert len(made["invites"]) == 1
        (shown,) = await desk.told(misson, "consent", "show", "Kit Lowe")
        wanted = {"child": "Kim Lowe", "signer": "Kit Lowe", "signed_on": "2019-02-20", "recorded_by": "Olive Desk"}
        assert shown | wanted | {"form": "paper"} == shown
        await misson.say("P5", f"JOIN {made['invites'][0]['code']}")  # and the account can be set up
        assert "Kim" in (await misson.heard("P5"))[-1]


async def test_M20_a_slip_without_its_signature_or_recorder_is_not_one(school: Opens) -> None:
    async with school("misson", "Wed 20 Feb 2019 10:00") as misson:
        told = await desk.told(misson, "consent", "record", "Kit Lowe", "--agreed", "all", "--signed-on", "2019-02-20")
        assert told["says"] == "signature, who recorded it missing"
        assert "missing" in await desk.refused(misson, "invites", "--adult", "Kit Lowe", "--json")


async def test_M22_without_the_privacy_notice_the_slip_is_incomplete(school: Opens) -> None:
    async with school("misson", "Wed 20 Feb 2019 10:00") as misson:
        lines = [
            word
            for line in ("images", "apps", "account", "group_photos", "no_resharing")
            for word in ("--agreed", line)
        ]
        told = await desk.told(
            misson, "consent", "record", "Kit Lowe", *lines, "--signer", "Kit Lowe", "--signed-on", "2019-02-20",
            "--by", "Olive Desk",
        )  # fmt: skip
        assert told["says"] == "incomplete: privacy notice"
        said = await desk.refused(misson, "invites", "--adult", "Kit Lowe", "--json")
        assert said == "refused: incomplete: privacy notice"
        board = await desk.told(misson, "consent", "list")  # the office sees what to ask for
        assert {"adult": "Kit Lowe", "says": "incomplete: privacy notice"}.items() <= board[0].items()
        await desk.paper(misson, "Kit Lowe")
        (shown,) = (await desk.told(misson, "consent", "show", "Kit Lowe"))[-1:]
        assert (shown["version"], shown["answers"]["privacy_notice"]) == ("1", "yes")
        assert shown["time"].startswith("2019-02-20")


async def test_M27_a_struck_out_line_leaves_it_incomplete_and_the_head_may_not_override(school: Opens) -> None:
    async with school("misson", "Wed 20 Feb 2019 10:00") as misson:
        told = await desk.paper(misson, "Kit Lowe", "--refused", "no_resharing")
        assert told["says"] == "incomplete: no resharing"
        for more in ((), ("--handed-over",), ("--asked-for",), ("--all",)):
            said = await desk.refused(misson, "invites", "--adult", "Kit Lowe", "--json", *more)
            assert said == "refused: incomplete: no resharing"
        said = await desk.refused(misson, "extra-adult", "Kit Lowe", "--reason", "I say so", "--by", "Hal Head")
        assert "does not let" in said


async def test_M25_do_not_means_no_code_no_message_and_the_print_list(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await desk.paper(misson, "Kit Lowe", "--refused", "account")
        assert "said no" in await desk.refused(misson, "invites", "--adult", "Kit Lowe", "--json")
        await desk.announce(misson, "T4", "Swimming is on Friday", "Tue 5 Mar 2019 10:05")
        await misson.sees("P2", "Swimming is on Friday")
        assert misson.town.texts("P5") == []
        on_paper = await desk.told(misson, "families", "--without-account", "--class", "Y4")
        assert [one["adult"] for one in on_paper if one["why"] == "refused"] == ["Kit Lowe"]
        await misson.say("P2", "STOP")
        on_paper = await desk.told(misson, "families", "--without-account", "--class", "Y4")
        assert "blocked us or stopped messages" in {one["why"] for one in on_paper if one["adult"] == "Mary Marsh"}


@pytest.mark.parametrize(("who", "name"), [("P1", "Anna Kowalska"), ("P2", "Mary Marsh")])
async def test_M25_a_later_do_not_ends_the_link_and_a_later_do_brings_it_back(
    school: Opens, who: str, name: str
) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await desk.paper(misson, name, "--refused", "account")
        misson.mark()
        await desk.announce(misson, "T4", "Swimming is on Friday", "Tue 5 Mar 2019 10:05")
        await misson.sees("PBen", "Swimming is on Friday")
        await misson.silent(who)
        listed = await desk.told(misson, "families", "--without-account")
        assert name in {one["adult"] for one in listed}
        await desk.paper(misson, name)  # changed their mind
        made = await desk.told(misson, "invites", "--adult", name)
        assert made["invites"][0]["classes"] == ["Y4"]


async def test_LT11_an_agreement_without_its_date_invites_nobody(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        words = ("consent", "record", "Kit Lowe", "--agreed", "all", "--signer", "Kit Lowe", "--by", "Olive Desk")
        assert (await desk.told(thurrock, *words))["says"] == "date missing"
        invite = ("invites", "--adult", "Kit Lowe")
        assert await desk.refused(thurrock, *invite, "--json") == "refused: date missing"
        await desk.ok(thurrock, *words, "--signed-on", "2024-03-04")
        shown = (await desk.told(thurrock, "consent", "show", "Kit Lowe"))[-1]
        full = {"child": "Kim Lowe", "class": "Y4", "version": "1", "signed_on": "2024-03-04", "signer": "Kit Lowe"}
        assert full.items() <= shown.items()
        (made,) = (await desk.told(thurrock, *invite))["invites"]
        await thurrock.say("P5", f"JOIN {made['code']}")
        assert "Kim" in (await thurrock.heard("P5"))[-1]


async def test_LT24_refusing_pictures_does_not_refuse_messages(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        told = await desk.paper(thurrock, "Kit Lowe", "--refused", "images_work_comments", "--signed-on", "2024-03-04")
        assert told["state"] == "complete"
        made = await desk.told(thurrock, "invites", "--adult", "Kit Lowe")
        await thurrock.say("P5", f"JOIN {made['invites'][0]['code']}")
        assert "Kim" in (await thurrock.heard("P5"))[-1]
        await thurrock.say("P5", "Kim cannot find her reading book")
        assert "About: Kim" in (await thurrock.heard("P5"))[-1]
        not_shown = await desk.told(thurrock, "consent", "do-not-show")
        assert [(one["child"], one["not_in"]) for one in not_shown] == [("Kim Lowe", ["images_work_comments"])]


async def test_BNV5_no_code_without_the_form_and_withdrawing_it_ends_the_link_and_starts_deletion(
    school: Opens,
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        said = await desk.refused(bentley, "invites", "--adult", "Kit Lowe", "--json")
        assert said == "refused: data processing consent not returned"
        held = await bentley.town.read(
            lambda db: slips.of_guardian(bentley.town.cast.scope, db, bentley.town.cast.guardians["P5"])
        )
        assert held.signed == ()  # nothing beyond the roll
        await desk.ok(bentley, "consent", "withdraw", "Mary Marsh", "--line", "data_processing", "--by", "Olive Desk")
        await bentley.sees("OFF", "To delete")
        bentley.mark()
        await desk.announce(bentley, "T4", "Swimming is on Friday", "Tue 5 Mar 2024 10:05")
        await bentley.sees("PBen", "Swimming is on Friday")
        await bentley.silent("P2")
        await bentley.say("P2", "Hello, can Ada go home early?")
        assert "do not know your number" in (await bentley.heard("P2"))[-1]
