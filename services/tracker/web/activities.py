"""The activity record of a place: writing down what was done, first of all on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from services.tracker.domain.activities import Activity, overclaimed_costs
from services.tracker.domain.records import Application
from services.tracker.usecases.reading.read_activities import (
    awards_of_place,
    lines_of_awards,
    list_activities,
    read_activity,
)
from services.tracker.usecases.recording import add_activity as adding
from services.tracker.usecases.recording import edit_activity as editing
from services.tracker.usecases.recording import photos
from services.tracker.usecases.recording import remove_activity as removing
from services.tracker.usecases.recording.activities import READ
from services.tracker.web.activity_form import COSTS_AT_ONCE, hours_typed, read_kept, read_new, read_picture
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access import directory
from shared.access.rights import may, require
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.plumbing.idempotency import Once
from shared.uploads import MAX_FILE_BYTES
from shared.uploads.serving import as_download
from shared.wording.texts import gettext as _

ROOM = 64 * 1024
"""What a form needs around its files: at most a picture and three receipts."""
MAX_FORM = (COSTS_AT_ONCE + 1) * MAX_FILE_BYTES + ROOM
Errors = tuple[FieldError, ...]


@page(blueprint, "GET", "/activities", right=READ)
def activities() -> Any:
    """The record of a place, with the form in front. Without a place: the only one, or a choice."""
    actor = require_actor()
    place_id = request.args.get("place", "")
    if place_id:
        return _listed(place_id)
    with context().people.read() as connection:
        places = directory.places_of(connection, actor)
    if len(places) == 1:
        return redirect(url_for("pages.activities", place=places[0].id))
    return render_template("activities/places.html", places=places)


@page(blueprint, "POST", "/activities", right=adding.RIGHT, max_body=MAX_FORM)
def add_activity() -> Any:
    """Keeps an activity and shows it in the record."""
    place_id = request.form.get("place", "")
    where = url_for("pages.activities", place=place_id)
    try:
        reader = Reader(request.form)
        form = read_new(reader)
        reader.check()
        once = once_from_form(lambda _made: where)
        adding.add_activity(
            context(),
            require_actor(),
            place_id=place_id,
            given=form.given,
            photos=form.photos,
            receipts=form.receipts,
            once=once,
        )
    except InvalidInput as problem:
        return _listed(place_id, problem.errors), 400
    flash(_("Opgeschreven. Dit telt mee in uw verslagen."), "good")
    return redirect(where, code=303)


@page(blueprint, "GET", "/activities/<activity_id>", right=READ)
def show_activity(activity_id: str) -> str:
    """One activity, to read and to change."""
    return _shown(read_activity(context(), require_actor(), activity_id))


@page(blueprint, "POST", "/activities/<activity_id>", right=editing.RIGHT)
def edit_activity(activity_id: str) -> Any:
    """Writes the new values."""

    def act(kept: Activity, once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        given = read_kept(reader, kept)
        reader.check()
        editing.edit_activity(context(), require_actor(), activity_id, given=given, once=once, expected_version=version)

    return _handle(activity_id, act, _("Aangepast."))


@page(blueprint, "POST", "/activities/<activity_id>/removal", right=removing.RIGHT)
def remove_activity(activity_id: str) -> Any:
    """Takes an activity away, or back."""
    removed = request.form.get("removed", "1") == "1"

    def act(_kept: Activity, once: Once | None, version: int) -> None:
        removing.remove_activity(
            context(), require_actor(), activity_id, removed=removed, once=once, expected_version=version
        )

    done = _("Weggehaald. U kunt hem hier terugzetten.") if removed else _("Teruggezet.")
    return _handle(activity_id, act, done)


@page(blueprint, "POST", "/activities/<activity_id>/photos", right=photos.RIGHT, max_body=MAX_FILE_BYTES + ROOM)
def add_activity_photo(activity_id: str) -> Any:
    """Adds a picture, or the receipt of a cost."""
    cost_id = request.form.get("cost") or None

    def act(_kept: Activity, once: Once | None, version: int) -> None:
        picture = read_picture(Reader(request.form), "file", receipt=cost_id is not None)
        photos.add_photo(
            context(),
            require_actor(),
            activity_id,
            picture=picture,
            cost_id=cost_id,
            once=once,
            expected_version=version,
        )

    return _handle(activity_id, act, _("Toegevoegd."))


@page(blueprint, "GET", "/activity-photos/<photo_id>", right=READ)
def activity_photo(photo_id: str) -> Response:
    """The bytes of a picture, as a download."""
    photo, data = photos.read_photo(context(), require_actor(), photo_id)
    return as_download(data, photo.name, photo.media_type)


def _handle(activity_id: str, act: Callable[[Activity, Once | None, int], None], done: str) -> Any:
    where = url_for("pages.show_activity", activity_id=activity_id)
    kept = read_activity(context(), require_actor(), activity_id)
    require(require_actor(), editing.RIGHT, place_id=kept.place_id)
    try:
        act(kept, once_from_form(lambda _made: where), version_from_form())
    except InvalidInput as problem:
        return _shown(kept, problem.errors), 400
    except Stale as problem:
        return _shown(kept, (FieldError("", "stale", problem.message),)), 412
    flash(done, "good")
    return redirect(where, code=303)


def _listed(place_id: str, errors: Errors = ()) -> str:
    actor = require_actor()
    shown = list_activities(context(), actor, place_id, cursor=request.args.get("cursor"))
    awards = awards_of_place(context(), actor, place_id)
    chosen = request.form.getlist("application") or request.args.getlist("application")
    if not chosen and len(awards) == 1 and request.method == "GET":
        chosen = [awards[0].id]
    return render_template(
        "activities/record.html",
        place_id=place_id,
        page=shown,
        overclaims=shown.overclaims,
        awards=awards,
        award_choices=_choices(awards),
        line_choices=_line_choices(awards),
        chosen=chosen,
        hours="",
        names={award.id: award.source_name for award in awards},
        may_add=may(actor, adding.RIGHT, place_id=place_id).allowed,
        costs_at_once=COSTS_AT_ONCE,
        typed=request.form,
        errors=errors,
        key=new_id(),
    )


def _shown(kept: Activity, errors: Errors = ()) -> str:
    actor = require_actor()
    chosen = request.form.getlist("application") if "what" in request.form else list(kept.application_ids)
    awards = awards_of_place(context(), actor, kept.place_id)
    return render_template(
        "activities/activity.html",
        activity=kept,
        awards=awards,
        award_choices=_choices(awards),
        line_choices=_line_choices(awards),
        receipt_choices=[(cost.id, _("De bon van %(cost)s", cost=cost.what)) for cost in kept.costs],
        chosen=chosen,
        hours=hours_typed(kept.minutes),
        overclaims=overclaimed_costs([kept]),
        may_edit=may(actor, editing.RIGHT, place_id=kept.place_id).allowed,
        costs_at_once=COSTS_AT_ONCE,
        typed=request.form if "what" in request.form else {},
        errors=errors,
        key=new_id(),
    )


def _choices(awards: list[Application]) -> list[tuple[str, str, str]]:
    return [(award.id, award.source_name, award.title) for award in awards]


def _line_choices(awards: list[Application]) -> list[tuple[str, str]]:
    return [(line.id, line.label) for line in lines_of_awards(context(), require_actor(), awards)]
