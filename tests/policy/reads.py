"""Finds which keys of a policy the code reads: `policy.replies.clock`, or by way of a name that holds the group."""

from __future__ import annotations

import ast
import dataclasses
import functools
from collections.abc import Iterator
from pathlib import Path

from bot.domain.policy import Policy

ROOT = Path(__file__).parents[2]
TEACHERS_ONLY = {"hold_incoming", "hold_replies", "lessons", "groups"}  # the office's hours have no such keys


@functools.cache
def groups() -> dict[str, str]:
    """The policy's attribute → the group's class: "replies" → "Replies"."""
    made = {one.name: getattr(Policy(), one.name) for one in dataclasses.fields(Policy)}
    return {name: type(group).__name__ for name, group in made.items() if dataclasses.is_dataclass(group)}


@functools.cache
def keys() -> frozenset[str]:
    """ "replies.clock" for every key; "mode" for those in no group."""
    found: set[str] = set()
    for one in dataclasses.fields(Policy):
        group = getattr(Policy(), one.name)
        if dataclasses.is_dataclass(group):
            found |= {f"{one.name}.{inner.name}" for inner in dataclasses.fields(group)}
            found -= {f"office_hours.{name}" for name in TEACHERS_ONLY}
        else:
            found.add(one.name)
    return frozenset(found)


@functools.cache
def keys_read() -> frozenset[str]:
    """By the rules and use cases; the policy file's own modules and the groups themselves do not count."""
    found: set[str] = set()
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if "policyfile" not in path.parts and not path.name.startswith("policy"):
            found |= _in_module(ast.parse(path.read_text(encoding="utf-8")))
    return frozenset(found)


def _in_module(tree: ast.Module) -> set[str]:
    named = groups()
    held = dict(_held(tree, named))
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        group = _group_of(node.value, named, held)
        if group:
            found.add(f"{group}.{node.attr}")
        elif node.attr in keys() and _is_policy(node.value):
            found.add(node.attr)
    return found | {attr.replace("office_hours.", "hours.") for attr in found}


def _group_of(node: ast.expr, named: dict[str, str], held: dict[str, str]) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr if node.attr in named else None
    return held.get(node.id) if isinstance(node, ast.Name) else None


def _is_policy(node: ast.expr) -> bool:
    last = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return last in {"policy", "in_force", "wanted"}


def _held(tree: ast.Module, named: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names that hold a group: assigned from `x.replies`, or a parameter that says `Replies`."""
    by_class = {made: name for name, made in named.items()}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and isinstance(node.annotation, ast.Name) and node.annotation.id in by_class:
            yield node.arg, by_class[node.annotation.id]
        if isinstance(node, ast.Assign):
            for target, value in _pairs(node):
                group = value.attr if isinstance(value, ast.Attribute) and value.attr in named else None
                if isinstance(target, ast.Name) and group:
                    yield target.id, group


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=False)
    else:
        yield target, value
