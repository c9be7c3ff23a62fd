"""The office's answers to an import's questions, kept in a small TOML file so that the next import need not ask again.

whole_school = true                      # yes, everybody missing from the file has left
responsibility = "from relation"         # the file does not say: mothers and fathers have it, carers care
unreadable_numbers = "leave out"         # import the adult without the number

[shared_number]
"07700 900123" = "Anna Kowalska"         # whose it is; or "nobody", or "same person"

[same_pupil]
"Ali Khan 4A" = "3A"                     # the class this child was in; or "new"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.names import fold_name
from bot.roster.classes import class_name
from bot.roster.phones import read_phones

NOBODY = "nobody"
SAME = "same person"
NEW = "new"


class AnswersProblem(Exception):  # noqa: N818 - shown to the operator as it stands
    """The answers file cannot be used; the text says which key and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """`shared_number`: E.164 → folded name, NOBODY or SAME. `same_pupil`: folded name and class → class or NEW."""

    whole_school: bool = False
    responsibility_from_relation: bool = False
    leave_out_unreadable: bool = False
    shared_number: Mapping[str, str] = field(default_factory=dict)
    same_pupil: Mapping[str, str] = field(default_factory=dict)


def read_answers(text: str, region: str = "GB") -> Answers:
    """Raises AnswersProblem for broken TOML, an unknown key or a number that cannot be read."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AnswersProblem(f"the answers file is not TOML: {error}") from None
    unknown = document.keys() - {"whole_school", "responsibility", "unreadable_numbers", "shared_number", "same_pupil"}
    if unknown:
        raise AnswersProblem(f"the answers file has keys no question asked for: {', '.join(sorted(unknown))}")
    return Answers(
        whole_school=_one_of(document, "whole_school", True),
        responsibility_from_relation=_one_of(document, "responsibility", "from relation"),
        leave_out_unreadable=_one_of(document, "unreadable_numbers", "leave out"),
        shared_number={_number(key, region): fold_name(value) for key, value in _table(document, "shared_number")},
        same_pupil={fold_name(key): _class_or_new(value) for key, value in _table(document, "same_pupil")},
    )


def _one_of(document: Mapping[str, Any], key: str, wanted: object) -> bool:
    value = document.get(key)
    if value not in {None, False, wanted}:
        raise AnswersProblem(f"{key} can only be {wanted!r}")
    return value == wanted


def _table(document: Mapping[str, Any], key: str) -> list[tuple[str, str]]:
    table = document.get(key, {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise AnswersProblem(f"[{key}] is a table of answers between quotation marks")
    return list(table.items())


def _number(text: str, region: str) -> str:
    phones = read_phones(text, region).phones
    if len(phones) != 1:
        raise AnswersProblem("[shared_number] each key is one phone number")
    return phones[0].e164


def _class_or_new(text: str) -> str:
    return NEW if text.strip().casefold() == NEW else class_name(text)
