"""What the API takes of budgets, and how it becomes lines and covers. Unknown fields are refused."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate

from services.tracker.api import pieces
from services.tracker.api.bodies import MAX_NOTE
from services.tracker.domain.budgets.amounts import minutes_of
from services.tracker.domain.budgets.checks import MAX_TEXT
from services.tracker.domain.budgets.records import (
    TYPED_KINDS,
    Cover,
    CoverKind,
    CoverState,
    Line,
    Share,
    Vat,
    Worth,
    hours_line,
)
from services.tracker.usecases.budgeting.save_budget import gap_text
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.schemas import AmountField, CamelSchema

MAX_ID = 36


class HoursField(fields.Field[int]):
    """Hours in JSON (12 or "12,5"), whole minutes inside; goes out as a number of hours."""

    def _serialize(self, value: int | None, attr: str | None, obj: Any, **_: Any) -> float | None:
        return None if value is None else round(value / 60, 2)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        minutes = minutes_of(value) if isinstance(value, str | int | float) else None
        if minutes is None:
            raise ValidationError("Dit is geen aantal uren. Schrijf het zo: 12 of 12,5.")
        return minutes


class ShareIn(CamelSchema):
    """The part of a cover that pays one cost line."""

    line_id = pieces.text(MAX_ID, 1, required=True)
    amount = AmountField(required=True)


class LineIn(CamelSchema):
    """One cost. For worth `hours` give hours and rate; the amount follows from these, and may be left out."""

    id = pieces.text(MAX_ID, 1, load_default=None, allow_none=True)
    text = pieces.text(MAX_TEXT, required=True)
    worth = fields.String(load_default=Worth.MONEY.value, validate=pieces.choice(list(Worth)))
    amount = AmountField(load_default=None, allow_none=True)
    kind = fields.String(load_default=None, allow_none=True, validate=pieces.choice(codes("cost_kind")))
    vat = fields.String(load_default=Vat.NOT_BACK.value, validate=pieces.choice(list(Vat)))
    hours = HoursField(load_default=None, allow_none=True)
    rate = AmountField(load_default=None, allow_none=True)
    giver = pieces.text(MAX_TEXT, load_default="")
    state = fields.String(load_default=CoverState.PROMISED.value, validate=pieces.choice(list(CoverState)))


class CoverIn(CamelSchema):
    """One source of cover that is no application of the project: own money, income, or somebody else."""

    id = pieces.text(MAX_ID, 1, load_default=None, allow_none=True)
    kind = fields.String(required=True, validate=pieces.choice([kind.value for kind in TYPED_KINDS]))
    name = pieces.text(MAX_TEXT, required=True)
    amount = AmountField(required=True)
    state = fields.String(required=True, validate=pieces.choice(list(CoverState)))
    shares = fields.List(fields.Nested(ShareIn), load_default=list)


class ApplicationSharesIn(CamelSchema):
    """Which lines an application of the project pays; an empty list: the budget as a whole."""

    application_id = pieces.text(MAX_ID, 1, required=True)
    shares = fields.List(fields.Nested(ShareIn), required=True)


class BudgetIn(CamelSchema):
    """The whole budget; a part that is left out stays as it is. `total`, when given, must be the sum of the lines."""

    lines = fields.List(fields.Nested(LineIn))
    covers = fields.List(fields.Nested(CoverIn))
    applications = fields.List(fields.Nested(ApplicationSharesIn))
    total = AmountField()


class GapIn(CamelSchema):
    """Why the place goes on although the plan has a gap."""

    reason = pieces.text(MAX_NOTE, 1, required=True)


class WhatIfQuery(CamelSchema):
    """Which cover brings less, and how much it still brings; without an amount it brings nothing."""

    cover = pieces.text(MAX_ID, 1, required=True)
    amount = AmountField(load_default=0)


class CompareQuery(CamelSchema):
    """The newer version; left out it is the budget of now."""

    to = fields.Integer(load_default=None, validate=validate.Range(1, 10_000, error="Geef het nummer van een versie."))


class NoteClosedIn(CamelSchema):
    """What became of a prepared message: the funder was told, or it was put aside."""

    told = fields.Boolean(required=True)


def parts_of(body: dict[str, Any]) -> dict[str, Any]:
    """A loaded BudgetIn as save_budget takes it. Raises InvalidInput when hours do not make the given amount."""
    given: dict[str, Any] = {}
    if "lines" in body:
        given["lines"] = _lines(body["lines"])
    if "covers" in body:
        given["covers"] = [_cover(cover) for cover in body["covers"]]
    if "applications" in body:
        given["shares"] = {one["application_id"]: _shares(one["shares"]) for one in body["applications"]}
    return given | {"total_cents": body.get("total")}


def _lines(bodies: list[dict[str, Any]]) -> list[Line]:
    lines = [_line(body) for body in bodies]
    errors = [
        FieldError(f"lines.{at}.amount", "not_the_sum", gap_text(told - line.amount_cents))
        for at, (body, line) in enumerate(zip(bodies, lines, strict=True))
        if line.worth is Worth.HOURS and (told := body["amount"]) is not None and told != line.amount_cents
    ]
    if errors:
        raise InvalidInput(errors)
    return lines


def _line(body: dict[str, Any]) -> Line:
    line_id, state = body["id"] or new_id(), CoverState(body["state"])
    name, giver, worth = body["text"].strip(), body["giver"].strip(), Worth(body["worth"])
    if worth is Worth.HOURS:
        return hours_line(line_id, name, body["hours"] or 0, body["rate"] or 0, giver=giver, state=state)
    amount = body["amount"] or 0
    if worth is Worth.GOODS:
        return Line(line_id, name, amount, worth, giver=giver, state=state)
    return Line(line_id, name, amount, worth, body["kind"], Vat(body["vat"]))


def _cover(body: dict[str, Any]) -> Cover:
    return Cover(
        body["id"] or new_id(),
        CoverKind(body["kind"]),
        body["name"].strip(),
        body["amount"],
        CoverState(body["state"]),
        tuple(_shares(body["shares"])),
    )


def _shares(bodies: list[dict[str, Any]]) -> list[Share]:
    return [Share(body["line_id"], body["amount"]) for body in bodies]
