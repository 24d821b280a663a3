"""The sheets that somebody brought, and how many cells of sheets still wait for a look."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.records import Application
from services.tracker.domain.sheets.notes import ApplicationNote
from services.tracker.domain.wanted import Wanted
from services.tracker.settings import TrackerContext
from services.tracker.storage import application_lists, application_notes, applications
from services.tracker.storage.sheets import imports
from services.tracker.storage.sheets.imports import SheetImport
from services.tracker.usecases.exchanging.rights import places_to_import
from shared.access.actors import Actor

SHOWN = 20
MOST_NOTES = 200


@dataclass(frozen=True)
class SeenSheets:
    """The newest sheets of this person, the notes to settle (at most MOST_NOTES), and how many have no source."""

    sheets: tuple[SheetImport, ...]
    to_settle: int
    unlinked: int


def see_sheets(ctx: TrackerContext, actor: Actor) -> SeenSheets:
    """What this person brought. Raises Forbidden for who may bring nothing."""
    places_to_import(ctx, actor)
    with ctx.database.read() as connection:
        found = imports.newest(connection, actor.scope, SHOWN)
        notes = application_notes.to_settle(connection, actor.scope, MOST_NOTES)
        unlinked = application_lists.count_of(connection, actor.scope, Wanted(without_source=True))
    return SeenSheets(tuple(found), len(notes), unlinked)


def notes_of(ctx: TrackerContext, actor: Actor, application: Application) -> list[ApplicationNote]:
    """The open notes of an application that this person may see."""
    with ctx.database.read() as connection:
        return application_notes.open_of(connection, actor.scope, [application.id])


def see_notes_to_settle(ctx: TrackerContext, actor: Actor) -> list[tuple[ApplicationNote, Application]]:
    """Cells of sheets that are no fact and that nobody looked at yet, with their application."""
    places_to_import(ctx, actor)
    with ctx.database.read() as connection:
        notes = application_notes.to_settle(connection, actor.scope, MOST_NOTES)
        known = applications.by_ids(connection, actor.scope, {note.application_id for note in notes})
    return [(note, known[note.application_id]) for note in notes if note.application_id in known]
