"""Whether what a member of staff writes would be read: by an engine, or by hand, in the language of the adult it is for."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.base import StaffContext
from bot.hub import Hub
from bot.phrases.catalogues import shipped


def known(hub: Hub, context: StaffContext) -> StaffContext:
    language = (context.item.language if context.item else None) or "en"
    by_engine = context.policy.translation.outbound and hub.translation.reaches("en", language)
    return replace(context, by_engine=by_engine, by_hand=shipped(language))
