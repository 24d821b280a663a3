"""The page with what changed at the sources for one need."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from services.matcher.usecases.alerting.see_changes import SeenChange, see_changes
from services.matcher.usecases.needs.need import READ
from services.matcher.web.base import context
from shared.access.web import current_actor
from shared.plumbing.endpoints import page

blueprint = Blueprint("changes", __name__, template_folder="templates")

PER_PAGE = 30


@page(blueprint, "GET", "/needs/<need_id>/changes", right=READ)
def show_changes(need_id: str) -> str:
    """Newest first, each with the way to its match."""
    start = _start()
    placed, changes, more = see_changes(context(), current_actor(), need_id, start=start, limit=PER_PAGE)
    earlier = max(0, start - PER_PAGE)
    return render_template(
        "changes/changes.html",
        placed=placed,
        items=[_item(need_id, change) for change in changes],
        previous=url_for("changes.show_changes", need_id=need_id, start=earlier) if start else "",
        next=url_for("changes.show_changes", need_id=need_id, start=start + PER_PAGE) if more else "",
    )


def _item(need_id: str, change: SeenChange) -> dict[str, object]:
    url = url_for("matches.show_match", need_id=need_id, source_id=change.row.source_id)
    return {"when": change.row.found_at, "at_time": True, "what": change.text, "url": url}


def _start() -> int:
    given = request.args.get("start", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0
