"""Documents of a place, and of its applications."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.document_shapes import (
    ApplicationDocumentsOut,
    AttachIn,
    DocumentIn,
    DocumentOut,
    DocumentPatch,
    KeptDocumentOut,
    LinkOut,
    PlaceDocumentsOut,
    RemovalIn,
    SeenDocumentOut,
    VersionIn,
    attached_out,
    kept_out,
    seen_out,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.documents.records import Document, DocumentLink
from services.tracker.domain.records import Application
from services.tracker.usecases.documents import attach_document as attaching
from services.tracker.usecases.documents import rights
from services.tracker.usecases.documents import see_documents as seeing
from services.tracker.usecases.documents.add_document import add_document
from services.tracker.usecases.documents.add_version import add_version
from services.tracker.usecases.documents.change_document import change_document
from services.tracker.usecases.documents.remove_document import remove_document, restore_document
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once
from shared.uploads import Checked
from shared.uploads.kinds import MEDIA_TYPES, FileKind
from shared.uploads.limits import MAX_FORM_BYTES
from shared.uploads.sent import check_sent
from shared.uploads.serving import as_download

TAGS = ("documents",)


@api.endpoint(
    "GET",
    "/places/<place_id>/documents",
    summary="De documenten van een plek",
    right=rights.READ,
    answer=PlaceDocumentsOut(),
    tags=TAGS,
)
def get_place_documents(place_id: str) -> dict[str, object]:
    """All documents, and what can still be had back."""
    found = seeing.documents_of_place(context(), require_actor(), place_id)
    return {"items": [seen_out(one) for one in found.documents], "removed": found.removed, "bytes_left": found.left}


@api.endpoint(
    "POST",
    "/places/<place_id>/documents",
    summary="Bewaar een document voor een plek",
    right=rights.CREATE,
    body=DocumentIn(),
    answer=KeptDocumentOut(),
    status=201,
    idempotent=True,
    max_body=MAX_FORM_BYTES,
    tags=TAGS,
)
def create_place_document(place_id: str, body: dict[str, Any], once: Once) -> dict[str, object]:
    """Keeps a new document."""
    checked = check_sent(body.pop("file"))
    kept = add_document(
        context(), require_actor(), place_id=place_id, checked=checked, once=_with_warnings(once, checked), **body
    )
    return kept_out(kept, checked)


@api.endpoint(
    "GET",
    "/documents/<document_id>",
    summary="Een document met zijn versies",
    right=rights.READ,
    answer=SeenDocumentOut(),
    tags=TAGS,
)
def get_document(document_id: str) -> dict[str, object]:
    """One document."""
    return seen_out(seeing.see_document(context(), require_actor(), document_id))


@api.endpoint(
    "PATCH",
    "/documents/<document_id>",
    summary="Pas naam, soort of datum aan",
    right=rights.UPDATE,
    body=DocumentPatch(),
    answer=DocumentOut(),
    if_match=True,
    tags=TAGS,
)
def patch_document(document_id: str, body: dict[str, Any], expected_version: int) -> Document:
    """Writes name, kind and date."""
    return change_document(context(), require_actor(), document_id, expected_version=expected_version, **body)


@api.endpoint(
    "POST",
    "/documents/<document_id>/versions",
    summary="Bewaar een nieuwe versie",
    right=rights.UPDATE,
    body=VersionIn(),
    answer=KeptDocumentOut(),
    status=201,
    idempotent=True,
    if_match=True,
    max_body=MAX_FORM_BYTES,
    tags=TAGS,
)
def create_document_version(
    document_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> dict[str, object]:
    """Keeps a newer version; the old ones stay."""
    checked = check_sent(body.pop("file"))
    kept = add_version(
        context(),
        require_actor(),
        document_id,
        checked=checked,
        once=_with_warnings(once, checked),
        expected_version=expected_version,
        **body,
    )
    return kept_out(kept, checked)


def _with_warnings(once: Once, checked: Checked) -> Once:
    """The same, with the warnings in the answer that a repeat gets."""
    return replace(once, present=lambda document: once.present(kept_out(document, checked)))


@api.endpoint(
    "GET",
    "/documents/<document_id>/versions/<int:number>/content",
    summary="Het bestand van een versie",
    right=rights.READ,
    files=tuple(MEDIA_TYPES.values()),
    tags=TAGS,
)
def get_document_content(document_id: str, number: int) -> Response:
    """The file, as a download."""
    file, data = seeing.read_file(context(), require_actor(), document_id, number)
    return as_download(data, file.name, MEDIA_TYPES[FileKind(file.kind)])


@api.endpoint(
    "POST",
    "/documents/<document_id>/removals",
    summary="Haal een document weg, of haal het terug",
    right=rights.UPDATE,
    body=RemovalIn(),
    answer=DocumentOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_removal(document_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Document:
    """Removes it, or brings it back within a day."""
    act = remove_document if body["removed"] else restore_document
    return act(context(), require_actor(), document_id, once=once, expected_version=expected_version)


@api.endpoint(
    "GET",
    "/applications/<application_id>/documents",
    summary="De documenten bij een aanvraag",
    right=rights.READ,
    answer=ApplicationDocumentsOut(),
    tags=TAGS,
)
def get_application_documents(application_id: str) -> dict[str, object]:
    """What goes with the application."""
    found = seeing.documents_of_application(context(), require_actor(), application_id)
    return {"items": [attached_out(one) for one in found.attached]}


@api.endpoint(
    "POST",
    "/applications/<application_id>/documents",
    summary="Gebruik een document van de plek bij een aanvraag",
    description="Vinkt de taak van dit papier af.",
    right=rights.UPDATE,
    body=AttachIn(),
    answer=LinkOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def attach_to_application(application_id: str, body: dict[str, Any], once: Once) -> DocumentLink:
    """Attaches a version of a document."""
    return attaching.attach_document(context(), require_actor(), application_id, once=once, **body)


@api.endpoint(
    "POST",
    "/applications/<application_id>/documents/<link_id>/detachments",
    summary="Haal een document van een aanvraag af",
    right=rights.UPDATE,
    answer=ApplicationOut(),
    idempotent=True,
    tags=TAGS,
)
def add_detachment(application_id: str, link_id: str, once: Once) -> Application:
    """Takes it off; the place keeps the document."""
    return attaching.detach_document(context(), require_actor(), application_id, link_id, once=once)
