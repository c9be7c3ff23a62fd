"""What staff see: a notice with nothing personal in it, and the card it opens into."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot import vault
from bot.deliver.desk import Desk, Gone, finished
from bot.deliver.recipients import is_theirs
from bot.domain.absence import is_absence
from bot.domain.conduct import offers
from bot.domain.messages import Kind, MediaRef, Outgoing
from bot.domain.people import Role
from bot.domain.refs import button
from bot.domain.sending import Attachment, Card, Digest, Reminder, Teaser
from bot.domain.subjects import Subject
from bot.domain.wording import ClassName, Days, LanguageName, Name, Option, Phrase, RoleName, Value, When, Who, say
from bot.handlers.base import ItemFacts
from bot.handlers.staff.item import switched_off
from bot.phrases import render
from bot.rules import local_day
from storage import absences, conduct, contacts, items, messages, outbox, roll
from storage.messages import MessageRow
from storage.outbox import OutboxRow

_TEACHERS_TAPS = ("office", "phone", "meet", "seen", "danger")
_OFFICE_TAPS = ("take", "done", "meet", "give", "back", "danger")
_OWN_WAYS = frozenset({"meeting", "appointment", "call", "call_back", "paper_copy", "concern", "staff_issue"})
_DANGER_TAPS = ("take", "done")
_RUNG = frozenset({"call_back", "not_reached", "not_recalled", "join", "missing"})  # the office needs the number


def _item(desk: Desk, item_id: int) -> ItemFacts:
    found = items.one(desk.scope, desk.db, item_id)
    if found is None:
        raise Gone("moved_on")
    return found


def _title(item: ItemFacts) -> Phrase:
    if item.kind != "message":
        return say(f"staff.kind.{item.kind}")
    return say(f"staff.subject.{item.subject}")


def teaser(desk: Desk, content: Teaser) -> Outgoing:
    """May show on a lock screen: the kind and the class, never a name or a word of the message."""
    item = _item(desk, content.item_id)
    class_id = item.thread.class_id if item.thread else item.class_id
    if item.subject is Subject.SAFEGUARDING:
        line = say("staff.danger_teaser")
    elif item.passed and class_id is not None:
        line = _passed(desk, item, class_id)
    elif class_id is None:
        line = say("staff.teaser_no_class", subject=_title(item))
    elif item.subject is Subject.URGENT:
        line = say("staff.urgent_teaser", school_class=ClassName(class_id))
    else:
        line = say("staff.teaser", subject=_title(item), school_class=ClassName(class_id))
    return finished(desk, [render(line, desk.reader)], (Option(say("staff.option.open"), button("open", item.id)),))


def _passed(desk: Desk, item: ItemFacts, class_id: int) -> Phrase:
    """One line for whoever has it now: what it is, of when and of which class, and why it came."""
    made = items.made_at(desk.scope, desk.db, item.id) or item.visible_from
    facts: dict[str, Value] = {"subject": _title(item), "school_class": ClassName(class_id), "when": When(made)}
    if item.written_in is not None:
        facts["written_in"] = ClassName(item.written_in)
    return say("staff.passed", line=Phrase("staff.passed.line", facts), why=Phrase(f"staff.passed.{item.passed}", facts))


def digest(desk: Desk, content: Digest) -> Outgoing:
    """How many notes came while the class was taught. Raises Gone when all have been seen."""
    unseen, reader = items.unseen(desk.scope, desk.db, content.class_id, desk.now), desk.to.staff_id or 0
    waiting = [one for one in unseen if is_theirs(desk.scope, desk.db, reader, one, desk.rules, desk.now)]
    if not waiting:
        raise Gone("all_seen")
    words = say("staff.digest", n=len(waiting), school_class=ClassName(content.class_id))
    oldest = (Option(say("staff.option.open"), button("open", waiting[0])),)  # the rest by /list
    return finished(desk, [render(words, desk.reader)], oldest)


def reminder(desk: Desk, content: Reminder) -> Outgoing:
    """As bare as the teaser: what kind, which class, since when. Those who may not read it get no button."""
    item = _item(desk, content.item_id)
    class_id = item.thread.class_id if item.thread else item.class_id
    facts: dict[str, Value] = {"subject": _title(item), "when": When(item.visible_from)}
    if class_id is not None:
        facts["school_class"] = ClassName(class_id)
    key = f"staff.remind.{content.step}" if class_id is not None else f"staff.remind.{content.step}_no_class"
    open_it = (Option(say("staff.option.open"), button("open", item.id)),) if content.opens else ()
    return finished(desk, [render(Phrase(key, facts), desk.reader)], open_it)


def card(desk: Desk, content: Card) -> Outgoing:
    """Child and class first, the parent's words, what the hub thinks and why, and what can be done."""
    item = _item(desk, content.item_id)
    place = _shown(desk, content)
    old = place.sent_ids if place else ()
    removed, edits = old[:-1], old[-1] if old else None
    if not is_theirs(desk.scope, desk.db, desk.to.staff_id or 0, item.id, desk.rules, desk.now):
        removed += outbox.files_shown(desk.scope, desk.db, desk.to.staff_id or 0, _media_ids(desk, item))
        place_now = say("staff.moved", place=RoleName(item.role, item.class_id))
        made = finished(desk, [render(place_now, desk.reader)])
    elif not _opened(desk, content):
        made = _brief(desk, item)
    else:
        lines = [*_who(desk, item), "", *_words(desk, item), "", *_state(desk, item)]
        made = finished(desk, lines, _taps(desk, item))
    return replace(made, edits=edits, deletes=" ".join(removed) or None)


def _shown(desk: Desk, content: Card) -> OutboxRow | None:
    """The message on the phone that is to be edited: a later edit may have put more messages in its place."""
    if content.replaces is None:
        return None
    rows = outbox.of_item(desk.scope, desk.db, content.item_id, desk.to.staff_id)
    after = {row.content.replaces: row for row in rows if row.sent_ids and isinstance(row.content, Card)}
    place = outbox.one(desk.scope, desk.db, content.replaces)
    while place is not None and place.id in after:
        place = after.pop(place.id)
    return place


def _media_ids(desk: Desk, item: ItemFacts) -> list[int]:
    return [one.id for message in item.message_ids for one in messages.media_of(desk.scope, desk.db, message)]


def _opened(desk: Desk, content: Card) -> bool:
    """Whether the message shows the card by now: it may have been opened while this edit was waiting."""
    rows = outbox.of_item(desk.scope, desk.db, content.item_id, desk.to.staff_id)
    cards = [row.content for row in rows if isinstance(row.content, Card)]
    return any(one.opened and one.replaces == content.replaces for one in (content, *cards))


def _brief(desk: Desk, item: ItemFacts) -> Outgoing:
    """A teaser brought up to date without showing more than it did."""
    if item.state == "open":
        return teaser(desk, Teaser(item.id))
    state = (
        say("staff.card.taken", who=_taker(item))
        if item.state == "taken"
        else say("staff.card.done", outcome=say("staff.outcome.done"))
    )
    return finished(desk, [render(say("staff.teaser_gone", subject=_title(item), state=state), desk.reader)])


def _taker(item: ItemFacts) -> Name | str:
    return Name(Who.STAFF, item.taken_by) if item.taken_by is not None else "?"


def _who(desk: Desk, item: ItemFacts) -> list[str]:
    lines = [_child(desk, item)]
    made = items.made_at(desk.scope, desk.db, item.id) or desk.now
    if item.guardian_id is None:
        lines.append(say("staff.card.from_unknown", when=When(made)))
    else:
        adult = Name(Who.GUARDIAN, item.guardian_id)
        lines.append(say("staff.card.from", adult=adult, when=When(made), language=LanguageName(item.language or "en")))
    if item.written_in is not None:
        lines.append(say("staff.card.written_in", school_class=ClassName(item.written_in), when=When(made)))
    if (item.kind in _RUNG or item.passed == "leaver") and item.guardian_id is not None:
        numbers = contacts.numbers_on_roll(desk.scope, desk.db, guardian_id=item.guardian_id)
        lines += [say("staff.card.number", number=number) for number in sorted(numbers)]
    return [render(line, desk.reader) for line in lines]


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


def _words(desk: Desk, item: ItemFacts) -> list[str]:
    found = items.full_messages(desk.scope, desk.db, item.id)
    if item.kind == "concern":
        return _concern(desk, found)
    return [line for message in found for line in _said(desk, message)]


def _said(desk: Desk, message: MessageRow) -> list[str]:
    return [*_media(desk, message), *([message.body] if message.body.strip() else []), *_translated(desk, message)]


def _concern(desk: Desk, found: list[MessageRow]) -> list[str]:
    """Under its headings; what the parent left out says so (LT42)."""
    form = desk.rules.policy.routing.concern_form or ("background",)
    kinds = {f"concern.{prompt}" for prompt in form}
    lines = [line for message in found if message.kind not in kinds for line in _said(desk, message)]
    for prompt in form:
        given = [line for one in found if one.kind == f"concern.{prompt}" for line in _said(desk, one)]
        lines.append(render(say(f"staff.concern.{prompt}"), desk.reader))
        lines += given or [render(say("staff.not_given"), desk.reader)]
    return lines


def _media(desk: Desk, message: MessageRow) -> list[str]:
    lines = []
    for media in messages.media_of(desk.scope, desk.db, message.id):
        if media.kind == Kind.VOICE:
            lines.append(render(say("staff.card.voice", seconds=media.seconds or 0), desk.reader))
        else:
            lines.append(render(say("staff.card.media", kind=media.kind), desk.reader))
    return lines


def _translated(desk: Desk, message: MessageRow) -> list[str]:
    """The original stands above; below it a rendering, or the plain word that there is none."""
    language = message.language or "en"
    if message.staff_id is not None or language.split("-")[0] == "en" or not message.body.strip():
        return []
    found = messages.translation(desk.scope, desk.db, message.id, "en")
    if found is None and desk.hub.translation.available:
        return [render(say("staff.card.translating"), desk.reader)]
    if found is None or found[1] == "same_language":
        return []
    if found[1] == "translated":
        return [render(say("staff.card.translation"), desk.reader), found[0]]
    return [render(say("staff.card.not_translated", language=LanguageName(language)), desk.reader)]


def _state(desk: Desk, item: ItemFacts) -> list[str]:
    why = items.because(desk.scope, desk.db, item.id)
    title = _title(item)
    lines = [say("staff.card.why", subject=title, because=why) if why else say("staff.card.subject", subject=title)]
    if item.state == "taken":
        lines.append(say("staff.card.taken", who=_taker(item)))
    elif item.state == "done":
        outcome = items.outcome(desk.scope, desk.db, item.id)
        lines.append(say("staff.card.done", outcome=say(f"staff.outcome.{outcome or 'done'}")))
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


def _taps(desk: Desk, item: ItemFacts) -> tuple[Option, ...]:
    if item.state in {"done", "withdrawn"}:
        return ()
    verbs: tuple[str, ...] = _TEACHERS_TAPS if item.role is Role.CLASS_TEACHER else _OFFICE_TAPS
    if item.subject is Subject.SAFEGUARDING:
        verbs = _DANGER_TAPS
    if item.claims and item.kind == "join":
        return _claim_taps(item)
    if item.kind == "conduct":
        return _conduct_taps(desk, item)
    if item.role is Role.CLASS_TEACHER and desk.rules.policy.conduct.report:
        verbs = (*verbs, "report")
    if is_absence(item.subject) and item.role is not Role.CLASS_TEACHER:
        verbs = ("confirm", *verbs)
    off = switched_off(desk.rules.policy)
    verbs = tuple(verb for verb in verbs if verb not in off and not (verb == "back" and item.kind in _OWN_WAYS))
    options = tuple(Option(say(f"staff.option.{verb}"), button(verb, item.id)) for verb in verbs)
    if item.subject is Subject.SAFEGUARDING:
        options += (Option(say("staff.option.not_danger"), button("back", item.id)),)
    return options


def _conduct_taps(desk: Desk, item: ItemFacts) -> tuple[Option, ...]:
    """The policy's next step for those who decide; the others pass it on to them."""
    policy, day = desk.rules.policy, local_day(desk.rules.policy, desk.now)
    member = roll.staff(desk.scope, desk.db, desk.to.staff_id or 0, day)
    if member is None or not member.roles & set(policy.conduct.decider):
        return (Option(say("staff.option.decide"), button("decide", item.id)),)
    entries = conduct.of(desk.scope, desk.db, item.guardian_id or 0)
    return tuple(
        Option(say(f"staff.option.judge_{one}"), button(f"judge_{one}", item.id))
        for one in offers(policy.conduct, entries, desk.now, policy.school.zone)
    )


def _claim_taps(item: ItemFacts) -> tuple[Option, ...]:
    """Whose phone it is has two answers; "take" tells a colleague that somebody is ringing up."""
    return (
        Option(say("staff.option.link"), button("link", item.id)),
        Option(say("staff.option.not_link"), button("done", item.id)),
        Option(say("staff.option.take"), button("take", item.id)),
    )


def attachment(desk: Desk, content: Attachment) -> Outgoing:
    """A voice note or picture the parent sent, from our own sealed copy: one bot cannot use another's file."""
    media = messages.media(desk.scope, desk.db, content.media_id)
    if media is not None and not _still_theirs(desk, media.message_id):
        raise Gone("moved_on")
    if media is None or media.state != "stored" or media.blob is None:
        raise Gone("file_gone" if media is None or media.state in {"gone", "refused"} else "file_not_here_yet")
    raw = vault.read(desk.hub, desk.db, media)
    ref = MediaRef(Kind(media.kind), "", media.mime, media.size, media.seconds)
    return Outgoing(to=desk.to.address, text="", media=ref, media_bytes=raw, protect=True, reference=str(desk.row.id))


def _still_theirs(desk: Desk, message_id: int) -> bool:
    """A file goes to whoever may see one of the items that hold its message."""
    held = items.of_message(desk.scope, desk.db, message_id)
    reader = desk.to.staff_id or 0
    return any(is_theirs(desk.scope, desk.db, reader, item_id, desk.rules, desk.now) for item_id, _ in held)
