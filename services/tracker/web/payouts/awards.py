"""A list of awards brought in: choose the file, see what it does, confirm exactly that."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from services.tracker.domain.payouts.awards import award_of
from services.tracker.domain.payouts.states import Way
from services.tracker.usecases.payouts import import_awards as importing
from services.tracker.usecases.payouts.hosts import host_name
from services.tracker.web.forms import Reader
from services.tracker.web.payouts import words
from services.tracker.web.payouts.base import PayoutForm, Values, sent_file
from services.tracker.web.routes import blueprint, context
from shared.access.rights import require
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.plumbing.idempotency import Once
from shared.plumbing.sheets.limits import MAX_BYTES
from shared.wording.texts import gettext as _

FORM_AROUND = 20_000
MOST_PROBLEMS = 100
MAX_SCHEME = 120


@page(blueprint, "GET", "/payouts/hosts/<host_id>/awards", right=importing.RIGHT)
def awards_form(host_id: str) -> str:
    """The form for a file."""
    return _form(host_id, {}, ())


@page(blueprint, "POST", "/payouts/hosts/<host_id>/awards", right=importing.RIGHT, max_body=MAX_BYTES + FORM_AROUND)
def show_awards(host_id: str) -> Any:
    """Reads the file and goes on to what it does, or says everything that is wrong, by line and column."""
    reader = Reader(request.form)
    once = once_from_form(lambda shown: url_for("pages.awards_shown", import_id=shown.id))
    name, data = sent_file("file")
    try:
        scheme = reader.text("scheme", MAX_SCHEME, missing=_("Vul in bij welke regeling deze lijst hoort."))
        if not data:
            reader.wrong("file", "required", _("Kies een bestand (.csv of .xlsx)."))
        reader.check()
        shown = importing.show_awards(context(), require_actor(), host_id, name, data, scheme=scheme, once=once)
    except InvalidInput as problem:
        return _form(host_id, request.form, problem.errors), 400
    return redirect(url_for("pages.awards_shown", import_id=shown.id), code=303)


def _shown_values(import_id: str) -> Values:
    shown = importing.read_import(context(), require_actor(), import_id)
    rows = [award_of(row) for row in shown.rows]
    return {
        "shown": shown,
        "rows": rows,
        "sum_cents": sum(row.amount_cents for row in rows),
        "ways": words.way_choices(),
        "version": shown.version,
        "back": url_for("pages.list_payouts", host=shown.place_id),
    }


confirm_page = PayoutForm("payouts/awards_shown.html", _shown_values)


@page(blueprint, "GET", "/payouts/awards/<import_id>", right=importing.RIGHT)
def awards_shown(import_id: str) -> str:
    """What the file brings in."""
    return confirm_page.show(import_id)


@page(blueprint, "POST", "/payouts/awards/<import_id>", right=importing.RIGHT)
def confirm_awards(import_id: str) -> Any:
    """Brings in what was shown."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        way = Way(reader.choice("way", list(Way), _("Kies hoe de groepen het geld krijgen.")))
        reader.check()
        importing.confirm_awards(context(), require_actor(), import_id, way, once=once, expected_version=version)

    return confirm_page.handle(import_id, act, _("De straten staan in de lijst."))


def _form(host_id: str, typed: Any, errors: tuple[FieldError, ...]) -> str:
    require(require_actor(), importing.RIGHT, place_id=host_id)
    return render_template(
        "payouts/awards.html",
        host_id=host_id,
        host_name=host_name(context(), host_id),
        typed=typed,
        errors=[_said(one) for one in errors[:MOST_PROBLEMS]],
        more=max(0, len(errors) - MOST_PROBLEMS),
        key=new_id(),
    )


def _said(error: FieldError) -> FieldError:
    """An error of a line with the line and the column before it; others as they are."""
    line, _dot, column = error.field.partition(".")
    if not line.isdigit():
        return error
    text = _("Regel %(line)s, kolom %(column)s: %(text)s", line=line, column=column, text=error.message)
    return FieldError("file", error.code, text)
