"""Who may be shown, and in what. Nobody without a yes for that kind; some never, and nowhere is it said why (LT9, BNV37)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from bot.domain.messages import Kind
from bot.domain.policy import Photos

_ANY_PICTURE = ("images", "images_work_comments")
_FOR = {
    Kind.PHOTO: ("photo", *_ANY_PICTURE),
    Kind.VIDEO: ("video", "recording", *_ANY_PICTURE),
    Kind.VOICE: ("audio", "recording", "images_work_comments"),
    Kind.FILE: ("work_sample", "photo", *_ANY_PICTURE),
}
_FOR_WORK = ("work_sample", "images_work_comments", "photo", "images")
_NOTHING_ASKED = "photo"  # families are asked about no pictures: nobody has said yes


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil as the rules of a page see them: `lacks` are the permissions nobody has given, or somebody has taken back."""

    id: int
    first_name: str
    last_name: str
    class_id: int
    lacks: frozenset[str] = frozenset()
    never: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What is in a post's files: `group` where others than the child's own family will see it (M26)."""

    kinds: frozenset[Kind] = field(default_factory=frozenset)
    work: bool = False
    sound: bool = True
    group: bool = True


def kinds_needed(shown: Shown, photos: Photos) -> tuple[str, ...]:
    """The permissions every child in it must have: one for each kind of file, sound and groups besides."""
    asked = photos.permissions
    found = [_first(_FOR_WORK if shown.work else _FOR[kind], asked) for kind in sorted(shown.kinds) if kind in _FOR]
    if Kind.VIDEO in shown.kinds and shown.sound and "audio" in asked:
        found.append("audio")
    if shown.group and photos.group_requires and not shown.work:
        found.append(photos.group_requires)
    return tuple(dict.fromkeys(found))


def _first(fitting: Iterable[str], asked: tuple[str, ...]) -> str:
    return next((name for name in fitting if name in asked), _NOTHING_ASKED)


def lacking(child: Child, needed: tuple[str, ...]) -> str:
    """The first permission that is missing; "" when the child may appear. A child never shown lacks whatever is asked."""
    if child.never and needed:
        return needed[0]
    return next((name for name in needed if name in child.lacks), "")


def list_version(children: Iterable[Child]) -> str:
    """Changes whenever anybody comes onto, leaves or changes on the list; "" while it is empty."""
    lines = sorted(f"{one.id}:{'never' if one.never else ','.join(sorted(one.lacks))}" for one in not_to_show(children))
    return sha256("|".join(lines).encode()).hexdigest()[:12] if lines else ""


def not_to_show(children: Iterable[Child]) -> tuple[Child, ...]:
    return tuple(one for one in children if one.never or one.lacks)
