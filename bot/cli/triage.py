"""`bookbag triage`: what the hub would do with texts, so that any set can be scored against the shipped component."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.triage import run_jsonl


def triage(jsonl: Annotated[bool, typer.Option("--jsonl", "--json", help="Read and write JSON lines.")] = True) -> None:
    """Read {"id", "text", "lang"} lines; write route or ask, subjects, confidences and the words that decided."""
    if not jsonl:
        raise typer.BadParameter("only --jsonl is supported")
    if run_jsonl(sys.stdin, sys.stdout):
        raise typer.Exit(1)
