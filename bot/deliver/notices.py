"""What families get from people at school, and how an author sees an announcement before and after."""

from __future__ import annotations

from dataclasses import replace

from bot import serving
from bot.deliver.desk import Desk, Gone, finished
from bot.domain.cover import teacher_of
from bot.domain.messages import Carrier, Outgoing
from bot.domain.people import Role
from bot.domain.refs import button
from bot.domain.sending import Handover, Letter, Notice, Preview, Report, Verdict
from bot.domain.sms import sms_parts
from bot.domain.wording import ClassName, Names, Option, Phrase, RoleName, Who, say
from bot.handlers.families.replies import emergency_at
from bot.phrases import Reader, language_name, render
from bot.rules import local_day
from storage import announcements, items, messages, outbox, roll
from storage.announcements import AnnouncementRow
from storage.announcements import Reader as Adult
from storage.messages import MessageRow


def letter(desk: Desk, content: Letter) -> Outgoing:
    """A staff answer: who by role, about whom, in the reader's language, the original below."""
    message = messages.one(desk.scope, desk.db, content.message_id)
    if message is None:
        raise Gone("message_gone")
    head = render(_heading(desk, message), desk.reader)
    stored = messages.translation(desk.scope, desk.db, message.id, desk.to.language or "en")
    lines = [head, *with_original(desk.reader, message.body, stored)]
    item = items.one(desk.scope, desk.db, content.item_id) if content.item_id else None
    if item is None or item.topic not in desk.rules.policy.routing.ladders:
        return replace(finished(desk, lines), protect=False)
    lines.append(render(say("letter.steps"), desk.reader))
    return replace(finished(desk, lines, _on_telegram(desk, "option.not_resolved", "steps", item.id)), protect=False)


def _on_telegram(desk: Desk, label: str, verb: str, number: int) -> tuple[Option, ...]:
    """A button where there are buttons; a text message has a word for it instead."""
    shown = desk.to.address.carrier is Carrier.TELEGRAM
    return (Option(Phrase(label), button(verb, number)),) if shown else ()


def _heading(desk: Desk, message: MessageRow) -> Phrase:
    """Who by role and about whom; a question which child it is comes without one."""
    thread = messages.thread_of(desk.scope, desk.db, message.thread_id) if message.thread_id else None
    class_id = thread.class_id if thread else None
    place = RoleName(_author_role(desk, message.staff_id, class_id), class_id)
    if thread is None:
        return say("letter.from", place=place)
    return say("letter.about", place=place, names=Names(Who.PUPIL, (thread.pupil_id,)))


def welcome(desk: Desk) -> Outgoing:
    """The office has linked this phone: for which children, as things stand now."""
    day = local_day(desk.rules.policy, desk.now)
    served = serving.guardian(desk.scope, desk.db, desk.to.guardian_id or 0, day, desk.rules.policy)
    if served is None or not served.guardian.pupils:
        raise Gone("left")
    names = Names(Who.PUPIL, tuple(pupil.id for pupil in served.guardian.pupils))
    phrases = (
        say("join.done", names=names),
        say("join.what_now"),
        *emergency_at(desk.rules.policy, desk.rules.calendars, desk.now),
    )
    return finished(desk, [render(phrase, desk.reader) for phrase in phrases])


def verdict(desk: Desk, content: Verdict) -> Outgoing:
    phrases = (say(f"conduct.{content.outcome}"), say("conduct.ring_office"))
    return finished(desk, [render(phrase, desk.reader) for phrase in phrases])


def handover(desk: Desk, content: Handover) -> Outgoing:
    """One line for the class's teacher, back from being covered. Raises Gone when nothing came."""
    came = items.of_class(desk.scope, desk.db, content.class_id, content.since, content.until)
    if not came:
        raise Gone("nothing_to_tell")
    waits = sum(state in {"open", "taken"} for state in came)
    words = say("staff.handover", school_class=ClassName(content.class_id), n=len(came), open=waits)
    return finished(desk, [render(words, desk.reader)])


def _author_role(desk: Desk, staff_id: int | None, class_id: int | None) -> Role:
    day = local_day(desk.rules.policy, desk.now)
    if class_id is not None and staff_id in teacher_of(roll.duties(desk.scope, desk.db, day), class_id, day):
        return Role.CLASS_TEACHER
    author = roll.staff(desk.scope, desk.db, staff_id or 0, day)
    return min(author.roles, default=Role.CLASS_TEACHER) if author else Role.OFFICE


def with_original(reader: Reader, original: str, stored: tuple[str, str] | None) -> list[str]:
    """Machine work is labelled and the original kept; without an engine the original goes, labelled too (law 3)."""
    if stored is None or stored[1] == "same_language":
        return [original]
    text, status = stored
    if status == "translated":
        return [text, render(say("translated"), reader), original]
    return [original, render(say("not_translated"), reader)]


def notice(desk: Desk, content: Notice) -> Outgoing:
    news = announcements.one(desk.scope, desk.db, content.announcement_id)
    if news is None or news.state == "undone":
        raise Gone("undone")
    stored = announcements.text(desk.scope, desk.db, news.id, desk.to.language or "en")
    head = render(say("news.for", school_class=ClassName(news.class_id)), desk.reader)
    concern = _on_telegram(desk, "option.concern_about", "concern", news.id)
    answers = concern if desk.rules.policy.routing.service_concern else ()
    return finished(desk, [head, *with_original(desk.reader, news.body, stored)], answers)


def preview(desk: Desk, content: Preview) -> Outgoing:
    """Exactly whom it reaches, how, in which languages, and what the SMS part costs."""
    news = announcements.one(desk.scope, desk.db, content.announcement_id)
    if news is None:
        raise Gone("undone")
    policy = desk.rules.policy
    adults = serving.audience(desk.scope, desk.db, news, local_day(policy, desk.now), policy)
    count = {route: sum(adult.route == route for adult in adults) for route in ("telegram", "sms", "none")}
    languages = sorted({adult.language or "en" for adult in adults})
    foreign = [one for one in languages if one.split("-")[0] != "en"]
    lines = [say("staff.preview", n=len(adults), school_class=ClassName(news.class_id))]
    if policy.send.preview:
        lines.append(say("staff.preview_routes", **count, languages=_language_names(languages)))
        lines.append(say("staff.preview_cost", parts=_sms_parts(desk, news, adults)))
    if foreign and policy.send.preview and not desk.hub.translation.available:
        lines.append(say("staff.preview_untranslated", languages=_language_names(foreign)))
    options = [Option(say("staff.option.publish", n=len(adults)), button("publish", news.id))]
    if {"selected", "one"} & set(desk.rules.policy.staff.audiences):
        options.append(Option(say("staff.option.choose"), button("choose", news.id)))
    options.append(Option(say("staff.option.discard"), button("discard", news.id)))
    body = ["", news.body] if policy.send.preview else []
    return finished(desk, [*(render(line, desk.reader) for line in lines), *body], tuple(options))


def _language_names(tags: list[str]) -> str:
    return ", ".join(language_name(tag, "en_GB") for tag in tags)


def _sms_parts(desk: Desk, news: AnnouncementRow, adults: list[Adult]) -> int:
    """What would be sent to the SMS families, as far as it is known before translating."""
    total = 0
    for adult in adults:
        if adult.route == Carrier.SMS:
            reader = replace(desk.reader, language=adult.language)
            head = render(say("news.for", school_class=ClassName(news.class_id)), reader)
            total += sms_parts(f"{desk.reader.facts['school']}: {head}\n{news.body}").parts
    return total


def report(desk: Desk, content: Report) -> Outgoing:
    """ "25 of 28 reached; 2 no route; 1 failed: reason"."""
    states, _, troubles = outbox.announcement_states(desk.scope, desk.db, content.announcement_id)
    routes = announcements.routes(desk.scope, desk.db, content.announcement_id)
    reached = states.get("sent", 0) + states.get("delivered", 0)
    none = routes.get("none", 0)
    failed = states.get("failed", 0) + states.get("unknown", 0)
    waiting = sum(states.values()) - reached - failed - states.get("cancelled", 0)
    lines = [say("staff.report", reached=reached, all=sum(routes.values()))]
    if waiting:
        lines.append(say("staff.report_waiting", n=waiting))
    if none:
        lines.append(say("staff.report_none", n=none))
    lines += [say("staff.report_failed", n=n, reason=_trouble(what)) for what, n in sorted(troubles.items())]
    return finished(desk, [render(line, desk.reader) for line in lines])


def _trouble(what: str) -> Phrase:
    known = what if what in {"blocked", "gone", "refused", "unknown"} else "other"
    return say(f"staff.trouble.{known}")
