"""Small changes to the rules that decide who gets what: each is a fault somebody might make, and a test should notice.

A mutant is one changed place of one module. Its process takes the module from the changed source and runs the module's own tests.
"""

from __future__ import annotations

import ast
import copy
import importlib.abc
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = Path(__file__).parents[2]
TESTED = {
    "bot.accept": ("tests/test_handle.py", "tests/channels/test_resume.py"),
    "bot.deliver.troubles": ("tests/deliver/test_troubles.py",),
    "bot.deliver.recipients": ("tests/deliver/test_recipients.py", "tests/deliver/test_troubles.py"),
    "bot.domain.access": ("tests/domain/test_may.py", "tests/domain/test_scope.py"),
    "bot.domain.hours": ("tests/domain/test_hours.py",),
    "bot.domain.delivery": ("tests/deliver/test_statuses.py", "tests/domain/test_values.py"),
    "bot.domain.cover": ("tests/domain/test_cover.py",),
    "bot.domain.calendar": ("tests/domain/test_hours.py", "tests/domain/test_away.py"),
}
_OTHER: dict[type[ast.AST], Any] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    module: str
    line: int
    what: str
    source: str


def mutants(module: str) -> Iterator[Mutant]:
    """Every place where an operator, a condition or a constant can be another."""
    tree = ast.parse((REPOSITORY / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    places = [place for place, node in enumerate(ast.walk(tree)) for _ in _changes(node)]
    for place in dict.fromkeys(places):
        for number in range(places.count(place)):
            changed = copy.deepcopy(tree)
            node = next(one for at, one in enumerate(ast.walk(changed)) if at == place)
            what = list(_changes(node))[number]
            before = ast.unparse(node)
            what[1](node)
            yield Mutant(module, getattr(node, "lineno", 0), f"{what[0]}: {before}"[:90], ast.unparse(changed))


def _changes(node: ast.AST) -> Iterator[tuple[str, _Change]]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in _OTHER:
                yield "another comparison", _Change("ops", at)
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _OTHER:
        yield "another operator", _Change("op", None)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", _Change("not", None)
    elif isinstance(node, ast.If | ast.IfExp):
        yield "never", _Change("test", None)
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool):
        yield "the other answer", _Change("bool", None)


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str
    at: int | None

    def __call__(self, node: ast.AST) -> None:
        match self.kind:
            case "ops" if isinstance(node, ast.Compare) and self.at is not None:
                node.ops[self.at] = _OTHER[type(node.ops[self.at])]()
            case "op" if isinstance(node, ast.BoolOp | ast.BinOp):
                node.op = _OTHER[type(node.op)]()
            case "not" if isinstance(node, ast.UnaryOp):
                node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
            case "test" if isinstance(node, ast.If | ast.IfExp):
                node.test = ast.Constant(False)
            case _ if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
                node.value = ast.Constant(not node.value.value)


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module from the mutant's source; the others as they are."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if name == self._mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(ast.parse(self._mutant.source), self._mutant.module, "exec"), module.__dict__)  # noqa: S102 - ours


def killed(mutant: Mutant, limit_s: int = 120) -> bool:
    """Whether a test notices; a mutant that never ends is noticed, too. In a process of its own, made by a fork."""
    child = os.fork()
    if child == 0:
        import signal

        import pytest

        signal.alarm(limit_s)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        sys.meta_path.insert(0, _Instead(mutant))
        tests = [str(REPOSITORY / one) for one in TESTED[mutant.module]]
        os._exit(int(pytest.main(["-x", "-q", "-m", "not long", "-k", "not postgresql", *tests])))
    return os.waitpid(child, 0)[1] != 0
