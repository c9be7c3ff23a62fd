"""How many SMS a text is: 160 septets in GSM-7, 70 units in UCS-2, less when it takes several."""

from __future__ import annotations

import math

from bot.sandbox.shapes import utf16_len

# 3GPP TS 23.038: the basic alphabet, and the characters that cost two septets.
GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED = frozenset("^{}\\[~]|€\f")


def is_gsm(text: str) -> bool:
    return all(char in GSM_BASIC or char in GSM_EXTENDED for char in text)


def _fill(widths: list[int], room: int) -> int:
    """Parts needed when a character is never split between two."""
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts


def count_segments(text: str) -> int:
    """Twilio's `num_segments`; an empty text is one."""
    if is_gsm(text):
        widths = [2 if char in GSM_EXTENDED else 1 for char in text]
        return 1 if sum(widths) <= 160 else _fill(widths, 153)
    if utf16_len(text) <= 70:
        return 1
    return max(1, math.ceil(_fill([2 if ord(char) > 0xFFFF else 1 for char in text], 67)))
