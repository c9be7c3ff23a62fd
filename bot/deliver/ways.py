"""By which account and address a person is reached."""

from __future__ import annotations

from bot.deliver.outcomes import Nobody, Outcome, To
from bot.domain.access import Scope
from bot.domain.messages import Carrier
from bot.domain.sending import Card, Teaser
from bot.hub import Hub
from storage.accounts import AccountRow
from storage.contacts import ContactRow


def reached(hub: Hub, scope: Scope, contact: ContactRow, language: str | None, content: object) -> Outcome:
    """The account the person wrote to; else any account of the school on that carrier and side."""
    account = account_for(hub, scope, contact)
    if account is None:
        return Nobody("no_route", lost=not isinstance(content, Card | Teaser))
    return To(account, contact.address, contact.id, contact.guardian_id, contact.staff_id, language, contact.key_id)


def account_for(hub: Hub, scope: Scope, contact: ContactRow) -> AccountRow | None:
    """The account the person wrote to; else any of the school's on that carrier and side."""
    wrote_to = hub.accounts.get(contact.account_id or 0)
    fits = (
        account
        for account in hub.accounts.values()
        if account.carrier is Carrier(contact.address.carrier)
        and account.side is contact.side
        and account.school_id in {scope.school_id, None}
    )
    return wrote_to or next(fits, None)
