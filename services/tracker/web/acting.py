"""What every form page has in common: show it, do it, or show it again with what is wrong and what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.tracker.domain.records import Application
from services.tracker.usecases.reading.read_dossier import Dossier, read_dossier
from services.tracker.web.history import changed_lines
from services.tracker.web.routes import context
from shared.access.rights import Fact, Right, may, require
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, version_from_form
from shared.plumbing.idempotency import Once


@dataclass(frozen=True)
class FormPage:
    """One form about an application: its template and the extra values that it shows."""

    template: str
    values: Callable[[Dossier], Mapping[str, Any]] = lambda dossier: {}

    def show(self, application_id: str, typed: Mapping[str, str] | None = None) -> str:
        """The form, empty or with what is known already."""
        dossier = read_dossier(context(), require_actor(), application_id)
        return self._render(dossier, typed or {}, ())

    def show_filled(self, application_id: str, typed: Mapping[str, str], **values: Any) -> str:
        """The form with these fields filled in, and extra values for the page."""
        dossier = read_dossier(context(), require_actor(), application_id)
        return self._render(dossier, typed, (), **values)

    def handle(self, application_id: str, act: Callable[[Once | None, int], object], done: str) -> Any:
        """Does what was asked and goes to the application with the message `done`, or shows what is wrong.

        `act` gets the idempotency of the form and the version it was made from; when it gives another application,
        people go there.
        """
        try:
            made = act(once_of(application_id), version_from_form())
        except InvalidInput as problem:
            return self.again(application_id, problem.errors, 400)
        except NotAllowedNow as problem:
            return self.again(application_id, (FieldError("", problem.code, problem.message),), 409)
        except Stale as problem:
            return self.again(application_id, (FieldError("", "stale", problem.message),), 412, problem)
        flash(done, "good")
        return to_application(_id_of(made, application_id))

    def again(
        self, application_id: str, errors: tuple[FieldError, ...], status: int, stale: Stale | None = None
    ) -> Any:
        """The form again, with what was typed and what is wrong."""
        dossier = read_dossier(context(), require_actor(), application_id)
        changes = changed_lines(stale.changes.get("events", ())) if stale else ()
        return self._render(dossier, request.form, errors, changes), status

    def _render(
        self,
        dossier: Dossier,
        typed: Mapping[str, str],
        errors: tuple[FieldError, ...],
        changes: tuple[str, ...] = (),
        **values: Any,
    ) -> str:
        check_right(dossier.application)
        return render_template(
            self.template,
            dossier=dossier,
            application=dossier.application,
            typed=typed,
            errors=errors,
            changes=changes,
            key=new_id(),
            **{**self.values(dossier), **values},
        )


def check_right(application: Application) -> None:
    """Shows a form, also one with mistakes in it, to who may do what it is for: the right that the route names.

    What the act itself still looks at (a file, whose it is) counts as there. Raises Forbidden or NotFound.
    """
    actor, right = require_actor(), getattr(current_app.view_functions[request.endpoint or ""], "right", None)
    case: dict[str, Any] = {
        "place_id": application.place_id,
        "state": application.state.value,
        "owner_id": actor.person_id,
        "facts": frozenset(Fact),
    }
    if isinstance(right, Right) and not may(actor, right, **case).allowed:
        require(actor, right, **case)


def once_of(application_id: str) -> Once | None:
    """The idempotency of this form; a repeat goes to the application again."""
    return once_from_form(lambda made: url_for("pages.show_application", application_id=_id_of(made, application_id)))


def to_application(application_id: str) -> Response:
    """On to the page of the application."""
    return redirect(url_for("pages.show_application", application_id=application_id), code=303)


def _id_of(made: object, application_id: str) -> str:
    return made.id if isinstance(made, Application) else application_id
