"""A document of a place, its versions, the files behind them, and where they are used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.tracker.domain.states import State


@dataclass(frozen=True)
class StoredFile:
    """A file that was checked and kept. `stored_as` is its name in the store, `kind` its extension, `size` in bytes."""

    id: str
    place_id: str
    stored_as: str
    name: str
    kind: str
    size: int
    digest: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class Document:
    """One paper of a place, whatever its version. `kind` is a code of kinds.py."""

    id: str
    place_id: str
    kind: str
    title: str
    version: int
    made_by: str
    made_at: datetime
    removed_by: str | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True)
class DocumentVersion:
    """One version, numbered from 1. `issued_on` is the date on the paper; `file_id` None: removed for good."""

    id: str
    document_id: str
    place_id: str
    number: int
    file_id: str | None
    issued_on: date | None
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class DocumentLink:
    """A version of a document that goes with an application. `attached_in`: the state the application was in then."""

    id: str
    application_id: str
    place_id: str
    document_id: str
    document_version_id: str
    task_id: str | None
    attached_in: State
    attached_by: str
    attached_at: datetime
    detached_at: datetime | None = None
