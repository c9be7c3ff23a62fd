"""A loopback server that speaks LibreTranslate's wire, with the faults such servers have, and engines without one."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.translation.base import Unavailable

LANGUAGES = ("en", "es", "pl", "ar", "ur", "fr", "zh-Hans", "pb")


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Stub:
    """What the server does next: `answers` are tried in order, the last one for ever. Bodies or (status, bytes)."""

    url: str = ""
    seen: list[Seen] = field(default_factory=list)
    translate: Callable[[str], str] = lambda text: spanish(text)
    status: list[int] = field(default_factory=list)
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    drip: bool = False
    languages: object = field(
        default_factory=lambda: [{"code": code, "targets": list(LANGUAGES)} for code in LANGUAGES]
    )
    languages_status: int = 200
    get_raw: bytes | None = None
    get_hang: bool = False
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def asked(self) -> list[str]:
        return [json.loads(seen.body)["q"] for seen in self.seen if seen.method == "POST"]


WORDS = {
    "the": "el",
    "is": "es",
    "will": "va",
    "school": "escuela",
    "please": "por favor",
    "and": "y",
    "bring": "traiga",
}


def spanish(text: str) -> str:
    """Not a translation, but what one looks like: other words, the same placeholders."""
    return " ".join(WORDS.get(word.lower(), word + "o" if word.isalpha() else word) for word in text.split(" "))


@contextmanager
def serving() -> Iterator[Stub]:
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            stub.seen.append(Seen("GET", self.path, dict(self.headers), ""))
            if stub.get_hang:
                stub.released.wait(30)
            body = stub.get_raw if stub.get_raw is not None else json.dumps(stub.languages).encode()
            self._send(stub.languages_status, body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            stub.seen.append(Seen("POST", self.path, dict(self.headers), body))
            if stub.hang:
                stub.released.wait(30)
            status = stub.status.pop(0) if stub.status else 200
            answer = json.dumps({"translatedText": stub.translate(json.loads(body)["q"])}).encode()
            self._send(status, stub.raw if stub.raw is not None else answer)

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            for name, value in stub.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) + (1_000 if stub.drip else 0)))
            self.end_headers()
            try:
                while stub.drip and not stub.released.wait(0.02):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the client gave up, as it should

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that gave up

    server = Server(("127.0.0.1", 0), Handler)
    stub.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield stub
    finally:
        stub.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class FakeEngine:
    """An engine in memory. `work` answers; it may raise, wait or damage."""

    limit = 1_000

    def __init__(self, work: Callable[[str], str] = spanish, *, name: str = "fake", pairs: bool = True) -> None:
        self.name, self._work, self._pairs = name, work, pairs
        self.asked: list[str] = []
        self.prepared = 0

    def prepare(self) -> None:
        self.prepared += 1

    def supports(self, source: str, target: str) -> bool:
        return self._pairs

    def translate(self, text: str, source: str, target: str) -> str:
        self.asked.append(text)
        return self._work(text)


def failing(*kinds: Unavailable | str) -> Callable[[str], str]:
    """Fails with these in turn; a string is an answer. The last one stays."""
    left = list(kinds)

    def work(text: str) -> str:
        kind = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(kind, Unavailable):
            raise kind
        return kind or spanish(text)

    return work
