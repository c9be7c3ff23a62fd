"""Sheets → one self-contained HTML page: A4, a QR code as inline SVG, right to left where the language is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from urllib.parse import quote

import phonenumbers
import segno
from babel import Locale
from jinja2 import Environment, Template

from bot.phrases import language_name
from bot.sheets.words import Line, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The school as a sheet names it. `bot` is a Telegram username without @, `number` the SMS number; empty: unused."""

    school: str
    office_phone: str
    zone: str
    bot: str = ""
    number: str = ""
    two_way: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One adult's code. `name` and `classes` stand on the office's slip only, which is torn off."""

    code: str  # in groups of four, as it is typed
    link: str
    last_day: date
    language: str | None
    name: str
    classes: tuple[str, ...] = ()
    handed_over: bool = False
    staff: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the template reads."""

    intro: tuple[Line, ...]
    telegram: tuple[Line, ...]
    sms: tuple[Line, ...]
    after: tuple[Line, ...]
    qr: str
    code: str
    name: str
    classes: str
    last_day: str


@dataclass(frozen=True, slots=True)
class _Group:
    """Sheets of one language."""

    sheets: tuple[_Sheet, ...]
    title: Line
    lang: str
    direction: str
    language: str


def page(tickets: Iterable[Ticket], place: Place, now: datetime) -> str:
    """All of one language: the first ticket's. Raises ValueError without a ticket."""
    wanted = tuple(tickets)
    return _rendered([wanted] if wanted else [], place, now)


def book(tickets: Iterable[Ticket], place: Place, now: datetime) -> str:
    """Each in its own language, by class and surname as they are handed out. Raises ValueError without a ticket."""
    return _rendered([(one,) for one in sorted(tickets, key=order)], place, now)


def order(ticket: Ticket) -> tuple[Iterable[str], str]:
    return ticket.classes, ticket.name.rpartition(" ")[2].casefold()


def _rendered(groups: list[tuple[Ticket, ...]], place: Place, now: datetime) -> str:
    if not groups:
        raise ValueError("no sheet to print")
    made = [_group(tickets, place, now) for tickets in groups]
    return _template().render(groups=made, place=place, number=_spaced(place.number))


def _group(tickets: tuple[Ticket, ...], place: Place, now: datetime) -> _Group:
    speaker = Speaker(tickets[0].language, place.zone, now, {"school": place.school, "office_phone": place.office_phone})
    locale = Locale.parse(speaker.reader.locale)
    sheets = tuple(_sheet(ticket, place, speaker) for ticket in tickets)
    words = str(language_name(locale.language, "en"))
    return _Group(sheets, speaker.say("sheet.title"), locale.language, locale.text_direction, words)


def link_to(place: Place, ticket: Ticket) -> str:
    """Opens the chat with the bot and carries the token to it at Start (Bot API, deep linking)."""
    return f"https://t.me/{quote(place.bot)}?start={quote(ticket.link)}"


def sms_words(ticket: Ticket) -> str:
    return f"JOIN {ticket.code}"


def _sheet(ticket: Ticket, place: Place, speaker: Speaker) -> _Sheet:
    return _Sheet(
        intro=(speaker.say("join.how"),) if place.office_phone and not ticket.staff else (),
        telegram=_telegram(ticket, place, speaker) if place.bot else (),
        sms=_sms(ticket, place, speaker) if place.number and not ticket.staff else (),
        after=_after(ticket, place, speaker),
        qr=_square(link_to(place, ticket)) if place.bot else "",
        code=ticket.code,
        name=ticket.name,
        classes=", ".join(ticket.classes),
        last_day=f"{ticket.last_day:%d %B %Y}",
    )


def _telegram(ticket: Ticket, place: Place, speaker: Speaker) -> tuple[Line, ...]:
    return (
        speaker.say("sheet.scan"),
        speaker.say("join.child_and_class" if ticket.handed_over else "sheet.share"),
        speaker.say("sheet.by_hand", bot=f"@{place.bot}"),
    )


def _sms(ticket: Ticket, place: Place, speaker: Speaker) -> tuple[Line, ...]:
    proof = "join.child_and_class" if ticket.handed_over else "sheet.own_phone"
    return speaker.say("sheet.text_us", number=_spaced(place.number)), speaker.say(proof)


def _after(ticket: Ticket, place: Place, speaker: Speaker) -> tuple[Line, ...]:
    code = (speaker.say("sheet.until", date=ticket.last_day), speaker.say("sheet.private"))
    if ticket.staff:
        return code
    what_for = "help.write" if place.two_way else "help.news_only"
    return (*code, speaker.say(what_for), speaker.say("help.language"))


def _spaced(number: str) -> str:
    """E.164 in groups, as people read a number out."""
    if not number:
        return ""
    written: str = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return written


def _square(link: str) -> str:
    square: str = segno.make(link, error="m", micro=False).svg_inline(border=4, omitsize=True)
    return square


@cache
def _template() -> Template:
    source = (files(__package__ or "bot.sheets") / "sheet.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
