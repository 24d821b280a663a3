"""Files in forms: checked like every other field, and given back as downloads."""

from __future__ import annotations

from flask import request

from services.tracker.web.forms import Reader
from shared.kernel.errors import InvalidInput
from shared.uploads import Checked, FileKind
from shared.uploads.checking import EVERY_KIND
from shared.uploads.kinds import EXTENSIONS
from shared.uploads.sent import check_sent

ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)


def read_file(reader: Reader, field: str = "file", *, kinds: frozenset[FileKind] = EVERY_KIND) -> Checked | None:
    """The file that was sent; None when there is something wrong with it, which the reader then tells."""
    try:
        return check_sent(request.files.get(field), field=field, kinds=kinds)
    except InvalidInput as problem:
        reader.errors.extend(problem.errors)
        return None
