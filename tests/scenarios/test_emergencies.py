"""The school is closed, or the coach is late: one person says so from home, and every family knows within the minute."""

from __future__ import annotations

from datetime import UTC, datetime

from storage import rights
from tests.town import Town


async def test_a_closure_and_a_late_coach_reach_families_at_once_in_their_own_words(both: Town) -> None:
    cast, now = both.cast, both.hub.now()
    beth = cast.guardians["beth"]  # objects to news, which is not to be told that the school is shut (DPIA35)
    await both.hub.write(lambda db: rights.switch_on(cast.scope, db, beth, "object", "news", now))
    lena = cast.guardians["lena"]  # her data may be kept and not used: nothing is sent, and a person rings (decision 33)
    await both.hub.write(lambda db: rights.switch_on(cast.scope, db, lena, "restrict", "", now))
    await both.at(datetime(2024, 3, 5, 5, 40, tzinfo=UTC))  # families' quiet hours last until 7:30
    both.say("t3", "/emergency closed, snow")
    await both.sees("t3", "the office or a leader can send it")
    both.say("head", "/emergency")
    await both.sees("head", "Press what is the matter")
    both.press("head", "School is closed on Tuesday 5 March because of snow. Children stay at home.")
    preview = await both.sees("head", "type CLOSED")
    assert "To 5 family adults of the whole school" in preview
    assert "Written by hand in every language" in preview
    both.say("head", "yes")
    await both.sees("head", "To send it now, at any hour and with nobody else asked, type CLOSED.")
    assert not any("because of snow" in text for who in ("beth", "sana") for text in both.texts(who))
    both.say("head", "closed")
    await both.sees("head", "It goes to 5 adults now")
    assert "Urgent news from school:\nSchool is closed on Tuesday 5 March because of snow" in await both.sees("beth", "snow")
    for who, words in {"marta": "z powodu śniegu", "sana": "برف", "omar": "الثلج"}.items():
        said = await both.sees(who, words)
        assert "because of snow" not in said  # written by hand: nothing to label, no original to show
    await both.settled()
    listed = await both.sees("office", "A post did not reach")
    assert "Mira Dubova (5A): no message may be sent to this family. Ring them as the office agreed with them." in listed
    assert "Lena" not in listed
    both.press("office", "Told: Mira Dubova")
    await both.settled()
    assert not any("сніг" in text for text in both.texts("lena"))
    await both.hub.write(lambda db: rights.switch_off(cast.scope, db, lena, "restrict", now))
    both.say("head", "CLOSED")  # a second time there is nothing left to send
    await both.settled()
    assert sum("because of snow" in text for text in both.texts("beth")) == 1

    await both.at(datetime(2024, 3, 5, 10, 0, tzinfo=UTC))
    both.say("beth", "Finn cannot find his reading book")
    await both.sees("beth", "will see it tomorrow at 8:00")  # the calendar knows of the snow
    both.say("t3", "/emergency coach 16:15")
    assert "To 4 family adults of 3B" in await both.sees("t3", "type COACH")
    both.say("t3", "COACH")
    assert "News for class 3B:\nThe coach is late. It will be at school at about 16:15." in await both.sees("beth", "coach")
    await both.sees("marta", "Autokar")
    await both.settled()
    assert not any("автобус" in text.casefold() for text in both.texts("lena"))
