"""One post for several classes: each adult once, whatever children they have in them."""

from __future__ import annotations

from datetime import timedelta

from tests.town import Town


async def test_several_classes_are_told_once_each_adult_and_by_leaders_alone(both: Town) -> None:
    both.say("t3", "/classes 3B, 5A: Please bring wellies")
    await both.sees("t3", "for those who write to the whole school")
    both.say("head", "/classes 3B, 9Z: Please bring wellies")
    await both.sees("head", "Classes: 3B, 5A")
    both.say("head", "/classes 3b and 5A: Please bring wellies")
    assert "To 6 family adults of 3B, 5A" in await both.sees("head", "wellies")
    both.press("head", "Send to 6 adults")
    await both.settled()
    await both.at(both.hub.now() + timedelta(minutes=5))
    assert "News for class 3B, 5A:\nPlease bring wellies" in await both.sees("beth", "wellies")
    await both.settled()
    for who in ("marta", "piotr", "lena", "omar", "sana", "beth"):
        assert sum("wellies" in text for text in both.texts(who)) == 1


async def test_several_classes_are_chosen_by_buttons_and_one_alone_is_a_class_post(both: Town) -> None:
    async def taps(*labels: str) -> str:
        for label in labels:
            both.press("head", label)
            await both.settled()
        return both.texts("head")[-1]

    both.say("head", "/reminder Bring wellies")
    await both.sees("head", "To which class")
    assert "at least one" in await taps("Several classes", "Done (0)")
    both.say("head", "/reminder Bring wellies")
    await both.settled()
    await taps("Several classes", "3B", "5A")
    assert {"[x] 3B", "[x] 5A", "Done (2)"} <= set(both.screen("head")[-1].labels)
    assert "To 4 family adults of 3B" in await taps("[x] 5A", "Done (1)")
    both.say("head", "/reminder Bring wellies")
    await both.settled()
    assert "To 6 family adults of 3B, 5A" in await taps("Several classes", "5A", "3B", "Done (2)")
    await taps("Send to 6 adults")
    await both.at(both.hub.now() + timedelta(minutes=5))
    assert "News for class 3B, 5A:\nBring wellies" in await both.sees("beth", "wellies")
    both.say("t3", "/reminder Bring wellies")
    await both.sees("t3", "To 4 family adults of 3B")  # a teacher has one class, and is asked nothing
