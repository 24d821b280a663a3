"""The first and last day out of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shared.kernel.dates import is_plausible
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _


def typed_days(given: Mapping[str, str], errors: Sequence[FieldError] = ()) -> dict[str, date]:
    """`starts_on` and `ends_on`. Raises InvalidInput with all errors, also those (`errors`) found before."""
    found = list(errors)
    days: dict[str, date] = {}
    for name, mend in (("starts_on", _("Vul de eerste dag in.")), ("ends_on", _("Vul de laatste dag in."))):
        day = _day(given.get(name, ""))
        if day is None:
            found.append(FieldError(name, "not_a_date", mend))
        else:
            days[name] = day
    if found:
        raise InvalidInput(found)
    return days


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if is_plausible(day) else None
