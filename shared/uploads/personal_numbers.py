"""Numbers of people that do not belong in our files. A warning only: the sum can be right by chance."""

from __future__ import annotations

import re

from stdnum.nl import bsn

_NINE = re.compile(r"(?<![\w.,/-])\d{9}(?![\w/-])|(?<![\w.,/-])\d{4}\.\d{2}\.\d{3}(?![\w/-])")


def has_bsn(text: str) -> bool:
    """Whether nine digits stand in the text that pass the eleven-test of a citizen service number (BSN)."""
    return any(bsn.is_valid(found.group().replace(".", "")) for found in _NINE.finditer(text))
