"""What others changed in a budget since the version that somebody saw: who, when, and which lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.engine import Connection

from services.tracker.domain.budgets.differences import Change
from services.tracker.settings import TrackerContext
from services.tracker.usecases.budgeting.working import Working
from services.tracker.usecases.telling import subject_of
from shared.access import directory
from shared.audit import entries
from shared.audit.entries import AuditLine
from shared.kernel.errors import Stale
from shared.wording.texts import gettext as _

CHANGED = "changed"
"""Where the log of a save keeps what became of which line or cover, by its id."""


def stale_budget(ctx: TrackerContext, connection: Connection, working: Working, seen: int) -> Stale:
    """The error for who saw version `seen`. Its events name the lines as they are called now."""
    since = _since(connection, working, seen)
    with ctx.people.read() as people:
        names = directory.people_names(people, {line.person_id for line in since if line.person_id})
    events = [
        {
            "event": line.action.removeprefix("application."),
            "by": names.get(line.person_id or "", ""),
            "at": line.at.isoformat(),
            "lines": _lines(working, line.detail.get(CHANGED)),
        }
        for line in since
    ]
    message = _("Iemand anders heeft de begroting veranderd terwijl u bezig was. Kijk eerst wat er nu staat.")
    return Stale(message, working.budget.version, {"events": events})


def _since(connection: Connection, working: Working, seen: int) -> list[AuditLine]:
    """The acts after that version, from whichever application of the project, in their order."""
    found = [
        (version, line)
        for request in working.requests
        for line in entries(connection, subject_of(request.id))
        if isinstance(version := line.detail.get("budget_version"), int) and version > seen
    ]
    return [line for _version, line in sorted(found, key=lambda one: one[0])]


def _lines(working: Working, changed: Any) -> list[dict[str, str]]:
    """What became of each line that is still there; lines that are gone have no name in the log, and are counted."""
    codes: Mapping[str, str] = changed if isinstance(changed, Mapping) else {}
    names = {line.id: line.text for line in working.budget.lines} | {one.id: one.name for one in working.budget.covers}
    gone = sum(1 for line_id in codes if line_id not in names)
    told = [{"name": names[line_id], "change": code} for line_id, code in codes.items() if line_id in names]
    return [*told, *({"name": "", "change": Change.REMOVED.value} for _one in range(gone))]
