"""Reading the form of an activity: what was done, what it cost, who pays which part, and the pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from flask import request
from werkzeug.datastructures import FileStorage

from services.tracker.domain.activities import Activity, Cost, NewActivity, NewCost
from services.tracker.domain.budgets.amounts import spread
from services.tracker.usecases.recording.photos import PICTURES, RECEIPTS
from services.tracker.web.forms import Reader
from services.tracker.web.letter_fields import whole_number
from shared.kernel.errors import InvalidInput
from shared.uploads import Checked, check_upload
from shared.wording.texts import gettext as _

COSTS_AT_ONCE = 3
MAX_WHAT = 500
MAX_COST = 200
MAX_LESSON = 5_000
MINUTES = 60


@dataclass(frozen=True)
class Form:
    """What was sent. A receipt comes with the position of its cost."""

    given: NewActivity
    photos: tuple[Checked, ...]
    receipts: tuple[tuple[int, Checked], ...]


def read_new(reader: Reader) -> Form:
    """A new activity; the costs are divided equally over the awards that it belongs to, to the cent."""
    given = _activity(reader)
    costs: list[NewCost] = []
    receipts: list[tuple[int, Checked]] = []
    for number in range(COSTS_AT_ONCE):
        cost = _cost(reader, number)
        picture = _picture(reader, f"receipt{number}", receipt=True)
        if cost is None:
            if picture is not None:
                reader.wrong(f"amount{number}", "required", _("Vul in hoeveel er op de bon staat."))
            continue
        if picture is not None:
            receipts.append((len(costs), picture))
        costs.append(replace(cost, shares=_equal(cost.amount_cents, given.application_ids)))
    photo = _picture(reader, "photo")
    return Form(replace(given, costs=tuple(costs)), (photo,) if photo else (), tuple(receipts))


def read_kept(reader: Reader, kept: Activity) -> NewActivity:
    """An activity that was there: its costs with their parts as typed, and room for new ones."""
    given = _activity(reader)
    costs = [_kept_cost(reader, cost, given.application_ids) for cost in kept.costs]
    for number in range(COSTS_AT_ONCE):
        cost = _cost(reader, number)
        if cost is not None:
            costs.append(replace(cost, shares=_equal(cost.amount_cents, given.application_ids)))
    return replace(given, costs=tuple(cost for cost in costs if cost is not None))


def read_picture(reader: Reader, field: str, *, receipt: bool) -> Checked:
    """A picture that must be there. Raises InvalidInput for `field`."""
    file = request.files.get(field)
    kinds = RECEIPTS if receipt else PICTURES
    stream = cast(BinaryIO, file.stream) if file else None
    return check_upload(stream, file.filename if file else None, field=field, kinds=kinds)


def hours_typed(minutes: int | None) -> str:
    """Hours as somebody would type them: `2,5`; empty when nobody counted."""
    return "" if minutes is None else f"{minutes / MINUTES:.4g}".replace(".", ",")


def _activity(reader: Reader) -> NewActivity:
    hours = reader.raw("hours").replace(",", ".")
    return NewActivity(
        happened_on=reader.day("happenedOn", _("Vul in wanneer het was.")),
        what=reader.text("what", MAX_WHAT, missing=_("Schrijf in één zin op wat u deed.")),
        people=whole_number(reader, "people"),
        minutes=_minutes(reader, hours),
        lesson=reader.text("lesson", MAX_LESSON),
        application_ids=tuple(dict.fromkeys(request.form.getlist("application"))),
    )


def _minutes(reader: Reader, hours: str) -> int | None:
    if not hours:
        return None
    whole, _point, part = hours.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 4) or (part and not part.isdigit()):
        reader.wrong("hours", "not_a_number", _("Dit is geen aantal uren. Schrijf het zo: 2 of 2,5."))
        return None
    return round(float(f"{whole}.{part or 0}") * MINUTES)


def _cost(reader: Reader, number: int) -> NewCost | None:
    what = reader.text(f"cost{number}", MAX_COST)
    amount = reader.maybe_amount(f"amount{number}")
    if amount is None and not what:
        return None
    if amount is None and not reader.raw(f"amount{number}"):
        reader.wrong(f"amount{number}", "required", _("Vul in hoeveel het kostte."))
    line_id = reader.raw(f"line{number}")[:36] or None
    return NewCost(what or reader.raw("what")[:MAX_COST], amount or 0, line_id=line_id)


def _kept_cost(reader: Reader, kept: Cost, application_ids: tuple[str, ...]) -> NewCost | None:
    """None when the cost is to go: its words and its amount were both made empty."""
    cost_id = kept.id
    what = reader.text(f"cost-{cost_id}", MAX_COST)
    amount = reader.maybe_amount(f"amount-{cost_id}")
    if amount is None and not what:
        return None
    shares = ((id_, reader.maybe_amount(f"share-{cost_id}-{id_}") or 0) for id_ in application_ids)
    line = f"line-{cost_id}"
    line_id = (reader.raw(line)[:36] or None) if line in request.form else kept.line_id
    return NewCost(what, amount or 0, tuple((id_, cents) for id_, cents in shares if cents), line_id, cost_id)


def _equal(cents: int, application_ids: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    if not application_ids or cents <= 0:
        return ()
    return tuple(zip(application_ids, spread(cents, [1] * len(application_ids)), strict=True))


def _picture(reader: Reader, field: str, *, receipt: bool = False) -> Checked | None:
    file: FileStorage | None = request.files.get(field)
    if file is None or not file.filename:
        return None
    try:
        return read_picture(reader, field, receipt=receipt)
    except InvalidInput as problem:
        for error in problem.errors:
            reader.wrong(error.field, error.code, error.message)
        return None
