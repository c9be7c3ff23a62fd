"""Fixed wording in a reader's language."""

from __future__ import annotations

from bot.domain.wording import say
from bot.phrases import Reader, render
from storage.clock import lease_now
from tests.bench.measure import Bench, Row, cost, costs


def rendering(_bench: Bench) -> tuple[Row, ...]:
    """A held notice in Polish beside str.format."""
    facts = {"school": "Oak Lane", "office_phone": "01632 960100", "out_of_hours": ""}
    reader = Reader("pl", "Europe/London", lease_now(), lambda _: "Ola", facts)
    phrases = [say("received"), say("held.nobody_reads"), say("emergency.office")]

    def ours() -> int:
        for _ in range(500):
            for phrase in phrases:
                render(phrase, reader)
        return 1500

    def floor() -> int:
        for _ in range(1500):
            "If someone is in danger call 999. Office: {office_phone}.".format(**facts)
        return 1500

    found = costs({"format": floor, "ours": ours})
    return (cost("render one phrase in Polish", "str.format", found["format"], found["ours"], 50),)
