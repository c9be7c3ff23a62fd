"""A school's policy as a TOML file: read and checked at the edge, held as frozen groups (`bot/domain/policy.py`).

Keys are in `keys_*.py`; every one is read by a rule, and a test looks.
"""

from bot.policyfile.cautions import warnings
from bot.policyfile.effects import effects
from bot.policyfile.off import off
from bot.policyfile.plain import always, diff, explain, sections
from bot.policyfile.problems import PolicyProblems, Problem
from bot.policyfile.reading import load
from bot.policyfile.writing import dump

__all__ = [
    "PolicyProblems",
    "Problem",
    "always",
    "diff",
    "dump",
    "effects",
    "explain",
    "load",
    "off",
    "sections",
    "warnings",
]
