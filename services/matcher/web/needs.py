"""Pages about a need: describing it, changing it, closing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.matcher.domain.regions import Regions
from services.matcher.usecases.acting import acting
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.needs import change_need as changing
from services.matcher.usecases.needs import describe_need as describing
from services.matcher.usecases.needs.need import READ, see_need
from services.matcher.usecases.needs.read_need import MAX_DESCRIPTION, MAX_TITLE, read_need
from services.matcher.usecases.places.place import Place, see_place
from services.matcher.usecases.proposing.propose_from_words import propose_for_place
from services.matcher.web.base import choices, context
from services.matcher.web.forms.area import AreaAnswer, area_of, read_area
from services.matcher.web.forms.need_form import (
    Values,
    given_of,
    values_of_document,
    values_of_request,
    with_empty_costs,
)
from services.matcher.web.forms.proposed import Marks, marked, marks_of, with_proposed
from shared.access.web import current_actor
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

blueprint = Blueprint("needs", __name__, template_folder="templates")

Errors = tuple[FieldError, ...]
FORM_ORDER = (
    *("description", "support", "amount_sought", "starts_on", "title", "themes", "target_groups"),
    *("total_budget", "own_contribution", "own_in_kind", "costs", "ends_on", "already_started", "area_text", "area"),
    *("initiators", "participants", "signatures", "hours_available"),
)


@page(blueprint, "GET", "/places/<place_id>/needs/new", right=describing.CREATE)
def new_need(place_id: str) -> str:
    """The form for a new need."""
    actor = acting(current_actor(), describing.CREATE, place_id=place_id)
    place = see_place(context(), actor, place_id)
    return _form(place, values_of_document({}), AreaAnswer(), ())


@page(blueprint, "POST", "/places/<place_id>/needs", right=describing.CREATE)
def create_need(place_id: str) -> Any:
    """Keeps the need and goes on to its matches."""
    ctx, actor = context(), acting(current_actor(), describing.CREATE, place_id=place_id)
    place = see_place(ctx, actor, place_id)
    values, area, regions = _sent(place.organisation.area_code)
    if "more_costs" in request.form:
        return _form(place, values, area, (), extra_costs=5)
    if "propose" in request.form:
        return _proposing(place, values, area)
    once = once_from_form(lambda found: url_for("matches.show_matches", need_id=found.id))
    try:
        given = _given(values, area, regions)
        found = describing.describe_need(ctx, actor, place_id, given, once=once)
    except InvalidInput as problem:
        return _form(place, values, area, problem.errors), 400
    return redirect(url_for("matches.show_matches", need_id=found.id), code=303)


@page(blueprint, "GET", "/needs/<need_id>", right=READ)
def show_need(need_id: str) -> Response:
    """A need is best seen by what fits it."""
    see_need(context(), current_actor(), need_id)
    return redirect(url_for("matches.show_matches", need_id=need_id), code=303)


@page(blueprint, "GET", "/needs/<need_id>/edit", right=changing.UPDATE)
def edit_need(need_id: str) -> str:
    """The form with what was told."""
    found = see_need(context(), current_actor(), need_id)
    acting(current_actor(), changing.UPDATE, place_id=found.row.place_id)
    area = area_of(found.row.document.get("area"), current_catalogue(context().database).regions)
    return _form(found.place, values_of_document(found.row.document), area, (), need_id, found.row.version)


@page(blueprint, "POST", "/needs/<need_id>", right=changing.UPDATE)
def save_need(need_id: str) -> Any:
    """Keeps the changed need."""
    ctx, actor, version = context(), current_actor(), version_from_form()
    found = see_need(ctx, actor, need_id)
    values, area, regions = _sent(found.place.organisation.area_code)
    if "more_costs" in request.form:
        return _form(found.place, values, area, (), need_id, version, extra_costs=5)
    if "propose" in request.form:
        acting(actor, changing.UPDATE, place_id=found.row.place_id)
        return _proposing(found.place, values, area, need_id, version)
    try:
        given = _given(values, area, regions)
        changing.change_need(ctx, actor, need_id, given, expected_version=version)
    except InvalidInput as problem:
        return _form(found.place, values, area, problem.errors, need_id, version), 400
    except Stale as stale:
        now = see_need(ctx, actor, need_id)
        errors = (FieldError("", "stale", stale.message),)
        theirs = values_of_document(now.row.document)
        return _form(now.place, values, area, errors, need_id, now.row.version, theirs=theirs), 412
    flash(_("Bewaard. Dit past er nu bij."), "good")
    return redirect(url_for("matches.show_matches", need_id=need_id), code=303)


@page(blueprint, "POST", "/needs/<need_id>/close", right=changing.UPDATE)
def close_need(need_id: str) -> Response:
    """The search is over."""
    found = changing.close_need(context(), current_actor(), need_id, expected_version=version_from_form())
    flash(_("“%(title)s” is gesloten. U kunt de behoefte altijd weer openen.", title=found.row.title), "good")
    return redirect(url_for("places.show_place", place_id=found.row.place_id), code=303)


@page(blueprint, "POST", "/needs/<need_id>/reopen", right=changing.UPDATE)
def reopen_need(need_id: str) -> Response:
    """The search goes on."""
    changing.reopen_need(context(), current_actor(), need_id, expected_version=version_from_form())
    return redirect(url_for("matches.show_matches", need_id=need_id), code=303)


def _proposing(
    place: Place, values: Values, area: AreaAnswer, need_id: str | None = None, version: int | None = None
) -> Any:
    """The form as it was typed, with what the words propose ticked; nothing is kept yet."""
    try:
        proposals = propose_for_place(current_actor(), place.id, values)
    except InvalidInput as problem:
        return _form(place, values, area, problem.errors, need_id, version), 400
    return _form(place, with_proposed(values, proposals), area, (), need_id, version, marks=marks_of(values, proposals))


def _sent(near: str | None) -> tuple[Values, AreaAnswer, Regions]:
    regions = current_catalogue(context().database).regions
    return values_of_request(request.form), read_area(request.form, regions, required=False, near=near), regions


def _given(values: Values, area: AreaAnswer, regions: Regions) -> Values:
    """What the use case reads. Raises InvalidInput when the region is not clear yet, with all other errors too."""
    given = given_of(values, area.code)
    if not area.errors:
        return given
    try:
        read_need(given, regions)
    except InvalidInput as problem:
        raise InvalidInput([*problem.errors, *area.errors]) from problem
    raise InvalidInput(area.errors)


def _place_in_form(error: FieldError) -> int:
    """Errors stand in the order of the form, so that the first link goes to the first field."""
    name = error.field.split(".")[0]
    return FORM_ORDER.index(name) if name in FORM_ORDER else -1


def _to_mend(errors: Errors) -> Errors:
    """Without a story there is no name to make out of it: asking for the story is enough."""
    if any(error.field == "description" for error in errors) and not request.form.get("title", "").strip():
        return tuple(error for error in errors if error.field != "title")
    return errors


def _form(
    place: Place,
    values: Values,
    area: AreaAnswer,
    errors: Errors,
    need_id: str | None = None,
    version: int | None = None,
    *,
    extra_costs: int = 2,
    theirs: Values | None = None,
    marks: Marks | None = None,
) -> str:
    return render_template(
        "needs/form.html",
        place=place,
        values={**values, "costs": with_empty_costs(values, extra_costs)},
        area=area,
        errors=sorted(_to_mend(errors), key=_place_in_form),
        need_id=need_id,
        version=version,
        theirs=theirs,
        key=request.form.get("idempotency_key") or new_id(),
        marks=marks,
        supports=marked("support", choices("support"), marks),
        themes=marked("themes", choices("themes", explained=False), marks),
        target_groups=marked("target_groups", choices("target_groups", explained=False), marks),
        cost_kinds=choices("cost_kind", explained=False),
        proposed_costs=marked("cost_kind", choices("cost_kind", explained=False), marks, only=True),
        max_title=MAX_TITLE,
        max_description=MAX_DESCRIPTION,
    )
