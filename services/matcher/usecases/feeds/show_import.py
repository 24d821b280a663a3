"""A coordinator sends a file: it is read, checked and kept, and shows what it would do. Nothing changes yet."""

from __future__ import annotations

from datetime import timedelta

from services.matcher.settings import MatcherContext
from services.matcher.storage import catalogue_imports
from services.matcher.storage.catalogue_imports import SHOWN, ImportRow
from services.matcher.usecases.feeds.import_file import FeedRefused, planned_records, read_file
from services.matcher.usecases.feeds.rights import caring
from services.matcher.usecases.values import clean_text
from shared.access.actors import Actor
from shared.audit.entries import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

KEPT = timedelta(days=7)
"""How long a file that nobody confirms is kept."""


def show_import(ctx: MatcherContext, actor: Actor | None, name: str, data: bytes, *, once: Once | None) -> ImportRow:
    """Keeps a file to look at. Raises FeedRefused with everything that is wrong with it; then nothing is kept."""
    person = caring(actor)
    if not name or not data:
        raise InvalidInput([FieldError("file", "required", _("Kies een bestand. Het mag niet leeg zijn."))])
    reading = read_file(ctx, name, data)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        plan = planned_records(work.connection, name, reading.records)
        if problems := [*reading.problems, *plan.problems]:
            raise FeedRefused(problems)
        now = ctx.clock.now()
        row = ImportRow(
            id=new_id(),
            file_name=clean_text(name)[-200:],
            state=SHOWN,
            records=[dict(record) for record in reading.records],
            plan=None,
            counts=plan.counts,
            created_by=person.person_id,
            created_at=now,
        )
        catalogue_imports.forget_shown(person.scope, work.connection, now - KEPT)
        catalogue_imports.keep_import(person.scope, work.connection, row)
        work.note(AuditEntry("catalogue.import_shown", f"catalogue_import:{row.id}", now, person.person_id))
        if once:
            once.finish(work.connection, row)
    return row
