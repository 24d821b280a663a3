"""Papers that givers soon find too old: a task asks for a new one, and a newer paper completes it."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.documents.kinds import MOST_MONTHS, ageing_since, good_until
from services.tracker.domain.documents.records import Document, DocumentVersion
from services.tracker.domain.records import Application
from services.tracker.domain.states import PREPARING
from services.tracker.domain.tasks import NewTask, TaskKind
from services.tracker.settings import TrackerContext
from services.tracker.storage import ageing_papers, applications, tasks
from services.tracker.storage.ageing_papers import AgeingPaper
from services.tracker.usecases.changing import audit_entry
from shared.access.actors import Actor
from shared.access.scope import SYSTEM
from shared.kernel.dates import AMSTERDAM
from shared.outbox.writing import Writing

BATCH = 200


def renew_papers(ctx: TrackerContext) -> int:
    """Adds the task where a paper is too old within a month, while its application is not sent; returns how many.

    Nobody gets a message: the task stands in the lists. Safe twice at once: there is one such task per kind of paper.
    """
    now = ctx.clock.now()
    today = now.astimezone(AMSTERDAM).date()
    since = {kind: ageing_since(kind, today) for kind in MOST_MONTHS}
    with ctx.database.read() as connection:
        found = ageing_papers.ageing(connection, SYSTEM, since=since, states=PREPARING, limit=BATCH)
    return sum(_ask(ctx, paper, now) for paper in found)


def note_renewed(
    work: Writing, actor: Actor, application: Application, document: Document, version: DocumentVersion, now: datetime
) -> None:
    """Ticks the task off when the paper that was attached stays good for a while, or tells no date."""
    kind = document.kind
    if kind not in MOST_MONTHS:
        return
    if version.issued_on is not None and version.issued_on <= ageing_since(kind, now.astimezone(AMSTERDAM).date()):
        return
    for task in tasks.of_application(work.connection, actor.scope, application.id):
        if task.kind is TaskKind.RENEW_PAPER and task.code == kind and task.done_at is None:
            tasks.mark(work.connection, actor.scope, task, now, actor.person_id)


def _ask(ctx: TrackerContext, paper: AgeingPaper, now: datetime) -> bool:
    task = NewTask(TaskKind.RENEW_PAPER, paper.kind, good_until(paper.kind, paper.issued_on))
    with ctx.write() as work:
        application = applications.get(work.connection, SYSTEM, paper.application_id)
        if not tasks.add_one(work.connection, SYSTEM, application, task):
            return False
        detail = {"kind": task.kind.value, "code": task.code}
        work.note(audit_entry(None, application, "paper_ages", now, before=application, detail=detail))
    return True
