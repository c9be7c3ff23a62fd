"""Cover, hours, conduct, the policy's review, training, joining: what concerns staff themselves."""

from __future__ import annotations

from bot.phrases.text import Text

SCHOOL: dict[str, Text] = {
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
    "staff.dead_again": Text("{n} message is tried again.", "{n} messages are tried again."),
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
    "staff.review.late": Text(
        "The review of the school's policy is overdue: it was due by {date}. {owner} reviews it."
    ),
    "staff.review.changed": Text(
        "{n} setting has changed since {date}:",
        "{n} settings have changed since {date}.",
        note="Followed by the changes.",
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
        "Somebody asked to see their data. Part of it waits for your decision before it is given out. Decide in the console "
        "(To release) or with bookbag rights review {number}."
    ),
    "staff.rights_due": Text("A request about personal data is to be answered by {date}."),
    "staff.feedback_deleted": Text("Deleted everywhere, if it was yours and for chosen families."),
    "staff.kind.letter": Text("A letter to write: data will be deleted, and no message reaches them"),
    "staff.kind.data_request": Text("A request about personal data"),
    "staff.kind.call": Text("A call to arrange"),
    # cover
    "staff.cover_which_class": Text("Which class is covered?"),
    "staff.cover_other": Text("Choose somebody else: whoever teaches {school_class} that day does not stand in for themselves."),
    "staff.cover_who": Text("Who covers {school_class}?"),
    "staff.option.supply": Text("A supply teacher, no phone"),
    "staff.supply_teacher": Text("A supply teacher"),
    "staff.cover_set": Text(
        "{who} covers {school_class} that day, starting {when}. Messages for the class go there then."
    ),
    "staff.option.cover_tomorrow": Text("The next day too"),
    "staff.option.cover_end": Text("End cover"),
    "staff.cover_ended": Text("The cover for {school_class} has ended."),
    "staff.cover_over": Text("That cover is over."),
    "staff.cover_no_dates": Text(
        "We do not know when the school opens next. Please ask the office to enter the dates."
    ),
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
    "staff.share_own_number": Text("That card is not your own number. Please press the button below."),
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
        "Open a message, then reply to it to answer."
    ),
    "staff.help.posts": Text(
        "/announce TEXT tells your class; for a picture send it with its words. /event, /celebrate and /remind are for a day, a joy and "
        "every week. /pages shows what you sent, to correct or take down; /photos who is not to appear."
    ),
    "staff.help.emergency": Text("/emergency tells families at once that school is closed or a coach is late."),
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
}
