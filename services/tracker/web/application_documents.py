"""The page on which documents go with an application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.documents.rules import MOST_PER_APPLICATION
from services.tracker.usecases.documents import rights
from services.tracker.usecases.documents.add_document import MAX_TITLE, add_document
from services.tracker.usecases.documents.attach_document import attach_document, detach_document
from services.tracker.usecases.documents.personal_numbers import personal_warning
from services.tracker.usecases.documents.see_documents import documents_of_application
from services.tracker.web import document_words as words
from services.tracker.web.documents import told
from services.tracker.web.files import ACCEPT, read_file
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.plumbing.idempotency import Once
from shared.uploads.limits import MAX_FORM_BYTES
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/applications/<application_id>/documents", right=rights.READ)
def application_documents(application_id: str) -> str:
    """What goes with the application, and what could."""
    return _show(application_id, {"kind": request.args.get("kind", "")[:30]})


@page(blueprint, "POST", "/applications/<application_id>/documents", right=rights.UPDATE)
def attach(application_id: str) -> Any:
    """Lets a document that the place has go with the application."""
    document_id = Reader(request.form).raw("documentId")
    try:
        attach_document(context(), require_actor(), application_id, document_id=document_id, once=_once(application_id))
    except InvalidInput as problem:
        return _show(application_id, request.form, problem.errors), 400
    flash(_("Het document hoort nu bij deze aanvraag."), "good")
    return _back(application_id)


@page(blueprint, "POST", "/applications/<application_id>/documents/new", right=rights.CREATE, max_body=MAX_FORM_BYTES)
def upload_for_application(application_id: str) -> Any:
    """Keeps a new document for the place, and lets it go with the application."""
    reader = Reader(request.form)
    checked = read_file(reader)
    kind = reader.choice("kind", [code for code, _text in words.kind_choices()], _("Kies wat voor document dit is."))
    title, issued_on = reader.text("title", MAX_TITLE), reader.maybe_day("issuedOn")
    found = documents_of_application(context(), require_actor(), application_id)
    try:
        reader.check()
        if checked is not None:
            add_document(
                context(),
                require_actor(),
                place_id=found.application.place_id,
                checked=checked,
                kind=kind,
                title=title,
                issued_on=issued_on,
                application_id=application_id,
                once=_once(application_id),
            )
            told(_("Het document is bewaard en hoort nu bij deze aanvraag."), personal_warning(checked))
    except InvalidInput as problem:
        return _show(application_id, request.form, problem.errors), 400
    return _back(application_id)


@page(blueprint, "POST", "/applications/<application_id>/documents/<link_id>/detach", right=rights.UPDATE)
def detach(application_id: str, link_id: str) -> Any:
    """Takes a document off the application."""
    try:
        detach_document(context(), require_actor(), application_id, link_id, once=_once(application_id))
    except NotAllowedNow as problem:
        return _show(application_id, {}, (FieldError("", problem.code, problem.message),)), 409
    flash(_("Het document hoort niet meer bij deze aanvraag. Uw plek heeft het nog wel."), "good")
    return _back(application_id)


def _once(application_id: str) -> Once | None:
    return once_from_form(lambda _made: url_for("pages.application_documents", application_id=application_id))


def _back(application_id: str) -> Any:
    return redirect(url_for("pages.application_documents", application_id=application_id), code=303)


def _show(application_id: str, typed: Mapping[str, str], errors: tuple[FieldError, ...] = ()) -> str:
    found = documents_of_application(context(), require_actor(), application_id)
    return render_template(
        "documents/application.html",
        found=found,
        application=found.application,
        may_work=may(require_actor(), rights.UPDATE, place_id=found.application.place_id).allowed,
        others=[
            (one.document.id, f"{one.document.title} ({words.kind_text(one.document.kind)})") for one in found.others
        ],
        full=len(found.attached) >= MOST_PER_APPLICATION,
        most=MOST_PER_APPLICATION,
        typed=typed,
        errors=errors,
        words=words,
        accept=ACCEPT,
        key=new_id(),
    )
