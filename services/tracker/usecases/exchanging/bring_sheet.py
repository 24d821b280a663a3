"""Somebody brings a sheet: it is read and kept, and nothing changes yet."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from services.tracker.domain.sheets import choices as chosen
from services.tracker.domain.sheets import content as sheets
from services.tracker.domain.sheets.content import Content
from services.tracker.domain.sheets.headings import signature_of
from services.tracker.domain.sheets.plan import Kind
from services.tracker.domain.sheets.rows import clean_text
from services.tracker.settings import TrackerContext
from services.tracker.storage.sheets import imports, layouts
from services.tracker.storage.sheets.imports import READ, SheetImport
from services.tracker.usecases.exchanging.read_file import content_of, read_file
from services.tracker.usecases.exchanging.rights import places_to_import
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once, fingerprint_of
from shared.plumbing.sheets.xlsx_marks import Marks
from shared.wording.texts import gettext as _

KEPT = timedelta(days=30)
"""How long a sheet that nobody takes over is kept."""


def bring_file(ctx: TrackerContext, actor: Actor, name: str, data: bytes, *, once: Once | None = None) -> SheetImport:
    """Keeps a file to look at. A file that was taken over before is shown again, as it went then.

    Raises InvalidInput with the reason when it can't be read.
    """
    places_to_import(ctx, actor)
    if not name or not data:
        raise InvalidInput([FieldError("file", "required", _("Kies een bestand. Het mag niet leeg zijn."))])
    return _keep(ctx, actor, name, hashlib.sha256(data).hexdigest(), read_file(name, data), once)


def _left_out(sheet: SheetImport) -> bool:
    """Whether rows stayed out when it was taken over: then it may do more by now."""
    counts = sheet.counts or {}
    return any(counts.get(kind.value) for kind in (Kind.SKIPPED, Kind.NOT_FOUND))


def bring_rows(
    ctx: TrackerContext, actor: Actor, name: str, rows: list[list[Any]], *, once: Once | None = None
) -> SheetImport:
    """The same for a program that has read the sheet itself: the rows with their cells, names of columns included."""
    places_to_import(ctx, actor)
    filled = [(line, cells) for line, cells in enumerate(rows, 1) if any(cell not in (None, "") for cell in cells)]
    return _keep(ctx, actor, name, fingerprint_of(rows), content_of(filled, Marks()), once)


def _keep(
    ctx: TrackerContext, actor: Actor, name: str, digest: str, content: Content, once: Once | None
) -> SheetImport:
    now = ctx.clock.now()
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        sheet = imports.applied_with(work.connection, actor.scope, digest)
        if sheet is None or _left_out(sheet):
            signature = signature_of(content.headings)
            kept = layouts.find(work.connection, actor.scope, signature)
            sheet = SheetImport(
                id=new_id(),
                owner_id=actor.person_id,
                file_name=clean_text(name)[-200:],
                digest=digest,
                signature=signature,
                state=READ,
                version=1,
                content=sheets.to_json(content),
                choices=chosen.to_json(chosen.Choices()) if kept is None else kept,
                created_at=now,
            )
            imports.forget_unused(work.connection, actor.scope, now - KEPT)
            imports.add(work.connection, sheet)
        if once is not None:
            once.finish(work.connection, sheet)
    return sheet
