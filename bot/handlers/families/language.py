"""The family's language: its own choice, from a menu or by its name, never changed silently."""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.asking import Label
from bot.domain.conversation import Asked, Question
from bot.domain.decision import Decision
from bot.domain.effects.people import SetLanguage
from bot.domain.messages import Carrier, Kind
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning

# "language" as families write it; "/language" and "/lang" are in the menu.
WORDS = frozenset({"/language", "/lang", "language"}) | spoken.keywords("language")
NATIVE = {one.tag: one.name for one in spoken.SPOKEN}
_MINUTES = 60
_FIT = 10  # names that fit into a text message of three parts


def _open_menu(context: FamilyContext) -> Question | None:
    asked = context.conversation.open_question(context.now)
    return asked if asked and asked.kind is Asked.LANGUAGE else None


def _chosen(context: FamilyContext) -> str | None:
    """The tag that was asked for: "LANGUAGE Italiano", or the menu answered by its digit, its button or a name."""
    first, _, rest = context.event.text.strip().partition(" ")
    if first.casefold() in WORDS:
        return spoken.named(rest)
    asked = _open_menu(context)
    if asked is None:
        return None
    option = asked.chosen(context.event.text, context.event.choice)
    return meaning(option) if option else spoken.named(context.event.text)


def matches(context: FamilyContext) -> bool:
    if context.guardian is None:
        return False
    asks = context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in WORDS
    return asks or _chosen(context) is not None


def handle(context: FamilyContext) -> Decision:
    builder, guardian = Builder(context, "language"), context.guardian
    chosen = _chosen(context)
    if chosen is None or guardian is None:
        labels = _menu(context)
        more = () if len(labels) == len(NATIVE) else (say("language.by_name"),)
        builder.reply(say("language.which"), *more, options=builder.ask(Asked.LANGUAGE, labels, _MINUTES, prompt="language.which"))
        return builder.done()
    builder.add(SetLanguage(guardian.id, chosen))
    if _open_menu(context):
        builder.settle_question()
    builder.reply(say("language.set"))
    return builder.done()


def _menu(context: FamilyContext) -> tuple[Label, ...]:
    """All of them on buttons; in a text message the school's own first and as many more as it is worth paying for."""
    own = [tag.split("-")[0] for tag in context.policy.school.languages]
    tags = sorted(NATIVE, key=lambda tag: (own.index(tag) if tag in own else len(own)))
    fit = _FIT if context.sender.carrier is Carrier.SMS else len(tags)
    return tuple((NATIVE[tag], tag, None) for tag in tags[:fit])


HANDLER = Handler("language", None, matches, handle)
