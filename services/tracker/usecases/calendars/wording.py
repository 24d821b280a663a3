"""The words of a deadline in a calendar. Other programs keep them: no amounts, account numbers or notes."""

from __future__ import annotations

from services.tracker.domain.calendars.events import CalendarEvent, EventStatus
from services.tracker.domain.calendars.plain import plain
from services.tracker.domain.deadlines import DEADLINE_LABELS
from services.tracker.domain.kinds import KINDS
from services.tracker.gateways.calendar_files import Entry
from services.tracker.storage.deadlines import Dated
from services.tracker.usecases.words import assumption_text, closing_text
from shared.plumbing.addresses import tracker_path
from shared.wording.texts import gettext as _


def entry_of(dated: Dated, event: CalendarEvent, *, place_name: str, base_url: str) -> Entry:
    """The event with its words, in the current language."""
    deadline, title, kind = dated.deadline, plain(dated.title), _(KINDS[dated.deadline.kind].label)
    url = f"{base_url}{tracker_path(f'/applications/{deadline.application_id}')}"
    summary = _("%(kind)s: %(title)s", kind=kind, title=title)
    if event.status is EventStatus.TENTATIVE:
        summary = _("%(text)s (nog niet zeker)", text=summary)
    lines = [
        _("Bij: %(source)s", source=plain(dated.source_name)),
        _("Plek: %(place)s", place=plain(place_name)),
        _("Termijn: %(date)s", date=closing_text(deadline)),
        assumption_text(deadline),
        _standing(dated, event),
        url,
    ]
    return Entry(event, summary, "\n".join(line for line in lines if line), category=kind, url=url)


def _standing(dated: Dated, event: CalendarEvent) -> str:
    if event.status is EventStatus.TENTATIVE:
        return _("Deze datum is nog niet zeker. Vraag het na.")
    if event.status is EventStatus.CANCELLED:
        return _("Deze termijn telt niet meer: %(state)s.", state=_(DEADLINE_LABELS[dated.deadline.state]))
    return ""
