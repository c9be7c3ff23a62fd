"""What rings a phone, cards, and what staff hear of what they did with a message."""

from __future__ import annotations

from bot.phrases.text import Text

MESSAGES: dict[str, Text] = {
    # notifications: no name and no text
    "staff.teaser": Text("{subject} · {school_class}. Tap Open."),
    "staff.teaser_no_class": Text("{subject}. Tap Open."),
    "staff.teaser_gone": Text("{subject}. {state}"),
    "staff.urgent_teaser": Text("URGENT · {school_class}. Tap Open."),
    "staff.danger_teaser": Text("Please open now. Tap Open."),
    "staff.remind.again": Text("URGENT · {school_class}, came {when}. Nobody has taken it yet. Tap Open."),
    "staff.remind.again_no_class": Text("URGENT, came {when}. Nobody has taken it yet. Tap Open."),
    "staff.remind.unheard": Text(
        "URGENT · {school_class}, came {when}. Nobody has taken it yet: please see that somebody does."
    ),
    "staff.remind.unheard_no_class": Text(
        "URGENT, came {when}. Nobody has taken it yet: please see that somebody does."
    ),
    "staff.remind.escalated": Text("Please open now: came {when}, nobody has taken it. Tap Open."),
    "staff.remind.escalated_no_class": Text("Please open now: came {when}, nobody has taken it. Tap Open."),
    "staff.remind.untaken": Text("NOBODY HAS TAKEN THIS. It came {when}; everybody has been told. Tap Open."),
    "staff.remind.untaken_no_class": Text(
        "NOBODY HAS TAKEN THIS. It came {when}; everybody has been told. Tap Open."
    ),
    "staff.remind.soon": Text("{subject} · {school_class}, came {when}: an answer is due soon."),
    "staff.remind.soon_no_class": Text("{subject}, came {when}: an answer is due soon."),
    "staff.remind.late": Text("{subject} · {school_class}, came {when}: the answer is late."),
    "staff.remind.late_no_class": Text("{subject}, came {when}: the answer is late."),
    # passed on: somebody left, or the child changed class
    "staff.passed": Text("{line}: {why} Tap Open."),
    "staff.passed.line": Text("{subject} · {school_class}, {when}"),
    "staff.passed.left_read": Text("its reader has left, so it is yours now. It was opened and not answered."),
    "staff.passed.left_unread": Text("its reader has left, so it is yours now. Nobody has opened it."),
    "staff.passed.no_dates": Text("nobody knows when the school opens next, so it is the office's now."),
    "staff.passed.moved": Text("written in {written_in}, before the child changed class. It is yours now."),
    "staff.passed.nobody": Text("nobody is there for the class, so it is the office's now."),
    "staff.passed.leaver": Text("the child has left the school, so it is the office's now."),
    "staff.nobody_for_class": Text(
        "Nobody is there for {school_class} now. Its messages come to the office until somebody is: name a teacher, or "
        "write /cover."
    ),
    "staff.rollover_stopped": Text(
        "The new classes could not begin today: the lists prepared do not fit any more, so nothing was changed. Please have "
        "`bookbag rollover prepare` run again."
    ),
    "staff.card.written_in": Text("Written in {school_class}, {when}."),
    "staff.digest": Text(
        "{n} message came for {school_class} during the lesson. /list shows it.",
        "{n} messages came for {school_class} during the lesson. /list shows them.",
    ),
    "staff.option.open": Text("Open"),
    # subjects as staff see them
    "staff.subject.safeguarding": Text("For the safeguarding lead"),
    "staff.subject.urgent": Text("Urgent"),
    "staff.subject.absence": Text("Absence"),
    "staff.subject.sickness": Text("Sickness"),
    "staff.subject.lateness": Text("Late"),
    "staff.subject.appointment": Text("Appointment"),
    "staff.subject.complaint": Text("Complaint"),
    "staff.subject.abuse": Text("Message"),
    "staff.subject.dinners": Text("Dinners"),
    "staff.subject.progress": Text("Progress"),
    "staff.subject.sen": Text("Support"),
    "staff.subject.admin": Text("Office matter"),
    "staff.subject.note": Text("Message"),
    "staff.subject.other": Text("Message"),
    "staff.kind.join": Text("Somebody to check"),
    "staff.kind.logged": Text("Message via the front office"),
    "staff.logged": Text("Written down for the {place}, who sees it {when}, marked as coming via the front office."),
    "staff.logged_danger": Text(
        "Written down, and the safeguarding lead has been told now, for it may mean danger. {school_class} is not shown it."
    ),
    "staff.support_asked": Text(
        "{who} asks to see one family's messages for an hour, to find a fault. The console says why: Support access."
    ),
    "staff.support_noted": Text("Asked. The head and the data protection officer see it; you are let in here for an hour once one of them has."),
    "staff.support_why": Text("Say what is wrong, and whose messages you need to see."),
    "staff.support_granted": Text("Let in for one hour, to these messages alone. Every look is on record."),
    "staff.support_refused": Text("Refused, and on record."),
    "staff.data_asked": Text("Noted, to be answered by {date}."),
    "staff.data_checked": Text("Checked, and on record. The request is open."),
    "staff.data_ended": Text("The request is closed, and on record."),
    "staff.data_decided": Text("Decided, and on record. Whoever gives the file makes it again."),
    "staff.signed_off": Text("Signed, and on record."),
    "staff.assessment_kept": Text("The assessment is on record as made today."),
    "staff.processor_entered": Text("{name} is on record. The privacy notice is version {n} now."),
    "staff.processor_out": Text("{name} gets nothing from now on."),
    "staff.case_words": Text("Write down what happened: the file begins with it."),
    "staff.case_cannot": Text("Nothing was done: {why}."),
    "staff.case_decided": Text("Decided, and on record. They have been told once, with the way that stays open."),
    "staff.case_proposed": Text("Passed on to whoever decides by your rules. Nothing has changed for the family."),
    "staff.case_lifted": Text("Lifted, and on record. They have been told that they can write again."),
    "staff.closure_how": Text("Choose a first day, and a last one that is not before it."),
    "staff.closure_set": Text(
        "The closure is set. Held messages get their new time within a minute, and families promised an earlier one hear once. "
        "It does not tell families that you are closed: announce that to each class."
    ),
    "staff.closure_undone": Text("The closure is taken back. What was held for it gets its time again."),
    "staff.rules_changed": Text(
        "The new rules are in force, and the earlier ones stay on record. What is held gets its new time within a minute."
    ),
    "staff.dates_changed": Text("The dates are changed. What is held gets its new time within a minute."),
    "staff.colleague_ended": Text(
        "{name} has no access from this minute. Passed on to whoever has the class: {passed}. Passed to the office: {office}."
    ),
    "staff.imported": Text("The lists are taken over. Whoever left has no access from this minute."),
    "staff.no_codes": Text(
        "Nobody there needs a code: they have joined, hold one that works, or may not join. Nothing was made."
    ),
    "staff.no_way_to_join": Text(
        "There is no bot and no number to join yet: the technician sets them up first. No code was made."
    ),
    "staff.log_nobody": Text("Choose the adult and the child it is about."),
    # cards
    "staff.file_not_kept": Text(
        "A file that came with this message could not be fetched or opened, so it is not here. Ask the family to send it again or bring it in."
    ),
    "staff.card.child": Text("{child} · {school_class}"),
    "staff.card.child_only": Text("{child}"),
    "staff.card.no_child": Text("Child not known yet"),
    "staff.card.from": Text("From {adult}, {when}. Reads: {language}."),
    "staff.card.sensitive": Text(
        "May be private (health, needs): not for a post. Translated here only, never outside."
    ),
    "staff.card.from_unknown": Text("From a number we do not know, {when}."),
    "staff.card.from_unknown_account": Text("From a Telegram account we do not know, {when}."),
    "staff.card.number": Text("Number: {number}"),
    "staff.card.why": Text("{subject}: {because}"),
    "staff.card.blanked": Text("A message of more than a week ago. To see what still waits write /list."),
    "staff.card.left": Text("Your access has ended. What stood here is the school's."),
    "staff.card.removed": Text("What stood here was deleted."),
    "staff.card.subject": Text("{subject}"),
    "staff.card.translation": Text("In English (by computer):"),
    "staff.card.translating": Text("(the translation follows)"),
    "staff.card.not_translated": Text("(not translated: language {language})"),
    "staff.card.voice": Text("(voice message, {seconds} s, below)"),
    "staff.card.media": Text("(sent a {kind})"),
    "staff.card.media_several": Text("(sent {n} {kind}s)"),
    "staff.card.before": Text("Last before this, {when}:"),
    "staff.card.before_answer": Text("{who} answered {when}:"),
    "staff.card.promise": Text("The family was told: an answer {when} or before."),
    "staff.card.reply": Text("To answer, reply to this message."),
    "staff.card.taken": Text("Taken by {who}."),
    "staff.card.done": Text("Done: {outcome}."),
    "staff.outcome.answered": Text("answered"),
    "staff.outcome.by_phone": Text("by phone"),
    "staff.outcome.meeting": Text("meeting"),
    "staff.outcome.met": Text("meeting held"),
    "staff.outcome.seen": Text("seen"),
    "staff.outcome.done": Text("seen to"),
    "staff.outcome.linked": Text("linked"),
    "staff.outcome.merged": Text("joined with another message"),
    "staff.option.office": Text("To office"),
    "staff.option.phone": Text("Please phone"),
    "staff.option.meet": Text("Meeting"),
    "staff.option.seen": Text("Seen"),
    "staff.option.give": Text("Give to"),
    "staff.option.ready": Text("Ready answers"),
    "staff.option.interpreter": Text("Office rings with interpreter"),
    "staff.ready_which": Text(
        "Ready in the family's language. You can also reply to the card with the code, such as r12."
    ),
    "staff.ready_needs": Text("{text} Which {needs}? Write it, such as: Friday 15:30"),
    "staff.ready.answer": Text("Yes, no, thanks"),
    "staff.ready.child": Text("How the child is"),
    "staff.ready.bring": Text("Bring, lost and found"),
    "staff.ready.homework": Text("Homework, reading"),
    "staff.ready.meet": Text("Meet, ring"),
    "staff.ready.collect": Text("Collecting"),
    "staff.ready.more": Text("Friends, get well"),
    "staff.goes_as.ready": Text("Ready in {language}, written by hand."),
    "staff.goes_as.engine": Text("Translated by computer into {language}, with your words below."),
    "staff.goes_as.english": Text("In English only: this family reads {language}, and nothing here translates it."),
    "staff.option.call": Text("Ask for a call"),
    "staff.option.send_anyway": Text("Send anyway"),
    "staff.option.met": Text("Held: {when}"),
    "staff.option.danger": Text("Safeguarding"),
    "staff.option.take": Text("Take"),
    "staff.option.link": Text("Link this phone"),
    "staff.option.not_link": Text("Not theirs"),
    "staff.option.done": Text("Done"),
    "staff.option.back": Text("Not for us"),
    "staff.option.not_danger": Text("Not safeguarding: pass on"),
    "staff.concern.background": Text("WHAT HAPPENED"),
    "staff.concern.who": Text("WHO WAS PART OF IT"),
    "staff.concern.outcome": Text("WHAT THE PARENT WOULD LIKE"),
    "staff.not_given": Text("(not given)"),
    # meetings
    "staff.offer_how": Text("Which times? Write them like this: Thu 15:30 or Fri 8:15. Nothing is sent until you do."),
    "staff.offered": Text("Offered to {adult}:"),
    "staff.offered_time": Text("{when}"),
    "staff.meeting_agreed": Text("Meeting agreed · {school_class}, {when}, with the {who}. /meet lists all."),
    "staff.meeting_agreed_no_class": Text("Meeting agreed, {when}, with the {who}. /meet lists all."),
    "staff.meet_line": Text("{when}: {child} ({school_class}), {adult}, with the {who}"),
    "staff.no_meetings": Text("No meeting is agreed."),
    "staff.met": Text("On record as held."),
    "staff.with.class_teacher": Text("class teacher"),
    "staff.with.office": Text("office"),
    "staff.with.support_officer": Text("support officer"),
    "staff.with.pastoral_lead": Text("pastoral lead"),
    "staff.with.senco": Text("SENCO"),
    "staff.with.assistant_head": Text("assistant head"),
    "staff.with.deputy": Text("deputy head"),
    "staff.with.head": Text("head teacher"),
    "staff.with.senior_leader": Text("senior leader"),
    # another way than by message
    "staff.give_whom": Text("Who deals with this? It leaves this list for theirs."),
    "staff.given": Text("Given to the {who}."),
    "staff.better_by_phone": Text("Much has gone to and fro today. Better by phone?"),
    "staff.call_arranged": Text("The office has a call to arrange; the parent is asked when."),
    "staff.serious": Text(
        'This looks serious ("{words}"): better by phone or at a meeting. Nothing is sent until you choose.'
    ),
    "staff.never_to_class": Text(
        "This looks serious. Such things never go to a class: please phone or meet the family."
    ),
    "staff.moved": Text("This is with {place} now."),
    # acting
    "staff.not_yours": Text("This is not yours to open or answer. The attempt is on record."),
    "staff.already_taken": Text("A colleague has taken this already."),
    "staff.already_done": Text("This is done already."),
    "staff.cannot_answer": Text("This cannot be answered here. Please ring, or ask the office to."),
    "staff.empty_answer": Text("Your answer had no words. Nothing was sent."),
    "staff.only_text": Text("Please write in words. Nothing was sent."),
    "staff.echo": Text("To {adult} about {child} ({school_class})."),
    "staff.echo_by": Text("{route}."),
    "staff.echo_how": Text("{route}, in their language: {language}."),
    "staff.echo_when": Text("Goes {when}."),
    "staff.route.telegram": Text("By Telegram"),
    "staff.route.sms": Text("By SMS"),
    "staff.route.web": Text("On their private page"),
    "staff.route.none": Text("NOT LINKED: the office will be asked to pass it on"),
    "staff.option.undo": Text("Undo"),
    "staff.option.wrong": Text("Wrong recipient"),
    "staff.option.send_now": Text("Send now"),
    "staff.undone": Text("Undone. Nothing was sent."),
    "staff.too_late": Text("It has gone already. If it went to the wrong person tap Wrong recipient."),
    "staff.taking_back": Text(
        "Taking it back where that is possible. The head and the data protection officer will see this."
    ),
    "staff.sending_now": Text("It goes now."),
    "staff.gone": Text("It has gone already."),
    "staff.not_in_quiet": Text("Your school sends replies when it is open. It waits until then."),
    "staff.cannot_take_back": Text(
        "A text message cannot be taken back. Please tell the office now. The head and the data protection officer will "
        "see this."
    ),
    "staff.taken_back": Text("Your answer about {child} has been taken back from the wrong phone."),
    "staff.not_taken_back": Text(
        "{n} message of your answer about {child} could not be taken back. The office has been asked to ring the family.",
        "{n} messages of your answer about {child} could not be taken back. The office has been asked to ring the family.",
    ),
    "staff.not_sent": Text("Your answer was not sent: this adult may not be written to now. Please speak to the head."),
    "staff.edit_changes_nothing": Text(
        "Changing a message here changes nothing at the family's. Tap Undo while it waits, or write again."
    ),
    "staff.nowhere_else": Text("There is nobody else to pass this to. It stays with you."),
    "staff.not_reached": Text("Your answer about {child} could not be delivered. The office has been asked to ring."),
    # free text
    "staff.what_is_this": Text("What is this? Nothing is sent until you choose."),
    "staff.which_class": Text("To which class?"),
    "staff.option.answer_about": Text("Answer {adult} about {child}"),
    "staff.option.announce_to": Text("Announce to {school_class}"),
    "staff.option.cancel": Text("Cancel"),
    "staff.cancelled": Text("Cancelled. Nothing was sent."),
    # the queue
    "staff.queue": Text("{n} message waits.", "{n} messages wait."),
    "staff.queue_empty": Text("Nothing waits for you."),
    "staff.queue_line": Text("{subject}, {when}"),
    "staff.queue_line_class": Text("{subject} · {school_class}, {when}"),
    "staff.queue_line_late": Text("LATE · {subject} · {school_class}, {when}"),
    "staff.nothing_late": Text("No answer is late."),
    "staff.late_line": Text(
        "{school_class}: {n} answer is late; it came {when}.",
        "{school_class}: {n} answers are late; the oldest came {when}.",
    ),
    "staff.own_answers": Text(
        "This term {n} message came to you. Answers due: {due}, in time: {kept}. Only you see this; the console lists each under My answers.",
        "This term {n} messages came to you. Answers due: {due}, in time: {kept}. Only you see this; the console lists each under My answers.",
    ),
}
