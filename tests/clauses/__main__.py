"""`make clauses`: run every test that names a clause and write docs/clauses.md from what they did."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.clauses import page


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "clauses.json"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "2",
            "--clauses-only",
            f"--clauses-to={results}",
            *sys.argv[1:],
        ]
        code = subprocess.run(command, check=False).returncode
        sys.stdout.write(f"{page.write(results)}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
