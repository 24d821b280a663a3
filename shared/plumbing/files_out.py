"""Sending a file that is made on the spot: written to the disk first, then sent piece by piece.

So it takes no more memory when it is larger, what goes wrong while it is made is told as an error instead of half a
file, and a slow reader holds no database.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from flask import Response

IN_MEMORY = 1_000_000
"""Bytes up to which a file needs no disk."""
PIECE = 64_000


def as_file(write: Callable[[BinaryIO], None], media_type: str, name: str) -> Response:
    """The file that `write` writes, to be kept under this name (letters, digits, dots and dashes)."""
    file = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  # closed once it is sent
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(size),
        "Cache-Control": "no-store",
    }
    response = Response(_pieces(file), content_type=media_type, headers=headers)
    response.call_on_close(file.close)
    return response


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
