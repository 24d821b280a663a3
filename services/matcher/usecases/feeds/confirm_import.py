"""A coordinator confirms what a file was shown to do: exactly that happens, or nothing."""

from __future__ import annotations

from services.matcher.domain.care.held_fields import BY_IMPORT
from services.matcher.settings import MatcherContext
from services.matcher.storage import catalogue_imports, sources
from services.matcher.storage.catalogue_imports import SHOWN, ImportRow
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.feeds.import_file import planned_records
from services.matcher.usecases.feeds.rights import caring
from services.matcher.usecases.feeds.see_imports import import_of, plan_rows
from shared.access import limits
from shared.access.actors import Actor
from shared.access.scope import SYSTEM
from shared.audit.entries import AuditEntry
from shared.kernel.errors import NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def confirm_import(
    ctx: MatcherContext, actor: Actor | None, import_id: str, *, digest: str, once: Once | None
) -> ImportRow:
    """Applies a file. `digest` is that of what was shown; raises NotAllowedNow when by now it would do otherwise.

    Raises TooMany after three in an hour.
    """
    person = caring(actor)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        sources.take_turn(SYSTEM, work.connection)
        row = import_of(person.scope, work.connection, import_id)
        if row.state != SHOWN:
            raise NotAllowedNow(_("Dit bestand is al verwerkt."), code="already_applied")
        plan = planned_records(work.connection, row.file_name, row.records or ())
        if plan.problems or plan.digest != digest:
            text = _("Sinds u keek veranderde er iets in de catalogus. Kijk opnieuw wat dit bestand nu doet.")
            raise NotAllowedNow(text, code="changed_since")
        now = ctx.clock.now()
        publish(work.connection, plan.records, changed_by=f"{BY_IMPORT}:{person.person_id}", at=now)
        catalogue_imports.apply_import(
            person.scope, work.connection, import_id, plan=list(plan_rows(plan)), counts=plan.counts, at=now
        )
        subject = f"catalogue_import:{import_id}"
        work.note(AuditEntry("catalogue.import", subject, now, person.person_id, detail=plan.counts))
        if once:
            once.finish(work.connection, row)
        _count(ctx, person)  # last: what was refused does not count
    return row


def _count(ctx: MatcherContext, actor: Actor) -> None:
    with ctx.people.transaction() as people:
        limit, now = limits.CATALOGUE_IMPORTS, ctx.clock.now()
        limits.count(people, limit, actor.person_id, secret=ctx.settings.secret, now=now)
