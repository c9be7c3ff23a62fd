"""`bookbag check`: the policy in plain words for the head to sign, and everything wrong with it or the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError, model_validator

from bot.cli.opened import desk
from bot.cli.out import fail, plain_faults, problem_of, say, say_json
from bot.cli.policy import from_file
from bot.domain.policy import Policy
from bot.logs import scrub
from bot.phrases import language_name
from bot.phrases.catalogues import LANGUAGES, NOT_YET_CHECKED
from bot.policyfile import PolicyProblems, always, explain, off, sections, warnings
from bot.settings import Settings, problems


class Lenient(Settings):
    """Settings whose parts need not fit together, so that every problem can be told and not just the first."""

    @model_validator(mode="after")
    def _fits_together(self) -> Lenient:
        return self


def check(
    file: Annotated[Path | None, typer.Argument(help="A policy file; the policy in force when not given.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    school: Annotated[str | None, typer.Option(help="Which school, where there are several.")] = None,
) -> None:
    """Explain the policy in plain words and name every problem. Ends with 1 when there is one."""
    settings, found = settings_problems()
    policy: Policy | None = None
    if file or settings:
        with plain_faults():
            policy, more = _policy(settings, file, school)
            found += more
    if as_json:
        say_json(_as_json(policy, found))
    else:
        _tell(policy)
    if found and not as_json:
        for line in found[:-1]:
            say(f"PROBLEM: {line}")
        fail(found[-1] if len(found) == 1 else f"{found[-1]} ({len(found)} problems in all)")
    if found:
        raise typer.Exit(1)


def settings_problems() -> tuple[Settings | None, list[str]]:
    """The settings, None where a value cannot be read, and everything wrong with them."""
    try:
        settings = Lenient()
    except ValidationError as error:
        return None, [scrub(problem_of(one)) for one in error.errors()]
    return settings, problems(settings)


def _policy(settings: Settings | None, file: Path | None, school: str | None) -> tuple[Policy | None, list[str]]:
    try:
        if file:
            return from_file(file), []
        if settings is None:
            return None, []
        with desk(settings, school) as work:
            return work.policy, []
    except PolicyProblems as error:
        return None, [str(problem) for problem in error.problems]


def unchecked() -> list[str]:
    """Languages whose texts no native speaker has read yet. All of them: the roll, not the policy, brings languages."""
    return sorted(language_name(locale, "en") for locale in NOT_YET_CHECKED)


def without_catalogue(policy: Policy) -> list[str]:
    """The school's languages in which the hub has no texts: those families read English."""
    shipped = {locale.split("_")[0] for locale in LANGUAGES}
    return [language_name(tag, "en") for tag in policy.school.languages if tag.split("-")[0] not in shipped]


def _tell(policy: Policy | None) -> None:
    if policy is None:
        return
    for heading, sentences in sections(policy).items():
        say(heading)
        for sentence in sentences:
            say(f"  {sentence}")
    say("At every school")
    for sentence in always():
        say(f"  {sentence}")
    say("Off until you turn it on")
    for sentence in off(policy):
        say(f"  {sentence}")
    notes = [*warnings(policy)]
    if languages := unchecked():
        notes.append(f"Texts not yet checked by a native speaker: {', '.join(languages)}.")
    if languages := without_catalogue(policy):
        notes.append(f"No texts of our own in {', '.join(languages)}: these families read English.")
    for line in notes:
        say(f"Note: {line}")


def _as_json(policy: Policy | None, found: list[str]) -> dict[str, Any]:
    return {
        "policy": explain(policy) if policy else None,
        "off": off(policy) if policy else [],
        "warnings": warnings(policy) if policy else [],
        "languages_not_yet_checked": unchecked(),
        "languages_without_texts": without_catalogue(policy) if policy else [],
        "problems": found,
    }
