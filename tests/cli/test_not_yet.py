"""What a policy asks for and Bookbag does not do yet stands apart, in the words of `bookbag check`."""

from __future__ import annotations

import dataclasses

import pytest

from bot import presets
from bot.domain.policy import Policy
from bot.policyfile import load, not_yet
from bot.policyfile.notyet import NOT_YET
from tests.cli.house import House

_PRESETS = ("misson", "little-thurrock", "papworth-hall", "bentley-new-village", "greenfield")
_HEADING = "not done by Bookbag yet"


@pytest.mark.parametrize("name", _PRESETS)
def test_a_preset_that_asks_for_more_than_is_done_says_what(name: str, house: House) -> None:
    policy = load(presets.read(name), name)
    house.folder.joinpath("policy.toml").write_text(presets.read(name))
    told = house.ok("check", str(house.folder / "policy.toml"))
    for sentence in not_yet(policy):
        assert sentence in told.split(_HEADING)[1]
    assert (_HEADING in told) == bool(not_yet(policy))
    assert house.json("check", str(house.folder / "policy.toml"))["not_done_yet"] == not_yet(policy)


def test_every_key_on_the_list_that_a_school_sets_is_named() -> None:
    key = next(key for key in NOT_YET if isinstance(_at(Policy(), key), bool) and not _at(Policy(), key))
    group, name = key.split(".")
    changed = dataclasses.replace(getattr(Policy(), group), **{name: True})
    asked = dataclasses.replace(Policy(), **{group: changed})
    assert not any(key in sentence for sentence in not_yet(Policy()))
    assert any(key in sentence for sentence in not_yet(asked))


def _at(policy: Policy, key: str) -> object:
    found: object = policy
    for name in key.split("."):
        found = getattr(found, name)
    return found
