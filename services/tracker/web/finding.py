"""Finding applications, and seeing them all by phase."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from services.tracker.domain.phases import HOPEFUL, PHASE_LABELS
from services.tracker.usecases.exchanging.export_applications import places_to_export
from services.tracker.usecases.reading.list_applications import count_applications, list_applications
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT
from services.tracker.usecases.reading.see_choices import see_choices
from services.tracker.usecases.reading.see_pipeline import see_pipeline
from services.tracker.usecases.reading.see_timeline import reads_log_of
from services.tracker.web.filters import choices_of, filters_of
from services.tracker.web.routes import blueprint, context
from services.tracker.web.words import TONES, state_text
from shared.access.rights import SIGNED_IN
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

PER_PAGE = 25
PER_COLUMN = 5


@page(blueprint, "GET", "/applications", right=DRAFT_RIGHT)
def find_applications() -> str:
    """The list with its filters, which stay in the address."""
    ctx, actor = context(), require_actor()
    filters = filters_of(request.args)
    wanted = filters.wanted(ctx.clock.now())
    choices = see_choices(ctx, actor)
    found = list_applications(ctx, actor, wanted=wanted, cursor=request.args.get("cursor") or None, limit=PER_PAGE)
    onward: dict[str, Any] = {**filters.address, "cursor": found.next_cursor}
    return render_template(
        "finding/list.html",
        page=found,
        total=count_applications(ctx, actor, wanted),
        filters=filters,
        choices=choices_of(choices),
        place_names=dict(choices.places),
        people=dict(choices.people),
        next=url_for("pages.find_applications", **onward) if found.next_cursor else "",
        first="cursor" not in request.args,
        log_of=_place_with_log(filters.typed["place"], dict(choices.places)),
        may_export=bool(places_to_export(actor)),
        tones=TONES,
        state_text=state_text,
    )


@page(blueprint, "GET", "/pipeline", right=SIGNED_IN)
def show_pipeline() -> str:
    """Columns by phase: how many, for how much, and what may come of it."""
    ctx, actor = context(), require_actor()
    filters = filters_of(request.args)
    pipeline = see_pipeline(ctx, actor, filters.wanted(ctx.clock.now()))
    columns = []
    for column in pipeline.phases:
        of_phase: dict[str, Any] = {**filters.address, "phase": column.phase.value}
        wanted = filters_of(of_phase).wanted(ctx.clock.now())
        first = list_applications(ctx, actor, wanted=wanted, limit=PER_COLUMN).items if column.number else ()
        address = url_for("pages.find_applications", **of_phase)
        columns.append({"sum": column, "title": _(PHASE_LABELS[column.phase]), "first": first, "url": address})
    return render_template(
        "finding/pipeline.html",
        columns=columns,
        hopeful=[one for one in pipeline.phases if one.phase in HOPEFUL],
        pipeline=pipeline,
        filters=filters,
        choices=choices_of(see_choices(ctx, actor)),
        tones=TONES,
        state_text=state_text,
    )


def _place_with_log(chosen: str, places: dict[str, str]) -> str:
    """The place whose timeline this person can go to from here: the chosen one, or their only one."""
    place_id = chosen or (next(iter(places)) if len(places) == 1 else "")
    return place_id if place_id in places and reads_log_of(require_actor(), place_id) else ""
