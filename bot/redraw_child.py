"""A process of its own: a picture comes in, the same picture drawn anew goes out. Nothing else of the hub is loaded here.

It takes limits upon itself before it looks at a single byte: what is made to explode, or to break the decoder, ends this
process and no other. Ends with 1 for what cannot be drawn.
"""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin

MEMORY, SECONDS = 256 << 20, 5
MOST_PIXELS = 40_000_000  # a good phone's; as colours in memory 120 MB
LONGEST = 2560  # pixels of the longer side, as Telegram shows a photo
_FORMATS = (JpegImagePlugin.JpegImageFile.format, PngImagePlugin.PngImageFile.format)
_LARGEST_PROFILE = 16_384  # bytes; a longer one is more than colours
_QUALITY = 88


def limited() -> None:
    """Raises OSError where the system does not allow it: then nothing is drawn."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def drawn(data: bytes) -> bytes:
    """JPEG stays JPEG, PNG stays PNG. Only what is seen goes on: colours, the right way up, at most `LONGEST` wide or high.

    Raises what Pillow raises, and ValueError for more pixels than anybody's phone has.
    """
    with Image.open(io.BytesIO(data), formats=[name for name in _FORMATS if name]) as opened:
        kind = str(opened.format)
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        opened.draft("RGB", (LONGEST, LONGEST))  # a JPEG is not decoded larger than needed
        seen = {name: opened.info[name] for name in ("transparency", "icc_profile") if name in opened.info}
        opened.thumbnail((LONGEST, LONGEST))
        picture = ImageOps.exif_transpose(opened)
    if kind == "JPEG" and picture.mode not in {"RGB", "L"}:
        picture = picture.convert("RGB")
        seen.pop("icc_profile", None)  # of the colours it had
    picture.info = {name: one for name, one in seen.items() if name == "transparency"}
    made = io.BytesIO()
    picture.save(made, kind, **_colours(seen.get("icc_profile", b"")), **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return made.getvalue()


def _colours(profile: bytes) -> dict[str, bytes]:
    return {"icc_profile": profile} if 0 < len(profile) <= _LARGEST_PROFILE else {}


def main() -> int:
    try:
        limited()
        made = drawn(sys.stdin.buffer.read())
    except Exception:  # whatever a hostile picture does to a decoder
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
