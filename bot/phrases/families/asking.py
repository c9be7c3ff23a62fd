"""Questions with their answers, subjects, roles and times."""

from __future__ import annotations

from bot.phrases.text import Text

ASKING: dict[str, Text] = {
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
    "choice.nothing_open": Text("No question is open now. Please write your message in words."),
    "choice.already_dealt_with": Text("Someone at school has already dealt with this. You can write a new message."),
    "choice.child_noted": Text("Thank you. Noted."),
    "corrected": Text("Thank you. We have changed that."),
    "ring_me.today": Text("The school office will ring you."),
    "ring_me.later": Text("The school office is closed now. They will ring you when it opens."),
    # times
    "when.today": Text("today at {time}"),
    "when.tomorrow": Text("tomorrow at {time}"),
    "when.weekday": Text("on {day} at {time}", note="{day} is the name of a weekday as it stands in a calendar"),
    "when.date": Text("on {day} {date} at {time}", note="{date}: 3 June"),
    # what cannot be taken
    "empty": Text("Your message came without any words. Please write it again."),
    "refused.kind": Text("We cannot take this kind of message. Please write it in words."),
    "refused.location": Text("We do not take locations, to keep families' data safe. Please write it in words."),
}
