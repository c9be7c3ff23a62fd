"""What a picture carries besides the picture, taken out: where and when it was taken, with what, a thumbnail, a film (DPIA8).

Carriers take it out of what phones send as a photo; what comes with a form has it all. Only what the picture needs to look
as it did stays: colours, and which way up it is.
"""

from __future__ import annotations

from collections.abc import Iterator

JPEG, PNG = "image/jpeg", "image/png"
_PNG = b"\x89PNG\r\n\x1a\n"
_SOI, _EOI, _SOS, _EXIF = 0xD8, 0xD9, 0xDA, 0xE1
_NEEDED_JPEG = frozenset({0xE0, 0xEE})  # JFIF, Adobe's colours
_NEEDED_PNG = frozenset({b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"sBIT", b"bKGD"})
_ORIENTATION = 0x0112


def kind_of(data: bytes) -> str | None:
    """By what is in it, whatever its name says."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    return PNG if data.startswith(_PNG) else None


def clean(data: bytes) -> bytes:
    """Raises ValueError for what is no JPEG or PNG, or is cut off."""
    cleaners = {JPEG: _jpeg, PNG: _png}
    kind = kind_of(data)
    if kind is None:
        raise ValueError("neither JPEG nor PNG")
    return b"".join(cleaners[kind](data))


def _png(data: bytes) -> Iterator[bytes]:
    """Chunks a decoder must know begin with a capital (PNG, 5.4); what follows the last one is no picture."""
    yield _PNG
    at = len(_PNG)
    while True:
        head = data[at : at + 8]
        end = at + 12 + int.from_bytes(head[:4])
        if len(head) < 8 or end > len(data):
            raise ValueError("cut off")
        if head[4:5].isupper() or head[4:] in _NEEDED_PNG:
            yield data[at:end]
        if head[4:] == b"IEND":
            return
        at = end


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield b"\xff\xd8"
    at = 2
    while True:
        marker, end = _segment(data, at)
        segment = data[at:end]
        if marker == _EXIF:
            yield _turned(segment)
        elif _stays(marker, segment):
            yield segment
        if marker == _EOI:
            return
        at = end
        if marker == _SOS:
            at = _scanned(data, end)
            yield data[end:at]


def _segment(data: bytes, at: int) -> tuple[int, int]:
    """The marker there, and where its segment ends."""
    if at + 2 > len(data) or data[at] != 0xFF:
        raise ValueError("cut off")
    marker = data[at + 1]
    end = at + 2 if marker == _EOI else at + 2 + int.from_bytes(data[at + 2 : at + 4])
    if end > len(data) or (marker != _EOI and end < at + 4):
        raise ValueError("cut off")
    return marker, end


def _stays(marker: int, segment: bytes) -> bool:
    if marker == 0xE2:
        return segment[4:15] == b"ICC_PROFILE"
    return marker in _NEEDED_JPEG or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _scanned(data: bytes, at: int) -> int:
    """Where the next marker is after the picture's own bytes: in these 0xFF is followed by 0 or a restart (T.81, B.1.1)."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ValueError("cut off")
        if data[at + 1] not in {0, 0xFF} and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _turned(segment: bytes) -> bytes:
    """Which way up, and nothing else of what the camera wrote."""
    which = _orientation(segment[4:])
    if which is None:
        return b""
    tiff = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01" + which.to_bytes(2) + b"\x00\x00\x00\x00\x00\x00"
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body


def _orientation(exif: bytes) -> int | None:
    """2 to 8; None for upright, and for what cannot be read."""
    tiff = exif[6:] if exif.startswith(b"Exif\x00\x00") else b""
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return None
    little = order == "little"
    at = _number(tiff, 4, 4, little=little)
    for entry in range(at + 2, at + 2 + 12 * _number(tiff, at, 2, little=little), 12):
        if _number(tiff, entry, 2, little=little) == _ORIENTATION:
            found = _number(tiff, entry + 8, 2, little=little)
            return found if 2 <= found <= 8 else None
    return None


def _number(data: bytes, at: int, size: int, *, little: bool) -> int:
    return int.from_bytes(data[at : at + size], "little" if little else "big")
