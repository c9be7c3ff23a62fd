"""Staff join with a code and their own shared number, as families do; there is no other second fact for staff.

Where nobody may use a phone of their own, whoever joins says first whose device it is.
"""

from __future__ import annotations

from bot.domain.asking import Label
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.effects.people import InviteFailed, Link, Record
from bot.domain.messages import Kind
from bot.domain.policy import Staffing
from bot.domain.wording import Phrase, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder, meaning
from bot.handlers.families.join import on_roll, typed_code
from bot.handlers.known import InviteFacts
from bot.handlers.staff.help_ import helping

_PROOF_MINUTES = 60
_DEVICES: tuple[Label, ...] = (
    (say("staff.option.schools_own"), "school", None),
    (say("staff.option.my_own"), "own", None),
)


def _asked(context: StaffContext, kind: Asked) -> Question | None:
    asked = context.conversation.open_question(context.now)
    return asked if asked is not None and asked.kind is kind else None


def _proves(context: StaffContext) -> bool:
    """Whoever is asked for the number may type it, or anything else: they are asked for the button again."""
    kinds = {Kind.CONTACT, Kind.TEXT} if context.staff is None else {Kind.CONTACT}
    return context.event.kind in kinds and _asked(context, Asked.JOIN_PROOF) is not None


def _whose(context: StaffContext) -> str:
    """What was answered about the device; empty when that is not what was asked."""
    asked = _asked(context, Asked.WHOSE_DEVICE)
    option = asked.chosen(context.event.text, context.event.choice) if asked else None
    return meaning(option) if option else ""


def matches(context: StaffContext) -> bool:
    tries = typed_code(context.event.text) is not None and (context.staff is None or context.invite is not None)
    return tries or _proves(context) or bool(_whose(context))


def handle(context: StaffContext) -> Decision:
    builder, invite, whose = Builder(context, "staff_join"), context.invite, _whose(context)
    if invite is None or not invite.usable or invite.staff_id is None:
        if invite is not None:
            builder.add(Record(action="code_refused", subject_kind="invite", subject_id=invite.id))
        builder.reply(say("staff.bad_code"))
    elif whose == "own":
        _not_this_one(builder, invite)
    elif _proves(context) and typed_code(context.event.text) is None:
        _proved(builder, context, invite)
    elif not whose and context.policy.staff.personal_device == "not_allowed":
        options = builder.ask(Asked.WHOSE_DEVICE, _DEVICES, _PROOF_MINUTES, data={"invite": invite.id})
        builder.remember(join_invite=invite.id)
        builder.reply(say("staff.whose_device"), options=options)
    else:
        builder.ask(Asked.JOIN_PROOF, (), _PROOF_MINUTES, data={"invite": invite.id})
        builder.remember(join_invite=invite.id)
        builder.reply(say("staff.share_number"), ask_contact=True)
    return builder.done()


def _not_this_one(builder: Builder, invite: InviteFacts) -> None:
    """The code stays good for a device of the school's."""
    builder.settle_question()
    builder.remember(join_invite=None)
    builder.add(Record(action="code_refused", subject_kind="invite", subject_id=invite.id, reason="own_device"))
    builder.reply(say("staff.not_own_phone"))


def _proved(builder: Builder, context: StaffContext, invite: InviteFacts) -> None:
    shared = context.event.contact
    if shared is None or shared.user_id != context.sender.value:  # anybody's card; the code stays good
        builder.reply(say("staff.share_own_number" if shared else "staff.share_number"), ask_contact=True)
        return
    builder.settle_question()
    if on_roll(shared.phone, invite):
        builder.add(Link(invite_id=invite.id, guardian_id=None, staff_id=invite.staff_id, proof="contact_share"))
        builder.remember(join_invite=None)
        builder.reply(say("staff.welcome"), *_devices(context.policy.staff), *helping(context.policy))
    else:
        builder.add(InviteFailed(invite.id))
        builder.reply(say("staff.number_unknown"))


def _devices(kept: Staffing) -> tuple[Phrase, ...]:
    """What staff work on here, and that a phone of one's own is not expected (LT2, BNV40)."""
    on = (
        (say("staff.works_on", devices=", ".join(one.replace("_", " ") for one in kept.devices)),)
        if kept.devices
        else ()
    )
    return on if "own_phone" in kept.devices else (*on, say("staff.no_own_phone"))


HANDLER = Handler("staff_join", None, matches, handle)
