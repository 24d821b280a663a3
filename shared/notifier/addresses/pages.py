"""Pages about addresses that mail no longer goes to: one's own, and for coordinators those of others."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shared.access.rights import Right
from shared.access.vocabulary import Action, Resource
from shared.access.web import require_actor
from shared.kernel.errors import InvalidInput
from shared.notifier.addresses import acts
from shared.notifier.addresses.acts import LIFT, SEE
from shared.notifier.addresses.rules import Trouble
from shared.notifier.context import NotifierContext
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

OWN_ADDRESS = Right(Resource.OWN_INBOX, Action.UPDATE)


def add_addresses(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the pages, and the button that tries one's own address again."""

    @page(blueprint, "POST", "/messages/own-address", right=OWN_ADDRESS)
    def try_own_address() -> Response:
        """Lets mail go to the person's own address again."""
        acts.try_again(context, require_actor())
        flash(_("Wij sturen u weer mail. Komt er weer een mail terug, dan stoppen wij opnieuw."), "good")
        return redirect(url_for("notifier.messages"), 303)

    @page(blueprint, "GET", "/messages/addresses", right=SEE)
    def stopped_addresses() -> str:
        """Whose mail does not arrive."""
        found = acts.stopped_addresses(context, require_actor())
        return render_template("notifier/addresses.html", found=found, trouble_text=trouble_text)

    @page(blueprint, "GET", "/messages/addresses/<key>", right=SEE)
    def stopped_address(key: str) -> str:
        """One address, with the form that lets mail go there again."""
        return _show(acts.find_stopped(context, require_actor(), key))

    @page(blueprint, "POST", "/messages/addresses/<key>", right=LIFT)
    def lift_address(key: str) -> Response | tuple[str, int]:
        """Lets mail go there again."""
        actor, reason = require_actor(), request.form.get("reason", "")
        try:
            lifted = acts.lift(context, actor, key, reason)
        except InvalidInput as problem:
            return _show(acts.find_stopped(context, actor, key), reason, problem), 400
        flash(_("Mail gaat weer naar %(name)s.", name=lifted.name), "good")
        return redirect(url_for("notifier.stopped_addresses"), 303)


def trouble_text(trouble: Trouble) -> str:
    """Why an address gets no mail, in words."""
    return {
        Trouble.GONE: _("Dit adres bestaat niet (meer), zegt de mailserver."),
        Trouble.REFUSED: _("In tien dagen kwamen er vijf mails terug."),
        Trouble.COMPLAINT: _("De lezer noemde onze mail ongewenst."),
    }[trouble]


def _show(one: acts.SomebodysAddress, reason: str = "", problem: InvalidInput | None = None) -> str:
    errors = problem.errors if problem else ()
    return render_template(
        "notifier/address.html",
        one=one,
        reason=reason,
        errors=errors,
        trouble_text=trouble_text,
        most=acts.LONGEST_REASON,
    )
