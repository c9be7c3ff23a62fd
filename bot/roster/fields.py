"""The fields Bookbag reads, and no others (DPIA9): what a school's column can mean, and what columns are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a table is about."""

    PUPILS = "pupils"
    STAFF = "staff"
    COVER = "cover"


class Field(StrEnum):
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NAME = "name"
    CLASS = "class"
    YEAR = "year"
    PHONE = "phone"
    RELATION = "relation"
    RESPONSIBILITY = "responsibility"
    CARE = "care_responsibility"
    LANGUAGE = "language"
    PRIORITY = "priority"
    RESTRICTED = "restricted"
    ROLES = "roles"
    CLASSES = "classes"
    DAYS = "days"
    START = "start"
    END = "end"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    INSTEAD_OF = "instead_of"


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of the row itself (group ""), of its one contact ("contact"), or of one of several ("1", "mother" …)."""

    field: Field
    group: str = ""


CONTACT = "contact"

# Squeezed headers (letters and digits only), best first: of several columns for one field the earlier filled one counts.
_FIRST = (
    "preferredforename", "preferredfirstname", "chosenforename", "knownas", "firstname", "forename", "givenname",
    "forenames", "firstnames", "christianname", "legalforename", "legalfirstname",
)  # fmt: skip
_LAST = (
    "preferredsurname", "preferredlastname", "chosensurname", "lastname", "surname", "familyname", "lastnames",
    "legalsurname", "legallastname",
)  # fmt: skip
_NAME = ("fullname", "name", "preferredname", "displayname", "legalname", "legalfullname")
_YEAR = (
    "year", "yeargroup", "yr", "ncyear", "ncyeargroup", "nationalcurriculumyear", "nationalcurriculumyeargroup",
    "curriculumyear", "yeartaught", "yeartaughtin", "academicyeargroup",
)  # fmt: skip
_CLASS = (
    "class", "classname", "registrationform", "registrationgroup", "registrationclass", "reggroup", "regform", "regclass",
    "reg", "registration", "form", "formgroup", "formclass", "formname", "tutorgroup", "tutorgrp", "currentclass",
    "homeclass", "classgroup", "classregistration",
)  # fmt: skip
_PHONE = (
    "mobile", "mobilephone", "mobilenumber", "mobilephonenumber", "mobiletelephone", "mobiletelephonenumber", "mobileno",
    "mobiletel", "cell", "cellphone", "phonemobile", "telephonemobile", "phone", "phonenumber", "telephone",
    "telephonenumber", "tel", "telno", "telephoneno", "contactnumber", "number", "mainphone", "mainphonenumber",
    "mainnumber", "maintelephone", "maintelephonenumber", "primaryphone", "primaryphonenumber", "defaultphonenumber",
    "mobile1", "mobile2", "mobile3", "phone1", "phone2", "phone3", "phonenumber1", "phonenumber2", "phonenumber3",
    "telephone1", "telephone2", "telephone3", "tel1", "tel2", "tel3", "mobilenumber1", "mobilenumber2", "mobilephone1",
    "mobilephone2", "homephone", "hometelephone", "hometel", "homephonenumber", "hometelephonenumber", "homenumber",
    "phonehome", "telephonehome", "landline", "landlinenumber", "daytimephone", "daytimetelephone", "dayphone",
    "emergencyphone", "emergencynumber", "workphone", "worktelephone", "worktel", "workphonenumber",
    "worktelephonenumber", "worknumber", "workmobile",
)  # fmt: skip
_RELATION = (
    "relation", "relationship", "relationtype", "relationshiptype", "relationtochild", "relationtopupil",
    "relationtostudent", "relationshiptochild", "relationshiptopupil", "relationshiptostudent", "relationshipwithchild",
)  # fmt: skip
_RESPONSIBILITY = (
    "responsibility", "parentalresponsibility", "hasparentalresponsibility", "parentresponsibility", "pr", "haspr",
    "parentalresp", "parentalorcareresponsibility", "legalguardian", "islegalguardian",
)  # fmt: skip
_LANGUAGE = (
    "language", "preferredlanguage", "contactlanguage", "correspondencelanguage", "languageforcontact", "homelanguage",
    "languagespoken", "languagespokenathome", "spokenlanguage", "languagepreference",
)  # fmt: skip
_PRIORITY = ("priority", "contactpriority", "priorityorder", "priorityno", "order", "contactorder", "callorder")
_RESTRICTED = (
    "restricted", "contactrestriction", "restriction", "courtorder", "hascourtorder", "courtorderinplace", "nocontact",
)  # fmt: skip

PUPIL_WORDS = {
    Field.FIRST_NAME: _FIRST,
    Field.LAST_NAME: _LAST,
    Field.NAME: _NAME,
    Field.CLASS: _CLASS,
    Field.YEAR: _YEAR,
}
CONTACT_WORDS = {
    Field.FIRST_NAME: _FIRST,
    Field.LAST_NAME: _LAST,
    Field.NAME: ("", *_NAME),  # "Contact 1" alone is the name
    Field.PHONE: _PHONE,
    Field.RELATION: _RELATION,
    Field.RESPONSIBILITY: _RESPONSIBILITY,
    Field.CARE: ("careresponsibility", "hascareresponsibility", "caringresponsibility", "daytodaycare"),
    Field.LANGUAGE: (*_LANGUAGE, "firstlanguage"),
    Field.PRIORITY: _PRIORITY,
    Field.RESTRICTED: _RESTRICTED,
}
STAFF_WORDS = {
    Field.FIRST_NAME: _FIRST,
    Field.LAST_NAME: _LAST,
    Field.NAME: (*_NAME, "staffname", "staff", "teacher", "employee"),
    Field.ROLES: (
        "roles", "role", "jobtitle", "jobrole", "job", "post", "posttitle", "position", "staffrole", "businessrole",
        "businessroles", "roleidentifier",
    ),
    Field.CLASSES: ("classes", *_CLASS, "classestaught", "classtaught", "teaches"),
    Field.DAYS: ("days", "workingdays", "daysworked", "daysinclass", "day", "weekdays"),
    Field.PHONE: _PHONE,
}  # fmt: skip
COVER_WORDS = {
    Field.CLASS: _CLASS,
    Field.FIRST_NAME: _FIRST,
    Field.LAST_NAME: _LAST,
    Field.NAME: ("cover", "coverteacher", "coveredby", "coverstaff", *_NAME, "staff", "staffname", "teacher", "who"),
    Field.DAYS: ("days", "day", "weekday", "weekdays", "dayofweek"),
    Field.START: ("start", "starttime", "starts", "from", "fromtime", "begins", "timefrom"),
    Field.END: ("end", "endtime", "ends", "to", "totime", "finish", "finishes", "until", "timeto"),
    Field.FIRST_DAY: ("firstday", "startdate", "datefrom", "fromdate", "firstdate"),
    Field.LAST_DAY: ("lastday", "enddate", "dateto", "todate", "lastdate"),
    Field.INSTEAD_OF: (
        "insteadof",
        "for",
        "replaces",
        "standsinfor",
        "absent",
        "absentteacher",
        "coverfor",
        "covering",
    ),
}

_PERSON = r"(?:parentorcarer|parentcarer|parentguardian|emergencycontact|parent|contact|guardian|carer|adult|relative)"
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "primary": "1"}
_KINS = {"mother": "mother", "mum": "mother", "father": "father", "dad": "father"}
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?:priority|pri)?{_PERSON}(?P<number>\d{{1,2}})(?P<rest>.*)",  # Contact 1 Mobile
        rf"priority(?P<number>\d{{1,2}}){_PERSON}?(?P<rest>.*)",  # Priority 1 contact mobile
        rf"(?P<number>\d)(?:st|nd|rd|th){_PERSON}(?P<rest>.*)",  # 1st contact name
        rf"(?P<ordinal>{'|'.join(_ORDINALS)}){_PERSON}(?P<rest>.*)",  # Second parent name
        rf"(?P<rest>.+?){_PERSON}(?P<number>\d{{1,2}})",  # Mobile (Contact 2)
        rf"(?P<kin>{'|'.join(_KINS)})(?P<rest>.*)",  # Mother's mobile
        rf"{_PERSON}(?P<rest>.*)",  # Parent surname
    )
)
_PUPIL = re.compile(r"(?:pupil|student|child|learner)(?P<rest>.+)")


def squeeze(header: str) -> str:
    """Letters and digits only, so that "First Name", "FIRST_NAME" and "firstname " are one header."""
    return "".join(char for char in header.casefold() if char.isalnum())


def _rank(words: dict[Field, tuple[str, ...]], squeezed: str) -> tuple[Field, int] | None:
    return next(((field, names.index(squeezed)) for field, names in words.items() if squeezed in names), None)


def _rank_owned(words: dict[Field, tuple[str, ...]], rest: str) -> tuple[Field, int] | None:
    """`_rank` of what follows a person, whose apostrophe-s may still stand before it: "(Mother)s mobile"."""
    return _rank(words, rest) or (_rank(words, rest[1:]) if rest.startswith("s") else None)


def meaning(part: Part, header: str) -> tuple[Slot, int] | None:
    """What a header means in a table of this part, and its rank among columns for the same field (lower is better)."""
    squeezed = squeeze(header)
    if part is not Part.PUPILS:
        found = _rank(STAFF_WORDS if part is Part.STAFF else COVER_WORDS, squeezed)
        return (Slot(found[0]), found[1]) if found and squeezed else None
    return _of_pupil(squeezed) or _of_contact(squeezed)


def _of_pupil(squeezed: str) -> tuple[Slot, int] | None:
    named = _PUPIL.fullmatch(squeezed)
    found = _rank_owned(PUPIL_WORDS, named["rest"]) if named else _rank(PUPIL_WORDS, squeezed)
    return (Slot(found[0]), found[1]) if found else None


def _of_contact(squeezed: str) -> tuple[Slot, int] | None:
    bare = _rank(CONTACT_WORDS, squeezed) if squeezed not in {"", "firstlanguage"} else None
    if bare:  # "Parental responsibility", "Mobile": of the row's one contact
        return Slot(bare[0], CONTACT), bare[1]
    for shape in _SHAPES:
        match = shape.fullmatch(squeezed)
        found = _rank_owned(CONTACT_WORDS, match["rest"]) if match else None
        if match and found:
            return Slot(found[0], _group(match)), found[1]
    return None


def _group(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if parts.get("number"):
        return str(int(parts["number"]))
    if parts.get("ordinal"):
        return _ORDINALS[parts["ordinal"]]
    return _KINS[parts["kin"]] if parts.get("kin") else CONTACT
