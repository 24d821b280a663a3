"""The page of an award, what the funder asks of it, beginning and closing."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request

from services.tracker.domain.award_terms import SETTLING_LABELS, Asked, Settling, suggested, with_letter
from services.tracker.usecases.accounting import begin_plan as beginning
from services.tracker.usecases.accounting import closing
from services.tracker.usecases.accounting import set_terms as setting
from services.tracker.usecases.accounting.funder_acts import WITH_FILE
from services.tracker.usecases.letters.see_letter import confirmed_of
from services.tracker.usecases.reading.read_award import RIGHT, read_award
from services.tracker.usecases.reading.read_dossier import Dossier, read_dossier
from services.tracker.web import award_words, words
from services.tracker.web.acting import FormPage, once_of, to_application
from services.tracker.web.forms import Reader
from services.tracker.web.letter_fields import whole_number
from services.tracker.web.routes import blueprint, context
from shared.access.rights import may
from shared.access.web import require_actor
from shared.kernel.errors import NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import page, version_from_form
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_NOTE = 2000
FEWEST_INTERIM = 3
TICKS = ("content", "finance", "receipts", "auditor", "lessons", "guarantee", "spotCheck")


def _values(dossier: Dossier) -> dict[str, object]:
    view = read_award(context(), require_actor(), dossier.application.id)
    letter = None if view.award.terms else confirmed_of(context(), require_actor(), dossier.application.id)
    source = suggested(dossier.snapshot.reporting, view.award.award_cents)
    known = view.award.terms or (with_letter(source, letter) if letter else source)
    return {
        "view": view,
        "asked": known,
        "from_source": view.award.terms is None and known != Asked(),
        "from_letter": letter is not None and known != source,
        "settlings": [(one.value, _(text)) for one, text in SETTLING_LABELS.items()],
        "interim_fields": max(FEWEST_INTERIM, len(known.interim_on) + 1),
    }


terms_page = FormPage("awards/terms.html", _values)


@page(blueprint, "GET", "/applications/<application_id>/award", right=RIGHT)
def show_award(application_id: str) -> str:
    """All that followed an award, with what can be done now."""
    actor = require_actor()
    dossier, view = read_dossier(context(), actor, application_id), read_award(context(), actor, application_id)
    return render_template(
        "awards/award.html",
        dossier=dossier,
        application=dossier.application,
        view=view,
        acts=[act for act in award_words.ACTS if act.event in dossier.allowed_events],
        asks_terms=dossier.application.state in setting.UNDER_TERMS and _may_record(dossier),
        words=words,
        award_words=award_words,
        texts=award_words.texts(),
        key=new_id(),
    )


@page(blueprint, "GET", "/applications/<application_id>/award-terms", right=setting.RIGHT)
def award_terms_form(application_id: str) -> str:
    """The form for what the funder asks."""
    return terms_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/award-terms", right=setting.RIGHT)
def award_terms(application_id: str) -> Any:
    """Keeps what the funder asks."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        asked = _asked(reader)
        reader.check()
        setting.set_terms(context(), require_actor(), application_id, asked=asked, once=once, expected_version=version)

    return terms_page.handle(application_id, act, _("Bewaard. De verslagen en herinneringen staan klaar."))


@page(blueprint, "POST", "/applications/<application_id>/begin", right=beginning.RIGHT)
def begin_plan(application_id: str) -> Any:
    """Marks the plan as begun."""
    return _at_once(application_id, beginning.begin_plan, _("Veel plezier. Schrijf onderweg op wat u doet."))


@page(blueprint, "POST", "/applications/<application_id>/close", right=closing.RIGHT)
def close_award(application_id: str) -> Any:
    """Closes the account."""
    return _at_once(application_id, closing.close_award, _("Afgesloten. Bewaar uw bonnen nog."))


def _may_record(dossier: Dossier) -> bool:
    place_id = dossier.application.place_id
    return may(require_actor(), setting.RIGHT, place_id=place_id, facts=WITH_FILE).allowed


def _at_once(application_id: str, act: Any, done: str) -> Any:
    """For acts that are one button: what can't be done is told on the page of the application."""
    try:
        act(
            context(),
            require_actor(),
            application_id,
            once=once_of(application_id),
            expected_version=version_from_form(),
        )
        flash(done, "good")
    except (NotAllowedNow, Stale) as problem:
        flash(problem.message, "warn")
    return to_application(application_id)


def _asked(reader: Reader) -> Asked:
    settling = reader.raw("settling")
    interim = [reader.maybe_day(field) for field in request.form if field.startswith("interimOn")]
    content, finance, receipts, auditor, lessons, guarantee, spot_check = (reader.tick(name) for name in TICKS)
    return Asked(
        settling=Settling(settling) if settling in list(Settling) else None,
        content=content,
        finance=finance,
        receipts=receipts,
        auditor=auditor,
        lessons=lessons,
        guarantee=guarantee,
        spot_check=spot_check,
        begins_on=reader.maybe_day("beginsOn"),
        ends_on=reader.maybe_day("endsOn"),
        spend_before=reader.maybe_day("spendBefore"),
        report_on=reader.maybe_day("reportOn"),
        report_weeks=whole_number(reader, "reportWeeks"),
        keep_until=reader.maybe_day("keepUntil"),
        interim_on=tuple(sorted({day for day in interim if day})),
        note=reader.text("note", MAX_NOTE),
        questions=reader.text("questions", MAX_NOTE),
    )
