"""Seeing the documents of a place and of an application, and getting a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.tracker.domain.documents.kinds import too_old
from services.tracker.domain.documents.records import Document, DocumentLink, DocumentVersion, StoredFile
from services.tracker.domain.documents.rules import UNDO, stays
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, document_links, documents, stored_files
from services.tracker.usecases.documents.keeping import file_store
from services.tracker.usecases.documents.rights import READ
from services.tracker.usecases.room import room_left
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import require
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class SeenVersion:
    """A version with its file (None when that is gone for good)."""

    version: DocumentVersion
    file: StoredFile | None


@dataclass(frozen=True)
class SeenDocument:
    """A document with its versions, newest first. `months`: its age when that is more than givers take."""

    document: Document
    versions: tuple[SeenVersion, ...]
    months: int | None
    used_by: tuple[Application, ...] = ()

    @property
    def newest(self) -> SeenVersion:
        """The version that holds now."""
        return self.versions[0]


@dataclass(frozen=True)
class PlaceDocuments:
    """All documents of a place. `left` is in bytes; `removed` can still be had back."""

    place_id: str
    place_name: str
    documents: tuple[SeenDocument, ...]
    removed: tuple[Document, ...]
    left: int
    names: dict[str, str]


@dataclass(frozen=True)
class Attached:
    """A document that goes with an application. `stays`: it cannot be taken off any more."""

    link: DocumentLink
    seen: SeenDocument
    version: SeenVersion
    stays: bool

    @property
    def newer(self) -> bool:
        """Whether the place has a newer version than the one attached."""
        return self.seen.newest.version.number > self.version.version.number


@dataclass(frozen=True)
class ApplicationDocuments:
    """What goes with an application, and what else the place has that could."""

    application: Application
    attached: tuple[Attached, ...]
    others: tuple[SeenDocument, ...]


def documents_of_place(ctx: TrackerContext, actor: Actor, place_id: str) -> PlaceDocuments:
    """The documents of a place. Raises NotFound for a place that this person may not see."""
    require(actor, READ, place_id=place_id)
    now, scope = ctx.clock.now(), actor.scope
    with ctx.database.read() as connection:
        there = documents.of_place(connection, scope, place_id)
        removed = documents.removed_since(connection, scope, place_id, now - UNDO)
        left = room_left(connection, scope, place_id)
    seen = _seen(ctx, actor, there)
    people = {one.document.made_by for one in seen} | {v.version.made_by for one in seen for v in one.versions}
    with ctx.people.read() as connection:
        names = directory.people_names(connection, people)
        place_name = directory.organisation_names(connection, [place_id]).get(place_id, "")
    return PlaceDocuments(place_id, place_name, seen, tuple(removed), left, names)


def see_document(ctx: TrackerContext, actor: Actor, document_id: str) -> SeenDocument:
    """One document. Raises NotFound, also for a removed one."""
    with ctx.database.read() as connection:
        document = documents.get(connection, actor.scope, document_id)
    require(actor, READ, place_id=document.place_id)
    if document.removed_at is not None:
        raise NotFound(_("Dit document is niet gevonden."))
    return _seen(ctx, actor, [document])[0]


def documents_of_application(ctx: TrackerContext, actor: Actor, application_id: str) -> ApplicationDocuments:
    """What goes with an application, removed documents that it keeps included."""
    scope = actor.scope
    with ctx.database.read() as connection:
        application = applications.get(connection, scope, application_id)
        require(actor, READ, place_id=application.place_id, state=application.state.value)
        links = document_links.of_application(connection, scope, application_id)
        kept = documents.by_ids(connection, scope, {link.document_id for link in links})
        there = documents.of_place(connection, scope, application.place_id)
    seen = {one.document.id: one for one in _seen(ctx, actor, {d.id: d for d in (*there, *kept.values())}.values())}
    attached = tuple(_attached(link, seen[link.document_id], application) for link in links)
    others = tuple(seen[document.id] for document in there if document.id not in kept)
    return ApplicationDocuments(application, attached, others)


def read_file(ctx: TrackerContext, actor: Actor, document_id: str, number: int) -> tuple[StoredFile, bytes]:
    """A version's file. Raises NotFound, also for a removed document that no application in reach keeps."""
    with ctx.database.read() as connection:
        document = documents.get(connection, actor.scope, document_id)
        require(actor, READ, place_id=document.place_id)
        found = documents.versions_of(connection, actor.scope, [document_id]).get(document_id, [])
        version = next((one for one in found if one.number == number and one.file_id), None)
        links = document_links.of_documents(connection, actor.scope, [document_id])
        kept = version is not None and any(link.document_version_id == version.id for link in links)
        if version is None or version.file_id is None or (document.removed_at is not None and not kept):
            raise NotFound(_("Dit bestand is niet gevonden."))
        file = stored_files.by_ids(connection, actor.scope, [version.file_id])[version.file_id]
    return file, file_store(ctx).get(file.stored_as)


def _seen(ctx: TrackerContext, actor: Actor, there: Iterable[Document]) -> tuple[SeenDocument, ...]:
    found, scope = list(there), actor.scope
    today = ctx.clock.now().astimezone(AMSTERDAM).date()
    with ctx.database.read() as connection:
        ids = [document.id for document in found]
        versions = documents.versions_of(connection, scope, ids)
        file_ids = {one.file_id for some in versions.values() for one in some if one.file_id}
        files = stored_files.by_ids(connection, scope, file_ids)
        links = document_links.of_documents(connection, scope, ids)
        used = applications.by_ids(connection, scope, {link.application_id for link in links})
    return tuple(_one(document, versions[document.id], files, links, used, today) for document in found)


def _one(
    document: Document,
    versions: list[DocumentVersion],
    files: dict[str, StoredFile],
    links: list[DocumentLink],
    used: dict[str, Application],
    today: date,
) -> SeenDocument:
    return SeenDocument(
        document,
        tuple(SeenVersion(version, files.get(version.file_id or "")) for version in versions),
        too_old(document.kind, versions[0].issued_on, today),
        tuple(used[link.application_id] for link in links if link.document_id == document.id),
    )


def _attached(link: DocumentLink, seen: SeenDocument, application: Application) -> Attached:
    version = next(one for one in seen.versions if one.version.id == link.document_version_id)
    return Attached(link, seen, version, stays(link, seen.document.kind, application.state))
