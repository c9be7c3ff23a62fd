"""Wording lives in the catalogues: code names keys, every key it names exists, and no key is left over."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.phrases.families import FAMILIES
from bot.phrases.staff import STAFF

BOT = Path(bot.__file__).parent
KEYS = {**FAMILIES, **STAFF}
KEY = re.compile(r"[a-z_]+(\.[a-z_]+)*")
SPEAKERS = {"bot.domain.wording": {"say", "Phrase"}, "bot.handlers.families.replies": {"item_news"}}
# Written before the code that will say them; a key leaves this list when it is used or deleted.
WAITING = {"letter.from", "staff.place.none"}
WRITTEN_HERE = {BOT / "phrases" / "families.py", *(BOT / "phrases" / "staff").glob("*.py")}
MODULES = sorted(set(BOT.rglob("*.py")) - WRITTEN_HERE)


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def key_arguments(path: Path) -> Iterator[ast.expr]:
    """What stands where `say` and its kin want a key; both sides of an if."""
    module = tree(path)
    imports = (node for node in ast.walk(module) if isinstance(node, ast.ImportFrom))
    says = {name.name for node in imports for name in node.names if name.name in SPEAKERS.get(node.module or "", ())}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in says and node.args:
            first = node.args[0]
            yield from (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)


def constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def prefix(node: ast.AST) -> str | None:
    """The fixed beginning of an f-string, such as "subject."."""
    if isinstance(node, ast.JoinedStr) and node.values:
        return constant(node.values[0])
    return None


def test_code_says_keys_and_never_sentences() -> None:
    for path in MODULES:
        for node in key_arguments(path):
            at = f"{path.relative_to(BOT)}, line {node.lineno}"
            if (key := constant(node)) is not None:
                assert key in KEYS, f"{at}: no such key"
            if isinstance(node, ast.JoinedStr):
                fixed = prefix(node)
                assert fixed is not None, f"{at}: the key must begin with a fixed word"
                assert KEY.fullmatch(fixed.rstrip(".")), f"{at}: a sentence"
                assert any(key.startswith(fixed) for key in KEYS), f"{at}: no key begins with {fixed}"


def test_no_key_is_left_over() -> None:
    nodes = [node for path in MODULES for node in ast.walk(tree(path))]
    named = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    begun = {start for start in map(prefix, nodes) if start is not None and start.endswith(".") and KEY.match(start)}
    pages = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.html"))
    on_pages = {key for key in KEYS if re.search(rf"""["']{re.escape(key)}["']""", pages)}
    unused = {key for key in KEYS if key not in named | on_pages and not key.startswith(tuple(begun))}
    assert unused - WAITING == set()


def test_the_two_catalogues_share_no_key() -> None:
    assert not FAMILIES.keys() & STAFF.keys()
