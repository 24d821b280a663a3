"""What parties do with an agreement: steps with a reason, signing, going on, giving notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request

from services.tracker.domain.agreements.promises import Side
from services.tracker.domain.agreements.vocabulary import AgreementEvent
from services.tracker.usecases.agreeing import give_notice as noticing
from services.tracker.usecases.agreeing import renew_agreement as renewing
from services.tracker.usecases.agreeing import sign_agreement as signing
from services.tracker.usecases.agreeing import take_step as stepping
from services.tracker.usecases.agreeing.parties import SIGN, WRITE
from services.tracker.usecases.agreeing.take_step import STEPS
from services.tracker.web.agreeing import words
from services.tracker.web.agreeing.reading import address_of, file_for
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, tried
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 2000
NOTHING_TYPED: Mapping[str, str] = {}


@page(blueprint, "GET", "/agreements/<agreement_id>/steps/<event>", right=WRITE)
def agreement_step_form(agreement_id: str, event: str) -> str:
    """Asks for the reason of a step."""
    return _form("step", agreement_id, NOTHING_TYPED, NOTHING_WRONG, event=_step(event))


@page(blueprint, "POST", "/agreements/<agreement_id>/steps/<event>", right=WRITE)
def agreement_step(agreement_id: str, event: str) -> Any:
    """Takes the step."""
    step = _step(event)

    def act() -> None:
        reason = Reader(request.form).text("reason", MAX_REASON)
        stepping.take_step(context(), require_actor(), agreement_id, step, reason=reason, **_once(agreement_id))

    return _done("step", agreement_id, act, _("Opgeschreven. Beide partijen horen het."), event=step)


@page(blueprint, "GET", "/agreements/<agreement_id>/signature", right=SIGN)
def sign_agreement_form(agreement_id: str) -> str:
    """The form to sign, or to write down a signature on paper."""
    return _form("sign", agreement_id, NOTHING_TYPED, NOTHING_WRONG)


@page(blueprint, "POST", "/agreements/<agreement_id>/signature", right=SIGN)
def sign_agreement(agreement_id: str) -> Any:
    """Keeps the signature."""

    def act() -> None:
        reader = Reader(request.form)
        signed_on = reader.maybe_day("signedOn")
        reader.check()
        signing.sign_agreement(
            context(),
            require_actor(),
            agreement_id,
            side=_side(reader),
            signed_by=reader.text("signedBy", 200),
            signed_on=signed_on,
            **_once(agreement_id),
        )

    return _done("sign", agreement_id, act, _("Getekend."))


@page(blueprint, "GET", "/agreements/<agreement_id>/renewal", right=SIGN)
def renew_agreement_form(agreement_id: str) -> str:
    """The form to go on."""
    return _form("renew", agreement_id, NOTHING_TYPED, NOTHING_WRONG)


@page(blueprint, "POST", "/agreements/<agreement_id>/renewal", right=SIGN)
def renew_agreement(agreement_id: str) -> Any:
    """Says that one side wants to go on."""

    def act() -> None:
        reader = Reader(request.form)
        ends_on = reader.maybe_day("endsOn")
        reader.check()
        renewing.renew_agreement(
            context(), require_actor(), agreement_id, ends_on=ends_on, side=_side(reader), **_once(agreement_id)
        )

    return _done("renew", agreement_id, act, _("Opgeschreven. Zeggen beide partijen dit, dan gaat u samen door."))


@page(blueprint, "GET", "/agreements/<agreement_id>/notice", right=SIGN)
def give_notice_form(agreement_id: str) -> str:
    """The form to give notice."""
    return _form("notice", agreement_id, NOTHING_TYPED, NOTHING_WRONG)


@page(blueprint, "POST", "/agreements/<agreement_id>/notice", right=SIGN)
def give_notice(agreement_id: str) -> Any:
    """Gives notice."""

    def act() -> None:
        reader = Reader(request.form)
        ends_on = reader.day("endsOn", _("Vul in op welke dag de afspraken eindigen."))
        reason = reader.text("reason", MAX_REASON)
        reader.check()
        noticing.give_notice(
            context(), require_actor(), agreement_id, ends_on=ends_on, reason=reason, **_once(agreement_id)
        )

    return _done("notice", agreement_id, act, _("Opgezegd. Beide partijen horen het."))


def _step(event: str) -> AgreementEvent:
    found = next((one for one in STEPS if one.value == event), None)
    if found is None:
        raise NotFound(_("Deze pagina bestaat niet."))
    return found


def _side(reader: Reader) -> Side | None:
    typed = reader.raw("side")
    return Side(typed) if typed in list(Side) else None


def _once(agreement_id: str) -> dict[str, Any]:
    once: Once | None = once_from_form(lambda _agreement: address_of(agreement_id))
    return {"once": once, "expected_version": version_from_form()}


def _done(name: str, agreement_id: str, act: Callable[[], None], done: str, **more: object) -> Any:
    wrong = tried(act)
    if wrong is not NOTHING_WRONG:
        return _form(name, agreement_id, request.form, wrong, **more), wrong.status
    flash(done, "good")
    return redirect(address_of(agreement_id), code=303)


def _form(name: str, agreement_id: str, typed: Mapping[str, str], wrong: Wrong, **more: object) -> str:
    file = file_for(agreement_id, WRITE if name == "step" else SIGN)
    sides = [(side.value, words.side_text(file, side)) for side in file.waiting() or Side]
    return render_template(
        f"agreements/{name}.html",
        file=file,
        agreement=file.agreement,
        typed=typed,
        wrong=wrong,
        sides=sides,
        words=words,
        key=new_id(),
        **more,
    )
