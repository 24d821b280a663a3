"""Papers, letters and tasks in the timeline of an application."""

from __future__ import annotations

from shared.wording.texts import gettext as _


def work_done(action: str) -> str:
    """What was done with a paper, a letter or a task; the action itself when we know no words for it."""
    return {
        "document_attached": _("Document toegevoegd"),
        "document_detached": _("Document weggehaald"),
        "letter_read": _("Brief van de gever gelezen"),
        "letter_confirmed": _("Brief van de gever nagekeken"),
        "task_added": _("Taak toegevoegd"),
        "task_changed": _("Taak aangepast"),
        "task_removed": _("Taak weggehaald"),
        "handed_over": _("Aan iemand anders overgedragen"),
        "handover_undone": _("Overdracht teruggedraaid"),
    }.get(action, action)
