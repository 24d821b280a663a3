"""The money of one application, and of a place over all its applications."""

from __future__ import annotations

from flask import Response, render_template

from services.tracker.domain.instalments.plans import PLAN_LABELS, WHEN_LABELS
from services.tracker.domain.instalments.states import STATE_LABELS, STEP_LABELS, steps_from
from services.tracker.usecases.payments import read_money as reading
from services.tracker.usecases.payments.export_place_money import export_place_money
from services.tracker.usecases.payments.read_place_money import EXPORT, read_place_money
from services.tracker.web import money_words
from services.tracker.web.choosing import place_asked, places_with
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import sign_in_first
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/applications/<application_id>/money", right=reading.RIGHT)
def money(application_id: str) -> str:
    """What was awarded, how it comes, what came in."""
    found = reading.read_money(context(), require_actor(), application_id)
    return render_template(
        "money/money.html",
        found=found,
        application=found.application,
        money=found.money,
        words=money_words,
        labels={"plan": PLAN_LABELS, "when": WHEN_LABELS, "state": STATE_LABELS, "step": STEP_LABELS},
        steps_from=steps_from,
        typed={},
        errors=(),
        key=new_id(),
    )


@page(blueprint, "GET", "/money", right=reading.RIGHT)
def place_money() -> str:
    """What a place expects and what came in, month by month."""
    place_id = place_asked(reading.RIGHT)
    if place_id is None:
        return render_template("money/choose.html", places=places_with(reading.RIGHT))
    found = read_place_money(context(), require_actor(), place_id)
    return render_template("money/place_money.html", found=found, words=money_words, wrong=sign_in_first())


@page(blueprint, "GET", "/money.csv", right=EXPORT)
def place_money_file() -> Response:
    """The same as a file for a spreadsheet."""
    place_id = place_asked(reading.RIGHT)
    if place_id is None:
        raise NotFound(_("Kies eerst van welke plek."))
    data = export_place_money(context(), require_actor(), place_id)
    headers = {"Content-Disposition": 'attachment; filename="geld.csv"', "Cache-Control": "no-store"}
    return Response(data, content_type="text/csv; charset=utf-8", headers=headers)
