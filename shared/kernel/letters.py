"""Characters that nobody sees, and that make text read otherwise than it is."""

from __future__ import annotations

import unicodedata

_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def is_hidden(letter: str) -> bool:
    """Whether this is a control or direction character, or no character at all; a line break is one too."""
    return unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") or letter in _DIRECTIONS
