"""News of a day in one message, for the families who want it so."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.town import Town


def _tuesday(clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-03-05T{clock}").replace(tzinfo=UTC)


async def _post(both: Town, text: str, leaves: str) -> None:
    both.say("t3", f"/announce {text}")
    await both.sees("t3", f"(?s)To 4 family adults.*{text}")
    both.press("t3", "Send to 4 adults")
    await both.settled()
    await both.at(_tuesday(leaves))
    await both.settled()


async def test_a_day_of_posts_comes_together_and_a_closure_at_once(both: Town) -> None:
    both.say("beth", "digest")
    await both.sees("beth", "1 at once  2 once a day  3 once a week")
    both.say("beth", "weekly")  # a word for an answer, and then the word alone
    await both.sees("beth", "together once a week")
    both.say("beth", "DIGEST day")
    await both.sees("beth", "together once a day, at 16:30")
    both.say("marta", "/digest")
    await both.sees("marta", "Kiedy")
    both.press("marta", "raz dziennie")
    await both.sees("marta", "raz dziennie, o godz. 16:30")
    await _post(both, "We planted beans", "10:05")
    await _post(both, "We sang songs", "10:10")
    await both.sees("piotr", "We sang songs")  # who chose nothing has it at once
    both.say("t3", "/emergency coach 11:15")
    await both.sees("t3", "type COACH")
    both.say("t3", "COACH")
    await both.sees("beth", "The coach is late")
    assert not any("beans" in text or "songs" in text for who in ("beth", "marta") for text in both.texts(who))
    await both.at(_tuesday("16:31"))
    await both.settled()
    (told,) = [text for text in both.texts("beth") if "beans" in text or "songs" in text]
    assert told.index("News from school, together:") < told.index("planted beans") < told.index("sang songs")
    assert "Wiadomości ze szkoły, razem:" in await both.sees("marta", "(?s)beans.*songs")
    await both.sees("t3", "4 of 4 reached")
    both.say("t3", "/pages")
    await both.settled()
    newest = next(one for one in reversed(both.screen("t3")) if "We sang songs" in one.text and one.keys)
    taking = next(key for row in newest.keys for key in row if key.data.startswith("rmpost"))
    both.sandbox.press("t3", taking.data, message=newest.id)
    await both.settled()
    assert "We planted beans" in await both.sees("marta", "Szkoła usunęła ten wpis")
    assert not any("songs" in text for text in both.texts("marta"))
    await both.sees("beth", "takes back its news")
