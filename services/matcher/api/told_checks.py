"""For the tracker only: what a giver answered about an application, for the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, jsonify
from marshmallow import ValidationError, fields, validate

from services.matcher.api.base import context
from services.matcher.api.signed_calls import acting_person, blueprint
from services.matcher.domain.care.checking import Heard
from services.matcher.usecases.care.check_source import Told
from services.matcher.usecases.care.rights import CHECK
from services.matcher.usecases.care.take_answer import take_answer
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import is_id
from shared.plumbing.endpoints import page, read_json
from shared.plumbing.schemas import CamelSchema, load
from shared.wording.texts import gettext as _


def _check_id(text: str) -> None:
    if not is_id(text):
        raise ValidationError(_("Dit is geen id van ons."))


class ToldIn(CamelSchema):
    """An answer with the tracker's own id for it; the same id may come twice."""

    id = fields.String(required=True, validate=_check_id)
    source_id = fields.String(required=True, validate=validate.Length(1, 120))
    heard = fields.Enum(Heard, by_value=True, required=True)
    told_on = fields.Date(required=True)
    until = fields.Date(load_default=None, allow_none=True)


_BODY = ToldIn()


@page(blueprint, "POST", "/internal/v1/source-checks", right=CHECK)
def create_source_check() -> Response:
    """The person stands in the signature, and decides what becomes of it: {outcome: checked, proposed, nothing_new}."""
    ctx = context()
    actor = acting_person(ctx)
    source_id, told = _told(load(_BODY, read_json()), ctx.today())
    return jsonify({"outcome": take_answer(ctx, actor, source_id, told).value})


def _told(body: dict[str, Any], today: date) -> tuple[str, Told]:
    if body["told_on"] > today:
        raise InvalidInput([FieldError("toldOn", "in_future", _("Deze dag ligt in de toekomst."))])
    # A day that has passed since says nothing any more about when it closes.
    until = body["until"] if body["until"] and body["until"] >= today else None
    return body["source_id"], Told(body["heard"], body["told_on"], until, id=body["id"])
