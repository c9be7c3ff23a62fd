"""Joining: a code and a second fact. Until the second fact matches, nothing about the child is shown (reliability 7.4).

Second facts: on Telegram a shared contact that is the sender's own and is on the roll; on SMS the sender's number; or,
for a code handed over in person, the child's first name and class typed. A mismatch goes to the office.
"""

from __future__ import annotations

import re

from bot.domain.agreeing import FIRST
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.items import OpenItem
from bot.domain.effects.people import InviteFailed, Link, Record
from bot.domain.mentions import mentioned
from bot.domain.messages import Carrier, Kind
from bot.domain.people import Role
from bot.domain.routing import route_to
from bot.domain.scope import reaches
from bot.domain.sending import Words
from bot.domain.subjects import Finding, Subject
from bot.domain.wording import Names, Phrase, Who, say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder
from bot.handlers.families import agreement, replies
from bot.handlers.known import InviteFacts

CODE = re.compile(
    r"^\s*(?:/start\s+|join\s+|/join\s+)?([0-9a-z]{4}[- ]?[0-9a-z]{4}[- ]?[0-9a-z]{4})\s*$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?<![0-9a-z])(?:[0-9a-z]{4}[-\u2010-\u2014][0-9a-z]{4}[-\u2010-\u2014][0-9a-z]{4}"
    r"|(?=[0-9]*[a-z])(?=[a-z]*[0-9])[0-9a-z]{12})(?![0-9a-z])",
    re.IGNORECASE,
)
LINK = re.compile(r"^/start\s+([A-Za-z0-9_-]{20,64})\s*$")
_START = frozenset({"/start", "join", "/join"})
_PROOF_MINUTES = 60


def typed_code(text: str) -> str | None:
    """The code or link token in a text, normalised as storage hashes it; None when the text is no attempt to join."""
    return bare_code(text) or _code_within(text)


def bare_code(text: str) -> str | None:
    """A code or link token that is all there is in the text, but for the word to join with."""
    if found := LINK.match(text):
        return found[1]
    if found := CODE.match(text):
        return re.sub(r"[- ]", "", found[1]).upper()
    return None


def _code_within(text: str) -> str | None:
    """ "Hi, my code is K7QM-2RWT-X9PA, thanks": as people answer a sheet that asks for a code."""
    found = _WITHIN.search(text)
    return re.sub(r"[^0-9A-Z]", "", found[0].upper()) if found else None


def _tries_code(context: FamilyContext) -> bool:
    text = context.event.text.strip()
    by_word = text.casefold().startswith(("/start", "join ", "/join "))
    # Twelve bare letters may be a message of a linked parent; from a stranger they are a code.
    return typed_code(text) is not None and (by_word or context.guardian is None or context.invite is not None)


def _proves(context: FamilyContext) -> bool:
    asked = context.conversation.open_question(context.now)
    waiting = asked is not None and asked.kind is Asked.JOIN_PROOF
    return waiting and context.event.kind in {Kind.CONTACT, Kind.TEXT}


def matches(context: FamilyContext) -> bool:
    bare_start = context.event.text.strip().casefold() in _START and context.guardian is None
    return context.event.kind is Kind.CONTACT or _tries_code(context) or _proves(context) or bare_start


def handle(context: FamilyContext) -> Decision:
    builder, invite = Builder(context, "join"), context.invite
    if _tries_code(context):
        return _with_code(builder, context, invite)
    if invite is not None and _proves(context):
        return _with_proof(builder, context, invite)
    if context.guardian is not None:
        builder.reply(say("join.already"))
    else:
        builder.reply(say("join.how"), *replies.emergency(context))
    return builder.done()


def _with_code(builder: Builder, context: FamilyContext, invite: InviteFacts | None) -> Decision:
    if invite is not None and invite.used and not _own_code(context, invite):
        return _used_before(builder, context, invite)
    if invite is None or not invite.usable or invite.guardian_id is None:
        # One wording and no detail: a guesser learns nothing about which codes exist.
        if invite is not None:
            builder.add(Record(action="code_refused", subject_kind="invite", subject_id=invite.id))
        builder.reply(say("join.bad_code"), *replies.emergency(context))
        return builder.done()
    if not reaches(context.policy, context.sender.carrier):
        builder.add(Record(action="code_refused", subject_kind="invite", subject_id=invite.id, reason="channel"))
        builder.reply(say("join.not_here"), *replies.emergency(context))
        return builder.done()
    if context.sender.carrier is Carrier.SMS and context.sender.value in invite.phones:
        return _linked(builder, context, invite, "sender_number")
    options = builder.ask(Asked.JOIN_PROOF, (), _PROOF_MINUTES, data={"invite": invite.id})
    builder.remember(join_invite=invite.id, language=invite.language)
    if context.sender.carrier is Carrier.TELEGRAM:
        builder.reply(say("join.share_number"), options=options, ask_contact=True)
    elif invite.handed_over:
        builder.reply(say("join.child_and_class"))
    else:
        _to_office(builder, context, invite)
    return builder.done()


def _with_proof(builder: Builder, context: FamilyContext, invite: InviteFacts) -> Decision:
    shared = context.event.contact
    if not invite.usable:
        builder.settle_question()
        builder.reply(say("join.bad_code"), *replies.emergency(context))
    elif shared is not None and shared.user_id == context.sender.value and on_roll(shared.phone, invite):
        return _linked(builder, context, invite, "contact_share")
    elif shared is not None and shared.user_id != context.sender.value:
        builder.reply(say("join.own_number"), ask_contact=True)
    elif shared is None and invite.handed_over and names_child_and_class(context.event.text, invite):
        return _linked(builder, context, invite, "child_and_class")
    elif shared is None and context.sender.carrier is Carrier.TELEGRAM and not invite.handed_over:
        builder.reply(say("join.share_number"), ask_contact=True)
    elif invite.handed_over and shared is not None:
        builder.reply(say("join.child_and_class"))
    else:
        builder.add(InviteFailed(invite.id))
        _to_office(builder, context, invite)
    return builder.done()


def on_roll(phone: str, invite: InviteFacts) -> bool:
    """Most Telegram clients share a number in international form without its plus."""
    digits = "".join(letter for letter in phone if letter.isdecimal())
    return bool(digits) and f"+{digits}" in invite.phones


def names_child_and_class(text: str, invite: InviteFacts) -> bool:
    """Both the first name and the class, in either order; letter case and accents do not matter."""
    return any(
        mentioned(text, {"child": pupil.first_name}) and mentioned(text, {"class": pupil.school_class.name})
        for pupil in (*invite.pupils, *invite.awaiting)
    )


def _linked(builder: Builder, context: FamilyContext, invite: InviteFacts, proof: str) -> Decision:
    most = context.policy.enrol.max_adults
    if most and invite.joined_beside >= most:  # others were quicker than this code (BNV12): a person decides
        _to_office(
            builder,
            context,
            invite,
            f"linked already: {invite.joined_beside}, the most the school links to a child: {most}",
        )
        return builder.done()
    builder.add(Link(invite_id=invite.id, guardian_id=invite.guardian_id, staff_id=None, proof=proof))
    builder.settle_question()
    builder.remember(join_invite=None, language=invite.language)
    ids = tuple(pupil.id for pupil in (*invite.pupils, *invite.awaiting))
    if invite.awaiting and agreement.start(builder, invite.papers, ids, FIRST, *_welcome(invite)):
        return builder.done()
    names = Names(Who.PUPIL, tuple(pupil.id for pupil in invite.pupils))
    builder.reply(say("join.done", names=names), agreement.what_now(context), *replies.emergency(context))
    return builder.done()


def _welcome(invite: InviteFacts) -> tuple[Phrase, ...]:
    """No child is named before the agreement (PH13); those agreed for on paper are."""
    done = (say("join.done", names=Names(Who.PUPIL, tuple(one.id for one in invite.pupils))),) if invite.pupils else ()
    return (*done, say("agree.first"))


def by_invitation(builder: Builder, context: FamilyContext) -> Decision:
    """YES in answer to an invitation: the number it was sent to is the second fact (DPIA3)."""
    invite = context.invite
    if invite is None or not invite.usable or context.sender.value not in invite.phones:
        builder.settle_question()
        builder.reply(say("join.bad_code"), *replies.emergency(context))
        return builder.done()
    return _linked(builder, context, invite, "sender_number")


def _own_code(context: FamilyContext, invite: InviteFacts) -> bool:
    return context.guardian is not None and context.guardian.id == invite.guardian_id


def _used_before(builder: Builder, context: FamilyContext, invite: InviteFacts) -> Decision:
    """A code links one phone and no other. A partner is offered a code of their own where the school allows (LT28)."""
    builder.add(Record(action="code_refused", subject_kind="invite", subject_id=invite.id, reason="used"))
    if context.policy.enrol.login_sharing != "immediate_family" or invite.guardian_id is None:
        builder.reply(say("join.bad_code"), *replies.emergency(context))
        return builder.done()
    if not context.claimed:
        _offer_second(builder, context, invite.guardian_id)
    builder.reply(say("join.one_each"), *replies.emergency(context))
    return builder.done()


def _offer_second(builder: Builder, context: FamilyContext, guardian_id: int) -> None:
    """The owner of the code and the office hear of it; once for each phone that tried."""
    item, office = builder.new_id(), Role.OFFICE
    route = route_to(office, None, Finding(Subject.ADMIN, 1.0), context.calendars, context.now, context.now)
    why = "a second phone tried this adult's used code: a partner may need a code of their own"
    builder.add(
        OpenItem(
            id=item,
            role=office,
            subject=Subject.ADMIN,
            visible_from=context.now,
            guardian_id=guardian_id,
            because=why,
            kind="partner",
            claims=True,
        )
    )
    builder.notify(item, route, route.push_at)
    builder.send(Words((say("join.partner_offer"),)), guardian_id=guardian_id, intent=f"partner:{item}")


def _to_office(builder: Builder, context: FamilyContext, invite: InviteFacts, why: str = "") -> None:
    """The office checks who it is, and can link the very phone that used the code. One item for each phone."""
    builder.settle_question()
    if not context.claimed:
        item, office = builder.new_id(), Role.OFFICE  # who may link a phone is not a matter of routing
        route = route_to(office, None, Finding(Subject.ADMIN, 1.0), context.calendars, context.now, context.now)
        opened = OpenItem(
            id=item,
            role=office,
            subject=Subject.ADMIN,
            visible_from=context.now,
            guardian_id=invite.guardian_id,
            because=why or _whose_phone(context),
            kind="join",
            claims=True,
        )
        builder.add(opened)
        builder.notify(item, route, route.push_at)
    builder.reply(say("join.office_checks"), *replies.emergency(context))


def _whose_phone(context: FamilyContext) -> str:
    """What the office can ring and compare; sealed like a message."""
    shared = context.event.contact
    if context.sender.carrier is Carrier.SMS:
        return f"{context.sender.value} used this adult's code and is not on our list"
    if shared is not None:
        digits = "".join(letter for letter in shared.phone if letter.isdecimal())
        return f"a Telegram account with +{digits} used this adult's code, which is not on our list"
    return "a Telegram account used this adult's code; child and class did not match"


HANDLER = Handler("join", None, matches, handle)
