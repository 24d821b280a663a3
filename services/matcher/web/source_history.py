"""The page with every version of a source, field by field."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from services.matcher.usecases.care.see_versions import SeenVersion, see_versions
from services.matcher.usecases.catalogue.see_sources import READ, see_source
from services.matcher.web.base import context, leads_to, position
from services.matcher.web.field_words import field_name, value_text
from shared.access.web import current_actor
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("source_history", __name__, template_folder="templates")

PER_PAGE = 15


@page(blueprint, "GET", "/sources/<source_id>/history", right=READ)
def show_history(source_id: str) -> Any:
    """The versions, newest first: what changed, who did it, and where it was seen."""
    if now := leads_to(source_id):
        return redirect(url_for("source_history.show_history", source_id=now), code=308)
    ctx, actor, start = context(), current_actor(), position("start")
    catalogue, entry = see_source(ctx, actor, source_id)
    found = see_versions(ctx, actor, source_id, start=start, limit=PER_PAGE)

    def address(first: int) -> str:
        return url_for("source_history.show_history", source_id=source_id, start=first)

    return render_template(
        "care/history.html",
        entry=entry,
        found=found,
        first=start + 1,
        field_name=field_name,
        words=lambda path, value: value_text(path, value, catalogue.regions),
        made_by=made_by,
        previous=address(max(0, start - PER_PAGE)) if start else "",
        next=address(start + PER_PAGE) if start + PER_PAGE < found.total else "",
    )


def made_by(version: SeenVersion) -> str:
    """Who made a version; a visitor reads no names."""
    if not version.by_person:
        return _("uit een bestand")
    who = version.changed_by or _("een vrijwilliger")
    if version.proposed_by and version.proposed_by != version.changed_by:
        return _("%(who)s, op voorstel van %(proposer)s", who=who, proposer=version.proposed_by)
    return who
