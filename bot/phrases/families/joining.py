"""Joining: codes, invitations, agreements, the invite sheet."""

from __future__ import annotations

from bot.phrases.text import Text

JOINING: dict[str, Text] = {
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
}
