"""Tells whoever runs the hub what needs their hands, by e-mail and in the log: each thing once, until it is over."""

from bot.alerts.looking import Watch
from bot.alerts.telling import EVERY_S, run_once

__all__ = ["EVERY_S", "Watch", "run_once"]
