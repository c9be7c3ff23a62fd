"""A post as its author, or the second person asked, checks it before it leaves (DPIA53, DPIA45)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from babel.dates import format_date

from bot import serving, spending
from bot.deliver.desk import Desk, Gone, finished
from bot.deliver.posts import heading
from bot.domain import emergency
from bot.domain.messages import Carrier, Outgoing
from bot.domain.ready import recognise, suggest
from bot.domain.refs import button
from bot.domain.repeating import remembered
from bot.domain.sending import Preview
from bot.domain.sms import sms_parts
from bot.domain.spending import most
from bot.domain.wording import ClassName, Day, Name, Names, Option, Phrase, Who, say
from bot.handlers.families.replies import noon
from bot.phrases import language_name, render
from bot.phrases.catalogues import shipped
from bot.rules import local_day
from storage import announcements, audiences, posts, roll
from storage.announcements import AnnouncementRow
from storage.audiences import Reader as Adult


def preview(desk: Desk, content: Preview) -> Outgoing:
    """Exactly whom it reaches, how, in which languages, and what the SMS part costs."""
    news = announcements.one(desk.scope, desk.db, content.announcement_id)
    if news is None or news.state == "undone":
        raise Gone("undone")
    policy = desk.rules.policy
    adults = serving.audience(desk.scope, desk.db, news, local_day(policy, desk.now), policy)
    lines = [*_asked_by(desk, news), *_whom(desk, news, adults)]
    if policy.send.preview:
        lines += _how(desk, news, adults)
    body = ["", *([news.body] if news.body else [])] if policy.send.preview else []
    if meant := emergency.of_notice(news.body, local_day(policy, desk.now)):
        body += (
            ["", render(say("staff.emergency_type", word=meant[1].word), desk.reader)]
            if news.kind == emergency.KIND
            else []
        )
    made = finished(desk, [*(render(line, desk.reader) for line in lines), *body], _options(desk, news, len(adults)))
    return replace(made, protect=policy.media.protect_staff)


def _asked_by(desk: Desk, news: AnnouncementRow) -> list[Phrase]:
    if desk.to.staff_id == news.staff_id:
        return []
    return [say("staff.preview_asked_by", who=Name(Who.STAFF, news.staff_id))]


def _whom(desk: Desk, news: AnnouncementRow, adults: list[Adult]) -> list[Phrase]:
    """One family is shown by the child's and the adults' whole names: two children may share a first name (DPIA45)."""
    n = len(adults)
    if news.audience == "school":
        return [say("staff.preview_school", n=n)]
    if news.audience == "classes":
        names = [
            roll.class_name(desk.scope, desk.db, one) or "?" for one in audiences.several(desk.scope, desk.db, news.id)
        ]
        return [say("staff.preview_classes", n=n, classes=", ".join(names))]
    if news.audience == "child" and news.pupil_id is not None:
        whose = Names(Who.GUARDIAN, tuple(one.guardian_id for one in adults))
        child = Name(Who.PUPIL, news.pupil_id)
        family = say("staff.family_of", child=child, school_class=ClassName(news.class_id or 0), adults=whose)
        return [say("staff.preview_child", n=n), family]
    return [say("staff.preview", n=n, school_class=ClassName(news.class_id or 0))]


def _how(desk: Desk, news: AnnouncementRow, adults: list[Adult]) -> list[Phrase]:
    count = {route: sum(adult.route == route for adult in adults) for route in ("telegram", "sms", "none")}
    languages = sorted({adult.language or "en" for adult in adults})
    foreign = [one for one in languages if one.split("-")[0] != "en"]
    files = len(posts.files(desk.scope, desk.db, news.id))
    lines = [
        say("staff.preview_routes", **count, languages=_language_names(languages)),
        say("staff.preview_cost", parts=_sms_parts(desk, news, adults)),
    ]
    lines += _limit(desk, news, adults, lines[-1])
    if files:
        lines.append(say("staff.preview_files" if desk.hub.public_url else "staff.preview_files_no_link", n=files))
    if news.happens_on is not None and news.kind == "event":
        lines.append(say("staff.preview_day", day=Day(noon(news.happens_on))))
    weekly = remembered(frozenset(news.checked.split()))
    if weekly is not None:
        day = format_date(date(2024, 1, 1) + timedelta(days=weekly.weekday), "EEEE", locale="en_GB")
        lines.append(say("staff.preview_weekly", day=day, time=f"{weekly.at:%H:%M}"))
    today = local_day(desk.rules.policy, desk.now)
    if recognise(news.body, today) is not None:
        lines.append(say("staff.preview_by_hand"))
    elif offered := suggest(news.body, today):
        lines.append(say("staff.preview_ready", text=offered))
    return [*lines, *_tongues(desk, foreign, by_hand=recognise(news.body, today) is not None)]


def _tongues(desk: Desk, foreign: list[str], *, by_hand: bool) -> list[Phrase]:
    """Per language: by hand, by an engine, or in English only, so that nobody is surprised after it has left."""
    on, left = desk.rules.policy.translation.outbound, [one for one in foreign if not (by_hand and shipped(one))]
    by_engine = [one for one in left if on and desk.hub.translation.reaches("en", one)]
    english = [one for one in left if one not in by_engine]
    return [
        *([say("staff.preview_engine", languages=_language_names(by_engine))] if by_engine else []),
        *([say("staff.preview_untranslated", languages=_language_names(english))] if english else []),
    ]


def _limit(desk: Desk, news: AnnouncementRow, adults: list[Adult], cost: Phrase) -> list[Phrase]:
    """What the month's limit leaves of it: staff know before they send."""
    limit, policy = desk.rules.policy.send.sms_parts_a_month, desk.rules.policy
    texts = sum(adult.route == "sms" for adult in adults)
    end = most(news.kind, limit)
    if end is None or not texts:
        return []
    spent = spending.spent(desk.scope, desk.db, policy, desk.now)
    lines = [say("staff.preview_limit", spent=spent, limit=limit)]
    if spent + int(str(cost.fields["parts"])) > end:
        kind = say(f"staff.post_kind.{news.kind}") if news.kind else say("staff.post_kind.notice")
        lines.append(say("staff.preview_over_limit", kind=kind, n=texts))
    return lines


def _options(desk: Desk, news: AnnouncementRow, n: int) -> tuple[Option, ...]:
    discard = Option(say("staff.option.discard"), button("discard", news.id))
    if news.kind == emergency.KIND:
        return (discard,)
    if desk.to.staff_id != news.staff_id:
        return (Option(say("staff.option.approve", n=n), button("approve", news.id)), discard)
    options = [Option(say("staff.option.publish", n=n), button("publish", news.id))]
    if suggest(news.body, local_day(desk.rules.policy, desk.now)):
        options.append(Option(say("staff.option.use_ready"), button("pr", news.id)))
    policy = desk.rules.policy
    chosen = news.audience == "class" and {"selected", "one"} & set(policy.staff.audiences)
    if chosen and (news.kind != "celebration" or "individual" in policy.feed.celebrations_via):
        options.append(Option(say("staff.option.choose"), button("choose", news.id)))
    return (*options, discard)


def _language_names(tags: list[str]) -> str:
    return ", ".join(language_name(tag, "en_GB") for tag in tags)


def _sms_parts(desk: Desk, news: AnnouncementRow, adults: list[Adult]) -> int:
    """What would be sent to the SMS families, as far as it is known before translating."""
    total = 0
    for adult in adults:
        if adult.route == Carrier.SMS:
            reader = replace(desk.reader, language=adult.language)
            head = render(heading(news), reader)
            total += sms_parts(f"{desk.reader.facts['school']}: {head}\n{news.body}").parts
    return total
