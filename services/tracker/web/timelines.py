"""All that happened with an application, or at a place."""

from __future__ import annotations

from flask import render_template, request, url_for

from services.tracker.domain.log_kinds import LOG_KIND_LABELS, LogKind
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT
from services.tracker.usecases.reading.see_timeline import (
    LOG_RIGHT,
    Timeline,
    see_timeline_of_application,
    see_timeline_of_place,
)
from services.tracker.web.history import item_of
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/applications/<application_id>/timeline", right=DRAFT_RIGHT)
def timeline_of_application(application_id: str) -> str:
    """Everything that happened with one application, newest first."""
    application, found = see_timeline_of_application(
        context(), require_actor(), application_id, kind=_kind(), cursor=request.args.get("cursor") or None
    )
    back = url_for("pages.show_application", application_id=application_id)
    return _render(found, application.title, back, _("Terug naar de aanvraag"), with_titles=False)


@page(blueprint, "GET", "/places/<place_id>/timeline", right=LOG_RIGHT)
def timeline_of_place(place_id: str) -> str:
    """Everything that happened at a place, newest first."""
    name, found = see_timeline_of_place(
        context(), require_actor(), place_id, kind=_kind(), cursor=request.args.get("cursor") or None
    )
    return _render(found, name, url_for("pages.overview"), _("Wat vraagt uw aandacht"), with_titles=True)


def _kind() -> LogKind | None:
    typed = request.args.get("kind", "")
    return LogKind(typed) if typed in list(LogKind) else None


def _render(found: Timeline, name: str, back_url: str, back_text: str, *, with_titles: bool) -> str:
    chosen = _kind()
    address: dict[str, str] = {"kind": chosen.value} if chosen else {}
    more = {**address, "cursor": found.next_cursor}
    return render_template(
        "timelines/timeline.html",
        name=name,
        items=[item_of(line, found.names, found.titles if with_titles else None) for line in found.lines],
        kinds=[(kind.value, _(text)) for kind, text in LOG_KIND_LABELS.items()],
        chosen=chosen.value if chosen else "",
        back_url=back_url,
        back_text=back_text,
        here=request.script_root + request.path,
        more=more if found.next_cursor else None,
        first="cursor" not in request.args,
        address=address,
    )
