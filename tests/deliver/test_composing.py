"""What people read: cards and notices for staff, letters and news for families, and what is not sent any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.deliver.composing import compose
from bot.deliver.desk import Desk, Gone, reader_for
from bot.deliver.outcomes import To
from bot.domain.effects.items import OpenItem, ThreadOf
from bot.domain.effects.news import DraftAnnouncement
from bot.domain.messages import Carrier, MediaRef, Outgoing, Side
from bot.domain.messages import Kind as MessageKind
from bot.domain.people import Role
from bot.domain.refs import button
from bot.domain.sending import (
    Attachment,
    Card,
    Letter,
    Notice,
    PaperList,
    Parcel,
    Preview,
    Report,
    Retraction,
    Teaser,
    Welcome,
    Words,
)
from bot.domain.subjects import Subject
from bot.domain.wording import ClassName, Name, Option, RoleName, Who, say
from bot.hub import as_hub
from storage import announcements, audiences, itemfacts, items, medias, messages, other_ways, tables
from storage.db import Db
from storage.ids import new_id
from storage.messages import MessageRow
from tests.bench.crowd import announce, settle_crowd
from tests.handlers.builders import NOW
from tests.still import Still, whose


def to(still: Still, who: str) -> To:
    side, address = whose(who)
    account, cast = still.account(side, address.carrier), still.cast
    language = {"marta": "pl", "lena": "uk", "sana": "ur"}.get(who, "en")
    return To(account, address, 1, cast.guardians.get(who), cast.staff.get(who), language, account.key_id)


async def made(still: Still, content: Any, who: str) -> Outgoing:
    """The message a row with this content becomes for one person."""
    row = await still.row(await still.put(Parcel(content=content, due_at=NOW + timedelta(days=9), staff_id=1)))
    scope, reader = as_hub(still.cast.school_id, "test"), to(still, who)

    def query(db: Db) -> Outgoing:
        rules = still.hub.rules.of(db, still.cast.school_id, NOW)
        found = reader_for(scope, db, rules, reader, NOW)
        return compose(Desk(still.hub, scope, db, row, reader, rules, NOW, found))

    return await still.hub.read(query)


async def text(still: Still, content: Any, who: str) -> str:
    return (await made(still, content, who)).text


async def gone(still: Still, content: Any, who: str) -> str:
    with pytest.raises(Gone) as raised:
        await made(still, content, who)
    return str(raised.value)


async def opened(still: Still, **changes: Any) -> int:
    """An item about Mira for the teacher of 5A, or as the changes say."""
    cast = still.cast
    thread = ThreadOf(cast.guardians["lena"], cast.pupils["mira"], cast.classes["5A"])
    facts: dict[str, Any] = {
        "id": new_id(), "role": Role.CLASS_TEACHER, "subject": Subject.NOTE, "visible_from": NOW - timedelta(minutes=1),
        "class_id": cast.classes["5A"], "thread": thread, "guardian_id": thread.guardian_id, "pupil_id": thread.pupil_id,
    }  # fmt: skip
    item = OpenItem(**(facts | changes))
    await still.write(lambda db: items.open_item(cast.scope, db, item, NOW))
    return item.id


OFFICE: dict[str, Any] = {"role": Role.OFFICE, "class_id": None}
NOBODY: dict[str, Any] = {"thread": None, "pupil_id": None, "guardian_id": None}


async def written(still: Still, body: str = "Міра загубила шапку", **more: Any) -> tuple[int, MessageRow]:
    """A text of Lena's in an item of the teacher's."""
    await still.hear("lena", body, **more)
    await still.turn()
    found = await still.hub.read(lambda db: db.all(tables.message.select().order_by(tables.message.c.id.desc())))
    message = await still.hub.read(lambda db: messages.one(still.cast.scope, db, found[0].id))
    assert message is not None
    held = await still.hub.read(lambda db: itemfacts.of_message(still.cast.scope, db, message.id))
    return held[0][0], message


@pytest.mark.parametrize(
    "changes,line",
    [
        ({}, "Message · 5A. Tap Open."),
        (OFFICE | NOBODY, "Message. Tap Open."),
        ({"subject": Subject.URGENT}, "URGENT · 5A. Tap Open."),
        (OFFICE | {"subject": Subject.SAFEGUARDING}, "Please open now. Tap Open."),
        (OFFICE | {"kind": "call_back"}, "Please ring a parent · 5A. Tap Open."),
    ],
)
async def test_a_notice_shows_kind_and_class_and_nothing_personal(
    oak_lane: Still, changes: dict[str, Any], line: str
) -> None:
    item_id = await opened(oak_lane, **changes)
    message = await made(oak_lane, Teaser(item_id), "office")
    assert message.text == line
    assert message.buttons[0][0].data == button("open", item_id)
    assert message.protect


async def test_an_item_that_does_not_exist_has_no_card(oak_lane: Still) -> None:
    assert await gone(oak_lane, Teaser(1), "t5") == "moved_on"


async def test_a_card_names_child_and_adult_shows_the_words_and_what_can_be_done(oak_lane: Still) -> None:
    item_id, _ = await written(oak_lane)
    message = await made(oak_lane, Card(item_id), "t5")
    for part in ("Mira Dubova", "5A", "Lena Dubova", "Міра загубила шапку"):
        assert part in message.text
    verbs = [one.data.split(".")[0] for row in message.buttons for one in row]
    assert verbs[0] == "office"
    assert "danger" in verbs


@pytest.mark.parametrize("status,shown", [("translated", True), ("same_language", False), ("untranslated", False)])
async def test_the_original_stands_and_a_rendering_below_it(oak_lane: Still, status: str, shown: bool) -> None:
    item_id, message = await written(oak_lane)
    before = await text(oak_lane, Card(item_id), "t5")
    await oak_lane.write(
        lambda db: db.run(
            tables.message_translation.delete().where(tables.message_translation.c.message_id == message.id)
        )
    )
    assert before.count("\n") >= (await text(oak_lane, Card(item_id), "t5")).count("\n")
    save = messages.save_translation
    await oak_lane.write(
        lambda db: save(oak_lane.cast.scope, db, message, "en", "Mira has lost her cap", status, "own")
    )
    card = await text(oak_lane, Card(item_id), "t5")
    assert "Міра загубила шапку" in card
    assert ("Mira has lost her cap" in card) is shown


async def test_what_staff_or_english_families_write_needs_no_rendering(oak_lane: Still) -> None:
    await oak_lane.hear("beth", "Finn has lost his cap")
    await oak_lane.turn()
    (row,) = await oak_lane.hub.read(lambda db: db.all(tables.message.select()))
    held = await oak_lane.hub.read(lambda db: itemfacts.of_message(oak_lane.cast.scope, db, row.id))
    assert "not translated" not in (await text(oak_lane, Card(held[0][0]), "t3")).casefold()


async def test_voice_and_pictures_are_named_on_the_card_and_sent_once_they_are_here(oak_lane: Still) -> None:
    voice = (MediaRef(MessageKind.VOICE, "AgAD", "audio/ogg", 9, 4), MediaRef(MessageKind.PHOTO, "AgAE"))
    item_id, message = await written(oak_lane, "Міра співає", kind=MessageKind.PHOTO, media=voice)
    card = await text(oak_lane, Card(item_id), "t5")
    assert "voice message" in card
    assert "photo" in card
    media = await oak_lane.hub.read(lambda db: medias.of_message(oak_lane.cast.scope, db, message.id))
    assert await gone(oak_lane, Attachment(media[0].id), "t5") == "file_not_here_yet"
    settle, scope = medias.settle, oak_lane.cast.scope
    await oak_lane.write(lambda db: settle(scope, db, media[0].id, "refused", None))
    assert "could not be fetched or opened" in await text(oak_lane, Attachment(media[0].id), "t5")
    assert await gone(oak_lane, Attachment(1), "t5") == "file_gone"
    assert await gone(oak_lane, Attachment(media[1].id), "t3") == "moved_on"  # another class's


async def test_a_taken_item_says_who_and_a_done_one_how_it_ended(oak_lane: Still) -> None:
    item_id = await opened(oak_lane, **OFFICE)
    for verb, said in (("take", "Orla Penn"), ("done", "Done")):
        await oak_lane.hear("office", kind=MessageKind.CHOICE, choice=button(verb, item_id))
        await oak_lane.turn()
        card = await made(oak_lane, Card(item_id), "office2")
        assert "take" not in verbs(card)  # nobody can take it any more; its taker need not
        assert said.casefold() in card.text.casefold()
        brief = await text(oak_lane, Card(item_id, opened=False), "office2")
        assert "Mira" not in brief
    assert card.buttons == ()


async def test_an_edit_of_an_unopened_notice_shows_no_more_than_it_did(oak_lane: Still) -> None:
    item_id = await opened(oak_lane)
    assert await text(oak_lane, Card(item_id, opened=False), "t5") == "Message · 5A. Tap Open."


async def test_what_moved_on_leaves_nothing_of_itself(oak_lane: Still) -> None:
    item_id = await opened(oak_lane)
    assert "Mira" not in await text(oak_lane, Card(item_id), "t3")


def verbs(card: Outgoing) -> list[str]:
    return [one.data.split(".")[0] for row in card.buttons for one in row]


@pytest.mark.parametrize(
    "changes,taps",
    [
        (OFFICE, ["take", "done", "back", "danger"]),
        (OFFICE | {"claims": True, "kind": "join"}, ["link", "done", "take"]),
        ({"role": Role.DSL, "class_id": None, "subject": Subject.SAFEGUARDING}, ["take", "done", "back"]),
    ],
)
async def test_each_kind_of_item_has_its_own_taps(oak_lane: Still, changes: dict[str, Any], taps: list[str]) -> None:
    cast, account = oak_lane.cast, oak_lane.account(Side.FAMILIES, Carrier.TELEGRAM)
    claim = items.Claim(whose("lena")[1], account.id, Side.FAMILIES) if changes.get("claims") else None
    opened_ = OpenItem(
        id=new_id(), visible_from=NOW, guardian_id=cast.guardians["lena"],
        **({"subject": Subject.ADMIN} | changes),
    )  # fmt: skip
    await oak_lane.write(lambda db: items.open_item(cast.scope, db, opened_, NOW, claim))
    who = "dsl" if changes["role"] is Role.DSL else "office"
    card = await made(oak_lane, Card(opened_.id), who)
    assert [verb for verb in verbs(card) if verb in {"take", "done", "back", "danger", "link"}] == taps
    if changes.get("kind") == "join":
        assert "+4477009001" in card.text  # the number on the roll, to ring and compare


async def test_a_card_about_somebody_unknown_says_so(oak_lane: Still) -> None:
    item_id = await opened(oak_lane, **(OFFICE | NOBODY), because="hits")
    card = await text(oak_lane, Card(item_id), "office")
    assert "Child not known yet" in card
    assert "hits" in card


async def test_words_ask_for_the_number_on_telegram_only(oak_lane: Still) -> None:
    asks = Words((say("join.share_number"),), ask_contact=True)
    assert (await made(oak_lane, asks, "lena")).ask_contact is not None
    assert (await made(oak_lane, asks, "t5")).ask_contact is not None
    assert (await made(oak_lane, asks, "beth")).ask_contact is None


async def test_on_sms_options_are_digits_after_the_schools_name(oak_lane: Still) -> None:
    options = (Option("Ola", "q.1.a"), Option("Jan", "q.1.b"), Option("ring", "q.1.c", 0))
    words = Words((say("ask.which_child"),), options)
    english = await text(oak_lane, words, "beth")
    assert english.startswith("Oak Lane")
    assert english.endswith("1 Ola  2 Jan  0 ring")
    assert (await text(oak_lane, words, "sana")).startswith("\u200f")


async def test_short_labels_share_a_row_and_long_ones_stand_alone(oak_lane: Still) -> None:
    labels = ("Ola", "Jan", "Both", "Send to office", "Please phone", "Seen it")
    words = Words((say("ask.which_child"),), tuple(Option(label, f"q.1.{label[0]}") for label in labels))
    rows = [[one.label for one in row] for row in (await made(oak_lane, words, "lena")).buttons]
    assert rows == [["Ola", "Jan", "Both"], ["Send to office"], ["Please phone", "Seen it"]]


async def test_names_are_looked_up_for_each_reader_and_nobody_is_made_up(oak_lane: Still) -> None:
    cast = oak_lane.cast
    pupil, guardian = Name(Who.PUPIL, cast.pupils["mira"]), Name(Who.GUARDIAN, cast.guardians["lena"])
    options = (
        Option(pupil, "a"), Option(guardian, "b"), Option(Name(Who.STAFF, cast.staff["t5"]), "c"),
        Option(Name(Who.PUPIL, 1), "d"), Option(Name(Who.GUARDIAN, 1), "e"), Option(ClassName(1), "f"),
        Option(ClassName(cast.classes["5A"]), "g"),
    )  # fmt: skip
    words = Words((say("ask.which_child"),), options)
    labels = [one.label for row in (await made(oak_lane, words, "t5")).buttons for one in row]
    assert labels == ["Mira Dubova", "Lena Dubova", "Theo Fenn", "?", "?", "?", "5A"]
    family = [one.label for row in (await made(oak_lane, words, "lena")).buttons for one in row]
    assert family[0] == "Mira"


async def answered(still: Still, by: str = "t5") -> Letter:
    await written(still)
    await still.press("t5", "Open")
    await still.hear(by, "It is on the peg", reply_to=still.sent("t5")[-1][0])
    await still.turn()
    row = next(row for row in await still.rows("lena") if isinstance(row.content, Letter))
    assert isinstance(row.content, Letter)
    return row.content


@pytest.mark.parametrize("status,shown", [("translated", True), ("untranslated", False), ("same_language", False)])
async def test_a_letter_comes_in_the_familys_language_with_the_original(
    oak_lane: Still, status: str, shown: bool
) -> None:
    content = await answered(oak_lane)
    plain = await text(oak_lane, content, "lena")
    assert "It is on the peg" in plain
    message = await oak_lane.hub.read(lambda db: messages.one(oak_lane.cast.scope, db, content.message_id))
    assert message is not None
    save = messages.save_translation
    await oak_lane.write(lambda db: save(oak_lane.cast.scope, db, message, "uk", "Вона на гачку", status, "own"))
    letter = await text(oak_lane, content, "lena")
    assert "It is on the peg" in letter
    assert ("Вона на гачку" in letter) is shown
    assert await gone(oak_lane, Letter(1), "lena") == "message_gone"


async def test_a_question_of_the_offices_comes_without_a_child(oak_lane: Still) -> None:
    item_id = await opened(oak_lane, **(OFFICE | {"thread": None, "pupil_id": None}))
    await oak_lane.hear("office", kind=MessageKind.CHOICE, choice=button("open", item_id))
    await oak_lane.turn()
    await oak_lane.hear("office", "Which child is it?", reply_to=oak_lane.sent("office")[-1][0])
    await oak_lane.turn()
    content = next(row.content for row in await oak_lane.rows("lena") if isinstance(row.content, Letter))
    assert "Which child is it?" in await text(oak_lane, content, "lena")
    await oak_lane.write(lambda db: db.run(update(tables.message).values(staff_id=None)))
    assert "Which child is it?" in await text(oak_lane, content, "lena")


async def test_a_welcome_names_the_children_of_today(oak_lane: Still) -> None:
    assert "Mira" in await text(oak_lane, Welcome(), "lena")
    lena = oak_lane.cast.guardians["lena"]
    left = update(tables.guardian).where(tables.guardian.c.id == lena).values(left_on=NOW.date())
    await oak_lane.write(lambda db: db.run(left))
    assert await gone(oak_lane, Welcome(), "lena") == "left"


async def drafted(still: Still, body: str = "Trip on Friday") -> int:
    cast, made_ = still.cast, new_id()
    await still.write(
        lambda db: announcements.draft(
            cast.scope,
            db,
            DraftAnnouncement(id=made_, class_id=cast.classes["3B"], staff_id=cast.staff["t3"], body=body),
            NOW,
        )
    )
    return made_


async def test_news_name_their_class_and_stop_when_undone(oak_lane: Still) -> None:
    news_id = await drafted(oak_lane)
    assert "3B" in await text(oak_lane, Notice(news_id), "beth")
    await oak_lane.write(lambda db: announcements.drop(oak_lane.cast.scope, db, news_id))
    assert await gone(oak_lane, Notice(news_id), "beth") == "undone"
    assert await gone(oak_lane, Notice(1), "beth") == "undone"
    assert await gone(oak_lane, Preview(1), "t3") == "undone"


async def test_a_preview_tells_whom_it_reaches_and_what_it_costs(oak_lane: Still) -> None:
    preview = await text(oak_lane, Preview(await drafted(oak_lane)), "t3")
    assert "Trip on Friday" in preview
    assert "Polish" in preview
    assert "Urdu" in preview

    class Engine:
        available = True

        def reaches(self, source: str, target: str | None) -> bool:
            return (source, target) == ("en", "pl")

    oak_lane.hub.translation = Engine()  # type: ignore[assignment]
    told = await text(oak_lane, Preview(await drafted(oak_lane)), "t3")
    assert "Translated by computer, with the original, for: Polish." in told
    assert "Goes in English with a note to: Urdu." in told


@pytest.mark.parametrize("trouble,word", [("blocked", "blocked"), ("no_route", "no way left"), ("30003", "")])
async def test_a_report_counts_reached_waiting_no_route_and_failed(oak_lane: Still, trouble: str, word: str) -> None:
    news_id, cast = await drafted(oak_lane), oak_lane.cast
    states = {"sana": "sent", "beth": "failed", "omar": "failed", "marta": "queued"}
    troubles = {"beth": trouble, "omar": "30007" if trouble == "30003" else trouble}  # which carriers tell apart, not we
    for who, state in states.items():
        later, adult = NOW + timedelta(days=9), cast.guardians[who]
        parcel = Parcel(content=Notice(news_id), due_at=later, guardian_id=adult, intent=f"news:{news_id}:{adult}")
        row_id = await oak_lane.put(parcel)
        values = {"state": state, "trouble": troubles.get(who)}
        moved = update(tables.outbox).where(tables.outbox.c.id == row_id).values(**values)
        await oak_lane.write(lambda db, moved=moved: db.run(moved))  # type: ignore[misc]
    for who, route in {"sana": "sms", "beth": "sms", "omar": "sms", "marta": "telegram", "piotr": "none"}.items():
        reader = audiences.Reader(cast.guardians[who], "en", route)
        await oak_lane.write(lambda db, reader=reader: audiences.add_recipients(cast.scope, db, news_id, (reader,)))  # type: ignore[misc]
    report = await text(oak_lane, Report(news_id), "t3")
    assert "1 of 5" in report
    assert "2 failed" in report
    assert len(report.split("\n")) == 4
    assert word in report


async def test_a_retraction_removes_what_was_sent_and_nothing_that_was_not(oak_lane: Still) -> None:
    waits = await oak_lane.put(
        Parcel(content=Words((say("started"),)), due_at=NOW, guardian_id=oak_lane.cast.guardians["lena"])
    )
    assert await gone(oak_lane, Retraction(waits), "lena") == "never_sent"
    assert await gone(oak_lane, Retraction(1), "lena") == "never_sent"
    await oak_lane.turn()
    sent = oak_lane.sent("lena")[-1][0]
    assert (await made(oak_lane, Retraction(waits), "lena")).deletes == sent


async def test_a_role_is_named_by_its_class(oak_lane: Still) -> None:
    place = RoleName(Role.CLASS_TEACHER, oak_lane.cast.classes["5A"])
    assert "5A" in await text(oak_lane, Words((say("passed.to", place=place),)), "beth")


async def test_a_long_list_of_families_to_be_told_is_begun_and_counts_the_rest_by_class(oak_lane: Still) -> None:
    adults = await oak_lane.write(lambda db: settle_crowd(db, oak_lane, 45))
    news = await oak_lane.write(lambda db: announce(db, oak_lane))
    cast = oak_lane.cast

    def missed(db: Db) -> None:
        announcements.mark_sent(cast.scope, db, news, NOW)
        for adult in adults:
            other_ways.add(cast.scope, db, news, adult, cast.pupils["ola"], "no_account", NOW)

    await oak_lane.write(missed)
    shown = await made(oak_lane, PaperList(news), "office")
    assert shown.text.count("has no account") == 40
    assert "5 more follow as these are ticked off: 3B 5." in shown.text
    assert len(shown.buttons) == 20


async def test_who_has_only_a_carrier_that_the_school_does_not_use_has_no_route(oak_lane: Still) -> None:
    cast = oak_lane.cast
    for channels, ways in ((("telegram", "sms", "web"), {"telegram", "sms"}), (("sms",), {"sms", "none"}), ((), {"none"})):
        found = await oak_lane.hub.read(
            lambda db, channels=channels: audiences.audience(  # type: ignore[misc]
                cast.scope, db, cast.classes["3B"], NOW.date(), channels=channels
            )
        )
        assert {one.route for one in found} == ways
