"""What happened to a message, and where it goes instead."""

from __future__ import annotations

from bot.phrases.text import Text

HAPPENED: dict[str, Text] = {
    # what happened
    "received": Text("We have your message."),
    "passed.to": Text("Passed to the {place}.", note="{place} is a role, such as: school office, 3B teacher"),
    "passed.when_lessons_allow": Text("Teachers read messages when lessons allow, maybe not today."),
    "passed.answer_by": Text(
        "It may be read at the end of the day. You will have an answer {when} or before.",
        note="{when}: on Monday at 16:00, tomorrow at 16:00",
    ),
    "passed.office_answers": Text("They will read it and reply if there is anything to tell you."),
    "about.names": Text("About: {names}.", note="{names} are children's first names"),
    "about.both": Text("About: {names} ({subject})."),
    "about.subject": Text("About: {subject}."),
    "seen.by": Text("The {place} has seen your message.", note="{place} is a role, such as: school office, 3B teacher"),
    "held.until": Text("The {place} will see it {when}.", note="{when}: on Monday at 8:00, tomorrow at 8:00"),
    "held.unknown": Text("The school is closed. We do not know yet when it opens."),
    "hours.changed": Text("The school's opening times have changed."),
    "held.nobody_reads": Text("Nobody is reading messages now."),
    "brief.appointment": Text("For longer matters ask the office for an appointment: {office_phone}."),
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
}
