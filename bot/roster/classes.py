"""Class names and year groups as schools write them, in one spelling each. None means "not understood"."""

from __future__ import annotations

import re

from bot.domain.names import fold_name

_YEAR_WORDS = {
    "n": "N", "nursery": "N", "nursery 1": "N", "nursery 2": "N", "n1": "N", "n2": "N", "f1": "N", "fs1": "N", "eyfs1": "N",
    "preschool": "N", "pre school": "N",
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
    bare, before = " ".join(text.split()), ""
    while bare != before:  # "Form Class 3B"
        before, bare = bare, _CLASS_SUFFIX.sub("", _CLASS_PREFIX.sub("", bare))
    short = _YEAR_CLASS.sub("", re.sub(r"(?<=^\d)\.0+$", "", bare))
    if _CODE_CLASS.fullmatch(short):
        return re.sub(r"[-.\s]", "", short).upper()
    if re.fullmatch(r"[\w/&+-]{1,6}", bare) and re.search(r"[\d/]", bare):
        return bare.upper()
    return " ".join(_titled(word) for word in bare.split())


def _titled(word: str) -> str:
    """ "oak" and "OAK" → "Oak", "am" and "AM" → "AM", "2b" → "2B"; "McDonald" stays."""
    if any(char.isdigit() for char in word) or word.casefold() in {"am", "pm"}:
        return word.upper()
    if word.isupper() and len(word) <= 2:
        return word
    return word.capitalize() if word.isupper() or word.islower() else word


def year_of_class(name: str) -> str | None:
    """The year a class name begins with: "3B" → "3", "RA" → "R", "Year 4 Oak" → "4", "Oak" → None."""
    number = re.match(r"(?:year\s*)?(\d{1,2})(?!\d)", name, re.IGNORECASE)
    if number:
        return year_group(number[1])
    first = fold_name(name).split(" ")[0]
    if first in {"reception", "nursery"}:
        return year_group(first)
    return name[0].upper() if re.fullmatch(r"[RN][A-Z]?\d?", name, re.IGNORECASE) else None
