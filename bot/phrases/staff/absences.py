"""Children away, for the office and at the class's register."""

from __future__ import annotations

from bot.phrases.text import Text

ABSENCES: dict[str, Text] = {
    # absences
    "staff.absences_none": Text("Nobody is reported away today."),
    "staff.absences": Text("Away today: {n} child.", "Away today: {n} children."),
    "staff.absences_class": Text(
        "{school_class}: {n} away, {open} to confirm", "{school_class}: {n} away, {open} to confirm"
    ),
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
    "staff.absent_how": Text(
        "Write for example: /absent Ola Smith 3B ill today. First name and class; a surname tells namesakes apart."
    ),
    "staff.absent_which": Text("Several children fit. Write the class or the surname too:"),
    "staff.absent_added": Text("{child} {school_class}: away {days}, code {code}. Listed."),
    "staff.absent_joined": Text(
        "{child} {school_class}: away {days}, code {code}. Joined to what was reported already."
    ),
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
    "staff.privacy.why": Text(
        "Why: your contract of work, and the school's duties by law. It is deleted after you leave."
    ),
    "staff.privacy.version": Text("Workforce privacy notice {version}."),
    "staff.privacy.none": Text(
        "The school has no privacy notice for staff yet: ask the head or the data protection officer."
    ),
    "staff.sar": Text("Whatever you write here may be asked to be seen by the person it is about."),
    "staff.breach": Text("A breach of personal data is on record. Decide whether to tell the ICO by {when}."),
    "staff.disclosed": Text("Data was disclosed outside the school, or is asked for. See the disclosure log."),
    "staff.processor_ends": Text("The safeguard of {name} ends on {date}. After that nothing goes through it."),
    "staff.processor_ended": Text(
        "The safeguard of {name} has ended: it is paused, and families are reached another way."
    ),
    "staff.test_overdue": Text("The yearly security test is overdue."),
    "staff.sar_noted": Text("Thank you. That you have read this is on record."),
}
