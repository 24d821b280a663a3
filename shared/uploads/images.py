"""Photos are drawn anew: nothing of the file that came in survives but what can be seen.

So place and time of a photo are gone, and so is whatever was hidden behind it.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from shared.uploads.kinds import FileKind
from shared.uploads.limits import MAX_PIXELS, MAX_PIXELS_PNG, MAX_SIDE
from shared.uploads.refusals import Refused

register_heif_opener()

_FORMATS = {FileKind.PNG: "PNG", FileKind.JPG: "JPEG", FileKind.HEIC: "HEIF"}
_QUALITY = 88


def redraw(kind: FileKind, data: bytes) -> tuple[FileKind, bytes]:
    """The same picture upright, without anything around it; png stays png, the rest is jpg. Raises Refused."""
    try:
        with warnings.catch_warnings():
            # Pillow warns above its own limit; ours is below it and decides.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=(_FORMATS[kind],)) as image:
                if image.width * image.height > (MAX_PIXELS_PNG if kind is FileKind.PNG else MAX_PIXELS):
                    raise Refused("too_many_pixels")
                return _drawn(FileKind.PNG if kind is FileKind.PNG else FileKind.JPG, image)
    except Image.DecompressionBombError as error:
        raise Refused("too_many_pixels") from error
    # RuntimeError: what the library for heic says of a picture beyond its own limits.
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
        raise Refused("damaged") from error


def _drawn(kind: FileKind, image: Image.Image) -> tuple[FileKind, bytes]:
    if kind is FileKind.JPG:
        # Decodes large photos at a fraction of their size, which spares memory.
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    # Made smaller first: turning the whole picture would take its memory twice.
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(image)
    see_through = upright.has_transparency_data and kind is FileKind.PNG
    clean = upright.convert("RGBA" if see_through else "RGB")
    clean.info.clear()
    out = io.BytesIO()
    if kind is FileKind.PNG:
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=_QUALITY)
    return kind, out.getvalue()
