"""Reading an account number in a use case: the error names the field and the mend, and never repeats the number."""

from __future__ import annotations

from shared.kernel.errors import FieldError
from shared.plumbing.ibans import IbanProblem, iban_mend, read_iban


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
        errors.append(FieldError(field, problem.code, iban_mend(problem.code)))
        return ""
