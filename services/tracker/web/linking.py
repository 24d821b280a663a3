"""Choosing the source of the catalogue for what came from a sheet: a few are proposed, one tap ties it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.usecases.linking import link_source as linking
from services.tracker.usecases.linking.see_likely import NOTHING, likely_of, see_unlinked
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT, Dossier
from services.tracker.web.routes import blueprint, context
from services.tracker.web.words import TONES, state_text
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.errors import DomainError, InvalidInput, NotAllowedNow, NotFound, Stale, Unavailable
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

MAX_ID = 120
MENDABLE = (InvalidInput, NotAllowedNow, NotFound, Stale, Unavailable)


@page(blueprint, "GET", "/applications-without-source", right=DRAFT_RIGHT)
def unlinked() -> str:
    """What came from sheets and has no source yet."""
    seen = see_unlinked(context(), require_actor(), cursor=request.args.get("cursor") or None)
    onward = seen.page.next_cursor
    return render_template(
        "linking/unlinked.html",
        seen=seen,
        nothing=NOTHING,
        next=url_for("pages.unlinked", cursor=onward) if onward else "",
        first="cursor" not in request.args,
        tones=TONES,
        state_text=state_text,
        new_id=new_id,
    )


@page(blueprint, "POST", "/applications/<application_id>/source", right=linking.RIGHT)
def link(application_id: str) -> Any:
    """Ties the application to the chosen source."""
    back = _back(application_id)
    once = once_from_form(lambda _made: back)
    try:
        made = linking.link_source(
            context(),
            require_actor(),
            application_id,
            need_id=request.form.get("need_id", "")[:MAX_ID],
            source_id=request.form.get("source_id", "")[:MAX_ID],
            once=once,
            expected_version=version_from_form(),
        )
        flash(
            _(
                "Gekozen: %(source)s. Klopt het niet? Op de aanvraag kunt u het een dag lang terugdraaien.",
                source=made.source_name,
            ),
            "good",
        )
    except MENDABLE as problem:
        flash(_told(problem), "warn")
    return redirect(back, code=303)


@page(blueprint, "POST", "/applications/<application_id>/source/undo", right=linking.RIGHT)
def unlink(application_id: str) -> Any:
    """Takes the choice back."""
    back = url_for("pages.show_application", application_id=application_id)
    once = once_from_form(lambda _made: back)
    try:
        linking.unlink_source(
            context(), require_actor(), application_id, once=once, expected_version=version_from_form()
        )
        flash(_("Teruggedraaid. De aanvraag heeft nu weer alleen de naam uit uw blad."), "good")
    except MENDABLE as problem:
        flash(_told(problem), "warn")
    return redirect(back, code=303)


def link_values(dossier: Dossier) -> dict[str, Any]:
    """What the page of an application shows: proposals without a source, or the way back from a fresh choice."""
    ctx, actor, application = context(), require_actor(), dossier.application
    if not application.source_id:
        return {"likely": (likely_of(ctx, actor, [application]) or {}).get(application.id), "may_unlink": False}
    fresh = linking.may_unlink(application, dossier.snapshot, ctx.clock.now())
    allowed = may(actor, linking.RIGHT, place_id=application.place_id).allowed
    return {
        "likely": None,
        "may_unlink": fresh and allowed and linking.is_from_sheet(ctx, actor, application),
    }


def _back(application_id: str) -> str:
    if request.form.get("back") == "list":
        return url_for("pages.unlinked")
    return url_for("pages.show_application", application_id=application_id)


def _told(problem: DomainError) -> str:
    if isinstance(problem, InvalidInput):
        return " ".join(one.message for one in problem.errors)
    return problem.message
