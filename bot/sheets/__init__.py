"""Printable joining sheets: one A4 page an adult, in the family's language with English beneath, nothing fetched."""
