"""A school's policy as a TOML file: read and checked at the edge, held as frozen groups (`bot/domain/policy.py`).

Keys are in `keys_*.py`; `notyet.py` lists those whose rule is still to come.
"""

from bot.policyfile.cautions import warnings
from bot.policyfile.effects import effects
from bot.policyfile.notyet import not_yet
from bot.policyfile.plain import always, asked_for, diff, explain, sections
from bot.policyfile.problems import PolicyProblems, Problem
from bot.policyfile.reading import load
from bot.policyfile.writing import dump

__all__ = [
    "PolicyProblems",
    "Problem",
    "always",
    "asked_for",
    "diff",
    "dump",
    "effects",
    "explain",
    "load",
    "not_yet",
    "sections",
    "warnings",
]
