"""What happened to an application, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.tracker.domain.decisions import OUTCOME_LABELS, Outcome
from services.tracker.domain.tasks import TaskKind
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.words import event_done, task_text
from shared.audit.entries import AuditLine
from shared.wording.dates import plain_date
from shared.wording.money import euros
from shared.wording.texts import gettext as _

PREFIX = "application."


def timeline(dossier: Dossier) -> list[dict[str, object]]:
    """The audit trail as items of the page kit's timeline, newest first."""
    return [
        {
            "when": line.at,
            "at_time": True,
            "what": event_done(line.action.removeprefix(PREFIX)),
            "who": dossier.names.get(line.person_id or "", "") or (_("Steunstromen") if line.person_id is None else ""),
            "detail": _detail(line, dossier),
        }
        for line in reversed(dossier.history)
    ]


def changed_lines(events: object) -> tuple[str, ...]:
    """What somebody else did in the meantime, as `Anna: goedgekeurd`; from Stale.changes["events"]."""
    found: list[str] = []
    for change in events if isinstance(events, list) else ():
        what = event_done(str(change.get("event", "")))
        found.append(f"{change['by']}: {what}" if change.get("by") else what)
    return tuple(found)


def _detail(line: AuditLine, dossier: Dossier) -> str:
    detail: Mapping[str, Any] = line.detail
    if reason := detail.get("reason"):
        return str(reason)
    if answer := detail.get("answer"):
        return {
            "open": _("De gever zegt: het is open."),
            "closed": _("De gever zegt: het is gesloten."),
            "unknown": _("De gever wist het niet."),
        }.get(str(answer), "")
    if outcome := detail.get("outcome"):
        return _(OUTCOME_LABELS[Outcome(outcome)])
    if code := detail.get("code"):
        return task_text(TaskKind(detail["kind"]), str(code))
    if isinstance(cents := detail.get("amount_cents"), int):
        return euros(cents)
    if line.action == f"{PREFIX}deadline_set":
        return _closing_of(dossier, detail.get("deadline_version"))
    return ""


def _closing_of(dossier: Dossier, version: object) -> str:
    found: Iterable[str] = (plain_date(d.entered.day) for d in dossier.deadlines if d.version == version)
    return next(iter(found), "")
