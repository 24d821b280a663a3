"""The budget of a project: reading and printing it, changing its cost lines, going on with a gap."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.budgets.labels import COVER_STATE_LABELS, VAT_LABELS
from services.tracker.domain.budgets.plan import is_small
from services.tracker.domain.budgets.records import Worth
from services.tracker.usecases.budgeting import accept_gap as accepting
from services.tracker.usecases.budgeting import save_budget as saving
from services.tracker.usecases.budgeting.read_budget import BudgetView
from services.tracker.usecases.budgeting.working import READ
from services.tracker.web.budget_form import BudgetForm
from services.tracker.web.budget_pages import handle, show, view_of
from services.tracker.web.budget_words import choices_of, kind_choices
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import InvalidInput
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

LEAST_ROWS = 3
MORE_ROWS = 3
MAX_REASON = 2000


@page(blueprint, "GET", "/applications/<application_id>/budget", right=READ)
def show_budget(application_id: str) -> str:
    """Costs, funding plan, and what does not fit."""
    return show("budget", view_of(application_id))


@page(blueprint, "GET", "/applications/<application_id>/budget/edit", right=saving.RIGHT)
def budget_form(application_id: str) -> str:
    """The form with the lines that are kept."""
    view = view_of(application_id, saving.RIGHT)
    return _form(view, BudgetForm.of_lines(view.budget.lines))


@page(blueprint, "POST", "/applications/<application_id>/budget/edit", right=saving.RIGHT)
def save_lines(application_id: str) -> Any:
    """Writes the lines, or gives more room without keeping anything."""
    form = BudgetForm.of_request(request.form)
    if more := request.form.get("more"):
        return _form(view_of(application_id, saving.RIGHT), form, more=more, version=request.form.get("version", "0"))

    def act(once: Once | None, version: int) -> None:
        lines, errors = form.read()
        if errors:
            raise InvalidInput(errors)
        saving.save_budget(context(), require_actor(), application_id, lines=lines, once=once, expected_version=version)

    def again(**problem: Any) -> str:
        problem["errors"] = form.placed(problem["errors"])
        return _form(view_of(application_id, saving.RIGHT), form, **problem)

    return handle(application_id, act, _("De begroting is bewaard."), again)


@page(blueprint, "GET", "/applications/<application_id>/budget/gap", right=accepting.RIGHT)
def gap_form(application_id: str) -> str:
    """The question why the place goes on with a gap."""
    return show("gap", view_of(application_id, accepting.RIGHT), typed={})


@page(blueprint, "POST", "/applications/<application_id>/budget/gap", right=accepting.RIGHT)
def save_gap(application_id: str) -> Any:
    """Accepts the gap of now."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        reason = reader.text("reason", MAX_REASON, missing=_("Schrijf op waarom u toch doorgaat."))
        reader.check()
        accepting.accept_gap(
            context(), require_actor(), application_id, reason=reason, once=once, expected_version=version
        )

    def again(**problem: Any) -> str:
        return show("gap", view_of(application_id, accepting.RIGHT), typed=request.form, **problem)

    return handle(application_id, act, _("Opgeschreven. U kunt verder met dit verschil."), again)


def _form(view: BudgetView, form: BudgetForm, *, more: str = "", version: str | None = None, **problem: Any) -> str:
    lines, _errors = form.read()
    small = is_small(lines) and not view.shows_plan
    for worth in Worth:
        least = LEAST_ROWS if worth is Worth.MONEY else 0
        form = form.with_room(worth, least, MORE_ROWS if more == worth.value else 0)
    return show(
        "edit",
        view,
        form=form,
        small=small,
        worths=Worth,
        version=view.budget.version if version is None else version,
        kinds=kind_choices(),
        vats=choices_of(VAT_LABELS),
        states=choices_of(COVER_STATE_LABELS),
        **problem,
    )
