"""The school's rules in plain words, as `bookbag check` says them, and when they are reviewed."""

from __future__ import annotations

from bot.policyfile import plain
from bot.privacy import reviews
from bot.web.console.door import Values
from bot.web.console.visit import Look


def view(look: Look) -> Values:
    policy = look.visitor.policy
    return {
        "sections": plain.sections(policy),
        "always": plain.always(),
        "review": _review(look),
    }


def _review(look: Look) -> Values:
    """Empty where none is laid down."""
    found = reviews.standing(look.scope, look.db, look.visitor.policy)
    return {"due": f"{found.due:%-d %B %Y}", "late": found.late(look.day)} if found else {}
