"""An account and its end, conduct, one's own data."""

from __future__ import annotations

from bot.phrases.text import Text

ACCOUNT: dict[str, Text] = {
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
    # the end
    "unlinked": Text("You are not linked any more. Nothing more comes here. To come back, ask the school office for a code."),
    "left.child": Text("A child of yours has left our list, so news about them ends today. What we hold is deleted after {date}."),
    "gap.lost": Text(
        "We could not fetch messages sent on Telegram in this time: {since} {since_time} to {until} {until_time}. "
        "If you wrote to us then, please write again."
    ),
    "left.child_kept": Text("A child of yours has left our list, so news about them ends today."),
    "trial.ended": Text("The trial of this service ended on {date}. Please ring the school office: {office_phone}."),
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
    # one's own data
    "privacy.who": Text(
        "{controller} is responsible for your data: names, contact details, messages, permissions, days away.",
        note="{controller} is the school or trust",
    ),
    "privacy.why": Text(
        "Why we keep it: learning, progress, pastoral care, our services, duties by law, keeping children safe, how well schools do.",
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
        "Your account has not been used for a long time. It will be deleted on {date}. To keep it reply KEEP.",
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
