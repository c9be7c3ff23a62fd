"""Before going live: what still stands against it, the assessment on record, signatures, and the contracts of who handles data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from starlette.responses import Response

from bot import assessing
from bot.domain.access import Action
from bot.domain.people import Role
from bot.domain.protection.processors import KINDS, SAFEGUARDS, Processor
from bot.domain.wording import say
from bot.privacy import papers
from bot.web.console.door import Post, Values, frame
from bot.web.console.forms import Form
from bot.web.console.rendering import page
from bot.web.console.visit import Look, NotHere, Visitor, look_at
from storage import books, processors
from storage.db import Db

PATH = "/console/papers/sign"
_SAYS = {"approves": "approves", "against": "advises against it", "overrules": "goes ahead all the same, for the reason given"}
_LONGEST = 500  # letters of a field


def view(look: Look) -> Values:
    visitor, kept = look.visitor, books.last(look.scope, look.db, "dpia")
    signed = papers.signed(look.scope, look.db)
    return {
        "left": [f"{one.words[:1].upper()}{one.words[1:]}." for one in assessing.left(look.scope, look.db, visitor.policy, look.day)],
        "assessed": f"{kept.day:%-d %B %Y}" if kept is not None else "",
        "keeps": visitor.could(Action.KEEP_REGISTER),
        "signed": [(name, _signature(signed.get(who))) for who, name in papers.SIGNERS.items()],
        "said": _may_say(visitor),
        "mine": [(who, papers.SIGNERS[who]) for who in papers.SIGNERS if who in _signs_as(visitor)],
        "register": [_line(look, one) for one in processors.register(look.scope, look.db).values()],
        "kinds": KINDS,
        "safeguards": SAFEGUARDS,
        "wrong": "",
        "typed": {},
    }


def _signature(found: Mapping[str, Any] | None) -> str:
    return f"{_SAYS[found['says']]}, {date.fromisoformat(found['day']):%-d %B %Y}" if found else ""


def _may_say(visitor: Visitor) -> dict[str, str]:
    """Only the head can go ahead against advice."""
    return {key: words for key, words in _SAYS.items() if key != "overrules" or "head" in _signs_as(visitor)}


def _line(look: Look, one: Processor) -> dict[str, object]:
    """`basis`: in the DPO's own words, for whoever may change it."""
    keeps = look.visitor.could(Action.KEEP_REGISTER)
    found = next(row for row in papers.register(look.scope, look.db, look.day) if row["name"] == one.name)
    return found | {"words": processors.basis_of(look.scope, look.db, one.name) if keeps and one.basis else ""}


def _signs_as(visitor: Visitor) -> dict[str, Role]:
    """What they may sign, and as whom."""
    return {what: role for role in sorted(visitor.roles) for what in assessing.signs_as(role)}


async def sign(post: Post) -> str | Response:
    visitor, form = post.visitor, post.form
    what, says, reason = form.get("what", ""), form.get("says", ""), form.get("reason", "").strip()[:_LONGEST]
    role = _signs_as(visitor).get(what)
    if role is None or says not in _SAYS or (says == "overrules" and what != "head"):
        raise NotHere
    if says == "overrules" and not reason:
        return await _again(post, "Going ahead all the same needs the reason.")
    scope = replace(visitor.acting(Action.SIGN_OFF), role=role)
    await visitor.hub.write(lambda db: assessing.sign(scope, db, visitor.now, visitor.context.day, what, says, reason))
    await post.say(say("staff.signed_off"))
    return PATH


async def keep(post: Post) -> str:
    visitor, scope = post.visitor, post.visitor.acting(Action.KEEP_REGISTER)
    await visitor.hub.write(lambda db: assessing.keep(scope, db, visitor.now, visitor.context.day))
    await post.say(say("staff.assessment_kept"))
    return PATH


async def enter(post: Post) -> str | Response:
    visitor, scope = post.visitor, post.visitor.acting(Action.KEEP_REGISTER)
    basis = post.form.get("basis", "").strip()[:_LONGEST]
    try:
        one = _entered(post.form, basis)
        number = await visitor.hub.write(lambda db: assessing.enter(scope, db, visitor.now, visitor.policy, one, basis))
    except ValueError as error:
        return await _again(post, f"Nothing was changed: {error}.")
    await post.say(say("staff.processor_entered", name=one.name, n=number))
    return PATH


def _entered(form: Form, basis: str) -> Processor:
    """Raises ValueError, in one sentence."""

    def field(name: str) -> str:
        return " ".join(form.get(name, "").split())[:_LONGEST]

    def day(name: str) -> date | None:
        return date.fromisoformat(field(name)) if field(name) else None

    if not field("name") or not field("purpose"):
        raise ValueError("say who it is, and what for")
    return Processor(
        name=field("name").casefold(), kind=field("kind"), country=field("country").upper(), purpose=field("purpose"),
        safeguard=field("safeguard"), valid_to=day("valid_to"), contract_on=day("contract_on"), certificate=field("certificate"),
        sub_processors=field("sub_processors"), keeps=field("keeps"), no_training="no_training" in form,
        content="full" if basis or field("kind") != "carrier" else "notice_only",
    )  # fmt: skip


async def end(post: Post) -> str:
    visitor, scope, name = post.visitor, post.visitor.acting(Action.KEEP_REGISTER), post.form.get("name", "")

    def unit(db: Db) -> None:
        if name not in processors.register(scope, db):
            raise NotHere
        assessing.end(scope, db, visitor.now, name)

    await visitor.hub.write(unit)
    await post.say(say("staff.processor_out", name=name))
    return PATH


async def _again(post: Post, wrong: str) -> Response:
    """The page with what was typed still in it."""

    def shown(db: Db) -> Response:
        look = look_at(post.visitor, db)
        return page("signing", 422, {**frame(look, PATH), **view(look), "wrong": wrong, "typed": post.form})

    return await post.visitor.hub.read(shown)
