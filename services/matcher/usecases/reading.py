"""Reads several values at once, so that who gave them hears of every error in one go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.usecases.values import Reader, Wrong
from shared.kernel.errors import FieldError


def read_all(given: Mapping[str, Any], readers: Mapping[str, Reader]) -> tuple[dict[str, Any], list[FieldError]]:
    """The clean value of every field that could be read (None for "not known"), and what was wrong with the others."""
    found: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, reader in readers.items():
        try:
            found[name] = reader(given.get(name))
        except Wrong as wrong:
            errors.append(FieldError(name, wrong.code, wrong.message))
    return found, errors
