"""What happened to an application, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for

from services.tracker.domain.budgets.differences import Change
from services.tracker.domain.decisions import OUTCOME_LABELS, Outcome
from services.tracker.domain.states import State
from services.tracker.domain.tasks import TaskKind
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.words import event_done, field_names, state_text, task_text
from shared.audit.entries import AuditLine
from shared.wording.dates import plain_date
from shared.wording.money import euros
from shared.wording.texts import gettext as _

PREFIX = "application."
PREFIX_OF_SUBJECT = "application:"
SHOWN = 10
"""How many lines the page of an application shows itself."""


def timeline(dossier: Dossier) -> list[dict[str, object]]:
    """The last that happened to an application, newest first, as items of the page kit's timeline."""
    return [item_of(line, dossier.names) for line in list(reversed(dossier.history))[:SHOWN]]


def item_of(line: AuditLine, names: Mapping[str, str], titles: Mapping[str, str] | None = None) -> dict[str, object]:
    """One line of the log as an item of the timeline; with `titles` it names the application and leads to it."""
    application_id = line.subject.removeprefix(PREFIX_OF_SUBJECT)
    title = (titles or {}).get(application_id, "")
    what = event_done(line.action.removeprefix(PREFIX))
    return {
        "when": line.at,
        "at_time": True,
        "what": f"{title}: {what}" if title else what,
        "who": _who(line, names),
        "detail": _detail(line),
        "url": url_for("pages.show_application", application_id=application_id) if title else "",
    }


def changed_lines(events: object) -> tuple[str, ...]:
    """What somebody else did in the meantime, as `Anna: goedgekeurd`; from Stale.changes["events"]."""
    found: list[str] = []
    for change in events if isinstance(events, list) else ():
        what = event_done(str(change.get("event", "")))
        if lines := _named(change.get("lines")):
            what = f"{what} ({lines})"
        found.append(f"{change['by']}: {what}" if change.get("by") else what)
    return tuple(found)


def _named(lines: object) -> str:
    """Lines of a budget with what became of them: `Verf: veranderd, een regel: weg`."""
    texts = {Change.ADDED: _("nieuw"), Change.REMOVED: _("weg"), Change.CHANGED: _("veranderd")}
    found = [(one["name"] or _("een regel"), one["change"]) for one in (lines if isinstance(lines, list) else ())]
    return ", ".join(f"{name}: {texts[Change(code)]}" for name, code in found if code in list(Change))


def _who(line: AuditLine, names: Mapping[str, str]) -> str:
    if line.person_id is None:
        return _("Steunstromen")
    name = names.get(line.person_id, "")
    place = names.get(line.acting_for or "", "")
    return _("%(name)s, namens %(place)s", name=name, place=place) if place else name


def _detail(line: AuditLine) -> str:
    detail: Mapping[str, Any] = line.detail
    if reason := detail.get("reason"):
        return str(reason)
    if line.action.startswith(f"{PREFIX}document_"):
        return str(detail.get("title", ""))
    if answer := detail.get("answer"):
        return {
            "open": _("De gever zegt: het is open."),
            "closed": _("De gever zegt: het is gesloten."),
            "unknown": _("De gever wist het niet."),
        }.get(str(answer), "")
    if detail.get("outcome") in list(Outcome):
        return _(OUTCOME_LABELS[Outcome(detail["outcome"])])
    if detail.get("kind") in list(TaskKind) and detail.get("code"):
        return task_text(TaskKind(detail["kind"]), str(detail["code"]), str(detail.get("text", "")))
    if isinstance(cents := detail.get("amount_cents"), int):
        return euros(cents)
    return _day(detail.get("day")) or _changes(line)


def _day(day: object) -> str:
    try:
        return plain_date(date.fromisoformat(str(day))) if day else ""
    except ValueError:
        return ""


def _changes(line: AuditLine) -> str:
    """From which state to which, and otherwise which fields."""
    before, after = str(line.detail.get("from")), str(line.detail.get("to"))
    if before in list(State) and after in list(State) and before != after:
        return f"{state_text(State(before))} → {state_text(State(after))}"
    if before not in list(State):
        return ""  # it was new: everything "changed"
    fields = [text for name, text in field_names().items() if name in line.changed]
    return _("Veranderd: %(fields)s", fields=", ".join(fields)) if fields else ""
