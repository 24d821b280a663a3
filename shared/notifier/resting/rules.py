"""When a season of rest can be agreed on: a rule without storage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shared.access.resting import Rest
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

LONGEST = timedelta(weeks=12)
"""Longer is no rest: what a place does not hear in a whole season, it misses."""
FARTHEST = timedelta(days=730)
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Weeks:
    """The first and the last day, which both belong to it, and what people want to know about it."""

    starts_on: date
    ends_on: date
    note: str = ""


def check_weeks(weeks: Weeks, others: Sequence[Rest], today: date, before: Rest | None = None) -> None:
    """Raises InvalidInput with all that is wrong. `others` are the other rests of the same organisation.

    A rest that began may end sooner or later, but did begin when it began.
    """
    errors = list(_problems(weeks, others, today, before))
    if errors:
        raise InvalidInput(errors)


def _problems(weeks: Weeks, others: Sequence[Rest], today: date, before: Rest | None) -> Iterator[FieldError]:
    begun = before is not None and before.starts_on < today
    if begun and before is not None and weeks.starts_on != before.starts_on:
        yield FieldError("starts_on", "begun", _("Deze rust is al begonnen. Laat de eerste dag staan."))
    elif not begun and weeks.starts_on < today:
        yield FieldError("starts_on", "past", _("De eerste dag is vandaag of later."))
    elif weeks.starts_on > today + FARTHEST:
        yield FieldError("starts_on", "too_far", _("Kies een eerste dag in de komende twee jaar."))
    if weeks.ends_on < weeks.starts_on:
        yield FieldError("ends_on", "before_start", _("De laatste dag komt na de eerste."))
    elif weeks.ends_on < today:
        yield FieldError("ends_on", "past", _("De laatste dag is vandaag of later."))
    elif weeks.ends_on - weeks.starts_on >= LONGEST:
        yield FieldError("ends_on", "too_long", _("Rust duurt hooguit 12 weken. Kies een eerdere laatste dag."))
    if any(one.starts_on <= weeks.ends_on and weeks.starts_on <= one.ends_on for one in others):
        mend = _("In deze weken is er al rust afgesproken. Verander die, of kies andere weken.")
        yield FieldError("starts_on", "overlap", mend)
    if len(weeks.note) > LONGEST_NOTE:
        yield FieldError("note", "too_long", _("Schrijf hooguit 200 tekens."))
