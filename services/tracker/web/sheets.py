"""A sheet of a fundraiser: send it, say what its columns are, see what it does, answer what is asked, take it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.sheets import content as sheets
from services.tracker.domain.sheets.choices import Choices
from services.tracker.domain.sheets.columns import FIELD_LABELS, Field
from services.tracker.domain.sheets.headings import proposed
from services.tracker.usecases.exchanging.apply_sheet import RowProblem, SheetRefused, apply_sheet, refused_rows
from services.tracker.usecases.exchanging.bring_sheet import bring_file
from services.tracker.usecases.exchanging.choose import choose
from services.tracker.usecases.exchanging.plan_sheet import SheetPlan, see_sheet
from services.tracker.usecases.exchanging.rights import IMPORT
from services.tracker.usecases.exchanging.see_sheets import see_sheets
from services.tracker.web import sheet_words
from services.tracker.web.routes import blueprint, context
from services.tracker.web.sheet_answers import read_answers
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.plumbing.sheets.limits import MAX_BYTES
from shared.wording.texts import gettext as _

PER_PAGE = 50
_FORM_AROUND = 20_000
"""Bytes of a form that are not the file."""


@page(blueprint, "GET", "/sheets", right=IMPORT)
def list_sheets() -> str:
    """The form to send a sheet, and what was sent before."""
    return _list(())


@page(blueprint, "POST", "/sheets", right=IMPORT, max_body=MAX_BYTES + _FORM_AROUND)
def bring() -> Any:
    """Reads a sheet, and goes on to its columns or to what it does."""
    sent = request.files.get("file")
    name, data = (sent.filename or "", sent.stream.read()) if sent else ("", b"")
    try:
        sheet = bring_file(context(), require_actor(), name, data, once=once_from_form(lambda kept: _address(kept.id)))
    except InvalidInput as problem:
        return _list(problem.errors), 400
    return redirect(_address(sheet.id), code=303)


@page(blueprint, "GET", "/sheets/<sheet_id>", right=IMPORT)
def show_sheet(sheet_id: str) -> Any:
    """What the sheet does now, or did; first its columns, when nobody looked at them yet."""
    plan = see_sheet(context(), require_actor(), sheet_id)
    if plan.choices.columns is None and plan.sheet.applied_at is None:
        return redirect(url_for("pages.sheet_columns", sheet_id=sheet_id), code=303)
    return _show(plan)


@page(blueprint, "GET", "/sheets/<sheet_id>/columns", right=IMPORT)
def sheet_columns(sheet_id: str) -> str:
    """What each column is, as far as we can tell."""
    return _columns(see_sheet(context(), require_actor(), sheet_id), ())


@page(blueprint, "POST", "/sheets/<sheet_id>/columns", right=IMPORT)
def choose_columns(sheet_id: str) -> Any:
    """Keeps what each column is, for this sheet and the next one like it."""

    def change(before: Choices) -> Choices:
        typed = {
            int(name.removeprefix("columns.")): Field(value)
            for name, value in request.form.items()
            if name.removeprefix("columns.").isdecimal() and name.startswith("columns.") and value in list(Field)
        }
        return replace(before, columns=typed)

    return _choose(sheet_id, change, lambda plan, errors: _columns(plan, errors))


@page(blueprint, "POST", "/sheets/<sheet_id>/answers", right=IMPORT)
def answer_questions(sheet_id: str) -> Any:
    """Keeps which place is which, what words mean, who wins, and what stays out."""
    return _choose(
        sheet_id, lambda before: read_answers(request.form, before), lambda plan, errors: _show(plan, errors)
    )


@page(blueprint, "POST", "/sheets/<sheet_id>/confirm", right=IMPORT)
def confirm_sheet(sheet_id: str) -> Any:
    """Takes over what was shown."""
    ctx, actor = context(), require_actor()
    once = once_from_form(lambda kept: _address(kept.id))
    try:
        apply_sheet(ctx, actor, sheet_id, digest=request.form.get("digest", ""), once=once)
    except SheetRefused as problem:
        return _show(
            see_sheet(ctx, actor, sheet_id), (FieldError("", "refused", problem.message),), problem.problems
        ), 409
    except NotAllowedNow as problem:
        return _show(see_sheet(ctx, actor, sheet_id), (FieldError("", problem.code, problem.message),)), 409
    flash(_("Ingelezen. De aanvragen staan nu bij uw plekken."), "good")
    return redirect(_address(sheet_id), code=303)


def _choose(sheet_id: str, change: Any, again: Any) -> Any:
    ctx, actor = context(), require_actor()
    once = once_from_form(lambda kept: _address(kept.id))
    try:
        choose(ctx, actor, sheet_id, change, once=once, expected_version=version_from_form())
    except InvalidInput as problem:
        return again(see_sheet(ctx, actor, sheet_id), problem.errors), 400
    except Stale as problem:
        return again(see_sheet(ctx, actor, sheet_id), (FieldError("", "stale", problem.message),)), 412
    return redirect(_address(sheet_id), code=303)


def _address(sheet_id: str) -> str:
    return url_for("pages.show_sheet", sheet_id=sheet_id)


def _list(errors: Sequence[FieldError]) -> str:
    seen = see_sheets(context(), require_actor())
    return render_template(
        "exchange/sheets.html",
        errors=errors,
        sheets=seen.sheets,
        to_settle=seen.to_settle,
        unlinked=seen.unlinked,
        most_mb=MAX_BYTES // 1_000_000,
        key=request.form.get("idempotency_key") or new_id(),
    )


def _columns(plan: SheetPlan, errors: Sequence[FieldError]) -> str:
    content = sheets.from_json(plan.sheet.content or {"headings": [], "line": 1, "rows": []})
    chosen = plan.choices.columns if plan.choices.columns is not None else proposed(content)
    typed = request.form if errors else {}
    columns = [
        {
            "name": f"columns.{number}",
            "heading": heading or _("kolom %(number)s", number=number + 1),
            "samples": sheets.samples(content, number),
            "value": typed.get(f"columns.{number}", chosen[number].value if number in chosen else ""),
        }
        for number, heading in enumerate(content.headings)
    ]
    return render_template(
        "exchange/columns.html",
        sheet=plan.sheet,
        line=content.line,
        columns=[column for column in columns if column["samples"] or column["value"]],
        fields=[(field.value, _(text)) for field, text in FIELD_LABELS.items()],
        errors=errors,
        key=new_id(),
    )


def _show(plan: SheetPlan, errors: Sequence[FieldError] = (), problems: Sequence[RowProblem] = ()) -> str:
    start = int(request.args["start"]) if request.args.get("start", "").isdecimal() else 0
    told = sheet_words.rows_in_words(plan)
    return render_template(
        "exchange/sheet.html",
        plan=plan,
        sheet=plan.sheet,
        counts=plan.sheet.counts or plan.counts,
        questions=sheet_words.questions_of(plan),
        refused=[(sheet_words.row_in_words(row, plan), message) for row, message in refused_rows(plan, problems)],
        rows=told[start : start + PER_PAGE],
        total=len(told),
        first=start + 1,
        previous=url_for("pages.show_sheet", sheet_id=plan.sheet.id, start=max(0, start - PER_PAGE)) if start else "",
        next=url_for("pages.show_sheet", sheet_id=plan.sheet.id, start=start + PER_PAGE)
        if start + PER_PAGE < len(told)
        else "",
        errors=errors,
        key=new_id(),
    )
