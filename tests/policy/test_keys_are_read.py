"""A key of the policy that no rule reads is a promise nobody keeps: each must be read somewhere."""

from __future__ import annotations

from tests.policy.reads import keys, keys_read


def test_every_policy_key_is_read_by_a_rule() -> None:
    assert sorted(keys() - keys_read()) == []

