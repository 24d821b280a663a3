"""Texts and choices in bodies, with their limits and what to say when they are passed."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate


def choice(values: list[str] | tuple[str, ...]) -> validate.OneOf:
    """One of these values."""
    return validate.OneOf(values, error="Kies een van: " + ", ".join(values) + ".")


def length(least: int, most: int) -> validate.Length:
    """From `least` to `most` characters."""
    return validate.Length(least, most, error=f"Geef een tekst van {least} tot {most} tekens.")


def text(most: int, least: int = 0, **about: Any) -> fields.String:
    """A text of at most `most` characters that every database can keep."""
    return fields.String(validate=[length(least, most), _clean], **about)


def _clean(text: str) -> None:
    # PostgreSQL can't keep this character, and no person types it.
    if "\x00" in text:
        raise ValidationError("Deze tekst bevat een teken dat niet kan.")
