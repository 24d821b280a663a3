"""The page on which people say when they are away and who stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.access.actors import Actor
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.notifier.context import NotifierContext
from shared.notifier.leave import taking
from shared.notifier.leave.rules import Away
from shared.notifier.typed_days import typed_days
from shared.plumbing.endpoints import once_from_form, page
from shared.wording.texts import gettext as _


def add_leave(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the page, its form and the button that ends a leave."""

    @page(blueprint, "GET", "/leave", right=taking.READ)
    def leaves() -> str:
        """When the person is away, and for whom they stand in."""
        return _show(context, require_actor(), {})

    @page(blueprint, "POST", "/leave", right=taking.CREATE)
    def take_leave() -> Response | tuple[str, int]:
        """Keeps a new one."""
        actor, given = require_actor(), request.form.to_dict()
        try:
            taking.take_leave(context, actor, _read(given), once=once_from_form(_url))
        except InvalidInput as problem:
            return _show(context, actor, given, problem.errors), 400
        flash(_("Uw afwezigheid is bewaard. Zeg het ook zelf tegen wie invalt."), "good")
        return redirect(_url(None), code=303)

    @page(blueprint, "POST", "/leave/<leave_id>/end", right=taking.END)
    def end_leave(leave_id: str) -> Response:
        """Ends one now."""
        taking.end_leave(context, require_actor(), leave_id)
        flash(_("U krijgt uw mail weer zelf."), "good")
        return redirect(_url(None), code=303)


def _read(given: Mapping[str, str]) -> Away:
    days: dict[str, date] = typed_days(given)
    return Away(days["starts_on"], days["ends_on"], given.get("stand_in_id", ""), given.get("place_id") or None)


def _url(_kept: object) -> str:
    return url_for("notifier.leaves")


def _show(context: NotifierContext, actor: Actor, form: Mapping[str, str], errors: Sequence[FieldError] = ()) -> str:
    mine = taking.my_leave(context, actor)
    return render_template(
        "notifier/leaves.html",
        mine=mine,
        places=[(one.id, one.name) for one in mine.places],
        colleagues=[(one.id, one.called) for one in mine.colleagues],
        form=form,
        errors=errors,
        key=new_id(),
    )
