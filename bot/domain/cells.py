"""A cell of a spreadsheet that is only ever text: what people wrote is never run as a formula (CWE-1236, ASVS 1.2.10)."""

from __future__ import annotations

from bot.domain.textsplit import visible

# Excel, LibreOffice and Google Sheets begin a formula with these, in their wide East Asian forms too; a tab or a line's
# end may hide the beginning, and so may what has no width.
_BEGINS = frozenset("=+-@|%＝＋－＠\t\r\n")
_UNSEEN = " \u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_SHOWN = {**_CONTROLS, 0x7F: "\u2421", **dict.fromkeys(range(0x80, 0xA0), "\ufffd")}


def printable(text: str) -> str:
    """With pictures for control characters (␛), so that a terminal or a viewer obeys none; lines and tabs stay."""
    return visible(text).replace("\r\n", "\n").translate(_SHOWN)


def inert(cell: str) -> str:
    """The text behind an apostrophe when a spreadsheet could take it for more than text."""
    text, begins = printable(cell), cell.lstrip(_UNSEEN)[:1]
    return f"'{text}" if begins and begins in _BEGINS else text
