"""`bookbag triage --jsonl` answers every line of whatever comes out of a shell, in JSON."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper

import pytest

from bot import triage as by_lines
from bot.__main__ import cli
from bot.learned.fusing import Level
from tests.triage.triagers import triager

READ = {
    "mark": b'\xef\xbb\xbf{"id": "mark", "text": "Ada is ill today", "lang": "en"}\n',
    "half": b'{"id": "half", "text": "\\ud83d Ada is ill today \\udc00", "lang": "en"}\n',
    "latin": b'{"id": "latin", "text": "Ada is ill today, caf\xe9", "lang": "en"}\n',
    "nul": b'{"id": "nul", "text": "Ada is ill\\u0000 today", "lang": "en"}\r\n',
    "empty": b'{"id": "empty", "text": "", "lang": ""}\n',
    "nobody's": b'{"id": "nobody\'s", "text": "Ada is ill today"}\n',
    "long": b'{"id": "long", "text": "' + b"ill " * 4000 + b'", "lang": "en-GB"}\n',
    "\ud83d": b'{"id": "\\ud83d", "text": "Ada is ill today", "lang": "EN"}\n',
}
UNREAD = [
    b"[1, 2]\n", b'"text"\n', b"null\n", b"{}\n", b'{"id": 1, "text": null}\n', b'{"id": 1, "text": "ill", "lang": 5}\n',
    b'{"id": NaN, "text": "ill"}\n', b"[" * 200_000 + b"\n", b'{"id": 1, "text": "ill"',
]  # fmt: skip


def test_every_odd_line_is_answered_in_its_place_and_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a shell that knows only ASCII, and with the quicker readers."""
    said = TextIOWrapper(BytesIO(), "ascii", write_through=True)
    monkeypatch.setattr(by_lines, "Triager", lambda: triager(Level.WORDS))
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\n".join((*READ.values(), *UNREAD))), "ascii"))
    monkeypatch.setattr("sys.stdout", said)
    with pytest.raises(SystemExit) as ended:
        cli(["triage", "--jsonl"])
    assert isinstance(said.buffer, BytesIO)
    answers = [json.loads(line) for line in said.buffer.getvalue().decode("utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [*READ, *[None] * len(UNREAD)]
    assert all(answer["action"] in ("route", "ask") for answer in answers[: len(READ)])
    assert all(answer["error"] for answer in answers[len(READ) :])
    assert ended.value.code == 1
