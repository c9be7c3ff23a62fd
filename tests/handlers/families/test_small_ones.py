"""The short handlers: edits, help, language, media, membership, refusals, ring me, stop, strangers, the closed door."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.conversation import Asked, Burst, Conversation
from bot.domain.effects.items import AddToItem, Keep, OpenItem, ThreadOf
from bot.domain.effects.people import ContactState, SetLanguage
from bot.domain.messages import Address, Carrier, Kind, MediaRef
from bot.domain.policy import Messages
from bot.domain.subjects import Subject
from bot.handlers.base import FamilyContext
from bot.handlers.families import (
    closed_door,
    decide,
    edit,
    help_,
    language,
    media,
    membership,
    reaction,
    refused,
    ring_me,
    stop,
    unknown,
)
from bot.handlers.families.replies import item_news
from bot.handlers.known import Version
from tests.handlers.builders import (
    BETH,
    MARTA,
    NIGHT,
    NOW,
    POLICY,
    SMS,
    TELEGRAM,
    about,
    asked,
    changed,
    item,
    outcome,
    parent,
    press,
)


def test_an_edit_is_a_new_version_in_every_thread_and_item_that_holds_the_message() -> None:
    versions = (
        Version(message_id=70, thread=ThreadOf(21, 11, 3), item_ids=(50,)),
        Version(message_id=71, thread=ThreadOf(21, 12, 5), item_ids=(51,), lead_item_ids=(52,)),
    )
    context = parent("Thursday, not Friday", kind=Kind.EDIT, earlier=versions)
    assert edit.matches(context)
    found = outcome(edit.handle, context)
    assert [keep.replaces for keep in found.all(Keep)] == [70, 71]
    assert [one.item_id for one in found.all(AddToItem)] == [50, 51, 52]
    assert found.said == []


@pytest.mark.parametrize("text,helps", [("HELP", True), ("/start", True), ("مدد", True), ("help me", False)])
def test_help_is_the_whole_text(text: str, helps: bool) -> None:
    assert help_.matches(parent(text)) is helps
    assert not help_.matches(parent(text, of=None))


@pytest.mark.parametrize("mode,first", [("two_way", "help.write"), ("announcements_only", "help.news_only")])
def test_help_says_what_this_number_is_for(mode: str, first: str) -> None:
    found = outcome(help_.handle, parent("help", policy=replace(POLICY, mode=mode)))
    assert found.said == [first, "help.language", "help.digest", "help.my_data", "emergency.office"]


def test_the_language_is_a_menu_and_changes_only_by_choice() -> None:
    menu = outcome(language.handle, parent("LANGUAGE"))
    assert menu.said == ["language.which"]
    assert menu.offers[:2] == ["en", "pl"]
    answered = parent("2", conversation=asked(Asked.LANGUAGE, "en", "pl"))
    assert language.matches(answered)
    found = outcome(language.handle, answered)
    assert found.one(SetLanguage) == SetLanguage(21, "pl")
    assert (found.said, found.remembered.question) == (["language.set"], None)


@pytest.mark.parametrize(
    "context,matches",
    [
        (parent("język"), True),
        (parent("/language", of=None), False),
        (parent("my language is Polish"), False),
        (parent("1", conversation=asked(Asked.WHICH_CHILD, "p11")), False),
        (parent("7", conversation=asked(Asked.LANGUAGE, "en", "pl")), False),
    ],
)
def test_only_the_word_or_an_answer_is_about_language(context: FamilyContext, matches: bool) -> None:
    assert language.matches(context) is matches


@pytest.mark.parametrize(
    "text,conversation",
    [
        ("Polish", asked(Asked.LANGUAGE, "en", "pl")),
        ("polski.", asked(Asked.LANGUAGE, "en", "pl")),
        ("language Polski", Conversation()),
        ("język polish", asked(Asked.WHICH_CHILD, "p11")),
    ],
)
def test_a_language_is_chosen_by_its_name_too(text: str, conversation: Conversation) -> None:
    named = parent(text, conversation=conversation)
    assert language.matches(named)
    found = outcome(language.handle, named)
    assert found.one(SetLanguage) == SetLanguage(21, "pl")
    assert found.said == ["language.set"]
    if conversation.question and conversation.question.kind is Asked.WHICH_CHILD:
        assert found.remembered.question == conversation.question  # another question stays open


@pytest.mark.parametrize("text", ["Polish", "language of the class", "idioma klingon"])
def test_a_languages_name_alone_is_a_message_and_an_unknown_name_is_no_choice(text: str) -> None:
    assert not language.matches(parent(text))


def test_a_text_message_offers_the_schools_own_languages_first_and_as_many_as_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(language, "_FIT", 3)
    by_sms = changed(parent("LANGUAGE"), school=replace(POLICY.school, languages=("so", "pt-BR")))
    menu = outcome(language.handle, replace(by_sms, event=replace(by_sms.event, sender=SMS)))
    assert menu.said == ["language.which", "language.by_name"]
    assert menu.offers == ["so", "pt", "en"]


PICTURE = (MediaRef(Kind.PHOTO, "AgAD"),)


def _album(**more: Any) -> Conversation:
    facts: dict[str, Any] = {"started_at": NOW, "text": "", "message_ids": (70,), "item_ids": (50,), "places": ("x",)}
    return Conversation(burst=Burst(**(facts | more)))


def test_the_second_picture_of_an_album_joins_the_item_of_the_first_in_silence() -> None:
    found = outcome(media.handle, parent(of=BETH, kind=Kind.PHOTO, media=PICTURE, conversation=_album()))
    assert found.one(AddToItem).item_id == 50
    assert found.one(Keep).thread == ThreadOf(22, 13, 3)
    assert found.said == []
    unknown_child = outcome(media.handle, parent(of=MARTA, kind=Kind.PHOTO, media=PICTURE, conversation=_album()))
    assert unknown_child.one(Keep).thread is None


@pytest.mark.parametrize(
    "text,conversation", [("Finn drew this", _album()), ("", _album(item_ids=(), places=())), ("", Conversation())]
)
def test_any_other_picture_is_a_note(text: str, conversation: Conversation) -> None:
    context = parent(text, of=BETH, kind=Kind.PHOTO, media=PICTURE, conversation=conversation)
    assert media.matches(context)
    assert outcome(media.handle, context).by == "note"


@pytest.mark.parametrize("adult,pupil", [(BETH, 13), (MARTA, None)])
def test_a_voice_note_waits_for_its_sender_to_sort_it(adult: Any, pupil: int | None) -> None:
    found = outcome(media.handle, parent(of=adult, kind=Kind.VOICE, now=NIGHT))
    assert found.said == ["emergency.office_later", "voice.what_about"]
    assert found.offers == ["absence", "urgent", "note", "ring"]
    assert (found.one(OpenItem).pupil_id, found.one(OpenItem).visible_from) == (pupil, NIGHT + timedelta(minutes=10))


def test_a_voice_note_with_a_caption_is_sorted_by_its_words() -> None:
    assert outcome(media.handle, parent("Finn is ill", of=BETH, kind=Kind.VOICE)).by == "note"


@pytest.mark.parametrize(
    "more,state",
    [
        ({"kind": Kind.BLOCKED}, ContactState(41, "blocked")),
        ({"kind": Kind.UNBLOCKED}, ContactState(41, "verified")),
        (
            {"kind": Kind.MIGRATED, "new_address": "-1001"},
            ContactState(41, "verified", Address(Carrier.TELEGRAM, "-1001")),
        ),
    ],
)
def test_what_happens_to_a_chat_is_noted_on_the_contact(more: dict[str, Any], state: ContactState) -> None:
    context = parent(**more)
    assert membership.matches(context)
    assert outcome(membership.handle, context).one(ContactState) == state


@pytest.mark.parametrize(
    "more", [{"kind": Kind.BLOCKED, "of": None}, {"kind": Kind.UNBLOCKED, "of": None}, {"kind": Kind.MIGRATED}]
)
def test_nobodys_chat_changes_nothing(more: dict[str, Any]) -> None:
    assert outcome(membership.handle, parent(**more)).decision.effects == ()


def test_a_group_is_left_without_a_word() -> None:
    found = outcome(membership.handle, parent(kind=Kind.GROUP))
    assert (found.recorded, found.said) == (["group_refused"], [])


@pytest.mark.parametrize("what,said", [("location", "refused.location"), ("sticker", "refused.kind")])
def test_what_cannot_be_kept_is_refused_with_a_reason(what: str, said: str) -> None:
    context = parent(kind=Kind.REFUSED, refused=what)
    assert refused.matches(context)
    found = outcome(refused.handle, context)
    assert (found.said, found.kept) == ([said], [])


@pytest.mark.parametrize(
    "adult,now,said",
    [
        (BETH, NOW, ["ring_me.today"]),
        (MARTA, NOW, ["ring_me.today"]),
        (BETH, NIGHT, ["ring_me.later", "emergency.office_later"]),
    ],
)
def test_zero_means_please_ring_me(adult: Any, now: Any, said: list[str]) -> None:
    context = parent("0", of=adult, now=now)
    assert ring_me.matches(context)
    found = outcome(ring_me.handle, context)
    assert found.said == said
    assert (found.one(OpenItem).kind, found.one(OpenItem).pupil_id) == ("call_back", 13 if adult is BETH else None)


@pytest.mark.parametrize("firm", ["EE", "61016"])
def test_what_no_text_message_can_be_sent_to_is_not_answered(firm: str) -> None:
    found = outcome(unknown.handle, parent("Your bill is ready", of=None, sender=Address(Carrier.SMS, firm)))
    assert (found.said, found.recorded) == ([], ["unknown_sender"])


def test_zero_after_words_that_were_kept_back_brings_them_to_the_office() -> None:
    conversation = asked(Asked.KEPT_BACK, "note", "ring", why="complaint", pupil=13, messages="71 72")
    found = outcome(ring_me.handle, parent("0", of=BETH, conversation=conversation))
    opened = found.one(OpenItem)
    assert (opened.kind, opened.subject, opened.message_ids) == ("call_back", Subject.COMPLAINT, (71, 72))
    assert found.said == ["ring_me.today"]


@pytest.mark.parametrize(
    "text,reacts",
    [
        ("Liked “Oak Lane: We have your message.\nIf someone is in danger call 999.”", True),
        ('Laughed at "Oak Lane: News for class 3B: swimming"', True),
        ("\u200b👍\u200b to “\u200aOak Lane: News for class 3B\u200a”", True),
        ("Reacted ❤️ to “\u200fOak Lane: Passed to the office.”", True),
        ("Removed a like from “Oak Lane: Passed to the office.”", True),
        ("Questioned “Oak Lane: News for class 3B: swimming”", False),
        ("Liked “Oak Lane: swimming” but he hits her", False),
        ("Liked “my photo”", False),
        ("What is “Oak Lane: swimming”", False),
    ],
)
def test_a_thumb_under_a_text_message_of_ours_is_kept_and_rings_and_tells_nobody(text: str, reacts: bool) -> None:
    context = parent(text, of=BETH, sender=SMS, triage=about(Subject.SAFEGUARDING))
    found = outcome(decide, context)
    assert (found.by == "reaction") is reacts
    if reacts:
        assert (found.said, len(found.kept), found.all(OpenItem)) == ([], 1, [])
    assert not reaction.matches(parent(text, of=BETH))  # Telegram tells of reactions in its own way


@pytest.mark.parametrize(
    "text,state,matches",
    [
        ("STOP", "verified", True),
        ("stop!", "verified", True),
        ("please stop", "verified", False),
        ("/start", "stopped", True),
        ("/start", "verified", False),
    ],
)
def test_stop_is_the_whole_text_and_start_only_undoes_it(text: str, state: str, matches: bool) -> None:
    assert stop.matches(parent(text, contact_state=state)) is matches
    assert not stop.matches(parent(text, of=None))


@pytest.mark.parametrize(
    "text,address,said",
    [("stop", TELEGRAM, ["stopped"]), ("stop", SMS, []), ("Стоп", SMS, ["stopped"])],  # a carrier knows its own words
)
def test_stop_is_obeyed_at_once_and_the_sms_carrier_says_so_itself(
    text: str, address: Address, said: list[str]
) -> None:
    found = outcome(stop.handle, parent(text, sender=address))
    assert found.one(ContactState) == ContactState(41, "stopped")
    assert found.said == said


def test_start_brings_it_back() -> None:
    found = outcome(stop.handle, parent("start", contact_state="stopped"))
    assert found.one(ContactState) == ContactState(41, "verified")
    assert found.said == ["started"]


def test_stop_of_somebody_without_a_contact_changes_nothing() -> None:
    assert outcome(stop.handle, parent("stop", of=None)).decision.effects == ()


@pytest.mark.parametrize(
    "conversation,said",
    [
        (Conversation(), True),
        (Conversation(replies=3, replies_since=NOW - timedelta(minutes=5)), False),
        (Conversation(replies=0, replies_since=NOW - timedelta(minutes=5)), True),
        (Conversation(replies=3, replies_since=NOW - timedelta(minutes=11)), True),
    ],
)
def test_a_stranger_is_told_once_in_a_while_and_nothing_is_kept(conversation: Conversation, said: bool) -> None:
    context = parent("Is Finn at your school?", of=None, conversation=conversation)
    assert unknown.matches(context)
    found = outcome(unknown.handle, context)
    assert (found.said != [], found.kept, found.recorded) == (said, [], ["unknown_sender"])


def test_a_door_is_closed_by_the_mode_or_by_the_switch() -> None:
    assert closed_door.matches(parent(policy=replace(POLICY, mode="announcements_only")))
    assert closed_door.matches(changed(parent(), messages=Messages(parent_to_teacher=False)))
    assert not closed_door.matches(parent())
    nobody = outcome(closed_door.handle, parent("Hello", of=None))
    assert (nobody.said[0], nobody.kept) == ("closed_door", [])


def test_news_about_an_item_name_the_child_when_it_is_known() -> None:
    assert [phrase.key for phrase in item_news("office_has_it", item()).phrases] == ["office_has_it", "about.names"]
    assert [phrase.key for phrase in item_news("please_phone", item(pupil_id=None)).phrases] == ["please_phone"]


def test_a_button_that_is_no_answer_to_the_language_menu_is_left_to_others() -> None:
    assert not language.matches(parent(conversation=asked(Asked.LANGUAGE, "en"), **press("q.7.en")))


@pytest.mark.parametrize("word,asks", [("DIGEST", "digest.which"), ("LANGUAGE", "language.which")])
def test_a_digit_that_the_menu_does_not_have_brings_the_menu_again(word: str, asks: str) -> None:
    first = outcome(decide, parent(word))
    again = outcome(decide, parent("88", conversation=first.remembered))
    assert again.said == [asks]
    assert again.offers == first.offers
