"""What staff agree to before they use the staff bot, asked again when the text changes (BNV36, BNV41, PH6).

What may be danger is never kept waiting for it (law 6); what they type meanwhile is kept as a draft and sent nowhere.
"""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.agreeing import LASTS, asked_about, phrase_of, signed
from bot.domain.asking import Label
from bot.domain.consent import NO, YES, Asking, Papers, Signed, staff_lines, standing_of_staff
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.effects.people import Record, Sign
from bot.domain.messages import Kind
from bot.domain.subjects import Subject
from bot.domain.wording import Phrase, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder, meaning
from bot.handlers.staff.help_ import helping

_ANSWERS: tuple[Label, ...] = ((say("staff.agree.yes"), YES, None), (say("staff.agree.no"), NO, None))


def _open(context: StaffContext) -> Question | None:
    asked = context.conversation.open_question(context.now)
    return asked if asked is not None and asked.kind is Asked.AGREE else None


def matches(context: StaffContext) -> bool:
    if context.staff is None or standing_of_staff(context.policy, context.papers):
        return False
    return context.item is None or context.item.subject is not Subject.SAFEGUARDING


def handle(context: StaffContext) -> Decision:
    builder, asked = Builder(context, "staff_agreement"), _open(context)
    option = asked.chosen(context.event.text, context.event.choice) if asked else None
    lines = staff_lines(context.policy)
    asking = asked_about(asked, lines) if asked and option else None
    papers = context.papers
    if asking is not None and option is not None and context.staff is not None:
        new = _signed(builder, context, asking, meaning(option))
        builder.add(Sign(signed=new, staff_id=context.staff.id))
        if meaning(option) != YES:
            return _refused(builder, context)
        papers = signed(papers, new)
    elif context.event.kind is Kind.TEXT and len(context.event.text) > 1 and context.staff is not None:
        builder.keep(kind="draft", staff_id=context.staff.id)
    _next(builder, papers, context)
    return builder.done()


def _next(builder: Builder, papers: Papers, context: StaffContext) -> None:
    lines = staff_lines(context.policy)
    waiting = [Asking(line, None) for line in lines if not standing_of_staff(context.policy, papers, only=line.name)]
    if not waiting:
        builder.settle_question()
        builder.reply(say("staff.agree.done"), *helping(context.policy))
        return
    data: dict[str, str | int] = {"line": waiting[0].line.name, "pupil": 0, "why": "first"}
    options = builder.ask(Asked.AGREE, _ANSWERS, int(LASTS.total_seconds() // 60), data=data)
    lead: tuple[Phrase, ...] = () if papers is not context.papers else (say("staff.agree.first"),)
    builder.reply(*lead, phrase_of(waiting[0].line, staff=True), options=options)


def _refused(builder: Builder, context: StaffContext) -> Decision:
    builder.settle_question()
    staff_id = context.staff.id if context.staff else None
    builder.add(Record(action="staff_agreement_refused", subject_kind="staff", subject_id=staff_id))
    builder.reply(say("staff.agree.needed"))
    return builder.done()


def _signed(builder: Builder, context: StaffContext, asking: Asking, said: str) -> Signed:
    staff, (label, version_id) = context.staff, context.papers.current
    return Signed(
        id=builder.new_id(),
        at=context.now,
        answers={asking.line.name: said},
        version=label,
        version_id=version_id,
        channel=str(context.sender.carrier),
        form="e_slip",
        signer=f"{staff.first_name} {staff.last_name}" if staff else "",
        signed_on=context.day,
    )


HANDLER = Handler("staff_agreement", Action.USE_STAFF_BOT, matches, handle)
