"""The list of pages that no longer answer, for coordinators."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from services.matcher.domain.care.dead_links import LinkState, is_missing
from services.matcher.usecases.feeds.rights import CARE
from services.matcher.usecases.links.see_links import see_links
from services.matcher.web.base import context, position
from shared.access.web import current_actor
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

blueprint = Blueprint("links", __name__, template_folder="templates")

PER_PAGE = 30
SHOWN = (LinkState.GONE, LinkState.UNREACHED, LinkState.MOVED, LinkState.SKIPPED)


@page(blueprint, "GET", "/catalogue/links", right=CARE)
def list_links() -> str:
    """Pages in one state: gone unless the address says otherwise."""
    state = next((one for one in SHOWN if one == request.args.get("state")), LinkState.GONE)
    start = position("start")
    found = see_links(context(), current_actor(), state, start=start, limit=PER_PAGE)
    total = found.counts.get(state, 0)

    def address(first: int) -> str:
        return url_for("links.list_links", state=str(state), start=first or None)

    return render_template(
        "links/links.html",
        found=found,
        state=state,
        reason_words=reason_words,
        states=[(one, text, found.counts.get(one, 0)) for one, text in state_words().items()],
        previous=address(max(0, start - PER_PAGE)) if start else "",
        next=address(start + PER_PAGE) if start + PER_PAGE < total else "",
    )


def state_words() -> dict[LinkState, str]:
    """What each state is called."""
    return {
        LinkState.GONE: _("Weg"),
        LinkState.UNREACHED: _("Niet bereikt"),
        LinkState.MOVED: _("Verhuisd"),
        LinkState.SKIPPED: _("Niet na te kijken"),
    }


def reason_words(reason: str) -> str:
    """Why a page could not be reached, from the code that was kept: a status, or a failure of the connection."""
    known = {
        "timeout": _("De website gaf te laat antwoord."),
        "tls": _("De beveiliging van de website klopt niet."),
        "connection": _("Er kwam geen verbinding tot stand."),
        "unknown_name": _("Dit adres is op internet niet te vinden."),
    }
    if is_missing(reason):  # and not called gone yet
        return _("De website zegt dat deze pagina er niet is. Wij kijken nog een keer.")
    if reason.startswith("5"):
        return _("De website had een storing.")
    return known.get(reason) or _("De website liet ons niet binnen. Kijk zelf.")
