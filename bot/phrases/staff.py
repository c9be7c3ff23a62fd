"""Everything Bookbag says to staff. In English; extractable. Nothing personal stands in what a lock screen may show."""

from __future__ import annotations

from bot.phrases.text import Text

STAFF: dict[str, Text] = {
    # notifications: no name and no text
    "staff.teaser": Text("{subject} · {school_class}. Tap Open."),
    "staff.teaser_no_class": Text("{subject}. Tap Open."),
    "staff.teaser_gone": Text("{subject}. {state}"),
    "staff.urgent_teaser": Text("URGENT · {school_class}. Tap Open."),
    "staff.danger_teaser": Text("Please open now. Tap Open."),
    "staff.remind.again": Text("URGENT · {school_class}, since {when}. Nobody has taken it yet. Tap Open."),
    "staff.remind.again_no_class": Text("URGENT, since {when}. Nobody has taken it yet. Tap Open."),
    "staff.remind.escalated": Text("Please open now: waiting since {when}, nobody has taken it. Tap Open."),
    "staff.remind.escalated_no_class": Text("Please open now: waiting since {when}, nobody has taken it. Tap Open."),
    "staff.remind.untaken": Text("NOBODY HAS TAKEN THIS. Waiting since {when}; everybody has been told. Tap Open."),
    "staff.remind.untaken_no_class": Text(
        "NOBODY HAS TAKEN THIS. Waiting since {when}; everybody has been told. Tap Open."
    ),
    "staff.remind.soon": Text("{subject} · {school_class}, since {when}: an answer is due soon."),
    "staff.remind.soon_no_class": Text("{subject}, since {when}: an answer is due soon."),
    "staff.remind.late": Text("{subject} · {school_class}, since {when}: the answer is late."),
    "staff.remind.late_no_class": Text("{subject}, since {when}: the answer is late."),
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
    "staff.no_codes": Text("Nobody there needs a code: they have joined, hold one that works, or may not join. Nothing was made."),
    "staff.no_way_to_join": Text("There is no bot and no number to join yet: the technician sets them up first. No code was made."),
    "staff.log_nobody": Text("Choose the adult and the child it is about."),
    # signing in to the console
    "staff.console_locked": Text(
        "Somebody gave a wrong password or code for your console sign-in five times, so it is locked until {when}. If that "
        "was not you, tell the office."
    ),
    "staff.console_not_changed": Text("The password is as it was. {why}"),
    "staff.console_changed": Text("The new password holds. Everywhere else you were signed in has been signed out."),
    "staff.console_tries": Text(
        "Since you last signed in, {n} try with your name was wrong. If that was not you, tell the office.",
        "Since you last signed in, {n} tries with your name were wrong. If that was not you, tell the office.",
    ),
    "staff.kind.partner": Text("A partner may need a code"),
    "staff.kind.deletion": Text("To delete: what is held and no longer agreed to"),
    "staff.kind.call_back": Text("Please ring a parent"),
    "staff.kind.not_reached": Text("A family we could not reach"),
    "staff.kind.not_recalled": Text("An answer that went to the wrong family"),
    "staff.kind.missing": Text("Not in class, nobody answered: please ring"),
    # absences
    "staff.absences_none": Text("Nobody is reported away today."),
    "staff.absences": Text("Away today: {n} child.", "Away today: {n} children."),
    "staff.absences_class": Text("{school_class}: {n} away, {open} to confirm", "{school_class}: {n} away, {open} to confirm"),
    "staff.absences_child": Text("{child}: {part}, code {code}, by {source} ({state})"),
    "staff.absences_confirmed": Text("{school_class}: {n} confirmed.", "{school_class}: {n} confirmed."),
    "staff.part.all": Text("whole day"),
    "staff.part.am": Text("morning"),
    "staff.part.pm": Text("afternoon"),
    "staff.absence_state.reported": Text("to confirm"),
    "staff.absence_state.unconfirmed": Text("by text only: check before you confirm"),
    "staff.absence_state.confirmed": Text("confirmed"),
    "staff.absence_state.differs": Text("reasons differ: look at the reports"),
    "staff.option.confirm": Text("Confirm absence"),
    "staff.option.confirm_class": Text("Confirm {school_class}"),
    "staff.outcome.confirmed": Text("absence confirmed"),
    "staff.card.absence": Text("Away {days}: suggested code {code} ({state})"),
    "staff.absent_how": Text("Write for example: /absent Ola Smith 3B ill today. First name and class; a surname tells namesakes apart."),
    "staff.absent_which": Text("Several children fit. Write the class or the surname too:"),
    "staff.absent_added": Text("{child} {school_class}: away {days}, code {code}. Listed."),
    "staff.absent_joined": Text("{child} {school_class}: away {days}, code {code}. Joined to what was reported already."),
    "staff.signed_in": Text("In school now; nobody is asked about:"),
    "staff.missing_how": Text("Write for example: /missing Ola Smith 3B, Finn 3B. One child between commas."),
    "staff.missing_unclear": Text("Not clear: {line}"),
    "staff.missing_count": Text(
        "That is a whole class or over a tenth of the school. To ask these families type how many children you listed."
    ),
    "staff.missing_differs": Text("That is not the number of children on your list. Nobody was asked."),
    "staff.missing_asked": Text(
        "Asking the family of {n} child, one adult at a time. {known} known already.",
        "Asking the families of {n} children, one adult at a time. {known} known already.",
    ),
    "staff.kind.meeting": Text("A parent asks to meet"),
    "staff.kind.appointment": Text("Appointment wanted"),
    "staff.kind.concern": Text("A concern, written down"),
    "staff.kind.staff_issue": Text("About a member of staff"),
    "staff.kind.paper_copy": Text("Paper copy of the complaints procedure"),
    "staff.kind.parent_post": Text("A picture for the class page"),
    "staff.option.putpage": Text("Put on the class page"),
    "staff.kind.withdrawn": Text("A yes to pictures taken back: it counts already"),
    "staff.privacy.who": Text(
        "{controller} is responsible for your data here: name, number, roles, classes, hours, what you write and when you read."
    ),
    "staff.privacy.why": Text("Why: your contract of work, and the school's duties by law. It is deleted after you leave."),
    "staff.privacy.version": Text("Workforce privacy notice {version}."),
    "staff.privacy.none": Text("The school has no privacy notice for staff yet: ask the head or the data protection officer."),
    "staff.sar": Text("Whatever you write here may be asked to be seen by the person it is about."),
    "staff.breach": Text("A breach of personal data is on record. Decide whether to tell the ICO by {when}."),
    "staff.disclosed": Text("Data was disclosed outside the school, or is asked for. See the disclosure log."),
    "staff.processor_ends": Text("The safeguard of {name} ends on {date}. After that nothing goes through it."),
    "staff.processor_ended": Text("The safeguard of {name} has ended: it is paused, and families are reached another way."),
    "staff.test_overdue": Text("The yearly security test is overdue."),
    "staff.sar_noted": Text("Thank you. That you have read this is on record."),
    # training
    "staff.training.needed": Text("This is not possible while your data protection training is out of date."),
    "staff.training.never": Text("No data protection training of yours is on record."),
    "staff.training.until": Text("Your data protection training counts until {date}."),
    "staff.training.lapsed": Text("Your data protection training lapsed on {date}."),
    "staff.training.reads": Text("You can read messages until {date}, and write to no family."),
    "staff.training.link": Text("The training: {link}"),
    "staff.training.noted": Text("When it is done, the head or the data protection officer puts it on record."),
    "staff.training.not_asked": Text("This school asks for no training on record."),
    "staff.training.list": Text("Out of date: {who}."),
    "staff.training.nobody": Text("Everybody's training is in date."),
    "staff.training.soon": Text("Your data protection training counts until {date}. {link}"),
    "staff.training.over": Text(
        "Data protection training has lapsed: {who}. They write to no family now, and read messages until a fortnight after; "
        "somebody else may have to stand in (/cover)."
    ),
    # the policy's own review
    "staff.review.due": Text("The school's policy is due for review by {date}. {owner} reviews it."),
    "staff.review.late": Text("The review of the school's policy is overdue: it was due by {date}. {owner} reviews it."),
    "staff.review.changed": Text(
        "{n} setting has changed since {date}:", "{n} settings have changed since {date}.", note="Followed by the changes."
    ),
    "staff.review.change": Text("- {line}"),
    "staff.review.counts": Text(
        "Since then: {written} messages from families, {posted} posts. Families on the roll now: {families}. Open cases: {cases}."
    ),
    "staff.review.how": Text("When it is done: `bookbag policy reviewed`."),
    "staff.misuse": Text(
        "{name} was refused {n} time in a short while. See the audit trail.",
        "{name} was refused {n} times in a short while. See the audit trail.",
    ),
    "staff.backups_off": Text(
        "Backups are off: the copies would lie in {country}, outside the UK and the EEA, and the register names no safeguard for "
        "that. Everything else runs. Enter it with bookbag processors add, or have the copies put elsewhere."
    ),
    "staff.review_waits": Text(
        "Somebody asked to see their data. Part of it waits for your decision before it is given out. See request {number}: "
        "bookbag rights review {number}."
    ),
    "staff.rights_due": Text("A request about personal data is to be answered by {date}."),
    "staff.feedback_deleted": Text("Deleted everywhere, if it was yours and for chosen families."),
    "staff.kind.letter": Text("A letter to write: data will be deleted, and no message reaches them"),
    "staff.kind.data_request": Text("A request about personal data"),
    "staff.kind.call": Text("A call to arrange"),
    # cards
    "staff.card.child": Text("{child} · {school_class}"),
    "staff.card.child_only": Text("{child}"),
    "staff.card.no_child": Text("Child not known yet"),
    "staff.card.from": Text("From {adult}, {when}. Reads: {language}."),
    "staff.card.sensitive": Text("May be private (health, needs): not for a post. Translated here only, never outside."),
    "staff.card.from_unknown": Text("From a number we do not know, {when}."),
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
    "staff.card.reply": Text("To answer, reply to this message."),
    "staff.card.taken": Text("Taken by {who}."),
    "staff.card.done": Text("Done: {outcome}."),
    "staff.outcome.answered": Text("answered"),
    "staff.outcome.by_phone": Text("by phone"),
    "staff.outcome.meeting": Text("meeting"),
    "staff.outcome.met": Text("meeting held"),
    "staff.outcome.seen": Text("seen"),
    "staff.outcome.done": Text("done"),
    "staff.outcome.linked": Text("linked"),
    "staff.outcome.merged": Text("joined with another message"),
    "staff.option.office": Text("To office"),
    "staff.option.phone": Text("Please phone"),
    "staff.option.meet": Text("Meeting"),
    "staff.option.seen": Text("Seen"),
    "staff.option.give": Text("Give to"),
    "staff.option.ready": Text("Ready answers"),
    "staff.option.interpreter": Text("Office rings with interpreter"),
    "staff.ready_which": Text("Ready in the family's language. You can also reply to the card with the code, such as r12."),
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
    "staff.option.answer_about": Text("Answer about {child}"),
    "staff.option.announce_to": Text("Announce to {school_class}"),
    "staff.option.cancel": Text("Cancel"),
    "staff.cancelled": Text("Cancelled. Nothing was sent."),
    # announcements
    "staff.announce_how": Text("Write /announce and then your text."),
    "staff.no_class": Text("You have no class to announce to."),
    "staff.emergency_how": Text(
        "Press what is the matter, or write it: /emergency closed tomorrow, snow; /emergency early 13:30; "
        "/emergency coach 16:15. You see whom it reaches before it goes."
    ),
    "staff.emergency_not_school": Text("That is for the whole school: the office or a leader can send it. You may tell of a late coach."),
    "staff.emergency_type": Text("To send it now, at any hour and with nobody else asked, type {word}."),
    "staff.emergency_goes": Text("It goes to {n} adult now.", "It goes to {n} adults now."),
    "staff.preview": Text("To {n} family adult of {school_class}:", "To {n} family adults of {school_class}:"),
    "staff.preview_routes": Text("Telegram {telegram}, SMS {sms}, no route {none}. Languages: {languages}."),
    "staff.preview_cost": Text("SMS parts: {parts}."),
    "staff.preview_engine": Text("Translated by computer, with the original, for: {languages}."),
    "staff.preview_untranslated": Text("Goes in English with a note to: {languages}."),
    "staff.option.publish": Text("Send to {n} adult", "Send to {n} adults"),
    "staff.option.choose": Text("Choose parents"),
    "staff.option.picked": Text("[x] {adult}"),
    "staff.option.unpicked": Text("{adult}"),
    "staff.pick_whom": Text("To {n} adult of the class. Tap to choose:", "To {n} adults of the class. Tap to choose:"),
    "staff.no_direct": Text(
        "At your school staff do not start a conversation with one parent. Choose more of the class, or ask the office."
    ),
    "staff.use_policy": Text("See: {title}."),
    "staff.tell_how": Text("Write /tell, the child's first name and your text. Only the child's own family gets it."),
    "staff.pick_first": Text("Please choose the parents first."),
    "staff.option.discard": Text("Discard"),
    "staff.type_count": Text(
        "This reaches {n} adult. Type the number to confirm.", "This reaches {n} adults. Type the number to confirm."
    ),
    "staff.count_differs": Text(
        "That is not the number ({n}). Nothing was sent.", "That is not the number ({n}). Nothing was sent."
    ),
    "staff.announcement_leaves": Text("Goes to {n} adult {when}.", "Goes to {n} adults {when}."),
    "staff.announcement_undone": Text("Undone. Nobody gets it."),
    "staff.announcement_gone": Text("This announcement has gone out or was undone."),
    "staff.announcement_already": Text("Already on its way. It goes once."),
    # the way of a post
    "staff.not_for_school": Text("Only {who} write to the whole school. Nothing was sent."),
    "staff.no_such_files": Text("Your school's pages do not carry this kind of file. Nothing was sent."),
    "staff.which_kind": Text("What kind of post is it?"),
    "staff.post_kind.reminder": Text("Reminder"),
    "staff.post_kind.event": Text("Event"),
    "staff.post_kind.celebration": Text("Celebration"),
    "staff.post_kind.learning": Text("Learning"),
    "staff.post_kind.notice": Text("Notice"),
    "staff.to_whom": Text("Who is it for?"),
    "staff.option.class_page": Text("Class {school_class}"),
    "staff.option.one_family": Text("One child's family"),
    "staff.option.whole_school": Text("The whole school"),
    "staff.whose_family": Text("Whose family?"),
    "staff.which_purpose": Text("What is the picture for?"),
    "staff.purpose.learning": Text("Learning"),
    "staff.purpose.celebration": Text("Celebrating"),
    "staff.may_be_stored": Text("Once: sharing is your choice, and families may save what they see. It cannot be called back from them."),
    "staff.option.understood": Text("I understand"),
    "staff.read_list": Text("Before you post pictures, please read who is not to appear."),
    "staff.do_not_show": Text("{school_class}:"),
    "staff.not_at_all": Text("{child}: do not show"),
    "staff.not_in": Text("{child}: not in {what}"),
    "staff.not_in_several": Text("{child}: not in {what}, {more}", "{child}: not in {what}, {more}"),
    "staff.option.list_read": Text("I have read the list"),
    "staff.list_confirmed": Text("Thank you. It is on record."),
    "staff.list_empty": Text("Nobody of your classes is on the list."),
    "staff.list_unread": Text("Not read yet by: {who}"),
    "staff.shown.photo": Text("photos"),
    "staff.shown.video": Text("films"),
    "staff.shown.audio": Text("sound recordings"),
    "staff.shown.recording": Text("recordings"),
    "staff.shown.images": Text("photos"),
    "staff.shown.group_photos": Text("group photos"),
    "staff.shown.images_work_comments": Text("photos or work"),
    "staff.shown.work_sample": Text("examples of work"),
    "staff.shown.message": Text("messages to the class by name"),
    "staff.shown.other": Text("pages like this"),
    "staff.has_sound": Text("Does the film have sound?"),
    "staff.option.with_sound": Text("With sound"),
    "staff.option.without_sound": Text("Muted"),
    "staff.what_shows": Text("What does it show?"),
    "staff.option.shows_children": Text("Children"),
    "staff.option.shows_work": Text("Work only"),
    "staff.who_is_in_it": Text("Who can be recognised? Tap every child, then Done."),
    "staff.whose_work": Text("Whose work is it? Tap every child, then Done."),
    "staff.option.children_of": Text("{school_class}"),
    "staff.option.tags_done": Text("Done ({n})", "Done ({n})"),
    "staff.option.tag_again": Text("Change who is in it"),
    "staff.cannot_appear": Text("{child} cannot appear in {what}."),
    "staff.nothing_sent": Text("Nothing was sent."),
    "staff.over_pictures": Text("Over {most} pictures this week. Post anyway?", "Over {most} pictures this week. Post anyway?"),
    "staff.option.post_anyway": Text("Post anyway"),
    "staff.before_it_goes": Text("Before it goes to families:"),
    "staff.found.surname": Text('"{words}": no surnames. Better: {suggests}'),
    "staff.found.initial": Text('"{words}": nobody else of the class has this name. Better: {suggests}'),
    "staff.found.which": Text('"{words}": which one? {suggests}'),
    "staff.found.no_names": Text('"{words}": no child is named on your pages.'),
    "staff.found.phone": Text('"{words}": a telephone number.'),
    "staff.found.email": Text('"{words}": an e-mail address.'),
    "staff.found.address": Text('"{words}": an address.'),
    "staff.found.health": Text('"{words}": a private matter beside a child.'),
    "staff.found.other": Text('"{words}": another child.'),
    "staff.put_right_as": Text("Put right: {text}"),
    "staff.option.put_right": Text("Put it right"),
    "staff.option.say_name": Text("{name}"),
    "staff.option.as_it_is": Text("It is meant so"),
    "staff.stopped_private": Text(
        'Stopped: "{words}" beside a child is private and never goes to a page. Nothing was sent or kept. '
        "Write it without that, or to the family alone:"
    ),
    "staff.family_of": Text("{child} ({school_class}): {adults}"),
    "staff.option.write_family": Text("Write to {child}'s family"),
    "staff.write_family_now": Text("Write your message to {child}'s family now. Nobody else gets it."),
    "staff.waits_for_approval": Text("For {n} adult: waits for a second person's yes.", "For {n} adults: waits for a second person's yes."),
    "staff.option.approve": Text("Agree, send to {n} adult", "Agree, send to {n} adults"),
    "staff.approved": Text("A second person agreed."),
    "staff.preview_school": Text("To {n} family adult of the whole school:", "To {n} family adults of the whole school:"),
    "staff.several_how": Text("Write it like this, with at least two of your classes: /classes 3B, 5A: your text. Classes: {classes}."),
    "staff.several_not_yours": Text("Several classes at once are for those who write to the whole school. /announce TEXT tells your class."),
    "staff.preview_classes": Text("To {n} family adult of {classes}:", "To {n} family adults of {classes}:"),
    "staff.preview_child": Text("To {n} family adult:", "To {n} family adults:"),
    "staff.preview_asked_by": Text("{who} asks for a second person's yes."),
    "staff.preview_files": Text("With {n} file; families on SMS get a private link.", "With {n} files; families on SMS get a private link."),
    "staff.preview_files_no_link": Text(
        "With {n} file; families on SMS get the words and are told to ask for it.",
        "With {n} files; families on SMS get the words and are told to ask for them.",
    ),
    "staff.posts_count": Text("{school_class}: {n} post ({kinds})", "{school_class}: {n} posts ({kinds})"),
    "staff.posts_below": Text(
        "{school_class}: {n} post, below minimum ({kinds})", "{school_class}: {n} posts, below minimum ({kinds})"
    ),
    # after it went out
    "staff.option.remove_post": Text("Take down"),
    "staff.option.keep_post": Text("Leave it"),
    "staff.option.correct": Text("Correct it for {n} adult", "Correct it for {n} adults"),
    "staff.correct_how": Text(
        "Change the post for everybody? {n} family on SMS gets one correction.",
        "Change the post for everybody? {n} families on SMS get one correction.",
    ),
    "staff.post_edited": Text("Corrected. Telegram copies change in place."),
    "staff.edit_not_allowed": Text("The new words hold a surname, a number, an address or a private matter. Nothing was changed."),
    "staff.post_removed": Text("Taking it down everywhere. You will hear what could not be taken back."),
    "staff.post_kept": Text("It stays. On record."),
    "staff.already_removed": Text("It has been taken down already."),
    "staff.post_reported": Text("{adult} reports a post: {text}"),
    "staff.recall": Text("Taken back: {deleted} deleted, {blanked} emptied, {told} told by SMS, {left} left."),
    "staff.recall_stays": Text("Could not be taken back from: {adults}."),
    "staff.whose_was_it": Text("Whose family was it for?"),
    "staff.breach_opened": Text("A post about a child went to the wrong family. It is on the breach register."),
    "staff.comment": Text("{adult} wrote under your post:"),
    "staff.comment_waits": Text("{adult} wrote under your post. It is not shown yet:"),
    "staff.option.remove_comment": Text("Take down"),
    "staff.option.show_comment": Text("Show it"),
    "staff.why_remove": Text("Why?"),
    "staff.comment_why.rude": Text("Not respectful"),
    "staff.comment_why.private": Text("Private"),
    "staff.comment_why.other": Text("Not about the post"),
    "staff.comment_removed": Text("Taken down. Its author has been told why."),
    "staff.comment_shown": Text("It is shown to the class."),
    "staff.comment_next": Text("A comment of {adult} was taken down. Nothing more happens unless you say so."),
    "staff.option.block_comments": Text("Stop their comments"),
    "staff.comments_blocked": Text("What they reply to posts is not shown any more."),
    "staff.post_of": Text("{school_class}, {who}:"),
    "staff.post_of_school": Text("Whole school, {who}:"),
    "staff.post_card": Text("Likes: {likes}. Comments: {comments}."),
    "staff.no_posts": Text("Nothing has gone home from your classes yet."),
    "staff.translation_wrong": Text("A family says that a translation into {language} is wrong. They have been sent the original."),
    "staff.preview_by_hand": Text("Written by hand in every language of families: no machine translates it."),
    "staff.preview_ready": Text("Ready in every language, without a machine: {text}"),
    "staff.option.use_ready": Text("Use the ready text"),
    "staff.preview_weekly": Text("Every {day} at {time}, in term time."),
    "staff.remind_how": Text(
        "For a reminder of every week write: /remind Mon 15:00 and your text, or one of these words: {ready}. "
        "It rests while the school is closed."
    ),
    "staff.repeats": Text("{school_class}, {day} {time}: {text}"),
    "staff.option.stop_repeat": Text("Stop {day} {time}"),
    "staff.repeat_stopped": Text("Stopped. It does not come again."),
    "staff.repeat_set": Text("It goes every week in term time, first {when}. /remind shows and stops it."),
    "staff.nudge_pictures": Text(
        "{school_class}: {n} picture this week; your school aims at {least} or more.",
        "{school_class}: {n} pictures this week; your school aims at {least} or more.",
    ),
    "staff.nudge_reminder": Text(
        "{school_class} has had no reminder for over {days} school days; your school's minimum is one in that time."
    ),
    "staff.preview_day": Text("Day: {day}"),
    "staff.report": Text("{reached} of {all} reached.", note="How far an announcement got"),
    "staff.report_other_way": Text("{n} to be told another way; the office has the name.", "{n} to be told another way; the office has the names."),
    "staff.other_way": Text(
        "A post did not reach {n} adult of {of} on this list. Please tell them: {how}.",
        "A post did not reach {n} adults of {of} on this list. Please tell them: {how}.",
    ),
    "staff.other_way_done": Text("{n} told another way, on {day}.", "{n} told another way, the last on {day}."),
    "staff.other_way_who": Text("{child} ({school_class}): {adult}, {language}, {why}"),
    "staff.other_way_text": Text("To print, in {language}:"),
    "staff.other_way_why.no_account": Text("has no account"),
    "staff.other_way_why.no_route": Text("has no working phone here"),
    "staff.other_way_why.blocked": Text("blocked the messages"),
    "staff.other_way_why.gone": Text("the phone is gone"),
    "staff.other_way_why.refused": Text("the carrier refused"),
    "staff.other_way_why.over_limit": Text("the month's limit of text messages is reached"),
    "staff.option.told": Text("Told: {adult}"),
    "staff.sms_limit": Text(
        "The school's limit of {limit} text message parts a month is reached for this kind of post: {kind}. Families on SMS do not get it "
        "by text; you get their names. Answers, absences, closures and danger still go."
    ),
    "staff.preview_limit": Text("Text message parts this month: {spent} of {limit}."),
    "staff.preview_over_limit": Text(
        "That is over the limit for this kind ({kind}): {n} adult on SMS may not get it, and the office is told who.",
        "That is over the limit for this kind ({kind}): up to {n} adults on SMS may not get it, and the office is told who.",
    ),
    "staff.post_kind.emergency": Text("Emergency"),
    "staff.report_waiting": Text("{n} on the way.", "{n} on the way."),
    "staff.report_none": Text("{n} has no route.", "{n} have no route."),
    "staff.report_failed": Text("{n} failed: {reason}.", "{n} failed: {reason}."),
    "staff.trouble.blocked": Text("blocked us or stopped messages"),
    "staff.trouble.gone": Text("number or account gone"),
    "staff.trouble.refused": Text("refused by the carrier"),
    "staff.trouble.unknown": Text("not confirmed"),
    "staff.trouble.other": Text("carrier trouble"),
    # the queue
    "staff.queue": Text("{n} message waits.", "{n} messages wait."),
    "staff.queue_empty": Text("Nothing waits for you."),
    "staff.queue_line": Text("{subject}, {when}"),
    "staff.queue_line_class": Text("{subject} · {school_class}, {when}"),
    "staff.queue_line_late": Text("LATE · {subject} · {school_class}, {when}"),
    "staff.nothing_late": Text("No answer is late."),
    "staff.late_line": Text(
        "{school_class}: {n} answer is late, waiting since {when}.",
        "{school_class}: {n} answers are late, the oldest waiting since {when}.",
    ),
    # cover
    "staff.cover_which_class": Text("Which class is covered?"),
    "staff.cover_who": Text("Who covers {school_class}?"),
    "staff.option.supply": Text("A supply teacher, no phone"),
    "staff.supply_teacher": Text("A supply teacher"),
    "staff.cover_set": Text("{who} covers {school_class} that day, starting {when}. Messages for the class go there then."),
    "staff.option.cover_tomorrow": Text("The next day too"),
    "staff.option.cover_end": Text("End cover"),
    "staff.cover_ended": Text("The cover for {school_class} has ended."),
    "staff.cover_over": Text("That cover is over."),
    "staff.cover_no_dates": Text("We do not know when the school opens next. Please ask the office to enter the dates."),
    "staff.cover_not_yours": Text("Cover is set by the class's teacher, the office, the deputy or the head."),
    "staff.you_cover": Text("You cover {school_class} today. Its messages come to you; /list shows what waits."),
    "staff.supply_covers": Text(
        "A supply teacher without a phone covers {school_class} today. Its messages come to the office: please tell or "
        "print them, and tick each when done."
    ),
    "staff.handover": Text(
        "{school_class} while it was covered: {n} message came, {open} still open. /list shows them.",
        "{school_class} while it was covered: {n} messages came, {open} still open. /list shows them.",
    ),
    # conduct
    "staff.kind.proposal": Text("Somebody proposes a decision about an adult"),
    "staff.kind.conduct": Text("A reported message"),
    "staff.option.report": Text("Report"),
    "staff.option.decide": Text("To whoever decides"),
    "staff.option.judge_warning": Text("Warn"),
    "staff.option.judge_removal": Text("Remove"),
    "staff.option.judge_suspension": Text("Suspend"),
    "staff.option.judge_dismissed": Text("No action"),
    "staff.outcome.reported": Text("reported"),
    "staff.outcome.warning": Text("warned"),
    "staff.outcome.removal": Text("removed"),
    "staff.outcome.suspension": Text("suspended"),
    "staff.outcome.dismissed": Text("no action"),
    "staff.reported": Text(
        "Reported. You will not get this adult's messages until it is decided; they are told how to reach school."
    ),
    "staff.conduct_not_offered": Text("Your school's policy has another step first. Please open the message again."),
    # a person's own hours
    "staff.hours_how": Text(
        "The school reads from {opens} to {closes}. To keep shorter hours write, for example, /hours {opens}-16:00. "
        "/hours school goes back to the school's."
    ),
    "staff.hours_never_longer": Text(
        "Your hours can be shorter than the school's, never longer: {opens} to {closes}. Nothing was changed."
    ),
    "staff.hours_set": Text(
        "Your hours are {opens} to {closes} now. What comes later waits for your next day, and families are told when."
    ),
    "staff.hours_school": Text("You keep the school's hours again."),
    "staff.hours_not_here": Text("Your school keeps the same hours for everybody."),
    # joining and help
    "staff.share_number": Text("To check it is you, share your phone number with the button below."),
    "staff.share_button": Text("Share my number"),
    "staff.welcome": Text("You are linked to the staff bot."),
    "staff.number_unknown": Text("That is not the number the school has for you. Ask the office for a new code."),
    "staff.bad_code": Text("This code does not work. Ask the office for a new one."),
    "staff.whose_device": Text("At this school staff do not use a phone of their own. Whose is this device?"),
    "staff.option.schools_own": Text("The school's"),
    "staff.option.my_own": Text("My own"),
    "staff.not_own_phone": Text("Then it is not linked. Use a device of the school's, or the console in a browser."),
    "staff.works_on": Text("At this school staff work on: {devices}."),
    "staff.no_own_phone": Text("You need no phone of your own: everything can be done at the console, in a browser."),
    "staff.stranger": Text("This bot is for staff. Ask the school office for a code."),
    "staff.help": Text(
        "/list shows what waits, /late which answers are late, /cover says who stands in, /hours keeps shorter hours. "
        "Open a message, then reply to it to answer. /announce TEXT tells your class. "
        "/emergency tells families at once that school is closed or a coach is late."
    ),
    "staff.agree.first": Text("Before you go on, please agree. Nothing was sent."),
    "staff.agree.line.staff_code_of_conduct": Text(
        "I have read the staff code of conduct. I will not deal with personal matters by page or message."
    ),
    "staff.agree.line.code_of_conduct": Text("I have read the code of conduct and will keep to it."),
    "staff.agree.line.aup": Text("I have read the acceptable use agreement and will keep to it."),
    "staff.agree.own": Text("{line}"),
    "staff.agree.yes": Text("I agree"),
    "staff.agree.no": Text("No"),
    "staff.agree.done": Text("Thank you. It is on record."),
    "staff.agree.needed": Text("Without this you cannot use the staff bot. Write again when you have decided."),
    # a trial
    "staff.trial.over": Text("The trial ended on {date}. Nobody can write or post any more. Nothing was sent."),
    "staff.trial.ended": Text("The trial ended on {date}. Families have been told. You decide what happens now."),
    "staff.trial.how": Text(
        "The trial's last day is {date}. To go on write: EXTEND 2024-12-20 and why. To close it and have what is held "
        "deleted write: CLOSE and why. "
        "Nothing was changed."
    ),
    "staff.trial.extended": Text("The trial goes on until {date}."),
    "staff.trial.closed": Text("The trial is closed. What is held can now be deleted as your policy says."),
    "staff.trial.head_only": Text("Only the head can decide about the trial. The attempt is on record."),
    "staff.place.none": Text("nobody"),
    "staff.place.head": Text("Head teacher"),
    "staff.place.deputy": Text("Deputy head"),
    "staff.place.assistant_head": Text("Assistant head"),
    "staff.place.senior_leader": Text("Senior leader"),
    "staff.place.pastoral_lead": Text("Pastoral lead"),
    "staff.place.senco": Text("SENCO"),
    "staff.place.support_officer": Text("Support officer"),
    # e-mail to whoever runs the hub: nothing personal
    "staff.running": Text(
        "Bookbag is running; {n} message waits for the school to open.",
        "Bookbag is running; {n} messages wait for the school to open.",
    ),
    "staff.gap": Text(
        "Bookbag was away, and Telegram keeps messages for 24 hours only. What families wrote there between {since} and {until} "
        "is lost; text messages are not. Shall families on Telegram be told, so that they write again?"
    ),
    "staff.option.gap_tell": Text("Tell families"),
    "staff.option.gap_leave": Text("Do not tell"),
    "staff.gap_told": Text("Families on Telegram are being told, each in their language."),
    "staff.gap_left": Text("Nobody is told. You can still press the other button."),
    "alert.subject": Text("Bookbag: {what}"),
    "alert.what.several": Text("{n} thing needs attention", "{n} things need attention"),
    "alert.what.dead": Text("a message could not be read"),
    "alert.what.carrier": Text("a carrier is down"),
    "alert.what.queue": Text("messages wait too long"),
    "alert.what.disk": Text("the disk is nearly full"),
    "alert.what.backup": Text("no recent backup"),
    "alert.what.changes": Text("changes are not being shipped"),
    "alert.what.clock": Text("the clock is wrong"),
    "alert.what.over": Text("back in order"),
    "alert.dead": Text(
        "{n} message from a carrier could not be read. It is kept, sealed, and is not lost; nobody at school has seen it. "
        "Run `bookbag dead`.",
        "{n} messages from a carrier could not be read. They are kept, sealed, and are not lost; nobody at school has "
        "seen them. Run `bookbag dead`.",
    ),
    "alert.carrier_down": Text(
        "{carrier} has not answered for {minutes} minutes. Messages wait until it does. "
        "Run `bookbag doctor`: it says what is in the way."
    ),
    "alert.carrier_refuses": Text(
        "{carrier} has refused the hub for {minutes} minutes: the token or password may have changed. Run `bookbag doctor`."
    ),
    "alert.queue_old": Text(
        "A message has waited {minutes} minutes that should have gone. Run `bookbag doctor`; if it finds nothing, restart the hub."
    ),
    "alert.disk": Text(
        "{percent} % of the disk is free. When it is full the hub can take no message. Make room, or give it a larger disk."
    ),
    "alert.backup_old": Text(
        "The newest backup is {hours} hours old. Run `bookbag backup`, and see why it did not run."
    ),
    "alert.backup_none": Text(
        "There is no backup in the backup folder. Run `bookbag backup`, and see why it did not run."
    ),
    "alert.changes_old": Text(
        "Changes were last shipped {minutes} minutes ago. If this machine were lost now, what came since would be, too. "
        "See that the folder of BOOKBAG_BACKUP_CHANGES_FOLDER is mounted and has room."
    ),
    "alert.clock_fast": Text(
        "This machine's clock is {seconds} seconds fast; messages are held and released by it. "
        "Turn time synchronisation on: `timedatectl set-ntp true`."
    ),
    "alert.clock_slow": Text(
        "This machine's clock is {seconds} seconds slow; messages are held and released by it. "
        "Turn time synchronisation on: `timedatectl set-ntp true`."
    ),
    "alert.over.dead": Text("Over: no unreadable message is left."),
    "alert.over.carrier": Text("Over: {carrier} answers again."),
    "alert.over.queue": Text("Over: no message waits that should have gone."),
    "alert.over.disk": Text("Over: the disk has room again."),
    "alert.over.backup": Text("Over: there is a recent backup."),
    "alert.over.changes": Text("Over: changes are shipped again."),
    "alert.over.clock": Text("Over: the clock is right."),
    "alert.foot": Text("You hear of each thing once, and again when it is worse or over."),
}
