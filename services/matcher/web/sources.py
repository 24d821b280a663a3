"""Pages about sources, apart from any need: for everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from services.matcher.usecases.catalogue.redirecting import current_id
from services.matcher.usecases.catalogue.see_sources import READ, search_sources, see_history, see_source
from services.matcher.usecases.links.see_links import gone_pages
from services.matcher.web.base import choices, context, position
from services.matcher.web.source_words import source_facts
from shared.access.web import current_actor
from shared.contracts.codes import codes
from shared.plumbing.endpoints import page

blueprint = Blueprint("sources", __name__, template_folder="templates")

PER_PAGE = 30


@page(blueprint, "GET", "/sources", right=READ)
def list_sources() -> str:
    """The catalogue by name, with a search box."""
    words, support = request.args.get("q", "")[:200], request.args.get("support", "")
    support = support if support in codes("support") else ""
    found = search_sources(context(), current_actor(), words, support or None)
    start = _start(len(found))

    def address(first: int) -> str:
        return url_for("sources.list_sources", q=words or None, support=support or None, start=first)

    return render_template(
        "sources/list.html",
        entries=found[start : start + PER_PAGE],
        total=len(found),
        first=start + 1,
        words=words,
        support=support,
        supports=choices("support", explained=False),
        previous=address(max(0, start - PER_PAGE)) if start else "",
        next=address(start + PER_PAGE) if start + PER_PAGE < len(found) else "",
    )


@page(blueprint, "GET", "/sources/<source_id>", right=READ)
def show_source(source_id: str) -> Any:
    """All that is known of one source, where it was read, and what changed."""
    catalogue, entry = see_source(context(), current_actor(), source_id)
    if (now := current_id(context(), catalogue, source_id)) != source_id:
        return redirect(url_for("sources.show_source", source_id=now), code=308)
    return render_template(
        "sources/source.html",
        entry=entry,
        source=entry.source,
        facts=source_facts(entry, catalogue.regions),
        gone=gone_pages(context(), entry),
        history=see_history(context(), current_actor(), source_id),
    )


def _start(total: int) -> int:
    start = position("start")
    return start if start < total else 0
