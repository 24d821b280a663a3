"""What every form about the money of an application has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.instalments.records import Instalment
from services.tracker.usecases.payments import read_money as reading
from services.tracker.usecases.payments.acting import RIGHT
from services.tracker.usecases.payments.read_money import ApplicationMoney
from services.tracker.web import money_words
from services.tracker.web.routes import context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, tried
from shared.access.rights import require
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

NOTHING_TYPED: Mapping[str, str] = {}
NOTHING_ELSE: Mapping[str, object] = {}


@dataclass(frozen=True)
class MoneyForm:
    """One form, by its template. `about` is what it shows beside the money itself."""

    template: str

    def show(
        self,
        application_id: str,
        *,
        instalment_id: str | None = None,
        typed: Mapping[str, str] = NOTHING_TYPED,
        wrong: Wrong = NOTHING_WRONG,
        about: Mapping[str, object] = NOTHING_ELSE,
    ) -> str:
        """The form, with what was typed and what is wrong with it. Raises NotFound, Forbidden."""
        actor = require_actor()
        found = reading.read_money(context(), actor, application_id)
        require(actor, RIGHT, place_id=found.application.place_id)
        return render_template(
            self.template,
            found=found,
            application=found.application,
            money=found.money,
            instalment=_instalment(found, instalment_id),
            words=money_words,
            typed=typed,
            wrong=wrong,
            errors=wrong.errors,
            key=new_id(),
            **about,
        )

    def handle(
        self,
        application_id: str,
        act: Callable[[], object],
        done: str,
        *,
        instalment_id: str | None = None,
        about: Mapping[str, object] = NOTHING_ELSE,
    ) -> Any:
        """Does what was asked and goes to the money with the message `done`, or shows the form again."""
        wrong = tried(act)
        if wrong is NOTHING_WRONG:
            flash(done, "good")
            return redirect(address(application_id), code=303)
        page = self.show(application_id, instalment_id=instalment_id, typed=request.form, wrong=wrong, about=about)
        return page, wrong.status


def address(application_id: str) -> str:
    """The page of the money of an application."""
    return url_for("pages.money", application_id=application_id)


def once_of_money(application_id: str) -> Once | None:
    """The idempotency of this form; a repeat goes to the money again."""
    return once_from_form(lambda _result: address(application_id))


def _instalment(found: ApplicationMoney, instalment_id: str | None) -> Instalment | None:
    if instalment_id is None:
        return None
    for one in found.money.instalments:
        if one.id == instalment_id:
            return one
    raise NotFound(_("Deze betaling is niet gevonden."))
