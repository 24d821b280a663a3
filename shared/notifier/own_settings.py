"""One page with the way to everything that people set for themselves; every page has a link to it at its top."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from shared.access.rights import Right, may_anywhere
from shared.access.vocabulary import Action, Resource
from shared.access.web import require_actor
from shared.notifier.endpoints.acting import READ as READ_ENDPOINTS
from shared.plumbing.addresses import matcher_path, tracker_path
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

READ = Right(Resource.OWN_INBOX, Action.READ)


def add_own_settings(blueprint: Blueprint) -> None:
    """Adds the page."""

    @page(blueprint, "GET", "/messages/settings", right=READ)
    def own_settings() -> str:
        """What the person may set, each with a line that says what it is for."""
        return render_template("notifier/own_settings.html", ways=_ways())


def _ways() -> list[tuple[str, str, str]]:
    """Name, address and purpose of each."""
    calendar, security = tracker_path("/calendar/feed"), matcher_path("/account/security")
    ways = [
        (_("Welke berichten wilt u?"), url_for("notifier.preferences"), _("Per mail of op deze site, en wanneer.")),
        (_("Agenda op uw telefoon"), calendar, _("Uw termijnen in uw eigen agenda.")),
        (_("Ik ben er niet"), url_for("notifier.leaves"), _("Vakantie of ziek? Iemand anders krijgt uw mail.")),
        (_("Rust"), url_for("notifier.rests"), _("Weken waarin uw plek geen herinneringen krijgt.")),
        (_("Wat is mij verteld?"), url_for("notifier.told"), _("Elk bericht, en waarom u het kreeg.")),
        (_("Inloggen en beveiliging"), security, _("Uw tweede bewijs, en waar u ingelogd bent.")),
        (_("Mijn gegevens"), matcher_path("/my-data"), _("Ophalen wat wij van u hebben, of het laten wissen.")),
    ]
    if may_anywhere(require_actor(), READ_ENDPOINTS):
        ways.append(
            (_("Sleutels voor programma’s"), matcher_path("/account/keys"), _("Een programma werkt met uw gegevens."))
        )
        endpoints = url_for("notifier.endpoints")
        ways.append((_("Koppelingen met andere systemen"), endpoints, _("Uw boekhouding hoort het meteen.")))
    return ways
