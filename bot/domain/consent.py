"""What adults have agreed to, line by line: who is complete, what is missing, and what is asked next.

An adult agrees for each child. Lines about the adult (a notice read, a code of conduct kept) count for all their
children; lines about a child (pictures, an account) are asked for each. The newest answer to a line counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.policy import Policy

GATES = frozenset({"account", "participation"})
"""A "no" is a complete answer: this child is not linked and the family has paper instead (M25, PH14)."""
_OF_CHILD = GATES | {
    "images", "apps", "group_photos", "images_work_comments", "photo", "video", "audio", "recording", "message",
    "work_sample", "data_processing",
}  # fmt: skip
AT_SIGN_UP = frozenset({"aup"})
"""Papers agreed by signing up (PH13): the code comes first. Any other paper must be back before a code is made."""
YES, NO, WITHDRAWN = "yes", "no", "withdrawn"


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    refusable: bool = False
    of_child: bool = False
    wording: str = ""  # the school's own, in English


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A published text. `renews`: whoever agreed to an earlier one is asked again."""

    id: int
    label: str
    published_at: datetime
    renews: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One signing: on a phone, line by line, or a paper that somebody at school recorded. Never changed afterwards."""

    id: int
    at: datetime
    answers: Mapping[str, str]
    pupil_id: int | None = None
    class_id: int | None = None
    version: str = "1"
    version_id: int = 0  # 0: the first text, published with the policy
    language: str = "en"  # in which the lines were shown
    channel: str = "office"  # telegram | sms | office
    form: str = "paper"  # paper | e_slip
    signer: str = ""
    signed_on: date | None = None
    recorded_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Everything one person has signed, oldest first, and the texts published so far for people like them."""

    signed: tuple[Signed, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def current(self) -> tuple[str, int]:
        """The label and id of the text in force."""
        return (self.versions[-1].label, self.versions[-1].id) if self.versions else ("1", 0)


class State(StrEnum):
    NOT_ASKED = "not_asked"  # this school asks nothing
    NOT_RETURNED = "not_returned"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    RENEW = "renew"  # complete, but to an earlier text
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Standing:
    """`lines` are missing or struck out; `fields` are missing on the paper (LT11: "date")."""

    state: State
    lines: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def served(self) -> bool:
        """Whether this adult may be linked for this child at all."""
        return self.state in {State.NOT_ASKED, State.COMPLETE, State.RENEW}

    @property
    def hears_news(self) -> bool:
        """Class news stops while a new text waits for an answer; what keeps a child safe does not (LT23)."""
        return self.state in {State.NOT_ASKED, State.COMPLETE}


def lines_of(policy: Policy) -> tuple[Line, ...]:
    """The lines families answer, in the policy's order."""
    agreement = policy.consent
    of_child = _OF_CHILD | set(policy.photos.permissions)
    return tuple(
        Line(name, name in agreement.refusable and name not in GATES, name in of_child, agreement.wording.get(name, ""))
        for name in agreement.items
    )


def staff_lines(policy: Policy) -> tuple[Line, ...]:
    return tuple(Line(name, wording=policy.consent.wording.get(name, "")) for name in policy.staff.agreement)


@dataclass(frozen=True, slots=True)
class Answer:
    given: str
    stale: bool = False  # to a text that has been replaced since


def answers(papers: Papers, pupil_id: int | None, lines: Iterable[Line]) -> dict[str, Answer]:
    """The newest answer to each line, for one child."""
    renewed = max((one.id for one in papers.versions if one.renews), default=0)
    of_child = {line.name for line in lines if line.of_child}
    found: dict[str, Answer] = {}
    for signed in papers.signed:
        for name, given in signed.answers.items():
            if name not in of_child or signed.pupil_id == pupil_id:
                found[name] = Answer(given, signed.version_id < renewed)
    return found


def standing(policy: Policy, papers: Papers, pupil_id: int) -> Standing:
    lines = lines_of(policy)
    if not lines and not _returned_first(policy):
        return Standing(State.NOT_ASKED)
    found = answers(papers, pupil_id, lines)
    mine = [signed for signed in papers.signed if signed.pupil_id == pupil_id]
    if any(found[name].given != YES for name in GATES & set(found) if name in policy.consent.items):
        return Standing(State.REFUSED)
    missing = tuple(line.name for line in lines if not line.refusable and _given(found, line) != YES)
    if not mine and (missing or not lines):
        return Standing(State.NOT_RETURNED, missing)
    blank = _blank(policy, mine)
    if missing or blank:
        return Standing(State.INCOMPLETE, missing, blank)
    stale = any(found[line.name].stale for line in lines if not line.refusable)
    return Standing(State.RENEW if stale else State.COMPLETE)


def _given(found: Mapping[str, Answer], line: Line) -> str:
    return found[line.name].given if line.name in found else ""


def _returned_first(policy: Policy) -> tuple[str, ...]:
    return tuple(paper for paper in policy.enrol.requires if paper not in AT_SIGN_UP)


def _blank(policy: Policy, mine: list[Signed]) -> tuple[str, ...]:
    """What the last paper lacks of what the school wants on record. Signed on a phone nothing can be lacking."""
    papers = [signed for signed in mine if signed.channel == "office" and WITHDRAWN not in signed.answers.values()]
    if not papers:
        return ()
    last = papers[-1]
    held = {
        "child": last.pupil_id, "parent_of": last.pupil_id, "signer": last.signer, "signed_on": last.signed_on,
        "recorded_by": last.recorded_by, "form": last.form, "class": last.class_id, "version": last.version,
    }  # fmt: skip
    return tuple(name for name in policy.consent.record if not held.get(name))


def in_the_way(policy: Policy, one: Standing) -> tuple[str, ...] | None:
    """What is wrong with the papers, before a code is made: ("slip", "not_returned"), ("lines", "privacy_notice", …),
    ("fields", "signed_on", …), ("refused",); None when nothing stands in its way.

    A school whose paper is agreed by signing up, or that asks for none, sends the code first (PH13, DPIA3). Whoever has
    refused gets none anywhere (M25).
    """
    first = _returned_first(policy)
    if one.state is State.REFUSED:
        return ("refused",)
    if one.served or not first:
        return None
    if one.state is State.NOT_RETURNED:
        return (first[0], "not_returned")
    return ("lines", *one.lines) if one.lines else ("fields", *one.fields)


@dataclass(frozen=True, slots=True)
class Asking:
    """One question of the agreement: a line, and the child it is about."""

    line: Line
    pupil_id: int | None


def questions(lines: tuple[Line, ...], pupils: tuple[int, ...]) -> Iterator[Asking]:
    """Every question there is, in order: a line of the child's once for each child."""
    for line in lines:
        for pupil_id in pupils if line.of_child else (None,):
            yield Asking(line, pupil_id)


def open_questions(papers: Papers, lines: tuple[Line, ...], pupils: tuple[int, ...]) -> tuple[Asking, ...]:
    """Those not answered yet, answered about a text that has been replaced, or needed and not agreed to.

    A child that was refused is left alone.
    """
    found = {pupil_id: answers(papers, pupil_id, lines) for pupil_id in (*pupils, None)}
    refused = {one for one in pupils if any(found[one][name].given != YES for name in GATES & set(found[one]))}
    asked = questions(lines, tuple(one for one in pupils if one not in refused))
    return tuple(one for one in asked if _is_open(found[one.pupil_id], one.line))


def _is_open(found: Mapping[str, Answer], line: Line) -> bool:
    given = found.get(line.name)
    return given is None or given.stale or (given.given != YES and not line.refusable)


def changeable(lines: tuple[Line, ...], pupils: tuple[int, ...]) -> tuple[Asking, ...]:
    """What a family may say otherwise at any time: what may be refused, and whether a child takes part at all."""
    free = tuple(line for line in lines if line.refusable or line.name in GATES or line.name == "data_processing")
    return tuple(questions(free or lines, pupils))


def not_shown(policy: Policy, by_adult: Iterable[tuple[int, Papers]]) -> frozenset[str]:
    """The permissions a child lacks, from the papers of all its adults: one "no" outweighs any "yes"."""
    lines = lines_of(policy)
    given: dict[str, set[str]] = {name: set() for name in policy.photos.permissions}
    for pupil_id, papers in by_adult:
        found = answers(papers, pupil_id, lines) if papers.signed else {}
        for name in given:
            if name in found:
                given[name].add(found[name].given)
    return frozenset(name for name, said in given.items() if said != {YES})


def standing_of_staff(policy: Policy, papers: Papers, *, only: str = "") -> bool:
    """Whether a member of staff has agreed to every line of theirs (or `only` one) in the text now in force."""
    lines = tuple(line for line in staff_lines(policy) if not only or line.name == only)
    found = answers(papers, None, lines)
    return all(line.name in found and found[line.name] == Answer(YES) for line in lines)
