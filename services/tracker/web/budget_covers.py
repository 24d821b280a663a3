"""The funding plan: own money and other givers, and which costs each cover pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import request

from services.tracker.domain.budgets.coverage import proposed_shares
from services.tracker.domain.budgets.labels import COVER_LABELS, COVER_STATE_LABELS
from services.tracker.domain.budgets.records import TYPED_KINDS, Cover, CoverKind, CoverState, Share
from services.tracker.usecases.budgeting import save_budget as saving
from services.tracker.usecases.budgeting.read_budget import BudgetView
from services.tracker.web.budget_pages import handle, show, view_of
from services.tracker.web.budget_words import choices_of
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from services.tracker.web.rows import Row, typed_rows
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, NotFound
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.money import amount_to_edit
from shared.wording.texts import gettext as _

FIELDS = ("kind", "name", "amount", "state")
CHOSEN = frozenset({"kind", "state"})
EMPTY_ROWS = 2


@page(blueprint, "GET", "/applications/<application_id>/budget/covers", right=saving.RIGHT)
def covers_form(application_id: str) -> str:
    """The form for own money, income and other givers."""
    view = view_of(application_id, saving.RIGHT)
    return _covers(view, [_row(cover) for cover in view.budget.covers])


@page(blueprint, "POST", "/applications/<application_id>/budget/covers", right=saving.RIGHT)
def save_covers(application_id: str) -> Any:
    """Writes them, or gives more room without keeping anything."""
    rows = typed_rows(request.form, "covers", FIELDS, CHOSEN)
    if "more" in request.form:
        return _covers(view_of(application_id, saving.RIGHT), rows, version=request.form.get("version", "0"))

    def act(once: Once | None, version: int) -> None:
        before = {cover.id: cover.shares for cover in view_of(application_id, saving.RIGHT).budget.covers}
        reader = Reader({f"covers.{at}.{name}": text for at, row in enumerate(rows) for name, text in row.items()})
        covers = [_cover(reader, f"covers.{at}", before) for at in range(len(rows))]
        reader.check()
        saving.save_budget(
            context(), require_actor(), application_id, covers=covers, once=once, expected_version=version
        )

    def again(**problem: Any) -> str:
        return _covers(view_of(application_id, saving.RIGHT), rows, **problem)

    return handle(application_id, act, _("Het dekkingsplan is bewaard."), again)


@page(blueprint, "GET", "/applications/<application_id>/budget/shares/<cover_id>", right=saving.RIGHT)
def shares_form(application_id: str, cover_id: str) -> str:
    """The form that says which costs a cover pays."""
    view = view_of(application_id, saving.RIGHT)
    cover = _money_cover(view, cover_id)
    typed = {f"line.{share.line_id}": amount_to_edit(share.cents) for share in proposed_shares(cover)}
    return show("shares", view, cover=cover, typed=typed)


@page(blueprint, "POST", "/applications/<application_id>/budget/shares/<cover_id>", right=saving.RIGHT)
def save_shares(application_id: str, cover_id: str) -> Any:
    """Writes the parts; all empty means that the cover pays the budget as a whole."""
    view = view_of(application_id, saving.RIGHT)
    cover = _money_cover(view, cover_id)

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        read = [(line.id, reader.maybe_amount(f"line.{line.id}")) for line in view.plan.money_lines]
        reader.check()
        shares = tuple(Share(line_id, cents) for line_id, cents in read if cents)
        parts = _parts(view, cover, shares)
        saving.save_budget(context(), require_actor(), application_id, once=once, expected_version=version, **parts)

    def again(errors: tuple[FieldError, ...], **problem: Any) -> str:
        # What does not add up is about all lines together, and stands above them.
        placed = [error if error.field.startswith("line.") else replace(error, field="") for error in errors]
        now = view_of(application_id, saving.RIGHT)
        return show("shares", now, cover=cover, typed=request.form, errors=placed, **problem)

    return handle(application_id, act, _("De verdeling is bewaard."), again)


def _parts(view: BudgetView, cover: Cover, shares: tuple[Share, ...]) -> dict[str, Any]:
    """A division as save_budget takes it: that of an application stands apart, another stands on its cover."""
    if cover.kind is CoverKind.APPLICATION:
        return {"shares": {cover.id: shares}}
    changed = replace(cover, shares=shares)
    return {"covers": [changed if one.id == cover.id else one for one in view.budget.covers]}


def _money_cover(view: BudgetView, cover_id: str) -> Cover:
    cover = view.plan.cover(cover_id)
    if cover is None or cover.kind is CoverKind.IN_KIND:
        raise NotFound(_("Deze regel van het dekkingsplan is niet gevonden."))
    return cover


def _covers(view: BudgetView, rows: list[Row], *, version: str | None = None, **problem: Any) -> str:
    return show(
        "covers",
        view,
        rows=[*rows, *({} for _row in range(EMPTY_ROWS))],
        kinds=choices_of({kind: COVER_LABELS[kind] for kind in TYPED_KINDS}),
        states=choices_of(COVER_STATE_LABELS),
        version=view.budget.version if version is None else version,
        **problem,
    )


def _row(cover: Cover) -> Row:
    return {
        "id": cover.id,
        "kind": cover.kind.value,
        "name": cover.name,
        "amount": amount_to_edit(cover.amount_cents),
        "state": cover.state.value,
    }


def _cover(reader: Reader, path: str, shares: Mapping[str, tuple[Share, ...]]) -> Cover:
    cover_id = reader.raw(f"{path}.id")[:36] or new_id()
    kind = reader.choice(f"{path}.kind", [kind.value for kind in TYPED_KINDS], _("Kies waar het geld vandaan komt."))
    state = reader.choice(f"{path}.state", list(CoverState), _("Kies hoe zeker het geld is."))
    name = reader.text(f"{path}.name", 200) or _(COVER_LABELS[CoverKind(kind)])
    amount = reader.maybe_amount(f"{path}.amount") or 0
    cover = Cover(cover_id, CoverKind(kind), name, amount, CoverState(state), shares.get(cover_id, ()))
    return replace(cover, shares=proposed_shares(cover))
