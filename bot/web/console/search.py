"""Find words in what this person may read. The words are sent as a form: an address is kept in histories and logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from starlette.responses import Response

from bot import searching
from bot.deliver.teasers import title
from bot.domain import finding
from bot.domain.finding import Asked
from bot.domain.people import DutyKind
from bot.domain.wording import Who
from bot.handlers.known import ItemFacts
from bot.web.console.door import Post, Values, frame
from bot.web.console.queue import visible
from bot.web.console.rendering import page
from bot.web.console.visit import Look, look_at
from storage import itemfacts
from storage.crypto import KeyProblem
from storage.db import Db
from storage.moment import Moment
from storage.wording import Held, Text

PATH = "/console/search"
_MOST, _AT_ONCE = 30, 32
_READS = frozenset({DutyKind.TEACHES, DutyKind.COVERS})


@dataclass(frozen=True, slots=True)
class Hit:
    """`words` are empty for what nobody has opened yet: opening is what marks it as seen."""

    item_id: int
    what: str
    about: str
    school_class: str
    when: str
    words: str = ""
    lang: str = "en"


def view(_: Look) -> Values:
    return {"search": "", "hits": [], "asked": False, "more": False, "short": False}


async def find(post: Post) -> Response:
    visitor, text = post.visitor, post.form.get("search", "").strip()[:200]

    def shown(db: Db) -> Response:
        look = look_at(visitor, Moment(db.connection, db.keys, db.kept))
        return page("search", 200, {**frame(look, PATH), **_found(look, text)})

    return await visitor.hub.read(shown)


def _found(look: Look, text: str) -> Values:
    wanted = finding.asked(text)
    hits, more = _hits(look, wanted) if wanted else ([], False)
    return {"search": text, "hits": hits, "asked": bool(wanted), "more": more, "short": bool(text) and not wanted}


def _hits(look: Look, wanted: Asked) -> tuple[list[Hit], bool]:
    """And whether there may be more."""
    mine = look.visitor.session.staff_id
    classes = {duty.class_id for duty in look.context.duties if duty.staff_id == mine and duty.kind in _READS}
    found = searching.Candidates(look.scope, look.db, wanted, look.visitor.roles, classes)
    hits: list[Hit] = []
    for item, held in _read(look, wanted, found):
        with suppress(KeyProblem):  # whose name is damaged cannot be shown; the others can
            hits.append(_hit(look, wanted, item, held))
        if len(hits) == _MOST:
            return hits, True
    return hits, found.capped


def _read(look: Look, wanted: Asked, found: Iterable[int]) -> Iterator[tuple[ItemFacts, Held]]:
    """Those with the words that may be read now: a token keeps apart what people could ever read, the right is asked here."""
    for held in _together(searching.fitting(look.scope, look.db, wanted, found, _MOST)):
        for item in visible(look.visitor, itemfacts.several(look.scope, look.db, [*held])):
            if item.state != "withdrawn":
                yield item, held[item.id]


def _together(some: Iterable[dict[int, Held]]) -> Iterator[dict[int, Held]]:
    """Enough of them for a page at a time: two looks for their items take twice as long as one."""
    waiting: dict[int, Held] = {}
    for more in some:
        waiting |= more
        while len(waiting) >= _AT_ONCE:
            yield {one: waiting.pop(one) for one in [*waiting][:_AT_ONCE]}
    if waiting:
        yield waiting


def _hit(look: Look, wanted: Asked, item: ItemFacts, held: Held) -> Hit:
    words, lang = ("", "en") if not item.seen and item.state == "open" else _words(wanted, held.texts)
    return Hit(
        item_id=item.id,
        what=look.say(title(item)),
        about=_about(look, item),
        school_class=look.class_name(item.thread.class_id if item.thread else item.class_id),
        when=look.when(item.visible_from),
        words=words,
        lang=lang,
    )


def _about(look: Look, item: ItemFacts) -> str:
    child, adult = look.name(Who.PUPIL, item.pupil_id), look.name(Who.GUARDIAN, item.guardian_id)
    return ", ".join(name for name in (child, adult) if name) or "Somebody we do not know"


def _words(wanted: Asked, texts: Sequence[Text]) -> tuple[str, str]:
    """Some of the message with the words, in the version that has them; of the last one when only a name was found."""
    for one in texts:
        for text, lang in ((one.body, one.language or "en"), (one.rendered, "en")):
            if finding.touches(wanted, text):
                return finding.excerpt(wanted, text), lang
    last = texts[-1] if texts else None
    return (finding.excerpt(wanted, last.body), last.language or "en") if last else ("", "en")
