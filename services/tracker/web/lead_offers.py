"""Another lead for a joint application on the screen: asking a partner, and its answer."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.usecases.partnering import answer_offer, offer_lead
from services.tracker.usecases.partnering.joint import SIGN
from services.tracker.usecases.partnering.see_offer import see_offer
from services.tracker.web.forms import Reader
from services.tracker.web.partnering import (
    MAX_REASON,
    NOTHING_TYPED,
    ONE,
    PARTNERS,
    Typed,
    act_on_page,
    part_of,
    same_once,
)
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, tried
from shared.access.web import require_actor
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _


@page(blueprint, "GET", f"{ONE}/lead", right=SIGN)
def offer_lead_form(application_id: str, partnership_id: str) -> str:
    """What goes along, and the part that the lead of now keeps."""
    return _form(application_id, partnership_id, NOTHING_TYPED, NOTHING_WRONG)


@page(blueprint, "POST", f"{ONE}/lead", right=SIGN)
def ask_to_lead(application_id: str, partnership_id: str) -> Any:
    """Asks the partner to become the lead."""

    def act() -> None:
        reader = Reader(request.form)
        part = part_of(reader)
        reader.check()
        offer_lead.offer_lead(
            context(),
            require_actor(),
            application_id,
            partnership_id,
            part=part,
            document_ids=[one[:36] for one in request.form.getlist("documents")],
            **same_once(application_id),
        )

    wrong = tried(act)
    if wrong is not NOTHING_WRONG:
        return _form(application_id, partnership_id, request.form, wrong), wrong.status
    flash(_("Gevraagd. Er verandert niets tot het bestuur van de partner ja zegt."), "good")
    return redirect(url_for("pages.partners", application_id=application_id), code=303)


@page(blueprint, "POST", f"{PARTNERS}/lead/withdraw", right=SIGN)
def withdraw_lead_offer(application_id: str) -> Any:
    """Takes the question back."""
    return act_on_page(
        application_id,
        lambda: offer_lead.withdraw_offer(context(), require_actor(), application_id, **same_once(application_id)),
        _("Ingetrokken. Uw plek blijft penvoerder."),
    )


@page(blueprint, "POST", f"{ONE}/lead/accept", right=SIGN)
def accept_lead(application_id: str, partnership_id: str) -> Any:
    """Makes the own place the lead."""
    here = url_for("pages.show_application", application_id=application_id)

    def act() -> None:
        once, version = once_from_form(lambda _made: here), version_from_form()
        answer_offer.accept_lead(
            context(), require_actor(), application_id, partnership_id, once=once, expected_version=version
        )

    return act_on_page(application_id, act, _("Uw plek is nu penvoerder. Iedereen tekent opnieuw."), to=here)


@page(blueprint, "POST", f"{ONE}/lead/refuse", right=SIGN)
def refuse_lead(application_id: str, partnership_id: str) -> Any:
    """Leaves the lead where it is."""

    def act() -> None:
        reader = Reader(request.form)
        reason = reader.text("leadReason", MAX_REASON)
        reader.check()
        answer_offer.refuse_lead(
            context(), require_actor(), application_id, partnership_id, reason=reason, **same_once(application_id)
        )

    return act_on_page(application_id, act, _("Doorgegeven. Uw plek blijft meedoen als partner."))


def _form(application_id: str, partnership_id: str, typed: Typed, wrong: Wrong) -> str:
    choice = see_offer(context(), require_actor(), application_id, partnership_id)
    chosen = request.form.getlist("documents")
    return render_template(
        "partnering/lead.html",
        application=choice.application,
        choice=choice,
        papers=[(one.id, one.title) for one in choice.papers],
        chosen=chosen,
        typed=typed,
        wrong=wrong,
        key=new_id(),
    )
