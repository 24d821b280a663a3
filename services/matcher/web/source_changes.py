"""The form to change a source or to add one: published at once, or kept as a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.usecases.care.change_source import KeptChange, add_source, change_source, check_given
from services.matcher.usecases.care.read_sighting import MAX_NOTE
from services.matcher.usecases.care.rights import (
    PROPOSE,
    allowed_to_propose,
    may_check,
    may_propose,
    may_publish,
    own_names,
)
from services.matcher.usecases.catalogue.current import CatalogueSource, current_catalogue
from services.matcher.usecases.catalogue.see_sources import see_source
from services.matcher.usecases.regions.suggest import choice
from services.matcher.web.base import Choice, choices, context, leads_to
from services.matcher.web.field_words import field_name, value_text
from services.matcher.web.forms.area import AreaAnswer, read_area
from services.matcher.web.forms.source_form import (
    ASKED_OF_KNOWN,
    ASKED_OF_NEW,
    Values,
    given_of,
    values_of_record,
    values_of_request,
    with_empty_rows,
)
from services.matcher.web.source_words import band_text
from shared.access.web import current_actor, require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

blueprint = Blueprint("source_changes", __name__, template_folder="templates")

MORE_AREAS = "more_areas"
"""The button that keeps the region that was picked and asks for one more; nothing is saved yet."""

FORM_ORDER = (
    *("name", "provider", "provider_kind", "support", "mechanism", "status", "opens_on", "ends_on", "closing_dates"),
    *("amounts", "areas", "area_text", "area", "url", "phone", "first_steps", "summary"),
    *("seen_url", "seen_on", "note"),
)

Errors = Sequence[FieldError]
Since = Sequence[tuple[str, str]]
"""What somebody else changed meanwhile: names of fields with what stands there now."""


@page(blueprint, "GET", "/sources/<source_id>/change", right=PROPOSE)
def edit_source(source_id: str) -> Any:
    """The form with what is known of a source."""
    if now := leads_to(source_id):
        return redirect(url_for("source_changes.edit_source", source_id=now), code=308)
    ctx, actor = context(), current_actor()
    entry = see_source(ctx, actor, source_id)[1]
    allowed_to_propose(ctx, actor, entry.source.provider)
    return _form(values_of_record(entry.document), AreaAnswer(), (), entry, entry.version)


@page(blueprint, "POST", "/sources/<source_id>/change", right=PROPOSE)
def save_source(source_id: str) -> Any:
    """Publishes the change, or keeps it as a proposal."""
    ctx, actor, version = context(), current_actor(), version_from_form()
    catalogue, entry = see_source(ctx, actor, source_id)
    allowed_to_propose(ctx, actor, entry.source.provider)
    values = values_of_request(request.form)
    area = read_area(request.form, catalogue.regions, required=False)
    if MORE_AREAS in request.form:
        return _form(*_with_area(values, area), area.errors, entry, version)
    try:
        given = _given(values, area, ASKED_OF_KNOWN, entry.document)
        once = once_from_form(_address)
        kept = change_source(ctx, actor, source_id, given, expected_version=version, once=once)
    except InvalidInput as problem:
        return _form(values, area, problem.errors, entry, version), 400
    except NotAllowedNow as problem:
        return _form(values, area, (FieldError("", problem.code, problem.message),), entry, version), 409
    except Stale as stale:
        errors = [FieldError("", "stale", stale.message)]
        now = see_source(ctx, actor, source_id)[1]
        return _form(values, area, errors, now, now.version, since=_since(stale.changes)), 412
    return _kept(kept)


@page(blueprint, "GET", "/catalogue/sources/new", right=PROPOSE)
def new_source() -> str:
    """The form for a source that the catalogue does not hold; a funder's own name stands in it."""
    ctx, actor = context(), require_actor()
    provider = next(iter(own_names(ctx, actor)), "")
    allowed_to_propose(ctx, actor, provider)
    return _form({**values_of_record({}), "provider": provider}, AreaAnswer(), ())


@page(blueprint, "POST", "/catalogue/sources", right=PROPOSE)
def create_source() -> Any:
    """Adds the source, or keeps it as a proposal."""
    ctx, actor = context(), require_actor()
    values = values_of_request(request.form)
    area = read_area(request.form, current_catalogue(ctx.database).regions, required=not values["areas"])
    own = own_names(ctx, actor)
    if own and not may_propose(ctx, actor, values["provider"]):
        mend = _("U stelt bronnen van uw eigen fonds voor. Vul hier in: %(name)s.", name=own[0])
        return _form(values, area, (FieldError("provider", "not_yours", mend),)), 400
    allowed_to_propose(ctx, actor, values["provider"])
    if MORE_AREAS in request.form:
        return _form(*_with_area(values, area), area.errors)
    try:
        kept = add_source(ctx, actor, _given(values, area, ASKED_OF_NEW, None), once=once_from_form(_address))
    except InvalidInput as problem:
        return _form(values, area, problem.errors), 400
    return _kept(kept)


def _with_area(values: Values, area: AreaAnswer) -> tuple[Values, AreaAnswer]:
    """The region that was picked beside the others, and room for the next one."""
    if not area.code:
        return values, area
    return {**values, "areas": [*values["areas"], area.code]}, AreaAnswer()


def _given(values: Values, area: AreaAnswer, asked: Sequence[str], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the use case reads. Raises InvalidInput when the region is not clear yet, with all other errors too."""
    given = given_of(values, asked, area)
    if not area.errors:
        return given
    try:
        check_given(context(), given, before)
    except InvalidInput as problem:
        raise InvalidInput([*(e for e in problem.errors if e.field not in ("", "areas")), *area.errors]) from problem
    raise InvalidInput(area.errors)


def _address(kept: KeptChange) -> str:
    if kept.proposal is not None:
        return url_for("source_proposals.show_proposal", proposal_id=kept.proposal.id)
    return url_for("sources.show_source", source_id=kept.source_id)


def _kept(kept: KeptChange) -> Any:
    if kept.proposal is None:
        flash(_("Bewaard. Iedereen ziet dit nu."), "good")
    else:
        flash(_("Dank u. Een coördinator kijkt ernaar. U krijgt bericht."), "good")
    return redirect(_address(kept), code=303)


def _since(changes: Mapping[str, Any]) -> Since:
    regions = current_catalogue(context().database).regions
    return [(field_name(path), value_text(path, value, regions)) for path, value in changes.items()]


def _form(
    values: Values,
    area: AreaAnswer,
    errors: Errors,
    entry: CatalogueSource | None = None,
    version: int | None = None,
    *,
    since: Since = (),
) -> str:
    regions = current_catalogue(context().database).regions
    known_areas = [*(entry.document["areas"] if entry else ()), *values["areas"]]
    return render_template(
        "care/source_form.html",
        entry=entry,
        version=version,
        values=with_empty_rows(values),
        area=area,
        areas=[(code, choice(regions, code).text) for code in dict.fromkeys(known_areas)],
        bands=[band_text(band) for band in entry.source.amounts or ()] if entry else [],
        errors=sorted(errors, key=_place_in_form),
        since=since,
        publishes=may_publish(current_actor()),
        cares=may_check(current_actor()),
        key=request.form.get("idempotency_key") or new_id(),
        max_note=MAX_NOTE,
        **_choices(),
    )


def _place_in_form(error: FieldError) -> int:
    """Errors stand in the order of the form, so that the first link goes to the first field."""
    name = error.field.split(".")[0]
    return FORM_ORDER.index(name) if name in FORM_ORDER else -1


def _choices() -> dict[str, list[Choice]]:
    return {
        "statuses": choices("status"),
        "first_steps": choices("first_steps", explained=False),
        "supports": choices("support", explained=False),
        "provider_kinds": choices("provider_kind", explained=False),
        "mechanisms": choices("mechanism", explained=False),
    }
