"""Notices that may show on a lock screen: the kind and the class, never a name or a word of the message."""

from __future__ import annotations

from bot.deliver.desk import Desk, Gone, finished
from bot.deliver.theirs import is_theirs
from bot.domain.messages import Outgoing
from bot.domain.refs import button
from bot.domain.sending import Digest, Reminder, Teaser
from bot.domain.subjects import Subject
from bot.domain.wording import ClassName, Option, Phrase, Value, When, say
from bot.handlers.known import ItemFacts
from bot.phrases import render
from storage import itemfacts, itemlists


def item_of(desk: Desk, item_id: int) -> ItemFacts:
    found = itemfacts.one(desk.scope, desk.db, item_id)
    if found is None:
        raise Gone("moved_on")
    return found


def title(item: ItemFacts) -> Phrase:
    if item.kind != "message":
        return say(f"staff.kind.{item.kind}")
    return say(f"staff.subject.{item.subject}")


def teaser(desk: Desk, content: Teaser) -> Outgoing:
    """May show on a lock screen: the kind and the class, never a name or a word of the message."""
    item = item_of(desk, content.item_id)
    class_id = item.thread.class_id if item.thread else item.class_id
    if item.subject is Subject.SAFEGUARDING:
        line = say("staff.danger_teaser")
    elif item.passed and class_id is not None:
        line = _passed(desk, item, class_id)
    elif class_id is None:
        line = say("staff.teaser_no_class", subject=title(item))
    elif item.subject is Subject.URGENT:
        line = say("staff.urgent_teaser", school_class=ClassName(class_id))
    else:
        line = say("staff.teaser", subject=title(item), school_class=ClassName(class_id))
    return finished(desk, [render(line, desk.reader)], (Option(say("staff.option.open"), button("open", item.id)),))


def _passed(desk: Desk, item: ItemFacts, class_id: int) -> Phrase:
    """One line for whoever has it now: what it is, of when and of which class, and why it came."""
    made = itemfacts.made_at(desk.scope, desk.db, item.id) or item.visible_from
    facts: dict[str, Value] = {"subject": title(item), "school_class": ClassName(class_id), "when": When(made)}
    if item.written_in is not None:
        facts["written_in"] = ClassName(item.written_in)
    return say(
        "staff.passed", line=Phrase("staff.passed.line", facts), why=Phrase(f"staff.passed.{item.passed}", facts)
    )


def digest(desk: Desk, content: Digest) -> Outgoing:
    """How many notes came while the class was taught. Raises Gone when all have been seen."""
    unseen, reader = itemlists.unseen(desk.scope, desk.db, content.class_id, desk.now), desk.to.staff_id or 0
    waiting = [one for one in unseen if is_theirs(desk.scope, desk.db, reader, one, desk.rules, desk.now)]
    if not waiting:
        raise Gone("all_seen")
    words = say("staff.digest", n=len(waiting), school_class=ClassName(content.class_id))
    oldest = (Option(say("staff.option.open"), button("open", waiting[0])),)  # the rest by /list
    return finished(desk, [render(words, desk.reader)], oldest)


def reminder(desk: Desk, content: Reminder) -> Outgoing:
    """As bare as the teaser: what kind, which class, since when. Those who may not read it get no button."""
    item = item_of(desk, content.item_id)
    class_id = item.thread.class_id if item.thread else item.class_id
    facts: dict[str, Value] = {"subject": title(item), "when": When(item.visible_from)}
    if class_id is not None:
        facts["school_class"] = ClassName(class_id)
    key = f"staff.remind.{content.step}" if class_id is not None else f"staff.remind.{content.step}_no_class"
    open_it = (Option(say("staff.option.open"), button("open", item.id)),) if content.opens else ()
    return finished(desk, [render(Phrase(key, facts), desk.reader)], open_it)
