"""The card a notice opens into: child and class, the parent's words, what the hub thinks, and what can be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot import vault
from bot.deliver import before, said, strangers
from bot.deliver.desk import Desk, Gone, finished
from bot.deliver.taps import taps
from bot.deliver.teasers import item_of, teaser, title
from bot.deliver.theirs import is_theirs
from bot.domain.absence import is_absence
from bot.domain.messages import Kind, MediaRef, Outgoing
from bot.domain.sending import Attachment, Card, Teaser
from bot.domain.subjects import PRIVATE
from bot.domain.wording import ClassName, Days, LanguageName, Name, Phrase, RoleName, When, Who, say
from bot.handlers.known import ItemFacts
from bot.phrases import render
from bot.rules import local_day
from storage import absences, contacts, itemfacts, medias, on_phones, outbox, roll, trail
from storage.outbox import OutboxRow

_RUNG = frozenset({"call_back", "not_reached", "not_recalled", "join", "missing"})  # the office needs the number


def card(desk: Desk, content: Card) -> Outgoing:
    """Child and class first, the parent's words, what the hub thinks and why, and what can be done."""
    item = item_of(desk, content.item_id)
    place = _shown(desk, content)
    old = place.sent_ids if place else ()
    removed, edits = old[:-1], old[-1] if old else None
    if not is_theirs(desk.scope, desk.db, desk.to.staff_id or 0, item.id, desk.rules, desk.now):
        removed += on_phones.files_shown(desk.scope, desk.db, desk.to.staff_id or 0, _media_ids(desk, item))
        place_now = say("staff.moved", place=RoleName(item.role, item.class_id))
        made = finished(desk, [render(place_now, desk.reader)])
    elif not _opened(desk, content):
        made = _brief(desk, item)
    else:
        lines = [*_who(desk, item), *_sensitive(desk, item), "", *said.words(desk, item), *before.lines(desk, item)]
        made = finished(desk, [*lines, "", *_state(desk, item)], taps(desk, item))
    return replace(made, edits=edits, deletes=" ".join(removed) or None)


def _shown(desk: Desk, content: Card) -> OutboxRow | None:
    """The message on the phone that is to be edited: a later edit may have put more messages in its place."""
    if content.replaces is None:
        return None
    rows = on_phones.of_item(desk.scope, desk.db, content.item_id, desk.to.staff_id)
    after = {row.content.replaces: row for row in rows if row.sent_ids and isinstance(row.content, Card)}
    place = outbox.one(desk.scope, desk.db, content.replaces)
    while place is not None and place.id in after:
        place = after.pop(place.id)
    return place


def _media_ids(desk: Desk, item: ItemFacts) -> list[int]:
    return [one.id for message in item.message_ids for one in medias.of_message(desk.scope, desk.db, message)]


def _opened(desk: Desk, content: Card) -> bool:
    """Whether the message shows the card by now: it may have been opened while this edit was waiting."""
    rows = on_phones.of_item(desk.scope, desk.db, content.item_id, desk.to.staff_id)
    cards = [row.content for row in rows if isinstance(row.content, Card)]
    return any(one.opened and one.replaces == content.replaces for one in (content, *cards))


def _brief(desk: Desk, item: ItemFacts) -> Outgoing:
    """A teaser brought up to date without showing more than it did."""
    if item.state == "open":
        return teaser(desk, Teaser(item.id))
    state = say("staff.card.taken", who=_taker(item)) if item.state == "taken" else _ended(item)
    return finished(desk, [render(say("staff.teaser_gone", subject=title(item), state=state), desk.reader)])


def _ended(item: ItemFacts) -> Phrase:
    return say("staff.card.done", outcome=say(f"staff.outcome.{item.outcome}"))


def _taker(item: ItemFacts) -> Name | str:
    return Name(Who.STAFF, item.taken_by) if item.taken_by is not None else "?"


def _who(desk: Desk, item: ItemFacts) -> list[str]:
    lines = [_child(desk, item)]
    made = itemfacts.made_at(desk.scope, desk.db, item.id) or desk.now
    if item.guardian_id is None:
        lines += strangers.lines(desk.scope, desk.db, item, made)
    else:
        adult = Name(Who.GUARDIAN, item.guardian_id)
        lines.append(say("staff.card.from", adult=adult, when=When(made), language=LanguageName(item.language or "en")))
    if item.written_in is not None:
        lines.append(say("staff.card.written_in", school_class=ClassName(item.written_in), when=When(made)))
    if (item.kind in _RUNG or item.passed == "leaver") and item.guardian_id is not None:
        numbers = contacts.numbers_on_roll(desk.scope, desk.db, guardian_id=item.guardian_id)
        lines += [say("staff.card.number", number=number) for number in sorted(numbers)]
    return [render(line, desk.reader) for line in lines]


def _sensitive(desk: Desk, item: ItemFacts) -> list[str]:
    """That words which may be about health or another private matter are no matter for a page (DPIA16).

    Where the item's subject says so already, the card does not say it twice.
    """
    marked = item.subject not in PRIVATE and any(
        trail.noted(desk.scope, desk.db, "sensitive", "message", one) for one in item.message_ids
    )
    return [render(say("staff.card.sensitive"), desk.reader)] if marked else []


def _child(desk: Desk, item: ItemFacts) -> Phrase:
    if item.pupil_id is None:
        return say("staff.card.no_child")
    class_id = item.thread.class_id if item.thread else _class_now(desk, item.pupil_id)
    if class_id is None:
        return say("staff.card.child_only", child=Name(Who.PUPIL, item.pupil_id))
    return say("staff.card.child", child=Name(Who.PUPIL, item.pupil_id), school_class=ClassName(class_id))


def _class_now(desk: Desk, pupil_id: int) -> int | None:
    pupil = roll.pupil(desk.scope, desk.db, pupil_id, local_day(desk.rules.policy, desk.now))
    return pupil.school_class.id if pupil else None


def _state(desk: Desk, item: ItemFacts) -> list[str]:
    why = itemfacts.because(desk.scope, desk.db, item.id)
    named = title(item)
    lines = [say("staff.card.why", subject=named, because=why) if why else say("staff.card.subject", subject=named)]
    if item.state == "taken":
        lines.append(say("staff.card.taken", who=_taker(item)))
    elif item.state == "done":
        lines.append(_ended(item))
    elif item.guardian_id is not None:
        lines.append(say("staff.card.reply"))
    lines += _absences(desk, item)
    return [render(line, desk.reader) for line in lines]


def _absences(desk: Desk, item: ItemFacts) -> list[Phrase]:
    """What was understood, one line a stretch: the office checks it against the words above."""
    rows = absences.of_item(desk.scope, desk.db, item.id) if is_absence(item.subject) else []
    days: dict[tuple[str, str], list[date]] = {}
    for row in rows:
        days.setdefault((row.code, "differs" if row.differs else row.state), []).append(row.day)
    halves = {row.session for row in rows}
    part = halves.pop() if len(halves) == 1 else "all"
    return [
        say(
            "staff.card.absence",
            days=Days(min(found), max(found), part),
            code=code,
            state=say(f"staff.absence_state.{state}"),
        )
        for (code, state), found in days.items()
    ]


def attachment(desk: Desk, content: Attachment) -> Outgoing:
    """A voice note or picture the parent sent, from our own sealed copy: one bot cannot use another's file."""
    media = medias.one(desk.scope, desk.db, content.media_id)
    if media is not None and not _still_theirs(desk, media.message_id):
        raise Gone("moved_on")
    if media is None:
        raise Gone("file_gone")
    if media.state in {"gone", "refused"}:
        return finished(desk, [render(say("staff.file_not_kept"), desk.reader)])
    if media.state != "stored" or media.blob is None:
        raise Gone("file_not_here_yet")
    raw = vault.read(desk.hub, desk.db, media)
    ref = MediaRef(Kind(media.kind), "", media.mime, media.size, media.seconds)
    return Outgoing(to=desk.to.address, text="", media=ref, media_bytes=raw, protect=True, reference=str(desk.row.id))


def _still_theirs(desk: Desk, message_id: int) -> bool:
    """A file goes to whoever may see one of the items that hold its message."""
    held = itemfacts.of_message(desk.scope, desk.db, message_id)
    reader = desk.to.staff_id or 0
    return any(is_theirs(desk.scope, desk.db, reader, item_id, desk.rules, desk.now) for item_id, _ in held)
