"""Reading an account number in a use case: the error names the field and the mend, and never repeats the number."""

from __future__ import annotations

from shared.kernel.errors import FieldError
from shared.plumbing.ibans import IBAN_MENDS, IbanProblem, read_iban
from shared.wording.texts import gettext as _


def is_iban(text: str) -> bool:
    """Whether this is a number that euros can be sent to."""
    try:
        read_iban(text)
    except IbanProblem:
        return False
    return True


def iban_of(typed: str, field: str, errors: list[FieldError]) -> str:
    """The number as it is kept; what is wrong is added to `errors`."""
    try:
        return read_iban(typed)
    except IbanProblem as problem:
        errors.append(FieldError(field, problem.code, _(IBAN_MENDS[problem.code])))
        return ""
