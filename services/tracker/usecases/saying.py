"""Errors of rules in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _


def raise_for(errors: Iterable[FieldError]) -> None:
    """Raises InvalidInput with all of these errors, their messages translated; does nothing when there are none."""
    said = [replace(error, message=_(error.message)) for error in errors]
    if said:
        raise InvalidInput(said)
