"""What the API gives: the shapes of its answers."""

from __future__ import annotations

from marshmallow import fields

from services.tracker.api.life_answers import ConditionOut, CorrespondenceOut, LimitOut, ObjectionOut
from services.tracker.domain.deadlines import Basis, DeadlineState, Kind, Origin
from services.tracker.domain.records import Deadline
from services.tracker.domain.source_news import KeptChange
from services.tracker.domain.states import Event, State
from shared.plumbing.schemas import AmountField, CamelSchema


class ApplicationOut(CamelSchema):
    """One application. `version` is its ETag."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    place_id = fields.String(required=True)
    need_id = fields.String(required=True)
    need_title = fields.String(required=True)
    source_id = fields.String(required=True)
    source_name = fields.String(required=True)
    provider = fields.String(required=True)
    provider_kind = fields.String(required=True, metadata={"description": "Code van de lijst provider_kind, of leeg."})
    source_status = fields.String(required=True, metadata={"description": "Code van de lijst status."})
    title = fields.String(required=True)
    state = fields.Enum(State, by_value=True, required=True)
    amount = AmountField(required=True, attribute="amount_cents", allow_none=True)
    chance_percent = fields.Integer(required=True, allow_none=True)
    started_by = fields.String(required=True)
    owner_id = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True, format="iso")
    updated_at = fields.AwareDateTime(required=True, format="iso")


class DeadlineOut(CamelSchema):
    """A deadline as it was entered, and the moments that follow from it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    kind = fields.Enum(Kind, by_value=True, required=True)
    state = fields.Enum(DeadlineState, by_value=True, required=True)
    date = fields.Date(required=True)
    time = fields.String(required=True, allow_none=True)
    zone = fields.String(required=True)
    precision = fields.String(required=True)
    basis = fields.Enum(Basis, by_value=True, required=True)
    source_text = fields.String(required=True, allow_none=True)
    closes_at = fields.AwareDateTime(required=True, format="iso")
    plan_by = fields.AwareDateTime(required=True, format="iso")
    last_day = fields.Date(required=True)
    assumed = fields.Boolean(required=True)
    origin = fields.Enum(Origin, by_value=True, required=True)


class ListedOut(ApplicationOut):
    """An application in a list, with its open deadlines, nearest first."""

    deadlines = fields.List(fields.Nested(DeadlineOut), required=True)
    closing = fields.Nested(DeadlineOut, required=True, allow_none=True)


class ApplicationsOut(CamelSchema):
    """One page of applications; `total` counts all that were asked for, `nextCursor` is null on the last page."""

    items = fields.List(fields.Nested(ListedOut), required=True)
    total = fields.Integer(required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ReminderOut(CamelSchema):
    """A reminder and what became of it."""

    id = fields.String(required=True)
    deadline_id = fields.String(required=True)
    deadline_version = fields.Integer(required=True)
    offset_days = fields.Integer(required=True)
    due_at = fields.AwareDateTime(required=True, format="iso")
    state = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class TaskOut(CamelSchema):
    """Something to do. `version` is its ETag."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    kind = fields.String(required=True)
    code = fields.String(required=True)
    text = fields.String(required=True, metadata={"description": "Bij een eigen taak: wat er moet gebeuren."})
    owner_id = fields.String(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    due_chosen = fields.Boolean(required=True, metadata={"description": "Gekozen door een mens; schuift niet mee."})
    note = fields.String(required=True)
    done_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)


class FirstContactOut(CamelSchema):
    """What the funder answered."""

    id = fields.String(required=True)
    answer = fields.String(required=True)
    spoken_on = fields.Date(required=True)
    way = fields.String(required=True)
    outcome = fields.String(required=True)
    note = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True, format="iso")
    catalogue_outcome = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "what the catalogue did with it: checked, proposed, nothing_new, refused; null: not told yet"
        },
    )


class SubmissionOut(CamelSchema):
    """How the application went to the funder."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    elsewhere = fields.Boolean(required=True)
    channel = fields.String(required=True)
    happened_at = fields.AwareDateTime(required=True, format="iso")
    time_known = fields.Boolean(required=True)
    reference = fields.String(required=True)
    note = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True, format="iso")


class DecisionOut(CamelSchema):
    """What the funder decided."""

    id = fields.String(required=True)
    outcome = fields.String(required=True)
    amount = AmountField(required=True, attribute="amount_cents", allow_none=True)
    letter_on = fields.Date(required=True)
    received_on = fields.Date(required=True)
    reasons = fields.List(fields.String(), required=True, metadata={"description": "codes of the list refusal_reasons"})
    referred_to = fields.String(required=True)
    amount_reason = fields.String(required=True)
    may_apply_again = fields.Boolean(required=True, allow_none=True)
    note = fields.String(required=True)
    document_id = fields.String(required=True, allow_none=True, metadata={"description": "the letter, when kept here"})
    recorded_at = fields.AwareDateTime(required=True, format="iso")


class SourceDateOut(CamelSchema):
    """The date that the source names now, beside the one that somebody entered."""

    id = fields.String(required=True)
    date = fields.Date(required=True)
    basis = fields.Enum(Basis, by_value=True, required=True)
    time = fields.String(required=True, allow_none=True)
    heard_at = fields.AwareDateTime(required=True, format="iso")


class DossierOut(ApplicationOut):
    """One application with all that belongs to it. `source` is the dated copy of the source it was made from."""

    closing = fields.Nested(DeadlineOut, required=True, allow_none=True)
    deadlines = fields.List(
        fields.Nested(DeadlineOut), required=True, metadata={"description": "Open termijnen naast de sluitdag."}
    )
    source_date = fields.Nested(SourceDateOut, required=True, allow_none=True)
    reminders = fields.List(fields.Nested(ReminderOut), required=True)
    tasks = fields.List(fields.Nested(TaskOut), required=True)
    first_contacts = fields.List(fields.Nested(FirstContactOut), required=True)
    submissions = fields.List(fields.Nested(SubmissionOut), required=True)
    decisions = fields.List(fields.Nested(DecisionOut), required=True)
    correspondence = fields.List(fields.Nested(CorrespondenceOut), required=True)
    conditions = fields.List(fields.Nested(ConditionOut), required=True)
    objections = fields.List(fields.Nested(ObjectionOut), required=True)
    limits = fields.List(fields.Nested(LimitOut), required=True)
    resubmission_of = fields.String(required=True, allow_none=True)
    allowed_events = fields.List(fields.Enum(Event, by_value=True), required=True)
    source = fields.Dict(required=True)


def deadline_out(deadline: Deadline | None) -> dict[str, object] | None:
    """A deadline as DeadlineOut writes it."""
    if deadline is None:
        return None
    entered = deadline.entered
    names = ("id", "version", "kind", "state", "closes_at", "plan_by", "last_day", "assumed", "origin")
    return {name: getattr(deadline, name) for name in names} | {
        "date": entered.day,
        "time": None if entered.at is None else entered.at.isoformat("minutes"),
        "zone": entered.zone,
        "precision": entered.precision,
        "basis": entered.basis,
        "source_text": entered.source_text,
    }


def source_date_out(change: KeptChange | None) -> dict[str, object] | None:
    """What there is to choose about, as SourceDateOut writes it."""
    if change is None or change.entered is None:
        return None
    entered = change.entered
    return {
        "id": change.id,
        "date": entered.day,
        "basis": entered.basis,
        "time": None if entered.at is None else entered.at.isoformat("minutes"),
        "heard_at": change.heard_at,
    }
