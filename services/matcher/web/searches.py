"""Pages with the searches that a person keeps."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.searching.change_search import (
    change_search,
    delete_search,
    look_at_search,
    restore_search,
)
from services.matcher.usecases.searching.keep_search import LONGEST_NAME, keep_search
from services.matcher.usecases.searching.saved_search import (
    CHANGE,
    CREATE,
    DELETE,
    READ,
    SavedSearch,
    my_search,
    my_searches,
)
from services.matcher.web.base import context
from services.matcher.web.forms.search_form import address_of, address_parts, in_words, read_form
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.kernel.ids import is_id, new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

blueprint = Blueprint("searches", __name__, template_folder="templates")


@page(blueprint, "GET", "/searches", right=READ)
def list_searches() -> str:
    """My searches, with how many sources each finds and what is new."""
    regions = current_catalogue(context().database).regions
    found = my_searches(context(), require_actor())
    deleted, _dot, version = request.args.get("deleted", "").partition(".")
    return render_template(
        "searches/list.html",
        searches=[(one, in_words(one.search, regions)) for one in found],
        deleted=deleted if is_id(deleted) and version.isascii() and version.isdigit() else "",
        deleted_version=version,
        key=new_id(),
    )


@page(blueprint, "POST", "/searches", right=CREATE)
def create_search() -> Any:
    """Keeps a search; what is missing is asked on a page of its own."""
    actor = require_actor()
    form = read_form(request.form, current_catalogue(context().database).regions)
    given = {**form.search.criteria(), "name": request.form.get("name", "")}
    try:
        if form.errors:
            raise InvalidInput(form.errors)
        keep_search(context(), actor, given, once=once_from_form(_list_of))
    except InvalidInput as problem:
        return _keeping(request.form.get("name", ""), address_parts(form.search), problem.errors), 400
    flash(_("Uw zoekvraag is bewaard."), "good")
    return redirect(_list_of(None), code=303)


@page(blueprint, "GET", "/searches/<search_id>", right=READ)
def show_search(search_id: str) -> Response:
    """What the search finds now; what was new has then been seen."""
    found = look_at_search(context(), require_actor(), search_id)
    return redirect(address_of(found.search), code=303)


@page(blueprint, "GET", "/searches/<search_id>/edit", right=CHANGE)
def edit_search(search_id: str) -> str:
    """The form to rename a search and to turn its messages on or off."""
    found = my_search(context(), require_actor(), search_id)
    return _editing(found, found.row.name, (), found.row.alerts)


@page(blueprint, "POST", "/searches/<search_id>", right=CHANGE)
def save_search(search_id: str) -> Any:
    """Keeps the name and whether there are messages."""
    actor, version = require_actor(), version_from_form()
    name, alerts = request.form.get("name", ""), "alerts" in request.form
    given = {"name": name, "alerts": alerts}
    try:
        change_search(context(), actor, search_id, given, expected_version=version, once=once_from_form(_list_of))
    except InvalidInput as problem:
        return _editing(my_search(context(), actor, search_id), name, problem.errors, alerts), 400
    except Stale as stale:
        errors = (FieldError("", "stale", stale.message),)
        return _editing(my_search(context(), actor, search_id), name, errors, alerts), 412
    flash(_("Uw zoekvraag is veranderd."), "good")
    return redirect(_list_of(None), code=303)


@page(blueprint, "POST", "/searches/<search_id>/deletions", right=DELETE)
def remove_search(search_id: str) -> Response:
    """Deletes a search; the list then offers to take it back."""

    def back(found: SavedSearch) -> str:
        return url_for("searches.list_searches", deleted=f"{search_id}.{found.row.version}")

    once = once_from_form(back)
    found = delete_search(context(), require_actor(), search_id, expected_version=version_from_form(), once=once)
    return redirect(back(found), code=303)


@page(blueprint, "POST", "/searches/<search_id>/restorations", right=CHANGE)
def bring_back(search_id: str) -> Response:
    """Takes the deleting back."""
    version, once = version_from_form(), once_from_form(_list_of)
    restore_search(context(), require_actor(), search_id, expected_version=version, once=once)
    flash(_("Uw zoekvraag staat er weer."), "good")
    return redirect(_list_of(None), code=303)


def _list_of(_found: object) -> str:
    return url_for("searches.list_searches")


def _keeping(name: str, kept: dict[str, str], errors: tuple[FieldError, ...]) -> str:
    return render_template(
        "searches/keep.html", name=name, kept=kept, errors=errors, longest=LONGEST_NAME, key=new_id()
    )


def _editing(found: SavedSearch, name: str, errors: tuple[FieldError, ...], alerts: bool) -> str:
    return render_template(
        "searches/edit.html", found=found, name=name, errors=errors, alerts=alerts, longest=LONGEST_NAME, key=new_id()
    )
