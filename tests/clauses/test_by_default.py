"""A school that has said nothing but its name: nothing risky is on, and a list says so (DPIA31)."""

from __future__ import annotations

import pytest

from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.test_feed import post
from tests.clauses.test_private_page import fetch
from tests.clauses.test_processors import engines

_NAME_ONLY = '[school]\nname = "Hill Top"\n'
_OFF = {
    "Parents' messages to a teacher": "messages.parent_to_teacher",
    "Messages from staff to one family": "staff.direct_messages",
    "Pictures and films in posts": "feed.media",
    "Comments under posts": "feed.comments",
    "Posts by families": "feed.parent_posts",
    "Translation of posts and answers": "translation.posts",
    "Translation of parents' messages": "translation.inbound",
}


@pytest.mark.one_database
async def test_DPIA31_with_its_name_alone_a_school_posts_plain_words_and_the_list_says_what_is_off_and_why(
    school: Opens,
) -> None:
    async with school("own", "Tue 5 Mar 2024 10:00", policy=_NAME_ONLY) as hill_top:
        near, far = engines(hill_top)
        row = ("--kind", "translator", "--country", "GB", "--purpose", "posts", "--no-training", "--by", "Dot Data")
        await desk.ok(hill_top, "processors", "add", "libretranslate", *row)
        listed = (await desk.told(hill_top, "check"))["off"]
        for what, key in _OFF.items():
            assert [one for one in listed if one.startswith(f"{what}: off until the policy sets {key}, because ")], what
        assert any("Public pages and links are off at every school" in one for one in listed)

        hill_top.mark()
        await hill_top.say("P1b", "Ada forgot her reading book, medlar")  # no 1:1
        assert "not answered" in await hill_top.only("P1b")
        for who in ("T4", "OFF"):
            assert not await hill_top.waits_for(who, "medlar")
        await hill_top.say("T4", "/tell Adam Kowalski")
        assert "staff do not start a conversation" in hill_top.town.texts("T4")[-1]
        await desk.picture(hill_top, "T4", "Our volcano")  # no photos
        assert "do not carry this kind of file. Nothing was sent" in hill_top.town.texts("T4")[-1]
        hill_top.mark()
        await desk.announce(hill_top, "T4", "Swimming is on Friday", "Tue 5 Mar 2024 10:10")
        assert "Swimming is on Friday" in await hill_top.only("P1")  # no translation, inside or outside
        assert (near, far) == ([], [])
        shown = post(hill_top, "P1b", "Swimming")
        assert not {"Comments", "Like"} & set(shown.labels)
        await hill_top.say("P1b", "lovely, medlar", reply_to=shown.id)  # no comments
        assert not any("medlar" in text for who in ("P1", "P2", "T4") for text in hill_top.town.texts(who))
        hill_top.town.sandbox.attach("P1b", "photo", caption="us at the beach")  # no posts of parents
        await hill_top.town.settled()
        assert not any("beach" in text for who in ("P1", "P2", "T4", "OFF") for text in hill_top.town.texts(who))
        assert "/p/" not in "".join(hill_top.town.texts("P2"))  # no public links
        assert (await fetch(f"{hill_top.town.address}/p/"))[0] == 404
