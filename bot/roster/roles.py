"""Job titles on a staff list → roles. A word that is no role of ours is told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.domain.names import fold_name
from bot.domain.people import Role

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
_NO_ACCOUNT = frozenset({
    "governor", "school governor", "chair of governors", "parent governor", "caterer", "catering",
    "catering assistant", "cook", "chef", "kitchen", "kitchen assistant", "cleaner", "caretaker", "site manager",
    "premises manager", "site supervisor", "volunteer", "contractor", "lunchtime caterer", "crossing patrol",
    "visitor",
})  # fmt: skip


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
