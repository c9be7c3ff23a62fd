"""Whom a post did not reach, with what they are to be told: to the office, ticked off one by one (DPIA49)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.deliver.desk import Desk, Gone, finished
from bot.domain.messages import Outgoing
from bot.domain.refs import button
from bot.domain.sending import PaperList
from bot.domain.wording import Day, LanguageName, Name, Option, Phrase, Who, say
from bot.phrases import render
from bot.rules import local_day
from storage import announcements, other_ways, outbox, roll
from storage.announcements import AnnouncementRow
from storage.other_ways import OtherWayRow

_BUTTONS = 20
_LINES = 40
"""A snow closure in a school's first week misses hundreds: eight messages of names would hide whom to ring first."""


def paper_list(desk: Desk, content: PaperList) -> Outgoing:
    news = announcements.one(desk.scope, desk.db, content.announcement_id)
    if news is None or news.state != "sent":
        raise Gone("undone")
    rows = other_ways.of(desk.scope, desk.db, news.id)
    left = tuple(row for row in rows if row.handed_at is None)
    how = ", ".join(desk.rules.policy.alternative.formats)
    lines = [render(say("staff.other_way", n=len(left), of=len(rows), how=how), desk.reader)]
    lines += [line(desk, row) for row in left[:_LINES]]
    lines += [render(one, desk.reader) for one in _more(desk, left[_LINES:])]
    for language in languages(desk, rows):
        lines += ["", f"{render(say('staff.other_way_text', language=LanguageName(language)), desk.reader)}", text(desk, news, language)]
    made = finished(desk, lines, tuple(_option(news, row) for row in left[:_BUTTONS]))
    place = outbox.one(desk.scope, desk.db, content.replaces) if content.replaces else None
    return replace(made, edits=place.sent_ids[-1]) if place is not None and place.sent_ids else made


def _more(desk: Desk, rows: tuple[OtherWayRow, ...]) -> list[Phrase]:
    """How many of each class follow."""
    if not rows:
        return []
    day = local_day(desk.rules.policy, desk.now)
    pupils = (roll.pupil(desk.scope, desk.db, row.pupil_id, day) for row in rows)
    counted = Counter(pupil.school_class.name if pupil else "-" for pupil in pupils)
    return [say("staff.other_way_more", n=len(rows), classes=", ".join(f"{name} {n}" for name, n in counted.items()))]


def done_or_not(desk: Desk, news_id: int) -> list[Phrase]:
    """ "25 reached, 5 to do" until the last one is ticked off, and then since when."""
    rows = other_ways.of(desk.scope, desk.db, news_id)
    left = sum(row.handed_at is None for row in rows)
    if left:
        return [say("staff.report_other_way", n=left)]
    last = max((row.handed_at for row in rows if row.handed_at), default=None)
    return [say("staff.other_way_done", n=len(rows), day=Day(last))] if last else []


def line(desk: Desk, row: OtherWayRow) -> str:
    """ "Ola Zielona (3B): Marta Zielona, Polish, blocked the messages"; of a frozen adult only the child (DPIA35)."""
    day = local_day(desk.rules.policy, desk.now)
    pupil = roll.pupil(desk.scope, desk.db, row.pupil_id, day)
    school_class = pupil.school_class.name if pupil else "-"
    if row.why == other_ways.FROZEN:
        return render(say("staff.other_way_frozen", child=Name(Who.PUPIL, row.pupil_id), school_class=school_class), desk.reader)
    words = say(
        "staff.other_way_who",
        child=Name(Who.PUPIL, row.pupil_id),
        school_class=school_class,
        adult=Name(Who.GUARDIAN, row.guardian_id),
        language=LanguageName(_language(desk, row)),
        why=say(f"staff.other_way_why.{row.why}"),
    )
    return render(words, desk.reader)


def _option(news: AnnouncementRow, row: OtherWayRow) -> Option:
    hidden = row.why == other_ways.FROZEN
    whom = Name(Who.PUPIL, row.pupil_id) if hidden else Name(Who.GUARDIAN, row.guardian_id)
    label = say("staff.option.told", adult=whom)
    return Option(label, button("handed", news.id, row.guardian_id))


def _language(desk: Desk, row: OtherWayRow) -> str:
    found = roll.guardian(desk.scope, desk.db, row.guardian_id, local_day(desk.rules.policy, desk.now))
    return (found.language if found else None) or "en"


def languages(desk: Desk, rows: tuple[OtherWayRow, ...]) -> list[str]:
    """Those still to be told read these."""
    return sorted({_language(desk, row) for row in rows if row.handed_at is None and row.why != other_ways.FROZEN})


def text(desk: Desk, news: AnnouncementRow, language: str) -> str:
    """The words alone, without pictures; in the original where they could not be translated."""
    stored = announcements.text(desk.scope, desk.db, news.id, language)
    return stored[0] if stored else news.body
