"""A file as it came with a form."""

from __future__ import annotations

from typing import BinaryIO, cast

from werkzeug.datastructures import FileStorage

from shared.uploads.checking import EVERY_KIND, Checked, check_upload
from shared.uploads.kinds import FileKind


def check_sent(sent: FileStorage | None, *, field: str = "file", kinds: frozenset[FileKind] = EVERY_KIND) -> Checked:
    """Checks the file of a form field. Raises as check_upload does, also when there is none."""
    if sent is None:
        return check_upload(None, None, field=field, kinds=kinds)
    # Left open: the fingerprint of the request is taken from it too, and the request closes it.
    return check_upload(cast(BinaryIO, sent.stream), sent.filename, field=field, kinds=kinds)
