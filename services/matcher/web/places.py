"""Pages about a place: what is known of it, and telling more."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.needs.need import needs_of
from services.matcher.usecases.people import rights as people_rights
from services.matcher.usecases.people.share_facts import may_share
from services.matcher.usecases.places import tell_facts as telling
from services.matcher.usecases.places.place import READ, Place, see_place
from services.matcher.usecases.regions.suggest import choice
from services.matcher.web.base import context
from services.matcher.web.forms.facts_form import given_of_request, questions, values_of_place, values_of_request
from shared.access.rights import Action, Resource, Right, may
from shared.access.web import current_actor, require_actor
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.plumbing.endpoints import page, version_from_form
from shared.wording.texts import gettext as _

blueprint = Blueprint("places", __name__, template_folder="templates")
CONNECT = Right(Resource.ACCESS_KEY, Action.READ)


@page(blueprint, "GET", "/places/<place_id>", right=READ)
def show_place(place_id: str) -> str:
    """What is known of a place, and what it needs."""
    ctx, actor = context(), require_actor()
    place = see_place(ctx, actor, place_id)
    return render_template(
        "places/place.html",
        place=place,
        area=_area_text(place),
        facts=list(_told(place)),
        needs=needs_of(ctx, actor, [place_id]),
        may_change=may(actor, telling.CHANGE, place_id=place_id).allowed,
        may_share=may_share(actor, place_id),
        may_see_people=may(actor, people_rights.READ, place_id=place_id).allowed,
        may_connect=may(actor, CONNECT, place_id=place_id).allowed,
    )


@page(blueprint, "GET", "/places/<place_id>/facts", right=telling.CHANGE)
def edit_facts(place_id: str) -> str:
    """The form with everything that helps to choose sources."""
    place = see_place(context(), require_actor(), place_id)
    return _facts_form(place, values_of_place(place), place.version, ())


@page(blueprint, "POST", "/places/<place_id>/facts", right=telling.CHANGE)
def save_facts(place_id: str) -> Any:
    """Keeps what was told."""
    ctx, actor, version = context(), current_actor(), version_from_form()
    try:
        telling.tell_facts(ctx, actor, place_id, given_of_request(request.form), expected_version=version)
    except InvalidInput as problem:
        place = see_place(ctx, actor, place_id)
        return _facts_form(place, values_of_request(request.form), version, problem.errors), 400
    except Stale as stale:
        place = see_place(ctx, actor, place_id)
        errors = (FieldError("", "stale", stale.message),)
        return _facts_form(place, values_of_request(request.form), place.version, errors), 412
    flash(_("Bewaard. Bij uw vragen rekenen wij hier meteen mee."), "good")
    return redirect(url_for("places.show_place", place_id=place_id), code=303)


def _facts_form(place: Place, values: dict[str, Any], version: int, errors: tuple[FieldError, ...]) -> str:
    return render_template(
        "places/facts.html", place=place, values=values, version=version, errors=errors, questions=questions()
    )


def _area_text(place: Place) -> str:
    code = place.organisation.area_code
    return choice(current_catalogue(context().database).regions, code).text if code else ""


def _told(place: Place) -> Any:
    """Each fact as (question, answer, day it was told)."""
    for question in questions():
        told = place.facts.facts.get(question.name)
        yield question.title, question.answer(told["value"]) if told else "", told["told_on"] if told else None
