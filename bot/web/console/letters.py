"""What a family was told about a decision, as a letter to print: in their own language, with the English for the file."""

from __future__ import annotations

from dataclasses import replace

from bot.deliver.desk import reader_for
from bot.domain.conduct import Outcome
from bot.domain.wording import say
from bot.phrases import render
from bot.phrases.render import language_name
from bot.web.console import cases
from bot.web.console.door import Values
from bot.web.console.visit import Look, NotHere
from storage import conduct, roll

_TOLD = frozenset({Outcome.WARNING, Outcome.SUSPENSION, Outcome.REMOVAL, Outcome.LIFTED})


def view(look: Look) -> Values:
    """Of the last decision there is about them. The texts are the ones sent, so that paper and phone say the same."""
    case = cases.find(look, look.path["case"])
    told = [one for one in conduct.of(look.scope, look.db, case.guardian_id or 0) if one.outcome in _TOLD]
    adult = roll.guardian(look.scope, look.db, case.guardian_id or 0, look.day)
    if not told or adult is None:
        raise NotHere
    language = adult.language or "en"
    own = _lines(look, adult.id, language, told[-1].outcome)
    return {
        "case": case.id,
        "name": f"{adult.first_name} {adult.last_name}",
        "day": told[-1].at.astimezone(look.zone).strftime("%-d %B %Y"),
        "lang": language,
        "lines": own,
        "english": _lines(look, adult.id, "en", told[-1].outcome) if language.split("-")[0] != "en" else [],
        "language": language_name(language, "en_GB"),
    }


def _lines(look: Look, guardian_id: int, language: str, outcome: Outcome) -> list[str]:
    to = replace(look.desk.to, guardian_id=guardian_id, staff_id=None, language=language)
    reader = reader_for(look.scope, look.db, look.desk.rules, to, look.now)
    return [render(one, reader) for one in (say(f"conduct.{outcome}"), say("conduct.ring_office"))]
