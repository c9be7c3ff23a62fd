"""Announcements and posts: on their way out, and after."""

from __future__ import annotations

from bot.phrases.text import Text

POSTS: dict[str, Text] = {
    # announcements
    "staff.announce_how": Text("Write /announce and then your text."),
    "staff.no_class": Text("You have no class to announce to."),
    "staff.emergency_how": Text(
        "Press what is the matter, or write it: /emergency closed tomorrow, snow; /emergency early 13:30; "
        "/emergency coach 16:15. You see whom it reaches before it goes."
    ),
    "staff.emergency_not_school": Text(
        "That is for the whole school: the office or a leader can send it. You may tell of a late coach."
    ),
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
        "That is not the number. Nothing was sent. To send it to {n} adult type {n}; else leave it.",
        "That is not the number. Nothing was sent. To send it to {n} adults type {n}; else leave it.",
    ),
    "staff.announcement_leaves": Text("Goes to {n} adult {when}.", "Goes to {n} adults {when}."),
    "staff.announcement_undone": Text("Undone. Nobody gets it."),
    "staff.announcement_gone": Text("This announcement has gone out or was undone."),
    "staff.announcement_already": Text("Already on its way. It goes once."),
    # the way of a post
    "staff.not_for_school": Text("Only {who} write to the whole school. Nothing was sent."),
    "staff.file_not_taken": Text(
        "Nothing was added. Pictures may be JPEG or PNG; documents PDF, Word, Excel, PowerPoint, OpenDocument or plain text; each at most 10 MB."
    ),
    "staff.files_how_many": Text("Nothing was added: choose one to {n} files."),
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
    "staff.may_be_stored": Text(
        "Once: sharing is your choice, and families may save what they see. It cannot be called back from them."
    ),
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
    "staff.over_pictures": Text(
        "Over {most} pictures this week. Post anyway?", "Over {most} pictures this week. Post anyway?"
    ),
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
    "staff.waits_for_approval": Text(
        "For {n} adult: waits for a second person's yes.", "For {n} adults: waits for a second person's yes."
    ),
    "staff.option.approve": Text("Agree, send to {n} adult", "Agree, send to {n} adults"),
    "staff.approved": Text("A second person agreed."),
    "staff.not_agreed": Text("A second person did not agree: your announcement was not sent. Talk to them before you write it anew."),
    "staff.preview_school": Text(
        "To {n} family adult of the whole school:", "To {n} family adults of the whole school:"
    ),
    "staff.option.several": Text("Several classes"),
    "staff.several_which": Text("To which classes? Tap each one, then Done."),
    "staff.several_few": Text("Tap at least one class first."),
    "staff.option.class_picked": Text("[x] {school_class}"),
    "staff.option.class_unpicked": Text("{school_class}"),
    "staff.several_how": Text(
        "Write it like this, with at least two of your classes: /classes 3B, 5A: your text. Classes: {classes}."
    ),
    "staff.several_not_yours": Text(
        "Several classes at once are for those who write to the whole school. /announce TEXT tells your class."
    ),
    "staff.preview_classes": Text("To {n} family adult of {classes}:", "To {n} family adults of {classes}:"),
    "staff.preview_child": Text("To {n} family adult:", "To {n} family adults:"),
    "staff.preview_asked_by": Text("{who} asks for a second person's yes."),
    "staff.preview_files": Text(
        "With {n} file; families on SMS get a private link.", "With {n} files; families on SMS get a private link."
    ),
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
    "staff.edit_not_allowed": Text(
        "The new words hold a surname, a number, an address or a private matter. Nothing was changed."
    ),
    "staff.post_removed": Text("Taking it down everywhere. You will hear what could not be taken back."),
    "staff.post_kept": Text("It stays. On record."),
    "staff.already_removed": Text("It has been taken down already."),
    "staff.named_is_shown": Text("Who is named under a picture is taken to be in it. Send it again without the name."),
    "staff.for_role": Text(
        "This is for the {role}, whom no phone reaches. Please tell them: they decide, at the console."
    ),
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
    "staff.translation_wrong": Text(
        "A family says that the translation into {language} is wrong of this post: {text}\nThey have been sent the original."
    ),
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
    "staff.report_other_way": Text(
        "{n} to be told another way; the office has the name.", "{n} to be told another way; the office has the names."
    ),
    "staff.other_way": Text(
        "A post did not reach {n} adult of {of} on this list. Please tell them: {how}.",
        "A post did not reach {n} adults of {of} on this list. Please tell them: {how}.",
    ),
    "staff.other_way_more": Text(
        "{n} more follows when these are ticked off: {classes}.", "{n} more follow as these are ticked off: {classes}."
    ),
    "staff.other_way_done": Text("{n} told another way, on {day}.", "{n} told another way, the last on {day}."),
    "staff.other_way_who": Text("{child} ({school_class}): {adult}, {language}, {why}"),
    "staff.other_way_frozen": Text("{child} ({school_class}): no message may be sent to this family. Ring them as the office agreed with them."),
    "staff.other_way_text": Text("To print, in {language}:"),
    "staff.other_way_why.no_account": Text("has no account"),
    "staff.other_way_why.objects": Text("does not want the hub's news"),
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
    "staff.trouble.no_route": Text("no way left to reach them"),
    "staff.trouble.refused": Text("refused by the carrier"),
    "staff.trouble.unknown": Text("not confirmed"),
    "staff.trouble.other": Text("carrier trouble"),
}
