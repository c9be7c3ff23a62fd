"""My own hours, within the school's; and who stands in for a class."""

from __future__ import annotations

from datetime import time

from bot.domain.people import DutyKind
from bot.domain.policy import Period
from bot.domain.refs import button
from bot.domain.wording import Who
from bot.handlers.staff import cover as cover_
from bot.web.console.door import Post, Values
from bot.web.console.visit import Look
from storage import policies, staffing

HOURS, COVER = "/console/hours", "/console/cover"


def hours(look: Look) -> Values:
    school = look.context.calendars.teachers.periods
    rows = policies.calendar_rows(look.db, look.visitor.session.school_id).periods
    own = [row for row in rows if row.staff_id == look.visitor.session.staff_id]
    return {
        "school_hours": _span(school),
        "own": f"{_clock(min(row.start for row in own))} to {_clock(max(row.end for row in own))}" if own else "",
        "may": bool(school) and look.visitor.policy.staff.may_widen,
        "opens": min((period[1] for period in school), default=time()).strftime("%H:%M"),
        "closes": max((period[2] for period in school), default=time()).strftime("%H:%M"),
    }


def _span(periods: tuple[Period, ...]) -> str:
    if not periods:
        return "not set"
    return f"{_clock(min(one[1] for one in periods))} to {_clock(max(one[2] for one in periods))}"


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


async def set_hours(post: Post) -> str:
    wanted = "school" if "reset" in post.form else f"{post.form.get('from', '')} {post.form.get('to', '')}"
    await post.act(text=f"/hours {wanted}")
    return HOURS


def cover(look: Look) -> Values:
    """Who covers what from today on, with the buttons of the staff bot."""
    covers = [one for one in look.context.duties if one.kind is DutyKind.COVERS and one.last_day is not None]
    return {
        "covers": [
            {
                "who": look.name(Who.STAFF, one.staff_id),
                "school_class": look.class_name(one.class_id),
                "day": f"{one.last_day:%A %-d %B}" if one.last_day else "",
                "more": button("covermore", one.id),
                "end": button("coverend", one.id),
            }
            for one in covers
        ],
        "classes": [one for one in look.context.classes if cover_.may_set(look.context, one.id)],
        "colleagues": _colleagues(look),
    }


def _colleagues(look: Look) -> list[tuple[int, str]]:
    """By name, as somebody looks for them."""
    able = staffing.colleagues(look.scope, look.db, look.day)
    return sorted(((one, look.name(Who.STAFF, one)) for one in able), key=lambda one: one[1].casefold())


async def set_cover(post: Post) -> str:
    """For the day the class reads next, as the staff bot's /cover does."""
    chosen = [post.form.get(name, "") for name in ("class", "staff")]
    numbers = [int(one) if one.isdecimal() else 0 for one in chosen]
    await post.act(choice=button(cover_.SET_VERB, *numbers))
    return COVER
