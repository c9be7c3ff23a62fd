"""Words for who an adult is to a child, and for what responsibility they have. None means "not understood"."""

from __future__ import annotations

import re

from bot.domain.names import fold_name
from bot.domain.roster import Relation, Responsibility
from bot.roster.values import yes_or_no

_RELATIONS: dict[Relation, str] = {
    Relation.MOTHER: "mother mum mom mummy mam mama m birth_mother natural_mother biological_mother adoptive_mother",
    Relation.FATHER: "father dad daddy papa f birth_father natural_father biological_father adoptive_father",
    Relation.PARENT: "parent p parents adoptive_parent mother_father parent_carer parent_guardian",
    Relation.STEP_PARENT: "step_parent stepparent step_mother stepmother step_father stepfather step_mum step_dad "
    "stepmum stepdad step parents_partner mothers_partner fathers_partner partner",
    Relation.FOSTER_CARER: "foster_carer foster_parent foster_mother foster_father foster foster_care fostercarer",
    Relation.CARER: "carer main_carer kinship_carer caregiver special_guardian carer_guardian",
    Relation.LEGAL_GUARDIAN: "guardian legal_guardian guardian_legal",
    Relation.GRANDPARENT: "grandparent grandmother grandfather grandma grandad granddad gran nan nana nanny granny grandpa "
    "maternal_grandmother maternal_grandfather paternal_grandmother paternal_grandfather great_grandparent "
    "great_grandmother great_grandfather",
    Relation.SIBLING: "sibling brother sister half_brother half_sister step_brother step_sister brother_sister",
    Relation.AUNT_UNCLE: "aunt uncle auntie aunty aunt_uncle",
    Relation.OTHER_FAMILY: "cousin other_family other_family_member other_relative relative family_member family great_aunt "
    "great_uncle in_law",
    Relation.CHILDMINDER: "childminder child_minder au_pair babysitter nursery_worker",
    Relation.SOCIAL_WORKER: "social_worker social_services",
    Relation.FRIEND: "friend family_friend neighbour friend_of_family neighbor",
    Relation.OTHER: "other other_contact emergency_contact contact other_adult not_known unknown",
}
_RELATION_WORDS = {word.replace("_", " "): relation for relation, words in _RELATIONS.items() for word in words.split()}
_RESPONSIBILITY_WORDS = {
    "parental": Responsibility.PARENTAL, "parental responsibility": Responsibility.PARENTAL, "pr": Responsibility.PARENTAL,
    "parent": Responsibility.PARENTAL, "full": Responsibility.PARENTAL, "legal": Responsibility.PARENTAL,
    "care": Responsibility.CARE, "care responsibility": Responsibility.CARE, "carer": Responsibility.CARE,
    "foster": Responsibility.CARE, "day to day care": Responsibility.CARE, "delegated": Responsibility.CARE,
    "no responsibility": Responsibility.NONE, "emergency": Responsibility.NONE, "emergency contact": Responsibility.NONE,
    "emergency only": Responsibility.NONE, "emergency contact only": Responsibility.NONE,
}  # fmt: skip
BY_RELATION = {
    Relation.MOTHER: Responsibility.PARENTAL, Relation.FATHER: Responsibility.PARENTAL,
    Relation.PARENT: Responsibility.PARENTAL, Relation.LEGAL_GUARDIAN: Responsibility.PARENTAL,
    Relation.FOSTER_CARER: Responsibility.CARE, Relation.CARER: Responsibility.CARE,
}  # fmt: skip
"""What a relation suggests when the school says so itself, for a file that has no column for it."""


def relation(text: str) -> Relation | None:
    folded = fold_name(text.replace("/", " "))
    return _RELATION_WORDS.get(folded) or _RELATION_WORDS.get(fold_name(re.sub(r"\(.*?\)", "", text)))


def responsibility(text: str) -> Responsibility | None:
    """A word ("parental", "care", "none") or, in a column about parental responsibility, yes or no."""
    named = _RESPONSIBILITY_WORDS.get(fold_name(text))
    if named:
        return named
    decided = yes_or_no(text)
    return None if decided is None else Responsibility.PARENTAL if decided else Responsibility.NONE
