"""The name that people see. What a file is kept under is never made from it."""

from __future__ import annotations

import re
import unicodedata

from shared.kernel.letters import is_hidden
from shared.uploads.limits import MAX_NAME

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str, extension: str) -> str:
    """A name that is safe on every system: no folders, no hidden characters, at most MAX_NAME long, this extension."""
    last = re.split(r"[\\/]", name)[-1]
    stem = last.rpartition(".")[0] or last
    stem = "".join(letter for letter in unicodedata.normalize("NFC", stem) if not is_hidden(letter))
    stem = _FORBIDDEN.sub(" ", stem)
    stem = " ".join(stem.split()).strip(". ")[: MAX_NAME - len(extension) - 1].rstrip(". ")
    if not stem:
        stem = "bestand"
    elif _RESERVED.match(stem.partition(".")[0]):
        stem = f"bestand {stem}"
    return f"{stem}.{extension}"
