"""The forms about how the money of an application comes, and what the funder tells of it."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.instalments.states import STEP_LABELS, STEPS, InstalmentEvent
from services.tracker.usecases.payments import read_money as reading
from services.tracker.usecases.payments.acting import RIGHT
from services.tracker.usecases.payments.make_plan import make_plan
from services.tracker.usecases.payments.reschedule_instalment import MAX_LABEL, reschedule_instalment
from services.tracker.usecases.payments.send_letter import send_letter
from services.tracker.usecases.payments.step_instalment import WITH_DATE, WITH_REASON, step_instalment
from services.tracker.web.forms import Reader
from services.tracker.web.money_form import MoneyForm, once_of_money
from services.tracker.web.plan_form import OWN_ROWS, first_choice, plan_choices, read_plan
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.plumbing.endpoints import page, version_from_form
from shared.wording.texts import gettext as _

PATH = "/applications/<application_id>/money"
plan_form, letter_form = MoneyForm("money/plan.html"), MoneyForm("money/letter.html")
step_form, day_form = MoneyForm("money/step.html"), MoneyForm("money/day.html")


@page(blueprint, "GET", f"{PATH}/plan", right=RIGHT)
def money_plan_form(application_id: str) -> str:
    """The form for how the money comes, filled in with what the source tells."""
    suggested = reading.read_money(context(), require_actor(), application_id).suggested
    about = {"choices": plan_choices(), "rows": OWN_ROWS, "suggested": suggested}
    return plan_form.show(application_id, typed=first_choice(suggested), about=about)


@page(blueprint, "POST", f"{PATH}/plan", right=RIGHT)
def money_plan(application_id: str) -> Any:
    """Makes the instalments."""

    def act() -> None:
        reader = Reader(request.form)
        plan = read_plan(reader)
        first_on, last_on = reader.maybe_day("firstOn"), reader.maybe_day("lastOn")
        reader.check()
        make_plan(
            context(),
            require_actor(),
            application_id,
            plan=plan,
            first_on=first_on,
            last_on=last_on,
            needs_letter=reader.tick("needsLetter"),
            once=once_of_money(application_id),
            expected_version=version_from_form(),
        )

    about = {"choices": plan_choices(), "rows": OWN_ROWS, "suggested": None}
    return plan_form.handle(application_id, act, _("Opgeschreven hoe het geld komt."), about=about)


@page(blueprint, "GET", f"{PATH}/letter", right=RIGHT)
def money_letter_form(application_id: str) -> str:
    """The form for the signed letter."""
    return letter_form.show(application_id)


@page(blueprint, "POST", f"{PATH}/letter", right=RIGHT)
def money_letter(application_id: str) -> Any:
    """Keeps the day on which the signed letter went."""

    def act() -> None:
        reader = Reader(request.form)
        sent_on = reader.day("sentOn", _("Vul in wanneer u de brief terugstuurde."))
        reader.check()
        send_letter(
            context(),
            require_actor(),
            application_id,
            sent_on=sent_on,
            once=once_of_money(application_id),
            expected_version=version_from_form(),
        )

    return letter_form.handle(application_id, act, _("Bewaard. De gever kan nu betalen."))


@page(blueprint, "GET", f"{PATH}/<instalment_id>/day", right=RIGHT)
def instalment_day_form(application_id: str, instalment_id: str) -> str:
    """The form for day and name."""
    return day_form.show(application_id, instalment_id=instalment_id)


@page(blueprint, "POST", f"{PATH}/<instalment_id>/day", right=RIGHT)
def instalment_day(application_id: str, instalment_id: str) -> Any:
    """Writes day and name."""

    def act() -> None:
        reader = Reader(request.form)
        day, label = reader.maybe_day("expectedOn"), reader.text("label", MAX_LABEL)
        reader.check()
        reschedule_instalment(
            context(),
            require_actor(),
            application_id,
            instalment_id,
            expected_on=day,
            label=label,
            expected_version=version_from_form(),
        )

    return day_form.handle(application_id, act, _("Aangepast."), instalment_id=instalment_id)


@page(blueprint, "GET", f"{PATH}/<instalment_id>/step/<event>", right=RIGHT)
def instalment_step_form(application_id: str, instalment_id: str, event: str) -> str:
    """The form for what the funder told."""
    return step_form.show(application_id, instalment_id=instalment_id, about=_about(_step(event)))


@page(blueprint, "POST", f"{PATH}/<instalment_id>/step/<event>", right=RIGHT)
def instalment_step(application_id: str, instalment_id: str, event: str) -> Any:
    """Moves the instalment."""
    wanted = _step(event)

    def act() -> None:
        reader = Reader(request.form)
        day = reader.maybe_day("expectedOn")
        reader.check()
        step_instalment(
            context(),
            require_actor(),
            application_id,
            instalment_id,
            wanted,
            expected_on=day,
            reason=reader.raw("reason"),
            once=once_of_money(application_id),
            expected_version=version_from_form(),
        )

    return step_form.handle(application_id, act, _("Opgeschreven."), instalment_id=instalment_id, about=_about(wanted))


def _step(event: str) -> InstalmentEvent:
    if event not in [step.value for step in STEPS]:
        raise NotFound(_("Deze pagina bestaat niet."))
    return InstalmentEvent(event)


def _about(event: InstalmentEvent) -> dict[str, object]:
    return {
        "event": event.value,
        "title": _(STEP_LABELS[event]),
        "asks_reason": event in WITH_REASON,
        "asks_day": event in WITH_DATE,
    }
