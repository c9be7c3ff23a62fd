"""Sheets as PDF, through a Chromium on this machine where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bot.domain.faults import Mendable

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_LONGEST_S = 120


class NoBrowser(Mendable):
    """Nothing here can make PDFs; the text says what to do."""


def browser() -> str:
    """Raises NoBrowser."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise NoBrowser("no PDF: Chromium is not installed; open the .html files and print them, or install chromium")
    return found


def make_pdf(program: str, page: Path) -> Path:
    """Beside the page, readable by its owner alone. Raises NoBrowser when the program fails."""
    made = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(prefix="bookbag-pdf-") as profile:
        command = [program, "--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}"]
        command += ["--no-sandbox"] if os.geteuid() == 0 else []
        command += ["--no-pdf-header-footer", f"--print-to-pdf={made.resolve()}", page.resolve().as_uri()]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_S)  # noqa: S603 - our own page
        except (subprocess.SubprocessError, OSError) as error:
            raise NoBrowser(f"no PDF of {page.name}: {Path(program).name} failed ({type(error).__name__})") from None
    made.chmod(0o600)
    return made
