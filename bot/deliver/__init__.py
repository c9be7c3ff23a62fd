"""Outbox → carrier: claim, resolve the recipient now, render in their language, send, record."""

from bot.deliver.sender import run_once

__all__ = ["run_once"]
