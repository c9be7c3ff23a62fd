"""A picture comes out as it looks: drawn anew by a process with limits, without what a camera or an enemy put into the file."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from bot import vault
from bot.domain.messages import Kind, MediaRef
from bot.redraw_child import drawn
from bot.redrawing import kind_of, redrawn
from storage import tables
from tests.still import still

PLACE, PAYLOAD = "51.5074N of here", b"PK\x03\x04<script>alert(1)</script>"
_UP, _DESCRIPTION, _GPS = 0x0112, 0x010E, 0x8825


def saved(picture: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def taken() -> bytes:
    """As a phone writes it that was held upright: turned, and with where it was."""
    exif = Image.Exif()
    exif[_UP], exif[_DESCRIPTION] = 6, PLACE
    exif.get_ifd(_GPS)[29] = PLACE
    return saved(Image.new("RGB", (300, 200), "red"), exif=exif, comment=PAYLOAD)


def _claims(side: int) -> bytes:
    """A picture whose head says how large it is when it is unpacked."""
    parts = (b"IHDR", side.to_bytes(4) * 2 + b"\x08\x02\0\0\0"), (b"IDAT", zlib.compress(bytes(10_000))), (b"IEND", b"")
    chunks = (len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4) for name, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_what_a_camera_wrote_and_what_hides_behind_a_picture_is_gone_and_it_stands_upright() -> None:
    found = redrawn(taken() + PAYLOAD)
    with Image.open(io.BytesIO(found)) as seen:
        assert (seen.format, seen.size, dict(seen.getexif())) == ("JPEG", (200, 300), {})
        assert seen.convert("RGB").getpixel((100, 150)) == pytest.approx((254, 0, 0), abs=3)
    assert PLACE.encode() not in found
    assert PAYLOAD not in found


def test_a_drawing_stays_see_through_and_small_pictures_small() -> None:
    drawing = Image.new("P", (50, 40))
    with Image.open(io.BytesIO(redrawn(saved(drawing, "PNG", transparency=0)))) as seen:
        assert (seen.format, seen.size) == ("PNG", (50, 40))
        assert seen.convert("RGBA").getpixel((1, 1)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: _claims(30_000), id="a few bytes of 900 million pixels"),
        pytest.param(lambda: taken()[:600], id="cut off"),
        pytest.param(lambda: b"\xff\xd8\xff" + PAYLOAD, id="a page that begins like a picture"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n" + bytes(5000), id="nothing in it"),
        pytest.param(lambda: b"GIF89a" + PAYLOAD, id="another kind"),
    ],
)
def test_what_cannot_be_drawn_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r"drawn|neither"):
        redrawn(data())


async def test_a_familys_picture_is_kept_as_drawn_and_one_that_cannot_be_drawn_is_not_kept(sqlite_url: str, tmp_path: Path) -> None:
    media = tables.media
    async with still(sqlite_url, tmp_path) as oak_lane:
        for number, raw in enumerate((taken() + PAYLOAD, b"\xff\xd8\xff" + PAYLOAD, b"%PDF-1.7")):
            oak_lane.wire("beth").files[f"F{number}"] = raw
            await oak_lane.hear("beth", "his work", kind=Kind.PHOTO, media=(MediaRef(Kind.PHOTO, f"F{number}", "image/jpeg", len(raw)),))
        await oak_lane.turn()
        await vault.fetch_wanted(oak_lane.hub)
        rows = await oak_lane.hub.read(lambda db: db.all(select(media).order_by(media.c.id)))
        assert [row.state for row in rows] == ["stored", "refused", "stored"]
        (kept, other) = ((oak_lane.hub.data_folder / "media" / row.blob).read_bytes() for row in rows if row.blob)
        opened = oak_lane.hub.keys.open_bytes(vault.PLACE, kept)
        assert kind_of(opened) == "image/jpeg"
        assert PAYLOAD not in opened
        assert oak_lane.hub.keys.open_bytes(vault.PLACE, other) == b"%PDF-1.7"  # a download, never shown in place


def test_colours_of_print_become_a_screens_and_a_profile_that_holds_more_than_colours_stays_out() -> None:
    printed = drawn(saved(Image.new("CMYK", (40, 30)), icc_profile=PAYLOAD * 2000))
    with Image.open(io.BytesIO(printed)) as seen:
        assert (seen.mode, seen.size) == ("RGB", (40, 30))
    assert PAYLOAD not in printed
    assert PAYLOAD not in drawn(saved(Image.new("L", (3000, 20)), icc_profile=PAYLOAD * 2000))
    with Image.open(io.BytesIO(drawn(saved(Image.new("L", (3000, 20)), icc_profile=b"short")))) as seen:
        assert (seen.size, seen.info["icc_profile"]) == ((2560, 17), b"short")
