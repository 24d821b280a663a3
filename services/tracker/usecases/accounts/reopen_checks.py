"""After a change of account every funder who still pays must check the number again."""

from __future__ import annotations

from datetime import datetime

from services.tracker.domain.accounts.records import PayoutAccount
from services.tracker.domain.states import GRANTED, State
from services.tracker.domain.tasks import NewTask, TaskKind
from services.tracker.storage import applications, tasks
from services.tracker.usecases.changing import audit_entry
from shared.access.scope import Scope
from shared.outbox.writing import Writing

STILL_PAID = tuple(GRANTED - {State.CLOSED, State.REPAYMENT_DUE})
MOST = 1000
"""More awards than one place has under way."""


def reopen_checks(work: Writing, account: PayoutAccount, now: datetime) -> None:
    """Gives every application of the place that may still be paid a task and a line in its history."""
    scope = Scope(places=frozenset({account.place_id}))
    found = applications.of_place(work.connection, scope, account.place_id, states=STILL_PAID, limit=MOST)
    for application in found:
        tasks.add(work.connection, scope, application, [NewTask(TaskKind.TELL_ACCOUNT, account.id)])
        detail = {"account": account.id, "version": application.version}
        work.note(audit_entry(None, application, "account_changed", now, before=application, detail=detail))
