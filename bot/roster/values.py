"""Small values of a school's cells: years, class names, relations, responsibility, roles. None means "not understood"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.domain.names import fold_name
from bot.domain.people import Role
from bot.domain.roster import Relation, Responsibility

_YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "✔", "☑", "ja", "tak"})
_NO = frozenset({"no", "n", "false", "f", "0", "none", "-", "–", "✗", "✘", "☐"})
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_DATE = re.compile(
    rf"\d{{1,2}}[-/ .]({_MONTHS})[a-z]*([-/ .]\d{{2,4}})?|({_MONTHS})[a-z]*[-/ .]\d{{2,4}}"
    r"|\d{4}-\d{2}-\d{2}(T.*)?|\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})",
    re.IGNORECASE,
)
_YEAR_WORDS = {
    "n": "N", "nursery": "N", "nursery 1": "N", "nursery 2": "N", "n1": "N", "n2": "N", "f1": "N", "fs1": "N", "eyfs1": "N", "preschool": "N", "pre school": "N",
    "r": "R", "reception": "R", "rec": "R", "yr": "R", "f2": "R", "fs2": "R", "eyfs2": "R", "foundation": "R",
    "0": "R",
}  # fmt: skip
_YEAR = re.compile(r"0?(\d{1,2})(?:\.0+)?")
_YEAR_PREFIX = re.compile(r"^(?:nc\s+)?(?:year|yr|y)(?:\s*group)?[\s:.-]*(?=\S)", re.IGNORECASE)
_CLASS_PREFIX = re.compile(
    r"^(?:class|form|reg(?:istration)?(?: group| form)?|tutor group)\b[\s:.-]*(?=\S)", re.IGNORECASE
)
_YEAR_CLASS = re.compile(r"(?:year|yr|y)\s*(?=\d|r\b)", re.IGNORECASE)
_CLASS_SUFFIX = re.compile(r"(?<=\S)\s+(?:class|form)$", re.IGNORECASE)
_CODE_CLASS = re.compile(r"(\d{1,2}|[rn])(?:[a-z]{0,3}\d?|\s*[-. ]\s*[a-z]{1,2}\d?)", re.IGNORECASE)
_LAST_YEAR = 13

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

_ROLES: dict[Role, str] = {
    Role.CLASS_TEACHER: "class_teacher teacher classteacher qualified_teacher job_share_teacher ect early_years_teacher "
    "class_teacher_job_share nursery_teacher reception_teacher main_scale_teacher year_leader",
    Role.PPA_COVER: "ppa_cover ppa ppa_teacher cover cover_teacher cover_supervisor supply supply_teacher hlta_cover",
    Role.SUPPORT_STAFF: "support_staff teaching_assistant ta lsa learning_support_assistant hlta support classroom_assistant "
    "higher_level_teaching_assistant nursery_nurse early_years_practitioner one_to_one_support 1_1_support "
    "midday_supervisor lunchtime_supervisor teaching_support",
    Role.OFFICE: "office admin administrator school_office school_administrator secretary school_secretary receptionist "
    "reception office_manager school_business_manager business_manager office_staff admin_officer clerical_assistant "
    "admin_assistant administration_officer bursar attendance_officer",
    Role.SUPPORT_OFFICER: "support_officer family_support_officer family_support_worker parent_support_adviser home_school_link",
    Role.PASTORAL_LEAD: "pastoral_lead pastoral_leader pastoral learning_mentor elsa pastoral_manager",
    Role.SENCO: "senco sendco sen_coordinator send_coordinator inclusion_lead inclusion_manager inclusion_leader",
    Role.ASSISTANT_HEAD: "assistant_head assistant_headteacher assistant_head_teacher aht assistant_principal",
    Role.DEPUTY: "deputy deputy_head deputy_headteacher deputy_head_teacher dht deputy_principal vice_principal",
    Role.HEAD: "head headteacher head_teacher principal executive_head executive_headteacher acting_head head_of_school",
    Role.SENIOR_LEADER: "senior_leader slt senior_leadership senior_leadership_team phase_leader key_stage_leader",
    Role.DSL: "dsl designated_safeguarding_lead safeguarding_lead child_protection_officer lead_dsl safeguarding_officer",
    Role.DEPUTY_DSL: "deputy_dsl ddsl deputy_designated_safeguarding_lead deputy_safeguarding_lead",
    Role.DPO: "dpo data_protection_officer",
    Role.TECHNICIAN: "technician it_technician ict_technician network_manager it_support ict it_manager",
}
_ROLE_WORDS = {word.replace("_", " "): role for role, words in _ROLES.items() for word in words.split()}
_NO_ACCOUNT = frozenset(
    [
        "governor",
        "school governor",
        "chair of governors",
        "parent governor",
        "caterer",
        "catering",
        "catering assistant",
        "cook",
        "chef",
        "kitchen",
        "kitchen assistant",
        "cleaner",
        "caretaker",
        "site manager",
        "premises manager",
        "site supervisor",
        "volunteer",
        "contractor",
        "lunchtime caterer",
        "crossing patrol",
        "visitor",
    ]
)


def yes_or_no(text: str) -> bool | None:
    folded = text.strip().casefold().removesuffix(".0")
    return True if folded in _YES else False if folded in _NO else None


def looks_like_date(text: str) -> bool:
    """Excel turned it into a date ("3-Mar" may have been class 3M or 3/Mar): told, never guessed back."""
    return bool(_DATE.fullmatch(text.strip()))


def looks_like_power(text: str) -> bool:
    """Excel took class "5E1" for a number."""
    return bool(re.fullmatch(r"\d([.,]\d+)?E[+-]?\d+", text.strip(), re.IGNORECASE))


def year_group(text: str) -> str | None:
    """N, R or a number as text: "Year 3", "Y03", "3.0" → "3"; "Reception", "FS2", "YR" → "R"."""
    folded = fold_name(text.replace(".0", ""))
    if folded in _YEAR_WORDS:
        return _YEAR_WORDS[folded]
    bare = _YEAR_PREFIX.sub("", text.strip()).strip()
    if bare and fold_name(bare) in _YEAR_WORDS:
        return _YEAR_WORDS[fold_name(bare)]
    number = _YEAR.fullmatch(bare)
    return str(int(number[1])) if number and 1 <= int(number[1]) <= _LAST_YEAR else None


def class_name(text: str) -> str:
    """ "Class 3b", "3 B", "Y3B" → "3B"; "reception oak" keeps its words: "Reception Oak"."""
    bare = _CLASS_SUFFIX.sub("", _CLASS_PREFIX.sub("", text.strip()))
    short = _YEAR_CLASS.sub("", re.sub(r"(?<=^\d)\.0+$", "", bare))
    if _CODE_CLASS.fullmatch(short):
        return re.sub(r"[-.\s]", "", short).upper()
    if re.fullmatch(r"[\w/&+-]{1,6}", bare) and re.search(r"[\d/]", bare):
        return bare.upper()
    return " ".join(_titled(word, shouted=bare.isupper()) for word in bare.split())


def _titled(word: str, *, shouted: bool) -> str:
    """ "oak" and "OAK" → "Oak"; "McDonald" stays."""
    return word.capitalize() if shouted or word[1:] == word[1:].lower() else word


def year_of_class(name: str) -> str | None:
    """The year a class name begins with: "3B" → "3", "RA" → "R", "Year 4 Oak" → "4", "Oak" → None."""
    number = re.match(r"(?:year\s*)?(\d{1,2})(?!\d)", name, re.IGNORECASE)
    if number:
        return year_group(number[1])
    first = fold_name(name).split(" ")[0]
    if first in {"reception", "nursery"}:
        return year_group(first)
    return name[0].upper() if re.fullmatch(r"[RN][A-Z]?\d?", name, re.IGNORECASE) else None


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


def priority(text: str) -> int | None:
    match = re.fullmatch(r"(?:priority\s*)?(\d{1,2})(?:\.0+|st|nd|rd|th)?", text.strip().casefold())
    return int(match[1]) if match else None


def roles(text: str) -> Iterator[tuple[str, Role | None]]:
    """Each role named in a cell with what it is; None for a word that is no role of ours."""
    for phrase in _phrases(text, _ROLE_WORDS.keys() | _NO_ACCOUNT):
        yield phrase, _ROLE_WORDS.get(_folded_role(phrase))


def without_account(phrase: str) -> bool:
    """People on a staff list who get no account because they do not work with pupils in class (DPIA55)."""
    return _folded_role(phrase) in _NO_ACCOUNT


def _folded_role(phrase: str) -> str:
    folded = fold_name(re.sub(r"\(.*?\)", "", phrase).replace("/", " ").replace(":", " "))
    return folded or fold_name(phrase)


def _phrases(text: str, known: Iterable[str]) -> Iterator[str]:
    words = set(known)
    for outer in re.split(r"[;,|\n]", text):
        if _folded_role(outer) in words:
            yield outer.strip()
        else:
            yield from (inner.strip() for inner in re.split(r"[/&+]|\band\b", outer) if inner.strip())
