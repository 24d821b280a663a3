"""Reads what is given about mandates and addresses: one list for the form and the JSON API, all errors at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from services.matcher.usecases.reading import read_all
from services.matcher.usecases.values import Reader, SomeOf, Text, read_day, read_yes_no
from shared.access.actors import MandateAct
from shared.access.addresses import normalise_email
from shared.kernel.dates import local_to_utc
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

LONGEST_YEARS = 2
ACTS = [act.value for act in MandateAct]


@dataclass(frozen=True)
class Period:
    """What a mandate is for, and until which moment (not included)."""

    acts: frozenset[MandateAct]
    ends_at: datetime
    written: bool


def read_mandate(given: Mapping[str, Any], today: date, *, asked: bool = False) -> Period:
    """Reads `acts`, `ends_on` (the last day) and `written`. Reading comes with every mandate.

    A mandate to hand in must be in writing: who gives it says so; who asks for it (`asked`) leaves that to the place.
    Raises InvalidInput with every error.
    """
    readers: dict[str, Reader] = {
        "acts": SomeOf(ACTS, empty_is_known=True),
        "ends_on": read_day,
        "written": read_yes_no,
    }
    values, errors = read_all(given, readers)
    acts = frozenset({MandateAct.READ, *(MandateAct(act) for act in values.get("acts") or ())})
    written = bool(values.get("written"))
    errors += _errors_of_day(values, today)
    if MandateAct.SUBMIT in acts and not written and not asked and "written" in values:
        mend = _("Indienen mag alleen met een schriftelijke machtiging. Zet hier een vinkje, of kies “indienen” niet.")
        errors.append(FieldError("written", "required", mend))
    if errors:
        raise InvalidInput(errors)
    last = date.fromisoformat(values["ends_on"])
    return Period(acts, local_to_utc(last + timedelta(days=1), time(0)), written)


def read_note(given: Mapping[str, Any]) -> str:
    """A few words with a request. Raises InvalidInput."""
    values, errors = read_all(given, {"note": Text(500, lines=True)})
    if errors:
        raise InvalidInput(errors)
    return values["note"] or ""


def read_email(given: Mapping[str, Any]) -> str:
    """The address in its one form. Raises InvalidInput."""
    typed = given.get("email")
    if not isinstance(typed, str) or not typed.strip():
        raise InvalidInput([FieldError("email", "required", _("Vul een e-mailadres in."))])
    return normalise_email(typed)


def _errors_of_day(values: Mapping[str, Any], today: date) -> list[FieldError]:
    if "ends_on" not in values:
        return []
    if values["ends_on"] is None:
        return [FieldError("ends_on", "required", _("Vul in tot en met welke dag het geldt."))]
    last = date.fromisoformat(values["ends_on"])
    if last < today:
        return [FieldError("ends_on", "in_the_past", _("Deze dag is voorbij. Kies vandaag of later."))]
    if last > today + timedelta(days=366 * LONGEST_YEARS):
        return [FieldError("ends_on", "too_long", _("Een machtiging geldt hooguit twee jaar. Kies een eerdere dag."))]
    return []
