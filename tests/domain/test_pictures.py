"""A picture comes out as it looks and without what a camera wrote into it."""

from __future__ import annotations

import zlib

import pytest

from bot.domain.pictures import clean, kind_of

PLACE = b"GPS 51.5074N"


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2) + body


def exif(orientation: int, order: str = "big") -> bytes:
    """As a phone writes it: which way up, and where it was."""

    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, "big" if order == "big" else "little")

    which = number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + b"\0\0"
    where = number(0x8825, 2) + number(4, 2) + number(1, 4) + number(64, 4)
    head = (b"MM" if order == "big" else b"II") + number(42, 2) + number(8, 4)
    return segment(0xE1, b"Exif\0\0" + head + number(2, 2) + where + which + number(0, 4) + PLACE)


JFIF, ICC = segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"), segment(0xE2, b"ICC_PROFILE\0\x01\x01colours")
TABLES = segment(0xDB, bytes(65)) + segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0")
SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\0\x34\xff\xd0\x56"
AGAIN = segment(0xDA, b"\x01\x01\0\x01\x05\0") + b"\x78\xff\xff\0\x9a"  # a second pass, as progressive ones have
END = b"\xff\xd9"


def jpeg(*extra: bytes) -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(extra) + ICC + TABLES + SCAN + AGAIN + END


@pytest.mark.parametrize("order", ["big", "little"])
def test_a_jpeg_keeps_its_picture_its_colours_and_which_way_up_it_is(order: str) -> None:
    taken = jpeg(exif(6, order), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<where/>"), segment(0xED, b"IPTC"), segment(0xFE, b"a note"))
    found = clean(taken + b"a film of the same moment, " + PLACE)
    assert found == b"\xff\xd8" + JFIF + found[len(JFIF) + 2 : -len(ICC + TABLES + SCAN + AGAIN + END)] + ICC + TABLES + SCAN + AGAIN + END
    for gone in (PLACE, b"where", b"IPTC", b"a note", b"a film"):
        assert gone not in found
    assert b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06" in found
    assert clean(found) == found


@pytest.mark.parametrize("head", [b"Exif\0\0", b"Exif\0\0MM", b"Exif\0\0XX\0*", b""])
def test_what_cannot_be_read_of_the_camera_is_left_out(head: bytes) -> None:
    assert clean(jpeg(segment(0xE1, head))) == jpeg()
    assert clean(jpeg(exif(1))) == jpeg()
    assert clean(jpeg(exif(77))) == jpeg()


def chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def test_a_png_keeps_what_a_decoder_needs_and_nothing_written_beside_it() -> None:
    picture = chunk(b"IHDR", bytes(13)), chunk(b"sRGB", b"\0"), chunk(b"IDAT", b"x"), chunk(b"IEND", b"")
    beside = chunk(b"tEXt", b"Comment\0" + PLACE), chunk(b"eXIf", PLACE), chunk(b"tIME", bytes(7))
    whole = b"\x89PNG\r\n\x1a\n" + b"".join((picture[0], *beside, *picture[1:]))
    assert clean(whole + PLACE) == b"\x89PNG\r\n\x1a\n" + b"".join(picture)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"%PDF-1.7", b"\xff\xd8\xff", jpeg()[:30], jpeg()[:-2], jpeg()[:-9], b"\xff\xd8\xff\xe0\0\x01", b"\x89PNG\r\n\x1a\n\0\0"],
)
def test_what_is_no_picture_or_half_of_one_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"neither|cut off"):
        clean(data)


def test_a_picture_is_known_by_what_is_in_it() -> None:
    assert kind_of(jpeg()) == "image/jpeg"
    assert kind_of(b"<svg>") is None
