"""The types of a policy file's values; each reads what TOML gave or says what is allowed (`words.py`, `picking.py`)."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf

from bot.domain.people import Role
from bot.domain.policy import Document, Place, Step
from bot.policyfile import picking, words

Text = Annotated[str, Field(max_length=200)]
Zone = Annotated[str, BeforeValidator(words.zone)]
Phone = Annotated[str, BeforeValidator(words.phone)]
Languages = Annotated[tuple[str, ...], BeforeValidator(words.languages), Field(min_length=1)]
TimeOfDay = Annotated[time, BeforeValidator(words.clock_time)]
Days = Annotated[frozenset[int], BeforeValidator(words.weekdays), Field(min_length=1)]
Roles = Annotated[tuple[InstanceOf[Role], ...], BeforeValidator(words.roles)]
OneRole = Annotated[InstanceOf[Role], BeforeValidator(words.role)]
To = Annotated[InstanceOf[Place], BeforeValidator(words.place)]
Ladder = Annotated[tuple[InstanceOf[Step], ...], BeforeValidator(picking.ladder)]
Paper = Annotated[InstanceOf[Document], BeforeValidator(picking.document)]
Papers = Annotated[tuple[InstanceOf[Document], ...], BeforeValidator(picking.documents)]
Years = Annotated[tuple[str, ...], BeforeValidator(picking.years)]
ClassNames = Annotated[tuple[str, ...], BeforeValidator(picking.class_names)]
Own = Annotated[tuple[str, ...], BeforeValidator(picking.identifiers)]
Day = Annotated[date, BeforeValidator(picking.day)]
Month = Annotated[date, BeforeValidator(picking.month)]


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
