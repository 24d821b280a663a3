"""What the pages of a budget have in common: showing a form again with everything typed, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from services.tracker.domain.budgets.coverage import shares_of
from services.tracker.usecases.budgeting.read_budget import BudgetView, read_budget
from services.tracker.usecases.budgeting.words import finding_text
from services.tracker.usecases.budgeting.working import READ
from services.tracker.web.budget_words import WORDS
from services.tracker.web.history import changed_lines
from services.tracker.web.routes import context
from shared.access.rights import Right
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.addresses import matcher_path
from shared.plumbing.endpoints import once_from_form, version_from_form
from shared.plumbing.idempotency import Once


def view_of(application_id: str, right: Right = READ) -> BudgetView:
    """The budget as the person of this request may see it. Raises NotFound, Forbidden for another right."""
    return read_budget(context(), require_actor(), application_id, right)


def show(template: str, view: BudgetView, **values: object) -> str:
    """A page of the budget."""
    given = {"errors": (), "changes": (), "key": new_id(), **values}
    return render_template(
        f"budgets/{template}.html",
        view=view,
        application=view.application,
        plan=view.plan,
        words=WORDS,
        finding_text=finding_text,
        by_name=shares_of,
        plan_url=matcher_path(f"/needs/{view.application.need_id}/plan"),
        request_name=lambda application_id: cover.name if (cover := view.plan.cover(application_id)) else "",
        line_text=lambda line_id: next((line.text for line in view.plan.lines if line.id == line_id), ""),
        cover_names=lambda ids: ", ".join(cover.name for cover in view.plan.covers if cover.id in ids),
        **given,
    )


def handle(application_id: str, act: Callable[[Once | None, int], object], done: str, again: Callable[..., str]) -> Any:
    """Does what a form asks and goes to the budget, or shows the form `again` with errors and what changed."""
    try:
        act(once_from_form(lambda _result: address(application_id)), version_from_form())
    except InvalidInput as problem:
        return again(errors=problem.errors), 400
    except NotAllowedNow as problem:
        return again(errors=(FieldError("", problem.code, problem.message),)), 409
    except Stale as problem:
        changes = changed_lines(problem.changes.get("events", ()))
        return again(errors=(FieldError("", "stale", problem.message),), changes=changes), 412
    flash(done, "good")
    return to_budget(application_id)


def address(application_id: str) -> str:
    """Where the budget of an application stands."""
    return url_for("pages.show_budget", application_id=application_id)


def to_budget(application_id: str) -> Response:
    """On to the budget."""
    return redirect(address(application_id), code=303)
