"""How long it is from one moment to another, in SQL: the two databases say it differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class SecondsBetween(FunctionElement[float]):
    """From the first moment (UTC) to the second; negative when that was earlier."""

    type = Float()
    inherit_cache = True


@compiles(SecondsBetween, "sqlite")
def _sqlite(element: SecondsBetween, compiler: SQLCompiler, **more: Any) -> str:
    since, until = (compiler.process(one, **more) for one in element.clauses)
    return f"((julianday({until}) - julianday({since})) * 86400)"


@compiles(SecondsBetween, "postgresql")
def _postgresql(element: SecondsBetween, compiler: SQLCompiler, **more: Any) -> str:
    since, until = (compiler.process(one, **more) for one in element.clauses)
    return f"EXTRACT(EPOCH FROM ({until} - {since}))"
