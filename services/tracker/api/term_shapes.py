"""What the API of deadlines takes and gives."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from services.tracker.api.answers import DeadlineOut
from services.tracker.api.bodies import ClosingIn
from services.tracker.api.pieces import choice, text
from services.tracker.domain.deadlines import Basis, Kind
from services.tracker.domain.kinds import BY_HAND
from services.tracker.usecases.dating.end_deadline_by_hand import ENDS
from shared.plumbing.schemas import CamelSchema


class DeadlineIn(ClosingIn):
    """A deadline as somebody knows it. `sourceText`: who named it or where it stands; a date that moves needs one."""

    kind = fields.String(required=True, validate=choice([kind.value for kind in BY_HAND]))
    sure = fields.Boolean(required=True)


class DeadlineEndIn(CamelSchema):
    """How a deadline ended: met, waived (not needed any more) or withdrawn (it was none), and why."""

    state = fields.String(required=True, validate=choice([state.value for state in ENDS]))
    reason = text(500, 1, required=True)


class SourceDateIn(CamelSchema):
    """Whether the source's date is taken over."""

    take = fields.Boolean(required=True)


class GraceIn(ClosingIn):
    """Until when the funder still takes it, and the day that it said so."""

    told_on = fields.Date(required=True)


class ReadingIn(CamelSchema):
    """The words of a source."""

    text = text(500, 1, required=True)


class UnderstoodOut(CamelSchema):
    """A closing that was read. `oddNight`: skipped or twice, for a time in a night when the clock jumps."""

    date = fields.Date(required=True)
    basis = fields.Enum(Basis, by_value=True, required=True)
    time = fields.String(required=True, allow_none=True)
    odd_night = fields.String(required=True, allow_none=True)


class ReadingOut(CamelSchema):
    """What was understood. `unsure`: words that name no day for sure. `guessedYear`: a year was not in the text."""

    closings = fields.List(fields.Nested(UnderstoodOut), required=True)
    unsure = fields.List(fields.String(), required=True)
    guessed_year = fields.Boolean(required=True)


class CalendarQuery(CamelSchema):
    """Which days (both included), which place, which kind."""

    starts_on = fields.Date()
    ends_on = fields.Date()
    place_id = fields.String(validate=validate.Length(1, 36))
    kind = fields.String(validate=choice([kind.value for kind in Kind]))

    @validates_schema
    def check_order(self, data: dict[str, Any], **_: Any) -> None:
        """A stretch of days has an end behind its start."""
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            raise ValidationError("De laatste dag ligt vóór de eerste.", "endsOn")


class EntryOut(CamelSchema):
    """A deadline in the calendar."""

    application_id = fields.String(required=True)
    title = fields.String(required=True)
    source_name = fields.String(required=True)
    place_id = fields.String(required=True)
    place_name = fields.String(required=True)
    deadline = fields.Nested(DeadlineOut, required=True)


class CalendarOut(CamelSchema):
    """The open deadlines of a stretch of days, first to be ready first."""

    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    has_more = fields.Boolean(required=True)
    items = fields.List(fields.Nested(EntryOut), required=True)
