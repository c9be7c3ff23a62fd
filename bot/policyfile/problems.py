"""What is wrong with a policy file, said so that it can be put right: file, key, value and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from bot.domain.faults import Unusable
from bot.policyfile.inside import InsideError
from bot.policyfile.tomltext import toml
from bot.policyfile.words import nearest

_LONGEST_VALUE = 60
_REASONS = {
    "missing": "is missing",
    "bool_type": "is not allowed here. Allowed: true or false, without quotes",
    "int_type": "is not allowed here. Allowed: a whole number, without quotes",
    "string_type": "is not allowed here. Allowed: text in quotes",
    "string_too_long": "is too long. Allowed: at most {max_length} letters",
    "model_type": "is not allowed here. Allowed: a table of keys",
    "too_short": "is empty. Allowed: at least one",
    "greater_than_equal": "is too small. Allowed: {ge} or more",
    "less_than_equal": "is too large. Allowed: {le} or less",
    "literal_error": "is not allowed here. Allowed: {expected}",
    "enum": "is not allowed here. Allowed: {expected}",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `value` is as the file has it, None where there is no single value to show."""

    file: str
    key: str
    value: str | None
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f"{where} = {self.value}: {self.reason}." if self.value is not None else f"{where}: {self.reason}."


class PolicyProblems(Unusable):
    """The file cannot be a policy. `problems` has all that could be found at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)


def found_by_pydantic(error: ValidationError, model: type[BaseModel], file: str) -> list[Problem]:
    return [_problem(dict(one), model, file) for one in error.errors()]


def _problem(error: dict[str, Any], model: type[BaseModel], file: str) -> Problem:
    place, kind = tuple(error["loc"]), error["type"]
    if kind == "extra_forbidden":
        return Problem(file, dotted(place), shown(error["input"]), _unknown_key(place, model))
    context = error.get("ctx", {})
    inside = context.get("error")
    if isinstance(inside, InsideError):
        return Problem(file, dotted((*place, *inside.place)), shown(inside.value), str(inside))
    reason = str(context["error"]) if kind == "value_error" else _REASONS.get(kind, error["msg"]).format(**context)
    whole_table = isinstance(error["input"], dict) and not _is_plain(place, model)
    return Problem(file, dotted(place), None if kind == "missing" or whole_table else shown(error["input"]), reason)


def _is_plain(place: tuple[str | int, ...], model: type[BaseModel]) -> bool:
    """A key that holds one value, even one written as a table (a place)."""
    info = next((info for key, info in keys_of(_model_at(place[:-1], model)) if key == place[-1]), None)
    return info is not None and table_in(info) is None


_PLAIN = ("mode", "channels")  # keys of the file itself, which TOML takes into whatever table is above them


def _unknown_key(place: tuple[str | int, ...], model: type[BaseModel]) -> str:
    here = [key for key, _ in keys_of(_model_at(place[:-1], model))]
    word = str(place[-1])
    # Of keys with one name in several tables the first is meant most often (hours before office.hours).
    everywhere = {key.rsplit(".", 1)[-1]: key for key in reversed(list(_all_keys(model)))}
    beside = nearest(word, here)
    known = everywhere.get(word) or (dotted((*place[:-1], beside)) if beside else None)
    guess = known or everywhere.get(nearest(word, everywhere) or "")
    above = " It stands before the first [table]." if len(place) > 1 and guess in _PLAIN else ""
    hint = f"; did you mean {guess}?{above}" if guess else "."
    return f"is not a key of a policy{hint} Allowed here: {', '.join(here)}"


def keys_of(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """Every key a table may have, other names for one included."""
    for name, info in model.model_fields.items():
        yield name, info
        for other in getattr(info.validation_alias, "choices", ()):
            if other != name:
                yield str(other), info


def table_in(info: FieldInfo) -> type[BaseModel] | None:
    """The table a key holds, or holds a list of; None for a plain value."""
    waiting = [info.annotation]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
        waiting.extend(get_args(one))
    return None


def _model_at(place: tuple[str | int, ...], model: type[BaseModel]) -> type[BaseModel]:
    for part in place:
        info = next((info for key, info in keys_of(model) if key == part), None)
        model = (table_in(info) if info else None) or model
    return model


def _all_keys(model: type[BaseModel], before: str = "") -> Iterator[str]:
    for key, info in keys_of(model):
        yield before + key
        table = table_in(info)
        if table:
            yield from _all_keys(table, f"{before}{key}.")


def dotted(place: Sequence[str | int]) -> str:
    """("hours", "periods", 0, "open") → "hours.periods[1].open": people count from one. A line stays one line."""
    path = ""
    for part in place:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in path)


def shown(value: object) -> str:
    """A value as the file has it, cut when long."""
    text = toml(value)
    return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"
