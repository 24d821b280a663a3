"""Pages on which a place or a coalition agrees on its weeks of rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.access.actors import Actor
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.kernel.ids import new_id
from shared.notifier.context import NotifierContext
from shared.notifier.resting import agreeing
from shared.notifier.resting.rules import LONGEST_NOTE, Weeks
from shared.notifier.typed_days import typed_days
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

Answer = Response | str | tuple[str, int]


def add_resting(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the list with its form, and the page of one season of rest."""

    @page(blueprint, "GET", "/rest", right=agreeing.READ)
    def rests() -> str:
        """The rests of the person's places and coalitions, and where they may, a form for a new one."""
        return _list(context, require_actor(), {})

    @page(blueprint, "POST", "/rest", right=agreeing.CREATE)
    def agree_on_rest() -> Answer:
        """Keeps a new one."""
        actor, given = require_actor(), request.form.to_dict()
        organisation_id = given.get("organisation_id", "")
        try:
            weeks = read_weeks(given, _organisation_errors(context, actor, organisation_id))
            agreeing.agree(context, actor, organisation_id, weeks, once=once_from_form(_list_url))
        except InvalidInput as problem:
            return _list(context, actor, given, problem.errors), 400
        flash(_("De rust is afgesproken."), "good")
        return redirect(_list_url(None), code=303)

    @page(blueprint, "GET", "/rest/<rest_id>", right=agreeing.CHANGE)
    def rest(rest_id: str) -> str:
        """The form to change or end one."""
        found = agreeing.one_rest(context, require_actor(), rest_id)
        form = {"starts_on": str(found.starts_on), "ends_on": str(found.ends_on), "note": found.note}
        return _one(rest_id, found.version, form)

    @page(blueprint, "POST", "/rest/<rest_id>", right=agreeing.CHANGE)
    def change_rest(rest_id: str) -> Answer:
        """Keeps other days or another note."""
        given, version = request.form.to_dict(), version_from_form()
        actor = require_actor()
        agreeing.may_change(context, actor, rest_id)
        return _try(
            context,
            rest_id,
            given,
            lambda: agreeing.change(context, actor, rest_id, read_weeks(given), expected_version=version),
            _("De rust is veranderd."),
        )

    @page(blueprint, "POST", "/rest/<rest_id>/end", right=agreeing.END)
    def end_rest(rest_id: str) -> Answer:
        """Ends it now."""
        actor, version = require_actor(), version_from_form()
        return _try(
            context,
            rest_id,
            {},
            lambda: agreeing.end(context, actor, rest_id, expected_version=version),
            _("De rust is voorbij. Berichten komen weer."),
        )


def read_weeks(given: Mapping[str, str], errors: Sequence[FieldError] = ()) -> Weeks:
    """The days and the note out of a form. Raises InvalidInput with all errors, also those found before."""
    days = typed_days(given, errors)
    return Weeks(days["starts_on"], days["ends_on"], " ".join(given.get("note", "").split()))


def _organisation_errors(context: NotifierContext, actor: Actor, organisation_id: str) -> list[FieldError]:
    open_to = {one.organisation.id for one in agreeing.my_rests(context, actor) if one.may_agree}
    return [] if organisation_id in open_to else [FieldError("organisation_id", "unknown", _("Kies voor wie."))]


def _try(
    context: NotifierContext, rest_id: str, given: Mapping[str, str], act: Callable[[], object], done: str
) -> Answer:
    try:
        act()
    except InvalidInput as problem:
        return _one(rest_id, version_from_form(), given, problem.errors), 400
    except Stale as stale:
        found = agreeing.one_rest(context, require_actor(), rest_id)
        form = {"starts_on": str(found.starts_on), "ends_on": str(found.ends_on), "note": found.note}
        return _one(rest_id, found.version, form, [FieldError("", "stale", stale.message)]), 412
    flash(done, "good")
    return redirect(_list_url(None), code=303)


def _list_url(_kept: object) -> str:
    return url_for("notifier.rests")


def _list(context: NotifierContext, actor: Actor, form: Mapping[str, str], errors: Sequence[FieldError] = ()) -> str:
    found = agreeing.my_rests(context, actor)
    return render_template(
        "notifier/rests.html",
        found=found,
        choices=[(one.organisation.id, one.organisation.name) for one in found if one.may_agree],
        form=form,
        errors=errors,
        key=new_id(),
        longest_note=LONGEST_NOTE,
    )


def _one(rest_id: str, version: int, form: Mapping[str, str], errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "notifier/rest.html", rest_id=rest_id, version=version, form=form, errors=errors, longest_note=LONGEST_NOTE
    )
