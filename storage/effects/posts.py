"""What happens to a post that is out: likes, comments, reports, edits, removal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.digesting import CHOICE
from bot.domain.effects import posts as effects
from storage import (
    books,
    choices,
    feed,
)
from storage.effects.work import Work


def _write_comment(work: Work, effect: effects.WriteComment) -> None:
    feed.write(work.scope, work.db, effect, work.now)


def _decide_comment(work: Work, effect: effects.DecideComment) -> None:
    feed.decide(work.scope, work.db, effect.comment_id, effect.state, effect.why, effect.staff_id, work.now)


def _block_comments(work: Work, effect: effects.BlockComments) -> None:
    choices.choose(work.scope, work.db, effect.guardian_id, "no_comments", "yes", work.now)


def _choose_digest(work: Work, effect: effects.ChooseDigest) -> None:
    choices.choose(work.scope, work.db, effect.guardian_id, CHOICE, effect.value, work.now)


def _like(work: Work, effect: effects.LikePost) -> None:
    feed.like(work.scope, work.db, effect.announcement_id, effect.guardian_id, work.now, on=effect.on)


def _report_post(work: Work, effect: effects.ReportPost) -> None:
    feed.report(work.scope, work.db, effect.announcement_id, effect.guardian_id, work.now)


def _keep_post(work: Work, effect: effects.KeepPost) -> None:
    feed.settle_reports(work.scope, work.db, effect.announcement_id, "kept", effect.staff_id, work.now)


def _edit_post(work: Work, effect: effects.EditPost) -> None:
    feed.edit(work.scope, work.db, effect.announcement_id, effect.body, effect.staff_id, work.now)


def _remove_post(work: Work, effect: effects.RemovePost) -> None:
    feed.remove(work.scope, work.db, effect.announcement_id, effect.why, effect.staff_id, work.now)


def _open_breach(work: Work, effect: effects.OpenBreach) -> None:
    books.open_breach(work.scope, work.db, work.now, effect.what, f"post {effect.announcement_id}", effect.affected)


WRITERS: dict[type[Any], Callable[[Work, Any], None]] = {
    effects.WriteComment: _write_comment,
    effects.DecideComment: _decide_comment,
    effects.BlockComments: _block_comments,
    effects.LikePost: _like,
    effects.ChooseDigest: _choose_digest,
    effects.ReportPost: _report_post,
    effects.KeepPost: _keep_post,
    effects.EditPost: _edit_post,
    effects.RemovePost: _remove_post,
    effects.OpenBreach: _open_breach,
}
