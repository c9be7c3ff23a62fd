"""The words a policy file may use where a school chooses from a list, each with what it means in plain English.

The readers check against these tables and `bookbag check` says them; so a word cannot be allowed and not explained.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.people import Role

Vocabulary = Mapping[str, str]

CHANNELS: Vocabulary = {"telegram": "Telegram", "sms": "text message", "web": "a private web page"}
HELP: Vocabulary = {
    "office": "the school office",
    "head": "the head teacher, through the office",
    "deputy": "the deputy head, through the office",
    "email": "the school's e-mail address",
    "website": "the school's website",
    "council": "the council's data protection contact",
    "ico": "the Information Commissioner (0303 123 1113)",
}
HELP_TOO: Vocabulary = {
    "front_office": "office",
    "reception": "office",
    "admin_email": "email",
    "council_data_email": "council",
    "ico 0303 123 1113": "ico",
}
AFTER_TRIAL: Vocabulary = {
    "read_only": "what was written stays to be read and nobody can add to it",
    "closed": "only the head can open what was written",
}
LOG_CHANNELS: Vocabulary = {"desk": "at the desk", "phone": "by telephone", "email": "by e-mail"}
TOPICS: Vocabulary = {
    "learning": "learning",
    "pastoral": "how a child feels, friends and behaviour",
    "sen_physical": "special educational or physical needs",
    "staff": "a member of staff",
    "admin": "school administration",
    "service": "this messaging service",
}
STEPS: Vocabulary = {
    "message": "by message",
    "meeting": "at a meeting",
    "appointment": "by appointment through the office",
}
CONCERN_FORM: Vocabulary = {"background": "what happened", "who": "who is involved", "outcome": "what they would like"}
COMPLAINT_COPY: Vocabulary = {"website": "on the website", "hard_copy": "on paper from the office"}
OTHER_STAFF: Vocabulary = {
    "ignored": "reaches nobody: the parent is told at once whom to write to and how to reach the office",
    "office": "goes to the office, and the parent is told so",
}
SEEN: Vocabulary = {
    "never": "Parents never see whether a message has been read.",
    "in_hours_only": "Parents on Telegram hear that a message has been read, but only in teachers' hours.",
    "always": "Parents on Telegram hear that a message has been read, at any hour.",
}
MEETINGS: Vocabulary = {"office": "the school office", "class_teacher": "the class teacher"}
METHODS: Vocabulary = {
    "code": "a joining code from the office",
    "link": "a personal link",
    "email_invite": "an invitation by e-mail",
    "sms_invite": "an invitation by text message",
}
ELIGIBLE: Vocabulary = {
    "parent": "parents",
    "guardian": "guardians",
    "legal_guardian": "legal guardians",
    "carer": "carers",
    "parental_responsibility": "adults with parental responsibility",
    "care_responsibility": "adults with care of the child",
    "immediate_family": "the child's immediate family",
}
EXTRA_ADULT: Vocabulary = {
    "never": "No more can be added",
    "office_with_reason": "The office may add one more and writes down why",
    "head_approval_with_reason": "One more may be added only with the head's approval and a written reason",
}
LOGIN_SHARING: Vocabulary = {
    "forbidden": "Each adult has an account of their own; sharing one is not allowed.",
    "immediate_family": "A parent may share with their immediate family; a partner is offered an account of their own.",
}
PAPERS: Vocabulary = {
    "slip": "the permission slip",
    "user_agreement": "the user agreement",
    "aup": "the acceptable use agreement",
    "data_processing_consent": "the data processing consent form",
    "code_of_conduct": "the code of conduct",
    "staff_code_of_conduct": "the staff code of conduct",
}
LINES: Vocabulary = {
    "privacy_notice": "I have read and understood the privacy notice",
    "policy_read": "I have read and understood the school's policy",
    "images": "the school may take and use pictures of my child to support learning and celebrate success",
    "apps": "my child's name and work may be kept in this service",
    "account": "an account may be made for me to hear about my child",
    "group_photos": "my child may be in group pictures",
    "no_resharing": "I will not pass on pictures or information I receive here",
    "participation": "I want to take part for my child",
    "images_work_comments": "pictures, work and kind words about my child may be seen by other families of the class",
    "no_copying": "I will not copy pictures or put them on social media",
    "respectful": "I will be polite and respectful",
    "hours_24h": "I know when teachers read messages and how long an answer may take",
    "no_complaints_here": "I will not use messages for complaints or serious concerns",
    "login": "I will not share my account",
    "service_concerns": "I know whom to tell about a problem with this service",
    "transfer": "information may be sent to the companies and countries I have been told of",
    "data_processing": "the school may use my family's information as its form says",
    "code_of_conduct": "I will keep to the code of conduct",
    "photo": "photographs of my child may be shared with the class's families",
    "video": "films of my child may be shared with the class's families",
    "audio": "sound recordings of my child may be shared with the class's families",
    "recording": "recordings of my child may be shared with the class's families",
    "message": "my child may be named in messages to the class's families",
    "work_sample": "my child's work may be shared with the class's families",
    "no_child_access": "my child will not use my account",
}
"""Lines of an agreement, as a parent would say them."""
RECORD: Vocabulary = {
    "child": "the child",
    "signer": "who signed",
    "signed_on": "the date",
    "recorded_by": "who recorded it",
    "form": "whether on paper or on the phone",
    "parent_of": "whose parent it is",
    "class": "the class",
    "version": "which version",
}
RECORD_TOO: Vocabulary = {"signed": "signer", "date": "signed_on"}
TRANSFER: Vocabulary = {
    "none": "Nothing is said about information leaving the country.",
    "safeguard_required": "Information may leave the country only where a lawful safeguard is on record.",
    "required_explicit": "Information leaves the country only for families who have said yes to that.",
}
RENEW_ON: Vocabulary = {
    "never": "Families are not asked again",
    "new_version": "Families are asked again when the text changes",
    "material_change": "Families are asked again when something that matters changes",
}
OFTEN: Vocabulary = {
    "never": "never",
    "weekly": "every week",
    "termly": "every term",
    "annual": "every year",
    "on_change": "whenever it changes",
}
QUIET_HOURS: Vocabulary = {
    "mandatory": "The school's hours hold for all staff.",
    "off": "Staff have no quiet hours.",
}
AUDIENCES: Vocabulary = {
    "class": "the whole class",
    "selected": "chosen families of the class",
    "one": "one family",
}
DEVICES: Vocabulary = {
    "school_laptop": "a school laptop",
    "school_tablet": "a school tablet",
    "school_ipad": "a school iPad",
    "school_pc": "a school computer",
    "own_phone": "a phone of their own, if they wish",
}
PERSONAL_DEVICE: Vocabulary = {
    "not_required": "Nobody is expected to use a phone of their own.",
    "not_allowed": "Staff may not use a phone of their own: whoever joins says that the device is the school's.",
}
PUSH: Vocabulary = {
    "hours_only": "Their phones stay silent outside teachers' hours.",
    "never": "Their phones ring for danger and what is urgent alone; the rest waits in the list and at the console.",
}
REPLY_SCOPE: Vocabulary = {"own_class": "their own class", "ppa_cover_slot": "a class they cover, while they cover it"}
AUTHORS: Vocabulary = {
    "class_teacher": "the class teacher",
    "ppa_cover": "whoever covers the class",
    "support_staff": "support staff of the class",
    "office": "the school office",
    "assistant_head": "the assistant head",
    "deputy": "the deputy head",
    "head": "the head teacher",
    "senior_leader": "the senior leaders",
}
AUTHORS_TOO: Vocabulary = {"teachers": "class_teacher", "leaders": "senior_leader", "reception": "office"}
COMMENT_WINDOW: Vocabulary = {"hours": "in teachers' hours", "any_time": "at any time"}
CELEBRATIONS: Vocabulary = {"class_story": "on the class page", "individual": "to the child's own family"}
POSTS_MODE: Vocabulary = {
    "free": "Nothing is laid down about how often a class page is used.",
    "guide": "How often a class page is used is up to the teacher; the policy's list is a guide.",
    "discretion": "How often a class page is used is up to the teacher; classes will differ.",
    "minimum": "The policy's list is the least every class page has; leaders see where it falls short.",
    "target": "Every class page has a number of pictures a week to aim at; nobody is stopped or blamed.",
}
POST_TYPES: Vocabulary = {
    "reminder": "a reminder",
    "event": "an event",
    "celebration": "a celebration",
    "learning": "news of learning",
    "notice": "a notice",
}
TEMPLATES: Vocabulary = {
    "swimming": "swimming",
    "pe": "PE",
    "home_learning": "home learning",
    "trip": "trips",
    "assembly": "assemblies",
    "event": "events",
}
MEDIA: Vocabulary = {"photo": "photographs", "video": "films", "audio": "sound recordings", "document": "documents"}
SENSITIVE: Vocabulary = {
    "warn": "A page post that speaks of a child's health or private matters is questioned before it goes.",
    "block_to_private": "A page post that speaks of a child's health or private matters is stopped; the teacher is"
    " offered a private message instead.",
}
PERMISSIONS: Vocabulary = {
    "images": "pictures",
    "group_photos": "group pictures",
    "images_work_comments": "pictures, work and named comments",
    "photo": "photographs",
    "video": "films",
    "audio": "sound recordings",
    "recording": "recordings",
    "message": "messages that name the child",
    "work_sample": "work",
}
BASIS: Vocabulary = {
    "opt_in": "only where a family has said yes",
    "written": "only where a family has said yes in writing",
}
BASIS_TOO: Vocabulary = {"consent": "opt_in", "slip": "opt_in", "agreement": "opt_in"}
PURPOSES: Vocabulary = {"learning": "to support learning", "celebration": "to celebrate success"}
WITHDRAW_VIA: Vocabulary = {
    "office": "by telling the office; said in the chat it counts at once too, and the office is told",
    "account": "in the chat itself or by telling the office",
}
NAMES_RULE: Vocabulary = {
    "any": "Nothing is laid down about how children are named on a page.",
    "first_name_only": "Children are named on a page by first name only",
    "no_names": "Children are never named on a page.",
}
CLASH: Vocabulary = {
    "surname_initial": "where two in a class share it, with the surname's first letter.",
    "ask": "where two in a class share it, the teacher is asked which is meant.",
}
FORMATS: Vocabulary = {"print": "on paper", "letter": "by letter", "phone": "by telephone"}
MISUSE: Vocabulary = {"warning": "a warning", "suspension": "suspension", "removal": "removal"}
OUTCOMES: Vocabulary = {
    "none": "nothing is laid down",
    "warning": "the adult is warned",
    "suspend": "the adult's access is suspended",
    "withdraw": "the adult's access ends at once, without a warning",
    "may_remove": "the adult's access may be taken away",
}
OUTCOMES_TOO: Vocabulary = {"may_deny_access": "may_remove", "may": "may_remove", "suspension": "suspend"}
COMMENT: Vocabulary = {"remove": "take a comment down", "block": "stop an adult's comments"}
WARNINGS_LAST: Vocabulary = {"school_year": "for the school year", "ever": "for as long as the child is at the school"}
PRIVACY_NOTICES: Vocabulary = {
    "family": "for families",
    "pupil": "for pupils and their families",
    "workforce": "for staff",
}
LEAVER: Vocabulary = {
    "keep": "What is held about a child who leaves is kept until the school decides.",
    "delete": "What is held about a child who leaves is deleted",
}
SELF_SERVICE: Vocabulary = {"access": "see", "delete": "delete"}
REVIEW_OWNERS: Vocabulary = {
    "head": "the head teacher",
    "governing_body": "the governing body",
    "senior_leader": "the senior leaders",
    "dpo": "the data protection officer",
}

COVER: Mapping[str, Role] = {"ppa_cover": Role.PPA_COVER, "cover": Role.PPA_COVER}
