"""Pages about sources, apart from any need: for everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.see_sources import READ, see_source
from services.matcher.usecases.links.see_links import gone_pages
from services.matcher.usecases.searching.search_sources import search_sources
from services.matcher.web.base import choices, context, leads_to, position
from services.matcher.web.care import source_box
from services.matcher.web.forms.search_form import address_of, address_parts, read_form
from services.matcher.web.source_words import duties, source_facts
from shared.access.counting import for_visitors
from shared.access.limits import PUBLIC_SEARCH
from shared.access.web import current_actor
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import page

blueprint = Blueprint("sources", __name__, template_folder="templates")

PER_PAGE = 30


@page(blueprint, "GET", "/sources", right=READ)
@for_visitors(PUBLIC_SEARCH)
def list_sources() -> str:
    """The catalogue by name, searched by words and criteria; the address bar holds the search."""
    ctx, actor = context(), current_actor()
    form = read_form(request.args, current_catalogue(ctx.database).regions)
    found = search_sources(ctx, actor, form.search)
    start = _start(len(found))
    before, behind = max(0, start - PER_PAGE), start + PER_PAGE
    return render_template(
        "sources/list.html",
        form=form,
        search=form.search,
        kept=address_parts(form.search),
        here=address_of(form.search),
        entries=found[start:behind],
        total=len(found),
        first=start + 1,
        choices={name: choices(name, explained=False) for name in ("support", "themes", "status", "provider_kind")},
        signed_in=actor is not None,
        key=new_id(),
        previous=address_of(form.search, start=before) if start else "",
        next=address_of(form.search, start=behind) if behind < len(found) else "",
    )


@page(blueprint, "GET", "/sources/<source_id>", right=READ)
def show_source(source_id: str) -> Any:
    """All that is known of one source, where it was read, and what somebody may do for it."""
    if now := leads_to(source_id):
        return redirect(url_for("sources.show_source", source_id=now), code=308)
    catalogue, entry = see_source(context(), current_actor(), source_id)
    return render_template(
        "sources/source.html",
        entry=entry,
        source=entry.source,
        facts=source_facts(entry, catalogue.regions),
        stages=duties(None, entry.source, catalogue.regions),
        box=source_box(entry),
        gone=gone_pages(context(), entry),
    )


def _start(total: int) -> int:
    start = position("start")
    return start if start < total else 0
