"""The pages of a report to the funder: writing it, signing it, writing down that it went out, and printing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.report_contents import frozen
from services.tracker.domain.reports import TO_DO, Report, ReportState
from services.tracker.usecases.reading.read_award import RIGHT, ReportView, read_report, read_sent
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.usecases.reporting import question_report as questioning
from services.tracker.usecases.reporting import send_report as sending
from services.tracker.usecases.reporting import sign_report as signing
from services.tracker.usecases.reporting import write_report as writing
from services.tracker.web import award_words, words
from services.tracker.web.acting import check_right
from services.tracker.web.forms import Reader
from services.tracker.web.letter_fields import letter_from
from services.tracker.web.routes import blueprint, context
from shared.access.rights import may
from shared.access.web import require_actor
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.plumbing.idempotency import Once
from shared.wording.dates import plain_date
from shared.wording.money import euros
from shared.wording.texts import gettext as _

MAX_STORY = 20_000
MAX_TEXT = 2000
PATH = "/applications/<application_id>/reports/<report_id>"
Errors = tuple[FieldError, ...]
_BUTTON = frozenset({"csrf_token", "version", "idempotency_key"})


@page(blueprint, "GET", PATH, right=RIGHT)
def show_report(application_id: str, report_id: str) -> str:
    """The report as it stands, to write on and to act on."""
    return _shown("reports/report.html", application_id, report_id)


@page(blueprint, "POST", PATH, right=writing.RIGHT)
def write_report(application_id: str, report_id: str) -> Any:
    """Keeps what was written."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        view = read_report(context(), require_actor(), application_id, report_id)
        written = _written(reader, view.report)
        reader.check()
        writing.write_report(
            context(),
            require_actor(),
            application_id,
            report_id,
            written=written,
            once=once,
            expected_version=version,
        )

    return _handle("reports/report.html", application_id, report_id, act, _("Het verslag is bewaard."))


@page(blueprint, "POST", f"{PATH}/signature", right=signing.RIGHT)
def sign_report(application_id: str, report_id: str) -> Any:
    """Signs the report for the board."""

    def act(once: Once | None, version: int) -> None:
        signing.sign_report(context(), require_actor(), application_id, report_id, once=once, expected_version=version)

    done = _("Getekend. Stuur het verslag nu zelf naar de gever.")
    return _handle("reports/report.html", application_id, report_id, act, done)


@page(blueprint, "GET", f"{PATH}/submission", right=sending.RIGHT)
def report_submission_form(application_id: str, report_id: str) -> str:
    """The form for when and how it went."""
    return _shown("reports/submission.html", application_id, report_id)


@page(blueprint, "POST", f"{PATH}/submission", right=sending.RIGHT)
def report_submission(application_id: str, report_id: str) -> Any:
    """Keeps the version that went out."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        sent_on = reader.day("sentOn", _("Vul in wanneer u het verslag stuurde."))
        channel = reader.choice("channel", codes("apply_via"), _("Kies hoe u het stuurde."))
        reader.check()
        sending.send_report(
            context(),
            require_actor(),
            application_id,
            report_id,
            sent_on=sent_on,
            channel=channel,
            once=once,
            expected_version=version,
        )

    done = _("Opgeschreven. Deze versie blijft bewaard zoals hij is.")
    return _handle("reports/submission.html", application_id, report_id, act, done)


@page(blueprint, "GET", f"{PATH}/question", right=questioning.RIGHT)
def report_question_form(application_id: str, report_id: str) -> str:
    """The form for a question of the funder."""
    return _shown("reports/question.html", application_id, report_id)


@page(blueprint, "POST", f"{PATH}/question", right=questioning.RIGHT)
def report_question(application_id: str, report_id: str) -> Any:
    """Opens the report again."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        question = reader.text("question", MAX_TEXT, missing=_("Schrijf op wat de gever wil weten."))
        answer_by = reader.day("answerBy", _("Vul in tot wanneer u kunt antwoorden."))
        letter = letter_from(reader)
        reader.check()
        questioning.question_report(
            context(),
            require_actor(),
            application_id,
            report_id,
            question=question,
            answer_by=answer_by,
            letter=letter,
            once=once,
            expected_version=version,
        )

    done = _("Opgeschreven. Uw team krijgt bericht.")
    return _handle("reports/question.html", application_id, report_id, act, done)


@page(blueprint, "GET", f"{PATH}/print", right=RIGHT)
def print_report(application_id: str, report_id: str) -> str:
    """The report as it stands now, to print."""
    view = read_report(context(), require_actor(), application_id, report_id)
    body = frozen(view.report, view.contents, view.award.asked)
    return _printed(application_id, report_id, body, None, is_signed=view.report.state is ReportState.SIGNED)


@page(blueprint, "GET", "/applications/<application_id>/sent-reports/<sent_id>", right=RIGHT)
def sent_report(application_id: str, sent_id: str) -> str:
    """A version as it went out, to read and to print."""
    sent = read_sent(context(), require_actor(), application_id, sent_id)
    return _printed(application_id, sent.report_id, sent.body, sent.sent_on)


def _handle(
    template: str, application_id: str, report_id: str, act: Callable[[Once | None, int], None], done: str
) -> Any:
    where = url_for("pages.show_report", application_id=application_id, report_id=report_id)
    try:
        act(once_from_form(lambda _result: where), version_from_form())
    except InvalidInput as problem:
        return _shown(template, application_id, report_id, problem.errors), 400
    except NotAllowedNow as problem:
        return _shown(template, application_id, report_id, (FieldError("", problem.code, problem.message),)), 409
    except Stale as problem:
        return _shown(template, application_id, report_id, (FieldError("", "stale", problem.message),)), 412
    flash(done, "good")
    return redirect(where, code=303)


def _shown(template: str, application_id: str, report_id: str, errors: Errors = ()) -> str:
    actor = require_actor()
    view = read_report(context(), actor, application_id, report_id)
    check_right(view.application)
    place_id = view.application.place_id
    return render_template(
        template,
        view=view,
        report=view.report,
        application=view.application,
        # A button on the page brings nothing that was typed.
        typed=request.form if set(request.form) - _BUTTON else {},
        told=_told(view),
        activity_choices=[(one.id, one.what, plain_date(one.happened_on)) for one in view.fitting],
        photo_choices=[(photo.id, photo.name, one.what) for one in view.fitting for photo in one.pictures],
        finance_rows=_finance_rows(view),
        errors=errors,
        open_to_writing=view.report.state in TO_DO and may(actor, writing.RIGHT, place_id=place_id).allowed,
        may_sign=may(actor, signing.RIGHT, place_id=place_id).allowed,
        may_ask=may(actor, questioning.RIGHT, place_id=place_id, facts=questioning.WITH_FILE).allowed,
        is_sent=view.report.state is ReportState.SENT,
        channels=words.channel_choices(),
        award_words=award_words,
        key=new_id(),
    )


def _finance_rows(view: ReportView) -> list[tuple[object, ...]]:
    return [
        (
            line.label or _("Overige kosten"),
            "–" if line.budget_cents is None else euros(line.budget_cents),
            euros(line.spent_cents),
            line.without_receipt,
        )
        for line in view.contents.lines
    ]


def _told(view: ReportView) -> set[str]:
    """Ids of the activities and pictures that are ticked, as typed or as kept."""
    if request.method == "POST" and "shown" in request.form:
        return set(request.form.getlist("told")) | set(request.form.getlist("photo"))
    kept = {one.id for one in view.fitting if one.id not in view.report.left_out}
    return kept | set(view.report.photo_ids)


def _written(reader: Reader, report: Report) -> writing.Written:
    """What was not on the page when it was opened stays as it was: somebody may have added to the record since."""
    shown, told = set(request.form.getlist("shown")), set(request.form.getlist("told"))
    left_out = (set(report.left_out) - shown) | (shown - told)
    return writing.Written(
        from_on=reader.maybe_day("fromOn"),
        until_on=reader.maybe_day("untilOn"),
        story=reader.text("story", MAX_STORY),
        lessons=reader.text("lessons", MAX_STORY),
        left_out=tuple(sorted(left_out)),
        photo_ids=tuple(dict.fromkeys(request.form.getlist("photo"))),
    )


def _printed(
    application_id: str, report_id: str, body: Mapping[str, Any], sent_on: object, *, is_signed: bool = False
) -> str:
    dossier = read_dossier(context(), require_actor(), application_id)
    return render_template(
        "reports/printed.html",
        application=dossier.application,
        place_name=dossier.place_name,
        report_id=report_id,
        body=body,
        sent_on=sent_on,
        is_signed=is_signed,
        award_words=award_words,
    )
