"""A school's policy as a TOML file: read and checked at the edge, held as frozen groups (`bot/domain/policy.py`).

A key joins `models.py` in the change that adds the rule reading it, never before.
"""

from bot.policyfile.cautions import warnings
from bot.policyfile.plain import diff, explain
from bot.policyfile.problems import PolicyProblems, Problem
from bot.policyfile.reading import load
from bot.policyfile.writing import dump

__all__ = ["PolicyProblems", "Problem", "diff", "dump", "explain", "load", "warnings"]
