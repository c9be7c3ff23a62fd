"""`python -m tests.torture.try_mutants MODULE`: each mutant of a module that no test notices, and how many there were."""

from __future__ import annotations

import sys

from tests.torture.mutants import killed, mutants


def main() -> None:
    found = list(mutants(sys.argv[1]))
    alive = [one for one in found if not killed(one)]
    sys.stdout.writelines(f"alive: {one.module}:{one.line} {one.what}\n" for one in alive)
    sys.stdout.write(f"{len(found) - len(alive)} of {len(found)} killed\n")


if __name__ == "__main__":
    # What takes long to load and is no module under test is loaded once; every fork has it.
    import hypothesis
    import pydantic
    import pytest
    import sqlmodel
    import structlog

    assert all((hypothesis, pydantic, pytest, sqlmodel, structlog))
    main()
