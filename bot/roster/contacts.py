"""The adults a row names: one mention per contact, before it is known who is the same person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.names import fold_name
from bot.domain.roster import Relation, Responsibility
from bot.roster import relations
from bot.roster.cells import Cells
from bot.roster.fields import Field
from bot.roster.findings import NOWHERE, Place
from bot.roster.languages import language_tag
from bot.roster.phones import Phone
from bot.roster.values import priority, yes_or_no

_DEFAULT_RELATION = {"mother": Relation.MOTHER, "father": Relation.FATHER}
_TWO = (" & ", " and ", " + ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An adult as one row names them."""

    pupil: int
    first_name: str
    last_name: str
    phones: tuple[Phone, ...] = ()
    relation: Relation = Relation.OTHER
    responsibility: Responsibility = Responsibility.NONE
    priority: int = 1
    language: str | None = None
    restricted: bool | None = None
    place: Place = NOWHERE

    @property
    def folded(self) -> str:
        return fold_name(self.first_name, self.last_name)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def mentions(cells: Cells, pupil: int) -> Iterator[Mention]:
    """Every adult a row names, in the order of its columns."""
    for order, group in enumerate(cells.body.columns.contacts, start=1):
        mention = _mention(cells, pupil, group, order) if cells.filled(group) else None
        if mention:
            yield mention


def _mention(cells: Cells, pupil: int, group: str, order: int) -> Mention | None:
    named = cells.name(group)
    phones = cells.phones(group)
    relation = _relation(cells, group)
    if not named.folded:
        if phones:
            at = cells.at(Field.FIRST_NAME if cells.has(Field.FIRST_NAME, group) else Field.NAME, group)
            cells.ledger.error(at, "contact_name_missing", "a number without a name: say whose it is")
        return None
    if any(mark in f" {named} ".casefold() for mark in _TWO):
        reason = "two adults stand in one contact: give each their own"
        cells.ledger.error(cells.at(Field.NAME, group), "two_in_one", reason, str(named))
        return None
    return Mention(
        pupil=pupil, first_name=named.first, last_name=named.last, phones=phones, relation=relation,
        responsibility=_responsibility(cells, group, relation), priority=_priority(cells, group, order),
        language=_language(cells, group), restricted=_restricted(cells, group), place=cells.place,
    )  # fmt: skip


def _relation(cells: Cells, group: str) -> Relation:
    text = cells.text(Field.RELATION, group)
    found = relations.relation(text) if text else _DEFAULT_RELATION.get(group, Relation.OTHER)
    if found is None:
        reason = "this relation is not known and was imported as “other”"
        cells.ledger.note(cells.at(Field.RELATION, group), "relation_unknown", reason, text)
    return found or Relation.OTHER


def _responsibility(cells: Cells, group: str, relation: Relation) -> Responsibility:
    """The file's own word. Nothing written is no responsibility, listed: default deny (PH16)."""
    text, care = cells.text(Field.RESPONSIBILITY, group), cells.text(Field.CARE, group)
    if not text and not care:
        if cells.options.answers.responsibility_from_relation and not cells.has(Field.RESPONSIBILITY, group):
            return relations.BY_RELATION.get(relation, Responsibility.NONE)
        at = cells.at(Field.RESPONSIBILITY, group)
        cells.ledger.note(at, "responsibility_blank", "no responsibility is written: this adult cannot be invited")
        return Responsibility.NONE
    found = relations.responsibility(text) if text else Responsibility.NONE
    cares = yes_or_no(care) if care else False
    if found is None or cares is None:
        at = cells.at(Field.RESPONSIBILITY if found is None else Field.CARE, group)
        reason = "write parental, care or none (or yes and no in a column for parental responsibility)"
        cells.ledger.error(at, "responsibility_unknown", reason, text if found is None else care)
        return Responsibility.NONE
    return Responsibility.CARE if cares and found is Responsibility.NONE else found


def _priority(cells: Cells, group: str, order: int) -> int:
    text = cells.text(Field.PRIORITY, group)
    found = priority(text) if text else order
    if found is None:
        cells.ledger.error(cells.at(Field.PRIORITY, group), "priority", "the priority is a number from 1", text)
    return found or order


def _language(cells: Cells, group: str) -> str | None:
    own = cells.text(Field.LANGUAGE, group)
    text = own or cells.text(Field.LANGUAGE)  # beside numbered contacts: the family's one column
    found = language_tag(text)
    if text and found is None:
        at = cells.at(Field.LANGUAGE, group if own else "")
        cells.ledger.note(at, "language_unknown", "this language is not known: the family will be asked", text)
    return found


def _restricted(cells: Cells, group: str) -> bool | None:
    if not cells.has(Field.RESTRICTED, group):
        return None
    text = cells.text(Field.RESTRICTED, group)
    found = yes_or_no(text) if text else False
    if found is None:
        reason = "write yes or no (a contact restriction blocks this adult from this child's news)"
        cells.ledger.error(cells.at(Field.RESTRICTED, group), "restriction", reason, text)
    return found
