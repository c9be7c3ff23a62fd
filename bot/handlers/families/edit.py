"""An edited message is a new version: the old one stays, staff see the newest, and nobody is asked anything again."""

from __future__ import annotations

from bot.domain.absence import is_absence
from bot.domain.access import Action
from bot.domain.decision import Decision
from bot.domain.effects.items import AddToItem
from bot.domain.messages import Kind
from bot.domain.subjects import Subject
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import absent
from bot.handlers.known import Version


def matches(context: FamilyContext) -> bool:
    """An edit of something we never had is a message like any other."""
    return context.event.kind is Kind.EDIT and bool(context.earlier)


def handle(context: FamilyContext) -> Decision:
    """In every thread and item that holds the message: about two children it was kept twice."""
    builder = Builder(context, "edit")
    for version in context.earlier:
        made = builder.keep(thread=version.thread, kind=str(Kind.EDIT), replaces=version.message_id)
        for item_id in (*version.item_ids, *version.lead_item_ids):
            builder.add(AddToItem(item_id, made))
        _absence(builder, context, version)
    return builder.done()


def _absence(builder: Builder, context: FamilyContext, version: Version) -> None:
    """The days are read anew, until the school has confirmed them: then staff see the new words and decide."""
    for one in context.absent:
        pupils = tuple(pupil for pupil in context.pupils if pupil.id == one.pupil_id)
        if one.item_id in version.item_ids and not one.confirmed and pupils:
            subject = next((f.subject for f in context.triage.findings if is_absence(f.subject)), Subject.ABSENCE)
            told = absent.understood(context, pupils, subject, context.event.text, context.at)
            absent.record(builder, context, told[one.pupil_id], one.item_id or 0)


HANDLER = Handler("edit", Action.WRITE_HOME_TO_SCHOOL, matches, handle)
