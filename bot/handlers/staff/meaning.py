"""Text that answers no card is never sent anywhere by guess: "answer about Ola / announce to 3B / cancel"."""

from __future__ import annotations

from bot.domain.access import Action
from bot.domain.asking import Label
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.effects.items import ForgetWords
from bot.domain.messages import Kind
from bot.domain.wording import Name, Option, Who, say
from bot.handlers.base import Handler, StaffContext
from bot.handlers.building import Builder, meaning
from bot.handlers.staff import answer, post_flow, post_rights, rights

_MINUTES = 30
_MOST = 3


def matches(context: StaffContext) -> bool:
    return True


def handle(context: StaffContext) -> Decision:
    builder = Builder(context, "meaning")
    if context.event.kind is Kind.EDIT:
        builder.reply(say("staff.edit_changes_nothing"))
        return builder.done()
    if context.event.kind is not Kind.TEXT or not context.event.text.strip():
        builder.reply(say("staff.only_text"))
        return builder.done()
    kept = builder.keep(kind="draft", staff_id=context.staff.id if context.staff else None)
    labels: list[Label] = []
    for item in context.opened[:_MOST]:
        mine = rights.allowed(context, Action.ANSWER, rights.item_facts(context, item))
        if mine and item.pupil_id is not None and item.guardian_id is not None:
            # Parents who live apart have a conversation each about one child: the adult is what tells them apart.
            adult, child = Name(Who.GUARDIAN, item.guardian_id), Name(Who.PUPIL, item.pupil_id)
            labels.append((say("staff.option.answer_about", adult=adult, child=child), f"item{item.id}", None))
    for one in post_rights.classes(context)[:_MOST]:
        labels.append((say("staff.option.announce_to", school_class=one.name), f"class{one.id}", None))
    labels.append((say("staff.option.cancel"), "cancel", None))
    options = builder.ask(Asked.STAFF_MEANING, tuple(labels), _MINUTES, data={"message": kept})
    builder.reply(say("staff.what_is_this"), options=options)
    return builder.done()


def _chosen(context: StaffContext) -> tuple[Question, Option] | None:
    asked = context.conversation.open_question(context.now)
    if asked is None or asked.kind is not Asked.STAFF_MEANING or context.event.kind is not Kind.CHOICE:
        return None
    option = asked.chosen(None, context.event.choice)
    return (asked, option) if option else None


def chosen(context: StaffContext) -> Decision:
    builder, found = Builder(context, "meaning_chosen"), _chosen(context)
    builder.settle_question()
    wanted = meaning(found[1]) if found else "cancel"
    if wanted.startswith("class"):
        _post(builder, context, int(wanted.removeprefix("class")), found[0] if found else None)
    elif wanted.startswith("item") and context.item is not None:
        if rights.allowed(context, Action.ANSWER, rights.item_facts(context, context.item)):
            return answer.write(builder, context, context.item, context.kept_text)
        builder.reply(say("staff.not_yours"))
    else:
        builder.reply(say("staff.cancelled"))
    return builder.done()


def _post(builder: Builder, context: StaffContext, class_id: int, asked: Question | None) -> None:
    """The words are the post's now; where they were kept meanwhile they are wiped."""
    if not post_rights.for_class(context, class_id):
        builder.reply(say("staff.not_yours"))
        return
    post_flow.begin(builder, context, context.kept_text, class_id=class_id, kind=str(asked.data.get("kind", "")) if asked else "")
    if asked:
        builder.add(ForgetWords(int(asked.data["message"])))


HANDLER = Handler("meaning", Action.USE_STAFF_BOT, matches, handle)
CHOSEN: Handler[StaffContext] = Handler(
    "meaning_chosen", Action.USE_STAFF_BOT, lambda context: _chosen(context) is not None, chosen
)
