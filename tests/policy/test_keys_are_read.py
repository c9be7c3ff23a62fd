"""A key of the policy that no rule reads is a promise nobody keeps: each must be read somewhere, or be named in NOT_YET."""

from __future__ import annotations

from bot.policyfile.notyet import NOT_YET
from tests.policy.reads import keys, keys_read


def test_every_policy_key_is_read_by_a_rule() -> None:
    assert sorted(keys() - keys_read() - set(NOT_YET)) == []


def test_a_key_that_a_rule_reads_leaves_the_list() -> None:
    assert sorted(set(NOT_YET) & keys_read()) == []
    assert set(NOT_YET) <= keys()
