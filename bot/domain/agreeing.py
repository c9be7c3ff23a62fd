"""The agreement as a conversation: one line asked at a time, answered yes or no, on any carrier."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import spoken
from bot.domain.asking import Label, asked
from bot.domain.consent import (
    NO,
    WITHDRAWN,
    YES,
    Asking,
    Line,
    Papers,
    Signed,
    answers,
    changeable,
    open_questions,
    questions,
)
from bot.domain.conversation import Asked, Conversation, Question
from bot.domain.sending import Words
from bot.domain.wording import Names, Phrase, Who, say

LASTS = timedelta(days=7)
FIRST, RENEWAL, REVIEW = "first", "renewal", "review"
_ANSWERS: tuple[Label, ...] = ((say("agree.yes"), YES, None), (say("agree.no"), NO, None))
OWN_LANGUAGES = spoken.TAGS
"""The languages the lines exist in; whoever reads another is shown English, and the record says so."""


FAMILY_LINES = frozenset({
    "privacy_notice", "policy_read", "images", "apps", "account", "group_photos", "no_resharing", "participation",
    "images_work_comments", "no_copying", "respectful", "hours_24h", "no_complaints_here", "login", "service_concerns",
    "transfer", "data_processing", "code_of_conduct", "photo", "video", "audio", "recording", "message", "work_sample",
    "no_child_access",
})  # fmt: skip
STAFF_PAPERS = frozenset({"staff_code_of_conduct", "code_of_conduct", "aup"})
"""Lines with a wording of ours, in every language for families."""


def shown_in(language: str | None) -> str:
    base = (language or "en").split("-")[0].lower()
    return base if base in OWN_LANGUAGES else "en"


def phrase_of(line: Line, *, staff: bool = False) -> Phrase:
    """The line in the reader's language; a line of the school's own as the school wrote it."""
    own = line.wording or line.name.replace("_", " ").capitalize()
    if staff:
        known = line.name in STAFF_PAPERS and not line.wording
        return say(f"staff.agree.line.{line.name}") if known else say("staff.agree.own", line=own)
    known = line.name in FAMILY_LINES and not line.wording
    return say(f"agree.line.{line.name}") if known else say("agree.own", line=own)


def ask(
    conversation: Conversation, asking: Asking, why: str, now: datetime, *lead: Phrase
) -> tuple[Conversation, Words]:
    """The conversation with this question open, and its text. An earlier question is closed."""
    data: dict[str, str | int] = {"line": asking.line.name, "pupil": asking.pupil_id or 0, "why": why}
    opened, options = asked(conversation, Asked.AGREE, _ANSWERS, now + LASTS, data=data)
    about = (say("about.names", names=Names(Who.PUPIL, (asking.pupil_id,))),) if asking.pupil_id else ()
    return opened, Words((*lead, *about, phrase_of(asking.line), say("agree.question")), options)


def asked_about(question: Question, lines: tuple[Line, ...]) -> Asking | None:
    """What an open question is about; None when the policy has dropped the line since."""
    line = next((one for one in lines if one.name == question.data.get("line")), None)
    return Asking(line, int(question.data.get("pupil", 0)) or None) if line else None


def given(papers: Papers, asking: Asking, said: str, lines: tuple[Line, ...]) -> str:
    """What goes on record: a "no" after a "yes" is a withdrawal."""
    before = answers(papers, asking.pupil_id, lines).get(asking.line.name)
    return WITHDRAWN if said == NO and before is not None and before.given == YES else said


def signed(papers: Papers, new: Signed) -> Papers:
    return replace(papers, signed=(*papers.signed, new))


def following(
    papers: Papers, lines: tuple[Line, ...], pupils: tuple[int, ...], current: Asking, why: str
) -> Asking | None:
    """The next question after this one, in order; None when that was the last. Nothing is asked twice in one go."""
    every = tuple(questions(lines, pupils))
    place = every.index(current) if current in every else len(every)
    wanted = changeable(lines, pupils) if why == REVIEW else open_questions(papers, lines, pupils)
    return next((one for one in every[place + 1 :] if one in wanted), None)
