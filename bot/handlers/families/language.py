"""The family's language: its own choice, from a menu, never changed silently."""

from __future__ import annotations

from bot.domain.asking import Label
from bot.domain.conversation import Asked
from bot.domain.decision import Decision
from bot.domain.effects.people import SetLanguage
from bot.domain.messages import Kind
from bot.domain.wording import say
from bot.handlers.base import FamilyContext, Handler
from bot.handlers.building import Builder, meaning

# "language" as families write it; "/language" and "/lang" are in the menu.
WORDS = frozenset({
    "/language", "/lang", "language", "język", "jezyk", "limba", "limbă", "زبان", "ਭਾਸ਼ਾ", "ভাষা", "ભાષા", "اللغة",
    "idioma", "мова", "luuqad", "luqad", "zaban", "bhasha",
})  # fmt: skip

NATIVE = {
    "en": "English", "pl": "Polski", "ro": "Română", "ur": "اردو", "pa": "ਪੰਜਾਬੀ", "bn": "বাংলা", "gu": "ગુજરાતી",
    "ar": "العربية", "pt": "Português", "es": "Español", "uk": "Українська", "so": "Soomaali",
}  # fmt: skip
_MINUTES = 60


def _answers(context: FamilyContext) -> bool:
    asked = context.conversation.open_question(context.now)
    if asked is None or asked.kind is not Asked.LANGUAGE:
        return False
    return asked.chosen(context.event.text, context.event.choice) is not None


def matches(context: FamilyContext) -> bool:
    if context.guardian is None:
        return False
    asks = context.event.kind is Kind.TEXT and context.event.text.strip().casefold() in WORDS
    return asks or _answers(context)


def handle(context: FamilyContext) -> Decision:
    builder, guardian = Builder(context, "language"), context.guardian
    asked = context.conversation.open_question(context.now)
    option = asked.chosen(context.event.text, context.event.choice) if asked and _answers(context) else None
    if option is None or guardian is None:
        labels: tuple[Label, ...] = tuple((name, code, None) for code, name in NATIVE.items())
        builder.reply(say("language.which"), options=builder.ask(Asked.LANGUAGE, labels, _MINUTES))
        return builder.done()
    builder.add(SetLanguage(guardian.id, meaning(option)))
    builder.settle_question()
    builder.reply(say("language.set"))
    return builder.done()


HANDLER = Handler("language", None, matches, handle)
