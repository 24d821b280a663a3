"""Writing down what the funder answered, and the closing date."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.contacts import OUTCOME_LABELS, WAY_LABELS, ContactOutcome, Way
from services.tracker.domain.reading_dates import read_closings
from services.tracker.usecases.applying import ask_whether_open as asking
from services.tracker.usecases.applying import set_closing_date as dating
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web import words
from services.tracker.web.acting import FormPage
from services.tracker.web.date_words import understood_lines
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.clock import today_in_amsterdam
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_NOTE = 2000
MAX_WORDS = 500
ANSWERS = (asking.OPEN, asking.CLOSED, asking.UNKNOWN)


def _contact_values(dossier: Dossier) -> dict[str, object]:
    return {
        "ways": [(way.value, _(text)) for way, text in WAY_LABELS.items()],
        "outcomes": [(outcome.value, _(text)) for outcome, text in OUTCOME_LABELS.items()],
        "bases": words.basis_choices(),
        "phone_text": words.phone_text(dossier, require_actor().name),
    }


contact_page = FormPage("applications/first_contact.html", _contact_values)
closing_page = FormPage("applications/closing_date.html", lambda _dossier: {"bases": words.basis_choices(), "read": ()})


@page(blueprint, "GET", "/applications/<application_id>/first-contact", right=asking.RIGHT)
def first_contact_form(application_id: str) -> str:
    """The form for the answer, with the text to read aloud above it."""
    return contact_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/first-contact", right=asking.RIGHT)
def first_contact(application_id: str) -> Any:
    """Keeps the answer."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        answer = reader.choice("answer", ANSWERS, _("Kies wat de gever zei."))
        spoken_on = reader.day("spokenOn", _("Vul in wanneer u de gever sprak."))
        closing = reader.maybe_closing()
        note = reader.text("note", MAX_NOTE)
        way = reader.one_of("way", list(Way), Way.CALL)
        outcome = reader.one_of("outcome", list(ContactOutcome), ContactOutcome.GO_ON)
        reader.check()
        asking.record_first_contact(
            context(),
            require_actor(),
            application_id,
            answer=answer,
            spoken_on=spoken_on,
            closing=closing,
            note=note,
            way=Way(way),
            outcome=ContactOutcome(outcome),
            once=once,
            expected_version=version,
        )

    return contact_page.handle(application_id, act, _("Het antwoord is bewaard."))


@page(blueprint, "GET", "/applications/<application_id>/closing-date", right=dating.RIGHT)
def closing_date_form(application_id: str) -> str:
    """The form for the closing date."""
    return closing_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/closing-date", right=dating.RIGHT)
def closing_date(application_id: str) -> Any:
    """Makes the date the next version of the deadline; with the button `read` it only reads the words of the source."""
    if "read" in request.form:
        return _read(application_id)

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        closing = reader.maybe_closing()
        if not reader.raw("date"):
            reader.wrong("date", "required", _("Vul de sluitdag in."))
        reader.check()
        if closing is not None:
            dating.set_closing_date(
                context(),
                require_actor(),
                application_id,
                closing=closing,
                sure=reader.tick("sure"),
                once=once,
                expected_version=version,
            )

    return closing_page.handle(application_id, act, _("De sluitdag is bewaard. De herinneringen staan klaar."))


def _read(application_id: str) -> str:
    """Fills in what the words of the source say, for somebody to look at: nothing is kept yet."""
    reader = Reader(request.form)
    understood = read_closings(reader.raw("sourceText")[:MAX_WORDS], today_in_amsterdam(context().clock))
    typed = dict(request.form)
    if understood.closings:
        first = min(understood.closings, key=lambda one: one.day)
        at = first.at.isoformat("minutes") if first.at else ""
        typed |= {"date": first.day.isoformat(), "basis": first.basis.value, "time": at}
    return closing_page.show_filled(application_id, typed, read=understood_lines(understood))
