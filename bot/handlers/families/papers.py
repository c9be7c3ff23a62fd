"""POLICIES, COMPLAINT and PAPER: which papers the school has and how to get them (PH31, LT40). Nobody at school is told
but for a copy on paper, which the office sends.
"""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.access import Action
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.messages import Carrier, Kind
from bot.domain.subjects import Subject
from bot.domain.wording import Option, Phrase, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import arrival, kept_back, redirect, replies

POLICIES = frozenset({"policies", "/policies", "policy", "/policy"}) | spoken.keywords("policies")
COMPLAINT = frozenset({"complaint", "/complaint", "complaints"}) | spoken.keywords("complaint")
PAPER = frozenset({"paper", "/paper"}) | spoken.keywords("paper")
_MINUTES = 60


def word(context: FamilyContext) -> str:
    typed = context.event.kind is Kind.TEXT
    return context.event.text.strip().strip(".!").casefold() if typed else ""


def policies(context: FamilyContext) -> Decision:
    """On SMS the titles alone: a text message is paid by its length."""
    builder, papers = Builder(context, "policies"), context.policy.governance.linked_policies
    short = context.sender.carrier is Carrier.SMS
    listed = ", ".join(one.title for one in papers) if short else "\n".join(f"{one.title} {one.link}" for one in papers)
    shown: tuple[Phrase, ...] = (say("papers.list", list=listed),) if papers else ()
    website = context.policy.contacts.website
    where = (say("help.also", contacts=website),) if website else ()
    builder.reply(*shown, *where, say("papers.copies"))
    return builder.done()


def complaint(context: FamilyContext) -> Decision:
    builder = Builder(context, "complaint")
    labels = redirect.complaint_labels(context)[:-1] if context.policy.messages.parent_to_teacher else ()
    options: tuple[Option, ...] = ()
    if labels:
        data: dict[str, str | int] = {"why": "complaint", "pupil": 0, "messages": ""}
        options = builder.ask(Asked.KEPT_BACK, (*labels, kept_back.RING), _MINUTES, data=data, prompt="kept.what_now")
    builder.reply(*redirect.stages(context), *copies(context), *replies.emergency(context), options=options)
    return builder.done()


def copies(context: FamilyContext) -> tuple[Phrase, ...]:
    return (say("paper.how"),) if "hard_copy" in context.policy.routing.complaint_copy else ()


def paper(context: FamilyContext) -> Decision:
    builder = Builder(context, "paper")
    ask_copy(builder, context)
    return builder.done()


def ask_copy(builder: Builder, context: FamilyContext) -> None:
    """The office posts it, or puts it in the book bag."""
    pupils = arrival.attributed(context)
    pupil_id = pupils[0].id if len(pupils) == 1 else None
    builder.settle_question()
    builder.open_item(kept_back.to_office(context, Subject.ADMIN), (), pupil_id=pupil_id, kind="paper_copy")
    builder.reply(say("paper.asked"), *replies.if_closed(context))


def _asks_policies(context: FamilyContext) -> bool:
    return context.guardian is not None and word(context) in POLICIES


def _asks_complaint(context: FamilyContext) -> bool:
    return context.guardian is not None and word(context) in COMPLAINT


def _asks_paper(context: FamilyContext) -> bool:
    return "hard_copy" in context.policy.routing.complaint_copy and word(context) in PAPER


LIST: Handler[FamilyContext] = Handler("policies", None, _asks_policies, policies)
PROCEDURE: Handler[FamilyContext] = Handler("complaint", None, _asks_complaint, complaint)
COPY: Handler[FamilyContext] = Handler("paper", Action.WRITE_HOME_TO_SCHOOL, _asks_paper, paper)
