"""The page with a plan for a need: pin sources, leave some out, and see it reckoned again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.matcher.domain.planning.model import Pin
from services.matcher.usecases.needs.find_matches import find_matches
from services.matcher.usecases.needs.need import READ
from services.matcher.usecases.planning.explain import explain_plan
from services.matcher.usecases.planning.make_plan import Choices
from services.matcher.usecases.planning.plan_need import plan_found
from services.matcher.usecases.values import Wrong, read_euros
from services.matcher.web.base import context
from shared.access.web import current_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.money import parse_amount
from shared.pages.streams import Streams, draw
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("plans", __name__, template_folder="templates")

CHOICE, AMOUNT = "choice.", "amount."
MOST = 300
"""Fields of the address that are read; the form sends two per source."""


@page(blueprint, "GET", "/needs/<need_id>/plan", right=READ)
def show_plan(need_id: str) -> Any:
    """The best plan under what was chosen in the address; a choice that can't be is named, and left out."""
    try:
        found = find_matches(context(), current_actor(), need_id)
    except InvalidInput:
        return _ask(need_id, _("Vul eerst in waar het gebeurt. Dan kunnen wij zoeken."), "area-text")
    choices, errors = _choices()
    try:
        if errors:
            raise InvalidInput(errors)
        proposal = plan_found(found, choices)[1]
    except InvalidInput as problem:
        errors = list(problem.errors)
        if any(error.field == "amount_sought" for error in errors):
            return _ask(need_id, errors[0].message, "amount_sought")
        proposal = plan_found(found)[1]
    plan = explain_plan(proposal)
    return render_template(
        "plans/plan.html",
        placed=found.placed,
        plan=plan,
        drawing=_drawing(plan),
        errors=errors,
        given=request.args,
        without=[(source_id, proposal.sources[source_id].name) for source_id in sorted(proposal.choices.without)],
    ), (400 if errors else 200)


def _choices() -> tuple[Choices, list[FieldError]]:
    """What the address says: `choice.<source>` is pin or without, `amount.<source>` the pinned amount."""
    pins, without, errors = [], set(), []
    for name in list(request.args)[:MOST]:
        source_id = name.removeprefix(CHOICE)
        if name == source_id:
            continue
        if request.args[name] == "without":
            without.add(source_id)
        elif request.args[name] == "pin" or request.args.get(AMOUNT + source_id, "").strip():
            try:
                given = read_euros(request.args.get(AMOUNT + source_id))
            except Wrong as wrong:
                errors.append(FieldError(AMOUNT + source_id, wrong.code, wrong.message))
                continue
            pins.append(Pin(source_id, None if given is None else parse_amount(given)))
    return Choices(tuple(pins), frozenset(without)), errors


def _drawing(plan: Mapping[str, Any]) -> Streams | None:
    """From each source to the costs it pays; what is open has a stream of its own."""
    amounts = {(part["name"], line["label"]): line["cents"] for part in plan["parts"] for line in part["lines"]}
    still_open = _("nog open")
    if amounts and plan["short_cents"] > 0:
        amounts[(still_open, _("wat nog open blijft"))] = plan["short_cents"]
    return draw(amounts, still_open)


def _ask(need_id: str, message: str, field: str) -> Response:
    flash(message, "warn")
    return redirect(url_for("needs.edit_need", need_id=need_id) + f"#veld-{field.replace('_', '-')}", code=303)
