"""Who may do what: one table, one question, default deny (DPIA24). Later rules add facts, never call sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.people import Role
from bot.domain.training import State


class Action(StrEnum):
    WRITE_HOME_TO_SCHOOL = "write_home_to_school"
    RECEIVE = "receive"  # be sent something: asked again at every send
    READ_ITEM = "read_item"
    ANSWER = "answer"
    FORWARD = "forward"  # send an item to another role
    TAKE = "take"
    RAISE_DANGER = "raise_danger"
    ANNOUNCE = "announce"
    ANNOUNCE_SCHOOL = "announce_school"  # to every family: whom the policy names of these
    EMERGENCY = "emergency"  # closed, closing early, the coach is late: one person and a typed word
    HAND_OVER = "hand_over"  # say that a family was told what did not reach it
    READ_POSTS = "read_posts"  # every class's page, with counts: leaders
    REMOVE_POST = "remove_post"
    APPROVE_POST = "approve_post"  # a second person's yes to what goes to the whole school
    REPORT_CONDUCT = "report_conduct"
    JUDGE_CONDUCT = "judge_conduct"  # warn, suspend, remove: those the policy names, never the hub
    KEEP_CASES = "keep_cases"  # case files about misuse: evidence, contacts, how it ended (PH30)
    SET_COVER = "set_cover"  # say who stands in for a class
    ISSUE_CODE = "issue_code"
    LINK_CONTACT = "link_contact"
    READ_ROSTER = "read_roster"
    IMPORT_ROSTER = "import_roster"
    CHANGE_POLICY = "change_policy"
    READ_DELIVERY = "read_delivery"
    OPERATE = "operate"  # start, stop, back up, read health: never text
    SEE_SUPPORT = "see_support"  # who asked to see messages in order to find a fault, and who let them
    ASK_SUPPORT = "ask_support"
    GRANT_SUPPORT = "grant_support"  # for one family's thread and one hour (DPIA29)
    READ_SUPPORT = "read_support"  # that thread, in that hour
    READ_AUDIT = "read_audit"
    READ_DEAD_LETTER = "read_dead_letter"  # words that reached nobody, because the hub could not handle them
    READ_ABSENCES = "read_absences"  # who is away, with categories and codes: for the register
    RECORD_ABSENCE = "record_absence"  # write one down, confirm codes, sign a child in, say who is missing
    READ_CORRECTIONS = "read_corrections"  # how often triage was put right: counts, no text
    SET_ROTA = "set_rota"  # which safeguarding lead is told first
    USE_STAFF_BOT = "use_staff_bot"
    USE_CONSOLE = "use_console"
    LOG_MESSAGE = "log_message"  # write down what came at the desk, by phone or e-mail (LT13)
    VIEW_CLASS_PAGE = "view_class_page"  # what a class was told and what waits there; every viewing is on record (LT19)
    VIEW_THREAD = "view_thread"  # one family's messages, with a stated reason
    READ_OWN_ANSWERS = "read_own_answers"  # what came to oneself and how soon it was answered: nobody else's, no text
    READ_REPORTS = "read_reports"  # counts by class and week: no text, no name (M6, LT20)
    DECLARE_CLOSURE = "declare_closure"  # the school, or a class, does not open
    READ_POLICY = "read_policy"  # in plain words
    READ_DANGER = "read_danger"  # the safeguarding list; each item is asked about besides
    RECORD_CONSENT = "record_consent"  # a paper that came back, a withdrawal, a refusal
    PUBLISH_PAPER = "publish_paper"  # a new text that people are asked to agree to
    ADD_ADULT = "add_adult"  # leave for one adult beyond the cap
    DECIDE_TRIAL = "decide_trial"  # go on, or close
    EXPORT_SUBJECT = "export_subject"  # everything held about one person
    EXPORT_OWN = "export_own"  # everything held about oneself
    READ_REQUESTS = "read_requests"  # who asked for what, until when: no text
    ANSWER_REQUEST = "answer_request"  # check who asks, correct, freeze, lift
    REVIEW_EXPORT = "review_export"  # release or withhold what an export keeps back
    ERASE = "erase"
    HOLD_DATA = "hold_data"  # a reason not to erase somebody yet
    READ_RETENTION = "read_retention"  # how long things are kept, and counts
    KEEP_REGISTER = "keep_register"  # processors, training, tests, consultations
    DISCLOSE = "disclose"  # data given, or demanded, outside the school
    REPORT_BREACH = "report_breach"
    MANAGE_BREACH = "manage_breach"
    READ_PAPERS = "read_papers"  # the data map, the processing register, the DPIA pack: no names
    SIGN_OFF = "sign_off"


class Reach(StrEnum):
    """How far a role's right goes."""

    SCHOOL = "school"
    DUTY = "duty"  # a class the actor teaches or covers at this moment
    CLASS = "class"  # a class the actor belongs to at all, support staff included
    ROLE = "role"  # items given to a role the actor holds
    OWN = "own"  # what is the actor's own


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is asking, for which school, as what and why. The first argument of every function on personal data."""

    school_id: int
    actor_id: int | None
    role: Role
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is true of actor and subject right now, loaded by the caller. The defaults deny."""

    same_school: bool = True
    on_duty: bool = False
    of_class: bool = False
    holds_role: bool = False
    own: bool = False
    linked: bool = False  # a verified contact of a person still at the school, or a whole session of theirs
    suspended: bool = False
    restricted: bool = False  # a contact restriction (court order) between adult and pupil
    visible_from: datetime | None = None  # a hold: nobody reads before it, whatever their role
    danger: bool = False  # a safeguarding item
    granted: bool = False  # somebody may look for a fault here, for an hour (DPIA29)
    trial_over: bool = False  # nobody writes or posts any more (M8)
    trial_closed: bool = False  # and nobody but the head reads
    training: State = State.NOT_ASKED  # of the actor (DPIA46)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Truthy: `if may(...)` reads as it should."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str

    def __bool__(self) -> bool:
        return False


_LEADERS = (Role.HEAD, Role.DEPUTY)
_OVERSEERS = (Role.HEAD, Role.DEPUTY, Role.ASSISTANT_HEAD, Role.SENIOR_LEADER)
_TEACHING = (Role.CLASS_TEACHER, Role.PPA_COVER)
_ITEM_ROLES = (
    Role.OFFICE, Role.SUPPORT_OFFICER, Role.PASTORAL_LEAD, Role.SENCO, Role.ASSISTANT_HEAD, Role.DEPUTY, Role.HEAD,
    Role.SENIOR_LEADER, Role.DSL, Role.DEPUTY_DSL, Role.DPO,
)  # fmt: skip
_EVERY_STAFF = (*_TEACHING, Role.SUPPORT_STAFF, *_ITEM_ROLES, Role.TECHNICIAN)

TABLE: dict[Action, dict[Role, Reach]] = {
    Action.WRITE_HOME_TO_SCHOOL: {Role.GUARDIAN: Reach.OWN},
    Action.RECEIVE: {Role.GUARDIAN: Reach.OWN} | dict.fromkeys(_EVERY_STAFF, Reach.OWN),
    Action.READ_ITEM: dict.fromkeys(_TEACHING, Reach.DUTY) | dict.fromkeys(_ITEM_ROLES, Reach.ROLE),
    Action.ANSWER: dict.fromkeys(_TEACHING, Reach.DUTY) | dict.fromkeys(_ITEM_ROLES, Reach.ROLE),
    Action.FORWARD: dict.fromkeys(_TEACHING, Reach.DUTY) | dict.fromkeys(_ITEM_ROLES, Reach.ROLE),
    Action.TAKE: dict.fromkeys(_TEACHING, Reach.DUTY) | dict.fromkeys(_ITEM_ROLES, Reach.ROLE),
    Action.RAISE_DANGER: dict.fromkeys(_TEACHING, Reach.DUTY) | dict.fromkeys(_ITEM_ROLES, Reach.ROLE),
    Action.ANNOUNCE: dict.fromkeys((*_TEACHING, Role.SUPPORT_STAFF), Reach.CLASS)
    | dict.fromkeys(_LEADERS, Reach.SCHOOL),
    Action.ANNOUNCE_SCHOOL: dict.fromkeys(
        (*_TEACHING, Role.SUPPORT_STAFF, Role.OFFICE, Role.ASSISTANT_HEAD, Role.SENIOR_LEADER, *_LEADERS), Reach.SCHOOL
    ),
    Action.EMERGENCY: dict.fromkeys(_TEACHING, Reach.CLASS) | dict.fromkeys((Role.OFFICE, *_OVERSEERS), Reach.SCHOOL),
    Action.HAND_OVER: dict.fromkeys((Role.OFFICE, *_LEADERS), Reach.SCHOOL),
    Action.READ_POSTS: dict.fromkeys((Role.SENIOR_LEADER, Role.ASSISTANT_HEAD, Role.DPO, *_LEADERS), Reach.SCHOOL),
    Action.REMOVE_POST: dict.fromkeys((*_TEACHING, Role.SUPPORT_STAFF), Reach.CLASS)
    | dict.fromkeys((Role.OFFICE, Role.ASSISTANT_HEAD, Role.SENIOR_LEADER, *_LEADERS), Reach.SCHOOL),
    Action.APPROVE_POST: dict.fromkeys((Role.ASSISTANT_HEAD, Role.SENIOR_LEADER, Role.OFFICE, *_LEADERS), Reach.SCHOOL),
    Action.REPORT_CONDUCT: dict.fromkeys(_TEACHING, Reach.DUTY) | dict.fromkeys(_ITEM_ROLES, Reach.ROLE),
    Action.JUDGE_CONDUCT: dict.fromkeys((*_LEADERS, Role.SENIOR_LEADER), Reach.ROLE),
    Action.KEEP_CASES: dict.fromkeys((*_LEADERS, Role.SENIOR_LEADER), Reach.SCHOOL),
    Action.SET_COVER: dict.fromkeys(_TEACHING, Reach.DUTY) | dict.fromkeys((Role.OFFICE, *_LEADERS), Reach.SCHOOL),
    Action.ISSUE_CODE: dict.fromkeys((Role.OFFICE, Role.HEAD), Reach.SCHOOL),
    Action.LINK_CONTACT: {Role.GUARDIAN: Reach.OWN, Role.OFFICE: Reach.SCHOOL} | dict.fromkeys(_TEACHING, Reach.OWN),
    Action.READ_ROSTER: dict.fromkeys((Role.OFFICE, *_LEADERS), Reach.SCHOOL),
    Action.IMPORT_ROSTER: {Role.OFFICE: Reach.SCHOOL, Role.HEAD: Reach.SCHOOL},
    Action.CHANGE_POLICY: {Role.HEAD: Reach.SCHOOL},
    Action.READ_DELIVERY: {Role.OFFICE: Reach.SCHOOL} | dict.fromkeys(_LEADERS, Reach.SCHOOL),
    Action.OPERATE: {Role.TECHNICIAN: Reach.SCHOOL},
    Action.SEE_SUPPORT: dict.fromkeys((Role.TECHNICIAN, Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.ASK_SUPPORT: {Role.TECHNICIAN: Reach.SCHOOL},
    Action.GRANT_SUPPORT: dict.fromkeys((Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.READ_SUPPORT: {Role.TECHNICIAN: Reach.SCHOOL},
    Action.READ_AUDIT: {Role.DPO: Reach.SCHOOL, Role.HEAD: Reach.SCHOOL},
    Action.READ_DEAD_LETTER: dict.fromkeys((Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.READ_ABSENCES: dict.fromkeys((Role.OFFICE, *_LEADERS), Reach.SCHOOL),
    Action.RECORD_ABSENCE: dict.fromkeys((Role.OFFICE, *_LEADERS), Reach.SCHOOL),
    Action.READ_CORRECTIONS: dict.fromkeys((Role.OFFICE, *_LEADERS, Role.DPO, Role.TECHNICIAN), Reach.SCHOOL),
    Action.SET_ROTA: dict.fromkeys((Role.DSL, *_LEADERS), Reach.SCHOOL),
    Action.USE_STAFF_BOT: dict.fromkeys(_EVERY_STAFF, Reach.OWN),
    Action.USE_CONSOLE: dict.fromkeys(_EVERY_STAFF, Reach.OWN),
    Action.LOG_MESSAGE: dict.fromkeys((Role.OFFICE, Role.HEAD), Reach.SCHOOL),
    Action.VIEW_CLASS_PAGE: dict.fromkeys(_OVERSEERS, Reach.SCHOOL),
    Action.VIEW_THREAD: dict.fromkeys(_OVERSEERS, Reach.SCHOOL),
    Action.READ_OWN_ANSWERS: dict.fromkeys(_TEACHING, Reach.OWN),
    Action.READ_REPORTS: dict.fromkeys(_OVERSEERS, Reach.SCHOOL),
    Action.DECLARE_CLOSURE: dict.fromkeys(_LEADERS, Reach.SCHOOL),
    Action.READ_POLICY: dict.fromkeys(_EVERY_STAFF, Reach.SCHOOL),
    Action.READ_DANGER: dict.fromkeys((Role.DSL, Role.DEPUTY_DSL), Reach.SCHOOL),
    Action.RECORD_CONSENT: dict.fromkeys((Role.OFFICE, Role.HEAD), Reach.SCHOOL),
    Action.PUBLISH_PAPER: {Role.HEAD: Reach.SCHOOL},
    Action.ADD_ADULT: dict.fromkeys((Role.OFFICE, Role.HEAD), Reach.SCHOOL),
    Action.DECIDE_TRIAL: {Role.HEAD: Reach.SCHOOL},
    Action.EXPORT_SUBJECT: dict.fromkeys((Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.EXPORT_OWN: {Role.GUARDIAN: Reach.OWN},
    Action.READ_REQUESTS: dict.fromkeys((Role.OFFICE, Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.ANSWER_REQUEST: dict.fromkeys((Role.OFFICE, Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.REVIEW_EXPORT: dict.fromkeys((Role.DSL, Role.DEPUTY_DSL, Role.DPO), Reach.SCHOOL),
    Action.ERASE: dict.fromkeys((Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.HOLD_DATA: dict.fromkeys((Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.READ_RETENTION: dict.fromkeys((*_LEADERS, Role.SENIOR_LEADER, Role.DPO), Reach.SCHOOL),
    Action.KEEP_REGISTER: dict.fromkeys((Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.DISCLOSE: dict.fromkeys((Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.REPORT_BREACH: dict.fromkeys(_EVERY_STAFF, Reach.SCHOOL),
    Action.MANAGE_BREACH: dict.fromkeys((Role.HEAD, Role.DPO), Reach.SCHOOL),
    Action.READ_PAPERS: dict.fromkeys((*_LEADERS, Role.SENIOR_LEADER, Role.DPO, Role.TECHNICIAN), Reach.SCHOOL),
    Action.SIGN_OFF: dict.fromkeys((*_LEADERS, Role.SENIOR_LEADER, Role.DPO), Reach.SCHOOL),
}
"""Every action names the roles that may; the hub itself (SYSTEM) may only what `may` spells out."""

_ENDS_WITH_THE_TRIAL = frozenset(
    {Action.WRITE_HOME_TO_SCHOOL, Action.ANSWER, Action.ANNOUNCE, Action.ANNOUNCE_SCHOOL, Action.APPROVE_POST, Action.EMERGENCY}
)
_NOT_BEFORE = frozenset({Action.READ_ITEM, Action.VIEW_THREAD, Action.READ_SUPPORT, Action.ANSWER, Action.TAKE})
_WRITES_HOME = frozenset({Action.ANSWER, Action.ANNOUNCE, Action.ANNOUNCE_SCHOOL, Action.APPROVE_POST})
_UNTRAINED_MAY = frozenset({
    Action.USE_STAFF_BOT, Action.USE_CONSOLE, Action.RECEIVE, Action.LINK_CONTACT, Action.RAISE_DANGER, Action.READ_DANGER,
    Action.REPORT_BREACH, Action.READ_POLICY,
})  # fmt: skip
_SYSTEM_MAY = frozenset({Action.READ_ITEM, Action.LINK_CONTACT, Action.READ_ROSTER, Action.OPERATE})


def may(scope: Scope, action: Action, facts: Facts, now: datetime) -> Allowed | Refused:
    """The one answer to "may they". Facts about the subject overrule any role: school, restriction, suspension, hold."""
    barred = _barred(action, facts, now)
    if barred:
        return Refused(barred)
    if action is Action.READ_ITEM and facts.trial_closed and not facts.danger and scope.role is not Role.HEAD:
        return Refused("trial_closed")
    if scope.role is Role.SYSTEM:
        return Allowed() if action in _SYSTEM_MAY else Refused("not_for_the_hub")
    reach = TABLE[action].get(scope.role)
    if reach is None:
        return Refused("not_for_this_role")
    return Allowed() if _reaches(reach, facts) else Refused(f"not_{reach}")


def _barred(action: Action, facts: Facts, now: datetime) -> str | None:
    if not facts.same_school:
        return "other_school"
    if action in {Action.RECEIVE, Action.USE_STAFF_BOT, Action.USE_CONSOLE, Action.WRITE_HOME_TO_SCHOOL} and not facts.linked:
        return "not_linked"
    if action in {Action.RECEIVE, Action.WRITE_HOME_TO_SCHOOL}:
        if facts.restricted:
            return "restricted"
        if facts.suspended:
            return "suspended"
    if action in _ENDS_WITH_THE_TRIAL and facts.trial_over and not facts.danger:
        return "trial_over"
    if action is Action.READ_SUPPORT and not facts.granted:
        return "not_granted"
    if action in _NOT_BEFORE and facts.visible_from and facts.visible_from > now:
        return "held"
    return None if facts.danger or not untrained_bars(action, facts.training) else "training"


def untrained_bars(action: Action, training: State) -> bool:
    """No access without training in date: what has lapsed leaves a fortnight to read, not to write home (DPIA46)."""
    if training is State.LAPSED:
        return action in _WRITES_HOME
    return training is State.MISSING and action not in _UNTRAINED_MAY


def _reaches(reach: Reach, facts: Facts) -> bool:
    if facts.danger:  # a safeguarding item belongs to those who hold its role, never to a class
        return facts.holds_role
    reached = {
        Reach.SCHOOL: True,
        Reach.DUTY: facts.on_duty,
        Reach.CLASS: facts.of_class or facts.on_duty,
        Reach.ROLE: facts.holds_role,
        Reach.OWN: facts.own,
    }
    return reached[reach]
