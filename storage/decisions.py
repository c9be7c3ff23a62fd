"""Stores a Decision: every effect in order, in the caller's one transaction. The only module that knows all effects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update

from bot.domain import decision as effects
from bot.domain.access import Scope
from bot.domain.decision import Decision, Effect
from bot.domain.messages import Address, Inbound, Side
from bot.domain.people import DutyKind
from bot.domain.sending import Lane, Parcel, Reminder, Teaser
from storage import (
    absences,
    announcements,
    asks,
    audit,
    books,
    conduct,
    contacts,
    conversations,
    corrections,
    expiring,
    feed,
    invites,
    items,
    joining,
    meetings,
    messages,
    outbox,
    people,
    policies,
    posts,
    recurring,
    retention,
    rights,
    slips,
    staffing,
    trials,
)
from storage.accounts import AccountRow
from storage.db import Db, table
from storage.ids import new_id
from storage.refreshing import refresh_cards
from storage.tables import Guardian

_guardian = table(Guardian)
_LANGUAGE = (
    update(_guardian)
    .where(_guardian.c.school_id == bindparam("school"), _guardian.c.id == bindparam("guardian"))
    .values(language=bindparam("tag"))
)


class LostRaceError(Exception):
    """Somebody else was faster; the update is decided again, on what is true now."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The update a decision answers."""

    account: AccountRow
    event: Inbound
    inbox_id: int
    sender_blind: bytes
    contact_id: int | None
    person_key: int  # seals what is remembered about the sender


@dataclass(frozen=True, slots=True)
class _Work:
    scope: Scope
    db: Db
    origin: Origin
    now: datetime


def store(scope: Scope, db: Db, origin: Origin, decision: Decision, now: datetime) -> None:
    """Raises KeyError for an effect without a writer: a test holds that there is none."""
    work = _Work(scope, db, origin, now)
    for effect in decision.effects:
        WRITERS[type(effect)](work, effect)


def _keep(work: _Work, effect: effects.Keep) -> None:
    messages.keep(
        work.scope, work.db, effect, work.origin.event, work.origin.account.id, work.origin.inbox_id, work.now
    )


def _open(work: _Work, effect: effects.OpenItem) -> None:
    account = work.origin.account
    claim = items.Claim(work.origin.event.sender, account.id, account.side) if effect.claims else None
    items.open_item(work.scope, work.db, effect, work.now, claim)


def _add_to_item(work: _Work, effect: effects.AddToItem) -> None:
    items.add_message(work.scope, work.db, effect.item_id, effect.message_id)
    _refresh(work, effects.RefreshCards(effect.item_id))


def _move(work: _Work, effect: effects.MoveItem) -> None:
    items.move(work.scope, work.db, effect, work.now)
    if effect.private:
        messages.unfile(work.scope, work.db, effect.item_id)
    outbox.cancel_notices(work.scope, work.db, effect.item_id, work.now)


def _settle(work: _Work, effect: effects.SettleItem) -> None:
    items.settle(work.scope, work.db, effect, work.now)


def _attribute(work: _Work, effect: effects.AttributeItem) -> None:
    items.attribute(work.scope, work.db, effect.item_id, effect.thread, work.now)


def _reopen(work: _Work, effect: effects.ReopenItem) -> None:
    items.reopen(work.scope, work.db, effect.item_id)


def _notify(work: _Work, effect: effects.Notify) -> None:
    made = new_id()
    parcel = Parcel(
        content=Teaser(effect.item_id),
        due_at=effect.due_at,
        lane=Lane.DANGER if effect.urgent else Lane.TALK,
        role=effect.role,
        class_id=effect.class_id,
        intent=f"{outbox.ASKED if effect.asked else 'notify:'}{effect.item_id}:{made}",
    )
    outbox.add(work.scope, work.db, parcel, made, work.now)


def _remind(work: _Work, effect: effects.Remind) -> None:
    at = int(effect.due_at.timestamp())
    parcel = Parcel(
        content=Reminder(effect.item_id, effect.step, effect.opens),
        due_at=effect.due_at,
        lane=Lane.DANGER if effect.step.until_taken else Lane.TALK,
        role=effect.role,
        class_id=effect.class_id,
        expires_at=effect.until,
        intent=f"remind:{effect.item_id}:{effect.step}:{effect.role}:{at}",
    )
    outbox.add(work.scope, work.db, parcel, new_id(), work.now)


def _set_cover(work: _Work, effect: effects.SetCover) -> None:
    staff_id = effect.staff_id if effect.staff_id is not None else staffing.supply_teacher(work.scope, work.db)
    people.add_duty(
        work.scope,
        work.db,
        staff_id,
        effect.class_id,
        DutyKind.COVERS,
        work.now,
        first_day=effect.day,
        last_day=effect.day,
        duty_id=effect.id,
    )


def _end_cover(work: _Work, effect: effects.EndCover) -> None:
    staffing.end_duty(work.scope, work.db, effect.duty_id)


def _own_hours(work: _Work, effect: effects.OwnHours) -> None:
    policies.set_own_hours(work.scope, work.db, effect.staff_id, effect.periods)


def _judge_conduct(work: _Work, effect: effects.JudgeConduct) -> None:
    conduct.record(
        work.scope,
        work.db,
        effect.guardian_id,
        effect.outcome,
        work.now,
        staff_id=effect.staff_id,
        item_id=effect.item_id,
    )


def _refresh(work: _Work, effect: effects.RefreshCards) -> None:
    refresh_cards(work.scope, work.db, effect.item_id, work.now)


def _send(work: _Work, effect: effects.Send) -> None:
    parcel, origin = effect.parcel, work.origin
    elsewhere = parcel.staff_id or parcel.guardian_id or parcel.role or parcel.contact_id
    if elsewhere:
        outbox.add(work.scope, work.db, parcel, effect.id, work.now)
        return
    # An answer goes back the way the question came, even to somebody we cannot tie to a child.
    outbox.add(
        work.scope,
        work.db,
        parcel,
        effect.id,
        work.now,
        account_id=origin.account.id,
        to_value=origin.event.sender.value,
        to_key=origin.account.key_id,
    )


def _cancel(work: _Work, effect: effects.CancelSend) -> None:
    outbox.cancel(work.scope, work.db, effect.outbox_id, work.now)


def _hasten(work: _Work, effect: effects.HastenSend) -> None:
    outbox.hasten(work.scope, work.db, effect.outbox_id, effect.due_at)


def _remember(work: _Work, effect: effects.Remember) -> None:
    origin = work.origin
    conversations.save(
        work.scope, work.db, origin.account.id, origin.sender_blind, origin.person_key, effect.conversation, work.now
    )


def _link(work: _Work, effect: effects.Link) -> None:
    """The invite is used by exactly one; fifty at once still make one link.

    Raises LostRaceError: nothing of the decision may stand, for it would tell the second one who the children are.
    """
    if not invites.use(work.scope, work.db, effect.invite_id, work.now):
        raise LostRaceError
    contacts.link(
        work.scope,
        work.db,
        work.now,
        side=Side.STAFF if effect.staff_id else Side.FAMILIES,
        guardian_id=effect.guardian_id,
        staff_id=effect.staff_id,
        address=work.origin.event.sender,
        account_id=work.origin.account.id,
        proof=effect.proof,
    )
    if effect.guardian_id is not None:
        joining.use_approval(work.scope, work.db, effect.guardian_id, work.now)
        joining.wants_again(work.scope, work.db, effect.guardian_id, work.now)
    audit.record(work.scope, work.db, work.now, "linked", "invite", effect.invite_id, reason=effect.proof)


def _link_claim(work: _Work, effect: effects.LinkClaim) -> None:
    claim = items.claim_of(work.scope, work.db, effect.item_id)
    if claim is None:
        return
    contacts.link(
        work.scope,
        work.db,
        work.now,
        side=claim.side,
        guardian_id=effect.guardian_id,
        staff_id=None,
        address=claim.address,
        account_id=claim.account_id,
        proof="office",
    )
    invites.revoke(work.scope, work.db, effect.guardian_id, work.now)
    audit.record(work.scope, work.db, work.now, "linked", "item", effect.item_id, reason="office")


def _invite_failed(work: _Work, effect: effects.InviteFailed) -> None:
    invites.fail(work.scope, work.db, effect.invite_id)


def _language(work: _Work, effect: effects.SetLanguage) -> None:
    work.db.run(_LANGUAGE, school=work.scope.school_id, guardian=effect.guardian_id, tag=effect.language)
    audit.record(work.scope, work.db, work.now, "language_set", "guardian", effect.guardian_id, reason=effect.language)


def _contact_state(work: _Work, effect: effects.ContactState) -> None:
    contact = contacts.one(work.scope, work.db, effect.contact_id)
    if contact is None:
        return
    if effect.new_address is not None:
        contacts.move(work.scope, work.db, contact, Address(effect.new_address.carrier, effect.new_address.value))
    contacts.set_state(work.scope, work.db, effect.contact_id, effect.state, work.now)


def _draft(work: _Work, effect: effects.DraftAnnouncement) -> None:
    event, account = work.origin.event, work.origin.account
    origin = messages.carrier_blind(work.db, account.id, event.sender.value, event.message_id)
    posts.start(work.scope, work.db, effect, work.now, origin)


def _add_files(work: _Work, effect: effects.AddFiles) -> None:
    posts.add_files(work.scope, work.db, effect)


def _shape(work: _Work, effect: effects.ShapeDraft) -> None:
    posts.shape(work.scope, work.db, effect)


def _tag(work: _Work, effect: effects.TagPupil) -> None:
    posts.tag(work.scope, work.db, effect.announcement_id, effect.pupil_id, shown=effect.shown)


def _acknowledge(work: _Work, effect: effects.Acknowledge) -> None:
    posts.acknowledge(work.scope, work.db, effect.staff_id, effect.what, effect.version, effect.class_id, work.now)
    audit.record(work.scope, work.db, work.now, "acknowledged", "staff", effect.staff_id, reason=effect.what)


def _forget_words(work: _Work, effect: effects.ForgetWords) -> None:
    messages.forget(work.scope, work.db, effect.message_id)


def _confirm(work: _Work, effect: effects.ConfirmAnnouncement) -> None:
    announcements.confirm(work.scope, work.db, effect.announcement_id, effect.due_at, effect.approved_by)


def _repeat(work: _Work, effect: effects.Repeat) -> None:
    news = announcements.one(work.scope, work.db, effect.announcement_id)
    if news is None or news.class_id is None or not announcements.drop(work.scope, work.db, news.id):
        return
    recurring.add(
        work.scope, work.db, effect.id, news.class_id, news.staff_id, news.body, effect.weekday, effect.at, effect.first, work.now
    )
    posts.forget(work.scope, work.db, news.id)


def _end_repeat(work: _Work, effect: effects.EndRepeat) -> None:
    recurring.end(work.scope, work.db, effect.recurring_id, work.now)


def _write_comment(work: _Work, effect: effects.WriteComment) -> None:
    feed.write(work.scope, work.db, effect, work.now)


def _decide_comment(work: _Work, effect: effects.DecideComment) -> None:
    feed.decide(work.scope, work.db, effect.comment_id, effect.state, effect.why, effect.staff_id, work.now)


def _block_comments(work: _Work, effect: effects.BlockComments) -> None:
    feed.choose(work.scope, work.db, effect.guardian_id, "no_comments", "yes", work.now)


def _like(work: _Work, effect: effects.LikePost) -> None:
    feed.like(work.scope, work.db, effect.announcement_id, effect.guardian_id, work.now, on=effect.on)


def _report_post(work: _Work, effect: effects.ReportPost) -> None:
    feed.report(work.scope, work.db, effect.announcement_id, effect.guardian_id, work.now)


def _keep_post(work: _Work, effect: effects.KeepPost) -> None:
    feed.settle_reports(work.scope, work.db, effect.announcement_id, "kept", effect.staff_id, work.now)


def _edit_post(work: _Work, effect: effects.EditPost) -> None:
    feed.edit(work.scope, work.db, effect.announcement_id, effect.body, effect.staff_id, work.now)


def _remove_post(work: _Work, effect: effects.RemovePost) -> None:
    feed.remove(work.scope, work.db, effect.announcement_id, effect.why, effect.staff_id, work.now)


def _open_breach(work: _Work, effect: effects.OpenBreach) -> None:
    books.open_breach(work.scope, work.db, work.now, effect.what, f"post {effect.announcement_id}", effect.affected)


def _ask_approval(work: _Work, effect: effects.AskApproval) -> None:
    announcements.ask_approval(work.scope, work.db, effect.announcement_id)


def _drop(work: _Work, effect: effects.DropAnnouncement) -> None:
    announcements.drop(work.scope, work.db, effect.announcement_id)
    posts.forget(work.scope, work.db, effect.announcement_id)


def _sign(work: _Work, effect: effects.Sign) -> None:
    slips.sign(work.scope, work.db, effect.signed, guardian_id=effect.guardian_id, staff_id=effect.staff_id)


def _end_links(work: _Work, effect: effects.EndLinks) -> None:
    joining.end_links(work.scope, work.db, effect.guardian_id, work.now)
    invites.revoke(work.scope, work.db, effect.guardian_id, work.now)
    audit.record(
        work.scope, work.db, work.now, "link_ended", "guardian", effect.guardian_id, reason=effect.reason
    )


def _refuse(work: _Work, effect: effects.Refuse) -> None:
    carrier = str(work.origin.account.carrier)
    joining.refuse(work.scope, work.db, effect.guardian_id, carrier, work.now)
    invites.revoke(work.scope, work.db, effect.guardian_id, work.now)
    audit.record(work.scope, work.db, work.now, "refused_to_join", "guardian", effect.guardian_id, reason=carrier)


def _decide_trial(work: _Work, effect: effects.DecideTrial) -> None:
    trials.decide(work.scope, work.db, work.now, effect.choice, effect.reason)
    action = "trial_extended" if effect.choice.until else "trial_closed"
    when = str(effect.choice.until or effect.choice.ends)
    audit.record(
        work.scope, work.db, work.now, action, "school", work.scope.school_id, reason=when, detail=effect.reason
    )


def _file(work: _Work, effect: effects.FileMessages) -> None:
    messages.file(work.scope, work.db, effect.message_ids, effect.thread, work.now)


def _share(work: _Work, effect: effects.ShareItem) -> None:
    items.share_with(work.scope, work.db, effect.item_id, effect.role, work.now)


def _rung(work: _Work, effect: effects.SetRung) -> None:
    items.set_rung(work.scope, work.db, effect.item_id, effect.rung)


def _offer(work: _Work, effect: effects.OfferMeeting) -> None:
    meetings.offer(work.scope, work.db, effect, work.now)


def _settle_meeting(work: _Work, effect: effects.SettleMeeting) -> None:
    meetings.settle(work.scope, work.db, effect)


def _pick(work: _Work, effect: effects.PickReader) -> None:
    announcements.pick(work.scope, work.db, effect.announcement_id, effect.guardian_id, chosen=effect.chosen)


def _record(work: _Work, effect: effects.Record) -> None:
    audit.record(
        work.scope,
        work.db,
        work.now,
        effect.action,
        effect.subject_kind,
        effect.subject_id,
        reason=effect.reason,
        detail=effect.detail,
    )


def _absence(work: _Work, effect: effects.ReportAbsence) -> None:
    """A report answers whatever the hub was asking about these days."""
    absences.report(work.scope, work.db, effect, work.now)
    for one in effect.notices:
        for day in {day for day, _ in one.sessions}:
            asks.end_of_child(work.scope, work.db, one.pupil_id, day, "answered", str(one.reason), work.now)


def _absence_withdrawn(work: _Work, effect: effects.WithdrawAbsence) -> None:
    absences.withdraw(work.scope, work.db, effect.item_id, work.now)


def _absences_confirmed(work: _Work, effect: effects.ConfirmAbsences) -> None:
    absences.confirm(work.scope, work.db, effect.absence_ids, effect.staff_id, effect.code, work.now)


def _signed_in(work: _Work, effect: effects.SignedIn) -> None:
    asks.sign_in(work.scope, work.db, effect.pupil_id, effect.day, effect.staff_id, work.now)


def _ask_planned(work: _Work, effect: effects.PlanAsk) -> None:
    asks.plan(work.scope, work.db, effect, work.now)


def _expected_back(work: _Work, effect: effects.ExpectBack) -> None:
    asks.close_after(work.scope, work.db, effect.pupil_id, effect.last, work.now)


def _ask_ended(work: _Work, effect: effects.EndAsk) -> None:
    asks.end_of_child(work.scope, work.db, effect.pupil_id, effect.day, effect.state, effect.outcome, work.now)


def _corrected(work: _Work, effect: effects.CountCorrection) -> None:
    corrections.count(work.scope, work.db, effect, work.now.date())


def _ask_rights(work: _Work, effect: effects.AskRights) -> None:
    """What comes from the account on record is proved by it; anybody else is checked first."""
    known = effect.guardian_id is not None
    asked = rights.Request(
        id=effect.id,
        kind=effect.kind,
        person_kind="guardian" if known else "unknown",
        person_id=effect.guardian_id,
        channel=str(work.origin.account.carrier),
        identity="linked_account" if known else "none",
        item_id=effect.item_id,
        asked_at=work.now,
        due_on=effect.due_on,
        state="open" if known else "checking",
        reminded=0,
        outcome="",
    )
    if rights.add(work.scope, work.db, asked):
        who = ("guardian", effect.guardian_id) if known else ("rights_request", effect.id)
        audit.record(work.scope, work.db, work.now, "rights_asked", *who, reason=effect.kind)


def _drop_feedback(work: _Work, effect: effects.DropFeedback) -> None:
    if expiring.is_feedback(work.scope, work.db, effect.announcement_id, effect.staff_id):
        expiring.drop_feedback(work.scope, work.db, work.now, effect.announcement_id)
        audit.record(work.scope, work.db, work.now, "feedback_deleted", "announcement", effect.announcement_id)


def _keep_account(work: _Work, effect: effects.KeepAccount) -> None:
    retention.keep(work.scope, work.db, effect.guardian_id)
    audit.record(work.scope, work.db, work.now, "account_kept", "guardian", effect.guardian_id)


WRITERS: dict[type[Effect], Callable[[_Work, Any], None]] = {
    effects.Keep: _keep,
    effects.OpenItem: _open,
    effects.AddToItem: _add_to_item,
    effects.MoveItem: _move,
    effects.SettleItem: _settle,
    effects.AttributeItem: _attribute,
    effects.ReopenItem: _reopen,
    effects.Notify: _notify,
    effects.Remind: _remind,
    effects.SetCover: _set_cover,
    effects.EndCover: _end_cover,
    effects.OwnHours: _own_hours,
    effects.JudgeConduct: _judge_conduct,
    effects.RefreshCards: _refresh,
    effects.Send: _send,
    effects.CancelSend: _cancel,
    effects.HastenSend: _hasten,
    effects.Remember: _remember,
    effects.Link: _link,
    effects.LinkClaim: _link_claim,
    effects.InviteFailed: _invite_failed,
    effects.SetLanguage: _language,
    effects.ContactState: _contact_state,
    effects.DraftAnnouncement: _draft,
    effects.ConfirmAnnouncement: _confirm,
    effects.DropAnnouncement: _drop,
    effects.Record: _record,
    effects.ReportAbsence: _absence,
    effects.WithdrawAbsence: _absence_withdrawn,
    effects.ConfirmAbsences: _absences_confirmed,
    effects.SignedIn: _signed_in,
    effects.PlanAsk: _ask_planned,
    effects.ExpectBack: _expected_back,
    effects.EndAsk: _ask_ended,
    effects.CountCorrection: _corrected,
    effects.Sign: _sign,
    effects.EndLinks: _end_links,
    effects.Refuse: _refuse,
    effects.DecideTrial: _decide_trial,
    effects.FileMessages: _file,
    effects.ShareItem: _share,
    effects.SetRung: _rung,
    effects.OfferMeeting: _offer,
    effects.SettleMeeting: _settle_meeting,
    effects.PickReader: _pick,
    effects.AskRights: _ask_rights,
    effects.KeepAccount: _keep_account,
    effects.WriteComment: _write_comment,
    effects.DecideComment: _decide_comment,
    effects.BlockComments: _block_comments,
    effects.LikePost: _like,
    effects.ReportPost: _report_post,
    effects.KeepPost: _keep_post,
    effects.EditPost: _edit_post,
    effects.RemovePost: _remove_post,
    effects.OpenBreach: _open_breach,
    effects.Repeat: _repeat,
    effects.EndRepeat: _end_repeat,
    effects.AskApproval: _ask_approval,
    effects.AddFiles: _add_files,
    effects.ShapeDraft: _shape,
    effects.TagPupil: _tag,
    effects.Acknowledge: _acknowledge,
    effects.ForgetWords: _forget_words,
    effects.DropFeedback: _drop_feedback,
}
