"""Pictures for README and docs, taken from what the browser's journey has just seen: `make screenshots`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FROM, INTO = ROOT / "test-artefacts", ROOT / "docs" / "pictures"
LARGEST = 120_000  # bytes of one picture
CHOSEN = {
    "console-office--console-absences-light": "absences",
    "console-office-an-item-light": "item",
    "console-t3-an-item-narrow": "item-narrow-dark",
    "console-head--console-announce-light": "announce",
    "console-head--console-reports-light": "reports",
    "console-head-a-case-light": "case",
    "console-head--console-papers-light": "evidence",
    "console-dsl--console-safeguarding-light": "safeguarding",
}


def main() -> int:
    INTO.mkdir(exist_ok=True)
    missing = [name for name in CHOSEN if not (FROM / f"{name}.png").is_file()]
    large = [name for name in CHOSEN if name not in missing and (FROM / f"{name}.png").stat().st_size > LARGEST]
    for name, picture in CHOSEN.items():
        if name not in missing and name not in large:
            shutil.copyfile(FROM / f"{name}.png", INTO / f"{picture}.png")
    if missing or large:
        sys.stderr.write(f"missing: {missing}; larger than {LARGEST} bytes: {large}\n")
    return int(bool(missing or large))


if __name__ == "__main__":
    sys.exit(main())
