"""Which handler a family's message meets first, and the door that is closed to whoever may not write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.conversation import Asked
from bot.domain.messages import Kind
from bot.domain.people import Guardian
from bot.domain.subjects import Subject
from bot.handlers.base import FamilyContext
from bot.handlers.families import HANDLERS, decide
from tests.handlers.builders import BETH, MARTA, POLICY, about, asked, outcome, parent, press


@pytest.mark.parametrize(
    "context,handler",
    [
        (parent(kind=Kind.BLOCKED), "membership"),
        (parent("He hits her", triage=about(Subject.SAFEGUARDING)), "danger"),
        (parent("stop"), "stop"),
        (parent("/start 0123456789abcdefghij"), "join"),
        (parent("język"), "language"),
        (parent("pomoc"), "help"),
        (parent("Hello", of=None), "unknown"),
        (parent("0"), "ring_me"),
        (parent("Hello", policy=replace(POLICY, mode="announcements_only")), "closed_door"),
        (parent("1", conversation=asked(Asked.WHICH_CHILD, "p11")), "choice"),
        (parent(**press("q.1.p11")), "choice"),
        (parent("WRONG", nothing_translated=True), "untranslated"),
        (parent(kind=Kind.REFUSED, refused="sticker"), "refused"),
        (parent(kind=Kind.VOICE), "voice"),
        (parent("Ola forgot her reading book"), "note"),
        (parent("An edit of something we never had", kind=Kind.EDIT), "note"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_each_message_meets_its_handler(context: FamilyContext, handler: str) -> None:
    assert outcome(decide, context).by == handler


def test_every_handler_has_a_name_of_its_own() -> None:
    names = [handler.name for handler in HANDLERS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("guardian", [MARTA, BETH])
def test_an_adult_whose_access_was_withdrawn_finds_the_door_closed(guardian: Guardian) -> None:
    found = outcome(decide, parent("Finn is ill", of=replace(guardian, suspended=True), triage=about(Subject.SICKNESS)))
    assert (found.by, found.kept, found.recorded) == ("closed_door", [], ["not_received"])
    assert found.said[0] == "closed_door"


def test_a_contact_that_is_not_linked_may_not_write_either() -> None:
    assert outcome(decide, parent("Hello", contact_id=None)).by == "closed_door"
