"""Pages on which coordinators bring a file into the catalogue: choose it, see what it does, confirm exactly that."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.feeds.confirm_import import confirm_import
from services.matcher.usecases.feeds.import_file import FeedRefused, in_words
from services.matcher.usecases.feeds.rights import CARE
from services.matcher.usecases.feeds.see_imports import see_import, see_imports
from services.matcher.usecases.feeds.show_import import show_import
from services.matcher.web import change_words
from services.matcher.web.base import context, position
from shared.access.web import current_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.plumbing.sheets.limits import MAX_BYTES
from shared.wording.texts import gettext as _

blueprint = Blueprint("imports", __name__, template_folder="templates")

PER_PAGE = 20
MOST_PROBLEMS = 100
MOST_HELD = 50
_FORM_AROUND = 20_000
"""Bytes of a form that are not the file."""


@page(blueprint, "GET", "/catalogue/imports", right=CARE)
def list_imports() -> str:
    """The form, what was brought in before, and what the shipped files could not change."""
    return _list(())


@page(blueprint, "POST", "/catalogue/imports", right=CARE, max_body=MAX_BYTES + _FORM_AROUND)
def create_import() -> Any:
    """Reads the file and goes on to what it would do; or says everything that is wrong with it."""
    name, data = _sent()
    once = once_from_form(lambda row: url_for("imports.show_import_page", import_id=row.id))
    try:
        row = show_import(context(), current_actor(), name, data, once=once)
    except FeedRefused as refused:
        return _list((), refused=refused, file_name=name), 400
    except InvalidInput as problem:
        return _list(problem.errors), 400
    return redirect(url_for("imports.show_import_page", import_id=row.id), code=303)


@page(blueprint, "GET", "/catalogue/imports/<import_id>", right=CARE)
def show_import_page(import_id: str) -> str:
    """What a file does now, or did, source by source and field by field."""
    ctx, start = context(), position("start")
    seen = see_import(ctx, current_actor(), import_id)
    regions = current_catalogue(ctx.database).regions
    shown = seen.sources[start : start + PER_PAGE]

    def address(first: int) -> str:
        return url_for("imports.show_import_page", import_id=import_id, start=first)

    return render_template(
        "imports/import.html",
        seen=seen,
        touched=[
            (row, change_words.in_words(row["changes"], regions), change_words.in_words(row["held"], regions))
            for row in shown
        ],
        first=start + 1,
        previous=address(max(0, start - PER_PAGE)) if start else "",
        next=address(start + PER_PAGE) if start + PER_PAGE < len(seen.sources) else "",
        key=new_id(),
    )


@page(blueprint, "POST", "/catalogue/imports/<import_id>/confirm", right=CARE)
def confirm(import_id: str) -> Any:
    """Does what was shown."""
    address = url_for("imports.show_import_page", import_id=import_id)
    digest = request.form.get("digest", "")
    confirm_import(context(), current_actor(), import_id, digest=digest, once=once_from_form(lambda _row: address))
    flash(_("Het bestand is verwerkt. De bronnen zijn bijgewerkt."), "good")
    return redirect(address, code=303)


def _sent() -> tuple[str, bytes]:
    """The name and content of the file; empty when there is none."""
    sent = request.files.get("file")
    if sent is None:
        return "", b""
    # Left open: the key of the form counts the file too.
    return sent.filename or "", sent.stream.read()


def _list(errors: tuple[FieldError, ...], refused: FeedRefused | None = None, file_name: str = "") -> str:
    ctx, start = context(), position("start")
    rows, load = see_imports(ctx, current_actor(), start=start, limit=PER_PAGE + 1)
    problems = [in_words(problem) for problem in refused.problems] if refused else []
    regions = current_catalogue(ctx.database).regions
    held = (
        [(field["id"], change_words.in_words([field], regions)[0]) for field in load.held[:MOST_HELD]] if load else []
    )
    return render_template(
        "imports/imports.html",
        errors=errors,
        file_name=file_name,
        problems=problems[:MOST_PROBLEMS],
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
        rows=rows[:PER_PAGE],
        load=load,
        held=held,
        most_mb=MAX_BYTES // 1_000_000,
        key=request.form.get("idempotency_key") or new_id(),
        previous=url_for("imports.list_imports", start=max(0, start - PER_PAGE)) if start else "",
        next=url_for("imports.list_imports", start=start + PER_PAGE) if len(rows) > PER_PAGE else "",
    )
