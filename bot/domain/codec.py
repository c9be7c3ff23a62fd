"""Frozen values ↔ JSON text, for what storage keeps whole (an open question, an outbox row's content).

Only classes given to `Codec` can come back: stored text can never name anything else.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any


class Codec:
    """Encodes dataclasses, string enums, aware datetimes, dates, times, tuples, sets, mappings and JSON's own scalars."""

    def __init__(self, *classes: type) -> None:
        self._classes = {cls.__name__: cls for cls in classes}

    def dump(self, value: Any) -> str:
        """Raises TypeError for a value of a class this codec was not told of."""
        return json.dumps(self._encode(value), ensure_ascii=False, separators=(",", ":"))

    def load(self, text: str) -> Any:
        """Raises ValueError when the text is not one of ours; fields a newer version dropped are ignored."""
        try:
            return self._decode(json.loads(text))
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a stored value of ours: {type(error).__name__}") from error

    def _encode(self, value: Any) -> Any:
        if isinstance(value, StrEnum):
            return [type(value).__name__, value.value]
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, datetime):
            return ["@", value.isoformat()]
        if isinstance(value, date):
            return ["@d", value.isoformat()]
        if isinstance(value, time):
            return ["@t", value.isoformat()]
        if isinstance(value, tuple):
            return ["()", *(self._encode(part) for part in value)]
        if isinstance(value, frozenset):
            return ["<>", *sorted((self._encode(part) for part in value), key=str)]
        if isinstance(value, dict):
            return ["{}", {key: self._encode(part) for key, part in value.items()}]
        name = type(value).__name__
        if name not in self._classes:
            raise TypeError(f"{name} is not a stored value")
        fields = {
            field.name: self._encode(part)
            for field in dataclasses.fields(value)
            if (part := getattr(value, field.name)) != field.default
        }
        return [name, fields]

    def _decode(self, raw: Any) -> Any:
        if not isinstance(raw, list):
            return raw
        tag, *rest = raw
        if tag == "@":
            return datetime.fromisoformat(rest[0])
        if tag == "@d":
            return date.fromisoformat(rest[0])
        if tag == "@t":
            return time.fromisoformat(rest[0])
        if tag == "<>":
            return frozenset(self._decode(part) for part in rest)
        if tag == "()":
            return tuple(self._decode(part) for part in rest)
        if tag == "{}":
            return {key: self._decode(part) for key, part in rest[0].items()}
        cls: Any = self._classes[tag]
        if issubclass(cls, StrEnum):
            return cls(rest[0])
        known = {field.name for field in dataclasses.fields(cls)}
        return cls(**{key: self._decode(part) for key, part in rest[0].items() if key in known})
