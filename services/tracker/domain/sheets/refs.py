"""The reference of a row: which application it is, with two letters that give away a slip of the pen."""

from __future__ import annotations

import uuid

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_LENGTH = 26
_CHECK = 1021  # the largest prime that two letters hold


def ref_of(application_id: str) -> str:
    """The reference of an application: the same in every file."""
    number = uuid.UUID(application_id).int
    return _letters(number, _LENGTH) + "-" + _letters(number % _CHECK, 2)


def application_of(ref: str) -> str | None:
    """The id of the application with this reference; None when it is no reference, or one with a slip in it."""
    text, _dash, check = ref.strip().upper().partition("-")
    if len(text) != _LENGTH or any(letter not in _ALPHABET for letter in text + check):
        return None
    number = _number(text)
    if number >= 1 << 128 or check != _letters(number % _CHECK, 2):
        return None
    return str(uuid.UUID(int=number))


def _letters(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number << 5 | _ALPHABET.index(letter)
    return number
