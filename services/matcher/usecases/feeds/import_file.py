"""Reads a file for the catalogue and plans what it would do; and the same from the command line, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection

from services.matcher.domain.care.held_fields import BY_IMPORT, Setter
from services.matcher.domain.regions import Regions
from services.matcher.settings import MatcherContext
from services.matcher.storage import regions as region_storage
from services.matcher.storage import sources
from services.matcher.storage.catalogue_files import CatalogueReading
from services.matcher.storage.feed_files import Record, read_feed
from services.matcher.storage.file_records import Problem, bytes_of
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.feeds.plan_feed import FeedPlan, plan_feed
from shared.access.scope import SYSTEM
from shared.audit.entries import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _


@dataclass(frozen=True)
class ImportedFile:
    """What a file does to the catalogue; `applied` is False for a dry run and for a file with problems."""

    plan: FeedPlan
    problems: Sequence[Problem]
    applied: bool


class FeedRefused(InvalidInput):
    """Something in a file is wrong, and nothing of it was taken; carries every problem with its line and field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        super().__init__([FieldError("file", "refused", in_words(problem)) for problem in problems])


def import_file(ctx: MatcherContext, path: Path, *, dry_run: bool) -> ImportedFile:
    """Brings a file in for who runs this machine. Nothing is written when anything in it is refused."""
    data = bytes_of(path)
    if isinstance(data, Problem):
        return ImportedFile(FeedPlan((), ()), [data], applied=False)
    reading = read_file(ctx, path.name, data)
    with ctx.write() as work:
        sources.take_turn(SYSTEM, work.connection)
        plan = planned_records(work.connection, path.name, reading.records)
        problems = [*reading.problems, *plan.problems]
        if problems or dry_run:
            return ImportedFile(plan, problems, applied=False)
        publish(work.connection, plan.records, changed_by=BY_IMPORT, at=ctx.clock.now())
        detail = {"file": path.name[:200], **plan.counts}
        work.note(AuditEntry("catalogue.import", "catalogue:command", ctx.clock.now(), detail=detail))
    return ImportedFile(plan, (), applied=True)


def read_file(ctx: MatcherContext, name: str, data: bytes) -> CatalogueReading:
    """The checked records of a file. Takes seconds for a large one, so nobody is kept waiting meanwhile."""
    with ctx.database.read() as connection:
        regions = Regions(region_storage.all_regions(SYSTEM, connection))
        known = sources.documents(SYSTEM, connection, sources.digests(SYSTEM, connection))
    return read_feed(name, data, regions, known)


def planned_records(connection: Connection, name: str, records: Sequence[Record]) -> FeedPlan:
    """What the records of a file would do now."""
    regions = Regions(region_storage.all_regions(SYSTEM, connection))
    return plan_feed(connection, records, Setter.IMPORT, regions, name)


def in_words(problem: Problem) -> str:
    """A problem with its place in the file, for people."""
    place = [
        _("Regel %(line)s", line=problem.line) if problem.line else "",
        problem.id or "",
        problem.field or "",
    ]
    where = ", ".join(part for part in place if part)
    return f"{where}: {problem.message}" if where else problem.message
