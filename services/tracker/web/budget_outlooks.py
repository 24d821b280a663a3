"""Looking at a budget from elsewhere: what if a source says no, and what changed since a version."""

from __future__ import annotations

from flask import request

from services.tracker.domain.budgets.coverage import shares_of
from services.tracker.domain.budgets.differences import Change
from services.tracker.domain.states import Event
from services.tracker.usecases.budgeting.compare_versions import compare_versions
from services.tracker.usecases.budgeting.read_budget import what_if
from services.tracker.usecases.budgeting.working import READ
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.web.budget_pages import show, view_of
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/applications/<application_id>/budget/what-if", right=READ)
def show_what_if(application_id: str) -> tuple[str, int]:
    """The plan when one cover brings less or nothing; nothing is kept."""
    reader = Reader(request.args)
    left = reader.maybe_amount("amount") or 0
    view = view_of(application_id)
    cover, then = what_if(context(), require_actor(), application_id, reader.raw("cover"), left)
    names = {line.id: line.text for line in then.lines}
    hit = [(names[share.line_id], share.cents) for share in shares_of(cover) if share.line_id in names]
    body = show(
        "what_if", view, cover=cover, then=then, hit=hit if not left else [], typed=request.args, errors=reader.errors
    )
    return body, 400 if reader.errors else 200


@page(blueprint, "GET", "/applications/<application_id>/budget/versions/<int:before>", right=READ)
def show_differences(application_id: str, before: int) -> str:
    """What changed between a version and now, or another version (`to` in the address)."""
    typed = request.args.get("to", "")
    after = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
    found = compare_versions(context(), require_actor(), application_id, before, after)
    texts = {
        Change.SAME: _("gelijk"),
        Change.ADDED: _("nieuw"),
        Change.REMOVED: _("weg"),
        Change.CHANGED: _("veranderd"),
    }
    asks = found.consent_needed and _may_ask(application_id)
    values = {"before": before, "after": after, "found": found, "change_texts": texts, "may_ask": asks}
    return show("differences", view_of(application_id), **values)


def _may_ask(application_id: str) -> bool:
    """Whether this person can write down now that the funder is asked for a change."""
    return Event.REQUEST_CHANGE in read_dossier(context(), require_actor(), application_id).allowed_events
