"""Everything Bookbag says to families, in English. `make locales` carries it into every catalogue.

How these texts speak: what happened, what next and by which role, what if it cannot wait. On SMS the school's short
name comes first by itself. Straight quotes and no dashes, so that English, French and Italian stay in GSM-7.
"""

from __future__ import annotations

from bot.domain.ready import READY
from bot.phrases.text import Text

FAMILIES: dict[str, Text] = {
    # what happened
    "received": Text("We have your message."),
    "passed.to": Text("Passed to the {place}.", note="{place} is a role, such as: school office, 3B teacher"),
    "passed.when_lessons_allow": Text("Teachers read messages when lessons allow, maybe not today."),
    "passed.answer_by": Text(
        "It may be read at the end of the day. You will have an answer {when} or before.",
        note="{when}: on Monday at 16:00, tomorrow at 16:00",
    ),
    "passed.office_answers": Text("They will answer if they need to."),
    "about.names": Text("About: {names}.", note="{names} are children's first names"),
    "about.both": Text("About: {names} ({subject})."),
    "about.subject": Text("About: {subject}."),
    "seen.by": Text("The {place} has seen your message.", note="{place} is a role, such as: school office, 3B teacher"),
    "held.until": Text("The {place} will see it {when}.", note="{when}: on Monday at 8:00, tomorrow at 8:00"),
    "held.unknown": Text("The school is closed. We do not know yet when it opens."),
    "hours.changed": Text("The school's opening times have changed."),
    "held.nobody_reads": Text("Nobody is reading messages now."),
    "brief.appointment": Text("For longer matters ask the office for an appointment: {office_phone}."),
    # a child away
    "absence.away": Text("{names} away: {days}.", note="{days}: today; tomorrow, morning; Thu 7 Mar - Mon 11 Mar"),
    "absence.late": Text("{names} late: {days}.", note="{days}: today; tomorrow, morning"),
    "absence.back": Text("Back {day}?", note="Will the child be back? {day}: tomorrow; Thu 7 Mar"),
    "absence.may_ring": Text("The office may ring you to check."),
    "absence.we_ask": Text("Thank you. We will ask again on the next school morning."),
    "absence.confirmed": Text("The {place} has noted it. {names} away: {days}.", note="{place} is a role: school office"),
    "absence.still": Text("Is {names} still away today?", note="Asked in the morning of a child who was ill"),
    "absence.missing": Text(
        "{names}: not in class this morning, and we have no message. Please tell us why.",
        note="{names} is a child's first name",
    ),
    "option.yes": Text("yes"),
    "option.not_sure": Text("not sure"),
    "option.still_away": Text("still away"),
    "option.coming_in": Text("coming in"),
    "option.ill": Text("ill"),
    "option.late": Text("late, on the way"),
    "option.should_be_in": Text("should be at school"),
    "day.today": Text("today"),
    "day.tomorrow": Text("tomorrow"),
    "day.am": Text("{day}, morning", note="{day}: today, tomorrow, Thu 7 Mar"),
    "day.pm": Text("{day}, afternoon", note="{day}: today, tomorrow, Thu 7 Mar"),
    # another way than by message
    "kept.not_passed": Text("Your message was not passed on."),
    "kept.what_now": Text("What shall we do with your message?"),
    "redirect.door": Text(
        "Questions about learning are better in person: see the teacher at the end of the day, or the office makes an appointment: {office_phone}."
    ),
    "redirect.meeting": Text("How a child is doing is not answered by message. You can meet the class teacher."),
    "others.blocked": Text("The {place} takes no messages. At the gate or through the office: {office_phone}."),
    "others.own_teacher": Text(
        "You can write to your child's class teacher only. For anybody else ring the office: {office_phone}."
    ),
    "complaint.stages": Text("Complaints: {title}. {link}", note="{title} is the name of a paper, {link} an address"),
    "complaint.office": Text("Complaints: please ring the office, {office_phone}."),
    "option.call_me": Text("ask the office to ring me"),
    "option.write_down": Text("write it down"),
    "option.paper": Text("a paper copy"),
    "option.short_note": Text("it is just a short note"),
    "option.to_teacher": Text("give it to the class teacher"),
    "option.appointment": Text("ask to meet"),
    "paper.how": Text("For a paper copy reply PAPER."),
    "paper.asked": Text("The school office will send you a paper copy."),
    "papers.list": Text("Our policies: {list}", note="{list} is a list of titles"),
    "papers.copies": Text("Copies: school office, {office_phone}."),
    # topics and steps
    "topic.ask": Text("What is it about?"),
    "topic.else": Text("If you do not choose, the {place} gets it."),
    "option.other_topic": Text("it is about something else"),
    "option.topic.learning": Text("learning"),
    "option.topic.pastoral": Text("worries, friends"),
    "option.topic.sen_physical": Text("special needs"),
    "option.topic.staff": Text("a member of staff"),
    "option.topic.admin": Text("office matter"),
    "option.topic.service": Text("this message service"),
    "steps.none": Text("There is no next step now. Please write your message in words."),
    "steps.first": Text("First step: please write to the {place}."),
    "steps.is_with": Text("It is with the {place} now."),
    "steps.next": Text("Not resolved? The next step is the {place}."),
    "steps.next_last": Text(
        "Not resolved? The next step is the {who}, through the office: {office_phone}.",
        note="{who} is somebody like: chair of governors",
    ),
    "steps.what_now": Text("Do you want the next step?"),
    "steps.arranging": Text("The office will arrange an appointment with the {place}."),
    "steps.arranging_last": Text("The office will put you in touch with the {who}."),
    "agree.ask": Text("The {place} would read your messages about this. Do you agree?"),
    "option.not_resolved": Text("not resolved"),
    "option.no": Text("no"),
    "letter.steps": Text("Not resolved? Reply STEPS."),
    # meetings and calls
    "meeting.asked": Text("Your wish to meet is with the {place}."),
    "meeting.when": Text("Which days and times suit you? Please write them."),
    "meeting.offer": Text("The {place} can meet you:"),
    "meeting.agreed": Text("Agreed: {when}, with the {place}.", note="{when}: on Thursday at 15:30"),
    "option.any_time": Text("any time"),
    "option.none_of_these": Text("none of these"),
    "call.when": Text("The teacher would rather talk by phone. The office will ring you. When is a good time?"),
    # a concern
    "concern.background": Text("What happened?"),
    "concern.who": Text("Who was part of it?"),
    "concern.outcome": Text("What would you like to happen?"),
    "concern.how": Text("Write it here, or:"),
    "concern.sent": Text("Passed to the {place}. Your reference: {reference}."),
    "option.leave_out": Text("leave this out"),
    "option.send_now": Text("send it now"),
    "option.concern_about": Text("Concern about this"),
    # danger and hurry: always the same words
    "emergency.office": Text("If someone is in danger call 999. Office: {office_phone}."),
    "emergency.office_later": Text("If someone is in danger call 999. Office: {office_phone}, open again {when}."),
    "emergency.call": Text("If someone is in danger call 999.", note="before the school is known"),
    "emergency.out_of_hours": Text("At other times: {out_of_hours}."),
    "urgent.phone_now": Text("Please phone the office now: {office_phone}."),
    "urgent.phone_later": Text("If it cannot wait, please phone. Do not rely on this message."),
    # subjects, in brackets after names
    "subject.urgent": Text("urgent"),
    "subject.absence": Text("absence"),
    "subject.sickness": Text("sickness"),
    "subject.lateness": Text("late"),
    "subject.appointment": Text("appointment"),
    "subject.complaint": Text("complaint"),
    "subject.dinners": Text("school dinners"),
    "subject.progress": Text("progress"),
    "subject.admin": Text("office matter"),
    # roles
    "role.class_teacher": Text("{class_name} teacher", note="The class name, such as 3B"),
    "role.teacher": Text("class teacher"),
    "role.office": Text("school office"),
    "role.support_officer": Text("support officer"),
    "role.pastoral_lead": Text("pastoral lead"),
    "role.senco": Text("special needs coordinator"),
    "role.assistant_head": Text("assistant head"),
    "role.deputy": Text("deputy head"),
    "role.head": Text("head teacher"),
    "role.staff": Text("member of staff"),
    # questions and their answers
    "ask.which_school": Text("Which school is your message for?"),
    "ask.which_child": Text("Who is this about?"),
    "option.both": Text("both", note="Both children"),
    "option.all_children": Text("all of them", note="All of the children, three or more"),
    "option.ring_me": Text("please ring me"),
    "option.not_that": Text("it is not about that"),
    "option.other_child": Text("another child"),
    "voice.what_about": Text("We have your voice message. What is it about?"),
    "option.voice_absence": Text("absence or illness"),
    "option.voice_urgent": Text("urgent today"),
    "option.voice_note": Text("note for the teacher"),
    "choice.nothing_open": Text("There is no open question for that number. Please write your message in words."),
    "choice.already_dealt_with": Text("Someone at school has already dealt with this. You can write a new message."),
    "choice.child_noted": Text("Thank you. Noted."),
    "corrected": Text("Thank you. We have changed that."),
    "ring_me.today": Text("The school office will ring you."),
    "ring_me.later": Text("The school office is closed now. They will ring you when it opens."),
    # staff did something
    "moved.to_office": Text("Passed to the school office."),
    "please_phone": Text(
        "The teacher would like to speak instead. Please ring the office: {office_phone}. Or reply 0 and we ring you."
    ),
    "meet": Text("The teacher would like to meet you. The office will offer times. Or ring: {office_phone}."),
    "office_has_it": Text("The school office has read your message and is dealing with it."),
    "letter.from": Text("From the {place}:", note="{place} is a role"),
    "letter.about": Text("From the {place}, about {names}:"),
    "translated": Text("Translated by computer. Original:"),
    "not_translated": Text("We could not translate this. Reply 0 and we ring you."),
    "not_translated_yet": Text("We could not translate this yet. The translation follows. Reply 0 and we ring you."),
    "news.translation": Text(
        "Our news in your language, translated by computer:",
        note="Begins a text message that follows one in English; below: the translation",
    ),
    "news.for": Text("News for class {school_class}:"),
    "news.from": Text("News for class {school_class} from {author}:", note="{author} is a teacher's full name"),
    "news.school": Text("News for all families:"),
    "news.urgent": Text("Urgent news from school:", note="Above: school is closed, closes early, the coach is late"),
    "news.child": Text("News about {names}:", note="{names} are children's first names"),
    "news.day": Text("Date: {day}", note="{day}: 12 March"),
    "news.owner": Text("Picture: property of {owner}.", note="{owner} is the school's full name"),
    "news.no_sharing": Text("Please do not share it or post it anywhere."),
    "news.ask_picture": Text("With a picture: please ask the school office to see it."),
    "news.page": Text(
        "Picture, only for you, {n} day: {link} Code: {code}",
        "Picture, only for you, {n} days: {link} Code: {code}",
        note="The link opens for {n} days and asks for the code",
    ),
    "news.correction": Text("Correction of our news:", note="Begins a text message that puts an earlier one right"),
    "news.corrected": Text("Corrected.", note="Under a post whose words were changed after it was sent"),
    "news.removed": Text("The school has taken this post down."),
    "news.withdrawn": Text("The school takes back its news of {day}. Please do not pass it on.", note="{day}: 12 March"),
    "news.original": Text("The original:"),
    "option.original": Text("Original", note="Button: show the post in the language it was written in"),
    "option.wrong_translation": Text("Translation is wrong", note="Button under a machine translation"),
    "wrong.thanks": Text("Thank you. The school will look at the translation. The original:"),
    "option.like": Text("Like", note="Button under a post"),
    "option.liked": Text("You like this", note="Button under a post; pressed again it takes the like back"),
    "option.comments": Text("Comments", note="Button under a post: show what other families wrote"),
    "option.report": Text("Report", note="Button under a post that should not be there"),
    "report.thanks": Text("Thank you. The school will look at this post today or on the next school day."),
    "comment.head": Text("Comments from the class. To add yours, reply to the post."),
    "comment.none": Text("No comments yet. To write one, reply to the post."),
    "comment.shown": Text("Your comment is shown to the class."),
    "comment.later": Text("Your comment will be shown to the class {when}.", note="{when}: on Monday at 8:00"),
    "page_post.which": Text("Is this for the class teacher, or for the class page, where all its families see it?"),
    "page_post.waits": Text("The class teacher looks at it first. All families of the class see it after that."),
    "option.class_page": Text("for the class page"),
    "comment.waits": Text("The class teacher reads your comment first."),
    "comment.leader_reads": Text("Your comment is not shown: a leader of the school reads it first."),
    "comment.removed": Text("The school has taken your comment down: {why}"),
    "comment.why.rude": Text("it was not respectful."),
    "comment.why.private": Text("it told something private."),
    "comment.why.other": Text("it was not about the post."),
    "comment.rules": Text("Our rules: {title}. {link}", note="{title} is the name of a paper, {link} an address"),
    "comment.privately": Text("Answers are not shown under posts. Shall we give it to the class teacher?"),
    "digest.which": Text("When would you like news from school? Closures and answers always come at once."),
    "option.at_once": Text("at once", note="When would you like news from school?"),
    "option.once_a_day": Text("once a day", note="When would you like news from school?"),
    "option.once_a_week": Text("once a week", note="When would you like news from school?"),
    "digest.at_once": Text("News from school will come at once."),
    "digest.day": Text("News from school will come together once a day, at {time}. Closures and answers still come at once."),
    "digest.week": Text(
        "News from school will come together once a week, on {day} at {time}. Closures and answers still come at once.",
        note="{day} is the name of a weekday as it stands in a calendar",
    ),
    "digest.heading": Text("News from school, together:", note="Above the posts of a day or a week"),
    "help.digest": Text("For news once a day or once a week write DIGEST.", note="DIGEST stays as it is typed"),
    "call.interpreter": Text("The school has something to tell you. The office will ring you, with an interpreter if you like."),
    "events.head": Text("Coming up:"),
    "events.none": Text("No events are planned at the moment."),
    # notices and teachers' answers written by hand
    **{key: Text(english) for key, english in READY.items()},
    # the private page
    "page.title": Text("News from school"),
    "page.code": Text("Code from our text message"),
    "page.open": Text("Open"),
    "page.wrong": Text("This is not the code. Please look at our text message again."),
    "page.dead": Text("This page is closed. If you need it, please ask the school office."),
    "page.until": Text("This page is only for you. It is open until {day}.", note="{day}: 12 March"),
    "page.picture": Text("Picture {n}", note="For people who cannot see it"),
    "page.video": Text("Video {n}"),
    "page.document": Text("Document {n}"),
    "page.held": Text("What we hold about you and your children", note="Heading of a page"),
    "page.all": Text("Everything in one file"),
    "page.nothing": Text("There is nothing to see here now."),
    "page.write": Text("Write to school"),
    "page.send": Text("Send"),
    "page.letters": Text("From school to you"),
    "page.join_code": Text("Your joining code"),
    "page.join_child": Text("Your child's first name and class"),
    "page.joined": Text("You are linked. Keep this address and this code: {code}. With them you open your page in any browser."),
    # conduct
    "conduct.warning": Text(
        "A message of yours was not in line with the school's rules for messages. This is a warning. Please keep to them."
    ),
    "conduct.removal": Text(
        "The school has ended your messages here, because of its rules for messages. If you disagree, ask the office how to appeal."
    ),
    "conduct.suspension": Text(
        "The school has paused your messages here, because of its rules for messages. If you disagree, ask the office how to appeal."
    ),
    "conduct.lifted": Text("You can write to school here again."),
    "conduct.ring_office": Text("You can always reach us through the office: {office_phone}."),
    # joining
    "join.how": Text(
        "This is the message line of {school}. To join, type the code from the school office. No code? Ring {office_phone}."
    ),
    "join.share_number": Text("To check it is you, please share your phone number with the button below."),
    "join.share_button": Text("Share my number", note="Label of a button"),
    "join.own_number": Text("Please use the button below to share your own number."),
    "join.child_and_class": Text("To check it is you, please type your child's first name and class."),
    "join.done": Text("You are linked for: {names}."),
    "join.what_now": Text("Write here as you would on a note to the teacher. For another language write LANGUAGE."),
    "join.already": Text("You are linked already. Write here as you would on a note to the teacher."),
    "join.bad_code": Text("This code does not work. Please ask the school office for a new one."),
    "join.not_here": Text("This school does not write to families this way. Please ask the office how to join: {office_phone}."),
    "join.office_checks": Text("Thank you. The school office will check and be in touch."),
    "join.one_each": Text("This code has been used. Each adult has a code of their own. The school office will be in touch."),
    "join.partner_offer": Text(
        "A second phone tried your joining code. If that was your partner, the school office can give them their own: {office_phone}."
    ),
    # an invitation by text message
    "invite.ask": Text("Would you like news about your child by text from school? Reply YES to join, or NO and we do not ask again."),
    "invite.refused": Text("We will not ask again. You get the school's news another way. To join later, ask the school office."),
    # the agreement, one line at a time
    "agree.first": Text("First, please answer some questions."),
    "agree.renewed": Text("The school's agreement has changed. Please answer again."),
    "agree.reminder": Text("We are still waiting for your answer to the school's changed agreement."),
    "agree.review": Text("You can change your answers here."),
    "agree.question": Text("Do you agree?"),
    "agree.yes": Text("yes", note="Answer to: Do you agree?"),
    "agree.no": Text("no", note="Answer to: Do you agree?"),
    "agree.kept": Text("Thank you. Your answers are kept."),
    "agree.change": Text("To change them write CONSENT.", note="CONSENT stays as it is typed"),
    "agree.none": Text("You are not linked. You get the school's news another way. To change your mind, ask the school office."),
    "agree.own": Text("{line}", note="A line of the school's own, as the school wrote it"),
    "agree.line.privacy_notice": Text("I have read and understood the privacy notice."),
    "agree.line.policy_read": Text("I have read and understood the school's policy for messages."),
    "agree.line.images": Text("The school may take and use pictures of my child for learning and to celebrate."),
    "agree.line.apps": Text("My child's name and work may be kept in this service."),
    "agree.line.account": Text("I want an account to hear about my child."),
    "agree.line.group_photos": Text("My child may be in group pictures."),
    "agree.line.no_resharing": Text("I will not pass on pictures or information I get here."),
    "agree.line.participation": Text("I want to use this service for my child."),
    "agree.line.images_work_comments": Text("Other families of the class may see pictures, work and kind words about my child."),
    "agree.line.no_copying": Text("I will not copy pictures or put them on social media."),
    "agree.line.respectful": Text("I will be polite and respectful."),
    "agree.line.hours_24h": Text("I know when teachers read messages and how long an answer may take."),
    "agree.line.no_complaints_here": Text("I will not use messages for complaints or serious concerns."),
    "agree.line.login": Text("I will not share my account."),
    "agree.line.service_concerns": Text("I know whom to tell about a problem with this service."),
    "agree.line.transfer": Text("My data may go to the companies and countries the school has told me of."),
    "agree.line.data_processing": Text("The school may use my family's data as its form says."),
    "agree.line.code_of_conduct": Text("I have read the code of conduct and will keep to it."),
    "agree.line.photo": Text("The class's families may see photos of my child."),
    "agree.line.video": Text("The class's families may see films of my child."),
    "agree.line.audio": Text("The class's families may hear sound recordings of my child."),
    "agree.line.recording": Text("The class's families may see recordings of my child."),
    "agree.line.message": Text("My child may be named in messages to the class's families."),
    "agree.line.work_sample": Text("The class's families may see my child's work."),
    "agree.line.no_child_access": Text("My child will not use my account."),
    "agree.remember": Text("A reminder: please do not let your child use this account, and do not share it. To end it write UNLINK."),
    # the end
    "unlinked": Text("You are not linked any more. Nothing more comes here. To come back, ask the school office for a code."),
    "left.child": Text("A child of yours has left our list, so news about them ends today. What we hold is deleted after {date}."),
    "gap.lost": Text(
        "We could not fetch messages sent on Telegram in this time: {since} {since_time} to {until} {until_time}. "
        "If you wrote to us then, please write again."
    ),
    "left.child_kept": Text("A child of yours has left our list, so news about them ends today."),
    "trial.ended": Text("The trial of this service ended on {date}. Please ring the school office: {office_phone}."),
    # the invite sheet
    "sheet.title": Text("Messages between home and school", note="Printed on paper: the heading of the sheet"),
    "sheet.scan": Text(
        "Point your phone's camera at the square. Telegram opens: press Start.",
        note="Printed on paper, beside a QR code",
    ),
    "sheet.share": Text(
        "Then press the button that shares your phone number. It shows us that it is you.", note="Printed on paper"
    ),
    "sheet.by_hand": Text(
        "No camera? Find {bot} in Telegram and send it the code.",
        note="Printed on paper, above the code. {bot} is a Telegram name that begins with @",
    ),
    "sheet.text_us": Text(
        "Or by text message: send these words to {number}.",
        note="Printed on paper, above the words. {number} is a phone number",
    ),
    "sheet.own_phone": Text("Use the phone whose number the school has.", note="Printed on paper"),
    "sheet.until": Text(
        "The code works once. Last day: {date}.",
        note="Printed on paper. {date}: 18 March 2024, as the language writes it",
    ),
    "sheet.private": Text(
        "This sheet is for you alone. Please do not pass it on.", note="Printed on paper, for one adult"
    ),
    # account
    "language.which": Text("Which language do you read best?"),
    "language.by_name": Text("Another language? Write its name.", note="Under a menu of languages that is not all of them"),
    "language.set": Text(
        "We will write to you in English from now on.", note="Say the name of your own language instead of English"
    ),
    "help.write": Text("Write here as you would on a note to the teacher: illness, absence, collection, questions."),
    "help.news_only": Text("This number is for news from school. Messages sent here are not answered."),
    "help.role": Text("The {place}: through the office."),
    "help.also": Text("Also: {contacts}"),
    "help.ico": Text("Advice on personal data: ICO 0303 123 1113."),
    "help.language": Text("For another language write LANGUAGE. To stop all messages write STOP."),
    "stopped": Text("You will get no more messages from here. To start again write START."),
    "started": Text("You will get messages from school again."),
    "unknown_number": Text(
        "This is the message line of {school}. We do not know your number, so we cannot answer here. Parents: ask the office for a code."
    ),
    "closed_door": Text(
        "This number is for news from school. Messages sent here are not answered. Please ring {office_phone}."
    ),
    "closed_door.policy": Text(
        "How to reach us: {title}, {link}", note="{title} is the name of a paper, {link} an address"
    ),
    "no_child": Text(
        "We have your message. We have no child on our list for you, so the school office will look at it."
    ),
    # what cannot be taken
    "empty": Text("Your message came without any words. Please write it again."),
    "refused.kind": Text("We cannot take this kind of message. Please write it in words."),
    "refused.location": Text("We do not take locations, to keep families' data safe. Please write it in words."),
    # times
    "when.today": Text("today at {time}"),
    "when.tomorrow": Text("tomorrow at {time}"),
    "when.weekday": Text("on {day} at {time}", note="{day} is the name of a weekday as it stands in a calendar"),
    "when.date": Text("on {day} {date} at {time}", note="{date}: 3 June"),
    # one's own data
    "privacy.who": Text(
        "{controller} is responsible for your data: names, contact details, messages, permissions, days away.",
        note="{controller} is the school or trust",
    ),
    "privacy.why": Text(
        "Why we keep it: learning, progress, pastoral care, our services, duties by law, keeping children safe, how schools do.",
        note="Seven purposes, each must be named",
    ),
    "privacy.never": Text("We do not collect where you are, which device you use or what you click."),
    "privacy.version": Text("Privacy notice {version}.", note="{version} is a date or a number"),
    "privacy.changed": Text(
        "Our privacy notice has changed: version {version}. New: {what}, {name} ({country}). To read it reply PRIVACY.",
        note="{what}: translation service. {country}: its name in the reader's language. PRIVACY stays as it is typed",
    ),
    "privacy.until_yes": Text("Nothing of yours goes there until you have said yes."),
    "processor.carrier": Text("carrier of messages"),
    "processor.translator": Text("translation service"),
    "processor.host": Text("computer services"),
    "processor.backup": Text("keeping of safe copies"),
    "privacy.english": Text("In English reply PRIVACY EN. The English text counts."),
    "privacy.rights": Text(
        "To see your data reply MYDATA, to correct it CORRECT, to delete it DELETE. Or ring the office: {office_phone}."
    ),
    "rights.noted": Text(
        "We have noted your request about your data. You will have an answer by {date}.",
        note="{date}: 4 April",
    ),
    "rights.office_checks": Text(
        "For questions about data please ring the school office: {office_phone}. They first check who is asking."
    ),
    "rights.correct_how": Text("What should be changed? Write it in one message that begins with CORRECT."),
    "rights.delete_sure": Text("Delete your account and what you wrote? Nothing more will come from school."),
    "rights.delete_really": Text("Are you quite sure? It cannot be undone."),
    "rights.deleting": Text("Your account is closed. What you wrote is being deleted."),
    "rights.page": Text(
        "What we hold about you and your children: {link} Code: {code}. It is open until {date}.",
        note="The link asks for the code",
    ),
    "rights.kept": Text("Kept until {date}: {matter}.", note="{matter}: complaint, legal matter"),
    "matter.complaint": Text("your complaint"),
    "matter.legal": Text("a legal matter"),
    "option.delete": Text("delete", note="A button"),
    "option.keep_account": Text("keep my account", note="A button"),
    "keep.inactive": Text(
        "Your account has not been used for a long time. It is deleted on {date}. To keep it reply KEEP.",
        note="{date}: 4 April",
    ),
    "keep.kept": Text("Thank you. Your account stays."),
    "copy.removed": Text("This message was removed.", note="Takes the place of a message that is deleted"),
    "transfer.notice": Text(
        "There is a message about {names}. Please ring the school office: {office_phone}.",
        note="Sent where the text itself may not go",
    ),
    "role.dpo": Text("data protection officer", note="A role at school"),
}
