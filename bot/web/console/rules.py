"""The school's rules in plain words, as `bookbag check` says them."""

from __future__ import annotations

from bot.policyfile import plain
from bot.web.console.door import Values
from bot.web.console.visit import Look


def view(look: Look) -> Values:
    policy = look.visitor.policy
    return {"sections": plain.sections(policy), "always": plain.always(), "not_yet": plain.asked_for(policy)}
