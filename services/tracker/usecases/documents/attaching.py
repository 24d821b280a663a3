"""What attaching and detaching do inside a transaction: the link, the task of the checklist, the audit row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.tracker.domain.documents.records import Document, DocumentLink, DocumentVersion
from services.tracker.domain.documents.rules import MOST_PER_APPLICATION, stays
from services.tracker.domain.records import Application, Task
from services.tracker.domain.tasks import TaskKind
from services.tracker.storage import document_links, tasks
from services.tracker.usecases.changing import audit_entry
from services.tracker.usecases.documents.renew_papers import note_renewed
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _


def attach(
    work: Writing,
    actor: Actor,
    application: Application,
    document: Document,
    version: DocumentVersion,
    now: datetime,
    *,
    task_id: str | None = None,
) -> DocumentLink:
    """Lets a version of a document go with an application, in place of another version of the same document.
    What went to the funder before, or carries a decision, stays beside it.

    Completes the task `task_id`, else the open task for a paper of this kind. Raises InvalidInput when there are too
    many.
    """
    connection, scope = work.connection, actor.scope
    there = document_links.of_application(connection, scope, application.id)
    same = [link for link in there if link.document_id == document.id]
    loose = [link for link in same if not stays(link, document.kind, application.state)]
    if len(there) - len(loose) >= MOST_PER_APPLICATION:
        message = _("Bij één aanvraag passen %(most)s documenten. Haal er eerst een weg.", most=MOST_PER_APPLICATION)
        raise InvalidInput([FieldError("documentId", "too_many", message)])
    task = _task_for(tasks.of_application(connection, scope, application.id), document, task_id, same)
    link = DocumentLink(
        id=new_id(),
        application_id=application.id,
        place_id=application.place_id,
        document_id=document.id,
        document_version_id=version.id,
        task_id=task.id if task else None,
        attached_in=application.state,
        attached_by=actor.person_id,
        attached_at=now,
    )
    document_links.detach(connection, scope, [old.id for old in loose], now)
    document_links.add(connection, scope, link)
    if task is not None and task.done_at is None:
        tasks.mark(connection, scope, task, now, actor.person_id)
    note_renewed(work, actor, application, document, version, now)
    note_link(work, actor, application, document, "document_attached", now, number=version.number)
    return link


def reopen_tasks(work: Writing, actor: Actor, application: Application, gone: Iterable[DocumentLink]) -> None:
    """Opens the tasks again that these links completed, unless another document still completes them."""
    connection, scope = work.connection, actor.scope
    still = {link.task_id for link in document_links.of_application(connection, scope, application.id)}
    wanted = {link.task_id for link in gone} - still
    for task in tasks.of_application(connection, scope, application.id):
        if task.id in wanted and task.done_at is not None:
            tasks.mark(connection, scope, task, None, None)


def note_link(
    work: Writing,
    actor: Actor,
    application: Application,
    document: Document,
    action: str,
    now: datetime,
    **detail: object,
) -> None:
    """The audit row on the application, which shows in its timeline."""
    about = {"document": document.id, "title": document.title, **detail}
    work.note(audit_entry(actor, application, action, now, before=application, detail=about))


def _task_for(there: list[Task], document: Document, task_id: str | None, same: list[DocumentLink]) -> Task | None:
    kept = task_id or next((link.task_id for link in same if link.task_id), None)
    if kept is not None:
        found = next((task for task in there if task.id == kept), None)
        if found is None:
            raise InvalidInput([FieldError("taskId", "unknown", _("Deze taak hoort niet bij deze aanvraag."))])
        return found
    papers = [task for task in there if task.kind is TaskKind.PAPER and task.code == document.kind]
    return papers[0] if papers else None
