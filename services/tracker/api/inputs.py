"""Fields that bodies and queries share: texts with a length, one of some codes."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate


def choice(values: list[str] | tuple[str, ...]) -> validate.OneOf:
    """One of these codes."""
    return validate.OneOf(values, error="Kies een van: " + ", ".join(values) + ".")


def length(least: int, most: int) -> validate.Length:
    """So many characters."""
    return validate.Length(least, most, error=f"Geef een tekst van {least} tot {most} tekens.")


def clean(text: str) -> None:
    """Refuses the character that PostgreSQL can't keep, and that no person types."""
    if "\x00" in text:
        raise ValidationError("Deze tekst bevat een teken dat niet kan.")


def text(most: int, least: int = 0, **about: Any) -> fields.String:
    """A text of so many characters."""
    return fields.String(validate=[length(least, most), clean], **about)
