"""Finds what keeps a hub from doing its job, and says how to mend it. Each check is a function: facts in, verdict out."""

from bot.doctor.results import Fault, Finding, Ok, Result

__all__ = ["Fault", "Finding", "Ok", "Result"]
