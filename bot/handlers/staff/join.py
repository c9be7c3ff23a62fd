"""Staff join with a code and their own shared number, as families do; there is no other second fact for staff."""

from __future__ import annotations

from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.people import InviteFailed, Link, Record
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder
from bot.handlers.families.join import on_roll, typed_code

_PROOF_MINUTES = 60


def _proves(context: StaffContext) -> bool:
    asked = context.conversation.open_question(context.now)
    return context.event.kind is Kind.CONTACT and asked is not None and asked.kind is Asked.JOIN_PROOF


def matches(context: StaffContext) -> bool:
    tries = typed_code(context.event.text) is not None and (context.staff is None or context.invite is not None)
    return tries or _proves(context)


def handle(context: StaffContext) -> Decision:
    builder, invite = Builder(context, "staff_join"), context.invite
    if invite is None or not invite.usable or invite.staff_id is None:
        if invite is not None:
            builder.add(Record(action="code_refused", subject_kind="invite", subject_id=invite.id))
        builder.reply(say("staff.bad_code"))
        return builder.done()
    if not _proves(context):
        builder.ask(Asked.JOIN_PROOF, (), _PROOF_MINUTES, data={"invite": invite.id})
        builder.remember(join_invite=invite.id)
        builder.reply(say("staff.share_number"), ask_contact=True)
        return builder.done()
    shared = context.event.contact
    builder.settle_question()
    if shared and shared.user_id == context.sender.value and on_roll(shared.phone, invite):
        builder.add(Link(invite_id=invite.id, guardian_id=None, staff_id=invite.staff_id, proof="contact_share"))
        builder.remember(join_invite=None)
        builder.reply(say("staff.welcome"), say("staff.help"))
    else:
        builder.add(InviteFailed(invite.id))
        builder.reply(say("staff.number_unknown"))
    return builder.done()


HANDLER = Handler("staff_join", None, matches, handle)
