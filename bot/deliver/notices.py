"""What families get from people at school about one child, and how far an announcement got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from bot import serving
from bot.deliver import feeds, papers
from bot.deliver.desk import Desk, Gone, finished
from bot.deliver.posts import with_original
from bot.domain.cover import teacher_of
from bot.domain.messages import Carrier, Outgoing
from bot.domain.people import Role
from bot.domain.refs import button
from bot.domain.sending import Letter, OwnPage, Report, Verdict
from bot.domain.wording import Day, Names, Option, Phrase, RoleName, Who, say
from bot.handlers.families.replies import emergency_at
from bot.phrases import render
from bot.rules import local_day, standing_on
from storage import (
    announcements,
    audiences,
    itemfacts,
    messages,
    other_ways,
    outbox,
    outbox_state,
    pages,
    roll,
)
from storage.messages import MessageRow


def letter(desk: Desk, content: Letter) -> Outgoing:
    """A staff answer: who by role, about whom, in the reader's language, the original below."""
    message = messages.one(desk.scope, desk.db, content.message_id)
    if message is None:
        raise Gone("message_gone")
    head = render(_heading(desk, message), desk.reader)
    stored = messages.translation(desk.scope, desk.db, message.id, desk.to.language or "en")
    lines = [head, *with_original(desk.reader, message.body, stored)]
    item = itemfacts.one(desk.scope, desk.db, content.item_id) if content.item_id else None
    if item is None or item.topic not in desk.rules.policy.routing.ladders:
        return replace(finished(desk, lines), protect=False)
    lines.append(render(say("letter.steps"), desk.reader))
    return replace(finished(desk, lines, _on_telegram(desk, "option.not_resolved", "steps", item.id)), protect=False)


def _on_telegram(desk: Desk, label: str, verb: str, number: int) -> tuple[Option, ...]:
    """A button where there are buttons; a text message has a word for it instead."""
    shown = desk.to.address.carrier is Carrier.TELEGRAM
    return (Option(Phrase(label), button(verb, number)),) if shown else ()


def _heading(desk: Desk, message: MessageRow) -> Phrase:
    """Who by role and about whom; a question which child it is comes without one."""
    thread = messages.thread_of(desk.scope, desk.db, message.thread_id) if message.thread_id else None
    class_id = thread.class_id if thread else None
    place = RoleName(_author_role(desk, message.staff_id, class_id), class_id)
    if thread is None:
        return say("letter.from", place=place)
    return say("letter.about", place=place, names=Names(Who.PUPIL, (thread.pupil_id,)))


def welcome(desk: Desk) -> Outgoing:
    """The office has linked this phone: for which children, as things stand now."""
    day = local_day(desk.rules.policy, desk.now)
    served = serving.guardian(desk.scope, desk.db, desk.to.guardian_id or 0, day, desk.rules.policy)
    if served is None or not served.guardian.pupils:
        raise Gone("left")
    names = Names(Who.PUPIL, tuple(pupil.id for pupil in served.guardian.pupils))
    phrases = (
        say("join.done", names=names),
        say("join.what_now"),
        *emergency_at(desk.rules.policy, desk.rules.calendars, desk.now),
    )
    return finished(desk, [render(phrase, desk.reader) for phrase in phrases])


def verdict(desk: Desk, content: Verdict) -> Outgoing:
    phrases = (say(f"conduct.{content.outcome}"), say("conduct.ring_office"))
    return finished(desk, [render(phrase, desk.reader) for phrase in phrases])


def own_page(desk: Desk, content: OwnPage) -> Outgoing:
    """Address and code of the page with everything held about the reader (BNV8). Raises Gone when it is closed already."""
    link = pages.one(desk.scope, desk.db, content.link_id)
    if link is None or not link.alive(desk.now):
        raise Gone("page_closed")
    address = f"{desk.hub.public_url}/p/{pages.token_of(desk.db, link.id)}"
    words = say("rights.page", link=address, code=pages.code_of(desk.db, link.id), date=Day(link.expires_at))
    return finished(desk, [render(words, desk.reader)])


def _author_role(desk: Desk, staff_id: int | None, class_id: int | None) -> Role:
    day = local_day(desk.rules.policy, desk.now)
    if class_id is not None and staff_id in teacher_of(standing_on(desk.rules, day), class_id, day):
        return Role.CLASS_TEACHER
    author = roll.staff(desk.scope, desk.db, staff_id or 0, day)
    return min(author.roles, default=Role.CLASS_TEACHER) if author else Role.OFFICE


def report(desk: Desk, content: Report) -> Outgoing:
    """ "25 of 28 reached; 2 no route; 1 failed: reason"."""
    news = announcements.one(desk.scope, desk.db, content.announcement_id)
    if news is not None and news.state == "removed":
        return feeds.recall_report(desk, content, news)
    states, _, troubles = outbox_state.announcement_states(desk.scope, desk.db, content.announcement_id)
    routes = audiences.routes(desk.scope, desk.db, content.announcement_id)
    outcomes = other_ways.outcomes(desk.scope, desk.db, content.announcement_id).values()
    together = sum(what == outbox.IN_DIGEST for _, what in outcomes)
    reached = states.get("sent", 0) + states.get("delivered", 0) + together
    none = routes.get("none", 0)
    failed = states.get("failed", 0) + states.get("unknown", 0)
    waiting = sum(states.values()) - reached - failed - states.get("cancelled", 0)
    lines = [say("staff.report", reached=reached, all=sum(routes.values()))]
    if waiting:
        lines.append(say("staff.report_waiting", n=waiting))
    if none:
        lines.append(say("staff.report_none", n=none))
    lines += papers.done_or_not(desk, content.announcement_id)
    lines += [say("staff.report_failed", n=n, reason=say(f"staff.trouble.{what}")) for what, n in _alike(troubles)]
    after = feeds.after_options(desk, news) if news is not None and not waiting else ()
    return finished(desk, [render(line, desk.reader) for line in lines], after)


def _alike(troubles: Mapping[str, int]) -> list[tuple[str, int]]:
    """Counted by what staff read of them: carriers know many more reasons."""
    counts: Counter[str] = Counter()
    for what, n in troubles.items():
        counts[what if what in {"blocked", "gone", "no_route", "refused", "unknown"} else "other"] += n
    return sorted(counts.items())
