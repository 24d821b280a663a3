"""Sheets of fundraisers for programs: bring rows, say what they mean, see what they do, take them over."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate

from services.tracker.api.pieces import choice, text
from services.tracker.api.routes import api, context
from services.tracker.domain.sheets import choices as chosen
from services.tracker.domain.sheets import content as sheets
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.headings import proposed
from services.tracker.domain.sheets.notes import MAX_TEXT
from services.tracker.domain.sheets.plan import OURS, THEIRS, Kind, PlannedRow, Step
from services.tracker.domain.sheets.state_words import Target
from services.tracker.storage.sheets.imports import SheetImport
from services.tracker.usecases.exchanging import choose as choosing
from services.tracker.usecases.exchanging.apply_sheet import apply_sheet
from services.tracker.usecases.exchanging.bring_sheet import bring_rows
from services.tracker.usecases.exchanging.odd_words import odd_text
from services.tracker.usecases.exchanging.plan_sheet import SheetPlan, see_sheet
from services.tracker.usecases.exchanging.rights import IMPORT
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema
from shared.plumbing.sheets.limits import MAX_ROWS

TAGS = ("exchange",)
MOST_CELLS = 60


class Cell(fields.Field[str | int | float | None]):
    """Text, a number or nothing; a day is text like 2026-12-31."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str | int | float | None:
        if value is None or (isinstance(value, (str, int, float)) and not isinstance(value, bool)):
            return value
        raise ValidationError("Geef een tekst, een getal of null.")


class SheetIn(CamelSchema):
    """The rows of a sheet with the names of the columns among the first of them."""

    name = text(200, 1, required=True)
    rows = fields.List(
        fields.List(
            Cell(allow_none=True), validate=validate.Length(0, MOST_CELLS, error=f"Hooguit {MOST_CELLS} kolommen.")
        ),
        required=True,
        validate=validate.Length(2, MAX_ROWS + 1, error=f"Geef namen van kolommen en 1 tot {MAX_ROWS} rijen."),
    )


class ChoicesIn(CamelSchema):
    """What the columns are (by number from 0) and what the sheet means; whole, as it must be from now on."""

    columns = fields.Dict(
        keys=fields.Integer(validate=validate.Range(0, MOST_CELLS - 1)),
        values=fields.Enum(Field, by_value=True),
        required=True,
    )
    words = fields.Dict(keys=text(MAX_TEXT), values=fields.Enum(Target, by_value=True), load_default=dict)
    places = fields.Dict(keys=text(MAX_TEXT), values=text(36), load_default=dict)
    winners = fields.Dict(keys=text(40), values=fields.String(validate=choice([OURS, THEIRS])), load_default=dict)
    skipped = fields.List(fields.Integer(), load_default=list)
    letters_kept = fields.Boolean(load_default=False)


class ConfirmIn(CamelSchema):
    """The plan that must be carried out: its digest as it was shown."""

    digest = fields.String(required=True)


class SheetOut(CamelSchema):
    """A sheet. `version` is its ETag; `counts` once it was taken over."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    name = fields.String(required=True, attribute="file_name")
    state = fields.String(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, allow_none=True)


class ChangeOut(CamelSchema):
    """One cell that differs; `chosen` is empty while somebody must choose."""

    field = fields.Enum(Field, by_value=True, required=True)
    ours = fields.String(required=True)
    theirs = fields.String(required=True)
    chosen = fields.String(required=True)


class PlannedOut(CamelSchema):
    """One row and what it does."""

    line = fields.Integer(required=True)
    kind = fields.Enum(Kind, by_value=True, required=True)
    place_id = fields.String(required=True, allow_none=True)
    application_id = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    steps = fields.List(fields.Enum(Step, by_value=True), required=True)
    missing = fields.List(fields.Enum(Step, by_value=True), required=True)
    changes = fields.List(fields.Nested(ChangeOut), required=True)
    notes = fields.List(fields.String(), required=True)
    twins = fields.List(fields.Integer(), required=True)
    refused = fields.String(required=True)


class SheetPlanOut(SheetOut):
    """What a sheet does now; `columns` are those proposed until they were chosen."""

    headings = fields.List(fields.String(), required=True)
    columns = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    columns_chosen = fields.Boolean(required=True)
    place_questions = fields.List(fields.String(), required=True)
    word_questions = fields.List(fields.String(), required=True)
    digest = fields.String(required=True)
    rows = fields.List(fields.Nested(PlannedOut), required=True)


@api.endpoint(
    "POST",
    "/sheets",
    summary="Breng een blad met aanvragen",
    description="Er verandert nog niets.",
    right=IMPORT,
    body=SheetIn(),
    answer=SheetOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def bring_sheet(body: dict[str, Any], once: Once) -> SheetImport:
    """Keeps the rows to look at."""
    return bring_rows(context(), require_actor(), body["name"], body["rows"], once=once)


@api.endpoint(
    "GET",
    "/sheets/<sheet_id>",
    summary="Wat een blad nu zou doen",
    right=IMPORT,
    answer=SheetPlanOut(),
    tags=TAGS,
)
def get_sheet(sheet_id: str) -> dict[str, object]:
    """The plan, row by row."""
    return _plan_out(see_sheet(context(), require_actor(), sheet_id))


@api.endpoint(
    "PUT",
    "/sheets/<sheet_id>/choices",
    summary="Zeg wat de kolommen, plekken en woorden zijn, en wat geldt",
    right=IMPORT,
    body=ChoicesIn(),
    answer=SheetOut(),
    if_match=True,
    tags=TAGS,
)
def choose(sheet_id: str, body: dict[str, Any], expected_version: int) -> SheetImport:
    """Writes all choices."""
    whole = chosen.Choices(**body | {"skipped": frozenset(body["skipped"])})
    return choosing.choose(
        context(), require_actor(), sheet_id, lambda _before: whole, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/sheets/<sheet_id>/confirmations",
    summary="Neem over wat het blad doet",
    description="Alles gaat mee, of niets. 409 als het intussen iets anders doet, of als er nog vragen zijn.",
    right=IMPORT,
    body=ConfirmIn(),
    answer=SheetOut(),
    idempotent=True,
    tags=TAGS,
)
def confirm_sheet(sheet_id: str, body: dict[str, Any], once: Once) -> SheetImport:
    """Carries out the plan with this digest."""
    return apply_sheet(context(), require_actor(), sheet_id, digest=body["digest"], once=once)


def _plan_out(plan: SheetPlan) -> dict[str, object]:
    content = sheets.from_json(plan.sheet.content or {"headings": [], "line": 1, "rows": []})
    columns = plan.choices.columns if plan.choices.columns is not None else proposed(content)
    return vars(plan.sheet) | {
        "headings": content.headings,
        "columns": {str(column): field.value for column, field in columns.items()},
        "columns_chosen": plan.choices.columns is not None,
        "place_questions": plan.place_questions,
        "word_questions": plan.word_questions,
        "counts": plan.sheet.counts or plan.counts,
        "digest": plan.digest,
        "rows": [_row_out(row) for row in plan.rows],
    }


def _row_out(row: PlannedRow) -> dict[str, object]:
    return {
        "line": row.row.line,
        "kind": row.kind,
        "place_id": row.place_id,
        "application_id": row.here.application_id if row.here else None,
        "title": row.row.title,
        "steps": row.steps,
        "missing": row.missing,
        "changes": row.changes,
        "notes": [odd_text(odd) for odd in row.odd],
        "twins": row.twins,
        "refused": row.refused,
    }
