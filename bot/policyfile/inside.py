"""A fault of one value among many that pydantic hands over together."""

from __future__ import annotations


class InsideError(ValueError):
    """A fault at a key deeper than the one that is looked at as a whole."""

    def __init__(self, place: tuple[str, ...], value: object, reason: str) -> None:
        super().__init__(reason)
        self.place, self.value = place, value
