"""Writing a draft, and proposing a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.tracker.usecases.agreeing import amend_agreement as amending
from services.tracker.usecases.agreeing import create_agreement as creating
from services.tracker.usecases.agreeing import edit_agreement as editing
from services.tracker.usecases.agreeing.list_agreements import list_strategies
from services.tracker.usecases.agreeing.parties import CREATE, WRITE
from services.tracker.usecases.agreeing.partners import known_partners
from services.tracker.usecases.agreeing.read_agreement import AgreementFile
from services.tracker.usecases.agreeing.wanted import Wanted
from services.tracker.web.agreeing.promise_form import choices, read_promises, rows_of, typed_of
from services.tracker.web.agreeing.reading import address_of, file_for, places_to_write_for
from services.tracker.web.choosing import MAX_ID
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, tried
from shared.access.web import require_actor
from shared.kernel.clock import today_in_amsterdam
from shared.kernel.ids import is_id, new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _

MAX_NOTICE_DIGITS = 4


@page(blueprint, "GET", "/agreements/new", right=CREATE)
def new_agreement_form() -> str:
    """The form for a new draft."""
    return _draft_page(None, {"place": request.args.get("place", "")[:MAX_ID]}, NOTHING_WRONG)


@page(blueprint, "POST", "/agreements/new", right=CREATE)
def new_agreement() -> Any:
    """Keeps the draft."""
    if request.form.get("more"):
        return _draft_page(None, request.form, NOTHING_WRONG)
    made: list[str] = []

    def act() -> None:
        place_id = request.form.get("place", "")[:MAX_ID]
        once = once_from_form(lambda agreement: address_of(agreement.id))
        made.append(creating.create_agreement(context(), require_actor(), place_id, _wanted(), once=once).id)

    wrong = tried(act)
    if wrong is not NOTHING_WRONG:
        return _draft_page(None, request.form, wrong), wrong.status
    flash(_("Bewaard. Lees het na en stel het dan voor."), "good")
    return redirect(address_of(made[0]), code=303)


@page(blueprint, "GET", "/agreements/<agreement_id>/edit", right=WRITE)
def edit_agreement_form(agreement_id: str) -> str:
    """The form for a draft."""
    file = file_for(agreement_id, WRITE)
    return _draft_page(file, _typed(file), NOTHING_WRONG)


@page(blueprint, "POST", "/agreements/<agreement_id>/edit", right=WRITE)
def edit_agreement(agreement_id: str) -> Any:
    """Writes the draft anew."""

    def act() -> None:
        once = once_from_form(lambda _agreement: address_of(agreement_id))
        editing.edit_agreement(
            context(), require_actor(), agreement_id, _wanted(), once=once, expected_version=version_from_form()
        )

    return _kept(agreement_id, act, _draft_page, _("Bewaard."))


@page(blueprint, "GET", "/agreements/<agreement_id>/amendment", right=WRITE)
def amend_agreement_form(agreement_id: str) -> str:
    """The form for a change of what holds."""
    file = file_for(agreement_id, WRITE)
    return _amend_page(file, _typed(file), NOTHING_WRONG)


@page(blueprint, "POST", "/agreements/<agreement_id>/amendment", right=WRITE)
def amend_agreement(agreement_id: str) -> Any:
    """Puts the change on the table."""

    def act() -> None:
        reader = Reader(request.form)
        ends_on = reader.maybe_day("endsOn")
        reason = reader.text("reason", 2000)
        promises = read_promises(reader, request.form, today_in_amsterdam(context().clock))
        reader.check()
        amending.amend_agreement(
            context(),
            require_actor(),
            agreement_id,
            promises=promises,
            ends_on=ends_on,
            reason=reason,
            once=once_from_form(lambda _agreement: address_of(agreement_id)),
            expected_version=version_from_form(),
        )

    return _kept(agreement_id, act, _amend_page, _("Voorgesteld. Beide partijen tekenen nu de wijziging."))


def _kept(agreement_id: str, act: Any, show: Any, done: str) -> Any:
    """Does it and goes to the agreement, or shows the form again with what was typed."""
    file = file_for(agreement_id, WRITE)
    if request.form.get("more"):
        return show(file, request.form, NOTHING_WRONG)
    wrong = tried(act)
    if wrong is not NOTHING_WRONG:
        return show(file, request.form, wrong), wrong.status
    flash(done, "good")
    return _to(agreement_id)


def _to(agreement_id: str) -> Response:
    return redirect(url_for("pages.agreement", agreement_id=agreement_id), code=303)


def _wanted() -> Wanted:
    reader = Reader(request.form)
    starts_on, ends_on = reader.maybe_day("startsOn"), reader.maybe_day("endsOn")
    wanted = Wanted(
        title=reader.text("title", 200),
        partner_name=reader.text("partnerName", 200),
        partner_contact=reader.text("partnerContact", 200),
        partner_id=_maybe_id(reader, "partnerId"),
        starts_on=starts_on,
        ends_on=ends_on,
        notice_days=_notice_days(reader),
        strategy_id=_maybe_id(reader, "strategyId"),
        goals=tuple(line.strip() for line in reader.text("goals", 2000).splitlines() if line.strip()),
        promises=read_promises(reader, request.form, starts_on),
    )
    reader.check()
    return wanted


def _maybe_id(reader: Reader, field: str) -> str | None:
    typed = reader.raw(field)
    return typed if is_id(typed) else None


def _notice_days(reader: Reader) -> int:
    typed = reader.raw("noticeDays") or "90"
    if typed.isascii() and typed.isdigit() and len(typed) <= MAX_NOTICE_DIGITS:
        return int(typed)
    reader.wrong("noticeDays", "not_a_number", _("Vul een heel aantal dagen in, bijvoorbeeld 90."))
    return 90


def _typed(file: AgreementFile) -> dict[str, str]:
    one = file.agreement
    return {
        "title": one.title,
        "partnerName": one.partner_name,
        "partnerContact": one.partner_contact,
        "partnerId": one.partner_id or "",
        "startsOn": one.starts_on.isoformat() if one.starts_on else "",
        "endsOn": one.ends_on.isoformat() if one.ends_on else "",
        "noticeDays": str(one.notice_days),
        "strategyId": one.strategy_id or "",
        "goals": "\n".join(one.goals),
        **typed_of(file.shown.promises),
    }


def _draft_page(file: AgreementFile | None, typed: Mapping[str, str], wrong: Wrong) -> str:
    strategies = list_strategies(context(), require_actor())
    return render_template(
        "agreements/edit.html",
        file=file,
        typed=typed,
        rows=rows_of(typed),
        wrong=wrong,
        places=[(place.id, place.name) for place in places_to_write_for()],
        partners=_partners(file),
        strategies=[("", _("geen wijkstrategie")), *((one.id, one.name) for one in strategies)],
        key=new_id(),
        **choices(),
    )


def _partners(file: AgreementFile | None) -> list[tuple[str, str]]:
    """Whom to choose from: those known near the place, or near any place that the person writes for."""
    actor = require_actor()
    place_ids = [file.agreement.place_id] if file else [place.id for place in places_to_write_for()]
    found = {one.id: one.name for place_id in place_ids for one in known_partners(context(), actor, place_id)}
    if file is not None and file.agreement.partner_id is not None:
        found.setdefault(file.agreement.partner_id, file.agreement.partner_name)
    named = sorted(found.items(), key=lambda partner: partner[1].casefold())
    return [("", _("iemand anders")), *named] if named else []


def _amend_page(file: AgreementFile, typed: Mapping[str, str], wrong: Wrong) -> str:
    return render_template(
        "agreements/amend.html", file=file, typed=typed, rows=rows_of(typed), wrong=wrong, key=new_id(), **choices()
    )
