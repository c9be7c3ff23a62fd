"""A school may say any text its own way, as long as it keeps its fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import presets
from bot.policyfile import PolicyProblems, dump, load
from tests.town import town


@pytest.mark.parametrize(
    "text,reason",
    [
        ('[texts.xx]\n"received" = "Hm"\n', "policy.toml: texts.xx = { received = \"Hm\" }: is not a language Bookbag ships. Allowed: ar, bg, bn"),
        (
            '[texts.pl]\n"recieved" = "Mamy"\n',
            'policy.toml: texts.pl.recieved = "Mamy": is not the name of a text to families; did you mean "received"? Allowed: ',
        ),
        ('[texts.pl]\n"about.names" = "Bez"\n', "policy.toml: texts.pl.about.names = \"Bez\": must keep its fields. Allowed: names."),
    ],
)
def test_a_wrong_own_text_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(PolicyProblems) as found:
        load(presets.read("demo") + text, "policy.toml")
    assert reason in str(found.value)


def test_own_texts_survive_being_written_and_read() -> None:
    policy = load(presets.read("demo") + '[texts.pl]\n"about.names" = "Chodzi o: {names}."\n', "policy.toml")
    assert load(dump(policy), "again").texts == {"pl": {"about.names": "Chodzi o: {names}."}}


async def test_a_family_reads_the_schools_own_words(tmp_path: Path) -> None:
    policy = presets.read("demo") + '[texts.en]\n"passed.to" = "Gone to the {place}."\n'
    async with town(f"sqlite:///{tmp_path / 'bookbag.db'}", tmp_path, policy=policy) as oak_lane:
        oak_lane.say("beth", "Finn has new glasses, can he sit at the front today?")
        assert "Gone to the 3B teacher." in await oak_lane.sees("beth", "Gone to")
