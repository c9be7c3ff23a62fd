"""Structured logs, one JSON line an event, without secrets or personal data.

Our own events carry ids and our own words. What libraries log is kept to warnings and scrubbed, because an HTTP client
writes the whole URL with the bot's token in it (reliability 1.11).
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = (
    (re.compile(r"bot\d{5,}:[A-Za-z0-9_-]{20,}"), "bot<token>"),
    (re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{30,}\b"), "<token>"),
    (re.compile(r"\bAC[0-9a-f]{32}\b"), "<account>"),
    (re.compile(r"(?i)(auth|token|key|secret|password)=[^&\s\"']+"), r"\1=<secret>"),
    (re.compile(r"\+\d{8,15}\b"), "<number>"),
    (re.compile(r"(://[^:/\s]+):[^@/\s]+@"), r"\1:<secret>@"),
)
_QUIET = ("httpx", "httpcore", "telegram", "twilio", "twilio.http_client", "aiohttp", "urllib3", "uvicorn.access")


def scrub(text: str) -> str:
    """Remove what must never be logged."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def _scrub_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = scrub(value)
    return event


def _no_values(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A traceback's last line may quote a parent's words: keep where it happened and the type, not the text."""
    error = event.pop("exc_info", None)
    if error:
        if isinstance(error, BaseException):
            error = (type(error), error, error.__traceback__)
        kind, _, trace = sys.exc_info() if error is True else error
        frames = []
        while trace is not None:
            frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["exception"] = kind.__name__ if kind else "?"
        event["at"] = " < ".join(reversed(frames[-6:]))
    return event


def configure(level: str) -> None:
    """Once, at start, before anything else logs."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _no_values,
        _scrub_event,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _scrub_event,
                structlog.processors.JSONRenderer(ensure_ascii=True),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A tick that still runs when its next second comes is no news; on a busy machine it would be most of the log.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
