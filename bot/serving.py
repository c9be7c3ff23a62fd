"""Whom the hub serves at this moment: adults of pupils in scope whose papers allow it (M7, M25, PH14). Default deny."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import emergency
from bot.domain.access import Scope
from bot.domain.consent import YES, Papers, standing
from bot.domain.effects.items import OpenItem
from bot.domain.people import Guardian, Pupil, Role
from bot.domain.policy import Policy
from bot.domain.scope import serves, trial_over
from bot.domain.sending import Parcel, Teaser
from bot.domain.subjects import Subject
from storage import audiences, audit, invites, items, joining, outbox, roll, slips
from storage.announcements import AnnouncementRow
from storage.audiences import Reader
from storage.db import Db
from storage.ids import new_id


@dataclass(frozen=True, slots=True)
class Served:
    """An adult with the children they are served for; `awaiting` are in scope, but the adult's papers are not."""

    guardian: Guardian
    awaiting: tuple[Pupil, ...]
    papers: Papers


def asks(policy: Policy) -> bool:
    """Whether this school asks for papers at all; most look-ups end here."""
    return bool(policy.consent.items or policy.enrol.requires)


def guardian(scope: Scope, db: Db, guardian_id: int, day: date, policy: Policy) -> Served | None:
    """None once they left. Children outside the school's scope are not there at all."""
    found = roll.guardian(scope, db, guardian_id, day)
    if found is None:
        return None
    in_scope = tuple(pupil for pupil in found.pupils if serves(policy.scope, pupil.school_class))
    papers = slips.of_guardian(scope, db, guardian_id) if asks(policy) else Papers()
    ready = tuple(pupil for pupil in in_scope if standing(policy, papers, pupil.id).served)
    awaiting = tuple(pupil for pupil in in_scope if pupil not in ready)
    return Served(replace(found, pupils=ready), awaiting, papers)


def audience(scope: Scope, db: Db, news: AnnouncementRow, day: date, policy: Policy) -> list[Reader]:
    """Everybody of the class, or those of them whom the author picked (M3)."""
    picks, everyone = audiences.picked(scope, db, news.id), everybody(scope, db, news, day, policy)
    return [one for one in everyone if not picks or one.guardian_id in picks]


def everybody(scope: Scope, db: Db, news: AnnouncementRow, day: date, policy: Policy) -> list[Reader]:
    """The adults a post reaches now, each once; nobody of a class that is not served, or when the trial is over.

    What the head, the deputy or the office tell a class reaches those too who have not answered a new text yet (LT23).
    """
    classes, urgent = classes_of(scope, db, news, day, policy), news.kind == emergency.KIND
    found = {
        one.guardian_id: one
        for class_id in classes
        for one in audiences.audience(
            scope, db, class_id, day, news.pupil_id, safety=urgent, channels=policy.channels
        )
    }
    readers = sorted(found.values(), key=lambda one: one.guardian_id)
    if not asks(policy):
        return readers
    papers, safety = slips.of_guardians(scope, db, list(found)), _for_safety(scope, db, news, day)
    own = frozenset(classes)
    return [
        one for one in readers if _hears(scope, db, one.guardian_id, own, day, policy, papers[one.guardian_id], safety)
    ]


def still_meant(scope: Scope, db: Db, news: AnnouncementRow, guardian_id: int, day: date, policy: Policy) -> bool:
    """Asked again at send time: the child may have left, the court may have spoken, a consent may be withdrawn."""
    urgent = news.kind == emergency.KIND
    classes = frozenset(
        one
        for one in classes_of(scope, db, news, day, policy)
        if audiences.still_meant(scope, db, one, guardian_id, day, news.pupil_id, safety=urgent)
    )
    if not classes or not asks(policy):
        return bool(classes)
    papers, safety = slips.of_guardian(scope, db, guardian_id), _for_safety(scope, db, news, day)
    return _hears(scope, db, guardian_id, classes, day, policy, papers, safety)


def classes_of(scope: Scope, db: Db, news: AnnouncementRow, day: date, policy: Policy) -> tuple[int, ...]:
    """The classes a post is for that are served now (M9): its own, several, or all of them once (LT22)."""
    if trial_over(policy.scope, day):
        return ()
    served = tuple(one.id for one in roll.classes(scope, db) if serves(policy.scope, one))
    if news.audience == "school":
        return served
    wanted = audiences.several(scope, db, news.id) if news.audience == "classes" else (news.class_id,)
    return tuple(one for one in served if one in wanted)


def _for_safety(scope: Scope, db: Db, news: AnnouncementRow, day: date) -> bool:
    author = roll.staff(scope, db, news.staff_id, day)
    if news.kind == emergency.KIND:
        return True
    return author is not None and bool(author.roles & {Role.HEAD, Role.DEPUTY, Role.OFFICE})


def _hears(
    scope: Scope,
    db: Db,
    guardian_id: int,
    classes: frozenset[int],
    day: date,
    policy: Policy,
    papers: Papers,
    safety: bool,
) -> bool:
    found = roll.guardian(scope, db, guardian_id, day)
    own = [pupil for pupil in found.pupils if pupil.school_class.id in classes] if found else []
    standings = [standing(policy, papers, pupil.id) for pupil in own]
    return any(one.served if safety else one.hears_news for one in standings)


def close_if_unserved(scope: Scope, db: Db, guardian_id: int, day: date, policy: Policy, now: datetime) -> bool:
    """An adult who has said no for every child of theirs is not linked any more, from this moment on (M25, BNV5).

    What is held about them is then due to be deleted: the office is given it as something to do.
    """
    found = guardian(scope, db, guardian_id, day, policy)
    if found is None or found.guardian.pupils or not _said_no(found):
        return False
    if not joining.end_links(scope, db, guardian_id, now):
        return False
    invites.revoke(scope, db, guardian_id, now)
    audit.record(scope, db, now, "link_ended", "guardian", guardian_id, reason="consent")
    made = new_id()
    opened = OpenItem(
        id=made, role=Role.OFFICE, subject=Subject.ADMIN, visible_from=now, guardian_id=guardian_id, kind="deletion"
    )
    items.open_item(scope, db, opened, now)
    parcel = Parcel(content=Teaser(made), due_at=now, role=Role.OFFICE, intent=f"notify:{made}:{made}")
    outbox.add(scope, db, parcel, new_id(), now)
    return True


def _said_no(found: Served) -> bool:
    return any(given != YES for signed in found.papers.signed for given in signed.answers.values())
