"""The pages of a place's documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from services.tracker.domain.documents.records import Document
from services.tracker.usecases.documents import rights
from services.tracker.usecases.documents.add_document import MAX_TITLE, add_document
from services.tracker.usecases.documents.add_version import add_version
from services.tracker.usecases.documents.change_document import change_document
from services.tracker.usecases.documents.personal_numbers import personal_warning
from services.tracker.usecases.documents.remove_document import remove_document, restore_document
from services.tracker.usecases.documents.see_documents import documents_of_place, read_file, see_document
from services.tracker.web import document_words as words
from services.tracker.web.files import ACCEPT
from services.tracker.web.files import read_file as read_sent_file
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access import directory
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.uploads.kinds import MEDIA_TYPES, FileKind
from shared.uploads.limits import MAX_FORM_BYTES
from shared.uploads.serving import as_download
from shared.wording.texts import gettext as _

Errors = tuple[FieldError, ...]


@page(blueprint, "GET", "/documents", right=rights.READ)
def list_documents() -> Any:
    """The documents of one place; somebody of several places chooses first."""
    place_id = request.args.get("place", "")
    if place_id:
        return _list(place_id)
    with context().people.read() as connection:
        places = directory.places_of(connection, require_actor())
    if len(places) == 1:
        return _list(places[0].id)
    return render_template("documents/places.html", places=places)


@page(blueprint, "POST", "/documents", right=rights.CREATE, max_body=MAX_FORM_BYTES)
def create_document() -> Any:
    """Keeps a new document."""
    reader = Reader(request.form)
    place_id = reader.raw("place")
    checked = read_sent_file(reader)
    kind = reader.choice("kind", [code for code, _text in words.kind_choices()], _("Kies wat voor document dit is."))
    title, issued_on = reader.text("title", MAX_TITLE), reader.maybe_day("issuedOn")
    try:
        reader.check()
        if checked is not None:
            add_document(
                context(),
                require_actor(),
                place_id=place_id,
                checked=checked,
                kind=kind,
                title=title,
                issued_on=issued_on,
                once=once_from_form(lambda _made: url_for("pages.list_documents", place=place_id)),
            )
            told(_("Het document is bewaard."), personal_warning(checked))
    except InvalidInput as problem:
        return _list(place_id, request.form, problem.errors), 400
    return redirect(url_for("pages.list_documents", place=place_id), code=303)


@page(blueprint, "GET", "/documents/<document_id>", right=rights.READ)
def show_document(document_id: str) -> str:
    """One document: its versions, where it is used, and what can be changed."""
    return _show(document_id)


@page(blueprint, "POST", "/documents/<document_id>", right=rights.UPDATE)
def change(document_id: str) -> Any:
    """Writes name, kind and date."""

    def act(version: int) -> Document:
        reader = Reader(request.form)
        title = reader.text("title", MAX_TITLE, missing=_("Geef het document een naam."))
        kind = reader.choice(
            "kind", [code for code, _text in words.kind_choices()], _("Kies wat voor document dit is.")
        )
        issued_on = reader.maybe_day("issuedOn")
        reader.check()
        return change_document(
            context(),
            require_actor(),
            document_id,
            title=title,
            kind=kind,
            issued_on=issued_on,
            expected_version=version,
        )

    return _handle(document_id, act, _("Aangepast."))


@page(blueprint, "POST", "/documents/<document_id>/versions", right=rights.UPDATE, max_body=MAX_FORM_BYTES)
def create_version(document_id: str) -> Any:
    """Keeps a newer version."""

    def act(version: int) -> Document:
        reader = Reader(request.form)
        checked, issued_on = read_sent_file(reader), reader.maybe_day("newIssuedOn")
        reader.check()
        if checked is None:
            raise InvalidInput(reader.errors)
        if warning := personal_warning(checked):
            flash(warning, "warn")
        return add_version(
            context(),
            require_actor(),
            document_id,
            checked=checked,
            issued_on=issued_on,
            once=once_from_form(lambda _made: url_for("pages.show_document", document_id=document_id)),
            expected_version=version,
        )

    return _handle(document_id, act, _("De nieuwe versie is bewaard. De oude blijft ook staan."))


@page(blueprint, "POST", "/documents/<document_id>/remove", right=rights.UPDATE)
def remove(document_id: str) -> Any:
    """Removes a document; for a day it can be had back."""

    def act(version: int) -> Document:
        return remove_document(context(), require_actor(), document_id, expected_version=version)

    return _handle(document_id, act, _("Het document is weg. Tot morgen kunt u het terughalen."), to_list=True)


@page(blueprint, "POST", "/documents/<document_id>/restore", right=rights.UPDATE)
def restore(document_id: str) -> Any:
    """Brings a removed document back."""
    document = restore_document(context(), require_actor(), document_id, expected_version=version_from_form())
    flash(_("Het document is terug."), "good")
    return redirect(url_for("pages.list_documents", place=document.place_id), code=303)


@page(blueprint, "GET", "/documents/<document_id>/versions/<int:number>/file", right=rights.READ)
def download(document_id: str, number: int) -> Response:
    """The file of one version."""
    file, data = read_file(context(), require_actor(), document_id, number)
    return as_download(data, file.name, MEDIA_TYPES[FileKind(file.kind)])


def told(done: str, warning: str) -> None:
    """Says on the next page what was done, and what to look at."""
    flash(done, "good")
    if warning:
        flash(warning, "warn")


def _handle(document_id: str, act: Callable[[int], Document], done: str, *, to_list: bool = False) -> Any:
    try:
        document = act(version_from_form())
    except InvalidInput as problem:
        return _show(document_id, request.form, problem.errors), 400
    except NotAllowedNow as problem:
        return _show(document_id, request.form, (FieldError("", problem.code, problem.message),)), 409
    except Stale as problem:
        return _show(document_id, request.form, (FieldError("", "stale", problem.message),)), 412
    flash(done, "good")
    if to_list:
        return redirect(url_for("pages.list_documents", place=document.place_id), code=303)
    return redirect(url_for("pages.show_document", document_id=document_id), code=303)


def _list(place_id: str, typed: Mapping[str, str] | None = None, errors: Errors = ()) -> str:
    found = documents_of_place(context(), require_actor(), place_id)
    return render_template(
        "documents/place.html",
        found=found,
        may_work=may(require_actor(), rights.UPDATE, place_id=place_id).allowed,
        typed=typed or {},
        errors=errors,
        words=words,
        accept=ACCEPT,
        key=new_id(),
    )


def _show(document_id: str, typed: Mapping[str, str] | None = None, errors: Errors = ()) -> str:
    seen = see_document(context(), require_actor(), document_id)
    document, newest = seen.document, seen.newest.version
    kept = {"title": document.title, "kind": document.kind, "issuedOn": newest.issued_on or ""}
    with context().people.read() as connection:
        names = directory.people_names(connection, {one.version.made_by for one in seen.versions})
    return render_template(
        "documents/document.html",
        seen=seen,
        document=document,
        may_work=may(require_actor(), rights.UPDATE, place_id=document.place_id).allowed,
        names=names,
        typed={**kept, **(typed or {})},
        errors=errors,
        words=words,
        accept=ACCEPT,
        key=new_id(),
    )
