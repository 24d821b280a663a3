"""Pages on which coordinators look at sources that may be one: compare, make one, undo, or say that they are two."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.domain.care.duplicates import Likeness
from services.matcher.usecases.duplicates.merge_sources import Merge, merge_sources
from services.matcher.usecases.duplicates.see_duplicates import Comparison, compare, see_duplicates
from services.matcher.usecases.duplicates.tell_distinct import tell_distinct
from services.matcher.usecases.duplicates.undo_merge import undo_merge
from services.matcher.usecases.feeds.rights import CARE
from services.matcher.web.base import context, position
from services.matcher.web.change_words import shortened
from services.matcher.web.field_words import field_name, value_text
from shared.access.web import current_actor
from shared.kernel.errors import FieldError, InvalidInput, NotFound, PreconditionMissing
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.wording.texts import gettext as _

blueprint = Blueprint("duplicates", __name__, template_folder="templates")

PER_PAGE = 20
SIDES = ("first", "second")
FIELD = "from-"
"""How the choice of a field is called in the form: `from-status`, answered by a side."""


@page(blueprint, "GET", "/catalogue/duplicates", right=CARE)
def list_duplicates() -> str:
    """Pairs that look alike and why, a form for any other two, and what was made one before."""
    return _list({}, ())


@page(blueprint, "GET", "/catalogue/duplicates/compare", right=CARE)
def show_comparison() -> Any:
    """Two sources side by side, with a choice per field that differs."""
    ids = {side: _id_of(request.args.get(side, "")) for side in SIDES}
    try:
        comparison = compare(context(), current_actor(), ids["first"], ids["second"])
    except InvalidInput as problem:
        return _list(ids, problem.errors), 400
    except NotFound as missing:
        return _list(ids, (FieldError("first", "not_found", missing.message),)), 400
    return _comparison(comparison, {}, ())


@page(blueprint, "POST", "/catalogue/duplicates/merge", right=CARE)
def merge() -> Any:
    """Makes one of two."""
    form = request.form
    address = url_for("duplicates.list_duplicates")
    try:
        keep = form.get("keep", "")
        if keep not in SIDES:
            raise InvalidInput([FieldError("keep", "required", _("Kies welke bron blijft."))])
        merge_sources(context(), current_actor(), _chosen(keep), once=once_from_form(lambda _redirect: address))
    except InvalidInput as problem:
        comparison = compare(context(), current_actor(), form.get("first", ""), form.get("second", ""))
        return _comparison(comparison, form, problem.errors), 400
    flash(_("De twee bronnen zijn nu één. U kunt dit hieronder ongedaan maken."), "good")
    return redirect(address, code=303)


@page(blueprint, "POST", "/catalogue/duplicates/distinct", right=CARE)
def keep_both() -> Any:
    """Remembers that two are two."""
    address = url_for("duplicates.list_duplicates")
    ids = (request.form.get("first", ""), request.form.get("second", ""))
    tell_distinct(context(), current_actor(), ids, once=once_from_form(lambda _nothing: address))
    flash(_("Bewaard: dit zijn twee bronnen. Wij laten ze hier niet meer zien."), "good")
    return redirect(address, code=303)


@page(blueprint, "POST", "/catalogue/duplicates/<old_id>/undo", right=CARE)
def undo(old_id: str) -> Any:
    """Makes two of one again."""
    address = url_for("duplicates.list_duplicates")
    undo_merge(context(), current_actor(), old_id, once=once_from_form(lambda _old_id: address))
    flash(_("Ongedaan gemaakt. Er zijn weer twee bronnen."), "good")
    return redirect(address, code=303)


def why_words() -> dict[Likeness, str]:
    """Why two sources look alike, in words."""
    return {
        Likeness.SAME_PAGE: _("zelfde webpagina"),
        Likeness.SAME_NAME: _("zelfde naam"),
        Likeness.NEAR_NAME: _("bijna dezelfde naam"),
        Likeness.SAME_AREAS: _("zelfde gebied"),
    }


def _chosen(keep: str) -> Merge:
    form, other = request.form, SIDES[1 - SIDES.index(keep)]
    take = (name.removeprefix(FIELD) for name, side in form.items() if name.startswith(FIELD) and side == other)
    return Merge(
        kept_id=form.get(keep, ""),
        old_id=form.get(other, ""),
        take=frozenset(take),
        kept_version=_version(f"{keep}_version"),
        old_version=_version(f"{other}_version"),
    )


def _version(name: str) -> int:
    text = request.form.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise PreconditionMissing(_("Open de pagina opnieuw en probeer het nog eens."))
    return int(text)


def _id_of(given: str) -> str:
    """The id out of what somebody typed: an id, or the address of the page of a source."""
    return given.strip().rstrip("/").rpartition("/")[2][:120]


def _list(values: dict[str, str], errors: tuple[FieldError, ...]) -> str:
    seen, start = see_duplicates(context(), current_actor()), position("start")
    shown = seen.pairs[start : start + PER_PAGE]
    entries = seen.catalogue.sources
    return render_template(
        "duplicates/duplicates.html",
        pairs=[(entries[pair.first_id], entries[pair.second_id], pair.why) for pair in shown],
        total=len(seen.pairs),
        merged=[(one, entries[one.old_id], entries[one.kept_id]) for one in seen.merged],
        why_words=why_words(),
        values=values,
        errors=errors,
        key=new_id(),
        previous=url_for("duplicates.list_duplicates", start=max(0, start - PER_PAGE)) if start else "",
        next=url_for("duplicates.list_duplicates", start=start + PER_PAGE)
        if start + PER_PAGE < len(seen.pairs)
        else "",
    )


def _comparison(comparison: Comparison, values: Any, errors: tuple[FieldError, ...]) -> str:
    regions = comparison.catalogue.regions
    documents = (comparison.first.document, comparison.second.document)
    fields = [
        (
            f"{FIELD}{name}",
            field_name(name),
            [
                (side, shortened(value_text(name, document.get(name), regions)))
                for side, document in zip(SIDES, documents, strict=True)
            ],
            values.get(f"{FIELD}{name}") or ("first" if documents[0].get(name) is not None else "second"),
        )
        for name in comparison.fields
    ]
    return render_template(
        "duplicates/compare.html",
        comparison=comparison,
        why=[why_words()[reason] for reason in comparison.why],
        fields=fields,
        keep=values.get("keep", "first"),
        errors=errors,
        key=values.get("idempotency_key") or new_id(),
    )
