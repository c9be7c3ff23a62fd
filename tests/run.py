"""Runs the suite with branch coverage and holds the floors; the last line is pytest's own summary."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import covering, promises
from tests.clauses import page

OVERALL = 95.0  # the floor promised, of lines and branches together; the last whole measurement was 96.48
# Rules that decide who gets what and when: every branch is exercised. Handle, deliver and the outbox are to follow.
COMPLETE = (
    "bot/accept.py",
    "bot/domain/access.py",
    "bot/domain/calendar.py",
    "bot/domain/conversation.py",
    "bot/domain/cover.py",
    "bot/domain/delivery.py",
    "bot/domain/hours.py",
    "bot/domain/policy.py",
    "bot/domain/routing.py",
)


def main() -> int:
    match sys.argv[1:]:
        case ["--long", *chosen]:
            return run_kept("long", *chosen)
        case ["--torture", *chosen]:
            return run_kept("long" if "long" in chosen else "not long", "tests/torture")
        case ["--traced"]:
            return run_traced()
        case _:
            return run_suite()


def run_suite() -> int:
    with tempfile.TemporaryDirectory() as folder, _types() as types:
        _compile()
        report, clauses = Path(folder) / "coverage.json", Path(folder) / "clauses.json"
        code, last = _pytest(*_covered(report), f"--clauses-to={clauses}", first=types)
        sys.stdout.write(f"clauses: {page.write(clauses)}\n")
        faults = below(json.loads(report.read_text()))
    for fault in faults:
        sys.stdout.write(f"coverage: {fault}\n")
    sys.stdout.write(last)
    return code or types.returncode or bool(faults)


def run_traced() -> int:
    """The suite with every test traced under its own name; which of them `make test` need not trace is written down."""
    with tempfile.TemporaryDirectory() as folder:
        report, seconds, data = (Path(folder) / name for name in ("coverage.json", "seconds.json", "traced"))
        os.environ["COVERAGE_FILE"] = str(data)
        code, last = _pytest(*_covered(report), f"--seconds-to={seconds}")
        if report.exists():  # a test that failed has gone its ways too
            sys.stdout.write(f"{covering.write(data, report, seconds, COMPLETE)}\n")
    sys.stdout.write(last)
    return code


def _covered(report: Path) -> tuple[str, ...]:
    # Five workers on two cores: a story waits for the hub's ticks and the carriers' answers a good part of its time.
    return "-n", "5", "-m", "not long and not torture", "--cov", "--cov-branch", f"--cov-report=json:{report}", "--cov-report="


def _compile() -> None:
    """Modules, assertions and lexicons compiled once, for all workers and for each hub that a test starts."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for what in (("-m", "pytest", "--collect-only", "-qq"), ("-c", "from bot.lexiconfiles import load; load()")):
        subprocess.run([sys.executable, *what], stdout=subprocess.DEVNULL, check=False)


def _types() -> subprocess.Popen[str]:
    """mypy beside the first tests: half a minute on one core where nothing of it is kept from before."""
    return subprocess.Popen([sys.executable, "-m", "mypy"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def run_kept(marked: str, *chosen: str) -> int:
    """Tests that say what they reached, without the floors of `make test`. Two at a time: kills need a core each.

    `chosen`: words for pytest, to run some of it; `docs/promises.md` keeps what the others reached before.
    """
    with tempfile.TemporaryDirectory() as folder:
        junit = Path(folder) / "junit.xml"
        options = ("-n", "2", "-m", marked, "-o", "junit_family=xunit1", f"--junitxml={junit}")
        code, last = _pytest(*options, *chosen)
        if junit.exists():
            sys.stdout.writelines(f"{line}\n" for line in promises.table(dict(promises.write(junit))))
    sys.stdout.write(last)
    return code


def _pytest(*options: str, first: subprocess.Popen[str] | None = None) -> tuple[int, str]:
    """Runs it, showing what it says after what `first` says; its exit code and its last line, the summary."""
    last = ""
    command = [sys.executable, "-m", "pytest", "--dist", "worksteal", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        sys.stdout.write(first.communicate()[0] if first else "")
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line if line.strip() else last
    return process.returncode, last


def below(report: dict[str, dict[str, dict[str, dict[str, float]]]]) -> list[str]:
    """What misses its floor, one line each."""
    overall = float(report["totals"]["percent_covered"])  # type: ignore[arg-type]
    alone = float(report["totals"]["percent_branches_covered"])  # type: ignore[arg-type]
    sys.stdout.write(f"coverage: {overall:.2f} % of lines and branches, {alone:.2f} % of branches alone\n")
    faults = [f"{overall:.2f} % overall, at least {OVERALL} % wanted"] if overall < OVERALL else []
    files = report["files"]
    least = sorted((found["summary"]["percent_covered"], name) for name, found in files.items())[:25]
    for reached, name in least:
        sys.stdout.write(f"  {reached:6.2f} % {name}\n")
    for name in COMPLETE:
        found = report["files"].get(name, {}).get("summary", {}).get("percent_covered", 0.0)
        if found < 100:
            faults.append(f"{name}: {found:.2f} %, every branch wanted")
    return faults


if __name__ == "__main__":
    sys.exit(main())
