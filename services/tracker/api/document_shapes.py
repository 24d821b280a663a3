"""What the API takes and gives for documents."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, pre_load

from services.tracker.api.pieces import choice, text
from services.tracker.domain.documents.records import Document
from services.tracker.usecases.documents.add_document import MAX_TITLE, document_kinds
from services.tracker.usecases.documents.personal_numbers import personal_warning
from services.tracker.usecases.documents.see_documents import Attached, SeenDocument, SeenVersion
from shared.plumbing.schemas import CamelSchema, FileField
from shared.uploads import Checked


class FormSchema(CamelSchema):
    """The body of a form with a file: what is left empty there is not given."""

    @pre_load
    def leave_out_empty(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Forms send every field, also the empty ones."""
        return {name: value for name, value in data.items() if value != ""}


class VersionIn(FormSchema):
    """A file, and the date that stands on the paper."""

    file = FileField(required=True)
    issued_on = fields.Date(load_default=None, allow_none=True)


class DocumentIn(VersionIn):
    """A new document; without a title the name of the file is the title."""

    kind = fields.String(required=True, validate=choice(document_kinds()))
    title = text(MAX_TITLE, load_default="")


class DocumentPatch(CamelSchema):
    """What a document is called and is, and the date on its newest version."""

    title = text(MAX_TITLE, 1, required=True)
    kind = fields.String(required=True, validate=choice(document_kinds()))
    issued_on = fields.Date(required=True, allow_none=True)


class RemovalIn(CamelSchema):
    """Whether the document is to go; false brings it back, within a day."""

    removed = fields.Boolean(load_default=True)


class AttachIn(CamelSchema):
    """A document of the place; without `number` its newest version, without `taskId` the task of its kind."""

    document_id = text(100, 1, required=True)
    number = fields.Integer(load_default=None, allow_none=True)
    task_id = text(100, 1, load_default=None, allow_none=True)


class DocumentOut(CamelSchema):
    """A document after a change. `version` is its ETag."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    place_id = fields.String(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True, format="iso")
    removed_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)


class WarningOut(CamelSchema):
    """What to look at, although it was done: `code` for programs, `message` for people."""

    code = fields.String(required=True)
    message = fields.String(required=True)


class KeptDocumentOut(DocumentOut):
    """A document with a new file. `warnings`: `personal_number` when the file seems to hold one (BSN)."""

    warnings = fields.List(fields.Nested(WarningOut), required=True)


class DocumentVersionOut(CamelSchema):
    """One version. Its file is at `/documents/{id}/versions/{number}/content`; `size` null: removed for good."""

    number = fields.Integer(required=True)
    issued_on = fields.Date(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True, format="iso")
    name = fields.String(required=True, allow_none=True)
    size = fields.Integer(required=True, allow_none=True)
    digest = fields.String(required=True, allow_none=True, metadata={"description": "SHA-256 van het bestand."})


class SeenDocumentOut(DocumentOut):
    """A document with its versions, newest first."""

    months_too_old = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Leeftijd in maanden, als gevers het te oud vinden."}
    )
    versions = fields.List(fields.Nested(DocumentVersionOut), required=True)


class PlaceDocumentsOut(CamelSchema):
    """The documents of a place; `bytesLeft` is what it can still keep."""

    items = fields.List(fields.Nested(SeenDocumentOut), required=True)
    removed = fields.List(fields.Nested(DocumentOut), required=True)
    bytes_left = fields.Integer(required=True)


class AttachedOut(CamelSchema):
    """A document that goes with an application; `stays`: it can't be taken off any more."""

    id = fields.String(required=True)
    number = fields.Integer(required=True)
    task_id = fields.String(required=True, allow_none=True)
    stays = fields.Boolean(required=True)
    document = fields.Nested(SeenDocumentOut, required=True)


class ApplicationDocumentsOut(CamelSchema):
    """What goes with an application."""

    items = fields.List(fields.Nested(AttachedOut), required=True)


class LinkOut(CamelSchema):
    """That a document goes with an application."""

    id = fields.String(required=True)
    application_id = fields.String(required=True)
    document_id = fields.String(required=True)
    task_id = fields.String(required=True, allow_none=True)


def seen_out(seen: SeenDocument) -> dict[str, object]:
    """A document as SeenDocumentOut writes it."""
    plain = {name: getattr(seen.document, name) for name in DocumentOut().fields}
    return plain | {"months_too_old": seen.months, "versions": [_version_out(one) for one in seen.versions]}


def kept_out(document: Document, checked: Checked) -> dict[str, object]:
    """A document with what to look at in the file, as KeptDocumentOut writes it."""
    plain = {name: getattr(document, name) for name in DocumentOut().fields}
    message = personal_warning(checked)
    return plain | {"warnings": [{"code": "personal_number", "message": message}] if message else []}


def attached_out(one: Attached) -> dict[str, object]:
    """An attached document as AttachedOut writes it."""
    return {
        "id": one.link.id,
        "number": one.version.version.number,
        "task_id": one.link.task_id,
        "stays": one.stays,
        "document": seen_out(one.seen),
    }


def _version_out(one: SeenVersion) -> dict[str, object]:
    version, file = one.version, one.file
    return {
        "number": version.number,
        "issued_on": version.issued_on,
        "made_at": version.made_at,
        "name": file.name if file else None,
        "size": file.size if file else None,
        "digest": file.digest if file else None,
    }
