"""Fields that many bodies share, with what is wrong said in Dutch."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate


def choice(values: list[str] | tuple[str, ...]) -> validate.OneOf:
    """One of these values."""
    return validate.OneOf(values, error="Kies een van: " + ", ".join(values) + ".")


def length(least: int, most: int) -> validate.Length:
    """A text of so many characters."""
    return validate.Length(least, most, error=f"Geef een tekst van {least} tot {most} tekens.")


def clean(text: str) -> None:
    """Refuses the null character: PostgreSQL can't keep it, and no person types it."""
    if "\x00" in text:
        raise ValidationError("Deze tekst bevat een teken dat niet kan.")


def text(most: int, least: int = 0, **about: Any) -> fields.String:
    """A clean text of at most so many characters."""
    return fields.String(validate=[length(least, most), clean], **about)
