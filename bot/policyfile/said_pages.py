"""In plain English: what the school sends home. Topic → statement."""

from __future__ import annotations

from bot.domain.policy import Feed, Policy
from bot.policyfile import vocabulary
from bot.policyfile.english import WEEKDAYS, clock, count, listed, phrases, upper


def announcements(policy: Policy) -> dict[str, str]:
    family, above, send = policy.family, policy.send.confirm_above, policy.send
    undo = f"can be taken back for {count(send.undo_s, 'second')}" if send.undo_s else "cannot be undone"
    written = "may" if policy.translation.outbound else "may not"
    parents = "may be too, on the school's own network only" if policy.translation.inbound else "is not translated"
    slow = f" After {count(policy.translation.max_delay_s, 'second')} it goes untranslated, and says so."
    first = [
        *(["what an announcement will look like and in which languages it goes"] if send.preview else []),
        *(["with every answer to whom it goes"] if send.confirm_recipient else []),
    ]
    return {
        "Announcements": f"Announcements reach families from {clock(family.start)} until {clock(family.end, ends=True)}.",
        "Before sending": f"Staff see {listed(first)}." if first else "Staff see only how many an announcement reaches.",
        "English only": "An answer in English to a family that reads another language waits until its author has chosen how it goes."
        if send.ask_english_only
        else "An answer that nothing here translates goes in English, and its author is told so before it leaves.",
        "Undo": f"What staff send {undo}.",
        "Large announcements": f"For more than {count(above, 'family')} the sender types the number to confirm."
        + (" What goes to every family needs a second person's yes." if send.approve_school else ""),
        "Text messages": f"After {count(send.sms_parts_a_month, 'part')} of text messages in a month posts no longer go by text: celebrations"
        " from 80 % of it on, reminders from 90 %. Answers, absences, closures and danger always go."
        if send.sms_parts_a_month
        else "Text messages have no monthly limit.",
        "Translation": f"What the school writes {written} be translated by machine. What parents write {parents}."
        + (slow if policy.translation.outbound else ""),
        "Families without an account": _alternative(policy),
    }


def _alternative(policy: Policy) -> str:
    how = phrases(policy.alternative.formats, vocabulary.FORMATS, "or") or "in another way"
    if policy.alternative.required:
        return f"An announcement is not done until families without an account have been told {how}."
    return f"Families without an account can be told {how}."


def pages(policy: Policy) -> dict[str, str]:
    kept = policy.feed
    which = [
        *(["each class has a page"] if kept.class_story else []),
        *(["the whole school has one"] if kept.school_story else []),
    ]
    if not which:
        return {"Pages": "There are no class pages and no school page."}
    return {
        "Pages": f"{upper(listed(which))}.",
        "Who posts": _authors(kept),
        "Families on a page": _families(kept),
        "Families' own posts": "Families may post, once the teacher has agreed." if kept.parent_posts else "Families do not post.",
        "How often": _often(kept),
        "Celebrations": f"Celebrations go {phrases(kept.celebrations_via, vocabulary.CELEBRATIONS, 'or') or 'nowhere'}.",
        "What a post may carry": f"A post may carry {phrases(kept.media, vocabulary.MEDIA)}." if kept.media else _TEXT,
        "Checks before posting": _checks(kept),
        **_more(kept),
    }


_TEXT = "A post is text only."


def _authors(kept: Feed) -> str:
    said = []
    if kept.class_story:
        said.append(f"A class page is written by {phrases(kept.class_authors, vocabulary.AUTHORS, 'or') or 'nobody'}.")
    if kept.school_story:
        said.append(f"The school's is written by {phrases(kept.school_authors, vocabulary.AUTHORS, 'or') or 'nobody'}.")
    return " ".join(said)


def _families(kept: Feed) -> str:
    window = vocabulary.COMMENT_WINDOW[kept.comment_window]
    comments = f"Families may comment; comments appear {window}." if kept.comments else "Families may not comment."
    likes = "They may like a post." if kept.likes else "They may not like posts."
    return f"{comments} {likes}"


def _often(kept: Feed) -> str:
    said = [vocabulary.POSTS_MODE[kept.posts_mode]]
    if kept.reminder_every_days:
        said.append(f"A class hears a reminder at least every {count(kept.reminder_every_days, 'school day')}.")
    if kept.pictures_per_week != (0, 0):
        least, most = kept.pictures_per_week
        said.append(f"That is {least} to {most} pictures a week.")
    if kept.nudge_at:
        weekday, at = kept.nudge_at
        said.append(f"A teacher below it is reminded on {WEEKDAYS[weekday]} at {clock(at)}.")
    return " ".join(said)


def _checks(kept: Feed) -> str:
    pii = "Surnames, telephone numbers and addresses are questioned. " if kept.pii_check else ""
    return pii + vocabulary.SENSITIVE[kept.sensitive_check]


def _more(kept: Feed) -> dict[str, str]:
    said = {}
    if kept.types:
        said["Kinds of post"] = f"A teacher says which kind it is: {phrases(kept.types, vocabulary.POST_TYPES, 'or')}."
    if kept.templates:
        rest = " They rest while the school is closed." if kept.skip_closed_days else ""
        said["Ready reminders"] = f"Ready reminders: {phrases(kept.templates, vocabulary.TEMPLATES)}.{rest}"
    if kept.events:
        said["Events"] = "Families can ask for coming events."
    told = "everybody who has it" if kept.edit_propagates else "those who read it later"
    said["Corrections"] = f"A correction of a post reaches {told}."
    return said


def photos(policy: Policy) -> dict[str, str]:
    kept, media = policy.photos, policy.media
    asked = phrases(kept.permissions, vocabulary.PERMISSIONS)
    shown = f"{upper(asked)} are shown {vocabulary.BASIS[kept.basis]}." if asked else _NOBODY
    group = vocabulary.PERMISSIONS.get(kept.group_requires, kept.group_requires.replace("_", " "))
    also = f" A group picture needs a yes to {group} of every child in it." if kept.group_requires else ""
    care = " A child in care is never shown, and the reason is never given."
    listed_first = policy.staff.photo_list_ack == "on_change"
    ack = " Staff confirm the list of children not to show, and again when it changes." if listed_first else ""
    return {
        "Permissions": f"Families are asked about each of these: {asked}." if asked else "Families are asked about no pictures.",
        "Who is shown": shown + also + care + ack,
        "Taking back a yes": f"A family takes a yes back {vocabulary.WITHDRAW_VIA[kept.withdraw_via]}.",
        "Earlier posts": f"When a yes is taken back, earlier posts {'are pulled' if kept.withdraw_past else 'stay'}.",
        **(
            {"What pictures are for": f"Pictures are {phrases(kept.purposes, vocabulary.PURPOSES, 'or')}."}
            if kept.purposes
            else {}
        ),
        "Passing pictures on": _passing(policy),
        "Pictures by text message": "A family with text messages only gets a private page, open for"
        f" {count(media.photo_link_days, 'day')}.",
        "Names on a page": _names(policy),
    }


_NOBODY = "No child is shown: families are not asked."


def _passing(policy: Policy) -> str:
    media = policy.media
    where = "families' and staff's chats" if media.protect_staff else "families' chats"
    kept = f"Pictures cannot be passed on from {where}." if media.protect else "Pictures can be passed on from a chat."
    line = " A line under each asks families not to share it." if media.reminder else ""
    owner = f" It names {media.owner} as the owner." if media.owner else ""
    return kept + line + owner


def _names(policy: Policy) -> str:
    rule = vocabulary.NAMES_RULE[policy.names.rule]
    return f"{rule}; {vocabulary.CLASH[policy.names.clash]}" if policy.names.rule == "first_name_only" else rule
