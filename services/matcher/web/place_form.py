"""Pages with the form for what a place is: registering it, and changing that later."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.domain.regions import Regions
from services.matcher.usecases.acting import acting
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.places import change_place as changing
from services.matcher.usecases.places import register_place as registering
from services.matcher.usecases.places.place import Place, see_place
from services.matcher.usecases.places.tell_facts import CHANGE
from services.matcher.web.base import choices, context
from services.matcher.web.forms.area import AreaAnswer, area_of, read_area
from shared.access.rights import SIGNED_IN
from shared.access.web import current_actor, require_actor
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

blueprint = Blueprint("place_form", __name__, template_folder="templates")

Values = dict[str, str]
Errors = tuple[FieldError, ...]


@page(blueprint, "GET", "/places/new", right=SIGNED_IN)
def new_place() -> str:
    """The form for a new place."""
    require_actor()
    return _form({}, AreaAnswer(), ())


@page(blueprint, "POST", "/places", right=SIGNED_IN)
def create_place() -> Any:
    """Registers the place and goes on to its page."""
    ctx, actor = context(), require_actor()
    values, area, regions = _sent(None)
    once = once_from_form(lambda place: url_for("places.show_place", place_id=place.id))
    try:
        place = registering.register_place(ctx, actor, given_of(values, area, regions), once=once)
    except InvalidInput as problem:
        return _form(values, area, problem.errors), 400
    flash(_("%(name)s staat erin. Vertel nu wat u zoekt.", name=place.name), "good")
    return redirect(url_for("places.show_place", place_id=place.id), code=303)


@page(blueprint, "GET", "/places/<place_id>/edit", right=CHANGE)
def edit_place(place_id: str) -> str:
    """The form with what is known."""
    place = see_place(context(), acting(current_actor(), CHANGE, place_id=place_id), place_id)
    known = place.organisation
    values = {"name": known.name, "legal_form": known.legal_form or "", "kvk_number": known.kvk_number or ""}
    area = area_of(known.area_code, current_catalogue(context().database).regions)
    return _form(values, area, (), place, known.version)


@page(blueprint, "POST", "/places/<place_id>", right=CHANGE)
def save_place(place_id: str) -> Any:
    """Keeps what was changed."""
    ctx, actor, version = context(), current_actor(), version_from_form()
    place = see_place(ctx, acting(actor, CHANGE, place_id=place_id), place_id)
    values, area, regions = _sent(place.organisation.area_code)
    try:
        changing.change_place(ctx, actor, place_id, given_of(values, area, regions), expected_version=version)
    except InvalidInput as problem:
        return _form(values, area, problem.errors, place, version), 400
    except Stale as stale:
        errors = (FieldError("", "stale", stale.message),)
        return _form(values, area, errors, place, place.organisation.version), 412
    flash(_("Bewaard. Bij uw vragen rekenen wij hier meteen mee."), "good")
    return redirect(url_for("places.show_place", place_id=place_id), code=303)


def _sent(near: str | None) -> tuple[Values, AreaAnswer, Regions]:
    regions = current_catalogue(context().database).regions
    values = {name: request.form.get(name, "") for name in ("name", "legal_form", "kvk_number")}
    return values, read_area(request.form, regions, required=True, near=near), regions


def given_of(values: Values, area: AreaAnswer, regions: Regions) -> Values:
    """What the use case reads. Raises InvalidInput when the region is not clear yet, with all other errors too."""
    given = {**values, "area": area.code}
    if not area.errors:
        return given
    try:
        registering.read_place(given, regions)
    except InvalidInput as problem:
        raise InvalidInput([*(e for e in problem.errors if e.field != "area"), *area.errors]) from problem
    raise InvalidInput(area.errors)


def _form(
    values: Values, area: AreaAnswer, errors: Errors, place: Place | None = None, version: int | None = None
) -> str:
    return render_template(
        "places/form.html",
        values=values,
        area=area,
        errors=errors,
        place=place,
        version=version,
        legal_forms=[*choices("legal_form"), ("", _("Weet ik niet"), _("Dat is een goed antwoord. Het kan later."))],
        key=request.form.get("idempotency_key") or new_id(),
    )
