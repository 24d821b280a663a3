"""Letters: the ones that nobody sees, and words without capitals and accents to compare by."""

from __future__ import annotations

import unicodedata

_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def is_hidden(letter: str) -> bool:
    """Whether this is a control or direction character, or no character at all; a line break is one too."""
    return unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") or letter in _DIRECTIONS


def one_line(text: str) -> str:
    """The text on one line: what nobody sees, line breaks of every kind and space beyond one become one space."""
    return " ".join("".join(" " if is_hidden(letter) else letter for letter in text).split())


def folded(text: str) -> str:
    """The text without capitals and accents, to look for words: `Café` and `CAFE` are both `cafe`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
