"""What a message is about is asked where nobody can tell, and waits no longer than the policy says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import Asked, Burst, Conversation
from bot.domain.effects.absences import ReportAbsence
from bot.domain.effects.items import AddToItem, FileMessages, MoveItem, OpenItem, SettleItem, ThreadOf
from bot.domain.people import Role
from bot.domain.policy import Place, Routing
from bot.domain.subjects import Finding, Subject, Triage
from bot.handlers.base import FamilyContext
from bot.handlers.families import decide
from tests.handlers.builders import BETH, NOW, POLICY, about, asked, item, outcome, parent, press, waiting

LIKELY_NOTE = Triage((Finding(Subject.NOTE, 0.5),), (Finding(Subject.DINNERS, 0.3), Finding(Subject.PROGRESS, 0.04)))
MAYBE_ILL = Triage((Finding(Subject.NOTE, 0.5),), (Finding(Subject.SICKNESS, 0.4, ("pale",)), Finding(Subject.OTHER, 0.02)))
SOON, FINNS = NOW + timedelta(minutes=10), ThreadOf(22, 13, 3)
HIDDEN = waiting(id=51, pupil_id=13, thread=FINNS, subject=Subject.SICKNESS, guardian_id=22)
QUESTION = asked(Asked.SUBJECT, "note", "sickness", "complaint", item_ids=(51,))


def test_an_unclear_message_that_is_safe_with_the_teacher_is_there_at_once_and_asked_about() -> None:
    found = outcome(decide, parent("About the spoons", of=BETH, triage=LIKELY_NOTE))
    assert (found.by, found.offers) == ("unsure", ["note", "dinners", "progress", "ring"])
    assert (found.said[0], found.said[-1]) == ("passed.to", "topic.ask")
    assert (found.opened, found.one(OpenItem).visible_from) == ([("class_teacher", "note")], NOW)


def test_what_may_be_an_absence_waits_hidden_with_the_office() -> None:
    found = outcome(decide, parent("He is pale", of=BETH, triage=MAYBE_ILL))
    assert (found.opened, found.one(OpenItem).visible_from) == ([("office", "sickness")], SOON)
    assert found.offers == ["note", "sickness", "other", "ring"]


@pytest.mark.parametrize(
    "context",
    [
        parent("He is pale", of=BETH, triage=about(Subject.SICKNESS)),
        parent("He is pale", of=BETH, triage=MAYBE_ILL, staff_wrote={13: NOW - timedelta(hours=1)}),
        parent("Who is pale?", triage=MAYBE_ILL),
        parent("Good morning", of=BETH, triage=LIKELY_NOTE),
        parent("You fools lost his hat", of=BETH, triage=Triage((), (Finding(Subject.ABUSE, 0.4), Finding(Subject.ADMIN, 0.3)))),
    ],
    ids=["plain", "in the middle of a talk", "whose child is asked first", "a greeting", "rudeness"],
)
def test_nobody_is_asked_what_it_is_about(context: FamilyContext) -> None:
    assert outcome(decide, context).by == "note"


@pytest.mark.parametrize("subject,listed", [(Subject.URGENT, "other"), (Subject.COMPLAINT, "other"), (Subject.LATENESS, "lateness")])
def test_what_nobody_sorts_is_not_called_urgent_nor_a_complaint(subject: Subject, listed: str) -> None:
    """The words beside it say what it may be; what may be an absence keeps its name for the register."""
    perhaps = Triage((), (Finding(subject, 0.4, ("coat",)), Finding(Subject.NOTE, 0.35)))
    found = outcome(decide, parent("Mira lost her coat", of=BETH, triage=perhaps))
    assert found.opened == [("office", listed)]
    assert found.one(OpenItem).because.startswith("perhaps ")
    assert found.one(OpenItem).because.endswith("coat")


def test_danger_beside_something_unclear_is_told_and_not_asked_about() -> None:
    both = replace(MAYBE_ILL, findings=(*MAYBE_ILL.findings, Finding(Subject.SAFEGUARDING, 0.2)))
    assert outcome(decide, parent("He is pale and hides", of=BETH, triage=both)).by == "danger"


def test_the_answer_sends_it_where_it_belongs_and_lists_the_absence() -> None:
    found = outcome(
        decide,
        parent(of=BETH, conversation=QUESTION, burst_items=(HIDDEN,), asked_text="He is pale today", **press("q.1.sickness")),
    )
    moved = found.one(MoveItem)
    assert (moved.role, moved.subject, moved.visible_from) == (Role.OFFICE, Subject.SICKNESS, NOW)
    assert found.one(ReportAbsence).item_id == 51
    assert found.one(FileMessages).thread == FINNS
    assert found.said[0] == "passed.to"


def test_a_complaint_chosen_past_the_teacher_stays_out_of_the_class() -> None:
    to_head = replace(POLICY, routing=Routing(places={Subject.COMPLAINT: Place(Role.HEAD)}))
    found = outcome(
        decide, parent(of=BETH, policy=to_head, conversation=QUESTION, burst_items=(HIDDEN,), **press("q.1.complaint"))
    )
    moved = found.one(MoveItem)
    assert (moved.role, moved.thread, moved.private) == (Role.HEAD, None, True)
    assert found.all(FileMessages) == []


def test_an_answer_after_somebody_dealt_with_it_says_so() -> None:
    done = item(id=51, pupil_id=13, state="done")
    found = outcome(decide, parent(of=BETH, conversation=QUESTION, burst_items=(done,), **press("q.1.note")))
    assert found.said[0] == "choice.already_dealt_with"


def minute() -> Conversation:
    burst = Burst(
        started_at=NOW - timedelta(seconds=20), text="Hello", message_ids=(71,), item_ids=(51,),
        places=("hidden:office::13",), answered=True,
    )  # fmt: skip
    return replace(QUESTION, burst=burst)


def test_more_unclear_words_join_what_waits_and_it_is_asked_again() -> None:
    found = outcome(decide, parent("he is pale", of=BETH, triage=MAYBE_ILL, conversation=minute(), burst_items=(HIDDEN,)))
    assert (found.by, found.opened, found.one(AddToItem).item_id) == ("unsure", [], 51)
    assert found.said == ["topic.ask"]
    goes_on = found.remembered.burst
    assert goes_on is not None
    assert (goes_on.text, goes_on.message_ids) == ("Hello\nhe is pale", (71, found.one(AddToItem).message_id))


def test_the_rest_of_the_minute_may_say_what_it_is() -> None:
    plain = about(Subject.SICKNESS)
    found = outcome(
        decide, parent("He has a fever today", of=BETH, triage=plain, conversation=minute(), burst_items=(HIDDEN,))
    )
    assert (found.by, found.opened) == ("note", [("office", "sickness")])
    assert found.one(OpenItem).message_ids[0] == 71
    assert found.one(SettleItem).item_id == 51
    assert found.remembered.question is None or found.remembered.question.kind is not Asked.SUBJECT


def test_the_rest_of_the_minute_may_say_that_it_is_the_teachers() -> None:
    found = outcome(
        decide, parent("his book", of=BETH, triage=about(Subject.NOTE), conversation=minute(), burst_items=(HIDDEN,))
    )
    assert found.opened == [("class_teacher", "note")]
    assert found.one(FileMessages).thread == FINNS


def test_what_is_about_the_class_teacher_never_waits_with_the_class_teacher() -> None:
    plain, shown = about(Subject.NOTE), waiting(id=51, pupil_id=13, thread=FINNS, subject=Subject.NOTE, guardian_id=22)
    found = outcome(decide, parent("about Ms Four", of=BETH, triage=plain, teacher_named=True))
    assert (found.by, found.offers) == ("unsure", ["complaint", "note", "admin", "ring"])
    assert (found.opened, found.one(OpenItem).visible_from) == ([("office", "other")], SOON)
    of_teacher = replace(shown, role=Role.CLASS_TEACHER)
    later = parent("about Ms Four", of=BETH, triage=plain, teacher_named=True, conversation=QUESTION, burst_items=(of_teacher,))
    assert outcome(decide, later).opened == [("office", "other")]  # what she has got no more of


def test_nor_does_it_when_only_the_child_was_missing() -> None:
    of_note = waiting(id=51, subject=Subject.NOTE, guardian_id=22, visible_from=SOON)
    whose = asked(Asked.WHICH_CHILD, "p13", item_ids=(51,))
    told = {"of": BETH, "conversation": whose, "burst_items": (of_note,), **press("q.1.p13")}
    assert outcome(decide, parent(**told)).one(MoveItem).role is Role.CLASS_TEACHER
    assert outcome(decide, parent(**told, asked_of_teacher=True)).one(MoveItem).role is Role.OFFICE
