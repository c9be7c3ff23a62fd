"""An announcement or post on its way out: drafted, shaped, confirmed, repeated, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.effects import news as effects
from storage import (
    announcements,
    audiences,
    audit,
    messages,
    other_ways,
    posts,
    recurring,
)
from storage.effects.work import Work


def _draft(work: Work, effect: effects.DraftAnnouncement) -> None:
    event, account = work.origin.event, work.origin.account
    origin = messages.carrier_blind(work.db, account.id, event.sender.value, event.message_id)
    posts.start(work.scope, work.db, effect, work.now, origin)


def _add_files(work: Work, effect: effects.AddFiles) -> None:
    posts.add_files(work.scope, work.db, effect)


def _shape(work: Work, effect: effects.ShapeDraft) -> None:
    posts.shape(work.scope, work.db, effect)


def _tag(work: Work, effect: effects.TagPupil) -> None:
    posts.tag(work.scope, work.db, effect.announcement_id, effect.pupil_id, shown=effect.shown)


def _acknowledge(work: Work, effect: effects.Acknowledge) -> None:
    posts.acknowledge(work.scope, work.db, effect.staff_id, effect.what, effect.version, effect.class_id, work.now)
    audit.record(work.scope, work.db, work.now, "acknowledged", "staff", effect.staff_id, reason=effect.what)


def _confirm(work: Work, effect: effects.ConfirmAnnouncement) -> None:
    announcements.confirm(work.scope, work.db, effect.announcement_id, effect.due_at, effect.approved_by)


def _repeat(work: Work, effect: effects.Repeat) -> None:
    news = announcements.one(work.scope, work.db, effect.announcement_id)
    if news is None or news.class_id is None or not announcements.drop(work.scope, work.db, news.id):
        return
    recurring.add(
        work.scope,
        work.db,
        effect.id,
        news.class_id,
        news.staff_id,
        news.body,
        effect.weekday,
        effect.at,
        effect.first,
        work.now,
    )
    posts.forget(work.scope, work.db, news.id)


def _end_repeat(work: Work, effect: effects.EndRepeat) -> None:
    recurring.end(work.scope, work.db, effect.recurring_id, work.now)


def _ask_approval(work: Work, effect: effects.AskApproval) -> None:
    announcements.ask_approval(work.scope, work.db, effect.announcement_id)


def _drop(work: Work, effect: effects.DropAnnouncement) -> None:
    announcements.drop(work.scope, work.db, effect.announcement_id)
    posts.forget(work.scope, work.db, effect.announcement_id)


def _pick(work: Work, effect: effects.PickReader) -> None:
    audiences.pick(work.scope, work.db, effect.announcement_id, effect.guardian_id, chosen=effect.chosen)


def _pick_class(work: Work, effect: effects.PickClass) -> None:
    audiences.pick_class(work.scope, work.db, effect.announcement_id, effect.class_id, chosen=effect.chosen)


def _hand_over(work: Work, effect: effects.HandOver) -> None:
    other_ways.hand_over(work.scope, work.db, effect.announcement_id, effect.guardian_id, effect.staff_id, work.now)


WRITERS: dict[type[Any], Callable[[Work, Any], None]] = {
    effects.DraftAnnouncement: _draft,
    effects.ConfirmAnnouncement: _confirm,
    effects.DropAnnouncement: _drop,
    effects.PickReader: _pick,
    effects.PickClass: _pick_class,
    effects.HandOver: _hand_over,
    effects.Repeat: _repeat,
    effects.EndRepeat: _end_repeat,
    effects.AskApproval: _ask_approval,
    effects.AddFiles: _add_files,
    effects.ShapeDraft: _shape,
    effects.TagPupil: _tag,
    effects.Acknowledge: _acknowledge,
}
