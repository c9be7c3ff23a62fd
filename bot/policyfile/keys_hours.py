"""Keys for when somebody reads."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from bot.domain.policy import GroupHours, Period
from bot.policyfile import words
from bot.policyfile.english import clock
from bot.policyfile.types import ClassNames, Days, Group, TimeOfDay, Years

ClosedOn = Annotated[
    frozenset[str], BeforeValidator(lambda value: words.words_of(value, words.CLOSED_ON, "a kind of day"))
]
OpenOn = Annotated[frozenset[str], BeforeValidator(lambda value: words.words_of(value, words.OPEN_ON, "a kind of day"))]


def _in_order(opens: time, closes: time) -> None:
    if opens >= closes != time():
        said = f'close "{clock(closes)}" must be later than open "{clock(opens)}"'
        raise ValueError(f'{said}. Allowed: a later time, or "00:00" for midnight')


class PeriodKeys(Group):
    """One opening period."""

    days: Days = Field(words.SCHOOL_DAYS, description='Days such as "Mon-Fri" (the default).')
    open: TimeOfDay = Field(description="From this time on somebody reads.")
    close: TimeOfDay = Field(description="From this time on nobody reads.")

    @model_validator(mode="after")
    def _ordered(self) -> PeriodKeys:
        _in_order(self.open, self.close)
        return self

    def period(self) -> Period:
        return (self.days, self.open, self.close)


Periods = Annotated[tuple[PeriodKeys, ...], BeforeValidator(lambda value: tuple(words.as_list(value)))]


class OpeningKeys(Group):
    """One period (open, close, days), or several a day (periods)."""

    open: TimeOfDay | None = Field(None, description="From this time on somebody reads (M13, LT6, BNV14).")
    close: TimeOfDay | None = Field(None, description="From this time on nobody reads.")
    days: Days | None = Field(None, description='Days such as "Mon-Fri" (the default) or ["Mon", "Thu"].')
    periods: Periods = Field(
        (), description="Several periods, each with open, close and days, instead of the three keys above."
    )

    @model_validator(mode="after")
    def _one_way(self) -> OpeningKeys:
        if (self.open is None) != (self.close is None):
            raise ValueError("open and close come together. Allowed: both, or neither")
        if self.open is None and self.days is not None:
            raise ValueError("days needs open and close. Allowed: all three, or periods")
        if self.open is not None and self.periods:
            raise ValueError("give either open, close and days, or periods, not both. Allowed: one of the two")
        if self.open is not None and self.close is not None:
            _in_order(self.open, self.close)
        return self

    def all_periods(self) -> tuple[Period, ...]:
        if self.open is None or self.close is None:
            return tuple(one.period() for one in self.periods)
        return ((self.days or words.SCHOOL_DAYS, self.open, self.close),)


class OfficeHoursKeys(OpeningKeys):
    """When somebody reads: one period (open, close, days), or several a day (periods)."""

    closed_on: ClosedOn = Field(frozenset(), description="Kinds of day that are closed (LT16, BNV15).")
    open_on: OpenOn = Field(frozenset(), description="Kinds of day that would be closed but are not: INSET days.")


class GroupHoursKeys(OpeningKeys):
    """Teachers' hours of some years or classes where they differ from the school's: a nursery's mornings."""

    years: Years = Field((), description='Years, such as ["N", "R", 1].')
    classes: ClassNames = Field((), description="Classes by name.")

    @model_validator(mode="after")
    def _somebody(self) -> GroupHoursKeys:
        if not self.years and not self.classes:
            raise ValueError("say for whom: years or classes")
        return self

    def group(self) -> GroupHours:
        return GroupHours(years=frozenset(self.years), classes=frozenset(self.classes), periods=self.all_periods())


class HoursKeys(OfficeHoursKeys):
    """Teachers' hours. Outside them is quiet time."""

    hold_incoming: bool = Field(True, description="Messages in quiet time wait for the next opening.")
    hold_replies: bool = Field(True, description="Teachers' answers written in quiet time wait too (LT15).")
    lessons: Periods = Field(
        (),
        description="When teachers teach: their phones stay silent until each lesson's end. Each with open and close.",
    )
    groups: Annotated[tuple[GroupHoursKeys, ...], BeforeValidator(lambda value: tuple(words.as_list(value)))] = Field(
        (), description="Other hours for some years or classes, each with years or classes and open, close, days."
    )
