"""Taking over what a sheet says: exactly what was shown, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.tracker.domain.sheets.plan import Kind, PlannedRow
from services.tracker.settings import TrackerContext
from services.tracker.storage.sheets import bases, imports
from services.tracker.storage.sheets.bases import Base
from services.tracker.storage.sheets.imports import APPLIED, SheetImport
from services.tracker.usecases.exchanging.apply_row import apply_row
from services.tracker.usecases.exchanging.foreseen import foreseeing
from services.tracker.usecases.exchanging.in_one_go import InOneGo, in_one_go
from services.tracker.usecases.exchanging.plan_sheet import SheetPlan, plan_sheet
from services.tracker.usecases.exchanging.rights import IMPORT, places_to_import
from shared.access.actors import Actor
from shared.access.limits import APPLICATION_IMPORTS, count
from shared.access.rights import require
from shared.audit import AuditEntry
from shared.kernel.errors import DomainError, FieldError, InvalidInput, NotAllowedNow
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class RowProblem:
    """A row that can't be taken over, and why."""

    line: int
    message: str


class SheetRefused(InvalidInput):
    """Rows can't be taken over, so nothing was; `problems` are all of them."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems)
        where = [FieldError(f"rows.{one.line}", "refused", one.message) for one in problems]
        super().__init__(where, _("Er is niets ingelezen: alles gaat mee, of niets."))


def apply_sheet(
    ctx: TrackerContext, actor: Actor, sheet_id: str, *, digest: str, once: Once | None = None
) -> SheetImport:
    """Does what the plan with this digest does.

    Raises NotAllowedNow when it would do something else by now or something must be answered first, SheetRefused with
    every row that a right or a guard refuses, TooMany.
    """
    places = places_to_import(ctx, actor)
    now = ctx.clock.now()
    with ctx.write() as work:
        sheet = imports.get(work.connection, actor.scope, sheet_id)
        if once is not None:
            once.begin(work.connection)
        if sheet.state == APPLIED:
            raise NotAllowedNow(_("Dit bestand is al ingelezen."), code="applied")
        plan = plan_sheet(work.connection, sheet, foreseeing(ctx, actor, places))
        _check(plan, digest)
        # Taken first: of two at once one goes on. What stood in it is no longer needed.
        sheet = imports.change(work.connection, sheet, state=APPLIED, applied_at=now, counts=plan.counts, content=None)
        agreed = _do(in_one_go(ctx, work), actor, plan)
        bases.keep(work.connection, actor.scope, agreed, now)
        _log(work, actor, sheet, agreed)
        _count(ctx, actor)  # last: what was refused does not count
        if once is not None:
            once.finish(work.connection, sheet)
    return sheet


def _check(plan: SheetPlan, digest: str) -> None:
    if plan.digest != digest:
        message = _("Er is intussen iets veranderd. Kijk wat het bestand nu doet, en bevestig dat.")
        raise NotAllowedNow(message, code="plan_changed")
    if plan.place_questions or any(row.kind in (Kind.CONFLICT, Kind.TWICE) for row in plan.rows):
        raise NotAllowedNow(_("Beantwoord eerst de vragen over plekken en verschillen."), code="questions")
    if plan.decides and not plan.choices.letters_kept:
        message = _("In het bestand staan besluiten. Vink aan dat u de brieven of mails bewaart.")
        raise NotAllowedNow(message, code="letters")
    if plan.refused:
        raise SheetRefused([RowProblem(row.row.line, row.refused) for row in plan.refused])


def _count(ctx: TrackerContext, actor: Actor) -> None:
    with ctx.people.transaction() as people:
        count(people, APPLICATION_IMPORTS, actor.person_id, secret=ctx.settings.secret, now=ctx.clock.now())


def _do(ctx: InOneGo, actor: Actor, plan: SheetPlan) -> list[Base]:
    agreed: list[Base] = []
    problems: list[RowProblem] = []
    for row in plan.does:
        try:
            require(actor, IMPORT, place_id=row.place_id)
            with ctx.work.connection.begin_nested():
                agreed.append(apply_row(ctx, actor, row, letters_kept=plan.choices.letters_kept))
        except InvalidInput as error:
            problems.append(RowProblem(row.row.line, " ".join(one.message for one in error.errors)))
        except DomainError as error:
            problems.append(RowProblem(row.row.line, error.message))
    if problems:
        raise SheetRefused(problems)
    return agreed


def _log(work: Writing, actor: Actor, sheet: SheetImport, agreed: Sequence[Base]) -> None:
    for place_id, number in sorted(Counter(one.place_id for one in agreed).items()):
        work.note(
            AuditEntry(
                "applications.imported",
                f"sheet:{sheet.id}",
                work.clock.now(),
                actor.person_id,
                place_id,
                acting_for=place_id if place_id in actor.mandate_of else None,
                detail={"rows": number},
            )
        )


def refused_rows(plan: SheetPlan, problems: Sequence[RowProblem]) -> list[tuple[PlannedRow, str]]:
    """The rows that were refused, each with why."""
    messages = {one.line: one.message for one in problems}
    return [(row, messages[row.row.line]) for row in plan.rows if row.row.line in messages]
