"""A file as it came with a form."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage

from shared.uploads.checking import EVERY_KIND, Checked, check_upload
from shared.uploads.kinds import FileKind


def check_sent(sent: FileStorage | None, *, field: str = "file", kinds: frozenset[FileKind] = EVERY_KIND) -> Checked:
    """Checks the file of a form field and lets go of it. Raises as check_upload does, also when there is none."""
    if sent is None:
        return check_upload(None, None, field=field, kinds=kinds)
    with sent.stream as stream:
        return check_upload(stream, sent.filename, field=field, kinds=kinds)
