"""The buttons on the page of an endpoint."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from shared.access.web import require_actor
from shared.notifier.context import NotifierContext
from shared.notifier.endpoints import acting, trying
from shared.notifier.endpoints.acting import DELETE, UPDATE
from shared.notifier.endpoints.judging import Reply
from shared.notifier.endpoints.pages import ONE, address_of, show_secret
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _


def add_acts(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds what the buttons do."""

    @page(blueprint, "POST", f"{ONE}/switches", right=UPDATE)
    def switch_endpoint(endpoint_id: str) -> Response:
        """On or off."""
        on, version = request.form.get("on") == "1", version_from_form()
        acting.switch(context, require_actor(), endpoint_id, on=on, version=version, once=once_from_form(address_of))
        flash(_("De koppeling staat aan.") if on else _("De koppeling staat uit."), "good")
        return _back(endpoint_id)

    @page(blueprint, "POST", f"{ONE}/secrets", right=UPDATE)
    def renew_endpoint_secret(endpoint_id: str) -> str:
        """A new secret, shown this one time."""
        version, once = version_from_form(), once_from_form(address_of)
        return show_secret(
            context, acting.renew_secret(context, require_actor(), endpoint_id, version=version, once=once)
        )

    @page(blueprint, "POST", f"{ONE}/deletions", right=DELETE)
    def remove_endpoint(endpoint_id: str) -> Response:
        """Takes it away."""
        version, once = version_from_form(), once_from_form(_list_of)
        acting.remove(context, require_actor(), endpoint_id, version=version, once=once)
        flash(_("De koppeling is weg."), "good")
        return redirect(_list_of(None), code=303)

    @page(blueprint, "POST", f"{ONE}/tests", right=UPDATE)
    def check_endpoint(endpoint_id: str) -> Response:
        """Sends a test message."""
        _say(trying.send_test(context, require_actor(), endpoint_id, once_from_form(address_of)))
        return _back(endpoint_id)

    @page(blueprint, "POST", f"{ONE}/deliveries/<delivery_id>/replays", right=UPDATE)
    def replay_delivery(endpoint_id: str, delivery_id: str) -> Response:
        """Sends a message once more."""
        reply = trying.replay(context, require_actor(), endpoint_id, delivery_id, once_from_form(address_of))
        if reply is None:
            flash(_("Wij proberen het opnieuw. Kijk over een minuut nog eens."), "info")
        else:
            _say(reply)
        return _back(endpoint_id)


def _say(reply: Reply) -> None:
    if reply.accepted:
        flash(_("Gelukt: het systeem heeft het bericht aangenomen."), "good")
    else:
        flash(_("Niet gelukt. Hieronder staat wat het systeem antwoordde."), "bad")


def _back(endpoint_id: str) -> Response:
    return redirect(url_for("notifier.endpoint", endpoint_id=endpoint_id), code=303)


def _list_of(_removed: object) -> str:
    return url_for("notifier.endpoints")
