"""Every hostile text on every surface: shown as text, run by nothing (reliability 6.4, 6.5, 6.6)."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
import structlog

from bot import logs
from bot.channels.sms import _bodies
from bot.channels.telegram_out import TEXT_LIMIT, calls
from bot.domain.cells import printable
from bot.domain.messages import Address, Carrier, Outgoing
from bot.domain.textsplit import utf16_units, visible
from bot.privacy.exporting import Export, Section
from bot.privacy.files import as_csv, as_html
from bot.sheets.page import Place, Ticket, book
from bot.web.console.rendering import HERE, page
from storage.persons import Named
from tests.hostile import corpus

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)


class _Markup(HTMLParser):
    """Tags and attributes a browser would find, and the text between them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.handlers: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_comment(self, data: str) -> None:
        self.tags["comment"] += 1

    def handle_decl(self, decl: str) -> None:
        self.tags[decl] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


def controls(text: str) -> set[str]:
    return {one for one in text if unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t\r"}


def test_there_are_enough_of_them() -> None:
    assert len(set(corpus())) >= 500


def test_telegram_gets_plain_text_it_can_take() -> None:
    for text in corpus():
        steps = calls(Outgoing(to=Address(Carrier.TELEGRAM, "5001"), text=text))
        sent = [step.params["text"] for step in steps]
        assert "".join("".join(sent).split()) == "".join(visible(text).split()), text
        for step in steps:
            assert not step.params.keys() & {"parse_mode", "entities"}
            assert 0 < utf16_units(step.params["text"]) <= TEXT_LIMIT
            step.params["text"].encode("utf-8")
            assert "\0" not in step.params["text"]


def test_a_text_message_is_whole_and_within_what_twilio_takes() -> None:
    for text in corpus():
        bodies = _bodies(visible(text))
        assert "".join("".join(bodies).split()) == "".join(visible(text).split()), text
        for body in bodies:
            assert len(body) <= 1600
            body.encode("utf-8")


def test_a_page_of_the_console_keeps_its_markup() -> None:
    texts = [visible(text) for text in corpus()]
    made = _Markup(bytes(page("plain", title="Ada", lines=texts).body).decode())
    plain = _Markup(bytes(page("plain", title="Ada", lines=["Ada"] * len(texts)).body).decode())
    assert (made.tags, made.handlers) == (plain.tags, plain.handlers)
    for text in texts:
        one = bytes(page("start", csrf="x", invite=text, login=text, trouble=text, who=text).body).decode()
        assert _Markup(one).tags == _START.tags, text
        assert not _Markup(one).handlers


_START = _Markup(bytes(page("start", csrf="x", invite="Ada", login="Ada", trouble="Ada", who="Ada").body).decode())


def test_no_template_of_the_console_lets_anything_past_the_escaping() -> None:
    for file in sorted(HERE.glob("templates/*.html")):
        source = file.read_text("utf-8")
        assert not re.search(r"\|\s*safe|autoescape\s+false", source.replace("{{ more | safe }}", "")), file.name


def _export() -> Export:
    rows = tuple({"body": text, "number": 7, "empty": None} for text in corpus())
    person = Named(kind="guardian", id=1, key_id=1, first_name="=1+1 <b>", last_name="\x1b[2J")
    section = Section(name="messages", line="What <you> wrote", rows=rows)
    return Export(person=person, made_at=NOW, sections=(section,), kept_back=())


def test_no_cell_of_an_export_is_a_formula_and_none_holds_a_control_character() -> None:
    read = list(csv.reader(io.StringIO(as_csv(_export()), newline="")))
    values = [row[3] for row in read[1:] if row[2] == "body"]
    assert len(values) == len(corpus())
    assert not controls("".join(cell for row in read for cell in row))
    for row in read:
        for cell in row:
            assert not re.match(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]*[=+@|%＝＋－＠-]", cell), row


def test_an_export_to_read_and_print_keeps_its_markup() -> None:
    made = as_html(_export())
    found = _Markup(made)
    assert set(found.tags) <= {
        "doctype html",
        "html",
        "meta",
        "title",
        "style",
        "h1",
        "h2",
        "p",
        "table",
        "tr",
        "th",
        "td",
    }
    assert found.tags["tr"] == len(corpus()) + 1
    assert not found.handlers
    assert not controls(made)
    for text in corpus():
        assert printable(text).strip() in found.text


def test_a_line_of_the_log_is_one_line_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    try:
        logs.configure("DEBUG")
        for text in corpus():
            structlog.get_logger().info("told", what=text)
            logging.getLogger("a.library").warning("said %s", text)
    finally:
        root.handlers, root.level = handlers, level
        structlog.configure(**before)
    lines = capsys.readouterr().err.split("\n")[:-1]
    assert len(lines) == 2 * len(corpus())
    assert {json.loads(line)["event"] for line in lines[::2]} == {"told"}
    assert not controls("".join(lines))
    assert all(line.isascii() for line in lines)


def test_a_sheet_to_print_keeps_its_markup() -> None:
    def made(text: str) -> str:
        ticket = Ticket(
            code="ABCD-EFGH-JKLM", link="abc", last_day=NOW.date(), language="en", name=text, classes=(text,)
        )
        place = Place(school=text, office_phone=text, zone="Europe/London", bot="oak_lane_bot", number="+447700900001")
        return book([ticket], place, NOW)

    plain = _Markup(made("Ada"))
    for text in corpus()[::10]:  # drawing its square of dots takes longer than the rest together
        found = _Markup(made(visible(text)))
        assert found.tags == plain.tags, text
        assert found.handlers == plain.handlers
