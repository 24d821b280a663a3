"""Taking applications along: as JSON with a schema, or as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from flask import Response
from marshmallow import fields, validate

from services.tracker.api.list_query import WantedQuery, wanted_by
from services.tracker.api.routes import api, context
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.states import State
from services.tracker.usecases.exchanging.export_applications import EXPORT, export_applications
from services.tracker.usecases.exchanging.rows import TakenRow
from services.tracker.usecases.exchanging.write_rows import MOST_PRINTED, FileFormat, media_type, put_rows
from shared.access.web import require_actor
from shared.plumbing.files_out import as_file
from shared.plumbing.schemas import AmountField, CamelSchema
from shared.wording.dates import civil_day

FORMATS = ["json", *(format_.value for format_ in FileFormat)]


class ExportQuery(WantedQuery):
    """Which applications, and as what."""

    format = fields.String(
        load_default="json", validate=validate.OneOf(FORMATS, error="Kies een van: " + ", ".join(FORMATS) + ".")
    )


class TakenOut(CamelSchema):
    """One application. `ref` and `version` tell it apart when the file comes back."""

    ref = fields.String(required=True)
    id = fields.String(required=True)
    version = fields.Integer(required=True)
    place_id = fields.String(required=True)
    place_name = fields.String(required=True)
    title = fields.String(required=True)
    need_id = fields.String(required=True)
    source_id = fields.String(required=True)
    source_name = fields.String(required=True)
    provider = fields.String(required=True)
    provider_kind = fields.String(required=True)
    owner_id = fields.String(required=True)
    owner = fields.String(required=True)
    state = fields.Enum(State, by_value=True, required=True)
    amount = AmountField(required=True, attribute="amount_cents", allow_none=True)
    closing = fields.Date(required=True, allow_none=True)
    submitted_on = fields.Date(required=True, allow_none=True)
    decided_on = fields.Date(required=True, allow_none=True)
    granted = AmountField(required=True, attribute="granted_cents", allow_none=True)
    chance_percent = fields.Integer(required=True, allow_none=True)
    expected = AmountField(required=True, attribute="expected_cents", allow_none=True)
    note = fields.String(required=True)


class ExportOut(CamelSchema):
    """All of them, what has the nearest date in front."""

    items = fields.List(fields.Nested(TakenOut), required=True)


@api.endpoint(
    "GET",
    "/application-exports",
    summary="Neem aanvragen mee, als JSON of als bestand",
    description="Vraagt dat u korter dan vijf minuten geleden inlogde. Hooguit vijf keer per uur.",
    right=EXPORT,
    query=ExportQuery(),
    answer=ExportOut(),
    files=tuple(media_type(format_).partition(";")[0] for format_ in FileFormat),
    tags=("exchange",),
)
def get_application_export(query: dict[str, Any]) -> Response:
    """The same as the list shows, of places that this person may take along."""
    ctx, format_ = context(), query["format"]
    now = ctx.clock.now()
    printed = format_ == FileFormat.PDF
    rows = export_applications(ctx, require_actor(), wanted_by(query, now), most=MOST_PRINTED if printed else None)
    today = civil_day(now)
    name = f"aanvragen-{today.isoformat()}.{format_}"
    if format_ == "json":
        return as_file(lambda file: _put_json(file, rows), "application/json", name)
    kind = FileFormat(format_)
    return as_file(lambda file: put_rows(file, rows, kind, today), media_type(kind), name)


def _put_json(file: BinaryIO, rows: Iterable[TakenRow]) -> None:
    """As ExportOut says, one row at a time."""
    shape = TakenOut()
    file.write(b'{"items": [')
    for number, row in enumerate(rows):
        file.write(b",\n" if number else b"\n")
        file.write(json.dumps(shape.dump(_out(row)), ensure_ascii=False).encode())
    file.write(b"\n]}\n")


def _out(row: TakenRow) -> dict[str, object]:
    return vars(row.application) | {
        "ref": row.ref,
        "place_name": row.place_name,
        "owner_id": row.application.in_hands_of,
        "owner": row.owner,
        "closing": row.closing,
        "submitted_on": row.submitted_on,
        "decided_on": row.answer.letter_on,
        "granted_cents": row.granted_cents,
        "expected_cents": row.expected_cents,
        "note": row.standing[Field.NOTE],
    }
