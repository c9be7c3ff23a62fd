"""What an operator can mend. Such a fault says in its own words what to do, and is shown as one plain line."""

from __future__ import annotations


class Mendable(Exception):  # noqa: N818 - its kinds are named as the operator reads them
    """Something lacks, is in the way or is not allowed. The text holds no secret."""


class Unusable(Mendable):
    """A value or a file that could never work as it is."""
