"""The list of what an installation is made of is the lock file, no more and no less."""

from __future__ import annotations

import pytest

from bot.cli.sbom import LOCK, components, document


def test_every_pinned_package_is_on_the_list_with_its_hashes() -> None:
    made = document(LOCK.read_text("utf-8"), "1.2")
    lines = [line for line in LOCK.read_text("utf-8").splitlines() if "==" in line and not line.startswith((" ", "#"))]
    assert len(made["components"]) == len(lines) > 30
    assert all(one["hashes"] for one in made["components"])
    assert any(one["purl"].startswith("pkg:pypi/sqlalchemy@2.") for one in made["components"])
    assert len({one["bom-ref"] for one in made["components"]}) == len(lines)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")


def test_a_line_that_pins_nothing_is_no_list() -> None:
    with pytest.raises(ValueError, match="not pinned"):
        components("sqlalchemy>=2\n")
