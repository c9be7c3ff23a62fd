"""What the documentation says is what the code does."""

from __future__ import annotations

from pathlib import Path

from bot.cli import docs
from bot.policyfile.models import PolicyKeys
from bot.settings import Settings


def test_the_configuration_page_is_the_one_the_code_writes(tmp_path: Path) -> None:
    docs.main(tmp_path / "configuration.md")
    written = (tmp_path / "configuration.md").read_text("utf-8")
    assert docs.PAGE.read_text("utf-8") == written, "run `make docs` and commit docs/configuration.md"


def test_every_setting_and_every_policy_key_is_described() -> None:
    page = docs.page()
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"`BOOKBAG_{name.upper()}`" in page
    assert "| None |" not in page
    assert all(f"[{name}" in page or f"`{name}`" in page for name in PolicyKeys.model_fields)


def test_no_secret_has_a_default_on_the_page() -> None:
    page = docs.page()
    for name in ("STAFF_BOT_TOKEN", "PARENT_BOT_TOKEN", "TWILIO_AUTH_TOKEN", "WEBHOOK_SECRET", "TRANSLATOR_KEY"):
        assert f"| `BOOKBAG_{name}` |  |" in page
