"""The governors' pack: the policy's review, a term's reach by class, conduct and data protection, as counts (LT20, LT43)."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from bot import oversight
from bot.privacy import reviews as policy_reviews
from bot.web.console import packs, reviews
from bot.web.console.door import Values
from bot.web.console.packs import Section
from bot.web.console.visit import Look
from storage import books, cases

PATH = f"{reviews.PATH}/governors"
_MOST_CHANGES = 40


def view(look: Look) -> Values:
    """Without a name of a family, a child or a teacher, and without a message."""
    return packs.values(look, "Governors' pack", PATH, list(_governors(look)))


def _governors(look: Look) -> Iterator[Section]:
    policy = look.visitor.policy
    found = policy_reviews.look(look.scope, look.db, policy, look.now, look.day, look.visitor.hub.counted)
    if found is not None:
        late = [f"The policy's review is overdue since {found.next.due:%-d %B %Y}"] if found.late else []
        due = f"Next review of the policy: {found.next.due:%-d %B %Y}. Families on roll: {found.families}."
        counts = f"Since {found.next.since:%-d %B %Y}: {found.written} messages from families, {found.posted} posts."
        yield Section(heading="The policy", lines=(due, counts), missing=late)
        yield Section(heading="What was changed in its settings", lines=found.changes[:_MOST_CHANGES] or ("Nothing.",))
    yield _reach(look)
    yield Section(heading="Conduct", lines=_conduct(look))
    yield Section(heading="Data protection", lines=_protection(look))


def _reach(look: Look) -> Section:
    first, last = reviews.term(look)
    rows = [
        (one.name, *(str(n) for n in (one.families, one.telegram + one.sms, one.posts, one.messages, one.redirected)), _kept(one))
        for one in reviews.effects(look, first, last)
    ]
    note = ("What was before today is counted anew every hour.",)
    columns = ("Class", "Adults", "Reached", "Announcements", "Messages", "To the office or others", "Answered in time")
    return Section(heading=f"This term, {first:%-d %B} to {last:%-d %B %Y}", lines=note, columns=columns, rows=rows)


def _kept(one: reviews.Effect) -> str:
    return f"{one.in_time} of {one.promised}" if one.promised else "none due"


def _conduct(look: Look) -> list[str]:
    found = cases.every(look.scope, look.db)
    still = sum(one.ended_at is None for one in found)
    return [f"Case files: {len(found)}, of them open: {still}."]


def _protection(look: Look) -> list[str]:
    months = look.visitor.policy.staff.training_months
    late = [one for one in oversight.training(look.scope, look.db, months, look.day).values() if one.out_of_date] if months else []
    breaches = books.breaches(look.scope, look.db)
    running = sum(one.closed_at is None for one in breaches)
    lines = [f"Breaches on record: {len(breaches)}, of them not closed: {running}."]
    lines += [f"Disclosures outside the school: {len(books.disclosures(look.scope, look.db))}."]
    return [*lines, *([f"Staff whose training is out of date: {len(late)}."] if months else [])]


def take(look: Look) -> Response:
    return packs.file(look, view(look), "governors")
