"""Every page and deed of the console, each with the action somebody must be allowed: a route without one cannot be written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.domain.access import Action
from bot.web.console import (
    absences,
    announce,
    approvals,
    attaching,
    case,
    casefile,
    cases,
    classes,
    closing,
    colleagues,
    danger,
    emergency,
    events,
    evidence,
    governors,
    handouts,
    health,
    intake,
    item,
    letters,
    log,
    me,
    meetings,
    mine,
    photos,
    pressing,
    queue,
    reviews,
    rules,
    safety,
    school,
    search,
    sending,
    signing,
    subject_requests,
    subject_reviews,
    support,
    threads,
    times,
    trail,
)
from bot.web.console.door import Deed, Page
from bot.web.console.rendering import HERE
from bot.web.console.sign_in import OPEN

PAGES: tuple[Page, ...] = (
    Page(path="/console", view=queue.view, action=Action.USE_CONSOLE, template="queue"),
    Page(path="/console/item/{item:int}", view=item.view, action=Action.READ_ITEM, template="item", before=item.opened),
    Page(path=absences.PATH, view=absences.view, action=Action.READ_ABSENCES, template="absences"),
    Page(path=f"{absences.PATH}.csv", view=absences.sheet, action=Action.READ_ABSENCES),
    Page(path=log.PATH, view=log.view, action=Action.LOG_MESSAGE, template="log"),
    Page(path="/console/threads", view=threads.view, action=Action.READ_ITEM, template="threads"),
    Page(path="/console/threads/{thread:int}", view=threads.one, action=Action.READ_ITEM, template="thread"),
    Page(path=search.PATH, view=search.view, action=Action.READ_ITEM, template="search"),
    Page(path=announce.PATH, view=announce.view, action=Action.ANNOUNCE, template="announce"),
    Page(path="/console/announce/{news:int}", view=announce.one, action=Action.ANNOUNCE, template="news"),
    Page(path="/console/announce/{news:int}/file/{media:int}", view=attaching.picture, action=Action.ANNOUNCE),
    Page(path=sending.FAMILY, view=sending.family, action=Action.ANNOUNCE, template="to-family"),
    Page(path=sending.EVERY_WEEK, view=sending.weekly, action=Action.ANNOUNCE, template="weekly"),
    Page(path=sending.OUT, view=sending.out, action=Action.REMOVE_POST, template="out", before=sending.looked),
    Page(path=photos.PATH, view=photos.view, action=Action.USE_CONSOLE, template="photos"),
    Page(path=meetings.PATH, view=meetings.view, action=Action.READ_ITEM, template="meetings"),
    Page(path=f"{approvals.PATH}/{{news:int}}", view=approvals.view, action=Action.APPROVE_POST, template="approval"),
    Page(path=f"{approvals.PATH}/{{news:int}}/file/{{media:int}}", view=attaching.picture, action=Action.APPROVE_POST),
    Page(path=emergency.PATH, view=emergency.view, action=Action.EMERGENCY, template="emergency"),
    Page(path=times.HOURS, view=times.hours, action=Action.USE_CONSOLE, template="hours"),
    Page(path=mine.PATH, view=mine.view, action=Action.READ_OWN_ANSWERS, template="mine"),
    Page(path=times.COVER, view=times.cover, action=Action.SET_COVER, template="cover"),
    Page(path="/console/safeguarding", view=danger.view, action=Action.READ_DANGER, template="danger"),
    Page(path=classes.PATH, view=classes.view, action=Action.VIEW_CLASS_PAGE, template="classes"),
    Page(path=f"{classes.PATH}/{{class:int}}", view=classes.one, action=Action.VIEW_CLASS_PAGE, template="class", before=classes.looked),
    Page(path=f"{classes.PATH}/thread/{{thread:int}}", view=classes.ask, action=Action.VIEW_THREAD, template="look"),
    Page(path=cases.PATH, view=cases.view, action=Action.KEEP_CASES, template="cases"),
    Page(path=f"{cases.PATH}/{{case:int}}", view=case.view, action=Action.KEEP_CASES, template="case", before=case.looked),
    Page(path=f"{cases.PATH}/{{case:int}}/file", view=casefile.view, action=Action.KEEP_CASES, template="casefile", before=case.looked),
    Page(path=f"{cases.PATH}/{{case:int}}/export", view=casefile.download, action=Action.KEEP_CASES, before=case.taken),
    Page(path=f"{cases.PATH}/{{case:int}}/letter", view=letters.view, action=Action.KEEP_CASES, template="letter", before=case.looked),
    Page(path=reviews.PATH, view=reviews.view, action=Action.READ_REPORTS, template="reports"),
    Page(path=f"{reviews.PATH}.csv", view=reviews.sheet, action=Action.READ_REPORTS),
    Page(path=governors.PATH, view=governors.view, action=Action.READ_REPORTS, template="pack"),
    Page(path=f"{governors.PATH}/file", view=governors.take, action=Action.READ_REPORTS),
    Page(path=evidence.PATH, view=evidence.view, action=Action.READ_PAPERS, template="pack"),
    Page(path=f"{evidence.PATH}/file", view=evidence.take, action=Action.READ_PAPERS),
    Page(path=subject_requests.PATH, view=subject_requests.view, action=Action.READ_REQUESTS, template="requests"),
    Page(path=subject_reviews.PATH, view=subject_reviews.view, action=Action.REVIEW_EXPORT, template="release"),
    Page(path=signing.PATH, view=signing.view, action=Action.SIGN_OFF, template="signing"),
    Page(path=closing.PATH, view=closing.view, action=Action.DECLARE_CLOSURE, template="closure"),
    Page(path=intake.PATH, view=intake.view, action=Action.IMPORT_ROSTER, template="roster"),
    Page(path=handouts.PATH, view=handouts.view, action=Action.ISSUE_CODE, template="invites"),
    Page(path=school.PATH, view=school.view, action=Action.CHANGE_POLICY, template="school"),
    Page(path=colleagues.PATH, view=colleagues.view, action=Action.ISSUE_CODE, template="staff"),
    Page(path="/console/policy", view=rules.view, action=Action.READ_POLICY, template="policy"),
    Page(path="/console/trail", view=trail.view, action=Action.READ_AUDIT, template="trail", before=trail.looked),
    Page(path=support.PATH, view=support.view, action=Action.SEE_SUPPORT, template="support"),
    Page(path=f"{support.PATH}/{{thread:int}}", view=support.thread_, action=Action.READ_SUPPORT, template="support-thread", before=support.looked),
    Page(path=health.PATH, view=health.view, action=Action.OPERATE, template="health"),
    Page(path="/console/me", view=me.view, action=Action.USE_CONSOLE, template="me"),
)
DEEDS: tuple[Deed, ...] = (
    Deed(path="/console/press", do=pressing.press, action=Action.USE_CONSOLE),
    Deed(path="/console/say", do=pressing.say, action=Action.USE_CONSOLE),
    Deed(path="/console/item/{item:int}/reply", do=item.reply, action=Action.ANSWER),
    Deed(path="/console/absences/add", do=absences.add, action=Action.RECORD_ABSENCE),
    Deed(path="/console/absences/in", do=absences.came_in, action=Action.RECORD_ABSENCE),
    Deed(path="/console/absences/missing", do=absences.missing, action=Action.RECORD_ABSENCE),
    Deed(path=log.PATH, do=log.write, action=Action.LOG_MESSAGE),
    Deed(path=search.PATH, do=search.find, action=Action.READ_ITEM),
    Deed(path=announce.PATH, do=announce.write, action=Action.ANNOUNCE),
    Deed(path=sending.FAMILY, do=sending.to_family, action=Action.ANNOUNCE),
    Deed(path=sending.EVERY_WEEK, do=sending.set_weekly, action=Action.ANNOUNCE),
    Deed(path="/console/announce/{news:int}/files", do=attaching.add, action=Action.ANNOUNCE, files=True),
    Deed(path=emergency.PATH, do=emergency.write, action=Action.EMERGENCY),
    Deed(path=times.HOURS, do=times.set_hours, action=Action.USE_CONSOLE),
    Deed(path=times.COVER, do=times.set_cover, action=Action.SET_COVER),
    Deed(path=f"{classes.PATH}/thread/{{thread:int}}", do=classes.show, action=Action.VIEW_THREAD),
    Deed(path=cases.PATH, do=cases.begin, action=Action.KEEP_CASES),
    Deed(path=f"{cases.PATH}/{{case:int}}", do=case.add, action=Action.KEEP_CASES),
    Deed(path=f"{cases.PATH}/{{case:int}}/decide", do=case.decide, action=Action.KEEP_CASES),
    Deed(path=f"{cases.PATH}/{{case:int}}/end", do=case.end, action=Action.KEEP_CASES),
    Deed(path=signing.PATH, do=signing.sign, action=Action.SIGN_OFF),
    Deed(path="/console/papers/assessed", do=signing.keep, action=Action.KEEP_REGISTER),
    Deed(path="/console/papers/processor", do=signing.enter, action=Action.KEEP_REGISTER),
    Deed(path="/console/papers/processor/end", do=signing.end, action=Action.KEEP_REGISTER),
    Deed(path=closing.PATH, do=closing.close, action=Action.DECLARE_CLOSURE),
    Deed(path=f"{closing.PATH}/undo", do=closing.undo, action=Action.DECLARE_CLOSURE),
    Deed(path=intake.PATH, do=intake.show, action=Action.IMPORT_ROSTER, files=True),
    Deed(path=f"{intake.PATH}/decide", do=intake.decide, action=Action.IMPORT_ROSTER),
    Deed(path=handouts.PATH, do=handouts.make, action=Action.ISSUE_CODE),
    Deed(path=school.PATH, do=school.change, action=Action.CHANGE_POLICY),
    Deed(path=f"{school.PATH}/dates", do=school.add_dates, action=Action.CHANGE_POLICY),
    Deed(path=f"{school.PATH}/term", do=school.drop_term, action=Action.CHANGE_POLICY),
    Deed(path=f"{colleagues.PATH}/add", do=colleagues.add, action=Action.ISSUE_CODE),
    Deed(path=f"{colleagues.PATH}/code", do=colleagues.code, action=Action.ISSUE_CODE),
    Deed(path=f"{colleagues.PATH}/leave", do=colleagues.leave, action=Action.ISSUE_CODE),
    Deed(path=subject_requests.PATH, do=subject_requests.ask, action=Action.ANSWER_REQUEST),
    Deed(path=f"{subject_requests.PATH}/file", do=subject_requests.take, action=Action.EXPORT_SUBJECT),
    Deed(path=f"{subject_requests.PATH}/end", do=subject_requests.end, action=Action.ANSWER_REQUEST),
    Deed(path=subject_reviews.PATH, do=subject_reviews.decide, action=Action.REVIEW_EXPORT),
    Deed(path=support.PATH, do=support.ask, action=Action.ASK_SUPPORT),
    Deed(path=f"{support.PATH}/decide", do=support.decide, action=Action.GRANT_SUPPORT),
    Deed(path=f"{health.PATH}/again", do=health.again, action=Action.OPERATE),
    Deed(path="/console/sign-out", do=me.sign_out, action=Action.USE_CONSOLE),
    Deed(path="/console/me/end", do=me.end_session, action=Action.USE_CONSOLE),
    Deed(path="/console/me/password", do=me.change_password, action=Action.USE_CONSOLE),
    Deed(path="/console/me/recovery", do=me.new_recovery, action=Action.USE_CONSOLE),
)
_STATIC = {"console.css": "text/css", "console.js": "text/javascript", "icon.svg": "image/svg+xml"}


async def static(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in _STATIC:
        return Response(status_code=404)
    headers = safety.HEADERS | {"Cache-Control": "no-cache"}
    return FileResponse(HERE / "static" / name, media_type=_STATIC[name], headers=headers)


async def _home(_: Request) -> Response:
    return RedirectResponse("/console", 308)


def routes() -> list[BaseRoute]:
    """Pages by GET, deeds by POST, and the few that need nobody to be signed in."""
    found: list[BaseRoute] = [Route(path, endpoint, methods=methods) for path, (endpoint, methods) in OPEN.items()]
    found.append(Route(events.PATH, events.events, methods=["GET"]))
    found += [Route("/console/static/{name}", static), Route("/console/", _home)]
    found += [Route(one.path, _endpoint(one.endpoint), methods=["GET"]) for one in PAGES]
    found += [Route(one.path, _endpoint(one.endpoint), methods=["POST"]) for one in DEEDS]
    return found


def _endpoint(of: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Starlette takes a bound method for a class of endpoints; a function is a function."""

    async def endpoint(request: Request) -> Response:
        return await of(request)

    return endpoint
