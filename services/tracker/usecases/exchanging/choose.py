"""Saying how a sheet must be read: its columns, its words, its places, and who wins."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.tracker.domain.sheets import choices as chosen
from services.tracker.domain.sheets import content as sheets
from services.tracker.domain.sheets.choices import Choices
from services.tracker.domain.sheets.columns import Field
from services.tracker.settings import TrackerContext
from services.tracker.storage.sheets import imports, layouts
from services.tracker.storage.sheets.imports import APPLIED, SheetImport
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

NAMED = frozenset({Field.REF, Field.TITLE, Field.SOURCE, Field.PROVIDER})
"""One of these must be there: else nobody knows what a row is."""


def choose(
    ctx: TrackerContext,
    actor: Actor,
    sheet_id: str,
    change: Callable[[Choices], Choices],
    *,
    once: Once | None = None,
    expected_version: int,
) -> SheetImport:
    """Writes the choices that `change` makes of those of now; what lasts is kept for the next sheet like this one.

    Raises InvalidInput for columns that do not go together, NotAllowedNow once it was taken over, Stale.
    """
    with ctx.write() as work:
        sheet = imports.get(work.connection, actor.scope, sheet_id)
        if once is not None:
            once.begin(work.connection)
        if sheet.state == APPLIED:
            raise NotAllowedNow(_("Dit bestand is al ingelezen."), code="applied")
        if sheet.version != expected_version:
            raise Stale(_("Dit bestand is intussen veranderd. Open het opnieuw."), sheet.version)
        after = change(chosen.from_json(sheet.choices))
        _check(after.columns, sheet)
        sheet = imports.change(work.connection, sheet, choices=chosen.to_json(after))
        kept = chosen.to_json(chosen.lasting(after))
        layouts.keep(work.connection, actor.scope, sheet.signature, kept, ctx.clock.now())
        if once is not None:
            once.finish(work.connection, sheet)
    return sheet


def _check(columns: Mapping[int, Field] | None, sheet: SheetImport) -> None:
    if columns is None:
        return
    errors = []
    headings = sheets.from_json(sheet.content or {}).headings
    for column, field in columns.items():
        if column >= len(headings):
            errors.append(FieldError(f"columns.{column}", "unknown", _("Deze kolom is er niet.")))
        elif list(columns.values()).count(field) > 1:
            message = _("Dit hebt u bij twee kolommen gekozen: “%(heading)s”. Kies er één.", heading=headings[column])
            errors.append(FieldError(f"columns.{column}", "twice", message))
    if not NAMED & set(columns.values()):
        message = _(
            "Kies welke kolom de aanvraag, de bron of de gever is. Anders weten wij niet waar een rij over gaat."
        )
        errors.append(FieldError("columns", "required", message))
    if errors:
        raise InvalidInput(errors)
