"""Deadlines besides the closing: writing them down, ticking them off, choosing the source's date, and grace."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request

from services.tracker.domain.deadlines import DeadlineState, Entered, Kind
from services.tracker.domain.kinds import BY_HAND
from services.tracker.usecases.dating import choose_source_date as choosing
from services.tracker.usecases.dating import end_deadline_by_hand as ending
from services.tracker.usecases.dating import record_grace as gracing
from services.tracker.usecases.dating import set_deadline as setting
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web import date_words, words
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 500


def _choices(_dossier: Dossier) -> dict[str, object]:
    return {"bases": words.basis_choices(), "kinds": date_words.kind_choices(BY_HAND)}


def _ended(dossier: Dossier) -> dict[str, object]:
    deadline_id = (request.view_args or {})["deadline_id"]
    deadline = next((one for one in dossier.other_deadlines if one.id == deadline_id), None)
    if deadline is None:
        raise NotFound(_("Deze termijn is niet gevonden, of is al afgelopen."))
    return {"deadline": deadline, "ways": date_words.end_choices(), "kind": date_words.kind_text(deadline.kind)}


deadline_page = FormPage("deadlines/deadline.html", _choices)
end_page = FormPage("deadlines/end.html", _ended)
grace_page = FormPage("deadlines/grace.html", _choices)
choice_page = FormPage("deadlines/choice.html", lambda _dossier: {"entered_words": date_words.entered_words})


@page(blueprint, "GET", "/applications/<application_id>/deadlines/new", right=setting.RIGHT)
def deadline_form(application_id: str) -> str:
    """The form for a deadline."""
    return deadline_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/deadlines/new", right=setting.RIGHT)
def add_deadline(application_id: str) -> Any:
    """Makes the date the next version of the deadline of this kind."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        kind = Kind(reader.choice("kind", [kind.value for kind in BY_HAND], _("Kies waar de termijn voor is.")))
        entered = _entered(reader)
        reader.check()
        setting.set_deadline(
            context(),
            require_actor(),
            application_id,
            kind=kind,
            entered=entered,
            sure=reader.tick("sure"),
            once=once,
            expected_version=version,
        )

    return deadline_page.handle(application_id, act, _("De termijn is bewaard."))


@page(blueprint, "GET", "/applications/<application_id>/deadlines/<deadline_id>/end", right=ending.SEE)
def end_form(application_id: str, deadline_id: str) -> str:
    """The form for ticking a deadline off."""
    return end_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/deadlines/<deadline_id>/end", right=ending.SEE)
def end_deadline(application_id: str, deadline_id: str) -> Any:
    """Gives an open deadline its last state."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        state = reader.choice("state", [state.value for state in ending.ENDS], _("Kies hoe de termijn afliep."))
        reason = reader.text("reason", MAX_REASON, missing=_("Schrijf op waarom."))
        reader.check()
        ending.end_deadline_by_hand(
            context(),
            require_actor(),
            application_id,
            deadline_id,
            state=DeadlineState(state),
            reason=reason,
            once=once,
            expected_version=version,
        )

    return end_page.handle(application_id, act, _("De termijn is afgevinkt."))


@page(blueprint, "GET", "/applications/<application_id>/source-date", right=choosing.SEE)
def choice_form(application_id: str) -> str:
    """The two dates beside each other."""
    return choice_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/source-date", right=choosing.SEE)
def choose(application_id: str) -> Any:
    """Takes the source's date over, or keeps the own one."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        choice = reader.choice("choice", ("source", "own"), _("Kies welke datum klopt."))
        reader.check()
        choosing.choose_source_date(
            context(),
            require_actor(),
            application_id,
            reader.raw("change"),
            take=choice == "source",
            once=once,
            expected_version=version,
        )

    return choice_page.handle(application_id, act, _("Gekozen."))


@page(blueprint, "GET", "/applications/<application_id>/grace", right=gracing.RIGHT)
def grace_form(application_id: str) -> str:
    """The form for how long the funder waits. What was written down before is not shown: it is the funder's own."""
    return grace_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/grace", right=gracing.RIGHT)
def grace(application_id: str) -> Any:
    """Keeps how long the funder waits."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        until = _entered(reader)
        told_on = reader.day("toldOn", _("Vul in wanneer u de gever sprak."))
        reader.check()
        gracing.record_grace(
            context(),
            require_actor(),
            application_id,
            until=until,
            told_on=told_on,
            once=once,
            expected_version=version,
        )

    return grace_page.handle(application_id, act, _("Bewaard. De sluitdag zelf verandert niet."))


def _entered(reader: Reader) -> Entered:
    """A date that must be there; whatever stands in for a missing one is never used, for `check` raises."""
    found = reader.maybe_closing()
    if not reader.raw("date"):
        reader.wrong("date", "required", _("Vul de datum in."))
    return found or Entered(date.max)
