"""Whom a text is addressed to, when it says so: "/message head", "Dear Mr Fenn", "Chcę porozmawiać z dyrektorem".

Careful on purpose: a teacher mentioned inside a sentence is not an addressee, and a wrong guess costs the parent a tap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain import spoken
from bot.domain.names import fold_name
from bot.domain.people import Role, Staff

# As families write them, folded; a word that begins with one of these counts ("dyrektora", "directora").
_ROLES: dict[Role, tuple[str, ...]] = {
    Role.DEPUTY: ("deputy", "deputy head", "deputy headteacher", *spoken.people("deputy")),
    Role.ASSISTANT_HEAD: ("assistant head",),
    Role.HEAD: ("head", "head teacher", "headteacher", "headmaster", "headmistress", "principal", *spoken.people("head")),
    Role.SENCO: ("senco", "sendco", "special needs coordinator"),
    Role.PASTORAL_LEAD: ("pastoral lead", "pastoral"),
    Role.SUPPORT_OFFICER: ("support officer",),
    Role.OFFICE: ("office", "school office", "reception", *spoken.people("office")),
    Role.CLASS_TEACHER: ("class teacher", "teacher", *spoken.people("teacher")),
}
_COMMAND = re.compile(r"^\s*/(?:message|msg|to|write)\s+(?P<who>.{2,60}?)\s*(?:[:,\n].*)?$", re.IGNORECASE | re.DOTALL)
_OPENING = re.compile(
    r"^\s*(?:(?:message|note|this is|please pass (?:this )?(?:on )?)\s*)?"
    rf"(?:{'|'.join(('for|to|dear|hello|hi|attn', *spoken.hints('opening')))})\s+(?:(?:l|all|dell)['’])?"
    r"(?P<who>[^:,\n]{2,50}?)\s*[:,\n]",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:speak|talk|write|message|complain|meeting|meet|appointment|word)\s+(?:(?:to|with)\s+)?(?:the\s+)?"
    r"(?P<who>[\w ]{3,40}?)(?=\s+(?:about|please|today|tomorrow|because|as|regarding|if|and)\b|[.,;:!?\n]|$)",
    re.IGNORECASE,
)
_SEE = re.compile(
    r"\b(?:see|ask for|contact|reach)\s+the\s+(?P<who>[\w ]{3,40}?)(?=\s+(?:about|please|today|as)\b|[.,;:!?\n]|$)",
    re.IGNORECASE,
)
# "I want to talk to …" in the families' languages: what stands before the person, and what stands after.
_BEFORE = re.compile(
    rf"(?:{'|'.join(spoken.hints('before'))})\s+(?:(?:l|all|dell)['’])?(?P<who>[^.,;:!?،؟۔।\n]{{2,60}})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<who>(?:[^\s.,;:!?،؟۔।]+\s+){0,2}[^\s.,;:!?،؟۔।]+)\s+"
    rf"(?:{'|'.join(spoken.hints('after'))})",
    re.IGNORECASE,
)
_WHOLE: tuple[slice, ...] = (slice(None),)
_FIRST: tuple[slice, ...] = (slice(3), slice(2), slice(1))  # "dyrektorem szkoły o obiadach": more may follow
_LAST: tuple[slice, ...] = (slice(-3, None), slice(-2, None), slice(-1, None))
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "the", "our", "my"}) | frozenset(map(fold_name, spoken.titles()))


@dataclass(frozen=True, slots=True)
class Addressee:
    """`staff_id` when a person is named, else `role`; `last` for the person at the end of every ladder (LT39)."""

    role: Role | None = None
    staff_id: int | None = None
    last: bool = False


def may_address(text: str) -> bool:
    """Whether it is worth knowing who works here."""
    return bool(_named(text))


def _named(text: str) -> list[tuple[str, tuple[slice, ...]]]:
    """The words for somebody, and which of them may be the whole of a role."""
    found = [(match, _WHOLE) for pattern in (_COMMAND, _OPENING) if (match := pattern.match(text))]
    found += [(match, _WHOLE) for pattern in (_WISH, _SEE) for match in pattern.finditer(text)]
    found += [(match, _FIRST) for match in _BEFORE.finditer(text)]
    found += [(match, _LAST) for match in _AFTER.finditer(text)]
    return [(match["who"], spans) for match, spans in found]


def addressee(text: str, colleagues: Iterable[Staff], last_rung: str = "") -> Addressee | None:
    """None when the text names nobody, or somebody nobody knows."""
    people = tuple(colleagues)
    for who, spans in _named(text):
        words = _without_title(fold_name(who).split())
        if last_rung and _is_last(" ".join(words), last_rung):
            return Addressee(last=True)
        if (person := _person(" ".join(words), people)) is not None:
            return Addressee(staff_id=person.id)
        roles = (_role(" ".join(words[span])) for span in spans)
        if (role := next((one for one in roles if one is not None), None)) is not None:
            return Addressee(role=role)
    return None


def _without_title(words: list[str]) -> list[str]:
    """ "pana dyrektora" → "dyrektora"; nothing is left of a title alone."""
    return words if not words or words[0] not in TITLES else _without_title(words[1:])


def _is_last(folded: str, last_rung: str) -> bool:
    """ "chair of governors", "the chair", "governors"."""
    wanted = fold_name(last_rung).split()
    words = folded.split()
    return bool(words) and all(word in wanted for word in words) and any(len(word) > 3 for word in words)


def _person(folded: str, people: tuple[Staff, ...]) -> Staff | None:
    """By last name, with or without a title or the first name; two of one name are nobody for certain."""
    words = [word for word in folded.split() if word not in TITLES]
    if not words:
        return None
    fits = [
        one
        for one in people
        if words in (fold_name(one.last_name).split(), fold_name(one.first_name, one.last_name).split())
    ]
    return fits[0] if len(fits) == 1 else None


def _role(folded: str) -> Role | None:
    """The longest name wins: a deputy head is no head."""
    fits = [
        (len(word), role)
        for role, words in _ROLES.items()
        for word in map(fold_name, words)
        if folded == word or (len(word) > 4 and folded.startswith(word) and len(folded) - len(word) <= 3)
    ]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None
