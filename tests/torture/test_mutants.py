"""The tests of the rules that decide who gets what notice when one of the rules is changed (promise 21)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.torture.mutants import REPOSITORY, TESTED, mutants

_WANTED = 0.85


def test_there_is_something_to_change_in_each_module() -> None:
    assert all(next(mutants(module), None) is not None for module in TESTED)


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("module", list(TESTED))
def test_a_changed_rule_is_noticed(module: str, record_property: Callable[[str, object], None]) -> None:
    command = [sys.executable, "-m", "tests.torture.try_mutants", module]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout
    found = re.search(r"(\d+) of (\d+) killed", said)
    assert found
    assert int(found[1]) / int(found[2]) >= _WANTED, said
    record_property("promise", f"{module}: {found[1]} of {found[2]} mutants killed")


@pytest.mark.long
def test_a_module_that_was_not_changed_is_left_alone() -> None:
    """Else everything would count as noticed."""
    program = (
        "from tests.torture.mutants import *;"
        "print([killed(Mutant(m, 0, '', (REPOSITORY / (m.replace('.', '/') + '.py')).read_text())) for m in TESTED])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert said.stdout.strip() == str([False] * len(TESTED))
