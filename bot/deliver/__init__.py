"""Outbox → carrier: claim, resolve the recipient now, render in their language, send, record."""

from bot.deliver.sender import NEWS, TALK, Line, run_once

__all__ = ["NEWS", "TALK", "Line", "run_once"]
