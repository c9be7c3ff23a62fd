"""TOML → policy: the laws aside, every key checked, then what only makes sense together."""

from __future__ import annotations

import tomllib
from typing import Any

from pydantic import ValidationError

from bot.domain.policy import Policy
from bot.domain.protection.activities import unregistered
from bot.policyfile.building import policy_of
from bot.policyfile.laws import settle
from bot.policyfile.models import PolicyKeys
from bot.policyfile.problems import PolicyProblems, Problem, found_by_pydantic
from bot.policyfile.together import together


def load(text: str, filename: str) -> Policy:
    """The policy a file describes. Raises PolicyProblems with everything that is wrong; nothing is half taken."""
    keys = _keys(text, filename)
    problems = list(together(keys, filename))
    if problems:
        raise PolicyProblems(problems)
    policy = policy_of(keys)
    creeping = [Problem(filename, key, None, "no purpose or basis recorded for it") for key in unregistered(policy)]
    if creeping:
        raise PolicyProblems(creeping)
    return policy


def _keys(text: str, filename: str) -> PolicyKeys:
    raw = _toml(text, filename)
    problems = list(settle(raw, filename))
    try:
        keys = PolicyKeys.model_validate(raw)
    except ValidationError as error:
        raise PolicyProblems([*problems, *found_by_pydantic(error, PolicyKeys, filename)]) from None
    if problems:
        raise PolicyProblems(problems)
    return keys


def _toml(text: str, filename: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        hint = "Times and words stand in quotes, true and false do not"
        raise PolicyProblems([Problem(filename, "", None, f"is not TOML: {error}. {hint}")]) from None
