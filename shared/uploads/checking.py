"""The one way in for a file: what it is, whether we take it, and what of it we keep."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from shared.uploads.images import redraw
from shared.uploads.kinds import EXTENSIONS, IMAGES, MEDIA_TYPES, PACKED, FileKind, begins_as, extension_of
from shared.uploads.limits import MAX_FILE_BYTES
from shared.uploads.mails import check_mail
from shared.uploads.names import clean_name
from shared.uploads.packed import check_packed
from shared.uploads.policy import screen
from shared.uploads.refusals import Refused, refusal

EVERY_KIND = frozenset(FileKind)


@dataclass(frozen=True)
class Checked:
    """A file that may be kept. `data` is what we keep (photos are drawn anew), `name` is fit to show."""

    kind: FileKind
    data: bytes
    name: str
    digest: str

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return len(self.data)

    @property
    def media_type(self) -> str:
        """The media type of what is kept."""
        return MEDIA_TYPES[self.kind]


def check_upload(
    source: BinaryIO | bytes | None,
    filename: str | None,
    *,
    field: str = "file",
    kinds: frozenset[FileKind] = EVERY_KIND,
) -> Checked:
    """Reads at most MAX_FILE_BYTES and checks them by content and by extension.

    `kinds` narrows what is taken (only photos, say); jpg includes heic. Raises InvalidInput for `field`, and TooLarge
    (413) for a file that is too large.
    """
    try:
        data = _read(source, filename)
        kind = EXTENSIONS.get(extension_of(filename or ""))
        if kind is None or not _takes(kinds, kind):
            raise Refused("kind_unknown")
        kind, kept = _checked(kind, data)
    except Refused as refused:
        raise refusal(refused.code, field) from refused
    return Checked(kind, kept, clean_name(filename or "", kind.value), hashlib.sha256(kept).hexdigest())


def _read(source: BinaryIO | bytes | None, filename: str | None) -> bytes:
    if source is None or not filename:
        raise Refused("required")
    data = source if isinstance(source, bytes) else source.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise Refused("too_large")
    if not data:
        raise Refused("empty")
    return data


def _takes(kinds: frozenset[FileKind], kind: FileKind) -> bool:
    return kind in kinds or (kind is FileKind.HEIC and FileKind.JPG in kinds)


def _checked(kind: FileKind, data: bytes) -> tuple[FileKind, bytes]:
    screen(data)
    if not begins_as(kind, data):
        raise Refused("kind_differs")
    if kind in IMAGES:
        return redraw(kind, data)
    if kind in PACKED:
        check_packed(kind, data)
    elif kind is FileKind.EML:
        check_mail(data)
    return kind, data
