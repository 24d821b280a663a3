"""E-mail addresses: one account per address, however it is typed."""

from __future__ import annotations

import unicodedata

from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

MAX_LENGTH = 254


def normalise_email(text: str, field: str = "email") -> str:
    """The one way in which we keep an address: lower case, plain ASCII. Raises InvalidInput when it is none.

    `jan+buurt@x.nl` and `jan@x.nl` stay two addresses: only the owner's provider knows whether they are one. Letters
    from other alphabets that look like ours are refused, as they could pass for somebody else's address.
    """
    # Loaded at the first address: its tables take a while, and a start of the pages should not wait for them.
    from email_validator import EmailNotValidError, validate_email

    trimmed = text.strip(" ")
    if not trimmed.isascii() or len(trimmed) > MAX_LENGTH or any(unicodedata.category(c) == "Cc" for c in trimmed):
        raise _not_an_address(field)
    try:
        found = validate_email(trimmed, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError as error:
        raise _not_an_address(field) from error
    return found.normalized.lower()


def _not_an_address(field: str) -> InvalidInput:
    message = _("Dit is geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl.")
    return InvalidInput([FieldError(field, "not_an_address", message)])
