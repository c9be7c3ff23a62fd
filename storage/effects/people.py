"""Who somebody is to the hub: links, languages, papers and rights, and what goes on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, update

from bot.domain.effects import people as effects
from bot.domain.messages import Address, Side
from storage import (
    audit,
    books,
    contacts,
    conversations,
    expiring,
    invites,
    itemfacts,
    joining,
    pages,
    retention,
    rights,
    slips,
    tables,
)
from storage.effects.work import LostRaceError, Work

_guardian = tables.guardian
_LANGUAGE = (
    update(_guardian)
    .where(_guardian.c.school_id == bindparam("school"), _guardian.c.id == bindparam("guardian"))
    .values(language=bindparam("tag"))
)


def _remember(work: Work, effect: effects.Remember) -> None:
    origin = work.origin
    conversations.save(
        work.scope, work.db, origin.account.id, origin.sender_blind, origin.person_key, effect.conversation, work.now
    )


def _link(work: Work, effect: effects.Link) -> None:
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


def _link_claim(work: Work, effect: effects.LinkClaim) -> None:
    claim = itemfacts.claim_of(work.scope, work.db, effect.item_id)
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


def _invite_failed(work: Work, effect: effects.InviteFailed) -> None:
    invites.fail(work.scope, work.db, effect.invite_id)


def _language(work: Work, effect: effects.SetLanguage) -> None:
    work.db.run(_LANGUAGE, school=work.scope.school_id, guardian=effect.guardian_id, tag=effect.language)
    audit.record(work.scope, work.db, work.now, "language_set", "guardian", effect.guardian_id, reason=effect.language)


def _contact_state(work: Work, effect: effects.ContactState) -> None:
    contact = contacts.one(work.scope, work.db, effect.contact_id)
    if contact is None:
        return
    if effect.new_address is not None:
        contacts.move(work.scope, work.db, contact, Address(effect.new_address.carrier, effect.new_address.value))
    contacts.set_state(work.scope, work.db, effect.contact_id, effect.state, work.now)


def _sign(work: Work, effect: effects.Sign) -> None:
    slips.sign(work.scope, work.db, effect.signed, guardian_id=effect.guardian_id, staff_id=effect.staff_id)


def _note_in_book(work: Work, effect: effects.NoteInBook) -> None:
    books.write(work.scope, work.db, work.now, effect.book, effect.day, staff_id=effect.staff_id)
    audit.record(work.scope, work.db, work.now, f"noted_{effect.book}", "staff", effect.staff_id)


def _end_links(work: Work, effect: effects.EndLinks) -> None:
    joining.end_links(work.scope, work.db, effect.guardian_id, work.now)
    invites.revoke(work.scope, work.db, effect.guardian_id, work.now)
    audit.record(work.scope, work.db, work.now, "link_ended", "guardian", effect.guardian_id, reason=effect.reason)


def _refuse(work: Work, effect: effects.Refuse) -> None:
    carrier = str(work.origin.account.carrier)
    joining.refuse(work.scope, work.db, effect.guardian_id, carrier, work.now)
    invites.revoke(work.scope, work.db, effect.guardian_id, work.now)
    audit.record(work.scope, work.db, work.now, "refused_to_join", "guardian", effect.guardian_id, reason=carrier)


def _record(work: Work, effect: effects.Record) -> None:
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


def _open_own_page(work: Work, effect: effects.OpenOwnPage) -> None:
    pages.end_own(work.scope, work.db, effect.guardian_id, work.now)
    pages.make(work.scope, work.db, effect.guardian_id, None, work.now, effect.until, effect.id)


def _ask_rights(work: Work, effect: effects.AskRights) -> None:
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


def _drop_feedback(work: Work, effect: effects.DropFeedback) -> None:
    if expiring.is_feedback(work.scope, work.db, effect.announcement_id, effect.staff_id):
        expiring.drop_feedback(work.scope, work.db, work.now, effect.announcement_id)
        audit.record(work.scope, work.db, work.now, "feedback_deleted", "announcement", effect.announcement_id)


def _keep_account(work: Work, effect: effects.KeepAccount) -> None:
    retention.keep(work.scope, work.db, effect.guardian_id)
    audit.record(work.scope, work.db, work.now, "account_kept", "guardian", effect.guardian_id)


WRITERS: dict[type[Any], Callable[[Work, Any], None]] = {
    effects.Remember: _remember,
    effects.Link: _link,
    effects.LinkClaim: _link_claim,
    effects.InviteFailed: _invite_failed,
    effects.SetLanguage: _language,
    effects.ContactState: _contact_state,
    effects.Record: _record,
    effects.Sign: _sign,
    effects.NoteInBook: _note_in_book,
    effects.EndLinks: _end_links,
    effects.Refuse: _refuse,
    effects.AskRights: _ask_rights,
    effects.OpenOwnPage: _open_own_page,
    effects.KeepAccount: _keep_account,
    effects.DropFeedback: _drop_feedback,
}
