"""Reading an account number as people type it."""

from __future__ import annotations

import re

from stdnum import iban as rules
from stdnum.exceptions import InvalidChecksum, ValidationError

from shared.kernel.iban import SEPA_COUNTRIES
from shared.wording.texts import gettext as _

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
MAX_TYPED = 60
"""As many characters as anybody types for a number, spaces included."""


class IbanProblem(ValueError):
    """The number can't be used; `code` is not_an_iban, wrong_digits or not_sepa. It never repeats the number."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def iban_mend(code: str) -> str:
    """What to do about a number that can't be used."""
    return {
        "not_an_iban": _("Dit is geen rekeningnummer. Een Nederlands nummer ziet er zo uit: NL91 ABNA 0417 1643 00."),
        "wrong_digits": _("Er zit een tikfout in dit rekeningnummer. Kijk elk cijfer na."),
        "not_sepa": _("Naar een rekening in dit land kunnen wij niet laten betalen. Gebruik een rekening in Europa."),
    }[code]


def read_iban(typed: str) -> str:
    """The number without spaces, in capitals; check digits, length and country were looked at (mod 97, ISO 13616).

    Raises IbanProblem.
    """
    number = rules.compact(typed[:MAX_TYPED])
    if not number.isascii() or not _SHAPE.fullmatch(number):
        raise IbanProblem("not_an_iban")
    try:
        rules.validate(number)
    except InvalidChecksum as error:
        raise IbanProblem("wrong_digits") from error
    except ValidationError as error:
        raise IbanProblem("not_an_iban") from error
    if number[:2] not in SEPA_COUNTRIES:
        raise IbanProblem("not_sepa")
    return number
