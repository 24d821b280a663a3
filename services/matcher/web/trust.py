"""Pages for places in trust: writing one down, the sheet with its code, and taking it over."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.people import share_facts as sharing
from services.matcher.usecases.people.claim_place import claim_place
from services.matcher.usecases.people.keep_in_trust import keep_in_trust, make_code, see_trust
from services.matcher.usecases.places.place import READ, see_place
from services.matcher.web.base import choices, context
from services.matcher.web.forms.area import AreaAnswer, read_area
from services.matcher.web.people_words import fact_groups
from services.matcher.web.place_form import given_of
from shared.access.rights import PUBLIC, SIGNED_IN
from shared.access.sharing import SharedWith
from shared.access.web import asks_new_proof, current_actor, require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.wording.texts import gettext as _

blueprint = Blueprint("trust", __name__, template_folder="templates")

Errors = tuple[FieldError, ...]


@page(blueprint, "GET", "/trust/new", right=SIGNED_IN)
def new_trust() -> str:
    """The form to write a place down for its people."""
    require_actor()
    return _form({}, AreaAnswer(), ())


@page(blueprint, "POST", "/trust", right=SIGNED_IN)
def create_trust() -> Any:
    """Keeps the place in trust."""
    regions = current_catalogue(context().database).regions
    values = {name: request.form.get(name, "") for name in ("name", "legal_form", "kvk_number")}
    area = read_area(request.form, regions, required=True, near=None)
    once = once_from_form(lambda place: url_for("trust.show_trust", place_id=place.id))
    try:
        place = keep_in_trust(context(), require_actor(), given_of(values, area, regions), once=once)
    except InvalidInput as problem:
        return _form(values, area, problem.errors), 400
    flash(_("%(name)s staat in bewaring. Maak nu de code voor de mensen zelf.", name=place.name), "good")
    return redirect(url_for("trust.show_trust", place_id=place.id), code=303)


@page(blueprint, "GET", "/trust/<place_id>", right=READ)
def show_trust(place_id: str) -> str:
    """A place in trust, with the sheet to print when there is a code."""
    held, sheet = see_trust(context(), require_actor(), place_id)
    address = f"{context().settings.base_url}{url_for('trust.claim_form')}"
    return render_template("people/trust.html", held=held, sheet=sheet, address=address)


@page(blueprint, "POST", "/trust/<place_id>/code", right=READ)
@asks_new_proof
def create_code(place_id: str) -> Any:
    """A new code."""
    make_code(context(), require_actor(), place_id)
    flash(_("Dit is de code. Had u al een code? Die werkt niet meer."), "good")
    return redirect(url_for("trust.show_trust", place_id=place_id), code=303)


@page(blueprint, "GET", "/places/<place_id>/sharing", right=sharing.CHANGE)
def show_sharing(place_id: str) -> str:
    """What the place shares with people outside it, with ticks for the board."""
    shared = sharing.see_sharing(context(), require_actor(), place_id)
    return _sharing(place_id, [group.value for group in shared.groups[SharedWith.COALITION]], ())


@page(blueprint, "POST", "/places/<place_id>/sharing", right=sharing.CHANGE)
@asks_new_proof
def save_sharing(place_id: str) -> Any:
    """Keeps what is ticked."""
    given = {"coalition": request.form.getlist("coalition")}
    try:
        sharing.share_facts(context(), current_actor(), place_id, given)
    except InvalidInput as problem:
        return _sharing(place_id, given["coalition"], problem.errors), 400
    flash(_("Bewaard. Dit geldt meteen."), "good")
    return redirect(url_for("places.show_place", place_id=place_id), code=303)


@page(blueprint, "GET", "/claim", right=PUBLIC)
def claim_form() -> str:
    """Where the people of a place come in with the code on their sheet."""
    return _claim(())


@page(blueprint, "POST", "/claim", right=SIGNED_IN)
@asks_new_proof
def claim() -> Any:
    """Takes the place over."""
    try:
        place = claim_place(
            context(),
            require_actor(),
            request.form.get("code", ""),
            helper_stays=request.form.get("helper_stays") == "1",
        )
    except InvalidInput as problem:
        return _claim(problem.errors), 400
    except NotAllowedNow as problem:
        return _claim((FieldError("code", problem.code, problem.message),)), 409
    flash(_("%(name)s is nu van u. Kijk na wat er staat: verander het, of haal het weg.", name=place.name), "good")
    return redirect(url_for("places.show_place", place_id=place.id), code=303)


def _sharing(place_id: str, chosen: list[str], errors: Errors) -> str:
    actor = require_actor()
    return render_template(
        "people/sharing.html",
        place=see_place(context(), actor, place_id),
        chosen=chosen,
        errors=errors,
        groups=fact_groups(),
        may_share=sharing.may_share(actor, place_id),
    )


def _claim(errors: Errors) -> str:
    return render_template("people/claim.html", actor=current_actor(), errors=errors, code=request.form.get("code", ""))


def _form(values: dict[str, str], area: AreaAnswer, errors: Errors) -> str:
    return render_template(
        "people/keep.html",
        values=values,
        area=area,
        errors=errors,
        legal_forms=[*choices("legal_form"), ("", _("Weet ik niet"), _("Dat is een goed antwoord. Het kan later."))],
        key=request.form.get("idempotency_key") or new_id(),
    )
