"""When somebody can say that they are away: a rule without storage."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shared.access.leaves import Leave
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Away:
    """From the first to the last day, for one place or (None) for all."""

    starts_on: date
    ends_on: date
    stand_in_id: str
    place_id: str | None = None


@dataclass(frozen=True)
class Known:
    """The leaves of the person that are not over, their places, and who could stand in there; by id."""

    others: Sequence[Leave]
    places: Collection[str]
    colleagues: Collection[str]


def check_away(away: Away, known: Known, today: date) -> None:
    """Raises InvalidInput with all that is wrong."""
    errors = list(_problems(away, known, today))
    if errors:
        raise InvalidInput(errors)


def _problems(away: Away, known: Known, today: date) -> Iterator[FieldError]:
    if away.starts_on < today:
        yield FieldError("starts_on", "past", _("De eerste dag is vandaag of later."))
    elif away.starts_on > today + LONGEST:
        yield FieldError("starts_on", "too_far", _("Kies een eerste dag in het komende jaar."))
    if away.ends_on < away.starts_on:
        yield FieldError("ends_on", "before_start", _("De laatste dag komt na de eerste."))
    elif away.ends_on - away.starts_on >= LONGEST:
        yield FieldError("ends_on", "too_long", _("Kies hooguit een jaar."))
    if away.place_id is not None and away.place_id not in known.places:
        yield FieldError("place_id", "unknown_place", _("Deze plek is er niet, of is niet van u."))
    elif away.stand_in_id not in known.colleagues:
        mend = _("Kies iemand van deze plek, of een coördinator van uw coalitie.")
        yield FieldError("stand_in_id", "not_a_colleague", mend)
    same = [one for one in known.others if one.place_id == away.place_id]
    if any(one.starts_on <= away.ends_on and away.starts_on <= one.ends_on for one in same):
        yield FieldError("starts_on", "overlap", _("In deze dagen bent u al afwezig. Stop dat eerst."))
