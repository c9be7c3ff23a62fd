"""Bars of triage: chances from which something is told, routed or asked about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bars:
    """Fitted for rules, words and meaning apart, on what messages left out of the learning were told. Chances in 0..1.

    `danger`: told from here on. `sure`: routed without asking; `note`: the same for what goes to the class teacher, who is
    asked nothing by it and has one tap to the office. `second`: a second subject goes along. `watch`: an urgent
    matter or absence at least this likely is never passed over in silence. `taken`: what is at least this likely a note
    for the teacher is not taken to a desk without asking.
    """

    danger: float = 0.1
    sure: float = 0.65
    second: float = 0.65
    watch: float = 0.12
    taken: float = 0.12
    note: float = 0.65
