"""The usual exports of management information systems, column by column, in the words of a mapping file.

This table documents what the importer understands without a mapping file (a test holds it to that) and lets the report say
whose export a file looks like. Schools design their own reports, so headers vary; the importer goes by each header, not by
this table, and a header it does not know is dropped and named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.roster.fields import Part, squeeze

BOOKBAG: Mapping[Part, tuple[str, ...]] = {
    Part.PUPILS: (
        "Pupil first name", "Pupil last name", "Class", "Year",
        *(
            f"Contact {number} {what}"
            for number in (1, 2, 3)
            for what in ("first name", "last name", "relation", "responsibility", "phone", "language", "priority")
        ),
    ),
    Part.STAFF: ("First name", "Last name", "Roles", "Classes", "Days", "Phone"),
    Part.COVER: ("Class", "Cover", "Day", "Start", "End", "First day", "Last day", "Instead of"),
}  # fmt: skip
"""The plain layout of Bookbag's own: what the sample school is written in."""

EXPORTS: Mapping[str, Mapping[str, str]] = {
    "SIMS": {
        "Forename": "pupil_first_name",
        "Surname": "pupil_last_name",
        "Legal Surname": "pupil_last_name",
        "Preferred Forename": "pupil_first_name",
        "Reg": "class",
        "Reg Group": "class",
        "Registration Group": "class",
        "Year": "year",
        "Year Group": "year",
        "Year Taught In": "year",
        "Contact Forename": "contact_first_name",
        "Contact Surname": "contact_last_name",
        "Relationship": "contact_relation",
        "Priority": "contact_priority",
        "Parental Responsibility": "contact_responsibility",
        "Court Order": "contact_restricted",
        "Mobile": "contact_phone",
        "Home Telephone": "contact_phone",
        "Main Telephone": "contact_phone",
    },
    "Arbor": {
        "First Name": "pupil_first_name",
        "Preferred First Name": "pupil_first_name",
        "Last Name": "pupil_last_name",
        "Preferred Last Name": "pupil_last_name",
        "Registration Form": "class",
        "Year Group": "year",
        "Guardian 1 First Name": "contact1_first_name",
        "Guardian 1 Last Name": "contact1_last_name",
        "Guardian 1 Relationship to Student": "contact1_relation",
        "Guardian 1 Legal Guardian": "contact1_responsibility",
        "Guardian 1 Mobile Phone Number": "contact1_phone",
        "Guardian 2 Full Name": "contact2_name",
        "Guardian 2 Mobile": "contact2_phone",
        "Primary Guardian Name": "contact1_name",
        "Primary Guardian Mobile": "contact1_phone",
    },
    "Bromcom": {
        "Student First Name": "pupil_first_name",
        "Student Preferred First Name": "pupil_first_name",
        "Student Last Name": "pupil_last_name",
        "Tutor Group": "class",
        "Year Group": "year",
        "Contact First Name": "contact_first_name",
        "Contact Last Name": "contact_last_name",
        "Relationship Type": "contact_relation",
        "Has Parental Responsibility": "contact_responsibility",
        "Contact Priority": "contact_priority",
        "Mobile Phone": "contact_phone",
        "Home Phone": "contact_phone",
    },
    "ScholarPack": {
        "Pupil Forename": "pupil_first_name",
        "Pupil Surname": "pupil_last_name",
        "Class": "class",
        "NC Year": "year",
        "Contact Name": "contact_name",
        "Relationship to Pupil": "contact_relation",
        "Responsibility": "contact_responsibility",
        "Contact Order": "contact_priority",
        "Mobile Phone": "contact_phone",
        "Home Phone": "contact_phone",
        "Work Phone": "contact_phone",
    },
}
_ENOUGH = 0.6  # of the recognised headers


def looks_like(header: Sequence[str], part: Part) -> str | None:
    """Whose export the header fits best; None when it fits none well."""
    found = {squeeze(name) for name in header if name}
    if found and _share(found, BOOKBAG[part]) == 1:
        return "Bookbag"
    if part is not Part.PUPILS:
        return None
    best = max(EXPORTS, key=lambda name: _share(found, tuple(EXPORTS[name])))
    return best if _share(found, tuple(EXPORTS[best])) >= _ENOUGH else None


def _share(found: set[str], known: tuple[str, ...]) -> float:
    return len(found & {squeeze(name) for name in known}) / max(len(found), 1)
